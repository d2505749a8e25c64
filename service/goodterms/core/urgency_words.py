r"""The words by which a demand is known, as data: English and Croatian, folded to plain ASCII.

Patterns are for text in lower case without diacritics (``večeras`` is ``veceras``). How they work
together is in `urgency`. Source: field study B1 (explicit time words), label guideline
(``pressure`` and what is not), own reading of made-up mails in both languages.
"""
# ruff: noqa: E501, ISC004, SIM905 - patterns and word lists are easier to check unbroken

from __future__ import annotations

import re

NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "couple of": 2.0, "a couple of": 2.0,
    "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "ten": 10.0, "fifteen": 15.0,
    "twenty": 20.0, "thirty": 30.0, "half": 0.5, "half a": 0.5, "half an": 0.5,
    "jedan": 1.0, "jednog": 1.0, "dva": 2.0, "dvije": 2.0, "tri": 3.0, "cetiri": 4.0,
    "pet": 5.0, "deset": 10.0, "petnaest": 15.0, "dvadeset": 20.0, "trideset": 30.0,
    "pola": 0.5, "pol": 0.5,
}  # fmt: skip
"""Number words before hours and minutes."""

_NUMBER = r"(?P<number>\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"

SPAN = tuple(
    re.compile(each)
    for each in (
        rf"\b(?:within|inside|in|next)(?: (?:the|next|about|like|just|max))* {_NUMBER}\s*-?"
        r"(?P<unit>h|hours?|hrs?|minutes?|mins?)\b",
        r"\b(?:within|inside|in)(?: the| next)+ (?P<unit>hour|hr)\b",
        rf"\b(?:u roku od|za|kroz|unutar|(?:u )?(?:iducih|sljedecih|narednih)) {_NUMBER}\s*"
        r"(?P<unit>h|sat[ai]?|minut[ae]?|min)\b",
        r"\b(?:u roku od|za|kroz|unutar|(?:u )?(?:iducih|sljedecih|narednih)) (?P<unit>sat)\b",
    )
)
"""Hours or minutes from now; without a number it is one hour."""

_HOUR = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?"
_HALF = r"(?:\s*(?P<half>am|pm|a\.m\.|p\.m\.|o'clock|ujutro|navecer|popodne|sati|sata|h)\b)?"
_DAYS = r"today|tonight|tomorrow|danas|veceras|sutra|ujutro"
_AFTER = rf"(?=\s*(?:$|[.,;!?)]|{_DAYS}|najkasnije|please|pls|sharp|at the latest|molim|hvala))"

BY_CLOCK = re.compile(
    r"\b(?:by|before|until|till|no later than|do|prije|najkasnije(?: do| u)?) "
    rf"(?:(?:{_DAYS}) )?(?:at |u |do )?{_HOUR}(?:{_HALF}|){_AFTER}|"
    r"\b(?:by|before|until|till|do|prije) (?P<noon>noon|midday|lunchtime|podneva?)\b"
)
"""An hour of the clock as a limit."""

AT_CLOCK = re.compile(rf"\b{_HOUR}\s*(?P<half>am|pm|h|sati|sata)?\b")
"""Any hour of the clock; read only beside a word for tomorrow."""

DAY_WORD = re.compile(rf"\b(?:{_DAYS})\b")
NIGHT = re.compile(r"\b(?:tonight|tonite|2nite|this evening|veceras|nocas)\b(?!'s)")
MORNING = re.compile(r"\b(?:morning|first thing|ujutro|jutro|am)\b")
LATE = re.compile(r"\b(?:evening|afternoon|night|eod|cob|navecer|popodne|poslijepodne)\b")

DEADLINE = re.compile(
    r"\b(?:by|before|until|till|for|latest|need|needs|must|has to|have to|want|expect|"
    r"do|za|najkasnije|treba\w*|mora\w*|hocu|hocemo|ocekuje\w*)\b"
)
"""What makes a plain "tomorrow" a limit: "send it tomorrow" leaves the whole day."""

OTHER_DAY = re.compile(
    r"\b(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b|\b\d{1,2}(?:st|nd|rd|th)\b|"
    r"\b(?:ponedjelj|utor|srijed|cetvrt|subot|nedjelj)\w*|\bpet(?:ak|ka|kom)\b|"
    r"\b\d{1,2}\. ?(?:\d{1,2}\.|[a-z]{4,})|\bnext week\b|\b(?:iduc|sljedec|drug)i tjed\w+|"
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
)
"""A named day or date: then an hour does not mean the next one."""

