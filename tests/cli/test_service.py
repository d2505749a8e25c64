from __future__ import annotations

from typing import TYPE_CHECKING

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer


def config(folder: Path, *, port: int, peer: Peer) -> Path:
    values = {"owner__addresses": ["mara@studio.example"], "mailbox__user": peer.user}
    return write_config(folder, port=port, password=peer.password, clients=[a_client()], **values)


def test_once_does_what_is_due_and_then_nothing(busy: Peer, tmp_path: Path) -> None:
    path = config(tmp_path, port=busy.port, peer=busy)
    assert run("--config", path, "run", "--once").status == 0
    (client,) = run("--config", path, "clients", "--json").value
    assert client["messages"] == 10
    assert client["verdict"] == "learning"
    assert run("--config", path, "run", "--once").status == 0


def test_once_ends_with_1_when_a_job_failed(busy: Peer, tmp_path: Path) -> None:
    path = config(tmp_path, port=1, peer=busy)
    ran = run("--config", path, "run", "--once")
    assert ran.status == 1
    assert ran.out == ""
