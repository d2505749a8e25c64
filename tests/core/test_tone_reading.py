from __future__ import annotations

import pytest

from goodterms.adapters import weights
from goodterms.core.tone_reading import read_body


@pytest.fixture(scope="module")
def model() -> weights.ToneModel:
    return weights.load()


def test_a_quoted_outburst_of_the_owner_is_not_laid_to_the_client(
    model: weights.ToneModel,
) -> None:
    body = (
        "Thanks, that works for us. See you on Monday.\n\n"
        "On Mon, 2 Mar 2026 at 10:12, Mara wrote:\n"
        "> You are a useless idiot and I need my money tonight!!\n"
    )
    found = read_body(model, body)
    assert found.tone.labels == ()
    assert "useless" not in found.new


@pytest.mark.parametrize(
    ("body", "label", "language"),
    [
        ("It just isn't us yet, can you play with it some more?", "vague", "en"),
        ("Nije to još to, nekako mi fali duša. Probaj opet nešto.", "vague", "hr"),
        ("I need it tonight!! Why is nobody answering the phone?", "pressure", "en"),
        ("Treba mi večeras, nema druge. Zašto se nitko ne javlja??", "pressure", "hr"),
        ("Are you stupid? You couldn't even copy a logo.", "hostile", "en"),
        ("Sramota, nesposoban si i nemaš pojma što radiš.", "hostile", "hr"),
        ("While you're at it, just add a blog too, it's five minutes.", "scope", "en"),
        ("Kad već radiš na tome, ubaci i katalog, to ti je pet minuta.", "scope", "hr"),
        ("We will pay your invoice once our client pays us.", "stalling", "en"),
        ("Račun ćemo platiti kad nama plati klijent, strpite se.", "stalling", "hr"),
    ],
)
def test_plain_cases_of_each_label_are_found_in_both_languages(
    model: weights.ToneModel, body: str, label: str, language: str
) -> None:
    found = read_body(model, body)
    assert found.language == language
    assert label in found.tone.labels
    assert all(span.text in body for span in found.tone.spans)


@pytest.mark.parametrize(
    "body",
    [
        "I'll get the texts to you asap, probably tonight.",
        "The headline is too small, please go up two sizes.",
        "What would a German version of the page cost?",
        "Paid today, the confirmation is attached.",
        "Could you please correct the VAT number on the invoice?",
        "By Friday if you can, otherwise Monday is fine too. No rush.",
        "Tekstove ti šaljem čim prije, najkasnije večeras.",
        "Koliko bi koštala njemačka verzija stranice?",
        "Plaćeno danas, potvrda je u prilogu.",
        "Do petka ako stigneš, ako ne, može i ponedjeljak. Nije hitno.",
        "Odmah nam se svidjelo, hvala ti, sve je super.",
    ],
)
def test_decent_messages_with_the_same_words_earn_no_label(
    model: weights.ToneModel, body: str
) -> None:
    assert read_body(model, body).tone.labels == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Htjela sam pitati kad stiže nova verzija?",
            "Htio sam pitati kad stiže nova verzija?",
        ),
        ("Nisam zadovoljna, daj probaj opet nešto.", "Nisam zadovoljan, daj probaj opet nešto."),
        ("My wife Ana does not like the logo.", "My wife Fatima does not like the logo."),
        ("Pošalji mi račun, molim te.", "Pošaljite mi račun, molim Vas."),
    ],
)
def test_gender_name_and_form_of_address_give_no_other_label(
    model: weights.ToneModel, one: str, other: str
) -> None:
    assert read_body(model, one).tone.labels == read_body(model, other).tone.labels


def test_missing_diacritics_change_nothing(model: weights.ToneModel) -> None:
    text = "Račun ćemo platiti kad nam klijent uplati, još čekamo."
    plain = text.translate(str.maketrans("čćžšđ", "cczsd"))
    assert read_body(model, text).tone.scores == read_body(model, plain).tone.scores


def test_a_foreign_language_is_not_scored(model: weights.ToneModel) -> None:
    body = "Sehr geehrte Damen und Herren, wir bitten um eine schnelle Antwort auf unsere Frage."
    assert read_body(model, body).tone.abstained == "language"
