from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.cues import adds, asks_change, delivers, is_content, offers

DELIVERIES = [
    ("Hi Ana, attached v2 of the poster.", 1),
    ("Here is the updated draft: https://files.example/x", 0),
    ("The new version is live, have a look.", 0),
    ("Logo v3", 1),
    ("U prilogu je nova verzija.", 1),
    ("Evo plakata, javi što misliš.", 2),
    ("Nova verzija je na linku https://files.example/x", 0),
    ("Nacrt je u mapi.", 0),
]

NO_DELIVERIES = [
    ("Attached is the invoice for March.", 1),
    ("U prilogu ponuda za web.", 1),
    ("Račun šaljem u prilogu.", 1),
    ("I'll send the new version tomorrow.", 1),
    ("Poslat ću novu verziju sutra.", 1),
    ("Thanks, got your files.", 0),
    ("Here is my number.", 0),
    ("Attached v2 of the poster.", 0),  # forgot the attachment
    ("The new version is not live yet.", 1),
    ("", 1),
]

OFFERS = [
    ("That is outside our agreement, the extra page would be 120 EUR.", ()),
    ("Here is my quote for the shop.", ()),
    ("Šaljem ponudu za dodatne stranice.", ()),
    ("Dodatno bi to bilo 80 eura.", ()),
    ("As discussed.", ("Ponuda_12-2026.pdf",)),
    ("See attached.", ("web-estimate.pdf",)),
]

NO_OFFERS = [
    ("Sure, I will add it.", ()),
    ("Attached v2.", ("poster-v2.pdf",)),
    ("Invoice 31 over 800 EUR is attached.", ("invoice-31.pdf",)),
    ("Hvala, ubacit ću to.", ()),
]

CHANGES = [
    "Could you make the logo bigger?",
    "Please change the red to blue.",
    "Move the date to the top.",
    "The headline should be shorter.",
    "I'd prefer a different photo.",
    "Možete li povećati slova?",
    "Zamijeni sliku terase.",
    "Molim ispravak naslova.",
    "Treba promijeniti boju.",
]

NO_CHANGES = [
    "Looks great, no changes from us!",
    "Please don't change a thing.",
    "Super je, bez izmjena.",
    "Ne mijenjaj ništa.",
    "I'll change the text myself.",
    "Could you move the meeting to Friday?",
    "Invoice is paid, thanks.",
    "When can we see it?",
    "",
]


@pytest.mark.parametrize(("text", "attachments"), DELIVERIES)
def test_handed_over_work_is_a_delivery(text, attachments):
    assert delivers(text, attachments)


@pytest.mark.parametrize(("text", "attachments"), NO_DELIVERIES)
def test_paper_promises_and_talk_are_no_delivery(text, attachments):
    assert not delivers(text, attachments)


@pytest.mark.parametrize(("text", "names"), OFFERS)
def test_a_price_or_an_offer_is_found(text, names):
    assert offers(text, names)


@pytest.mark.parametrize(("text", "names"), NO_OFFERS)
def test_an_ordinary_answer_is_no_offer(text, names):
    assert not offers(text, names)


@pytest.mark.parametrize("text", CHANGES)
def test_a_wish_for_a_change_is_found(text):
    assert asks_change(text)


@pytest.mark.parametrize("text", NO_CHANGES)
def test_content_clients_ask_for_no_change(text):
    assert not asks_change(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("No more changes. It was a pleasure.", True),
        ("Approved!", True),
        ("Nothing left to change from our side.", True),
        ("Bez daljnjih izmjena, hvala.", True),
        ("Odobreno.", True),
        ("Not approved yet.", False),
        ("Is it approved?", False),
        ("No more changes, but please make the logo bigger.", False),
        ("It needs more life.", False),
    ],
)
def test_a_client_without_wishes_is_known(text, content):
    assert is_content(text) is content


ADDITIONS = [
    ("PS: Klara would like to be in copy.", 0),
    ("Hi Mara,\n\nI forgot to say that the printer needs 5 days.\n\nBest,\nAna", 0),
    ("I had a typo in the number, it's 18, not 4.", 0),
    ("Never mind, it works now.", 0),
    ("Here is the logo.", 1),
    ("Great, thanks!\n\nAna", 0),
    ("Thanks, got it.", 0),
    ("Dopuna mog maila: datum treba biti 11.7.", 0),
    ("Oprosti, u prvom mailu je bio krivi prilog.", 0),
    ("Zaboravili smo reći da tiskara treba 5 dana.", 0),
    ("Hvala na brzom odgovoru!\n\nLijep pozdrav,\nŽeljko", 0),
]

PRESSING = [
    ("Any news?", 0),
    ("Did you get my file?", 1),
    ("Still waiting. Thanks.", 0),
    ("Please reply now, thanks", 0),
    ("Thanks in advance for a quick answer", 0),
    ("Did you forget about us?", 0),
    ("PS: when can I have it?", 0),
    ("Hello??", 0),
    ("Best,\nAna", 0),
    ("", 0),
    ("Jesi zaboravila na nas?", 0),
    ("Čekam tvoj poziv.", 0),
    ("Ima li što novo? Hvala", 0),
    ("Odgovori molim te.", 1),
]


@pytest.mark.parametrize(("text", "attachments"), ADDITIONS)
def test_an_addition_or_thanks_presses_nobody(text, attachments):
    assert adds(text, attachments)


@pytest.mark.parametrize(("text", "attachments"), PRESSING)
def test_whoever_asks_after_the_answer_adds_nothing(text, attachments):
    assert not adds(text, attachments)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_a_cue_is_found_whatever_follows_it(text):
    assert delivers(f"Attached v2.\n\n{text}", 1)
    assert offers(f"Here is my quote.\n\n{text}", ())
    assert asks_change(f"Please change the red.\n\n{text}")
