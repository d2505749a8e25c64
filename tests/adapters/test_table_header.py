"""Tables whose header does not tell itself: refused with a proposal, completed by the owner."""

from __future__ import annotations

import pytest

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.errors import ImportFileError, UnknownColumnsError

ODD = b"Ref;Wann;Kupac;Geld\n7;2026-01-05;Oak;12,50\n8;2026-01-06;Oak;13,50\n"
SAID = {"Ref": "number", "Wann": "issue_date", "Geld": "total"}
TORN = b"Client;Invoice Number;Amount;Date\nFir;1;5,50 EUR;2026-01-31\n"


def refusal(data: bytes, **facts: object) -> UnknownColumnsError:
    with pytest.raises(UnknownColumnsError) as caught:
        read_bytes(data, "export.csv", Asked(**facts))  # type: ignore[arg-type]
    return caught.value


def test_what_is_missing_is_named_with_the_option_and_what_was_read_so_far() -> None:
    error = refusal(b"Foo;Datum racuna;Kupac\n1;2;3\n")
    assert (error.missing, error.header) == (("number", "total"), ("Foo", "Datum racuna", "Kupac"))
    assert error.fields == {"Datum racuna": "issue_date", "Kupac": "client"}
    assert "--map" in error.hint
    assert '"Kupac" = client' in error.hint


def test_what_the_owner_says_is_taken_and_kept_for_the_next_file() -> None:
    found = read_bytes(ODD, "export.csv", Asked(columns=SAID, currency="EUR"))
    assert [(each.number, each.total_minor) for each in found.documents] == [
        ("7", 1250),
        ("8", 1350),
    ]
    assert found.mapping is not None
    known = {found.mapping.digest: found.mapping}
    again = read_bytes(ODD, "other.csv", Asked(known=known))
    assert again.documents[1].total_minor == 1350


def test_of_a_header_that_says_nothing_the_columns_are_named() -> None:
    error = refusal(b"Ref;Wann;Wer;Geld\n7;2026-01-05;Oak;12,50\n")
    assert error.header == ("Ref", "Wann", "Wer", "Geld")
    assert "--map" in error.hint
    assert "Ref, Wann, Wer, Geld" in error.hint
    asked = Asked(columns={**SAID, "Wer": "client"}, currency="EUR")
    found = read_bytes(b"Ref;Wann;Wer;Geld\n7;2026-01-05;Oak;12,50\n", "x.csv", asked)
    assert found.documents[0].buyer == "Oak"


def test_one_word_settles_a_header_of_two_readings() -> None:
    assert "could hold invoices or payments" in str(refusal(TORN))
    assert read_bytes(TORN, "x.csv", Asked(columns={"Date": "paid_on"})).payments
    assert read_bytes(TORN, "x.csv", Asked(columns={"Date": "issue_date"})).documents


def test_what_still_lacks_is_named() -> None:
    error = refusal(ODD, columns={"Ref": "number"})
    assert error.missing == ("issue_date", "total")


@pytest.mark.parametrize("columns", [{"Nope": "total"}, {"Ref": "song"}])
def test_a_word_that_fits_nothing_names_what_there_is(columns: dict[str, str]) -> None:
    with pytest.raises(ImportFileError, match="Ref, Wann, Kupac, Geld"):
        read_bytes(ODD, "export.csv", Asked(columns=columns))


def test_titles_reach_no_terminal_with_their_control_characters() -> None:
    data = "Foo\x1b[2J;Datum ra\u202ecuna;Kupac\n1;2;3\n".encode()
    error = refusal(data.replace(b"Foo", b"Datum racuna"))
    assert str(error).isprintable()
