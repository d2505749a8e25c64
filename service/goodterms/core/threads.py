"""Which messages belong together: threads from References, In-Reply-To and providers' own ids.

What happens inside a thread is in `conversation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from goodterms.core.mail import Message

_JOINING = "thread:"
"""How a THREADID begins (RFC 8474). How a server makes it is its own affair, and some split what
References join; so it adds to them, while Gmail's id, which is what its users see, decides."""


def thread_ids(
    messages: Iterable[Message], *, people: frozenset[str] | None = None
) -> dict[str, str]:
    """Return the thread of each message by `Message.id`, whatever order they arrived in.

    Messages are joined by their Message-ID and all parents, known or not (union-find), so that two
    answers to a lost message share a thread. A parent that is somebody's address is none: what
    In-Reply-To names is often the writer and not the letter (IMAP study b.6). A provider's own id
    wins: two messages that both carry one share a thread only if it is the same; a message without
    one joins the nearest parent that has one, else any in its component (the smallest id). A
    THREADID only joins.

    Args:
        messages: At any one time known; of one client.
        people: Lower-case addresses that are no parents; None for the writers of these messages.

    Returns:
        `Message.id` to a name that is stable as long as the set of messages is.
    """
    ordered = list(messages)
    roots: dict[str, str] = {}
    if people is None:
        people = frozenset(each.sender.lower() for each in ordered if each.sender)
    parents = {
        each.id: [parent for parent in each.parents if parent.lower() not in people]
        for each in ordered
    }
    for each in ordered:
        joined = [each.thread_hint] if each.thread_hint.startswith(_JOINING) else []
        if linked := parents[each.id] + joined:
            _join(roots, (_node(each), *linked))
    hints: dict[str, str] = {}
    for each in ordered:
        if hint := _deciding(each):  # mails that share a Message-ID: the smallest, in any order
            hints[_node(each)] = min(hint, hints.get(_node(each), hint))
    shared: dict[str, str] = {}
    for node, hint in hints.items():
        root = _root(roots, node)
        shared[root] = min(hint, shared.get(root, hint))
    found = {}
    for each in ordered:
        root = _root(roots, _node(each))
        above = reversed(parents[each.id])
        near = next((hints[parent] for parent in above if parent in hints), None)
        found[each.id] = _deciding(each) or near or shared.get(root) or root
    return found


def kindred(messages: Iterable[Message]) -> dict[str, str]:
    """Return a name of each message's kin by `Message.id`: those it may ever share a thread with.

    At no time, and whatever arrives later, is a thread of these messages larger than its kin. All
    that may join counts here: every hint, and every parent that was not yet known for a writer's
    address when the message arrived.
    """
    ordered = list(messages)
    writers = first_written(ordered)
    roots: dict[str, str] = {}
    for each in ordered:
        linked = [parent for parent in each.parents if not _is_known(parent, each, writers)]
        if each.thread_hint:
            linked.append(each.thread_hint)
        if linked:
            _join(roots, (_node(each), *linked))
    return {each.id: _root(roots, _node(each)) for each in ordered}


def first_written(messages: Iterable[Message]) -> dict[str, datetime]:
    """Return when each lower-case address first wrote."""
    found: dict[str, datetime] = {}
    for each in messages:
        if each.sender:
            name = each.sender.lower()
            found[name] = min(each.arrived_at, found.get(name, each.arrived_at))
    return found


def _is_known(parent: str, message: Message, writers: dict[str, datetime]) -> bool:
    """Return whether a parent was known for a writer's address whenever the message was."""
    since = writers.get(parent.lower())
    return since is not None and since <= message.arrived_at


def _deciding(message: Message) -> str:
    """Return the provider's thread id where it is to be followed against References."""
    return "" if message.thread_hint.startswith(_JOINING) else message.thread_hint


def _node(message: Message) -> str:
    """Return the name of a message among parents; one without a Message-ID stands alone."""
    return message.message_id or f"{message.id} without Message-ID"


def _root(roots: dict[str, str], node: str) -> str:
    """Return the smallest name of a component, and shorten the way for the next time."""
    path = []
    while (above := roots.get(node, node)) != node:
        path.append(node)
        node = above
    for each in path:
        roots[each] = node
    return node


def _join(roots: dict[str, str], nodes: Iterable[str]) -> None:
    """Make one component of those of all the nodes; its smallest name stays its root."""
    tops = {_root(roots, node) for node in nodes}
    lowest = min(tops)
    for top in tops:
        if top != lowest:
            roots[top] = lowest
