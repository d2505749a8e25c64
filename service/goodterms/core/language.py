"""Which language a text is written in: English, Croatian, or one the tone model does not know.

Bosnian, Serbian and Montenegrin in Latin letters count as Croatian (tone study e.9). Small words
decide, since every sentence has some and they are not borrowed: Croatian with English business
words stays Croatian (tone study g, "code switching"). Text is folded first, because much Croatian
mail is typed without diacritics. Letters decide only where small words are silent.
"""

from __future__ import annotations

import re
from functools import lru_cache

from goodterms.core.quote_marks import folded

FEWEST_WORDS = 3
"""Below this there is nothing to go by (tone study e.1)."""

MOST_WORDS = 400
"""Words looked at; more do not change the answer."""

_SMALL_WORDS = {
    "en": """
        the and of to in is you that it for on are with as i his they be at one have this
        from or had by not but what all were we when your can said there use an each which
        she do how their if will up other about out many then them these so some her would
        make like him into time has look two more go see no way could people my than been
        who its now did get come may part our i'm don't it's please thanks thank hi hello
        dear know want need just let me here also very any because should why still only
        after before again too sure best regards us was am does yes good great ok send call
        anything something nothing every new next last off
        """,
    "hr": """
        i u je se na da za od su s a o ne to sam ce kako iz koji koja koje sto ali ili ako
        samo vec jos bi smo ste biti bila bilo bio nije nisam nismo nisu cemo cu ces cete mi
        ti vi ja on ona oni ovo ova ovaj taj ta te tako kad kada gdje gde zasto sta ca kaj
        jer po pri do uz bez kod prije pre poslije posle molim hvala bok pozdrav lp dobar
        dan postovani postovana draga dragi me mene meni vam vas tebi nam nas ih ga mu joj
        moze mozes mozete mozemo treba trebam trebamo trebate hocu zelim mislim znam znas
        imam ima imamo imate danas sutra jucer sada sad onda zato malo puno jako vise manje
        sve svi nista nesto netko neko nitko opet mozda evo eto daj ajde li pa ni niti nego
        dok cim oko preko prema iako bismo bih jesi jesmo jeste sebe svoj moj tvoj njegov
        ovdje ovde tamo tu lijepo lepo dobro super javi javite posalji posaljite racun
        ponuda cijena uplata projekt tjedan mjesec godina zbog osim izmedu kroz biste jel
        jeli nek neka radi treci drugi prvi
        """,
    "sl": """
        in je se na da za ki v so bi pa ne s z po tudi kot ali ni sem bil bila bilo lahko
        kaj kako smo ste bo bom bodo boste bomo ze vse zelo samo ker ce si jih ga mu tega
        tem temu kar kadar kjer zakaj pozdravljeni hvala prosim lep imam imamo imate nas vas
        vam nam moj moja tako tukaj danes jutri vceraj potem ampak saj torej vec mogoce
        nekaj nic vsi vsak nisem nismo niso moramo mora moral hocem hoces rekel rekla vem
        ves nimam nimas gre kdo kje tisti nekdo toliko jaz njo njega bova sva sta res spet
        zdaj zdi nikoli vedno brez med preden zaradi hotel hotela radi rad imel imela dela
        delam delo dober dobra leta
        """,
    "de": """
        der die das und ist ich nicht sie es ein eine zu mit den auf fur wir dem von haben
        hat bitte danke sind wie im auch aber noch nach uber wenn was kann mir mich uns
        ihnen ihr ihre bei oder nur werden wird war so dass an aus um am schon gerne mal
        hallo sehr guten tag viele grusse
        """,
    "fr": """
        le la les de des et est un une je vous nous pas ne que qui pour dans sur avec il
        elle ce cette mais ou au aux du en se sont merci bonjour bien tres plus comme tout
        votre notre mon ma mes ai avez avons suis etre fait cela ca si son sa ses leur c'est
        j'ai n'est qu'il d'un d'une j'en on fais faire vais peux veux dit quoi bon tu te
        """,
    "it": """
        il la le lo gli di e un una che non per con sono si da in del della ho hai ha
        abbiamo mi ti ci ma come piu anche questo questa grazie ciao buongiorno essere cosa
        molto bene al alla dei nel sul se io tu noi voi lei suo mio tutto quando perche
        fatto solo l'ho va vai fare posso puoi signore ancora ora qui cosi qualcosa nostro
        vostro dove c'e
        """,
    "es": """
        el la los las de y que en un una es no se por con para su lo como mas pero sus le ya
        o este si porque esta son entre cuando muy sin sobre ser tiene tambien me hasta hay
        donde han gracias hola buenos dias al del yo usted nos todo esto eso bien fue tu te
        estoy estas puedo puede vamos vas nada aqui ahora algo mi tus tienes
        """,
    "pt": """
        o a os as de e que do da em um uma para nao com se por mais dos como mas foi ao ele
        das tem seu sua ou ser quando muito ja esta eu tambem so pelo pela ate isso ela
        entre obrigado voce
        """,
    "nl": """
        de het een en van ik te dat die in niet zijn is was op aan met als voor had er maar
        om hem dan zou of wat mijn men dit zo door over ze zich bij ook tot je mij uit naar
        heb heeft hebben dank
        """,
    "pl": """
        w i nie sie na z do jest to ze a o jak ale po co tak za od juz tylko jego jej czy
        przez przy dla prosze dzieki dziekuje bardzo moze mam ma sa bylo byl jestem bedzie
        ktory ktora
        """,
    "cs": """
        a se v na je ze s z do o to i k ve pro za by ale si po jako podle jeho tak pri od
        aby ktery co jen uz jsem jsme jste byl bylo dekuji prosim dobry den neni take nebo
        jeste velmi ako som
        """,
    "sv": """
        och att det i en jag som pa ar av for inte med den till har de ett om var vi du kan
        sa men hej tack mvh skulle vara nar hur og er ikke jeg af der til tak
        """,
    "hu": """
        a az es hogy nem is egy ez van meg de csak mar ha mint volt vagy azt ezt kell lesz
        nagyon koszonom szia udvozlettel kerem
        """,
}

