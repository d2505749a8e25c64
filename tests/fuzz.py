"""Seeded mutation fuzz over everything that reads mail: nothing escapes, nothing takes long.

    .venv/bin/python tests/fuzz.py --seconds 60 --seed 1

Each mail is made from the seed and its number alone, so that a finding is repeated with
``--seed N --number M``. Ends with status 1 when an exception escapes or one mail takes longer than
five seconds; the mail, made as small as it goes, is left in a temporary folder.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz_letters import gathered
from fuzz_mutations import mutated
from fuzz_readers import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    Reader = Callable[[bytes], None]

SLOWEST = 5.0
"""Seconds of processor time that one reading of one mail may take."""

SHRINKING = 400
"""Most attempts to make a finding smaller."""


class TooSlowError(BaseException):
    """One reading took too long; no ``except Exception`` on the way may swallow it."""


@dataclass(slots=True)
class Findings:
    """What a run came to."""

    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_input: str = ""
    escaped: dict[str, Path] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, help="only this mail of the seed")
    parser.add_argument("--file", type=Path, help="only this mail, such as one left by a finding")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="goodterms-fuzz-"))
    letters = [given.file.read_bytes()] if given.file else gathered()
    one = 0 if given.file else given.number
    found = fuzzed(letters, seed=given.seed, seconds=given.seconds, one=one, to=folder)
    say(
        f"fuzz: seed {given.seed}, {found.inputs} mails in {found.seconds:.0f} s"
        f" ({found.inputs / max(found.seconds, 0.001):.0f} a second),"
        f" slowest {found.slowest * 1000:.0f} ms ({found.slowest_input})"
    )
    for what, path in found.escaped.items():
        say(f"escaped: {what}\n         {path}")
    if not found.escaped:
        folder.rmdir()
    return bool(found.escaped)


def fuzzed(
    letters: Sequence[bytes],
    *,
    seed: int,
    seconds: float,
    to: Path,
    one: int | None = None,
    readers: Sequence[Reader] = READERS,
) -> Findings:
    """Mutate and read until the time is over; findings of one kind are kept once."""
    found = Findings()
    began = time.perf_counter()
    number = one or 0
    while time.perf_counter() - began < seconds:
        raw = made(letters, seed, number)
        for reader in readers:
            took, error = timed(reader, raw)
            if took > found.slowest:
                found.slowest = took
                found.slowest_input = f"{reader.__name__}, --seed {seed} --number {number}"
            if error is not None and (kind := described(reader, error)) not in found.escaped:
                small = shrunk(reader, raw, type(error))
                path = to / f"{reader.__name__}-{seed}-{number}.eml"
                path.write_bytes(small)
                lines = [f"--seed {seed} --number {number}\n", *traceback.format_exception(error)]
                path.with_suffix(".txt").write_text("\n".join(lines), encoding="utf-8")
                found.escaped[kind] = path
        found.inputs += 1
        number += 1
        if one is not None:
            break
    found.seconds = time.perf_counter() - began
    return found


def made(letters: Sequence[bytes], seed: int, number: int) -> bytes:
    """Return the mail of one number: the first ones as they are, then broken ones."""
    if number < len(letters):
        return letters[number]
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret
    return mutated(chance.choice(letters), letters, chance)


def timed(reader: Reader, raw: bytes) -> tuple[float, BaseException | None]:
    """Return how long a reading took and what escaped from it."""
    signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, SLOWEST)
    began = time.process_time()
    error: BaseException | None = None
    try:
        reader(raw)
    except (Exception, TooSlowError) as escaped:  # noqa: BLE001 - whatever escapes is what is sought
        error = escaped
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began, error


def shrunk(reader: Reader, raw: bytes, kind: type[BaseException]) -> bytes:
    """Return a smaller mail from which the same kind of exception escapes."""
    if kind is TooSlowError:
        return raw
    size, attempts = len(raw) // 2, 0
    while size and attempts < SHRINKING:
        at = 0
        while at < len(raw) and attempts < SHRINKING:
            attempts += 1
            shorter = raw[:at] + raw[at + size :]
            if type(timed(reader, shorter)[1]) is kind:
                raw = shorter
            else:
                at += size
        size //= 2
    return raw


def described(reader: Reader, error: BaseException) -> str:
    """Return one line that is the same for the same defect: what, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "goodterms" in each.filename] or frames[-1:]
    last = ours[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return f"{type(error).__name__} through {reader.__name__} at {where} ({str(error)[:80]!r})"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _ring(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TooSlowError


if __name__ == "__main__":
    sys.exit(main())
