from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import cleaning, html_text
from goodterms.core.cleaning import newest

REAL = Path(__file__).parents[2].parent / "shared" / "eval" / "real"

MINE = "Može, hvala!\n\nAna"

INTRODUCTIONS = [
    "On Tue, May 5, 2026 at 10:12 AM Ana Kovač <ana@kovac.example> wrote:",
    "On Tue, May 5, 2026 at 10:12 AM Ana Kovač\n<ana@kovac.example>\nwrote:",
    "On 5.5.2026. 10:12, Ana Kovač wrote:",
    "Ana Kovač wrote on 05/05/2026 10:12:",
    "pon, 5. svi 2026. u 10:12 Ana Kovač <ana@kovac.example> napisala je:",
    "Dana pon, 5. svi 2026. u 10:12 Ana Kovač <ana@kovac.example>\nje napisao/la:",
    "Dana 5. 5. 2026., u 10:12, Ana Kovač <ana@kovac.example> je napisao/la:",
    "Dana 5. svi 2026. u 10:12, osoba Ana Kovač <ana@kovac.example> je napisala:",
    "Dana 5.5.2026. u 10:12, Ana Kovač je napisao/la:",
    "Dana utorak, 5. svibnja 2026. 10:12:13 CEST, Ana Kovač je napisao/la:",
    "Am Di., 5. Mai 2026 um 10:12 Uhr schrieb Ana Kovač <\nana@kovac.example>:",
    "Am 05.05.2026 um 10:12 schrieb Ana Kovač:",
    "Il giorno mar 5 mag 2026 alle ore 10:12 Ana <ana@kovac.example> ha scritto:",
    "Le mar. 5 mai 2026 à 10:12, Ana <ana@kovac.example> a écrit :",
    "V V tor., 5. maj 2026 ob 10:12 je oseba Ana <ana@kovac.example> napisala:",
    "уто, 5. мај 2026. у 10:12 Ana <ana@kovac.example> је написао/ла:",
    "2026-05-05 10:12 GMT+02:00 Ana <ana@kovac.example>:",
]

BLOCKS = [
    "Od: Ana <ana@kovac.example>\nPoslano: 5. svibnja 2026. 10:12\nPrima: Mara\nPredmet: x",
    "________________________________\nŠalje: Ana\nPoslano: 5.5.2026 10:12\nPrima: M\nPredmet: x",
    "From: Ana\nSent: Tuesday, May 5, 2026 10:12 AM\nTo: Mara\nSubject: RE: Logo",
    "*From:* Ana\n*Sent:* Tuesday\n*To:* Mara\n*Subject:* Logo",
    "Von: Ana\nGesendet: Dienstag\nAn: Mara\nBetreff: Logo",
    "Da: Ana\nInviato: martedì\nA: Mara\nOggetto: Logo",
    "De : Ana\nEnvoyé : mardi\nÀ : Mara\nObjet : Logo",
    "Od: Ana\nPoslano: torek\nZa: Mara\nZadeva: Logo",
    "Od: Ana\nPoslato: utorak\nZa: Mara\nNaslov: Logo",
    "-----Original Message-----",
    "-----Izvorna poruka-----",
    "-------- Proslijeđena poruka --------\nNaslov: x\nDatum: y",
    "---------- Forwarded message ---------\nFrom: Ana <ana@kovac.example>",
    "Početak proslijeđene poruke:",
    "Begin forwarded message:",
]


@pytest.mark.parametrize("quote", ["> Staro pismo.\n> kraj\n", "Staro pismo.\nkraj\n"])
@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_an_introduced_quote_is_cut(introduction, quote):
    fragments = newest(f"{MINE}\n\n{introduction}\n\n{quote}")
    assert fragments.new == MINE
    assert "Staro pismo" in fragments.quote


@pytest.mark.parametrize("block", BLOCKS)
def test_header_blocks_and_markers_cut_the_rest(block):
    assert newest(f"{MINE}\n\n{block}\n\nStaro pismo.\n").new == MINE


@pytest.mark.parametrize("block", BLOCKS)
def test_a_bare_forward_leaves_no_new_text(block):
    assert newest(f"{block}\n\nTko je ovo odobrio? Sramota!\n").new == ""


def test_answers_between_quotes_are_kept_and_quotes_dropped():
    text = "Dana 5.5.2026. u 10:12, Mara je napisala:\n> Koliko?\n\n500.\n\n> A rok?\n\nDo petka.\n"
    fragments = newest(text)
    assert fragments.new == "500.\n\nDo petka."
    assert "Koliko" not in fragments.new


def test_the_rest_of_a_wrapped_quoted_line_is_quote():
    text = (
        "> We have recently moved the whole shop to the new server and we see that the\n"
        "pages are slower\n> than before.\nWill look.\n"
    )
    assert newest(text).new == "Will look."


