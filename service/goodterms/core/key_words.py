r"""Single words without which a pattern of `cues_words` or `urgency_words` cannot match, as data.

A pattern of a hundred alternatives is slow to find nothing, and nothing is what most sentences
hold. Each entry matches one whole word (``\w+``) or question mark of folded text; every text that
its pattern matches holds at least one such word. Where an alternative has several words, the rarest
stands here. `tests/core/test_spoken.py` writes texts from the patterns themselves and compares.
"""

from __future__ import annotations

import re

from goodterms.core.urgency_words import NUMBERS

_BEFORE_UNIT = "|".join(sorted({name.split()[-1] for name in NUMBERS}))

KEY_WORDS = {
    "time": re.compile(
        rf"(?:\d{{1,2}}|{_BEFORE_UNIT})?(?:h|hours?|hrs?|minutes?|mins?|sat[ai]?|minut[ae]?)|"
        r"tomm?orr?ow|tmrw|tmro?w?|2moro|sutra|morning|jutra|tonight|tonite|2nite|evening|veceras|nocas|"
        r"midnight|ponoci|\d\w*|noon|midday|lunchtime|podneva?|today|danas|danasnjeg|afternoon|"
        r"eod|cob|end|close|kraja|weekend|saturday|sunday|vikend\w*|subot[eu]|nedjelj[eu]|"
        r"asap|now|away|straightaway|once|rn|immediately|urgently|urgent|second|instant|"
        r"odmah?|hitno|smjesta|trena|casa|sada?"
    ),
    "change": re.compile(
        r"change|make|move|swap|replace|remove|delete|add|try|fix|adjust|edit|redo|rework|revise|use|"
        r"put|shorten|enlarge|increase|reduce|cut|crop|correct|darken|lighten|tweak|tone|turn|"
        r"bigger|larger|smaller|shorter|longer|darker|lighter|brighter|higher|lower|bolder|"
        r"moved|changed|replaced|removed|fixed|corrected|like|prefer|rather|instead|version|round|"
        r"(?:promijeni|zamijeni|ispravi|popravi|povecaj|smanji|makni|dodaj|pomakni|stavi|prebaci|preradi|"
        r"doradi|izmijeni|probaj|skrati|izbaci|ubaci|podebljaj|posvijetli|potamni|uskladi|vrati)(?:te)?|"
        r"moze(?:s|te)?|(?:promijenit|zamijenit|ispravit|popravit|maknut|dodat|povecat|smanjit|doradit|"
        r"preradit)\w*|ispravak|ispravke|izmjen\w+|doradu|verziju|ispravljen\w+"
    ),
    "content": re.compile(
        r"changes?|edits|corrections|comments|remarks|wishes|nothing|approved|"
        r"izmjena|ispravaka|promjena|primjedbi|odobreno"
    ),
    "asks_after": re.compile(
        r"\?|news|updates?|progress|word|answer|reply|response|waiting|still|"
        r"see|seen|get|got|read|reading|received?|had|manage|follow(?:ing)?|chas(?:e|ing)|"
        r"remind(?:er|ing)?|status|urgent(?:ly)?|asap|immediately|right|hurry|when|respond|confirm|"
        r"call|waited|ignor(?:ed|ing)|where|second|third|fourth|"
        r"sto|vijesti|novosti|odgovora|novoga?|cekam\w*|jesi|jeste|podsje[tc]\w*|pozur\w*|hitno|odmah|"
        r"(?:odgovor|javi)(?:i|ite)?|kada?|gdje|(?:drug|trec|cetvrt)[aiu]|halo+"
    ),
    "adds": re.compile(
        r"p|ps|fyi|also|oh|correction|usput|jos|thing|detail|point|addition|note|forgot|typo|mistyped|"
        r"meant|should|wrong|attached|attaching|rush|hurry|mind|nevermind|disregard|ignore|take|found|"
        r"works|fine|sorted|solved|resolved|information|dopun\w*|ispravak|zaborav\w*|tipfeler\w*|"
        r"kriv[aio]|prilogu|privitku|zur\w*|zanemari\w*|veze|rijeseno|rijesili|nasao|nasla|radi"
    ),
    "thanks": re.compile(
        r"thanks|thank|thx|hvala|ok|okay|great|perfect|super|got|received|understood|sounds|odlicno|"
        r"savrseno|stiglo|primljeno|dogovoreno|redu|moze"
    ),
    "done": re.compile(
        r"live|online|up|ready|staging|folder|drive|mapi|serveru|stagingu|driveu|gotov[oaei]?"
    ),
    "hands_over": re.compile(
        r"attached|enclosed|attaching|here|sending|sent|delivering|delivered|uploaded|shared|pushed|"
        r"deployed|updated|finished|version|draft|proof|round|cut|edit|build|mockups?|mock|"
        r"sketch(?:es)?|concepts?|files?|v\d*|review|feedback|approval|think|"
        r"prilogu|privitku|priloz\w+|(?:prilazem|saljem|dostavljam|predajem|isporucujem)o?|evo|"
        r"poslao|poslala|postavio|postavila|stavio|stavila|dovrsio|dovrsila|zavrsio|zavrsila|ispravio|"
        r"ispravila|doradio|doradila|verzij\w+|linku|nacrt"
    ),
    "offer": re.compile(
        r"quot(?:e|ation)s?|estimates?|price|request|rate|proposal|offer|ponud(?:a|u|e|i|om)|"
        r"troskovnik\w*|predracun\w*|cjenik\w*|procjen[aue]|cost|fee|cijena|trosak|billed|charged|"
        r"kosta\w*|dodatno"
    ),
    "amount": re.compile(r"\w*\d\w*"),
}
"""Words by the name of what they may belong to."""
