"""The signs of signatures, device lines and legal footers, as data for `signatures`.

Patterns run on one folded line like those of `quote_marks`, and under the same limits.
"""

from __future__ import annotations

import re

from goodterms.core.quote_marks import any_of

DEVICE = re.compile(
    r"\s{0,3}(?:"
    + any_of(
        r"""
        sent (?:from|via|using) (?:my |the |a )?[a-z0-9].{0,60}$
        get outlook for (?:ios|android|mac).{0,60}$
        outlook (?:za|fur|per|pour) (?:ios|android).{0,40}$
        poslano (?:s|sa|iz|putem|pomocu|preko) .{1,60}$
        poslato (?:s|sa|iz|preko|pomocu) .{1,60}$
        preuzmite outlook za .{1,40}$
        dohvatite outlook za .{1,40}$
        (?:von meinem|gesendet von|gesendet mit) .{1,60}$
        inviato da .{1,60}$
        envoye (?:de|depuis|a partir) .{1,60}$
        enviado desde .{1,60}$
        verzonden vanaf .{1,60}$
        via (?:mobile|phone|iphone|android|my .{1,30})$
        послато (?:са|преко|из) .{1,60}$
        sendt fra .{1,60}$
        skickat fran .{1,60}$
        odeslano z .{1,60}$
        wyslano z .{1,60}$
        scarica outlook .{1,40}$
        telecharger outlook .{1,40}$
        holen sie sich outlook .{1,40}$
        laden sie outlook .{1,40}$
        prenesite outlook .{1,40}$
        posiljano s .{1,60}$
        """
    )
    + r")"
)
"""What a telephone or program adds below a message."""

DRAWN = re.compile(r"[-_=*~]{3,200}\s{0,3}$")
"""A line that people draw above their signature."""

BANNER = re.compile(
    r"\s{0,3}[*\[(]{0,3}\s{0,2}(?:"
    + any_of(
        r"""
        (?:caution|warning|attention|note)?[ :!-]{0,4}(?:this )?external (?:e-?mail|sender|message)
        (?:caution|warning|attention) ?[:!-]? ?(?:this )?(?:e-?mail|message) .{0,40}outside
        (?:oprez|upozorenje|paznja) ?[:!-]? .{0,60}(?:izvan|vanjsk)
        """
    )
    + r")"
)
"""What a mail server puts above mail from outside."""

SIGN_OFF = re.compile(
    r"\s{0,3}(?:"
    + any_of(
        r"""
        (?:with )?(?:best|kind|warm|kindest|warmest|my best)(?: (?:regards|wishes))?
        (?:best )?regards
        rgds|brgds|br|kr
        (?:yours )?(?:sincerely|faithfully|truly)(?: yours)?
        cheers
        (?:many |much )?(?:thanks|thank you|thx|tnx|ty)(?: (?:again|and regards|and best regards))?
        thanks in advance
        all the best
        take care
        cordially|respectfully
        talk soon
        (?:s|uz)? ?(?:srdacan|lijep|lep|srdacni|lijepi|topao|veliki) pozdrav(?:i)?
        (?:srdacno|lijepo|puno|uz)? ?(?:te|vas)? ?pozdrav(?:i|ljam)?(?: (?:svima|od))?
        s postovanjem
        (?:puno |unaprijed )?(?:hvala|fala)(?: (?:lijepa|unaprijed|puno|i pozdrav))?
        lp|l\.p\.|lpz|poz|pzd|pozz
        ugodan (?:dan|vikend|tjedan)(?: zelim)?
        (?:mit )?(?:freundlichen|besten|herzlichen|lieben|vielen) (?:gruss?en|dank|gruss?)
        (?:viele|beste|liebe|schone|herzliche) gruss?e
        mfg|lg|vg
        cordiali saluti|distinti saluti|saluti|un saluto|grazie
        cordialement|bien cordialement|bien a vous|merci
        saludos(?: cordiales)?|gracias|abracos|obrigad[oa]
        lep pozdrav|lepe pozdrave|hvala lepa
        s spostovanjem|lep dan
        mvh|(?:med )?(?:vanlig|venlig|vennlig)a? (?:halsning(?:ar)?|hilsen)|hilsen|halsningar
        (?:met )?(?:vriendelijke )?groet(?:en)?|pozdrawiam|z powazaniem|s pozdravem
        atenciosamente|cumprimentos|(?:ystavallisin )?terveisin|udvozlettel|cu stima
        с уважением|срдачан поздрав|поздрав|хвала|с поштовањем
        """
    )
    + r")\s{0,3}[,.!;:–-]{0,3}\s{0,5}$"
)
"""A line with which letters end."""

