"""Which folders are worth reading and what each is for.

The server's special-use attributes win; a small table of localized names is used only for a role
that no folder is marked with. Source: IMAP study b.2.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPECIAL = {
    b"\\all": "all",
    b"\\allmail": "all",
    b"\\sent": "sent",
    b"\\archive": "archive",
    b"\\drafts": "drafts",
    b"\\junk": "junk",
    b"\\spam": "junk",
    b"\\trash": "trash",
}
"""Attributes of RFC 6154, and the older spellings of one provider."""

_CLOSED = {b"\\noselect", b"\\nonexistent"}

SKIPPED = frozenset({"drafts", "junk", "trash"})
"""Roles that are never read: not sent, not wanted, or thrown away."""

_ORDER = ("all", "inbox", "sent", "archive", "")

_NAMES = {
    "sent": (
        "sent", "sent items", "sent messages", "sent mail", "sent-mail", "poslano",
        "poslane stavke", "poslane poruke", "poslana pošta", "послато", "послатые", "отправленные",
        "gesendet", "gesendete elemente", "gesendete objekte", "envoyés", "éléments envoyés",
        "messages envoyés",
        "enviados", "elementos enviados", "itens enviados", "inviata", "posta inviata",
        "elementi inviati", "verzonden", "verzonden items", "skickat", "skickade objekt", "sendt",
        "sendte elementer", "sendt post", "lähetetyt", "wysłane", "elementy wysłane",
        "odeslaná pošta", "odoslané", "elküldött elemek", "elküldött üzenetek", "trimise",
        "poslana sporočila",
        "изпратени", "απεσταλμένα", "gönderilmiş öğeler", "gönderilmiş postalar", "送信済み",
        "已发送", "已发送邮件", "보낸 편지함",
    ),
    "drafts": (
        "drafts", "draft", "skice", "osnutki", "entwürfe", "brouillons", "borradores",
        "rascunhos", "bozze", "concepten", "utkast", "kladder", "luonnokset", "szkice",
        "kopie robocze", "koncepty", "piszkozatok", "ciorne", "черновики", "чернови", "πρόχειρα",
        "taslaklar", "下書き", "草稿", "草稿箱", "임시 보관함",
    ),
    "junk": (
        "junk", "junk e-mail", "junk email", "junk mail", "spam", "bulk mail", "neželjena pošta",
        "bezvrijedna pošta", "neželena pošta", "нежељена пошта", "спам", "junk-e-mail",
        "unerwünscht", "courrier indésirable", "indésirables", "pourriel", "correo no deseado",
        "lixo eletrônico", "lixo eletrónico", "posta indesiderata", "ongewenste e-mail",
        "skräppost", "søppelpost", "uønsket mail", "roskaposti", "wiadomości-śmieci",
        "nevyžádaná pošta", "nevyžiadaná pošta", "levélszemét", "нежелательная почта",
        "ανεπιθύμητα", "önemsiz e-posta", "迷惑メール", "垃圾邮件", "스팸",
    ),
    "trash": (
        "trash", "deleted", "deleted items", "deleted messages", "bin", "smeće", "koš", "otpad",
        "izbrisano", "izbrisane stavke", "obrisane stavke", "obrisano", "obrisane poruke",
        "избрисано", "смеће", "papierkorb", "gelöscht", "gelöschte elemente", "gelöschte objekte",
        "corbeille", "éléments supprimés", "papelera", "elementos eliminados", "lixeira", "lixo",
        "itens excluídos", "itens eliminados", "cestino", "posta eliminata", "prullenbak",
        "verwijderde items", "papperskorgen", "borttagna objekt", "papirkurv", "slettede elementer",
        "slettet post", "roskakori", "poistetut", "kosz", "elementy usunięte", "odstraněná pošta",
        "odstranená pošta", "törölt elemek", "coș de gunoi", "elemente șterse", "удаленные",
        "удалённые", "корзина", "изтрити", "κάδος απορριμμάτων", "διαγραμμένα", "çöp kutusu",
        "silinmiş öğeler", "ごみ箱", "已删除邮件", "已删除", "휴지통",
    ),
    "archive": (
        "archive", "archives", "arhiva", "arhiv", "архива", "archiv", "archivo", "archivio",
        "arquivo", "archief", "arkiv", "arkisto", "archiwum", "archív", "archívum", "arhivă",
        "архив", "αρχείο", "arşiv",
    ),
}  # fmt: skip
"""Last level of a folder's name, lower case, in NFKC form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    r"""One folder as the server lists it.

    Attributes:
        attributes: As sent, for example ``\HasNoChildren``.
        delimiter: Between levels; "" for a flat server.
        name: Decoded.
    """

    attributes: tuple[bytes, ...]
    delimiter: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One folder worth reading; `role` is ``inbox``, ``sent``, ``archive``, ``all`` or ``""``."""

    name: str
    role: str


def choose(
    folders: Iterable[Listed], *, all_is_complete: bool, only: Sequence[str] = ()
) -> list[Chosen]:
    r"""Return the folders to read: inbox, sent, archive, then the owner's own ones.

    Args:
        folders: What LIST said.
        all_is_complete: The server keeps each message once in the folder marked ``\All`` (Gmail):
            that one alone is read. If the owner hides it, inbox and sent are read instead.
        only: Names the owner restricts the reading to; one the server does not list stays in, so
            that opening it says what is wrong.
    """
    usable = [folder for folder in folders if _is_usable(folder)]
    roles = {folder.name: _marked(folder) for folder in usable}
    taken = set(roles.values())
    for folder in usable:
        roles[folder.name] = roles[folder.name] or _guessed(folder, taken)
    if only:
        return [Chosen(name=name, role=roles.get(name, "")) for name in dict.fromkeys(only)]
    chosen = [Chosen(name=name, role=role) for name, role in roles.items() if role not in SKIPPED]
    if all_is_complete:
        whole = [folder for folder in chosen if folder.role == "all"]
        chosen = whole or [folder for folder in chosen if folder.role in {"inbox", "sent"}]
    else:
        chosen = [folder for folder in chosen if folder.role != "all"]
    return sorted(chosen, key=lambda folder: (_ORDER.index(folder.role), folder.name))


def _is_usable(folder: Listed) -> bool:
    """Leave out what cannot be opened, and names that could not be sent back safely."""
    attributes = {each.lower() for each in folder.attributes}
    return not attributes & _CLOSED and bool(folder.name) and folder.name.isprintable()


def _marked(folder: Listed) -> str:
    """Return the role that name INBOX or the server's own attributes give, else ""."""
    if folder.name.upper() == "INBOX":
        return "inbox"
    for attribute in folder.attributes:
        if role := _SPECIAL.get(attribute.lower()):
            return role
    return ""


def _guessed(folder: Listed, taken: set[str]) -> str:
    """Return the role that the last level of the name stands for, unless another folder is marked.

    Only the top level, or the level below INBOX, is looked at: ``Clients/Archive`` is the owner's.
    """
    levels = folder.name.split(folder.delimiter) if folder.delimiter else [folder.name]
    if len(levels) > 1 and levels[0].upper() == "INBOX":
        levels = levels[1:]
    if len(levels) > 1:
        return ""
    name = unicodedata.normalize("NFKC", levels[0]).strip().lower()
    for role, names in _NAMES.items():
        if role not in taken and name in names:
            return role
    return ""
