"""Field 86 in the dialects of banks."""

from __future__ import annotations

import pytest

from goodterms.adapters.invoices.mt940_details import details_of


@pytest.mark.parametrize(
    ("raw", "party", "text"),
    [
        ("166?00GUTSCHRIFT?20SVWZ+RE-7?32Alba GmbH", "Alba GmbH", "RE-7"),
        ("166?00X?20EREF+A?21KREF+B?22SVWZ+RE-7 vom?23 1.3.?32Alba?33 GmbH", "Alba GmbH",
         "RE-7 vom 1.3."),
        ("000>10123>20KOSTEN RE-7>32Alba", "Alba", "KOSTEN RE-7"),
        ("?20RE-7?32Alba", "Alba", "RE-7"),
        ("020~00X~20FV 7/2026~32Alba", "Alba", "FV 7/2026"),
        ("051?00X?20ABCDEFGHIJKLMNOPQRSTUVWXYZ1?212 RE-7?32Alba", "Alba",
         "ABCDEFGHIJKLMNOPQRSTUVWXYZ12 RE-7"),
        ("166?00X?20SVWZ+a?60b RE-7?32Alba", "Alba", "a b RE-7"),
        ("SVWZ+RE-7 ABWA+Alba", "Alba", "RE-7"),
        ("EREF: E1 SVWZ: RE-7", "", "RE-7"),
        ("/TRTP/SEPA/IBAN/NL01/BIC/X/NAME/Alba BV/REMI/RE-7/EREF/E1", "Alba BV", "RE-7"),
        ("/EREF/E1//CNTP/NL01/BICX/Alba BV///REMI/USTD//RE-7/", "Alba BV", "RE-7"),
        ("/ORDP//NAME/Alba BV/REMI/RE-7\n/ISDT/2026-03-10", "Alba BV", "RE-7"),
        ("GIRO 123 Alba RE-7", "", "GIRO 123 Alba RE-7"),
        ("first\nsecond", "", "first second"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_party_and_text_are_found(raw: str, party: str, text: str) -> None:
    found = details_of(raw)
    assert (found.party, " ".join(found.texts)) == (party, text)


def test_a_structured_reference_between_slashes_is_one() -> None:
    found = details_of("/EREF/E1//REMI/STRD/CUR/RF18539007547034/")
    assert (found.references, found.texts) == (("RF18539007547034",), ())


def test_a_full_line_goes_on_in_the_next_without_a_space() -> None:
    line = "x" * 62 + "INV"
    assert details_of(f"{line}\n-2026-7").texts == (f"{line}-2026-7",)


def test_a_return_is_told() -> None:
    assert details_of("/RTRN/AC04/REMI/x").is_return
    assert not details_of("/NAME/Alba/REMI/x").is_return


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["?20", "?20EREF+", "/REMI/", "/", "+", "SVWZ+ ", "\n"])
def test_a_flood_ends(piece: str) -> None:
    details_of("166?00" + piece * 300_000)
    details_of(piece * 300_000)
