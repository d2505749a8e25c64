"""The header names that mail programs write above an older message, as data for `quote_blocks`.

Source: the study of tone (g) for Croatian, what Outlook, Apple Mail, Thunderbird, Gmail and Lotus
Notes write in each language for the rest. Names are folded (see `quote_marks.folded`).
"""

from __future__ import annotations

import re

NAME_WIDTH = 32
"""Characters within which the colon of a header name stands, decoration included."""

_DECORATION = " \t\xa0*_|>"

_ROLES = {
    "from": """
        from od von da de salje posiljatelj posiljalac odesilatel van fra fran от од шаље від
        de la|felado|kimden|gonderen|lahettaja|von/from|発件人|发件人|寄件者|寄件人|差出人|送信元
        보낸 사람|보낸사람|보낸이|보내는 사람
    """,
    "date": """
        sent date poslano poslato datum gesendet inviato data envoye enviado fecha dana dato
        sendt skickat verzonden wyslano odeslano elkuldve kuldve trimis lahetetty gonderildi
        послато датум отправлено дата надіслано
        sent on|date sent|enviado el|enviado em|enviada em|enviada|gonderme tarihi|tarih|paivays
        发送时间|发送日期|日期|寄件日期|傳送時間|時間
        送信日時|日時|日付|보낸 날짜|보낸날짜|날짜
    """,
    "to": """
        to prima za primatelj an a para aan til till do komu kome catre cimzett kime
        vastaanottaja кому за прима
        收件人|收件者|宛先|받는 사람|받는사람|받는이
    """,
    "cc": """
        cc kopija kp copie kopie kopi kopio dw masolat bilgi копија копия bcc
        抄送|副本|참조
    """,
    "subject": """
        subject predmet betreff oggetto objet zadeva naslov asunto assunto onderwerp emne amne
        temat tema targy konu aihe subiect тема предмет наслов
        主题|主旨|件名|제목
    """,
}
"""Names by role; a line with ``|`` holds names that may consist of several words."""

ROLE_OF: dict[str, str] = {
    name.strip(): role
    for role, lines in _ROLES.items()
    for line in lines.strip().splitlines()
    for name in (line.split("|") if "|" in line else line.split())
}
"""The role (``from``, ``date``, ``to``, ``cc``, ``subject``) of each header name."""

NAMED = re.compile(r"[\s*_|]{0,8}[^\W\d_][\w .'/-]{0,24}[\s*_]{0,3}[:：][\s*_]{0,4}\S")
"""A line that is built like a header in whatever language."""


def role(line: str) -> str | None:
    """Return the role of the header that a folded line begins with, None when it begins with none.

    "*From:* Ana", "| Od : Ana" and "From: Ana" are the same header.
    """
    head, colon, _ = line[:NAME_WIDTH].partition(":")
    if not colon:
        head, colon, _ = head.partition("：")
        if not colon:
            return None
    return ROLE_OF.get(head.strip(_DECORATION))
