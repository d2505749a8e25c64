"""HTML mail to plain text: only what a reader sees, quotes as ``> `` lines, nothing ever fetched.

An own tokenizer of one pass: Python's ``html.parser`` takes 30 seconds for 60 KB of ``<a <a <a``
on an interpreter still in use (3.11.7), and a mailbox is open to everybody's bytes.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 262_144
"""Longest source looked at, in characters: what a whole message is fetched with at most."""

DEEPEST_QUOTE = 20
"""Quotes inside quotes beyond this are shown at this depth."""

DEEPEST_LOOK = 100
"""Open elements whose style is remembered; no program nests more of them."""

RULE = "_" * 32
"""A drawn line, spelled as Outlook does in plain text; `core.cleaning` knows it."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]{0,30})")

_VALUE = re.compile(r"=\s{0,9}([\"'])")

_RAW = re.compile(r"</(?:script|style|title|textarea|xmp)\b", re.IGNORECASE | re.ASCII)

_RAW_TAGS = frozenset({"script", "style", "title", "textarea", "xmp"})

_HIDING_TAGS = frozenset({"head", "svg", "math", "object", "template", "select", "audio", "video"})

_VOID_TAGS = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "wbr", "base", "area"})

_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})

_LINES = frozenset({"div", "tr", "td", "th", "li", "dt", "dd", "section", "article", "header"})

_BREAKS = _PARAGRAPHS | _LINES | {"footer", "center", "address", "form", "caption", "body", "dl"}

_STYLE = re.compile(
    r"\sstyle\s{0,5}=\s{0,5}(\"[^\"]{0,2000}|'[^']{0,2000}|[^\s>\"']{1,500})", re.IGNORECASE
)

_HIDDEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all"
    r"|(?:opacity:0(?:\.0+)?|max-height:0)(?:px)?(?:;|!|$)"
)

_TINY = re.compile(r"font-size:(?:0(?:\.0+)?(?:px|pt|r?em|%)?|[01](?:\.\d+)?p[xt])(?:;|!|$)")

_SIZED = re.compile(r"font(?:-size)?:")

_FLAG = re.compile(r"\shidden(?=[\s=/>])", re.IGNORECASE)

_SIGNATURE = re.compile(
    r"(?:class|id)=[\"']?(?:gmail_signature\b|x?_?signature\b|ms-outlook)", re.IGNORECASE
)

_INDENT = re.compile(r"border(?:-left)?:(?:none|0)")

_SPACE = re.compile(r"\s+")

Token = tuple[str, str, str]
"""Kind (``text``, ``start`` or ``end``), tag name, and the text or the source of the tag."""


def text(source: str) -> str:
    """Return the readable text of an HTML mail, one line break per line.

    Block elements and ``br`` begin lines, list items get ``- ``, ``blockquote`` gives ``> `` lines
    and ``hr`` a `RULE`. Scripts, styles, comments and what is styled not to be seen (display,
    visibility, opacity, font size up to 1) are left out (decision study B3.2).

    Args:
        source: Decoded HTML; only the first `LIMIT` characters count.
    """
    page = _Page()
    for kind, tag, content in _tokens(source[:LIMIT]):
        if kind == "text":
            page.add(content)
        elif kind == "start":
            page.start(tag, content)
        else:
            page.end(tag)
    return page.finish()


def _tokens(source: str) -> Iterator[Token]:
    """Split HTML into tokens, in one pass and linear time whatever the source."""
    position = 0
    while position < len(source):
        opening = source.find("<", position)
        if opening < 0:
            yield "text", "", source[position:]
            return
        if opening > position:
            yield "text", "", source[position:opening]
        match = _TAG.match(source, opening)
        if match:
            position = _tag_end(source, match.end())
            name = match[2].lower()
            yield ("end" if match[1] else "start"), name, source[opening:position]
            if name in _RAW_TAGS and not match[1]:
                closing = _RAW.search(source, position)
                position = closing.start() if closing else len(source)
        elif source.startswith(("<!", "<?", "</"), opening):
            position = _comment_end(source, opening)
        else:
            yield "text", "", "<"
            position = opening + 1


def _tag_end(source: str, position: int) -> int:
    """Return the position after ``>``, past quoted values; the end of the source without one."""
    while True:
        closing = source.find(">", position)
        if closing < 0:
            return len(source)
        value = _VALUE.search(source, position, closing)
        if value is None:
            return closing + 1
        quote = source.find(value[1], value.end())
        # a quote that never ends would swallow the mail: end the tag where a browser of old did
        if quote < 0:
            return closing + 1
        position = quote + 1


