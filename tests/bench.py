"""How fast it is: medians of several runs, and ratios inside one run, which hold on any machine.

    .venv/bin/python tests/bench.py            everything, the mailbox in its small size
    .venv/bin/python tests/bench.py mailbox    the mailbox alone; see bench_mailbox
    .venv/bin/python tests/bench.py --full     everything, mailbox and import in their full size

Nothing fails here by the clock. Each part names what it is compared with.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import bench_assess
import bench_fetch
import bench_import
import bench_mailbox
from bench_fetch import Measured, times
from builders import a_client, a_document, a_message, a_payment, an_owner
from goodterms import pipeline, settings
from goodterms.adapters import concept_lists, corpus, training, weights
from goodterms.adapters.bundled import bundled
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.training_documents import prepare
from goodterms.app import App
from goodterms.core import concept_terms
from goodterms.core.assessment import assess
from goodterms.core.client import Freshness
from goodterms.core.history import History
from goodterms.core.mail import Direction
from goodterms.core.policy import Policy
from goodterms.core.tone_reading import read_body
from goodterms.core.worth import Book
from goodterms.demo import run as demonstration
from goodterms.demo.world import make_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.adapters.corpus import Row
    from goodterms.demo.world import World

SEED = 7
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
TEXTS = 300


def main(arguments: list[str]) -> None:
    if arguments[:1] != ["mailbox"]:
        parts(full="--full" in arguments)
        print()
    else:
        del arguments[0]
    bench_mailbox.main(arguments)


def parts(*, full: bool) -> None:
    world = make_world(SEED)
    rows = bench_import.ALL_ROWS if full else bench_import.ROWS
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        measuring: list[Callable[[], list[Measured]]] = [
            lambda: bench_fetch.measured(world, out),
            lambda: assessing(world, out),
            lambda: bench_assess.measured(full=full),
            scoring,
            lambda: bench_import.measured(out, rows=rows),
            starting,
        ]
        print(f"{'':50} {'median':>16}   compared, in the same run")
        for part in measuring:
            for line in part():
                bench_mailbox.show(line)


def median(action: Callable[[], object], *, runs: int) -> float:
    """Return the median of wall-clock seconds, after one run that warms caches."""
    action()
    return statistics.median(seconds(action) for _ in range(runs))


def seconds(action: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


# --- assess --------------------------------------------------------------------------------------


def assessing(world: World, out: Path) -> list[Measured]:
    app = App(settings.load(out / "config.toml", state=out), FixedClock(world.as_of))

    def demo() -> None:
        pipeline.assess(store, app.judging(), now=world.as_of, progress=lambda *_: None)

    def loading() -> None:
        for client in app.settings.clients:
            pipeline.history(store, client.name)

    with app.open_store() as store:
        demonstration.recorded(app, store, world, out)
        whole, facts = median(demo, runs=5), median(loading, runs=5)
    half, one, double = (
        median(lambda size=size: assessed(size), runs=5) for size in (300, 600, 1200)
    )
    number = len(app.settings.clients)
    return [
        Measured(f"assess the demo's {number} clients", f"{whole:.2f} s", "weeks and replays"),
        Measured(
            "  reading their facts alone", f"{1e3 * facts:.0f} ms", f"{facts / whole:.0%} of it"
        ),
        Measured(
            "assess one client, 600 messages, 52 weeks",
            f"{1e3 * one:.0f} ms",
            f"300 messages {half / one:.2f} of it, 1200 {times(double, one)}",
        ),
    ]


def assessed(size: int) -> object:
    """Judge a client who asks, reminds and is answered, 52 weeks long."""
    started = NOW - timedelta(weeks=52)
    step = timedelta(weeks=52) / size
    messages = [
        a_message(
            number,
            at=started + step * number,
            direction=Direction.OUT if number % 3 == 2 else Direction.IN,
            parents=(f"{number - number % 6}@alba.example",),
            demand="today" if number % 15 == 0 else None,
            scores={"vague": 0.9 if number % 20 == 0 else 0.1, "pressure": 0.3},
        )
        for number in range(size)
    ]
    days = [(started + timedelta(days=28 * number)).date() for number in range(13)]
    documents = tuple(a_document(str(n), issued=day) for n, day in enumerate(days))
    payments = tuple(
        a_payment(each.id, on=each.issue_date + timedelta(days=40)) for each in documents
    )
    return assess(
        History(messages=tuple(messages), documents=documents, payments=payments),
        a_client(),
        an_owner(),
        Policy(),
        book=Book(documents=documents, payments=payments),
        freshness=Freshness(mail_at=NOW, invoices_at=NOW),
        model_digest="bench",
        now=NOW,
        hours_per_mail_day=1.0,
    )


# --- tone ----------------------------------------------------------------------------------------


def scoring() -> list[Measured]:
    """Bodies of about 100 words, against scikit-learn with as many features on the same words."""
    folder = bundled("models/tone")
    rows, _ = corpus.load(folder / "corpus")
    model, texts = weights.load(), hundred_words(rows)
    bodies = [f"{text}\n\nBest,\nAna\n\nOn Mon, 2 Mar 2026, Mara wrote:\n> Hello" for text in texts]
    documents = prepare(rows)
    compiled = concept_terms.compile_terms(concept_lists.load(folder / "concepts"))
    estimators = training.fit_on(documents, compiled, range(0, len(rows), 4))
    copies = [prepare([each]) for each in texts_as_rows(rows[0], texts)]
    together = prepare(texts_as_rows(rows[0], texts))
    everything = range(len(texts))
    ours = median(lambda: [read_body(model, each) for each in bodies], runs=3)
    single = median(lambda: [training.log_odds(estimators, each, [0]) for each in copies], runs=3)
    batch = median(lambda: training.log_odds(estimators, together, everything), runs=3)
    return [
        Measured(
            "clean and score a body of 100 words",
            f"{1e3 * ours / len(texts):.2f} ms",
            f"{len(texts) / ours:.0f} a s",
        ),
        Measured(
            "  scikit-learn, one at a time, no cleaning",
            f"{1e3 * single / len(texts):.2f} ms",
            f"ours {times(ours, single)}",
        ),
        Measured(
            "  scikit-learn, all at once, no cleaning",
            f"{1e3 * batch / len(texts):.2f} ms",
            f"ours {times(ours, batch)}",
        ),
    ]


def hundred_words(rows: list[Row]) -> list[str]:
    """Join neighbouring messages of one language into texts of about 100 words."""
    found: list[str] = []
    held: list[str] = []
    for before, row in pairwise(rows):
        held = [*held, row.text] if before.language == row.language else []
        if sum(len(each.split()) for each in held) >= 95:
            found.append("\n\n".join(held))
            held = []
    every = max(1, len(found) // TEXTS)
    return found[::every][:TEXTS]


def texts_as_rows(row: Row, texts: list[str]) -> list[Row]:
    kept = {"source": row.source, "language": row.language, "family": row.family}
    return [type(row)(**kept, subject="", text=text, spans=()) for text in texts]


# --- start ---------------------------------------------------------------------------------------


def starting() -> list[Measured]:
    bare = started("-c", "pass")
    found = [("goodterms --help", ("--help",)), ("goodterms fetch --help", ("fetch", "--help"))]
    return [Measured("python -c pass", f"{1e3 * bare:.0f} ms")] + [
        Measured(name, f"{1e3 * took:.0f} ms", f"{times(took, bare)} bare Python")
        for name, arguments in found
        for took in [started("-m", "goodterms", *arguments)]
    ]


def started(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    return median(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True), runs=5)


if __name__ == "__main__":
    main(sys.argv[1:])