WORDS = (
    ("tomorrow", re.compile(r"\b(?<!day after )(?:tomm?orr?ow|tmrw|tmro?w?|2moro)\b(?!'s)|\bsutra\b")),
    ("dawn", re.compile(r"\b(?:by|before) (?:the )?morning\b|\bdo jutra\b")),
    ("tonight", NIGHT),
    ("midnight", re.compile(r"\b(?:by|before|until|b4) midnight\b|\b(?:do|prije) ponoci\b")),
    ("clock", BY_CLOCK),
    (
        "today",
        re.compile(
            r"\b(?<!from )(?<!as of )(?<!since )(?<!od )today\b(?!'s)|"
            r"(?<!od )\bdanas\b|\bdanasnjeg dana\b|\bthis afternoon\b"
        ),
    ),
    (
        "end_of_day",
        re.compile(r"\b(?:eod|cob)\b|\b(?:end|close) of (?:the )?(?:day|business|play)\b|"
                   r"\bdo kraja (?:radnog )?dana\b"),
    ),
    (
        "weekend",
        re.compile(
            r"\b(?:over|during|through|this|at|on) (?:the |your )?weekend\b|"
            r"\b(?:by|on|before|until|till) (?:this )?(?:satur|sun)day\b|"
            r"\b(?:preko|tijekom|kroz|za|ovaj|ovog) vikend\w*|\b(?:do|u) (?:subot|nedjelj)[eu]\b"
        ),
    ),
    (
        "now",
        re.compile(
            r"\basap\b|\bright (?:now|away)\b|\bstraight ?away\b|\bat once\b|\brn\b|"
            r"\bimmediately\b(?! (?:after|when|once|visible))|\burgently\b|\burgent\b(?=\s*(?:$|[!.,]))|"
            r"\bthis (?:minute|second|instant)\b|\bnow\b(?=\s*(?:$|[!.?,]|please|pls))|"
            r"\bodmah?\b(?! (?:nakon|iza|po|poslije|cim|kad|se vid)\w*)|\bhitno\b|\bsmjesta\b|"
            r"\b(?:istog|ovog) (?:trena|casa)\b|\bsada?\b(?=\s*(?:$|[!.?,]|molim|odma))"
        ),
    ),
)  # fmt: skip
"""Kinds of time words, the most exact first."""

REQUESTS = tuple(
    re.compile(each)
    for each in (
        r"\b(?:please|pls|plz|kindly)\b(?! (?:note|find|see|be advised|be aware))",
        r"\b(?:i|we)(?:'ll|'d| will| would)?(?: (?:really|just|also|still|absolutely|urgently|do))*"
        r" (?:need|want|expect|require)\b(?! to (?!have\b|see\b|get\b|receive\b|hear\b))",
        r"^\W*(?:(?:and|so|but|still|really) )*need\b(?! to)",
        r"\b(?:needs?|has|have) to be\b|\bmust be\b",
        r"\b(?:can|could|would|will|can't|couldn't) (?:you|u|ya)\b(?! (?:believe|imagine))",
        r"\byou (?:must|have to|need to|are required to)\b",
        r"\bget (?:back to|it to|them to|this to|that to)\b|\blet me (?:know|have)\b",
        r"^\W*(?:(?:ok|okay|so|just|then|now|and|or|also) )*(?:send|fix|call|ring|reply|answer|get|"
        r"finish|deliver|upload|change|do (?:it|this|that)|make|give|update|correct|publish|put|"
        r"rerender|confirm|respond|sort|drop|have (?:it|this|them))\b",
        r"\btreba(?:ju|lo|la|li|t)?\b(?=(?! .*\?) (?:.*\b)?(?:mi|nam|biti?|ici?|izaci?)\b)|\b(?:mi|nam|to) (?:\w+ )?treba\b",
        r"\btreba(?:m|mo)\b(?! (?:\w+(?:ti|ci)|ic|doc|otic|poslat|predat|objavit|imat|bit)\b)",
        r"\bmora(?:s|te)\b|\bmora(?:ju)? (?:\w+ )?(?:biti?|ici?|izaci?)\b",
        r"\bmoli(?:m|mo)\b|\bmoli(?:la|o|li) (?:bih|bi)\b|\bpotrebno (?:nam|mi)\b",
        r"\b(?:posalji|salji|nazovi|napravi|popravi|ubaci|promijeni|vrati|dostavi|isporuci|rijesi|"
        r"zavrsi|dovrsi|pripremi|prebaci|donesi|stavi|makni|ispravi|dodaj|potvrdi)(?:te)?\b",
        r"\bdaj(?:te)?\b|\b(?:odgovor|objav|jav)ite\b|\bjavi (?:se|mi|nam)\b|\b(?:se|mi) javi\b|"
        r"^\W*(?:javi|odgovori|objavi)\b",
        r"\b(?:mozes|mozete) li\b|\bjel (?:mozes|mozete)\b|\b(?:mozes|mozete)\b(?=.*\?)",
        r"\bocekuje(?:m|mo)\b|\bzeli(?:m|mo) (?:da|to|ovo|ga|ju|je|ih|imati?|vidjeti?)\b|"
        r"\bhoc(?:u|emo) (?!ti\b|vam\b)",
    )
)
"""Somebody asks the reader for something."""

