"""How texts sound (`tone score`), and making the tone model from its corpus (`train`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from goodterms.adapters import concept_lists, corpus, weights
from goodterms.adapters.bundled import bundled
from goodterms.cli.ask import ask
from goodterms.cli.learning import learn
from goodterms.core.tone_reading import Reading, read_body
from goodterms.core.tone_reasons import explain
from goodterms.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.adapters.corpus import Row
    from goodterms.core.tone import ToneModel

SHOWN_WORDS = 3
"""Most words shown as reasons of one label (tone study e.8)."""

LONGEST_LINE = 4_000_000
"""Characters of one JSON line; longer ones are refused, not read."""


def record(model: ToneModel, line: str | bytes) -> dict[str, object]:
    """Return the answer to one JSON line; a bad line is answered with its problem.

    An abstained message has 0 for every label: nothing is held against it.
    """
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        given = json.loads(text) if len(text) <= LONGEST_LINE else None
    except (ValueError, RecursionError) as error:
        return {"id": None, "problem": f"not JSON: {error}"}
    if not isinstance(given, dict) or not isinstance(given.get("body"), str):
        return {
            "id": given.get("id") if isinstance(given, dict) else None,
            "problem": "a record is an object with id, subject and a body of text",
        }
    found = read_body(model, given["body"])
    return {
        "id": given.get("id"),
        "language": found.language,
        "scores": {label: found.tone.scores.get(label, 0.0) for label in model.labels},
        "labels": list(found.tone.labels),
        "unsure": list(found.tone.unsure),
        "spans": [{"label": span.label, "text": span.text} for span in found.tone.spans],
        "abstained": found.tone.abstained,
    }


def described(model: ToneModel, found: Reading) -> list[str]:
    """Return the tone of one text, line by line, for a person."""
    lines = [f"Language: {found.language or 'too little text to tell'}"]
    if found.tone.abstained:
        return [*lines, f"Not scored: {found.tone.abstained}"]
    quotes = {span.label: span.text for span in found.tone.spans}
    for label in sorted(model.labels, key=lambda each: -found.tone.scores[each]):
        answer = "no"
        if label in found.tone.labels:
            answer = "yes"
        elif label in found.tone.unsure:
            answer = "unsure"
        lines.append(f"{label:9} {found.tone.scores[label]:5.2f}  {answer}")
        if answer != "no":
            lines += _reason_lines(model, found, label, quotes.get(label, ""))
    return lines


def _reason_lines(model: ToneModel, found: Reading, label: str, quote: str) -> list[str]:
    """Return what drove one label."""
    reasons = explain(model, found.new, label, language=found.language)
    words = [f"{word} (+{worth:.2f})" for word, worth in reasons.words[:SHOWN_WORDS] if worth > 0]
    concepts = [
        name.replace("_", " ") for name, worth in reasons.concepts[:SHOWN_WORDS] if worth > 0
    ]
    against = [word for word, worth in reasons.words[-1:] if worth < -0.5]
    lines = [f'            "{" ".join(quote.split())}"'] if quote else []
    lines.append(f"            words: {', '.join(words) or 'none'}")
    if concepts:
        lines.append(f"            speaks of: {', '.join(concepts)}")
    if against:
        lines.append(f"            against it: {against[0]}")
    return lines


def one_line(answer: Mapping[str, object]) -> str:
    """Return a JSON line; half of a character pair, which no output can carry, is escaped."""
    text = json.dumps(answer, ensure_ascii=False)
    return text if text.isascii() or _encodes(text) else json.dumps(answer)


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


@click.group()
def tone() -> None:
    """How a client's words sound, by the shipped model; nothing leaves this machine.

    \b
    Examples:
      goodterms tone score --text "Have another go, it isn't us yet."
      goodterms tone ask
      goodterms tone learn
    """


tone.add_command(ask)
tone.add_command(learn)


@tone.command()
@click.option(
    "--jsonl",
    type=click.File("rb"),
    help="One JSON record per line; - reads standard input.",
)
@click.option("--text", help="Score this text and say why.")
def score(jsonl: BinaryIO | None, text: str | None) -> None:
    """Score texts: vague, pressure, hostile, scope, stalling.

    A record holds id, subject and body. The body is the whole body as it came: quotes and signature
    are cut here. Ends with status 1 when a line could not be used.

    \b
    Examples:
      goodterms tone score --text "Need it tonight, no excuses. Why is nobody answering?"
      goodterms tone score --jsonl mails.jsonl > scores.jsonl
      cat mails.jsonl | goodterms tone score --jsonl -
    """
    if (jsonl is None) == (text is None):
        message = "give either --jsonl FILE or --text TEXT"
        raise click.UsageError(message)
    model = weights.load()
    if text is not None:
        click.echo("\n".join(described(model, read_body(model, text))))
        return
    failed = False
    for number, line in enumerate(jsonl or (), 1):
        if line.strip():
            answer = record(model, line)
            if "problem" in answer:
                failed = True
                answer["line"] = number
            click.echo(one_line(answer))
    if failed:
        raise click.exceptions.Exit(1)


@click.command()
@click.option(
    "--corpus",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder with the *.tsv files; ../concepts and ../ordinary belong to it. Ours by default.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for weights.json.gz and manifest.json; beside the corpus by default.",
)
@click.option("--check", is_flag=True, help="Only check the corpus and the concept lists.")
@click.option("--report", is_flag=True, help="Train and print the measures; write nothing.")
def train(folder: Path | None, out: Path | None, check: bool, report: bool) -> None:
    """Train the tone model from its corpus; the same corpus gives the same bytes.

    \b
    Examples:
      goodterms train --check
      goodterms train --report
      goodterms train --out /tmp/model
    """
    folder = folder or bundled("models/tone/corpus")
    rows, lists = _checked(folder)
    if check:
        click.echo(_size_line(rows, lists))
        return
    # scikit-learn takes a second to import and only training needs it
    from goodterms.adapters import training  # noqa: PLC0415

    trained = training.train(rows, lists)
    click.echo(_size_line(rows, lists))
    for line in measure_lines(trained.manifest["cross_validation"]):
        click.echo(line)
    if not report:
        for path in training.write(trained, out or folder.parent):
            click.echo(f"Wrote {path}")


def measure_lines(measures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> list[str]:
    """Return the cross-validated measures as a table."""
    lines = ["language label      n   AP    precision (95 % low)  recall  F1    calibration error"]
    for language, labels in measures.items():
        for label, found in labels.items():
            lines.append(
                f"{language:8} {label:9} {found['positives']:4} {found['average_precision']:.3f}"
                f" {found['precision']:.3f}     ({found['precision_low']:.3f})"
                f"       {found['recall']:.3f}   {found['f1']:.3f} {found['calibration_error']:.3f}"
            )
        macro = sum(found["f1"] for found in labels.values()) / len(labels)
        lines.append(f"{language:8} macro-F1 {macro:.3f}")
    return lines


def _checked(folder: Path) -> tuple[list[Row], dict[str, list[str]]]:
    """Return corpus and lists; every problem of the corpus is printed, then it is an error."""
    ordinary = folder.parent / "ordinary"
    folders = [folder, ordinary] if ordinary.is_dir() else [folder]
    rows, problems = corpus.load(*folders)
    for problem in problems:
        where = f"{problem.source}:{problem.line}" if problem.line else problem.source
        click.echo(f"{where}: {problem.text}", err=True)
    if problems:
        message = f"the corpus in {folder} has {len(problems)} problems"
        raise ModelError(message, hint="Mend the lines named above")
    return rows, concept_lists.load(folder.parent / "concepts")


def _size_line(rows: Sequence[Row], lists: Mapping[str, Sequence[str]]) -> str:
    """Return how much there is to learn from."""
    families = len({row.family for row in rows})
    terms = sum(map(len, lists.values()))
    return (
        f"{len(rows)} messages in {families} families, {len(lists)} concepts with {terms} terms, "
        "no problems."
    )
