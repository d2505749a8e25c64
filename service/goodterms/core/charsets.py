"""Bytes of a stated charset to text that is safe to store; never raises, never unpacks.

Only text codecs on the list below are used: a charset parameter naming zlib, rot13, idna or
``unicode_escape`` is just an unknown charset (IMAP study d 60 to 62).
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_CODECS = """
utf-8 utf-16 utf-16-be utf-16-le utf-32 utf-7
iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9
iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16
cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp852 cp855 cp858
cp866 cp874 cp932 cp949 cp950 koi8-r koi8-u koi8-t mac-roman mac-latin2 mac-cyrillic mac-greek
mac-turkish mac-croatian big5 big5hkscs gb18030 gb2312 gbk hz euc_jp euc_jis_2004 euc_kr johab
shift_jis shift_jis_2004 iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3
iso2022_jp_ext iso2022_kr ptcp154 tis-620 ascii
"""

TEXT_CODECS = frozenset(codecs.lookup(name).name for name in _CODECS.split())
"""Python's names of the codecs that turn mail bytes into text and can do nothing else."""

SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
"""What senders mean: the wider set their program really wrote (WHATWG labels, IMAP study d 61)."""

ALIASES = {
    "ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "x-mac-ce": "mac-latin2",
    "x-mac-croatian": "mac-croatian",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
    "x-user-defined": "cp1252",
}
"""Labels seen in mail that Python does not know."""

_LABEL = re.compile(r"[^a-z0-9_.:-]")

_ESCAPES = re.compile(rb"\x1b\$[@B]|\x1b\([JI]")
"""What only ISO-2022-JP writes."""

_C1 = re.compile(rb"[\x80-\x9f]")
"""Letters in cp1250 (š, ž ...), control characters in ISO 8859-2: no mail means those."""

_SEVEN_BIT = frozenset(name for name in TEXT_CODECS if name.startswith(("iso2022", "hz", "utf-7")))

_WIDE = frozenset(name for name in TEXT_CODECS if name.startswith(("utf-16", "utf-32")))

_SOUTH_SLAVIC = frozenset("èæðÈÆÐ")
"""How č, ć, đ of cp1250 look when read as cp1252; š and ž have the same bytes in both."""

_WESTERN = frozenset("àùéâêîôûäöüßñãõåøÀÉÄÖÜÅØ")
"""Letters that say the text really is Western European."""

_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@lru_cache(maxsize=256)
def _known(label: str) -> str:
    """Return Python's name of the codec of a clean label, widened, ``""`` for none."""
    try:
        name = codecs.lookup(ALIASES.get(label, label)).name if label else ""
    except (LookupError, ValueError):
        return ""
    return SUPERSETS.get(name, name) if name in TEXT_CODECS else ""


def codec_of(charset: str) -> str:
    """Return Python's name of the codec to try for a charset label, ``""`` for none.

    Args:
        charset: As the sender wrote it; quotes, NUL and other rubbish are ignored.
    """
    return _known(_LABEL.sub("", charset[:60].lower()))


def decode(payload: bytes, charset: str, *, truncated: bool = False) -> tuple[str, bool]:
    """Return text without NUL and lone surrogates, and whether it can be trusted letter by letter.

    The ladder: byte order mark, 7-bit escapes, UTF-8 when the bytes hold valid multibyte letters
    (whatever the label says), the stated charset or its superset, the same with marks for what it
    cannot read, a Western or Croatian guess.

    Args:
        payload: The bytes after the transfer encoding was undone.
        charset: The sender's label, ``""`` when there is none.
        truncated: The bytes may end inside a letter; the rest of it is dropped quietly.
    """
    codec = codec_of(charset)
    if codec == "iso8859-2" and _C1.search(payload):
        codec = "cp1250"
    for name in _ladder(payload, codec):
        text = _strict(payload, name, final=not truncated)
        if text is not None:
            return clean(text), True
    if codec and codec not in {"utf-8", "cp1252", *_WIDE}:
        return clean(payload.decode(codec, "replace")), False
    return clean(_guessed(payload)), False


def clean(text: str) -> str:
    """Return text that any UTF-8 sink takes: surrogate pairs joined, lone ones and NUL marked."""
    if not text.isascii() and not _is_encodable(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.removeprefix("\ufeff").replace("\0", "")


def _is_encodable(text: str) -> bool:
    """Return whether no surrogate is in the text; encoding is the quickest way to know."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _ladder(payload: bytes, codec: str) -> tuple[str, ...]:
    """Return the codecs to try strictly, in order."""
    for bom, name in _BOMS.items():
        if payload.startswith(bom):
            return (name,)
    if codec in _SEVEN_BIT or (codec in _WIDE and b"\0" in payload):
        return (codec,)
    if payload.isascii():
        return ("iso2022_jp_ext" if _ESCAPES.search(payload) else "ascii", "ascii")
    return ("utf-8", codec) if codec and codec not in _WIDE else ("utf-8",)


def _strict(payload: bytes, name: str, *, final: bool) -> str | None:
    """Decode without marks, None when the bytes do not fit."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(payload, final)
    except (UnicodeError, ValueError):
        return None


def _guessed(payload: bytes) -> str:
    """Decode bytes that no label fits: damaged UTF-8, cp1252, or cp1250 if it looks Croatian."""
    text = payload.decode("utf-8", "replace")
    marks = text.count("\ufffd")
    if 0 < marks <= sum(letter > "\x7f" for letter in text) - marks:
        return text
    text = payload.decode("cp1252", "replace")
    letters = set(text)
    if letters & _SOUTH_SLAVIC and not letters & _WESTERN:
        return payload.decode("cp1250", "replace")
    return text
