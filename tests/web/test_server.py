"""Where the page listens: this machine alone, and files that nobody else can open."""

from __future__ import annotations

import http.client
import os
import socket
import stat

import pytest

from goodterms.settings import ReviewSettings
from goodterms.web import server
from goodterms.web.server import PortTakenError, beside, listening
from web_served import a_desk


def addresses(place):
    return {each.getsockname()[0] for each in place.sockets}


def test_it_listens_on_loopback_alone():
    with listening(ReviewSettings(port=0)) as place:
        assert addresses(place) <= {"127.0.0.1", "::1"}
        assert "127.0.0.1" in addresses(place)
        assert {each.getsockname()[1] for each in place.sockets} == {place.port}


def test_a_port_that_is_taken_is_named():
    with (
        listening(ReviewSettings(port=0)) as place,
        pytest.raises(PortTakenError, match=str(place.port)),
    ):
        server._on_port(place.port)


def test_a_unix_socket_is_its_owners_alone_and_goes_with_the_page(tmp_path):
    path = tmp_path / "run" / "page.sock"
    former = os.umask(0)
    try:
        with listening(ReviewSettings(socket=path)):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(former)
    assert not path.exists()


def test_a_socket_of_a_dead_process_is_replaced_one_in_use_and_a_file_are_not(tmp_path):
    path = tmp_path / "page.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with (
        listening(ReviewSettings(socket=path)),
        pytest.raises(PortTakenError),
        listening(ReviewSettings(socket=path)),
    ):
        pass
    path.write_text("a file of the owner's")
    with pytest.raises(PortTakenError), listening(ReviewSettings(socket=path)):
        pass
    assert path.read_text() == "a file of the owner's"


@pytest.mark.timeout(60)
def test_over_the_wire_only_known_hosts_are_served_and_the_server_tells_nothing_of_itself(year):
    with beside(a_desk(year), ReviewSettings(port=0)) as place:
        for host, status in (
            (f"127.0.0.1:{place.port}", 401),
            (f"localhost:{place.port}", 401),
            (f"[::1]:{place.port}", 401),
            ("evil.example", 421),
            (f"evil.example:{place.port}", 421),
            ("127.0.0.1", 421),
        ):
            connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=10)
            connection.request("GET", "/", headers={"Host": host, "X-Forwarded-Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status, host
            assert answer.getheader("server") is None
            connection.close()


@pytest.mark.timeout(60)
def test_headers_without_end_are_cut_off(year):
    with beside(a_desk(year), ReviewSettings(port=0)) as place:
        raw = socket.create_connection(("127.0.0.1", place.port), timeout=10)
        with raw:
            raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 70_000)
            assert raw.recv(100).startswith(b"HTTP/1.1 400")


def test_the_sessions_lie_beside_the_database(year):
    desk = a_desk(year)
    kept = server.sessions(desk)
    kept.new_link()
    assert kept.path == year.parent / "goodterms.sessions.json"
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
