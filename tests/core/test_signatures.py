from __future__ import annotations

import pytest

from goodterms.core.quote_marks import folded
from goodterms.core.signatures import split


def kept(text):
    lines = text.splitlines()
    return "\n".join(lines[at] for at in split([folded(line) for line in lines], lines)).strip()


@pytest.mark.parametrize(
    "tail",
    [
        "-- \nIva Anić\nAnić d.o.o.",
        "--\nIva",
        "Sent from my iPhone",
        "Get Outlook for Android",
        "Poslano s mog iPhonea",
        "Poslano iz Outlooka za iOS",
        "Gesendet von meinem Telefon",
        "This e-mail and any attachments are confidential.\nDelete it at once.",
        "If you are not the intended recipient, notify us immediately.",
        "Ova elektronička poruka je povjerljiva.\nAko ste je primili greškom, odmah javite.",
        "Ako ste ovu poruku primili greškom, odmah nas obavijestite.",
        "Molimo mislite na okoliš prije ispisa.",
        "____________________\nDisclaimer: no liability.",
        "Poslano s mog telefona\n\nPoslano iz Outlooka za Android",
        "Ana Kovač\nvia mobile",
        "---------\n\nAna Kovač\n\nTel: +385 1 2345 678\n\nwww.kovac.example",
        "Ova poruka i prilozi su povjerljivi i namijenjeni samo primatelju.",
        "Il presente messaggio è riservato al destinatario.",
        "Ce message est confidentiel et destiné à son destinataire.",
        "Diese E-Mail enthält vertrauliche Informationen.",
        "To sporočilo je zaupno in namenjeno samo naslovniku.",
        "Ова порука је поверљива и намењена само примаоцу.",
    ],
)
def test_standing_text_is_no_new_text(tail):
    assert kept(f"Treba mi do petka.\n\n{tail}") == "Treba mi do petka."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Javi.\n\nLijep pozdrav,\nIva Anić\nDirektorica\nAnić d.o.o.\nTel: +385 1 2345 678",
            "Javi.\n\nLijep pozdrav,",
        ),
        ("Ok.\n\nBest regards,\nJohn\njohn@x.example", "Ok.\n\nBest regards,"),
        ("Ok.\n\nJohn Doe\n+1 555 123 4567\nwww.x.example", "Ok."),
        ("Ok.\n\nThanks,\n________\nJohn Doe\nHead of Something\nFloor 5", "Ok.\n\nThanks,"),
    ],
)
def test_contact_blocks_are_cut(text, expected):
    assert kept(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hvala,\nIva",
        "Hvala,\nIva\n\nP.S. Trebam to večeras, možeš li?",
        "Zovi me na 091 234 5678.\nŽurno je!",
        "Sent from the office yesterday, did you get it?",
        "Thanks\nplease change the logo, the font and the colour of the headline before noon.",
        "Ova poruka o logu mi nije jasna.",
        "Logo\nFont\nBoja",
        "Bok Mara,\n\nSuper",
        "Zovi nas:\n\nIvo 091 234 5678\nAna 098 234 5678\nured@alba.example",
        "Kontakti:\nIvo 091 234 5678\nAna 098 234 5678",
        "Cijene:\n-----\nlogo 500\nletak 200",
    ],
)
def test_the_clients_words_are_kept(text):
    assert kept(text) == text


def test_a_banner_of_the_server_is_dropped_wherever_it_stands():
    assert kept("CAUTION: This email originated from outside of the company.\nHi") == "Hi"
    assert kept("Oprez: poruka je poslana izvan tvrtke.\nBok") == "Bok"


def test_a_long_text_below_a_dashed_line_is_no_signature():
    text = "One\n--\n" + "\n".join(f"line number {n} of a long list" for n in range(40))
    assert "line number 39" in kept(text)


def test_one_word_above_a_device_line_may_be_the_answer_and_stays():
    assert kept("Bok Mara,\n\nMože\nSent from my iPhone") == "Bok Mara,\n\nMože"


def test_contacts_with_nothing_above_are_what_was_sent():
    text = "Ana Kovač\nTel: +385 1 2345 678\nwww.kovac.example"
    assert kept(text) == text
    lines = [folded(line) for line in text.splitlines()]
    assert split(lines, lines, follows=True) == []


def test_a_page_of_text_below_an_unsubscribe_line_is_no_footer():
    text = "News\n\nTo unsubscribe click here\n" + "\n".join(f"offer {n}" for n in range(60))
    assert "offer 59" in kept(text)
