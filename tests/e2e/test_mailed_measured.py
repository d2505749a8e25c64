"""Mailed invoices against the shared samples over real IMAP (measured only, never copied)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from builders import a_client
from imap_reading import NOW
from program import run, write_config

if TYPE_CHECKING:
    from imap_peers import Peer

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices" / "synthetic-email"

pytestmark = [
    pytest.mark.timeout(60),
    pytest.mark.skipif(
        not SAMPLES.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
    ),
]


def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
    return found


def filed(folder: Path, peer: Peer, *tax_ids: str) -> dict[str, dict[str, Any]]:
    """Return what one fetch files of all samples, by number."""
    for number, (name, told) in enumerate(expected().items()):
        raw = (SAMPLES / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        peer.append(told["folder"], raw, NOW - timedelta(days=20, hours=number))
    config = write_config(
        folder,
        port=peer.port,
        password=peer.password,
        clients=[
            a_client("B", addresses=("racuni@tvrtkab.example",)),
            a_client("Kunde", addresses=("ap@kunden.example",)),
            a_client("Dobavljac", addresses=("fakture@dobavljac.example",)),
            a_client("Dev", addresses=("dev@client.example",)),
            a_client("Caplja", addresses=("ured@caplja.example",)),
        ],
        mailbox__user=peer.user,
        owner__addresses=["me@nera.example"],
        owner__tax_ids=list(tax_ids),
    )
    ran = run("--config", config, "fetch", "--json")
    assert ran.status == 0, ran.err
    with closing(sqlite3.connect(folder / "goodterms.db")) as database:
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute("SELECT * FROM document")]
    assert isinstance(ran.value, dict)
    assert (ran.value["invoices"], ran.value["problems"]) == (len(rows), 0)
    return {row["number"]: {**row, **json.loads(row["stated"])} for row in rows}


def told(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what a row says of the keys that are expected, in the words of the samples."""
    own = {
        **row,
        "buyer": row["buyer"]["name"] if isinstance(row["buyer"], dict) else row["buyer"],
        "buyer_tax_id": row["buyer_tax_id"],
    }
    own["refers_to"] = (
        json.loads(row["refers_to"]) if isinstance(row["refers_to"], str) else row["refers_to"]
    )
    return {key: own.get(key) for key in wanted if key != "direction_if_my_tax_id_is"}


@pytest.mark.parametrize("tax_ids", [(), ("HR12345678901",)], ids=["unknown", "known"])
def test_every_invoice_in_the_sent_mail_is_filed_and_no_other(
    peer: Peer, tmp_path: Path, tax_ids: tuple[str, ...]
) -> None:
    found = filed(tmp_path, peer, *tax_ids)
    wanted = {
        each["number"]: each
        for told_of in expected().values()
        if told_of["folder"] == "Sent"
        for each in told_of["invoices"]
    }
    if tax_ids:  # its seller is another sample firm, so it is not this owner's
        del wanted["471102"]
    assert set(found) == set(wanted)
    for number, each in wanted.items():
        want = {key: each[key] for key in each if key != "direction_if_my_tax_id_is"}
        assert told(found[number], each) == want


def test_an_invoice_to_the_owner_is_not_filed(peer: Peer, tmp_path: Path) -> None:
    assert "1-P1-1" not in filed(tmp_path, peer, "HR11111111119")
