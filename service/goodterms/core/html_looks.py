"""What a start tag says of its content: hidden, tiny, quoted, older, a signature.

Sources: decision study B3.2 for what is styled not to be seen; the source of mail that the named
programs write for the rest.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LOOKED_AT = 4000
"""Characters of a tag that are looked at."""

_HIDING_TAGS = frozenset({"head", "svg", "math", "object", "template", "select", "audio", "video"})

_STYLE = re.compile(r"\sstyle\s{0,5}=\s{0,5}(\"[^\"]{0,2000}|'[^']{0,2000}|[^\s>\"']{1,500})")

_NAMES = re.compile(r"\s(?:class|id)\s{0,5}=\s{0,5}(\"[^\"]{0,500}|'[^']{0,500}|[^\s>\"']{1,200})")

_HIDDEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all"
    r"|(?:opacity:0(?:\.0+)?|max-height:0)(?:px)?(?:;|!|$)"
)

_TINY = re.compile(r"font-size:(?:0(?:\.0+)?(?:px|pt|r?em|%)?|[01](?:\.\d+)?p[xt])(?:;|!|$)")

_SIZED = re.compile(r"font(?:-size)?:")

_FLAG = re.compile(r"\shidden(?=[\s=/>])")

_INDENT = re.compile(r"border(?:-left)?:(?:none|0)")

_EMBEDDED = re.compile(r"^(?:x_)+")
"""What Outlook puts before the names of a message that it quotes."""

_SIGNATURES = frozenset(
    {
        "applemailsignature",
        "gmail_signature",
        "moz-signature",
        "ms-outlook-mobile-signature",
        "protonmail_signature_block",
        "signature",
        "tutanota_signature",
        "_signature",
    }
)

_QUOTES = frozenset(
    {
        "gmail_attr",
        "mail-editor-reference-message-container",
        "moz-cite-prefix",
        "olk_src_body_section",
        "protonmail_quote",
        "tutanota_quote",
        "yahoo_quoted",
        "zmail_extra",
    }
)

_OLDER = frozenset({"appendonsend", "divrplyfwdmsg", "reply-intro", "stopspelling", "zwchr"})


class Look(NamedTuple):
    """What a start tag does to its content.

    Attributes:
        sight: ``hidden``, ``tiny``, ``shown`` (a size of its own) or nothing.
        is_quote: All inside is quote: an introduction of Gmail's or Thunderbird's, the whole quote
            of others. Gmail's ``gmail_quote`` is none: answers between pieces stand inside of it.
        is_older: All below is older: Outlook on the web, Hotmail, Zimbra, Roundcube.
        is_signature: The sender's signature is inside.
        is_indent: A ``blockquote`` without a line beside it, which people use to indent.
    """

    sight: str = ""
    is_quote: bool = False
    is_older: bool = False
    is_signature: bool = False
    is_indent: bool = False


_PLAIN = Look()

_OUT_OF_SIGHT = Look(sight="hidden")


def look(tag: str, source: str) -> Look:
    """Return what a start tag does to its content.

    Args:
        tag: Its name, lower case.
        source: The whole tag as it stands; the first `LOOKED_AT` characters count.
    """
    if tag in _HIDING_TAGS:
        return _OUT_OF_SIGHT
    if len(source) == len(tag) + 2:
        return _PLAIN
    head = source[:LOOKED_AT].lower()
    if "hidden" in head and _FLAG.search(head):
        return _OUT_OF_SIGHT
    style = _style(head) if "style" in head else ""
    names = _names(head) if "class" in head or "id" in head else frozenset()
    return Look(
        sight=_sight(style),
        is_quote=not names.isdisjoint(_QUOTES),
        is_older=not names.isdisjoint(_OLDER),
        is_signature=tag == "div" and not names.isdisjoint(_SIGNATURES),
        is_indent=bool(style and _INDENT.search(style)),
    )


def _style(head: str) -> str:
    """Return the style attribute without white space."""
    match = _STYLE.search(head)
    return "".join(match[1].split()).strip("\"'") if match else ""


def _names(head: str) -> frozenset[str]:
    """Return the classes and the id of an element."""
    found = " ".join(match[1].strip("\"'") for match in _NAMES.finditer(head))
    return frozenset(_EMBEDDED.sub("", name) for name in found.split())


def _sight(style: str) -> str:
    """Return how well a reader sees content with a style."""
    if not style:
        return ""
    if _HIDDEN.search(style):
        return "hidden"
    if _TINY.search(style):
        return "tiny"
    return "shown" if _SIZED.search(style) else ""
