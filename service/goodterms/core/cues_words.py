"""The words by which deliveries, offers, changes and additions are known, as data.

English and Croatian, for text folded to plain lower case. How they work together is in `cues`.
Source: own reading of made-up mails in both languages; decision model A2.2 (VG, RX, SC).
"""
# ruff: noqa: E501 - a pattern is easier to check unbroken

from __future__ import annotations

import re

LINK = re.compile(r"https?://|\bwww\.")

HANDS_OVER = re.compile(
    r"\b(?:attached|enclosed|attaching|here(?:'s| is| are| you go| it is| they are))\b|"
    r"\b(?:sending|sent|delivering|delivered|uploaded|shared|pushed|deployed|updated|finished)\b|"
    r"\b(?:new|updated|revised|final|first|second|third|next|latest) (?:version|draft|proof|round|"
    r"cut|edit|build|mock-?ups?|sketch(?:es)?|concepts?|files?)\b|\bv ?\d+(?:\.\d+)?\b|"
    r"\bfor (?:your )?(?:review|feedback|approval)\b|\blet me know what you think\b|"
    r"\bu (?:prilogu|privitku|priloz\w+)\b|\b(?:prilazem|saljem|dostavljam|predajem|isporucujem)o?\b|"
    r"\bevo\b|\b(?:poslao|poslala|postavio|postavila|stavio|stavila|dovrsio|dovrsila|zavrsio|zavrsila|"
    r"ispravio|ispravila|doradio|doradila) sam\b|\bverzij\w+|\bna linku\b|\bprvi nacrt\b"
)
"""The owner hands something over; counts with an attachment or a link in the same message."""

IS_DONE = re.compile(
    r"\b(?:is|are|it's|now|went) (?:now )?(?:live|online|up|ready for (?:your )?(?:review|feedback))\b|"
    r"\b(?:version|draft|proof|build|v ?\d+) (?:\w+ ){0,2}(?:on staging|in the (?:shared )?folder|in the drive)\b|"
    r"\b(?:verzija|nacrt|stranica|sve) (?:\w+ ){0,3}(?:online|u mapi|na serveru|na stagingu|na driveu)\b|"
    r"\bgotov[oaei]? (?:je|su|i (?:ceka|spremn)\w*)\b.*\b(?:pogledaj|pregled|link|mapi)\w*"
)
"""Work is delivered in words alone."""

NOT_WORK = re.compile(
    r"\b(?:invoices?|bill|receipt|quote|quotation|estimate|proposal|offer|contract|agreement|nda|"
    r"calendar|zoom|meeting link|reminder|statement of account|timesheet)\b|"
    r"\b(?:racun\w*|faktur\w*|predracun\w*|ponud\w*|troskovnik\w*|ugovor\w*|opomen\w*|izvadak|"
    r"poziv za sastanak|podsjetnik\w*)\b"
)
"""What is handed over is paper, not work."""

NOT_YET = re.compile(
    r"\b(?:i'll|i will|we'll|we will|going to|tomorrow|later|next week|soon|not|n't|once|waiting for)\b|"
    r"n't\b|\b(?:cu|cemo|sutra|kasnije|uskoro|nije|nisam|ne|cim|iduci tjedan|cekam)\b"
)
"""A promise, a refusal or a wait, not a delivery."""

OFFER = re.compile(
    r"\b(?:quot(?:e|ation)s?|cost estimate|estimates?|price list|change request|my rate|our rate|"
    r"proposal)\b|\b(?:my|our|an?|the|attached|formal|new|separate) offer\b|"
    r"\b(?:ponud(?:a|u|e|i|om)|troskovnik\w*|predracun\w*|cjenik\w*|procjen(?:a|u|e) troskova)\b|"
    r"\b(?:price|cost|fee|cijena|trosak) (?:\w+ ){0,3}(?:is|would|will|comes|je|bi|iznosi)\b|"
    r"\b(?:would|will) (?:cost|be billed|be charged)\b|\bkosta(?:lo|la|li)? bi\b|\bbi kosta\w+|"
    r"\bdodatno (?:se )?(?:naplac|obracun)\w+"
)
"""A price or an offer is spoken of."""

AMOUNT = re.compile(
    r"\d[\d.,]*\s?(?:€|\$|£|eur\b|euros?\b|eura\b|usd\b|gbp\b|kn\b|kuna\b)|(?:€|\$|£|\beur)\s?\d"
)

AMOUNT_FOR = re.compile(
    r"\b(?:extra|additional|on top|would|per hour|an hour|for this|for that|flat|separately)\b|"
    r"\b(?:dodatn\w+|za to|za ovo|po satu|bi|pausal\w*|odvojeno|cijen\w+)\b"
)
"""Words that make an amount a price for new work rather than a bill."""