def _comment_end(source: str, opening: int) -> int:
    """Return the position after a comment or declaration, the end when it is never closed."""
    mark = "-->" if source.startswith("<!--", opening) else ">"
    closing = source.find(mark, opening + 2)
    return len(source) if closing < 0 else closing + len(mark)


def _look(source: str) -> str:
    """Return what a start tag does to its content: ``hidden``, ``tiny``, ``shown`` or nothing."""
    if _FLAG.search(source[:4000]):
        return "hidden"
    style = _style(source)
    if _HIDDEN.search(style):
        return "hidden"
    if _TINY.search(style):
        return "tiny"
    return "shown" if _SIZED.search(style) else ""


def _style(source: str) -> str:
    """Return the style attribute without white space, lower case."""
    match = _STYLE.search(source[:4000])
    return _SPACE.sub("", match[1]).strip("\"'").lower() if match else ""


@dataclass(slots=True)
class _Page:
    """What was read so far; a line is written when a block begins or ends."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    looks: list[tuple[str, str, int]] = field(default_factory=list)
    quotes: list[bool] = field(default_factory=list)
    preformatted: int = 0

    @property
    def is_hidden(self) -> bool:
        """Return whether a reader would not see what comes now."""
        if not self.looks:
            return False
        looks = [look for _, look, _ in self.looks]
        sizes = [look for look in looks if look != "hidden"]
        return "hidden" in looks or (bool(sizes) and sizes[-1] == "tiny")

    def add(self, source: str) -> None:
        """Take text in; white space counts only in preformatted text."""
        if self.is_hidden:
            return
        plain = html.unescape(source).replace("\xa0", " ")
        if not self.preformatted:
            self.line.append(_SPACE.sub(" ", plain))
            return
        first, *rest = plain.replace("\r\n", "\n").split("\n")
        self.line.append(first)
        for each in rest:
            self.write(blank=True)
            self.line.append(each)

    def write(self, *, blank: bool = False) -> None:
        """End the line; an empty one is written only where `blank` asks for it, and once."""
        content = "".join(self.line)
        content = content.rstrip() if self.preformatted else content.strip()
        self.line.clear()
        prefix = "> " * min(sum(self.quotes), DEEPEST_QUOTE)
        line = (prefix + content).rstrip()
        if content or (blank and (not self.lines or self.lines[-1] != line)):
            self.lines.append(line)

    def start(self, tag: str, source: str) -> None:
        """Take a start tag in."""
        self._open(tag, source)
        if self.is_hidden:
            return
        if tag == "br":
            self.write(blank=True)
        elif tag == "hr":
            self.write()
            self.line.append(RULE)
            self.write()
        elif tag == "blockquote":
            self.write()
            if len(self.quotes) < DEEPEST_LOOK:
                self.quotes.append(not _INDENT.search(_style(source)))
        elif tag in _BREAKS:
            self._begin(tag, source)

    def end(self, tag: str) -> None:
        """Take an end tag in."""
        was_hidden = self.is_hidden
        self._close(tag)
        if was_hidden:
            return
        if tag in _BREAKS:
            self.write()
        if tag in _PARAGRAPHS and self.lines and not self.is_hidden:
            self.write(blank=True)
        if tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        if tag == "blockquote":
            self.write()
            if self.quotes:
                self.quotes.pop()

    def finish(self) -> str:
        """Return the text."""
        self.write()
        return "\n".join(self.lines).strip("\n")

    def _begin(self, tag: str, source: str) -> None:
        """Begin a block."""
        self.write()
        if tag in _PARAGRAPHS and self.lines:
            self.write(blank=True)
        if tag == "pre":
            self.preformatted += 1
        elif tag == "li":
            self.line.append("- ")
        elif tag == "div" and _SIGNATURE.search(source[:500]):
            self.line.append("-- ")
            self.write()

    def _open(self, tag: str, source: str) -> None:
        """Note a tag that changes what is seen, and count others of the same name inside it."""
        if self.looks and self.looks[-1][0] == "p" and tag in _BREAKS:
            self.looks.pop()  # a paragraph ends where the next block begins
        if tag in _VOID_TAGS:
            return
        look = "hidden" if tag in _HIDING_TAGS else _look(source)
        if tag == "body":
            self.looks = [each for each in self.looks if each[0] != "head"]
        if look and len(self.looks) < DEEPEST_LOOK:
            self.looks.append((tag, look, 1))
        elif self.looks and self.looks[-1][0] == tag:
            name, known, depth = self.looks[-1]
            self.looks[-1] = (name, known, depth + 1)

    def _close(self, tag: str) -> None:
        """Forget what the innermost tag of this name changed."""
        if self.looks and self.looks[-1][0] == tag:
            name, look, depth = self.looks[-1]
            self.looks[-1:] = [(name, look, depth - 1)] if depth > 1 else []