QUESTION_WORD = re.compile(
    r"\b(?:what|which|who|whether|why|how|sto|sta|koji|koje|koja|kako|zasto|gdje|tko)\b"
)
"""Between a request and a time word: the time belongs to the question."""

NOT_ASKED = re.compile(
    # the sender's own plans
    r"\b(?:i|we|he|she|they)(?:'ll| will| shall|'m| am| are|'re|'ve| have| had| was| were)\b"
    r"(?! (?:need|want|expect|require|to have)\b)|\b(?:cu|cemo|ce|bili smo|bio sam)\b|"
    r"\b(?:saljem|posaljem|javim|javljam|dolazim|stizem|platim|placam|radim|objavljujem|predajem|"
    r"nosim|idem|putujem|imam|vratim|pogledam|dostavljam|vidimo|cujemo)(?:o)?\b|"
    # what others said or want
    r"\b(?:said|says|told|asked|asks|wants|wanted|promised)\b|"
    r"\b(?:rekao|rekla|rekli|kaze|kazu|trazi|traze|trazi[ol]a?|pita[ol]?a?|zeli|zele|hoce)\b|"
    # refusals and what is not to be done
    r"\bno need\b|n't\b|\bdont\b|\bnot\b|\bnever\b|\bnothing\b|"
    r"\b(?:ne|nije|nisu|nema|nista|bez|necu|necemo)\b|\bnemoj\w*"
)
"""Words with which a clause asks the reader for nothing."""

NOT_A_DEMAND = re.compile(
    # conditions and standing rules
    r"\b(?:if|unless|in case|should you|whenever)\b|\b(?:ako|ukoliko|u slucaju|kad god)\b|"
    # legal footers
    r"\b(?:in error|confidential|intended recipient|unsubscribe|povjerljiv\w*|zabunom|greskom)\b|"
    # who else to turn to, and how something is
    r"\burgent matters\b|\b(?:sort|kind) of now\b|"
    # wishes
    r"\bhave an? (?:nice|great|good|lovely)\b|\b(?:ugodan|ugodnu|lijep|sretan|sretno)\b"
)
"""A sentence with one of these demands nothing."""

WAY_OUT = re.compile(
    r"\bno (?:rush|hurry|pressure|worries|panic|stress)\b|\b(?:not|isn't|nothing) urgent\b|"
    r"\btake your time\b|\bwhenever (?:you|suits)\b|\bat your convenience\b|"
    r"\bwhen(?:ever)? you (?:can|get|have)\b|\bdon't worry\b|\bif (?:it's |that's )?(?:not )?possible\b|"
    r"\bif you (?:can|can't|cannot|could|have|get|happen|don't mind|aren't|are not)\b|\bif not\b|"
    r"\b(?:would|it'd) be (?:nice|great|ideal|lovely)\b|\b(?:is|are) (?:also |totally |perfectly )?fine\b|"
    r"\b(?:nije|nis[tu]a?) (?:hitno|zurno|strasno)\b|\b(?:bez|nema) (?:zurbe|panike|problema|frke)\b|"
    r"\bne (?:zuri|brini|moras|morate)\b|\bpolako\b|\bpo mogucnosti\b|\bslobodno\b|"
    r"\b(?:ako|kad|kada|cim) (?:\w+ )?(?:ne )?(?:stignes|stignete|mozes|mozete|uspijes|uspijete|budes|"
    r"budete|bude|ti odgovara|vam odgovara|je moguce|imas|imate)\b|"
    r"\b(?:bilo bi|dobro bi|super bi) "
)
"""The client leaves a way out: then nothing in the message is a demand (label guideline)."""

FILLER = frozenset(
    # one string is easier to read than thirty
    "please pls plz molim te vas hvala thanks thank you najkasnije latest at the by i to do and jos "
    "or no that preferably ideally ok okay yes da ili it u za na already sharp".split()
)
"""Words that may stand beside a time word in a clause that belongs to the one before."""


def is_exact(found: re.Match[str]) -> bool:
    """Return whether a match of `BY_CLOCK` can only be an hour of the clock."""
    return any(found[name] for name in ("minute", "half", "noon"))
