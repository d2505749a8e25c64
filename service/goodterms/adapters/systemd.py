"""Telling systemd how the service is: one datagram, no library (IMAP study b.10)."""

from __future__ import annotations

import logging
import os
import socket

log = logging.getLogger("goodterms")


def notify(text: str) -> None:
    """Send ``READY=1``, ``RELOADING=1``, ``WATCHDOG=1`` or ``STOPPING=1``, when systemd listens."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    name = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        try:
            channel.sendto(text.encode(), name)
        except OSError as error:
            log.debug("notify error=%s", error)
