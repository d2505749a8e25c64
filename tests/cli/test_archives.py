"""`fetch` from archives on disk: the same facts as over IMAP, in one process and in several."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.adapters.store import open_store
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

ANA, MARA = "ana@alba.example", "mara@studio.example"
COUNT = 40
BEGUN = datetime(2023, 6, 1, 9, tzinfo=UTC)


def letters() -> list[bytes]:
    found = []
    for number in range(COUNT):
        sender, to = (ANA, MARA) if number % 2 == 0 else (MARA, ANA)
        at = BEGUN + timedelta(hours=9 * number)
        text = (
            f"From: {sender}\nTo: {to}\nSubject: Poster {number}\n"
            f"Message-ID: <{number}@x.example>\nDate: {format_datetime(at)}\n\n"
            "This is still not quite it, please do it again today.\n"
        )
        found.append(text.encode())
    found.append(b"From: eva@other.example\nTo: mara@studio.example\nSubject: no client\n\nHi\n")
    return found


@pytest.fixture
def mbox(tmp_path: Path) -> Path:
    path = tmp_path / "old.mbox"
    parts = (b"From - Mon Jan  5 10:11:12 2015\n" + each + b"\n" for each in letters())
    path.write_bytes(b"".join(parts))
    return path


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    root = tmp_path / "Mail"
    for part in ("cur", "new", "tmp"):
        (root / part).mkdir(parents=True)
    for number, each in enumerate(letters()):
        (root / "cur" / f"{number:03}.x:2,S").write_bytes(each)
    return root


def config(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return write_config(folder, port=1, password="unused", clients=[a_client()])


def facts(path: Path) -> list[str]:
    """What is stored of messages, whatever folder they lie in."""
    with open_store(path.parent / "goodterms.db") as store:
        return [line for line in store.dump().splitlines() if line.startswith("message ")]


def fetch(path: Path, *options: object):
    return run("--config", path, "fetch", *options, "--json")


def test_an_archive_is_read_whole_before_the_horizon_and_without_a_server(
    tmp_path: Path, mbox: Path
) -> None:
    path = config(tmp_path / "one")
    assert fetch(path, "--from-mbox", mbox).value["mapped"] == COUNT
    assert len(facts(path)) == COUNT
    again = fetch(path, "--from-mbox", mbox).value
    assert again["seen"] == 0


def test_a_maildir_and_an_mbox_of_the_same_mail_are_the_same_messages(
    tmp_path: Path, mbox: Path, maildir: Path
) -> None:
    path = config(tmp_path / "one")
    fetch(path, "--from-mbox", mbox)
    before = facts(path)
    assert fetch(path, "--from-maildir", maildir).status == 0
    assert facts(path) == before


@pytest.mark.timeout(120)
def test_two_processes_give_the_same_facts_as_one(tmp_path: Path, mbox: Path) -> None:
    one, two = config(tmp_path / "one"), config(tmp_path / "two")
    assert fetch(one, "--from-mbox", mbox).value["scored"] > 0
    assert fetch(two, "--from-mbox", mbox, "--workers", 2).status == 0
    assert facts(one) == facts(two)


@pytest.mark.timeout(180)
@pytest.mark.filterwarnings("ignore::Warning")
def test_a_cluster_of_two_workers_gives_the_same_facts_as_one_process(
    tmp_path: Path, mbox: Path
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra goodterms[cluster]")
    one, two = config(tmp_path / "one"), config(tmp_path / "two")
    fetch(one, "--from-mbox", mbox)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        ran = fetch(two, "--from-mbox", mbox, "--cluster", cluster.scheduler_address)
        assert ran.status == 0
    assert facts(one) == facts(two)


def test_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    ran = run("--config", config(tmp_path / "one"), "fetch", "--from-mbox", tmp_path / "none")
    assert ran.status == 1
    assert ran.err.count("\n") == 1


def test_a_cluster_that_is_not_there_is_one_line(tmp_path: Path, mbox: Path) -> None:
    pytest.importorskip("distributed", reason="the extra goodterms[cluster]")
    ran = fetch(config(tmp_path / "one"), "--from-mbox", mbox, "--cluster", "tcp://127.0.0.1:1")
    assert ran.status == 1
    assert "does not answer" in ran.err
