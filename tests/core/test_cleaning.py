from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core import cleaning
from goodterms.core.cleaning import newest

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
    "Dne 5. 5. 2026 ob 10:12 je Ana Kovač napisal/a:",
    "Дана 5. 5. 2026. у 10:12, Ана Ковач је написао/ла:",
    "Dana 5.5.2026 u 10:12, Ana Kovač piše:",
    "Den tis 5 maj 2026 kl 10:12 skrev Ana <ana@kovac.example>:",
    "W dniu 5.05.2026 o 10:12, Ana Kovač pisze:",
    "Ana <ana@kovac.example> ezt írta (időpont: 2026. máj. 5., K, 10:12):",
    "El mar, 5 may 2026 a las 10:12, Ana (<ana@kovac.example>) escribió:",
    "Ana <ana@kovac.example> 于2026年5月5日周二 上午10:12写道：",
    "*On 5.5.2026. 10:12, Ana Kovač wrote:*",
    "\u200eOn 5.5.2026. 10:12, Ana Kovač wrote:",
    "On Tue, May 5, 2026 at 10:12=E2=80=AFAM Ana Kovač <ana@kovac.example> w=\nrote:",
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
    "Од: Ана\nПослато: уторак\nЗа: Мара\nТема: Лого",
    "Van: Ana\nVerzonden: dinsdag\nAan: Mara\nOnderwerp: Logo",
    "De la: Ana\nTrimis: marți\nCătre: Mara\nSubiect: Logo",
    "发件人: Ana\n发送时间: 2026年5月5日\n收件人: Mara\n主题: Logo",
    "보낸 사람: Ana\n보낸 날짜: 2026년 5월 5일\n받는 사람: Mara\n제목: Logo",
    "-------- Изворна порука --------",
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


def test_headers_without_what_a_program_writes_are_cut_without_certainty():
    exact = "From: Ana\nSent: Tuesday, May 5, 2026 10:12 AM\nTo: Mara\nSubject: Logo"
    assert newest(f"ok\n\n{exact}\n\nold\n").certain
    listed = newest("Evo plana:\nOd: petka\nDo: nedjelje\nTema: logo\nHvala!")
    assert not listed.certain
    assert listed.new == "Evo plana:"


def test_headers_of_an_unknown_language_are_cut_without_certainty():
    block = "Mittent: Ana <ana@kovac.example>\nTramess: 5.5.2026 10:12, 2026\nOgget: Logo"
    fragments = newest(f"ok\n\n{block}\n\nold\n")
    assert (fragments.new, fragments.certain) == ("ok", False)


@pytest.mark.parametrize("sign", [":", "|", "}"])
def test_a_quote_may_be_marked_by_another_sign(sign):
    old = "".join(f"{sign} {each}\n" for each in ("Koliko?", "Kada?", "Zašto?"))
    text = f"Ana Kovač wrote on 05/05/2026 10:12:\n{old}\n500.\n"
    assert newest(text).new == "500."


def test_a_table_is_no_quote():
    text = "Evo:\n| logo | 500 |\n| letak | 200 |\n| web | 900 |"
    assert newest(text).new == text


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
HOSTILE += [
    ">\n",
    "> x\n",
    ">\nx\n",
    "-- \n",
    "---\n",
    "a:\n",
    ": \n",
    "| a\n",
    "x: <a@b.c>\n",
    "=\n",
]
HOSTILE += [
    "On Tue, May 5, 2026 at 10:12 AM ",
    "On 5.5.2026 wrote:\n",
    "wrote:\n\n",
    "写道：\n",
    "č",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.timeout(20)  # a pattern that blows up does not end
def test_hostile_repetition_is_fast(piece):
    text = piece * (65_536 // len(piece))
    cleaning.sentences(newest(text).new)


LONG = [">", "> x\n", "On Tue, May 5, 2026 at 10:12 AM ", "On 5.5.2026 wrote:\n", "wrote:\n\n"]
LONG += ["a:\n", "-- \n", "From: a\n", "To: x@y\n5.5.2026 10:12\n", "\n"]


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.timeout(20)  # what takes more than linear time does not end
def test_a_megabyte_of_signs_is_fast(piece):
    cleaning.sentences(newest(piece * (1_000_000 // len(piece))).new)


def test_a_body_of_nothing_but_signs_is_not_certain():
    assert not newest("Ana wrote:\n\n" * 5_000).certain
    assert newest("- logo: 500\n" * 1_500).certain
