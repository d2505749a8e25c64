"""Print how exactly the newest text of real mail is found (../shared/eval, measured, not copied).

PYTHONPATH=service python tests/measure_text.py

Both sets are cut in two by a fixed hash of the mail's name. Rules are learned from kinds of failure
in the development half; of the held-out half only the numbers are looked at. Two views, because the
conventions of the sets differ:

    new      the sender's words: no quote, no signature, no footer (what tone is scored on)
    above    all that stands before the first quoted line, signature included

`reply_fixtures` (exact, white space apart): talon_html by `new`, talon_plain by `above` (its gold
keeps the signature), talon_signature by `new` (body without its signature); the mails without gold
by the numbers of their new lines, read by hand under GUIDELINE.md before any rule was changed.
`email_zones` (PROVENANCE: gold is everything before the first Header zone): `above`, as the F1 of
its tokens per mail, and as the F1 of full lines per zone over all mails.
"""

from __future__ import annotations

import email
import hashlib
import json
import sys
import time
from collections import Counter
from email import policy
from pathlib import Path
from typing import NamedTuple

from goodterms.core import cleaning, html_text

REAL = Path(__file__).resolve().parents[2] / "shared" / "eval" / "real"

HALVES = ("development", "held-out")

NEW_LINES = {
    "alfonsrv/begins_with_signature.txt": "1-8",
    "alfonsrv/caution.txt": "5-26",
    "alfonsrv/email_danish_2.txt": "1-6",
    "alfonsrv/email_danish_3.txt": "1-3",
    "alfonsrv/email_danish_4.txt": "1-3",
    "alfonsrv/email_gmail.txt": "1",
    "alfonsrv/email_ja_1_2.txt": "1-8",
    "alfonsrv/email_nl_1_1.txt": "1-6",
    "alfonsrv/email_nl_1_2.txt": "1",
    "alfonsrv/email_pl_1_1.txt": "",
    "alfonsrv/email_sv_anon_1.txt": "1-6",
    "alfonsrv/email_swedish_2.txt": "1-7",
    "alfonsrv/multi_header.txt": "1",
    "alfonsrv/multiline_on_de.txt": "1",
    "alfonsrv/outlook.txt": "1-8",
    "github/email_1_2.txt": "1 9-34",
    "github/email_1_3.txt": "1-5",
    "github/email_1_5.txt": "1-15",
    "github/email_1_8.txt": "13 19",
    "github/email_BlackBerry.txt": "1",
    "github/email_sent_from_my_not_signature.txt": "1-3",
    "github/greedy_on.txt": "1-6",
    "github/pathological.txt": "1-2",
    "zapier/email_gmail.txt": "1",
    "zapier/email_headers_no_delimiter.txt": "1",
}
"""Lines of new text (from 1) in the fixtures that come without gold."""


class Case(NamedTuple):
    """One mail with what should be found; `view` is ``new`` or ``above``."""

    name: str
    text: str
    gold: str
    view: str


class Zones(NamedTuple):
    """Counts of full lines of one zone: found and right, found, wanted."""

    hits: int
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        """F1 of the zone, 1.0 when there is nothing to find and nothing was found."""
        total = self.found + self.wanted
        return 2 * self.hits / total if total else 1.0


def half(name: str) -> str:
    """Return the half of a set that a mail belongs to."""
    return HALVES[hashlib.sha256(f"newest text|{name}".encode()).digest()[-1] % 2]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def above(text: str) -> str:
    """Return what stands before the first quoted line, signature included."""
    quote = next((line for line in cleaning.newest(text).quote.splitlines() if line.strip()), None)
    kept = []
    for line in text.splitlines():
        if line == quote:
            break
        kept.append(line)
    return "\n".join(kept)


def found(case: Case) -> str:
    return above(case.text) if case.view == "above" else cleaning.newest(case.text).new


def is_exact(case: Case) -> bool:
    return squeezed(found(case)) == squeezed(case.gold)


