"""Which messages belong together: threads from References, In-Reply-To and providers' own ids.

What happens inside a thread is in `conversation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.core.mail import Message


def thread_ids(messages: Iterable[Message]) -> dict[str, str]:
    """Return the thread of each message by `Message.id`, whatever order they arrived in.

    Messages are joined by their Message-ID and all parents, known or not (union-find), so that two
    answers to a lost message share a thread. A provider's own id wins: two messages that both carry
    one share a thread only if it is the same; a message without one joins the nearest parent that
    has one, else any in its component (the smallest id).

    Returns:
        `Message.id` to a name that is stable as long as the set of messages is.
    """
    ordered = list(messages)
    roots: dict[str, str] = {}
    for each in ordered:
        if each.parents:
            _join(roots, (_node(each), *each.parents))
    hints = {_node(each): each.thread_hint for each in ordered if each.thread_hint}
    shared: dict[str, str] = {}
    for node, hint in hints.items():
        root = _root(roots, node)
        shared[root] = min(hint, shared.get(root, hint))
    found = {}
    for each in ordered:
        root = _root(roots, _node(each))
        near = next((hints[parent] for parent in reversed(each.parents) if parent in hints), None)
        found[each.id] = each.thread_hint or near or shared.get(root) or root
    return found


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
