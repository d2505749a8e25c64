"""Print the tone model's measures on ../shared/eval, as in models/tone/card.md.

make eval
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from goodterms.adapters import mime, weights
from goodterms.core import noise
from goodterms.core.mail import LABELS, Location
from goodterms.core.tone_measures import average_precision, calibration_error, counts, wilson_low
from goodterms.core.tone_reading import Reading, read_body

EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval"
ARRIVED = datetime(2002, 9, 1, tzinfo=UTC)


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def authored(model: weights.ToneModel) -> None:
    for language in ("en", "hr"):
        rows = records(EVAL / "authored" / f"{language}.jsonl")
        started = time.process_time()
        read = [read_body(model, row["body"]) for row in rows]
        speed = len(rows) / (time.process_time() - started)
        scores = []
        for label in LABELS:
            truths = [label in row["labels"] for row in rows]
            chances = [each.tone.scores.get(label, 0.0) for each in read]
            found = counts([label in each.tone.labels for each in read], truths)
            given = found.hits + found.false_alarms
            scores.append(found.f1)
            say(
                f"{language} {label:9} n={sum(truths):3}"
                f" AP={average_precision(chances, truths):.3f}"
                f" precision={found.precision:.3f} (low {wilson_low(found.hits, given):.2f})"
                f" recall={found.recall:.3f} F1={found.f1:.3f}"
                f" ECE={calibration_error(chances, truths):.3f}"
            )
        neutral = [each for row, each in zip(rows, read, strict=True) if not row["labels"]]
        alarms = sum(bool(each.tone.labels) for each in neutral)
        say(
            f"{language} macro-F1={sum(scores) / 5:.3f} span token F1={spans(rows, read):.3f}"
            f" scored={sum(each.tone.abstained is None for each in read) / len(read):.3f}"
            f" neutral flagged {alarms}/{len(neutral)} {speed:.0f} messages/s"
        )
        low, high = interval(rows, read)
        bare = [read_body(model, stripped(row["body"])) for row in rows]
        say(
            f"{language} macro-F1 95 % interval {low:.2f} to {high:.2f} (1,000 resamples);"
            f" without diacritics {macro(rows, bare):.3f}"
        )
        for level in ("easy", "medium", "hard"):
            chosen = [at for at, row in enumerate(rows) if row["difficulty"] == level]
            value = macro([rows[at] for at in chosen], [read[at] for at in chosen])
            say(f"{language} {level:6} n={len(chosen):3} macro-F1={value:.3f}")


def macro(rows: list[dict], read: list[Reading]) -> float:
    """Return the mean F1 over the labels that occur."""
    found = []
    for label in LABELS:
        truths = [label in row["labels"] for row in rows]
        if any(truths):
            found.append(counts([label in each.tone.labels for each in read], truths).f1)
    return sum(found) / len(found)


def interval(rows: list[dict], read: list[Reading]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of macro-F1 over messages."""
    chance = random.Random(1)  # noqa: S311 - a seeded resampling, no secret
    places = range(len(rows))
    values = []
    for _ in range(1000):
        drawn = chance.choices(places, k=len(rows))
        values.append(macro([rows[at] for at in drawn], [read[at] for at in drawn]))
    values.sort()
    return values[25], values[974]


def stripped(text: str) -> str:
    """Return a text as typed without diacritics."""
    plain = text.translate(str.maketrans("đĐ", "dD"))
    parts = unicodedata.normalize("NFD", plain)
    return "".join(each for each in parts if not unicodedata.combining(each))


def spans(rows: list[dict], read: list[Reading]) -> float:
    """Return the mean token F1 of shown spans, over labels that are right."""
    found = []
    for row, each in zip(rows, read, strict=True):
        for span in each.tone.spans:
            gold = [other["text"] for other in row["spans"] if other["label"] == span.label]
            if gold:
                found.append(max(token_f1(text, span.text) for text in gold))
    return sum(found) / max(1, len(found))


def token_f1(left: str, right: str) -> float:
    first, second = (Counter(re.findall(r"\w+", each.lower())) for each in (left, right))
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def enron(model: weights.ToneModel) -> None:
    rows = records(EVAL / "real" / "enron_hand" / "data.jsonl")
    rows = [row for row in rows if not row.get("borderline")]
    read = [read_body(model, row["text"]).tone for row in rows]
    for name, kinds in (("strong", {"strong"}), ("strong and mild", {"strong", "mild"})):
        used = [
            (tone, "pressure" in row["labels"])
            for row, tone in zip(rows, read, strict=True)
            if "pressure" in row["absent"] or row.get("strength") in kinds
        ]
        truths = [truth for _, truth in used]
        chances = [tone.scores.get("pressure", 0.0) for tone, _ in used]
        found = counts(["pressure" in tone.labels for tone, _ in used], truths)
        say(f"enron pressure, {name}: AP={average_precision(chances, truths):.3f} {found}")
    neutral = [tone for row, tone in zip(rows, read, strict=True) if not row["labels"]]
    alarms(neutral, "enron negatives")


def ham(model: weights.ToneModel) -> None:
    people, every = [], []
    where = Location(folder="INBOX", uidvalidity=1, uid=1)
    for path in sorted((EVAL / "real" / "spamassassin_ham").glob("*.eml")):
        raw = path.read_bytes()
        envelope = mime.parse_envelope(raw, location=where, internal_at=ARRIVED, size=len(raw))
        tone = read_body(model, mime.parse_body(raw, truncated=False).text).tone
        every.append(tone)
        if noise.reason(envelope) is None:
            people.append(tone)
    alarms(every, "spamassassin_ham, every body")
    alarms(people, "spamassassin_ham, after the noise rules")


def alarms(tones: list, name: str) -> None:
    given = Counter(label for tone in tones for label in tone.labels)
    flagged = sum(bool(tone.labels) for tone in tones)
    rate = 1000 * flagged / max(1, len(tones))
    say(f"{name}: {flagged} of {len(tones)} flagged ({rate:.0f} per 1,000) {dict(given)}")


if __name__ == "__main__":
    chosen = weights.load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    authored(chosen)
    enron(chosen)
    ham(chosen)
