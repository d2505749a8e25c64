"""Nothing that the owner reads judges a person (decision model A1, design "Fairness")."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "service" / "goodterms"

JUDGING = re.compile(
    r"""\b(
    toxic\w* | abus(?:e|er|ers|es|ed|ive)\b | nightmare\w* | awful\w* | terribl[ey] | horribl[ey]
    | rude\w* | stupid\w* | idiot\w* | jerks? | lazy | greedy | crazy | insane | psycho\w*
    | narcissis\w* | bully\w* | bullies | nast(?:y|ier) | monsters? | villains? | offenders?
    | culprits? | liars? | cheap(?:skate)?s? | deadbeats? | incompetent\w* | unprofessional\w*
    | (?:bad|difficult|problem|worst|nasty|hostile|annoying|unreliable)\s+
      (?:clients?|customers?|people)
    | toksi\w* | zlostav\w* | grozn\w* | užas\w* | bezobraz\w* | glup\w* | lijen\w* | pohlep\w*
    | škrt\w* | lud(?:i|a|o|e|og|oj|ak|aci|aka)\b | nepristoj\w* | kreten\w* | lažljiv\w* | lažov\w*
    | krivac | krivc\w* | neprofesional\w* | nesposob\w* | naporan | naporn\w*
    | (?:loš|težak|tešk|problematič|najgor|neprijatelj|nepouzdan)\w*\s+klijen\w*
    )""",
    re.IGNORECASE | re.VERBOSE,
)

READ_BY_OWNERS = sorted(
    path
    for pattern in ("adapters/words_*.py", "adapters/templates/*", "locale/**/*.po*", "cli/*.py")
    for path in PACKAGE.glob(pattern)
)


@pytest.mark.parametrize("path", READ_BY_OWNERS, ids=lambda path: path.name)
def test_no_word_that_an_owner_reads_judges_a_person(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [match[0] for match in JUDGING.finditer(text)] == []


def test_all_places_of_words_are_looked_at() -> None:
    names = {path.name for path in READ_BY_OWNERS}
    assert {"words_report.py", "report.txt.j2", "dossier.html.j2", "goodterms.po"} <= names


@pytest.mark.parametrize(
    "text",
    [
        "A toxic relation",
        "a difficult client",
        "the worst clients",
        "Toksičan odnos",
        "tešku klijenticu",
        "loši klijenti",
        "Klijent je lijen",
    ],
)
def test_judging_words_are_found_in_both_languages(text: str) -> None:
    assert JUDGING.search(text)


@pytest.mark.parametrize(
    "text",
    ["whatever the client writes", "klijent nije", "hostile wording", "the clients you mapped"],
)
def test_neutral_words_are_left_alone(text: str) -> None:
    assert not JUDGING.search(text)