def fixtures() -> list[Case]:
    """Return all mails of `reply_fixtures` with what should be found in them."""
    folder = REAL / "reply_fixtures"
    cases = []
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if "file" in row and row["file"].endswith(".html"):
            source = (folder / row["file"]).read_text("utf-8", errors="replace")
            gold = row["reply_ignoring_whitespace"]
            cases.append(Case(row["file"], html_text.text(source), gold, "new"))
        elif "file" in row:
            text = _plain(folder / row["file"])
            cases.append(Case(row["file"], text, row["reply"], "above"))
        else:
            body, signature = row["body"], row["signature"]
            cases.append(Case(row["name"], body, body.removesuffix(signature), "new"))
    for name, numbers in NEW_LINES.items():
        text = (folder / name).read_bytes().decode("utf-8", errors="replace")
        cases.append(Case(name, text, _lines(text, numbers), "new"))
    return cases


def _plain(path: Path) -> str:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    part = message.get_body(("plain",))
    return part.get_content() if part else message.get_content()


def _lines(text: str, numbers: str) -> str:
    lines = text.splitlines()
    kept = []
    for run in numbers.split():
        first, _, last = run.partition("-")
        kept += lines[int(first) - 1 : int(last or first)]
    return "\n".join(kept)


def zoned(source: str) -> list[Case]:
    """Return the mails of `email_zones` whose source begins with ``enron`` or ``asf``."""
    cases = []
    for line in (REAL / "email_zones" / "data.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["source"].startswith(source):
            starts = [zone["start"] for zone in row["zones"] if zone["type"] == "Header"]
            gold = row["text"][: min(starts, default=None)]
            cases.append(Case(row["id"], row["text"], gold, "above"))
    return cases


def token_f1(left: str, right: str) -> float:
    one, two = Counter(left.split()), Counter(right.split())
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def zone_counts(cases: list[Case]) -> dict[str, Zones]:
    """Return line counts of the zones ``newest`` (before the first header) and ``older``."""
    newest, older = Zones(0, 0, 0), Zones(0, 0, 0)
    for case in cases:
        total, wanted, got = (full_lines(each) for each in (case.text, case.gold, above(case.text)))
        newest = _add(newest, min(wanted, got), got, wanted)
        older = _add(older, total - max(wanted, got), total - got, total - wanted)
    return {"newest": newest, "older": older}


def full_lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def _add(zones: Zones, *counts: int) -> Zones:
    return Zones(*(one + two for one, two in zip(zones, counts, strict=True)))


def share(values: list[bool]) -> float:
    return sum(values) / max(1, len(values))


def speed(cases: list[Case]) -> float:
    """Return microseconds of CPU per KB of body."""
    started = time.process_time()
    for case in cases:
        cleaning.newest(case.text)
    taken = time.process_time() - started
    return 1e6 * taken / (sum(len(case.text) for case in cases) / 1024)


def unsure(cases: list[Case]) -> float:
    return share([not cleaning.newest(case.text).certain for case in cases])


def _print_fixtures(part: str) -> None:
    cases = [case for case in fixtures() if half(case.name) == part]
    sources: dict[str, list[bool]] = {}
    for case in cases:
        sources.setdefault(case.name.split("/")[0], []).append(is_exact(case))
    for source, values in sorted(sources.items()):
        say(f"  reply_fixtures {source:16} exact {sum(values)}/{len(values)}")
    say(
        f"  reply_fixtures all: exact {share([is_exact(case) for case in cases]):.3f} of"
        f" {len(cases)}, unsure {unsure(cases):.3f}, {speed(cases):.0f} us/KB"
    )


def _print_zones(part: str) -> None:
    for source in ("enron", "asf"):
        cases = [case for case in zoned(source) if half(case.name) == part]
        words = [token_f1(above(case.text), case.gold) for case in cases]
        own = [token_f1(cleaning.newest(case.text).new, case.gold) for case in cases]
        lines = " ".join(f"{name} {each.f1:.4f}" for name, each in zone_counts(cases).items())
        say(
            f"  email_zones {source:5} n={len(cases)} above: exact"
            f" {share([is_exact(case) for case in cases]):.3f} token F1"
            f" {sum(words) / len(words):.4f} line F1 {lines}; new: token F1"
            f" {sum(own) / len(own):.4f}; unsure {unsure(cases):.3f}, {speed(cases):.0f} us/KB"
        )


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    for each in HALVES:
        say(each)
        _print_fixtures(each)
        _print_zones(each)
