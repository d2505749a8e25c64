"""HTML mail to plain text: only what a reader sees, quotes as ``> `` lines, nothing fetched."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from goodterms.core.html_looks import Look, look
from goodterms.core.html_tokens import tokens

LIMIT = 262_144
"""Longest source looked at, in characters: what a whole message is fetched with at most."""

DEEPEST_QUOTE = 20
"""Quotes inside quotes beyond this are shown at this depth."""

DEEPEST_LOOK = 100
"""Open elements whose style is remembered; no program nests more of them."""

RULE = "_" * 32
"""A drawn line, spelled as Outlook does in plain text; `core.cleaning` knows it."""

OLDER = "-----Original Message-----"
"""What stands for an element below which all is older, spelled as Outlook does in plain text."""

_VOID_TAGS = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "wbr", "base", "area"})

_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})

_LINES = frozenset({"div", "tr", "td", "th", "li", "dt", "dd", "section", "article", "header"})

_BREAKS = _PARAGRAPHS | _LINES | {"footer", "center", "address", "form", "caption", "body", "dl"}

_SPACE = re.compile(r"\s+")


def text(source: str) -> str:
    """Return the readable text of an HTML mail, one line break per line.

    Block elements and ``br`` begin lines, list items get ``- ``, ``blockquote`` gives ``> `` lines
    and ``hr`` a `RULE`. Scripts, styles, comments and what is styled not to be seen (display,
    visibility, opacity, font size up to 1) are left out (decision study B3.2). What mail programs
    mark as quoted, older or signature is marked as in plain text (see `html_looks.Look`).

    Args:
        source: Decoded HTML; only the first `LIMIT` characters count.
    """
    page = _Page()
    for kind, tag, content in tokens(source[:LIMIT]):
        if kind == "text":
            page.add(content)
        elif kind == "start":
            page.start(tag, content)
        else:
            page.end(tag)
    return page.finish()


@dataclass(slots=True)
class _Page:
    """What was read so far; a line is written when a block begins or ends.

    Attributes:
        looks: Open elements that change what is seen: name, sight, and how many of the same name
            are open inside.
        quotes: Open ``blockquote`` elements, False for a mere indent.
        quoting: The same of other elements that hold a quote: name and how many are open inside.
        known: The looks of the tags met so far; mail repeats the same tags all over.
    """

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    looks: list[tuple[str, str, int]] = field(default_factory=list)
    quotes: list[bool] = field(default_factory=list)
    quoting: list[tuple[str, int]] = field(default_factory=list)
    known: dict[str, Look] = field(default_factory=dict)
    preformatted: int = 0
    is_hidden: bool = False

    def add(self, source: str) -> None:
        """Take text in; white space counts only in preformatted text."""
        if self.is_hidden:
            return
        plain = html.unescape(source) if "&" in source else source
        plain = plain.replace("\xa0", " ")
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
        if not content and not blank:
            return
        line = content
        if self.quotes or self.quoting:
            depth = sum(self.quotes) + len(self.quoting)
            line = ("> " * min(depth, DEEPEST_QUOTE) + content).rstrip()
        if content or not self.lines or self.lines[-1] != line:
            self.lines.append(line)

    def start(self, tag: str, source: str) -> None:
        """Take a start tag in."""
        found = self._look(tag, source)
        self._open(tag, found)
        if self.is_hidden:
            return
        if found.is_older and not self.quotes:
            self._draw(OLDER)
        if tag == "br":
            self.write(blank=True)
        elif tag == "hr":
            self._draw(RULE)
        elif tag == "blockquote":
            self.write()
            if len(self.quotes) < DEEPEST_LOOK:
                self.quotes.append(not found.is_indent)
        elif tag in _BREAKS:
            self._begin(tag, found)

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
        if self.quoting and self.quoting[-1][0] == tag:
            self._end_quoting(tag)

    def finish(self) -> str:
        """Return the text."""
        self.write()
        return "\n".join(self.lines).strip("\n")

    def _look(self, tag: str, source: str) -> Look:
        """Return the look of a tag, read once."""
        found = self.known.get(source)
        if found is None:
            found = self.known[source] = look(tag, source)
        return found

    def _draw(self, line: str) -> None:
        """Write a line of its own."""
        self.write()
        self.line.append(line)
        self.write()

    def _begin(self, tag: str, found: Look) -> None:
        """Begin a block."""
        self.write()
        if tag in _PARAGRAPHS and self.lines:
            self.write(blank=True)
        if self.quoting and self.quoting[-1][0] == tag:
            self.quoting[-1] = (tag, self.quoting[-1][1] + 1)
        elif found.is_quote and len(self.quoting) < DEEPEST_LOOK:
            self.quoting.append((tag, 1))
        if tag == "pre":
            self.preformatted += 1
        elif tag == "li":
            self.line.append("- ")
        elif found.is_signature:
            self._draw("-- ")

    def _end_quoting(self, tag: str) -> None:
        """Close an element that holds a quote, or one of the same name inside of it."""
        self.write()
        depth = self.quoting[-1][1]
        self.quoting[-1:] = [(tag, depth - 1)] if depth > 1 else []

    def _open(self, tag: str, found: Look) -> None:
        """Note a tag that changes what is seen, and count others of the same name inside it."""
        if self.looks:
            if self.looks[-1][0] == "p" and tag in _BREAKS:
                self._set(self.looks[:-1])  # a paragraph ends where the next block begins
            if tag == "body":
                self._set([each for each in self.looks if each[0] != "head"])
        if tag in _VOID_TAGS:
            return
        if found.sight and len(self.looks) < DEEPEST_LOOK:
            self._set([*self.looks, (tag, found.sight, 1)])
        elif self.looks and self.looks[-1][0] == tag:
            name, sight, depth = self.looks[-1]
            self.looks[-1] = (name, sight, depth + 1)

    def _close(self, tag: str) -> None:
        """Forget what the innermost tag of this name changed."""
        if self.looks and self.looks[-1][0] == tag:
            name, sight, depth = self.looks[-1]
            if depth > 1:
                self.looks[-1] = (name, sight, depth - 1)
            else:
                self._set(self.looks[:-1])

    def _set(self, looks: list[tuple[str, str, int]]) -> None:
        """Set the open elements, and with them whether a reader would see what comes now."""
        self.looks = looks
        sights = [sight for _, sight, _ in looks]
        sizes = [sight for sight in sights if sight != "hidden"]
        self.is_hidden = "hidden" in sights or (bool(sizes) and sizes[-1] == "tiny")
