"""Who plays in the made-up year: the client companies and the people who write for them."""

from __future__ import annotations

from goodterms.core.client import Client
from goodterms.demo import people
from goodterms.demo.people import Cast, Contact, Program

LONDON, PACIFIC, DUBLIN = "Europe/London", "America/Los_Angeles", "Europe/Dublin"


def _client(name: str, domain: str, invoice_name: str, rounds: int | None = None) -> Client:
    return Client(
        name=name,
        domains=(domain,),
        invoice_names=(invoice_name,),
        included_rounds=rounds,
    )


def _hr(name: str, address: str, called: str, program: Program, charset: str = "utf-8") -> Contact:
    """One Croatian contact; Croatian women's first names end in -a, with few exceptions."""
    first = name.partition(" ")[0]
    return Contact(
        name=name,
        address=address,
        called=called,
        is_woman=first.endswith("a") and first not in {"Luka", "Nikola"},
        language="hr",
        zone=people.ZONE,
        program=program,
        charset=charset,
    )


def _en(name: str, address: str, zone: str, program: Program, signature: str = "") -> Contact:
    return Contact(
        name=name,
        address=address,
        called=name.partition(" ")[0],
        is_woman=False,
        language="en",
        zone=zone,
        program=program,
        signature=signature,
    )


CROATIAN: tuple[Cast, ...] = (
    Cast(
        client=_client("Cvjećara Zvončac", "zvoncac.example", "Zvončac obrt"),
        key="zvoncac",
        people=(
            _hr("Ivana Perić", "ivana@zvoncac.example", "Ivana", Program.WEBMAIL),
            _hr("Lovre Perić", "lovre@zvoncac.example", "Lovre", Program.PHONE),
        ),
        phases=((0, "kind"),),
    ),
    Cast(
        client=_client("Pekara Mrvica", "mrvica.example", "Mrvica d.o.o.", 2),
        key="mrvica",
        people=(
            _hr(
                "Željko Đurić",
                "zeljko@mrvica.example",
                "Željko",
                Program.OFFICE,
                "windows-1250",
            ),
            _hr("Sanja Čop", "ured@mrvica.example", "Sanja", Program.PLAIN, "iso-8859-2"),
        ),
        phases=((0, "steady"),),
    ),
    Cast(
        client=_client("Jedrenje Vjetrulja", "vjetrulja.example", "Vjetrulja d.o.o.", 3),
        key="vjetrulja",
        people=(
            _hr("Roko Šimić", "roko@vjetrulja.example", "Roko", Program.PHONE),
            _hr("Tea Vuk", "tea@vjetrulja.example", "Tea", Program.WEBMAIL),
        ),
        phases=((0, "nightly"), (20, "mended")),
    ),
    Cast(
        client=_client("Stolarija Godovi", "godovi.example", "Godovi d.o.o."),
        key="godovi",
        people=(
            _hr("Branko Maček", "branko@godovi.example", "Branko", Program.OFFICE),
            _hr("Luka Maček", "luka@godovi.example", "Luka", Program.PHONE),
        ),
        phases=((0, "usual"), (14, "slow_pay")),
    ),
    Cast(
        client=_client("Konoba Tri škure", "triskure.example", "Tri škure j.d.o.o.", 2),
        key="skure",
        people=(
            _hr("Ante Žižić", "ante@triskure.example", "Ante", Program.HTML),
            _hr("Mirela Žižić", "mirela@triskure.example", "Mirela", Program.PHONE),
        ),
        phases=((0, "usual"), (16, "tangled")),
    ),
    Cast(
        client=_client("Knjižara Plavi list", "plavilist.example", "Plavi list d.o.o.", 3),
        key="plavilist",
        people=(
            _hr("Jasna Bilić", "jasna@plavilist.example", "Jasna", Program.WEBMAIL),
            _hr("Nikola Bilić", "nikola@plavilist.example", "Nikola", Program.PHONE),
        ),
        phases=((0, "quiet"),),
    ),
)

ENGLISH: tuple[Cast, ...] = (
    Cast(
        client=_client(people.NIGHT_WRITER, "driftlight.example", "Driftlight Audio LLC", 3),
        key="driftlight",
        people=(
            _en(
                "Casey Marsh",
                "casey@driftlight.example",
                PACIFIC,
                Program.WEBMAIL,
                "Casey Marsh\nDriftlight Audio, Portland",
            ),
            _en("Noor Whitlock", "noor@driftlight.example", PACIFIC, Program.PHONE),
        ),
        phases=((0, "western"),),
        terms_days=30,
        vat_percent=0,
        folder="Clients/Driftlight",
    ),
    Cast(
        client=_client("Tallowfern", "tallowfern.example", "Tallowfern Candles Ltd", 3),
        key="tallowfern",
        people=(
            _en(
                "Harriet Lowe",
                "harriet@tallowfern.example",
                LONDON,
                Program.OFFICE,
                "Harriet Lowe\nHead of Range, Tallowfern Candles Ltd",
            ),
            _en("Jonas Field", "jonas@tallowfern.example", LONDON, Program.PHONE),
        ),
        phases=((0, "busy"), (44, "crunch")),
        terms_days=30,
        vat_percent=0,
    ),
    Cast(
        client=_client("Fennimoor Tea", "fennimoor.example", "Fennimoor Tea Ltd"),
        key="fennimoor",
        people=(
            _en(
                "Morwenna Tye",
                "morwenna@fennimoor.example",
                LONDON,
                Program.PLAIN,
                "Morwenna Tye",
            ),
            _en("Gil Ashdown", "gil@fennimoor.example", LONDON, Program.WEBMAIL),
        ),
        phases=((0, "calm"),),
        terms_days=30,
        vat_percent=0,
    ),
    Cast(
        client=_client("Kiteby Toys", "kiteby.example", "Kiteby ApS"),
        key="kiteby",
        people=(
            _en(
                "Signe Holm",
                "signe@kiteby.example",
                "Europe/Copenhagen",
                Program.WEBMAIL,
                "Signe Holm, Kiteby",
            ),
            _en("Anders Bruun", "anders@kiteby.example", "Europe/Copenhagen", Program.OFFICE),
        ),
        phases=((46, "new"),),
        terms_days=30,
        vat_percent=0,
    ),
    Cast(
        client=_client("Quillmark Press", "quillmark.example", "Quillmark Press Ltd", 2),
        key="quillmark",
        people=(
            _en(
                "Fionn Darragh",
                "fionn@quillmark.example",
                DUBLIN,
                Program.WEBMAIL,
                "Fionn Darragh\nQuillmark Press",
            ),
            _en(
                "Una Keefe",
                "una@quillmark.example",
                DUBLIN,
                Program.PLAIN,
                "Una Keefe, rights",
            ),
        ),
        phases=((0, "clear"), (22, "woolly")),
        terms_days=30,
        vat_percent=0,
    ),
    Cast(
        client=_client("Ombrell Estates", "ombrell.example", "Ombrell Estates Ltd", 2),
        key="ombrell",
        people=(
            _en(
                "Grant Stoker",
                "grant@ombrell.example",
                LONDON,
                Program.OFFICE,
                "Grant Stoker\nDirector, Ombrell Estates Ltd",
            ),
            _en("Petra Vane", "petra@ombrell.example", LONDON, Program.PHONE),
        ),
        phases=((0, "heavy"),),
        terms_days=30,
        vat_percent=0,
    ),
)


def casts() -> tuple[Cast, ...]:
    """Return the eleven clients, in the order of their tables in config.toml."""
    return (*CROATIAN, *ENGLISH)
