"""How long `goodterms import` takes for a table of invoices, and how much memory it holds.

20,000 rows, with --full 100,000 (issue 5: under 30 s and 300 MB). The program runs as its own
process, from the command line to the last commit.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import peak
from bench_fetch import Measured, times
from builders import a_client
from program import write_config

if TYPE_CHECKING:
    from pathlib import Path

ROWS, ALL_ROWS = 20_000, 100_000
FIRST = date(2000, 1, 3)
HEADER = (
    "number;issue date;due date;customer;email;tax id;currency;net;total;paid;status;last payment"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program."""

    seconds: float
    megabytes: float
    out: str


def measured(out: Path, *, rows: int) -> list[Measured]:
    """Import a table, the very same file again, and the next edition with a third changed."""
    folder = out / "import"
    folder.mkdir()
    config = write_config(
        folder, port=1, password="x", clients=[a_client(invoice_names=("Alba d.o.o.",))]
    )
    path = folder / "invoices.csv"
    write(path, rows, paid_every=2)
    begun = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream, delimiter=";"))) == rows
    plain = time.perf_counter() - begun
    new = run(config, path, f"({rows} new")
    known = run(config, path, "already imported")
    write(path, rows, paid_every=3)
    changed = run(config, path, "changed")
    return [
        Measured(
            f"goodterms import, {rows} invoice rows",
            f"{new.seconds:.1f} s",
            f"{rows / new.seconds:.0f} rows a s, {new.megabytes:.0f} MB at most;"
            f" csv.DictReader alone {plain / new.seconds:.0%} of it",
        ),
        Measured("  the very same file again", f"{known.seconds:.1f} s", "told by its digest"),
        Measured(
            "  a third of the rows changed",
            f"{changed.seconds:.1f} s",
            f"{times(changed.seconds, new.seconds)} the first, {changed.megabytes:.0f} MB at most",
        ),
    ]


def write(path: Path, rows: int, *, paid_every: int) -> None:
    """Write a table of invoices, every second or third of them paid."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f"{HEADER}\n")
        for number in range(rows):
            day = FIRST + timedelta(days=number % 9000)
            net, total = number % 900 + 100, f"{number % 900 + 125},50"
            is_paid = number % paid_every == 0
            state = f"{total};paid;{day + timedelta(days=20)}" if is_paid else "0,00;open;"
            stream.write(
                f"R-{number};{day};{day + timedelta(days=30)};Alba d.o.o.;ana@alba.example;"
                f"HR{number % 50:011};EUR;{net},00;{total};{state}\n"
            )


def run(config: Path, path: Path, wanted: str) -> Run:
    """Run `goodterms import` and look at its memory; `wanted` must be said."""
    command = [sys.executable, "-m", "goodterms", "--config", str(config), "import", str(path)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        with peak.watched(process.pid) as peaks:
            out, _ = process.communicate()
        assert process.returncode == 0
    assert wanted in out, out
    return Run(seconds=time.perf_counter() - begun, megabytes=peaks[0], out=out)
