"""The threat table of decision study B3.2: Host, rebinding, cross-site forms, sizes, headers."""

from __future__ import annotations

import asyncio

import pytest

from goodterms.web import gate
from goodterms.web.gate import Gate, hosts
from web_asgi import FORM, HOST, ORIGIN, OURS, PORT, ask

NAMES = ("127.0.0.1", "localhost", "[::1]")


class Behind:
    """What stands behind the gate; notes what reached it."""

    def __init__(self):
        self.reached = []

    async def __call__(self, scope, receive, send):
        message = await receive() if scope["method"] == "POST" else {"body": b""}
        self.reached.append((scope["method"], message["body"]))
        if scope["path"] == "/broken":
            message = "a secret word"
            raise KeyError(message)
        headers = [(b"content-security-policy", b"default-src *"), (b"x-own", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"inside"})


@pytest.fixture
def behind():
    return Behind()


@pytest.fixture
def told():
    return []


@pytest.fixture
def site(behind, told):
    return Gate(behind, hosts(PORT, names=NAMES), told.append)


# --- Host ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1:8766", "localhost:8766", "[::1]:8766"])
def test_the_names_of_this_machine_with_the_port_are_let_in(site, host):
    assert ask(site, headers=[(b"host", host.encode())]).body == b"inside"


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:8767",
        "127.0.0.1:08766",
        "127.0.0.1:8766.",
        "127.0.0.1:8766 ",
        "127.0.0.1.evil.example:8766",
        "evil.example:8766",
        "evil.example",
        "rebound.evil.example:8766",
        "localhost.:8766",
        "LOCALHOST:8766",
        "127.1:8766",
        "2130706433:8766",
        "0.0.0.0:8766",
        "[::]:8766",
        "[::ffff:127.0.0.1]:8766",
        "::1:8766",
        "[::1]",
        "[::1]:8766.evil.example",
        "[::1]@evil.example:8766",
        "user@127.0.0.1:8766",
        "127.0.0.1:8766/../evil.example",
        "127.0.0.1:8766,evil.example",
        "127.0.0.1:8766\tevil.example",
        "studio.local:8766",
    ],
)
def test_any_other_host_is_refused_so_that_a_rebound_name_reaches_nothing(site, behind, host, told):
    found = ask(site, headers=[(b"host", host.encode())])
    assert (found.status, behind.reached, told) == (421, [], ["host"])


def test_no_host_two_hosts_and_forwarded_hosts_let_nobody_in(site, behind):
    evil = (b"host", b"evil.example")
    for headers in (
        [],
        [(b"host", HOST), evil],
        [evil, (b"host", HOST)],
        [(b"host", HOST), (b"host", HOST)],
        [evil, (b"x-forwarded-host", HOST)],
        [evil, (b"forwarded", b"host=" + HOST)],
        [evil, (b"x-original-host", HOST), (b"x-host", HOST)],
    ):
        assert ask(site, headers=headers).status == 421
    assert behind.reached == []


def test_an_empty_list_of_hosts_lets_nobody_in(behind):
    assert ask(Gate(behind, frozenset(), lambda _: None)).status == 421


def test_the_port_may_be_left_out_only_where_it_is_80():
    assert b"localhost" in hosts(80, names=NAMES)
    assert b"localhost" not in hosts(8766, names=NAMES)


def test_what_is_refused_learns_nothing_and_is_not_repeated(site):
    found = ask(site, target="/<script>", headers=[(b"host", b"<script>")])
    assert found.body == b"Refused.\n"
    assert found.header("content-type").startswith("text/plain")


# --- forms from elsewhere ------------------------------------------------------------------------


def posted(site, *headers, body=(b"a=1",)):
    return ask(site, "POST", "/x", headers=[(b"host", HOST), *headers], body=body).status


def test_a_form_of_ours_arrives(site, behind):
    assert posted(site, *OURS) == 200
    assert behind.reached == [("POST", b"a=1")]


