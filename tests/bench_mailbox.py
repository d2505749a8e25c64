"""The bench of a whole mailbox: `goodterms fetch` beside what else reads one, on one Dovecot.

    .venv/bin/python tests/bench.py mailbox [--full] [--install] [--place DIR] [--profile FILE]

Small is 2,000 messages, `--full` 20,000. All of them are within the horizon, 60 KB in the mean, one
of 60 MB among them. The peers take turns, so that whatever else the machine does meets all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import bench_large
import bench_letters
import bench_maildir
import bench_peers
from bench_fetch import Measured
from bench_readers import Bench, Readers, serving
from goodterms.adapters.clock import SystemClock

if TYPE_CHECKING:
    from bench_maildir import Shape
    from bench_peers import Took
    from bench_wire import Recording

SEED = 7
COLD = ("fetch", "mbsync", "notmuch")
"""Whose first run, without any cache, is shown too."""


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench.py mailbox")
    parser.add_argument("--full", action="store_true", help="20,000 messages instead of 2,000")
    parser.add_argument("--install", action="store_true", help="put imap_tools into a venv apart")
    parser.add_argument("--place", type=Path, help="keep the mailbox here for the next run")
    parser.add_argument("--runs", type=int, default=3, help="how often each reader has its turn")
    parser.add_argument("--profile", type=Path, help="write a profile of one fetch here")
    parser.add_argument("--part", choices=("alone", "time", "large"), help="only this part")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place = (chosen.place or Path(folder)).resolve()
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o755)
        bench = Bench(
            place=place,
            messages=20_000 if chosen.full else 2_000,
            runs=chosen.runs,
            python=bench_peers.imap_tools_python(place, install=chosen.install),
            profile=chosen.profile,
            alone=chosen.part == "alone",
        )
        show(Measured("load of the machine at the start", f"{os.getloadavg()[0]:.1f}"))
        if chosen.part != "large":
            measured(bench)
        if chosen.part in {None, "large"}:
            for line in bench_large.measured(place, full=chosen.full):
                show(line)
        show(Measured("load of the machine at the end", f"{os.getloadavg()[0]:.1f}"))


def show(line: Measured) -> None:
    sys.stdout.write(f"{line.what:50} {line.value:>16}   {line.compared}\n")
    sys.stdout.flush()


# --- time ----------------------------------------------------------------------------------------


def measured(bench: Bench) -> None:
    """Read the box with everything, cold once and warm in turns, and show what each took."""
    shape = bench_maildir.made(
        bench.place, messages=bench.messages, seed=SEED, now=SystemClock().now()
    )
    show(described(shape))
    with serving(bench.place) as mailbox:
        readers = Readers(bench, mailbox)
        actions = readers.actions().items()
        cold = {name: readers.cold(name, action) for name, action in actions if name in COLD}
        recorded = readers.record()
        warm: dict[str, list[Took]] = {name: [] for name in readers.actions()}
        raw: list[float] = []
        for _ in range(bench.runs):
            for name, action in readers.actions().items():
                warm[name].append(action())
            raw.append(readers.raw(recorded))
        for line in compared(shape, warm, cold, raw):
            show(line)
        for line in (*said(recorded), *readers.again()):
            show(line)
        for name, how in ({} if bench.alone else left_out(warm)).items():
            show(Measured(f"left out: {name}", "", how))
        readers.profiled()


def described(shape: Shape) -> Measured:
    share = shape.with_files / shape.messages
    return Measured(
        f"a Maildir of {shape.messages} messages",
        f"{shape.size / 1e6:.0f} MB",
        f"mean {shape.mean / 1e3:.0f} KB, {share:.0%} with files, {shape.mapped} of"
        f" {bench_letters.CLIENTS} clients, {len(bench_letters.FOLDERS)} folders",
    )


def compared(
    shape: Shape, warm: dict[str, list[Took]], cold: dict[str, Took], raw: list[float]
) -> list[Measured]:
    """Return medians of the warm runs, with the cold one; ratios are medians over the rounds."""
    ours = [each.wall for each in warm["fetch"]]
    first = warm["fetch"][0]
    seen = json.loads(first.output)
    assert (seen["mapped"], seen["problems"]) == (shape.mapped, 0), seen
    lines = [
        Measured(
            "(a) goodterms fetch, from nothing",
            f"{statistics.median(ours):.2f} s",
            f"cold {cold['fetch'].wall:.2f} s; CPU {first.cpu:.2f} s, {seen['scored']} scored,"
            f" {1e3 * statistics.median(ours) / seen['seen']:.2f} ms a message read",
        ),
        Measured("(d) the same commands by a raw socket", f"{statistics.median(raw):.2f} s"),
        Measured("  a / d", f"{ratio(ours, raw):.2f}", "goal at most 4"),
        Measured("  peak memory of (a)", f"{max(each.peak for each in warm['fetch']):.0f} MB"),
    ]
    if "notmuch" in warm:
        lines += copied(warm, cold, ours)
    if "imap_tools" in warm:
        other = [each.wall for each in warm["imap_tools"]]
        assert int(warm["imap_tools"][0].output.split()[-1]) == shape.messages
        lines.append(
            Measured(
                "(c) imap_tools, everything",
                f"{statistics.median(other):.2f} s",
                f"a 1/{ratio(other, ours):.1f};"
                f" {shape.messages / statistics.median(other):.0f} messages a s",
            )
        )
    return lines


def copied(warm: dict[str, list[Took]], cold: dict[str, Took], ours: list[float]) -> list[Measured]:
    """Return how long mbsync and notmuch take together, beside ours."""
    indexed = warm["notmuch"]
    rounds = [one.plus(two) for one, two in zip(warm["mbsync"], indexed, strict=True)]
    loose = [
        one.plus(two).wall for one, two in zip(warm["mbsync, not flushed"], indexed, strict=True)
    ]
    both = [each.wall for each in rounds]
    parts = [statistics.median(each.wall for each in warm[n]) for n in ("mbsync", "notmuch")]
    return [
        Measured(
            "(b) mbsync, then notmuch new",
            f"{statistics.median(both):.2f} s",
            f"{parts[0]:.2f} and {parts[1]:.2f} s; cold"
            f" {cold['mbsync'].plus(cold['notmuch']).wall:.2f} s; CPU {rounds[0].cpu:.2f} s",
        ),
        Measured("  a / b", f"1/{ratio(both, ours):.1f}", "goal at most 1/10"),
        Measured(
            "  b without flushing to disk",
            f"{statistics.median(loose):.2f} s",
            f"a 1/{ratio(loose, ours):.1f}",
        ),
    ]


def ratio(some: list[float], others: list[float]) -> float:
    """Return the median of the ratios within each round."""
    return statistics.median(one / other for one, other in zip(some, others, strict=True))


def left_out(warm: dict[str, list[Took]]) -> dict[str, str]:
    lacking = dict(bench_peers.missing())
    if "imap_tools" not in warm:
        lacking["imap_tools"] = "run with --install"
    return lacking


def said(recorded: Recording) -> list[Measured]:
    commands = len(recorded.commands)
    return [
        Measured("  commands sent by (a)", f"{commands}", f"{recorded.waits} waits for the server"),
        Measured("  bytes received by (a)", f"{recorded.received / 1e6:.1f} MB"),
    ]
