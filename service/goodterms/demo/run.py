"""The demo: the true pipeline over a real IMAP server that holds a made-up year of mail.

Only the mail, the invoices and the owner's decisions are made up; every verdict is reached by the
rules. Nothing leaves this machine's loopback but the files in the output folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms import pipeline, settings
from goodterms.adapters import private_file
from goodterms.adapters.bundled import bundled
from goodterms.adapters.clock import FixedClock
from goodterms.app import App, money_importer
from goodterms.core import dossier
from goodterms.core.file_names import dossier_name
from goodterms.demo import server, server_process
from goodterms.demo.world import make_world
from goodterms.errors import OutputError
from goodterms.settings.hours import WEEKDAYS
from goodterms.settings.template import filled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.summary import FetchSummary
    from goodterms.core.verdict import Assessment
    from goodterms.demo.world import World
    from goodterms.pipeline import Progress

USER = "mara"
PASSWORD = "a-password-for-the-demo"  # noqa: S105 - opens nothing but the demo's own server
DATABASE = "goodterms.db"
SECRET = "imap.secret"  # noqa: S105 - the name of a file
DATABASES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
REPORTS = ("report.eml", "report.html", "report.txt")
OURS = (*DATABASES, "config.toml", *REPORTS, SECRET)
"""Files that the demo writes, beside dossiers and money files; the one that tells them last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the demo found and wrote."""

    messages: int
    fetched: FetchSummary
    assessed: tuple[Assessment, ...]
    app: App
    files: tuple[Path, ...]


def run(out: Path, *, seed: int, language: str, progress: Progress) -> Shown:
    """Make the year, serve it, read it over IMAP, judge it, and write the files.

    Args:
        out: Folder for the files; those of an earlier demo in it are replaced.
        seed: Another seed, another year.
        language: ``en`` or ``hr``, for the report and dossiers.
        progress: Told how far the reading is.

    Raises:
        OutputError: The folder cannot be written, or holds files of somebody else's that the demo
            would replace.
    """
    world = make_world(seed)
    cleared(out, (*OURS, *world.files))
    with server_process.serve(world.folders, user=USER, password=PASSWORD) as port:
        app = demo_app(out, world, port=port, language=language)
        with app.open_store() as store, app.open_mailbox() as mailbox:
            fetched = pipeline.fetch(
                mailbox, store, app.reading(), now=world.as_of, progress=progress
            )
    with app.open_store() as store:
        recorded(app, store, world, out)
        assessed = pipeline.assess(store, app.judging(), now=world.as_of, progress=progress)
        files = written(app, store, assessed, out)
    return Shown(
        messages=sum(len(each) for each in world.folders.values()),
        fetched=fetched,
        assessed=assessed,
        app=app,
        files=files,
    )


def cleared(out: Path, names: Sequence[str]) -> None:
    """Make the folder and remove what an earlier demo left in it, nothing else.

    An earlier demo is known by its secret, which is written first and removed last.
    """
    secret = out / SECRET
    try:
        out.mkdir(parents=True, exist_ok=True)
        earlier = secret.is_file() and secret.read_bytes() == f"{PASSWORD}\n".encode()
        left = [
            path for path in (*(out / name for name in names), out / "reports") if path.exists()
        ]
        left += sorted(out.glob("dossier-*.html"))
        if left and not earlier:
            message = f"{out} holds {left[0].name}, which is not of an earlier demo"
            raise OutputError(message, hint="Name another folder with --out")
        for path in sorted(left, key=lambda each: each == secret):
            if path.is_file():
                path.unlink()
        private_file.write(secret, PASSWORD + "\n")
    except OSError as error:
        message = f"{out} cannot be written: {error.strerror or type(error).__name__}"
        raise OutputError(message, hint="Name another folder with --out") from error


def demo_app(out: Path, world: World, *, port: int, language: str) -> App:
    """Write the demo's config beside its database and return the app built from it."""
    owner, hours = world.owner, world.hours
    rate, costs = owner.hourly_rate_minor, owner.fixed_costs_minor
    week = {
        f"hours.{day}": [f"{each.start:%H:%M}-{each.end:%H:%M}" for each in windows]
        for day, windows in zip(WEEKDAYS, hours.windows, strict=True)
    }
    values: dict[str, object] = {
        "owner.name": owner.name,
        "owner.addresses": list(owner.addresses),
        "owner.language": language,
        "owner.hourly_rate": rate / 100 if rate else None,
        "owner.fixed_costs": costs / 100 if costs else None,
        "hours.zone": hours.zone,
        "hours.leave": sorted(day.isoformat() for day in hours.leave),
        **week,
        "mailbox.host": server.HOST,
        "mailbox.port": port,
        "mailbox.security": "plain",
        "mailbox.user": USER,
        "mailbox.secret": f"file:{SECRET}",
        "store.path": DATABASE,
        "report.privacy": "full",
    }
    example = bundled("config.example.toml").read_text(encoding="utf-8")
    path = out / "config.toml"
    private_file.write(path, filled(example, values, world.clients))
    return App(settings.load(path, state=out), FixedClock(world.as_of))


def recorded(app: App, store: SqliteStore, world: World, out: Path) -> None:
    """Import the year's money files and note what the owner decided during the year."""
    for name, text in world.files.items():
        private_file.write(out / name, text)
        pipeline.import_ledger(
            money_importer(app.settings),
            store,
            out / name,
            pipeline.Importing(clients=app.settings.clients),
            now=world.as_of,
        )
    for decision in world.decisions:
        store.decide(decision)


def written(
    app: App, store: SqliteStore, assessed: tuple[Assessment, ...], out: Path
) -> tuple[Path, ...]:
    """Write the report in its three forms and the dossiers; return all files of interest."""
    now, renderer = app.clock.now(), app.renderer()
    view = pipeline.report_view(store, assessed, app.reporting(), now=now)
    sent = pipeline.report(store, renderer, app.sender(), assessed, app.reporting(), now=now)
    letter = out / "report.eml"
    (out / "reports" / sent.places[0].rpartition("/")[2]).replace(letter)
    (out / "reports").rmdir()
    pages = {out / "report.html": renderer.page(view), out / "report.txt": renderer.text(view)}
    for judged in assessed:
        if judged.verdict in dossier.DUE:
            page = pipeline.dossier_page(store, renderer, judged, app.judging(), now=now)
            pages[out / dossier_name(judged.client)] = page
    for path, text in pages.items():
        private_file.write(path, text)
    return (letter, *pages, app.settings.database)
