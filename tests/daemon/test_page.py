"""The page inside the service: only when enabled, and never in the way of reading."""

from __future__ import annotations

import http.client
import logging
import socket
import threading

import pytest

from goodterms.cli.session import Session
from goodterms.daemon import page


def enabled(config, port):
    text = config.read_text(encoding="utf-8")
    before, _, after = text.partition("[review]")
    after = after.replace("enabled = false", "enabled = true", 1)
    after = after.replace("port = 8766", f"port = {port}", 1)
    config.write_text(f"{before}[review]{after}", encoding="utf-8")
    return Session(str(config)).app()


def a_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def status(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.timeout(60)
def test_it_serves_while_the_service_runs_and_ends_with_it(year):
    port = a_port()
    app = enabled(year, port)
    with page.served(lambda: app, threading.Event().set):
        assert status(port) == 401
    with pytest.raises(ConnectionRefusedError):
        status(port)


def test_it_does_not_listen_unless_it_is_enabled(year):
    app = Session(str(year)).app()
    before = threading.active_count()
    with page.served(lambda: app, threading.Event().set):
        assert threading.active_count() == before


def test_a_port_that_is_taken_stops_nothing(year, caplog):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        app = enabled(year, taken.getsockname()[1])
        reached = []
        with caplog.at_level(logging.ERROR), page.served(lambda: app, lambda: None):
            reached.append(1)
    assert reached
    assert "page not served" in caplog.text