OFFER_FILE = re.compile(
    r"quote|quotation|estimate|proposal|offer|ponud|troskovnik|predracun|cjenik"
)

_CHANGE_EN = (
    r"(?:change|make|move|swap|replace|remove|delete|add|try|fix|adjust|edit|redo|rework|revise|use|"
    r"put|shorten|enlarge|increase|reduce|cut|crop|correct|darken|lighten|tweak|tone|turn)"
)

_CHANGE_HR = (
    r"(?:promijeni|zamijeni|ispravi|popravi|povecaj|smanji|makni|dodaj|pomakni|stavi|prebaci|preradi|"
    r"doradi|izmijeni|probaj|skrati|izbaci|ubaci|podebljaj|posvijetli|potamni|uskladi|vrati)(?:te)?"
)

CHANGE = re.compile(
    rf"\b(?:please|pls|plz|kindly)(?: (?:just|also|still))* {_CHANGE_EN}\b|"
    rf"\b(?:can|could|would|will) (?:you|u|we)(?: (?:please|just|also|maybe|perhaps|still))* {_CHANGE_EN}\b|"
    rf"^\W*(?:(?:and|so|but|just|then|also|maybe) )*{_CHANGE_EN} (?:the|it|this|that|them|a|an|some|my|our)\b|"
    r"\b(?:should|needs? to|has to|have to|must) be (?:\w+ ){0,3}(?:bigger|larger|smaller|shorter|longer|"
    r"darker|lighter|brighter|higher|lower|bolder|moved|changed|replaced|removed|fixed|corrected)\b|"
    r"\b(?:i|we)(?:'d| would) (?:like|prefer|rather)\b.*\b(?:different|another|instead|bigger|smaller|"
    r"changed|more|less)\b|\binstead of\b|\b(?:another|one more) (?:version|round|try)\b|"
    rf"\b{_CHANGE_HR}\b|"
    r"\bmoze(?:s|te)?(?: li)? .*\b(?:promijenit|zamijenit|ispravit|popravit|maknut|dodat|povecat|smanjit|"
    r"drugacij|vece|veci|manj|krac|svjetlij|tamnij)\w*|"
    r"\btreba(?:lo|la|ju|mo)? (?:\w+ ){0,2}(?:promijenit|zamijenit|ispravit|popravit|maknut|dodat|"
    r"povecat|smanjit|doradit|preradit)\w*|"
    r"\b(?:molim|molimo) (?:\w+ ){0,2}(?:ispravak|ispravke|izmjen\w+|doradu|novu verziju|ispravljen\w+)\b"
)
"""The client asks for delivered work to be changed."""

NO_CHANGE = re.compile(
    r"\b(?:no|without|any) (?:further )?(?:changes?|edits|corrections)\b|\bnothing to (?:change|add|fix)\b|"
    r"\b(?:don't|do not|dont|wouldn't|never) (?:you )?(?:change|touch|move|fix|add)\b|\bno need to\b|"
    r"\b(?:bez|nema|nikakv\w+) (?:ikakvih )?(?:izmjen|ispravak|promjen|primjedb)\w*|"
    r"\bne(?:moj|mojte)? (?:\w+ )?(?:mijenja|dira|mice|popravlja|dodaje)\w*|\bnist[ao] (?:\w+ )?mijenja\w*|"
    r"\b(?:i|we)(?:'ll| will|'ve| have|'m| am)\b|\b(?:promijenil|zamijenil|ispravil|popravil)[aio] (?:sm|sam)o?\b|"
    r"\b(?:invoice|payment|meeting|call|racun\w*|plac\w+|sastan\w+|poziv\w*)\b"
)
"""Nothing is to be changed, the client does it, or it is about bills and meetings."""

CONTENT = re.compile(
    r"\bno (?:more|further|other) (?:changes?|edits|corrections|comments|remarks|wishes)\b|"
    r"\bnothing (?:more |else |left )?to (?:change|add|fix|correct)\b|(?<!not )(?<!n't )\bapproved\b(?!\?)|"
    r"\b(?:bez|nema(?:mo)?) (?:vise |daljnjih |dodatnih )(?:izmjena|ispravaka|promjena|primjedbi)\b|"
    r"(?<!nije )\bodobreno\b(?!\?)"
)
"""The client has no wish left; what else is said cannot be vague feedback."""