CONTACT = re.compile(
    r"(?:^|[\s(|])(?:t|f|m|tel|telefon|phone|ph|mob|mobitel|mobile|cell|gsm|fax|faks|direct|office"
    r"|e|e-?mail|w|web|www|skype|oib|mbs|iban|vat|pdv|mb|whatsapp|viber|linkedin)\s{0,3}[.:|]"
    r"|https?://|\bwww\.|[^\s<>@]{1,80}@[^\s<>@]{1,80}\.[a-z]{2,9}\b"
    r"|(?:\+|00)\d{1,3}[\s()/.-]{0,3}\d|\(?\d{2,4}\)?[\s/.-]{1,2}\d{3,4}[\s.-]{0,2}\d{3,4}"
    r"|\b(?:d\.?o\.?o|j\.d\.o\.o|d\.d|ltd|inc|llc|gmbh|s\.r\.l|obrt)\b"
)
"""What makes a line part of a contact block."""

FOOTER = re.compile(
    r"\s{0,3}[*_\"(]{0,3}\s{0,2}(?:"
    + any_of(
        r"""
        (?:confidentiality|privileged|legal|privacy) (?:notice|note|statement|disclaimer|warning)\b
        disclaimer\b
        (?:this|the) (?:e-?mail|message|communication|transmission)(?: message)?
        &(?: \(?(?:and|including|with) .{1,60}| and/or .{1,60})? (?:is|are|may|contains?) .{0,60}
        &(?:confidential|privileged|proprietary|legally|only for|solely for)
        (?:the )?(?:information|contents?|material)(?: contained)? (?:in|of|transmitted)
        & (?:this|with) .{0,60}(?:mail|message|communication|transmission|confidential)
        if you (?:are not|have received|received) (?:the |this |an )?.{0,40}
        &(?:intended recipient|in error|addressee|by mistake)
        (?:please )?(?:consider|think of) the environment before
        (?:to )?unsubscribe\b.{0,80}$
        you (?:received|are receiving) this (?:message|mail|e-?mail) because
        izjava o (?:povjerljivosti|odricanju|zastiti)
        (?:obavijest|napomena) o povjerljivosti
        (?:napomena|upozorenje|vazno) ?: ?(?:ov[aoi]|sadrzaj|informacije) .{0,80}
        &(?:povjerljiv|namijenjen|poruk)
        ov[aoi] (?:elektronick[aie] |e-?mail )?(?:poruka|posta|e-?mail|e-?poruka|dopis|mail)
        &(?: .{0,60})? (?:moze|mogu|je|su|sadrzi|sadrze|namijenjen[aoi]?|povjerljiv).{0,60}
        &(?:povjerljiv|namijenjen|privilegiran|tajn)
        (?:sadrzaj|informacije|podaci)(?: sadrzan[ei])? (?:ove|u ovoj|ovog) .{0,40}
        &(?:poruk|poste|mail)
        ako (?:ste|niste) (?:ovu |ovaj |ov[uo] )?(?:poruku |e-?mail |osoba |primatelj |mail )?
        &.{0,40}(?:greskom|pogreskom|zabunom|namijenjen|primatelj|omaskom)
        (?:molimo )?(?:razmislite|mislite|misli) (?:o|na) .{0,20}(?:okolis|prirod)
        diese (?:e-?mail|nachricht) (?:enthalt|ist) .{0,60}(?:vertraulich|bestimmt)
        (?:il presente|questo) (?:messaggio|e-?mail) .{0,80}(?:riservat|confidenzial|destinat)
        (?:le informazioni|il contenuto) .{0,60}(?:riservat|confidenzial|destinat)
        (?:ce|cet|le present) (?:message|e-?mail|courriel) .{0,80}(?:confidenti|destine)
        (?:to|ta) (?:sporocilo|e-?posta|elektronsko sporocilo) .{0,80}(?:zaupn|namenjen)
        (?:ова|овај) (?:порука|мејл|е-пошта|електронска порука) .{0,80}(?:поверљив|намењен)
        (?:bitte )?(?:denken sie|prufen sie) .{0,40}(?:umwelt|ausdruck)
        """
    )
    + r")"
)
"""How legal notices, environment lines and list footers begin."""
