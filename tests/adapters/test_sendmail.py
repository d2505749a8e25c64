from __future__ import annotations

import email
from datetime import UTC, datetime

import pytest

from goodterms.adapters.clock import FixedClock
from goodterms.adapters.sendmail import SendmailSender
from goodterms.core.outgoing import Outgoing
from goodterms.errors import DeliveryError, RefusedError

CLOCK = FixedClock(datetime(2026, 11, 16, 8, 30, tzinfo=UTC))
REPORT = Outgoing(
    period="m:2026-10",
    subject="Good Terms, October: 9 in good order",
    text="All is well.\n.\nThe end\n",
    html="<p>All is well.</p>",
    message_id="report.2@goodterms.invalid",
)


def a_command(folder, script):
    """Write a real program that stands in for the machine's sendmail."""
    command = folder / "sendmail"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    return str(command)


def a_sender(command, **changes):
    values = {"to": "mara@studio.example", "clock": CLOCK, "command": command}
    return SendmailSender(**{**values, **changes})


def test_mail_is_piped_in_whole_with_the_recipient_after_the_options(tmp_path):
    command = a_command(tmp_path, f'echo "$@" > {tmp_path}/args; cat > {tmp_path}/mail')

    assert a_sender(command).send(REPORT) == command

    assert (tmp_path / "args").read_text().split() == [
        "-i",
        "-f",
        "mara@studio.example",
        "--",
        "mara@studio.example",
    ]
    data = (tmp_path / "mail").read_bytes()
    assert b"\r" not in data
    assert email.message_from_bytes(data)["Subject"] == REPORT.subject
    assert b"The end" in data


def test_failing_command_is_an_error_of_delivery(tmp_path):
    command = a_command(tmp_path, "cat >/dev/null; exit 75")

    with pytest.raises(DeliveryError, match="ended with 75"):
        a_sender(command).send(REPORT)


def test_missing_command_says_what_is_missing(tmp_path):
    with pytest.raises(DeliveryError, match="sendmail failed") as caught:
        a_sender(str(tmp_path / "sendmail")).send(REPORT)

    assert "installed" in caught.value.hint


def test_hanging_command_is_ended(tmp_path):
    command = a_command(tmp_path, "exec sleep 30")

    with pytest.raises(DeliveryError, match="TimeoutExpired"):
        a_sender(command, timeout=0.3).send(REPORT)


def test_recipient_is_never_an_option_nor_shell_text(tmp_path):
    command = a_command(tmp_path, f"touch {tmp_path}/ran")

    with pytest.raises(DeliveryError, match="not a mail address"):
        a_sender(command, to="$(reboot)").send(REPORT)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("status", [65, 67, 68])
def test_a_mail_that_the_command_will_never_take_is_refused_for_good(tmp_path, status):
    command = a_command(tmp_path, f"cat >/dev/null; exit {status}")

    with pytest.raises(RefusedError, match=f"ended with {status}"):
        a_sender(command).send(REPORT)
