"""A service on a stage: a real config and database, a clock whose hands the test moves, a mailbox
in memory whose door can be shut, and a sender that keeps what it gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builders import a_body, a_client, an_envelope
from fakes import FakeFolder, FakeMailbox, FakeSender
from goodterms.adapters import weights
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.app import App
from goodterms.daemon import Daemon, patience
from goodterms.settings import load
from program import write_config

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.core.tone import ToneModel
    from goodterms.core.waiting import Wait
    from goodterms.errors import GoodTermsError
    from goodterms.ports import Sender


@dataclass
class Hands:
    """A wall clock and the clock that nobody sets."""

    wall: datetime
    beat: float = 1000.0

    def now(self) -> datetime:
        return self.wall.replace(microsecond=0)

    def monotonic(self) -> float:
        return self.beat

    def wait(self, time: timedelta) -> None:
        """Let time pass on both."""
        self.wall += time
        self.beat += time.total_seconds()

    def set(self, by: timedelta) -> None:
        """Set the wall clock, or sleep: the other one stands still."""
        self.wall += by


@dataclass(frozen=True)
class StageApp(App):
    """The real app with another mailbox and another way out."""

    door: Callable[[], FakeMailbox] = field(kw_only=True)
    way_out: Sender = field(kw_only=True)

    @property
    def model(self) -> ToneModel:  # type: ignore[override]
        return _model()  # the same for all starts of a test

    def open_mailbox(self) -> FakeMailbox:  # type: ignore[override]
        return self.door()

    def sender(self) -> Sender:
        return self.way_out


@cache
def _model() -> ToneModel:
    return weights.load()


@dataclass
class Stage:
    """Everything a test of the service moves.

    Attributes:
        refuse: Raised by the next attempts to sign in, None lets them in.
        attempts: When the service tried to sign in.
        chance: What every draw for jitter gives.
    """

    folder: Path
    hands: Hands
    mailbox: FakeMailbox = field(default_factory=lambda: FakeMailbox({"INBOX": FakeFolder()}))
    sender: Any = field(default_factory=FakeSender)
    refuse: GoodTermsError | None = None
    attempts: list[datetime] = field(default_factory=list)
    chance: float = 0.5

    def __post_init__(self) -> None:
        self.configure()

    def configure(self, **values: object) -> Path:
        return write_config(self.folder, port=1, password="sesame", clients=[a_client()], **values)

    @property
    def database(self) -> Path:
        return self.folder / "goodterms.db"

    def deliver(self, count: int = 1, folder: str = "INBOX") -> None:
        """Put mails of the client into a folder."""
        for _ in range(count):
            number = self.mailbox.store.setdefault(folder, FakeFolder()).uidnext
            at = self.hands.now() - timedelta(hours=1)
            envelope = an_envelope(number, at=at, message_id=f"{folder}.{number}@alba.example")
            self.mailbox.add(folder, envelope, a_body())

    def app(self) -> StageApp:
        settings = load(self.folder / "config.toml", state=self.folder)
        return StageApp(settings, self.hands, door=self._door, way_out=self.sender)

    def daemon(self) -> Daemon:
        """Return the service as it is after a start."""
        return Daemon(
            self.app(),
            anew=self.app,
            monotonic=self.hands.monotonic,
            chance=lambda: self.chance,
            least_free=0,
        )

    def store(self) -> SqliteStore:
        return open_store(self.database)

    def tick_for(
        self, daemon: Daemon, time: timedelta, *, every: timedelta = timedelta(minutes=5)
    ) -> None:
        """Let the service tick while time passes."""
        end = self.hands.wall + time
        while self.hands.wall < end:
            self.hands.wait(every)
            daemon.tick()

    def wait_of(self, job: str) -> Wait | None:
        with self.store() as store:
            return patience.wait_of(store, job)

    def _door(self) -> FakeMailbox:
        self.attempts.append(self.hands.now())
        if self.refuse is not None:
            raise self.refuse
        return self.mailbox
