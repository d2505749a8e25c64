from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from goodterms.adapters import weights
from goodterms.cli.tone import tone, train
from goodterms.core.mail import LABELS
from tone_models import SENTENCES, THINGS

BODY = (
    "Samo još dodaj blog, to ti je pet minuta posla.\n\n"
    "Dana 3. 4. 2026. u 10:12 Ana je napisala:\n> Glup si, platit ćemo kad prodam svinju.\n"
)


def scored(text: str, status: int = 0) -> list[dict]:
    result = CliRunner().invoke(tone, ["score", "--jsonl", "-"], input=text)
    assert result.exit_code == status, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_a_record_in_gives_a_record_out_with_spans_of_the_body() -> None:
    line = json.dumps({"id": "a1", "subject": "Blog", "body": BODY}, ensure_ascii=False)
    (answer,) = scored(line + "\n")
    assert (answer["id"], answer["language"], answer["labels"]) == ("a1", "hr", ["scope"])
    assert set(answer["scores"]) == set(LABELS)
    assert all(0 <= chance <= 1 for chance in answer["scores"].values())
    assert answer["unsure"] == []
    (span,) = answer["spans"]
    assert span["label"] == "scope"
    assert span["text"] in BODY.splitlines()[0]


def test_an_abstained_message_has_nothing_held_against_it() -> None:
    (answer,) = scored('{"id": 1, "body": "?"}\n')
    assert answer["scores"] == dict.fromkeys(LABELS, 0.0)
    assert (answer["labels"], answer["abstained"]) == ([], "no-text")


@pytest.mark.parametrize(
    "line", ["nonsense", "[]", "{}", '{"id": "x", "body": 5}', "[" * 5000, '{"id": NaN']
)
def test_a_bad_line_is_answered_and_the_rest_goes_on(line: str) -> None:
    good = json.dumps({"id": "b", "subject": "", "body": "Thank you, all is well with the logo."})
    answers = scored(f"{line}\n\n{good}\n", status=1)
    assert "problem" in answers[0]
    assert answers[1]["id"] == "b"


def test_a_file_gives_the_same_as_standard_input(tmp_path: Path) -> None:
    line = json.dumps({"id": "a1", "subject": "Blog", "body": BODY}) + "\n"
    path = tmp_path / "mails.jsonl"
    path.write_text(line, encoding="utf-8")
    result = CliRunner().invoke(tone, ["score", "--jsonl", str(path)])
    assert [json.loads(result.output)] == scored(line)


def test_bytes_that_are_no_text_are_one_bad_line_with_its_number() -> None:
    given = b'{"id": 1, "body": "hi"}\n\n\xff{"id": 2}\n{"id": 3, "body": "hi"}\n'
    result = CliRunner().invoke(tone, ["score", "--jsonl", "-"], input=given)
    assert result.exit_code == 1
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [each["id"] for each in answers] == [1, None, 3]
    assert answers[1]["line"] == 3
    assert "utf-8" in answers[1]["problem"]


def test_a_byte_order_mark_and_half_a_character_pair_do_no_harm() -> None:
    given = b'\xef\xbb\xbf{"id": "\\ud800", "body": "hi"}\n'
    result = CliRunner().invoke(tone, ["score", "--jsonl", "-"], input=given)
    assert result.exit_code == 0
    assert json.loads(result.output)["id"] == "\ud800"


def test_a_text_is_explained_with_the_words_that_drove_it() -> None:
    text = "I need it tonight!! Why is nobody answering the phone?"
    result = CliRunner().invoke(tone, ["score", "--text", text])
    assert result.exit_code == 0
    assert "pressure" in result.output.split("yes")[0]
    assert "tonight" in result.output
    assert "speaks of:" in result.output


def test_a_text_too_short_is_said_to_be_so() -> None:
    result = CliRunner().invoke(tone, ["score", "--text", "ok then"])
    assert "Not scored: short" in result.output


@pytest.mark.parametrize("arguments", [[], ["--text", "a", "--jsonl", "-"]])
def test_either_text_or_records_must_be_given(arguments: list[str]) -> None:
    assert CliRunner().invoke(tone, ["score", *arguments], input="").exit_code == 2


def make_corpus(folder: Path) -> Path:
    rows = [
        f"{thing}-{number}\t\t{sentence.format(thing, number)}"
        for number in (1, 2)
        for thing in THINGS
        for sentence in list(SENTENCES.values())[: 6 if number == 1 else 0]
    ]
    (folder / "corpus").mkdir()
    (folder / "concepts").mkdir()
    (folder / "corpus" / "en-x.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "concepts" / "en.toml").write_text('urgency = "asap, tonight"\n', encoding="utf-8")
    return folder / "corpus"


def test_training_writes_a_model_that_loads(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path)
    # the families differ by one word only, which the near-duplicate check must name
    result = CliRunner().invoke(train, ["--corpus", str(corpus), "--check"])
    assert result.exit_code == 1
    assert "nearly the same text" in result.output


def test_a_distinct_corpus_is_checked_trained_and_reported(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path)
    path = corpus / "en-x.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    # one family per kind of message avoids near-equal texts across families
    kinds = [f"kind-{at % 6}{line[line.index(chr(9)) :]}" for at, line in enumerate(lines)]
    path.write_text("\n".join(kinds) + "\n", encoding="utf-8")
    checked = CliRunner().invoke(train, ["--corpus", str(corpus), "--check"])
    assert checked.exit_code == 0, checked.output
    assert "60 messages in 6 families" in checked.output
    refused = CliRunner().invoke(train, ["--corpus", str(corpus), "--report"])
    assert refused.exit_code == 1
    assert "too few to learn from" in str(refused.exception)


def test_the_shipped_corpus_passes_its_check() -> None:
    result = CliRunner().invoke(train, ["--check"])
    assert result.exit_code == 0, result.output
    assert "no problems" in result.output


def test_help_shows_examples() -> None:
    for command in (tone.commands["score"], train):
        assert "Examples:" in CliRunner().invoke(command, ["--help"]).output


def test_the_model_in_use_is_the_shipped_one() -> None:
    assert weights.load().languages == ("en", "hr")