COURTESY = re.compile(
    r"(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|bok|hej|pozdrav|drag[aio]|postovan[aio]"
    r"|dobro jutro|dobar dan|dobra vecer)\b(?:[ ,]+[\w.'-]+){0,2}"
    r"|(?:(?:best|kind|warm) (?:regards|wishes)|best|regards|cheers|(?:many )?thanks|lp|lijep pozdrav|srdacno"
    r"|s postovanjem|hvala i pozdrav)[,.! ]{1,3}(?:[\w.-]+ ?){0,3})\W*"
)
"""A greeting, or a closing with the name under it."""

ASKS_AFTER = re.compile(
    r"\?\s*\?|\b(?:any|no) (?:news|update|updates|progress|word|answer|reply|response)\b|\b(?:still )?waiting\b|"
    r"\bstill (?:nothing|no|haven't|have not)\b|\b(?:did|have|are|do) you (?:even )?(?:see|seen|get|got|read|reading|"
    r"receive|received|had|manage)\b|\bfollow(?:ing)?[ -]up\b|\bchas(?:e|ing)\b|\bremind(?:er|ing)?\b|"
    r"\b(?:status|urgent(?:ly)?|asap|immediately|right now|hurry up)\b|\bwhen (?:can|will|do|would|is|are)\b|"
    r"\b(?:please|pls|plz) (?:reply|answer|respond|confirm|get back)\b|\b(?:answer me|call me (?:now|back|today))\b|"
    r"\b(?:waited|ignor(?:ed|ing))\b|\bwhere (?:is|are|'s)\b|\b(?:second|third|fourth) (?:mail|email|message|time)\b|"
    r"\b(?:ima li|nema) (?:sto|vijesti|novosti|odgovora|novoga?)\b|\bcekam\w*|\bjesi li\b|\bjeste li\b|"
    r"\bpodsje[tc]\w*|\bpozur\w*|\bhitno\b|\bodmah\b|\b(?:odgovor|javi)(?:i|ite)?\b|\bkad(?:a)? (?:ce|cu|mogu|dobij\w+|stize|je)\b|"
    r"\bgdje (?:je|su|si)\b|\b(?:drug|trec|cetvrt)[aiu] (?:put|poruk\w+|mail\w*)\b|\bhalo+\b"
)
"""The client asks after the answer: a question, impatience or a request to react."""

ADDS = re.compile(
    r"^\W*(?:p\.? ?s\b|ps\b|fyi\b|also\b|oh,? and\b|correction\b|usput\b|i jos\b|jos nesto\b)|"
    r"\b(?:(?:one|another)(?: more| further| last| small| quick)?|a (?:small|quick|further)) "
    r"(?:thing|detail|point|addition|correction|note)\b|"
    r"(?:\b(?:i|we)(?: \w+)? |^\W*(?:sorry,? )?)forgot\b|\b(?:typo|mistyped)\b|\b(?:i|we) (?:meant|should have)\b|"
    r"\bwrong (?:one|file|attachment|version|link|number|date|photo|picture)\b|\b(?:attached|attaching)\b|"
    r"\b(?:no (?:rush|hurry)|never ?mind|disregard|ignore (?:my|the|that|this)|take your time)\b|"
    r"\b(?:found it|works now|it's fine now|(?:is|it's|are|all|already|got it) (?:sorted|solved|resolved))\b|"
    r"\bfor your information\b|"
    r"\bdopun\w*|\bispravak mog\w*|\bzaborav(?:io|ila|ili|ile) s(?:am|mo)\b|\bs(?:am|mo) (?:\w+ )?zaborav\w+|\btipfeler\w*|\bkriv[aio] (?:prilog|datoteka|verzija|"
    r"link|broj|datum|slika)\b|\bjos (?:jedan|jedna|jedno|samo) (?:detalj|stvar|napomena|nesto)\b|"
    r"\bu (?:prilogu|privitku)\b|\b(?:nema|ne) zur\w*|\bne treba(?:s|te)? zuriti\b|\bzanemari\w*|\bnema veze\b|"
    r"\b(?:rijeseno|rijesili smo|nasao sam|nasla sam|radi sad)\b"
)
"""Something is added to an earlier mail, or corrected, or taken back."""

NAME = re.compile(r"(?:[\w.'-]+ ?){1,3}")
"""What may be the name under a mail."""

THANKS = re.compile(
    r"(?!.*\b(?:in advance|unaprijed)\b)"
    r"\W*(?:(?:many |big |ok(?:ay)?,? |super,? |great,? |perfect,? )?(?:thanks|thank you|thx|hvala)\b[^?]{0,80}"
    r"|(?:ok(?:ay)?|great|perfect|super|got it|received|understood|sounds good|odlicno|savrseno|stiglo|primljeno|"
    r"dogovoreno|u redu|moze)\b[^?]{0,20})\W*"
)
"""Nothing but thanks or a nod."""
