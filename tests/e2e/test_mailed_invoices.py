"""Invoices in the owner's own mail, over real IMAP: found, filed, and nothing else asked for."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from imap_reading import NOW
from imap_wire import check_reads_only, observed
from invoice_files import a_bomb, a_mail, an_invoice, pdf_with, plain_pdf
from program import run, write_config
from tcp_proxy import proxied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from imap_peers import Peer
    from tcp_proxy import Proxy

pytestmark = pytest.mark.timeout(60)

OWN_TAX = "HR98765432109"
ALBA_TAX = "HR11223344556"
ARRIVED = NOW - timedelta(days=30)


@pytest.fixture
def proxy(peer: Peer) -> Iterator[Proxy]:
    with proxied(peer.port) as running:
        yield running


def configured(folder: Path, peer: Peer, proxy: Proxy, **values: object) -> Path:
    clients = [
        a_client(tax_id=ALBA_TAX),
        a_client("Brod", addresses=("b@brod.example",), tax_id="HR22334455667"),
    ]
    return write_config(
        folder,
        port=proxy.port,
        password=peer.password,
        clients=clients,
        **{"mailbox__user": peer.user, "owner__tax_ids": [OWN_TAX], **values},
    )


def fetched(config: Path) -> dict[str, object]:
    ran = run("--config", config, "fetch", "--json")
    assert ran.status == 0, ran.err
    assert isinstance(ran.value, dict)
    return ran.value


def rows(config: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(config.parent / "goodterms.db")) as database:
        return database.execute(sql).fetchall()


def documents(config: Path) -> list[tuple[object, ...]]:
    return rows(config, "SELECT number, client, total_minor, state FROM document ORDER BY number")


def test_invoices_in_xml_and_pdf_are_found_once_and_nothing_changes(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    files = {
        "eracun.XML": an_invoice("1-1-1"),
        "Rechnung.PDF": pdf_with(an_invoice("2-1-1")),
        "poster.pdf": plain_pdf(),
        "sitemap.xml": b"<urlset/>",
    }
    peer.append("Sent", a_mail(files), ARRIVED)
    peer.append("Sent", a_mail({"again.xml": an_invoice("1-1-1")}, number=2), ARRIVED)
    config = configured(tmp_path, peer, proxy)
    before = observed(peer, ("INBOX", "Sent"))
    first = fetched(config)
    assert (first["invoices"], first["problems"]) == (2, 0)
    assert documents(config) == [
        ("1-1-1", "Alba", 12500, "unsaid"),
        ("2-1-1", "Alba", 12500, "unsaid"),
    ]
    assert rows(config, "SELECT source FROM document ORDER BY number")[1] == (
        "mail <m1@studio.example>, Rechnung.PDF",
    )
    check_reads_only(proxy.lines)
    assert observed(peer, ("INBOX", "Sent")) == before
    count = len(proxy.lines)
    assert fetched(config)["invoices"] == 0
    assert not [line for line in proxy.lines[count:] if b"BODY" in line]


def test_no_file_of_anybody_else_is_asked_for(peer: Peer, proxy: Proxy, tmp_path: Path) -> None:
    invoice = {"racun.xml": an_invoice()}
    inbound = {"sender": "ana@alba.example", "to": "mara@studio.example"}
    peer.append("INBOX", a_mail(invoice, number=1, **inbound), ARRIVED)
    stranger = a_mail(invoice, number=2, to="somebody@else.example")
    peer.append("Sent", stranger, ARRIVED)
    large = {"large.pdf": plain_pdf() + b"%" * 3_500_000, "logo.png": b"\x89PNG" * 100}
    peer.append("Sent", a_mail(large, number=3), ARRIVED)
    config = configured(tmp_path, peer, proxy, mailbox__read_other_headers=True)
    assert fetched(config)["invoices"] == 0
    asked = [line for line in proxy.lines if b"BODY.PEEK[" in line and b"HEADER" not in line]
    assert asked, "letters are read"
    assert not [line for line in asked if not re.search(rb"BODY\.PEEK\[1\]<0\.65536>", line)]
    assert documents(config) == []


def test_it_can_be_turned_off_and_on_and_old_mail_is_looked_at_then(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    peer.append("Sent", a_mail({"racun.xml": an_invoice()}), ARRIVED)
    config = configured(tmp_path, peer, proxy, mailbox__read_own_invoices=False)
    assert fetched(config)["invoices"] == 0
    text = config.read_text(encoding="utf-8")
    changed = text.replace("read_own_invoices = false", "read_own_invoices = true")
    config.write_text(changed, encoding="utf-8")
    assert fetched(config)["invoices"] == 1


def test_a_hostile_file_becomes_a_problem_and_the_rest_is_read(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    files = {
        "bomb.pdf": pdf_with(a_bomb(50), filters=b"/Filter /FlateDecode "),
        "evil.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Invoice>&b;</Invoice>',
        "cut.xml": an_invoice()[:300],
        "good.xml": an_invoice(),
    }
    peer.append("Sent", a_mail(files), ARRIVED)
    config = configured(tmp_path, peer, proxy)
    found = fetched(config)
    assert (found["invoices"], found["problems"]) == (1, 3)
    problems = rows(config, "SELECT source, text FROM problem ORDER BY source")
    assert [str(source).rpartition(", ")[2] for source, _ in problems] == [
        "bomb.pdf", "cut.xml", "evil.xml",
    ]  # fmt: skip
    assert "root:" not in str(problems)


def test_whose_invoice_it_is_decides(peer: Peer, proxy: Proxy, tmp_path: Path) -> None:
    alba, brod = ("Alba d.o.o.", ALBA_TAX), ("Brod", "HR22334455667")
    me, other = ("M. H.", "98765432109"), ("Supplier Ltd", "GB123456789")
    files = {
        "mine.xml": an_invoice("1", seller=me, buyer=("Unknown Ltd", "")),
        "to me.xml": an_invoice("2", seller=other, buyer=me),
        "passed on.xml": an_invoice("3", seller=other, buyer=alba),
        "of a client.xml": an_invoice("4", seller=brod, buyer=alba),
        "to another client.xml": an_invoice("5", seller=me, buyer=brod),
    }
    peer.append("Sent", a_mail(files), ARRIVED)
    config = configured(tmp_path, peer, proxy)
    assert fetched(config)["invoices"] == 2
    assert [row[:2] for row in documents(config)] == [("1", "Alba"), ("5", "Brod")]


def test_the_same_file_imported_by_hand_says_no_more_of_its_payment(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    peer.append("Sent", a_mail({"racun.xml": an_invoice("7")}), ARRIVED)
    config = configured(tmp_path, peer, proxy)
    fetched(config)
    file = tmp_path / "racun.xml"
    file.write_bytes(an_invoice("7"))
    assert run("--config", config, "import", file).status == 0
    assert documents(config) == [("7", "Alba", 12500, "unsaid")]


def test_a_csv_export_of_the_same_invoice_says_the_rest(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    peer.append("Sent", a_mail({"racun.xml": an_invoice("INV-7")}), ARRIVED)
    config = configured(tmp_path, peer, proxy)
    fetched(config)
    export = tmp_path / "invoices.csv"
    export.write_text(
        "Invoice Number,Client,Issue Date,Due Date,Total,Currency,Status\n"
        "INV-7,Alba,2026-10-01,2026-10-15,125.00,EUR,open\n",
        encoding="utf-8",
    )
    assert run("--config", config, "import", export).status == 0
    assert documents(config) == [("INV-7", "Alba", 12500, "open")]