SMALL_WORDS = {name: frozenset(words.split()) for name, words in _SMALL_WORDS.items()}
"""Small words by language, folded; the lists behind the answer "other" need not be long."""

WEIGHTS = {
    word: {
        name: 1 / sum(word in other for other in SMALL_WORDS.values())
        for name, words in SMALL_WORDS.items()
        if word in words
    }
    for word in frozenset().union(*SMALL_WORDS.values())
}
"""What a small word says for each language; shared words say less."""

EXPECTED = 0.2
"""Head start of the two languages that clients of this owner write."""

LETTER_WEIGHT = 0.2
"""What one cue of spelling says, against 1 for a small word."""

LONGEST_REMEMBERED = 30
"""Letters of a word whose cues of spelling are remembered."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

_RUN = re.compile(r"\w+")

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")

_SLAVIC_LETTERS = re.compile(r"[čšž]", re.IGNORECASE)

_CROATIAN_LETTERS = re.compile(r"[ćđ]", re.IGNORECASE)

_CROATIAN = re.compile(
    r"\b\w{0,20}(?:nje|nja|nju|lje|lja|lji|ije|iju|ija|jesmo|amo|imo|emo|ate|ite|ati|iti|nuti|ovati"
    r"|ski|ska|ske|skog|nog|noj|nom|ima|ama|ovi|avanje|enje|anje|nost|stvo|ao|io|ala|ila|ali|ili)\b"
    r"|\b(?:pr|pro|sv|zn|vr|str|kr|sl|ml|dv|raz|naj|pre|pri|iz|uz)\w{2,20}[aeiou]\b"
)

_ENGLISH = re.compile(
    r"\b\w{0,20}(?:ing|ed|tion|ly|ness|ment|ght|ck|ll|ss|th|sh|ee|ow|ay|ey|ure|able|ould)\b"
    r"|\b(?:th|wh|sh|wr|kn)\w{1,20}|\w{0,20}(?:oo|ea|ou|w|x|q)\w{0,20}"
)

_OTHER_LETTERS = re.compile(r"[äöüßñçãõøåæœłęąńśźżřěůőű¿¡]", re.IGNORECASE)


def guess(text: str) -> str | None:
    """Return ``en``, ``hr`` or ``other``; None below `FEWEST_WORDS` words.

    Args:
        text: New text of a message; links and addresses in it do not matter.
    """
    text = text[: MOST_WORDS * 12]
    plain = folded(text).replace("’", "'")
    words = _WORD.findall(plain)[:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return None
    if sum(map(str.isascii, words)) * 2 < len(words):
        return "other"
    scores = _by_small_words(words)
    _add_spelling(scores, plain)
    if not text.isascii():
        _add_letters(scores, "".join(_NOT_ASCII.findall(text)))
    best = max(scores, key=lambda name: scores[name])
    return best if best in {"en", "hr"} and scores[best] > EXPECTED else "other"


def _by_small_words(words: list[str]) -> dict[str, float]:
    """Return the weight of small words by language."""
    scores = {name: EXPECTED if name in {"en", "hr"} else 0.0 for name in SMALL_WORDS}
    for word in words:
        if word in WEIGHTS:
            for name, weight in WEIGHTS[word].items():
                scores[name] += weight
    return scores


def _add_spelling(scores: dict[str, float], plain: str) -> None:
    """Add what the letters of folded words say."""
    croatian = english = 0
    for run in _RUN.findall(plain):
        cues = _remembered(run) if len(run) <= LONGEST_REMEMBERED else _spelling(run)
        croatian += cues[0]
        english += cues[1]
    scores["hr"] += LETTER_WEIGHT * croatian
    scores["en"] += LETTER_WEIGHT * english


def _spelling(run: str) -> tuple[int, int]:
    """Return how often a word is spelled as Croatian and as English words are."""
    return len(_CROATIAN.findall(run)), len(_ENGLISH.findall(run))


_remembered = lru_cache(maxsize=20_000)(_spelling)


def _add_letters(scores: dict[str, float], letters: str) -> None:
    """Add what letters with marks say; foreign ones speak against both."""
    slavic = 0.5 * min(6, len(_SLAVIC_LETTERS.findall(letters)))
    scores["hr"] += slavic + 0.5 * min(6, len(_CROATIAN_LETTERS.findall(letters)))
    scores["sl"] += slavic
    foreign = 0.5 * len(_OTHER_LETTERS.findall(letters))
    scores["hr"] -= foreign
    scores["en"] -= foreign