@pytest.mark.parametrize(
    "text",
    [
        "U ponudi od 5.5.2026. piše: logo, letak, web.\nKad stiže?",
        "On Monday you said:\nit will be ready. It is not.",
        "Subject: something I would change in the newsletter.\nThe rest is fine.",
        "Od petka sam na moru.\nDo tada mi treba logo.",
        "Sent from my desk, is much easier than my mobile phone.",
        "Kod nas je to ovako:\n- logo\n- letak",
    ],
)
def test_ordinary_words_are_not_taken_for_quotes_or_signatures(text):
    assert newest(text).new == text


def test_a_weak_sign_is_cut_or_kept_without_certainty():
    assert not newest("ok\n\nAna Kovač je napisala:\n\nStaro.\n").certain
    assert newest(f"ok\n\n{INTRODUCTIONS[0]}\n> staro\n").certain


def test_every_line_lands_in_exactly_one_part():
    text = f"{MINE}\n-- \nAna\n\n{INTRODUCTIONS[3]}\n> old\nnew again\nSent from my iPhone\n"
    fragments = newest(text)
    parts = (fragments.new + "\n" + fragments.quote + fragments.signature).splitlines()
    assert Counter(filter(str.strip, parts)) == Counter(filter(str.strip, text.splitlines()))


LINES = st.sampled_from(
    [
        *INTRODUCTIONS,
        *BLOCKS,
        "> quoted",
        ">> deeper",
        "",
        "-- ",
        "Hvala,",
        "Ana",
        "Tel: +385 1 2345 678",
    ]
) | st.text(max_size=40)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_new_text_is_made_of_whole_original_lines(lines, end):
    text = end.join(lines)
    fragments = newest(text)
    originals = {line.strip() for line in text.splitlines()} | {""}
    assert all(line.strip() in originals for line in fragments.new.splitlines())
    for sentence in cleaning.sentences(fragments.new):
        assert sentence in text


HOSTILE = [
    "a",
    " ",
    ">",
    "> ",
    "-",
    "_",
    ":",
    "From: ",
    "From: x\n",
    "wrote:\n",
    "On 1/1/2026 ",
    ".",
]
HOSTILE += [
    "a@",
    "<a@b",
    "This message ",
    "ovaj mail ",
    "Od: a@b\n",
    "To: x,\n",
    "1.",
    "tel. ",
    "\n",
]
HOSTILE += ["On 5.5.2026 10:12\n", "is intended ", "-----", "Hvala ", "+385 1 ", "12:00 a@b.c:\n"]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_hostile_repetition_is_fast(piece):
    text = piece * (65_536 // len(piece))
    cleaning.sentences(newest(text).new)


def f1(found, gold):
    one, two = Counter(found.split()), Counter(gold.split())
    if not one and not two:
        return 1.0
    return 2 * sum((one & two).values()) / (sum(one.values()) + sum(two.values()))


def above_quote(text):
    """What stands before the first quoted line, as the evaluation data counts it."""
    quote = next((line for line in newest(text).quote.splitlines() if line.strip()), None)
    kept = []
    for line in text.splitlines():
        if line == quote:
            break
        kept.append(line)
    return " ".join(" ".join(kept).split())


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared evaluation data is not beside this tree")
@pytest.mark.parametrize(
    ("source", "exact", "tokens", "new_exact", "new_tokens"),
    [("enron", 0.97, 0.985, 0.90, 0.97), ("asf", 0.95, 0.97, 0.65, 0.88)],
)
def test_real_mail_is_cut_as_measured(source, exact, tokens, new_exact, new_tokens):
    results, new_results = [], []
    for line in (REAL / "email_zones" / "data.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["source"].startswith(source):
            continue
        starts = [zone["start"] for zone in row["zones"] if zone["type"] == "Header"]
        gold = " ".join(row["text"][: min(starts, default=None)].split())
        results.append((above_quote(row["text"]) == gold, f1(above_quote(row["text"]), gold)))
        new = " ".join(newest(row["text"]).new.split())
        new_results.append((new == gold, f1(new, gold)))
    for (share, score), rows in (
        ((exact, tokens), results),
        ((new_exact, new_tokens), new_results),
    ):
        assert sum(is_exact for is_exact, _ in rows) / len(rows) >= share
        assert sum(value for _, value in rows) / len(rows) >= score


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared evaluation data is not beside this tree")
def test_html_replies_of_real_programs_are_cut():
    folder = REAL / "reply_fixtures"
    rows = map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines())
    gold = {
        row["file"]: row["reply_ignoring_whitespace"] for row in rows if "talon_html" in str(row)
    }
    assert gold
    for name, reply in gold.items():
        source = (folder / name).read_text("utf-8", errors="replace")
        assert newest(html_text.text(source)).new.split() == reply.split()
