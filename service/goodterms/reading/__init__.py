"""How a mailbox is read, over ports: folder by folder, headers first, then the texts of clients.

    visit     what all parts of one run share, and the day's budget of bytes
    folder    one folder: the steps that `core.sync.plan` says
    headers   one chunk of headers: client or stranger, noise or person
    texts     the texts that are still wanted, and the facts in them
    invoices  e-invoices attached to the owner's own mail
    answers   what the owner answered to our mails
    rescoring texts of before, read again for a new tone model
    names     folders that were renamed or are gone
    absences  messages that are gone

Which folders are read, and when all of it counts as done, is `pipeline.fetch`.
"""

from __future__ import annotations

from goodterms.reading.visit import Progress, Reading

__all__ = ["Progress", "Reading"]
