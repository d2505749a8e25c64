"""The thread of one work: brief, plan, delivery, rounds of changes, approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.demo.people import Program

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.demo.scene import Scene, Thread

REMARKS = (1, 2, 2, 3, 3, 4)
"""How many things a client with clear words names at once."""


def piece(scene: Scene, at: datetime) -> None:
    """Make up one work from its brief on."""
    work = scene.work()
    subject = work.name[0].upper() + work.name[1:]
    thread = scene.thread(subject, work)
    opening = scene.rhythm.office_at(at, thread.contact)
    brief = [thread.words("client", act, opening) for act in ("brief", "brief_close")]
    thread.says("brief", opening, text=" ".join(brief).strip())
    if scene.chance(0.4):
        thread.answered("offer")
        thread.replied("accept")
    else:
        thread.answered("plan")
        thread.replied("answer")
        if scene.chance(0.35):
            thread.answered("ack")
            thread.replied("material")
    if scene.chance(0.35):
        thread.answered("ack")
    _delivered(thread, scene.rng.uniform(8, 40))
    _rounds(thread)


def _delivered(thread: Thread, hours: float) -> None:
    scene = thread.scene
    if thread.last is not None:
        thread.writes("deliver", scene.rhythm.owner_at(thread.last.at, hours))


def _rounds(thread: Thread) -> None:
    """Go through the rounds of changes up to the approval."""
    scene = thread.scene
    if thread.last is None:
        return
    weights = scene.mood(thread.last.at).rounds
    for _ in range(scene.rng.choices(range(len(weights)), weights)[0]):
        thread.version += 1
        _changed(thread)
    thread.replied("approve")
    if scene.chance(0.35):
        thread.answered("closing")


def _changed(thread: Thread) -> None:
    """One round: what the client says to a version, and the next version."""
    scene = thread.scene
    if thread.last is None:
        return
    if scene.chance(scene.mood(thread.last.at).vague):
        thread.replied("vague")
        if scene.chance(0.5):
            thread.answered("ask_details")
            if scene.chance(0.5):
                thread.replied("vague_again")
            else:
                _specific(thread)
    else:
        _specific(thread)
    if scene.chance(0.4):
        sent = thread.answered("ack")
        thread.writes("redeliver", scene.rhythm.owner_at(sent.at, scene.rng.uniform(3, 14)))
    else:
        thread.answered("redeliver")


def _specific(thread: Thread) -> None:
    """Let the client name what is to be changed: a paragraph, a list, or answers in the quote."""
    scene = thread.scene
    if thread.last is None:
        return
    at, kind = thread.last.at, "remark_web" if thread.work.is_web else "remark_print"
    count = scene.rng.choice(REMARKS)
    remarks = [thread.words("client", kind, at) for _ in range(count)]
    opening = thread.words("client", "feedback_open", at)
    close = thread.words("client", "feedback_close", at)
    if count > 2 or scene.chance(0.2):
        lines = [f"{number}. {remark}" for number, remark in enumerate(remarks, start=1)]
        text = "\n\n".join(each for each in (opening, "\n".join(lines), close) if each)
    else:
        text = " ".join(each for each in (opening, *remarks, close) if each)
    inline = thread.contact.program is Program.PLAIN and scene.chance(0.6)
    thread.replied("feedback", text=text, answers=(opening, *remarks) if inline else ())
