"""Reduces a file that the owner mailed to a client to the metadata of its invoice, if it is one.

Most attachments are none: pictures, drafts, offers. Those are passed over without a word; only what
is an e-invoice and cannot be read, or asks for more than any invoice needs, is named.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.asked import Asked
from goodterms.core import own_invoices
from goodterms.core.own_invoices import Books

if TYPE_CHECKING:
    from goodterms.core.mail import Message
    from goodterms.ports import LedgerFile
    from goodterms.settings import Settings


@dataclass(frozen=True, slots=True)
class MailedInvoices:
    """Implements `ports.mailed.InvoiceReader`; the format readers are imported with the first file.

    Attributes:
        books: Whose ledger this is.
    """

    books: Books

    @property
    def digest(self) -> str:
        """Return a digest of what decides whose invoice it is."""
        return self.books.digest

    def __call__(self, data: bytes, source: str, message: Message, /) -> LedgerFile | None:
        """Return the owner's documents in a file; None when it holds none.

        Args:
            data: The file.
            source: Which file of which mail; see `core.own_invoices.source`.
            message: The outgoing mail that carried it.

        Raises:
            ImportFileError: It is an invoice that cannot be read, or a hostile file.
        """
        read = _read(data, source, Asked(clients=self.books.clients))
        if read is None:
            return None
        client = next((each for each in self.books.clients if each.name == message.client), None)
        if client is None:
            return None
        filed = [own_invoices.filed(each, client, self.books) for each in read.documents]
        documents = [replace(each, source=source) for each in filed if each is not None]
        if not documents:
            return None
        return replace(
            read,
            source=source,
            documents=documents,
            payments=(),
            entries=(),
            undecided=(),
            # apart from that of the file itself, so that importing it by hand still says more
            digest=hashlib.sha256(b"mailed\0" + data).hexdigest(),
        )


def reader_for(settings: Settings) -> MailedInvoices | None:
    """Return what reads the files that the owner mailed; None when that is turned off."""
    if not settings.mailbox.read_own_invoices:
        return None
    who = settings.owner
    return MailedInvoices(
        Books(
            name=who.name,
            addresses=who.addresses,
            tax_ids=who.tax_ids,
            clients=settings.clients,
        )
    )


def _read(data: bytes, source: str, asked: Asked) -> LedgerFile | None:
    from goodterms.adapters.invoices.detection import detect, reader  # noqa: PLC0415

    form = detect(data) if data.strip() else ""
    if form == "pdf":
        return _read_pdf(data, source, asked)
    if form == "xml":
        from goodterms.adapters.invoices import xml_kinds  # noqa: PLC0415

        is_invoice = xml_kinds.holds_invoice(data, source)
        return xml_kinds.read_xml(data, source, asked) if is_invoice else None
    return reader(form).read(data, source, asked) if form == "p7m" else None


def _read_pdf(data: bytes, source: str, asked: Asked) -> LedgerFile | None:
    """Return the invoice in a PDF; one that is broken, encrypted or carries none is no invoice."""
    from goodterms.adapters.invoices import pdf, xml_kinds  # noqa: PLC0415

    try:
        found = pdf.embedded_xml(data, source)
    except pdf.UnopenedError:
        return None
    if not any(xml_kinds.holds_invoice(xml, source) for _, xml in found):
        return None
    return pdf.read_attached(found, data, source, asked)
