"""Everything between a client and the owner that is not a whole work: requests, talk, demands."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from goodterms.demo.scene import Scene, Thread

_WEEKEND = re.compile(r"saturday|weekend|subota|vikend", re.IGNORECASE)
_DEAR_NIGHT = 0.5


def request(scene: Scene, at: datetime) -> None:
    """Make up a small request: asked, done, mostly thanked for."""
    work = scene.current()
    thread = _opened(scene, "subject_request")
    kind = "request_web" if work.is_web else "request_print"
    when = _moment(scene, thread, at)
    text = thread.words("client", kind, when)
    is_closed = not scene.rhythm.working.is_open(when)
    if is_closed and scene.chance(_DEAR_NIGHT):
        text = f"{text} {thread.words('client', 'night_calm', when)}"
    thread.says("request", when, text=text)
    thread.answered("done")
    if scene.chance(0.35):
        thread.replied("thanks", days=0.4)


def talk(scene: Scene, at: datetime) -> None:
    """Make up talk without work, begun by either side."""
    thread = _opened(scene, "subject_chat")
    if scene.chance(0.3):
        thread.writes("chat_out", scene.rhythm.owner_at(at, 0.5))
        thread.replied("thanks")
        return
    thread.says("chat", _moment(scene, thread, at))
    thread.answered("chat_reply")
    if scene.chance(0.35):
        thread.replied("thanks", days=0.5)


def extra(scene: Scene, at: datetime) -> None:
    """Make up extra work that is asked for with its price."""
    thread = _opened(scene, "subject_scope")
    thread.says("extra_paid", _moment(scene, thread, at))
    thread.answered("extra_offer")
    thread.replied("accept")


def unpaid(scene: Scene, at: datetime) -> None:
    """Make up extra work that is asked for as if it were nothing; the owner mostly gives in."""
    thread = _opened(scene, "subject_scope")
    thread.says("scope", _moment(scene, thread, at))
    if scene.chance(0.25):
        thread.answered("extra_offer")
        return
    thread.answered("give_in")
    if scene.chance(0.4):
        thread.replied("thanks")


def demand(scene: Scene, monday: date) -> None:
    """Make up a demand out of hours, now and then with a second mail the same night."""
    thread = _opened(scene, "subject_demand")
    day = monday + timedelta(days=scene.rng.randrange(7))
    at = scene.rhythm.evening(day)
    text = thread.words("client", "demand", at)
    while _WEEKEND.search(text) and day.weekday() < 5:
        text = thread.words("client", "demand", at)
    thread.says("demand", at, text=text)
    if scene.chance(0.35):
        again = at + timedelta(minutes=scene.rng.uniform(25, 75))
        thread.says("chase", again)
    hours = scene.rng.uniform(0.1, 1.5)
    thread.writes("morning", scene.rhythm.working.add_business_hours(at, hours))
    if scene.chance(0.25):
        thread.replied("thanks", days=0.3)


def hostile(scene: Scene, at: datetime) -> None:
    """Make up an insult and a calm answer."""
    thread = _opened(scene, "subject_hostile")
    thread.says("hostile", _moment(scene, thread, at))
    thread.answered("calm")


def _opened(scene: Scene, subjects: str) -> Thread:
    return scene.thread(scene.prose.deal("client", subjects), scene.current())


def _moment(scene: Scene, thread: Thread, at: datetime) -> datetime:
    """When the client begins a thread around `at`: at their desk, or in the owner's evening."""
    if scene.chance(scene.mood(at).evening):
        return scene.rhythm.evening(scene.rhythm.working.day(at))
    return scene.rhythm.office_at(at, thread.contact)
