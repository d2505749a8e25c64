"""`goodterms report`: one report a period, and what was sent, what waits, and why."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

import smtp_peer
from builders import OWN, a_client
from goodterms.adapters.store import open_store
from program import run, write_config
from smtp_script import script

if TYPE_CHECKING:
    from pathlib import Path


def smtp(port: int) -> dict[str, object]:
    return {
        "report__deliver": "smtp",
        "report__smtp_host": "127.0.0.1",
        "report__smtp_port": port,
        "report__smtp_security": "plain",
        "owner__addresses": [OWN],
    }


def a_config(folder: Path, **values: object) -> Path:
    return write_config(folder, port=1, password="x", clients=[a_client()], **values)


def test_a_report_says_as_json_where_it_went(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    first = run("--config", config, "report", "--json")
    assert first.status == 0
    assert (len(first.value["places"]), first.value["already"]) == (1, False)
    assert first.value["period"].startswith("m:")
    again = run("--config", config, "report", "--json").value
    assert (again["places"], again["already"], again["waiting"]) == ([], True, [])


def test_list_says_what_was_sent_and_what_waits_and_why(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    assert run("--config", config, "report", "--list").out == "No report was made yet.\n"
    assert run("--config", config, "report", "--list", "--json").value == []
    run("--config", config, "report")
    a_config(tmp_path, **smtp(1))
    run("--config", config, "report", "--again")
    waiting, sent = run("--config", config, "report", "--list", "--json").value
    assert (waiting["state"], sent["state"]) == ("waiting", "sent")
    assert waiting["tries"] == 1
    assert "no answer" in waiting["reason"]
    assert sent["sent"] is not None
    shown = run("--config", config, "report", "--list").out
    assert "waiting" in shown
    assert "no answer" in shown


def test_a_mail_is_sent_again_by_its_number_under_the_same_id(tmp_path: Path) -> None:
    with smtp_peer.serve() as peer:
        config = a_config(tmp_path, **smtp(peer.port))
        assert run("--config", config, "report").status == 0
        (listed,) = run("--config", config, "report", "--list", "--json").value
        found = run("--config", config, "report", "--resend", str(listed["id"]), "--json")
        assert (found.status, found.value["state"]) == (0, "sent")
        said = run("--config", config, "report", "--resend", str(listed["id"])).out
    assert said.startswith(f"Handed over: mail {listed['id']}, Good Terms")
    names = {message_from_bytes(each.content)["Message-ID"] for each in peer.letters}
    assert (len(peer.letters), names) == (3, {f"<{listed['message_id']}>"})


def test_a_number_that_no_mail_has_is_a_mistake_in_the_command(tmp_path: Path) -> None:
    ran = run("--config", a_config(tmp_path), "report", "--resend", "7")
    assert ran.status == 2
    assert "there is no mail 7" in ran.err


def test_a_refused_mail_is_named_once_shown_by_status_and_sent_again_when_asked(
    tmp_path: Path,
) -> None:
    with script(rcpt="550 no such user") as server:
        config = a_config(tmp_path, **smtp(server.port))
        ran = run("--config", config, "report")
        assert ran.status == 1
        assert ran.err.startswith("Refused: the report was not sent by 127.0.0.1:")
        assert "--resend" in ran.err
        assert run("--config", config, "report").status == 0, "not tried again by itself"
        (listed,) = run("--config", config, "report", "--list", "--json").value
        assert listed["state"] == "refused"
        stands = run("--config", config, "status", "--json")
        assert stands.status == 1
        assert f"mail {listed['id']}: " in stands.value["refused_mails"][0]
        assert "refused      mail" in run("--config", config, "status").out
        server.words["rcpt"] = "250 OK"
        assert run("--config", config, "report", "--resend", str(listed["id"])).status == 0
        assert len(server.mails) == 1
    assert run("--config", config, "status", "--json").value["refused_mails"] == []


def test_a_test_mail_arrives_and_takes_no_period(tmp_path: Path) -> None:
    with smtp_peer.serve() as peer:
        config = a_config(tmp_path, **smtp(peer.port))
        ran = run("--config", config, "report", "--test", "--json")
        assert (ran.status, ran.value["state"]) == (0, "sent")
        run("--config", config, "report", "--test")
        (first, second) = peer.letters
    mail = message_from_bytes(first.content, policy=policy.default)
    assert mail["Subject"] == "Good Terms: test mail"
    assert mail["Message-ID"] != message_from_bytes(second.content)["Message-ID"]
    assert run("--config", config, "report", "--list", "--json").value[0]["period"][:5] == "test:"


def test_a_test_mail_that_fails_says_why_and_is_not_tried_again(tmp_path: Path) -> None:
    config = a_config(tmp_path, **smtp(1))
    ran = run("--config", config, "report", "--test")
    assert ran.status == 1
    assert "smtp_port" in ran.err
    with open_store(tmp_path / "goodterms.db") as store:
        assert store.outbox() == []
    assert run("--config", config, "status", "--json").value["refused_mails"] == []


def test_periodic_reports_are_put_off_and_come_again(tmp_path: Path) -> None:
    config = a_config(tmp_path)
    assert "No periodic reports" in run("--config", config, "report", "--digest", "off").out
    with open_store(tmp_path / "goodterms.db") as store:
        assert store.is_digest_off()
    assert run("--config", config, "report", "--digest", "on", "--json").value == {"digest": "on"}
    with open_store(tmp_path / "goodterms.db") as store:
        assert not store.is_digest_off()


@pytest.mark.parametrize(
    "asked",
    [("--list", "--test"), ("--preview", "--again"), ("--resend", "1", "--digest", "on")],
)
def test_two_wishes_at_once_are_refused(asked: tuple[str, ...], tmp_path: Path) -> None:
    ran = run("--config", a_config(tmp_path), "report", *asked)
    assert ran.status == 2
    assert "cannot be asked for together" in ran.err