@pytest.mark.parametrize("where", [b"cross-site", b"same-site", b"", b"Same-Origin", b"evil", None])
def test_a_form_that_the_browser_does_not_call_ours_is_refused(site, behind, where):
    headers = [(b"sec-fetch-site", where)] if where is not None else []
    assert posted(site, *headers, (b"origin", ORIGIN), FORM) == 403
    assert behind.reached == []


@pytest.mark.parametrize(
    "origin",
    [
        b"null",
        b"",
        b"http://127.0.0.1",
        b"http://127.0.0.1:8767",
        b"https://127.0.0.1:8766",
        b"http://localhost:8766",
        b"http://evil.example",
        b"http://127.0.0.1:8766.evil.example",
        b"http://127.0.0.1:8766/",
        b"HTTP://127.0.0.1:8766",
        None,
    ],
)
def test_a_form_from_another_origin_or_from_none_is_refused(site, behind, origin):
    headers = [(b"origin", origin)] if origin is not None else []
    assert posted(site, (b"sec-fetch-site", b"same-origin"), *headers, FORM) == 403
    assert behind.reached == []


def test_headers_given_twice_are_refused(site, behind):
    assert posted(site, *OURS, (b"origin", ORIGIN)) == 403
    assert posted(site, *OURS, (b"sec-fetch-site", b"same-origin")) == 403
    assert behind.reached == []


@pytest.mark.parametrize(
    "kind", [b"text/plain", b"application/json", b"multipart/form-data; boundary=x", b""]
)
def test_only_a_plain_form_is_read(site, behind, kind):
    assert posted(site, *OURS[:2], (b"content-type", kind)) == 415
    assert behind.reached == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"])
def test_other_methods_are_refused(site, behind, method):
    assert ask(site, method, headers=[(b"host", HOST), *OURS]).status == 405
    assert behind.reached == []


# --- sizes ---------------------------------------------------------------------------------------


def test_a_body_that_is_too_large_is_refused_by_what_it_says_and_by_what_comes(site, behind):
    said = (b"content-length", b"16385")
    assert posted(site, *OURS, said) == 413
    assert posted(site, *OURS, (b"content-length", b"-1")) == 413
    assert posted(site, *OURS, (b"content-length", b"1" * 30)) == 413
    assert posted(site, *OURS, body=[b"x" * 9_000, b"x" * 9_000]) == 413
    assert behind.reached == []
    assert posted(site, *OURS, body=[b"x" * 8_000, b"x" * 8_000]) == 200


def test_an_address_that_is_too_long_is_refused(site, behind):
    assert ask(site, target="/" + "a" * 2_048).status == 414
    assert ask(site, target="/?" + "a" * 2_048).status == 414
    assert behind.reached == []


@pytest.mark.timeout(20)
def test_a_body_that_never_ends_is_given_up(site, behind, monkeypatch):
    monkeypatch.setattr(gate, "BODY_SECONDS", 0.05)
    sent = []

    async def receive():
        await asyncio.sleep(60)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(b"host", HOST), *OURS],
    }
    asyncio.run(site(scope, receive, send))
    assert (sent[0]["status"], behind.reached) == (413, [])


def test_a_websocket_is_not_served(site, behind):
    asyncio.run(site({"type": "websocket", "headers": []}, None, None))
    assert behind.reached == []


# --- what every answer carries -------------------------------------------------------------------


@pytest.mark.parametrize("host", [HOST, b"evil.example"])
def test_every_answer_carries_the_headers_and_nobody_behind_can_soften_them(site, host):
    found = ask(site, headers=[(b"host", host)])
    policy = found.header("content-security-policy")
    assert policy == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )
    assert [key for key, _ in found.headers].count("content-security-policy") == 1
    assert found.header("x-content-type-options") == "nosniff"
    assert found.header("referrer-policy") == "no-referrer"
    assert found.header("cross-origin-opener-policy") == "same-origin"
    assert found.header("cache-control") == "no-store"
    assert found.header("x-frame-options") == "DENY"


def test_an_error_nobody_expected_is_an_answer_and_only_its_kind_is_told(site, told):
    found = ask(site, target="/broken")
    assert (found.status, found.body, told) == (500, b"Refused.\n", ["error KeyError"])
