"""The whole application without a server: who gets in, what forms do, and what they refuse."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Route

from goodterms.core.client import CorrectionKind, DecisionKind
from goodterms.web.pages.links import Links
from web_asgi import HOST, OURS, PORT, ask
from web_served import a_desk, a_site, signed_in


@pytest.fixture
def desk(year):
    return a_desk(year)


@pytest.fixture
def site(desk):
    return a_site(desk)


@pytest.fixture
def owner(site):
    return signed_in(site)


@pytest.fixture
def worst(desk):
    """The client whose verdict is the most serious, and the dearest of its soft items."""
    with desk.store() as store:
        judged = max(desk.judged(store), key=lambda each: each.long.p_over_150)
    item = next(each for each in judged.incidents if not each.hard and each.minutes > 20)
    return judged.client, item


def said(owner, answered):
    assert answered.status == 303, answered.text[-400:]
    page = owner.get(answered.header("location"))
    found = re.search(r'class="said"[^>]*><p>([^<]*)', page.text)
    return found[1] if found else ""


# --- who gets in ---------------------------------------------------------------------------------


def test_without_a_session_nothing_but_the_login_page_is_shown(site, desk):
    app = site.application()
    name = desk.app.settings.clients[0].name
    for route in site._routes():
        assert isinstance(route, Route)
        path = route.path.replace("{key}", Links().client(name).rpartition("/")[2])
        path = path.replace("{rest:path}", "x")
        for method in (route.methods or {"GET"}) - {"HEAD"}:
            headers = [(b"host", HOST), *(OURS if method == "POST" else ())]
            found = ask(app, method, path, headers=headers)
            assert found.status == (200 if path.startswith("/static/") else 401), path
            assert name not in found.text
            assert desk.app.settings.owner.name not in found.text


@pytest.mark.parametrize(
    "cookie", ["", "x", "goodterms_8766=", "goodterms_8766=x", "goodterms_8766=%00", "=", ";" * 50]
)
def test_a_made_up_cookie_opens_nothing(site, cookie):
    headers = [(b"host", HOST), (b"cookie", cookie.encode())]
    assert ask(site.application(), headers=headers).status == 401


def test_the_link_leaves_the_address_and_its_cookies_are_kept_from_scripts_and_other_sites(site):
    found = ask(site.application(), target=f"/login?key={site.sessions.new_link()}")
    assert (found.status, found.header("location")) == (303, "/login")
    cookie = found.header("set-cookie").lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/login" in cookie
    assert "domain" not in cookie


def test_an_expired_a_reused_and_a_wrong_link_begin_no_session(site, owner):
    for link in (site.sessions.new_link() + "x", "", "é"):
        other = type(owner)(owner.app)
        other.get(f"/login?key={link}")
        assert other.post("/login").status == 401
        assert other.get("/").status == 401
    link = site.sessions.new_link()
    assert site.sessions.begin(link)
    other = type(owner)(owner.app)
    other.get(f"/login?key={link}")
    assert other.post("/login").status == 401


def test_looking_at_a_link_twice_uses_nothing_up_as_a_scanner_would(site, owner):
    link = site.sessions.new_link()
    ask(site.application(), target=f"/login?key={link}")
    other = type(owner)(owner.app)
    other.get(f"/login?key={link}")
    assert other.get("/login").status == 200
    assert other.post("/login").status == 303
    assert other.get("/").status == 200


def test_signing_out_ends_the_session_even_for_a_kept_cookie(owner):
    kept = dict(owner.cookies)
    assert owner.post("/logout").status == 303
    assert owner.cookies == {}
    owner.cookies.update(kept)
    assert owner.get("/").status == 401


def test_paths_are_judged_as_they_came(site):
    for path in ("//", "/%2e%2e/", "/login/../", "/LOGIN", "/login/", "/static/../", "/static/x"):
        assert ask(site.application(), target=path).status in {401, 404, 307}, path


# --- corrections ---------------------------------------------------------------------------------


def item_fields(item):
    return {"source": item.sources[0], "code": item.code.value}


@pytest.mark.parametrize("kind", ["wrong", "other", "mine", "invited", "agreed"])
def test_a_word_lowers_the_burn_at_once_and_undo_brings_it_back(owner, desk, worst, kind):
    name, item = worst
    at = Links().client(name)
    with desk.store() as store:
        before = desk.judged_of(store, name)
    told = said(owner, owner.post(f"{at}/correct", **item_fields(item), kind=kind))
    assert re.match(r"Burn \d+\.\d+ → \d+\.\d+, now [a-z ]+: [a-z ]+\.", told), told
    with desk.store() as store:
        after = desk.judged_of(store, name)
        assert [each.kind for each in store.corrections_of(name)] == [CorrectionKind(kind)]
    assert after.long.mean < before.long.mean
    assert after.as_of == before.as_of
    taken = f"{item.sources[0]} {item.code.value}"
    said(owner, owner.post(f"{at}/undo", item=taken))
    with desk.store() as store:
        assert desk.judged_of(store, name).long == before.long
        assert store.corrections_of(name) == ()


def test_taking_the_last_word_back_lets_the_one_before_hold_again(owner, desk, worst):
    name, item = worst
    at = Links().client(name)
    for kind in ("right", "wrong"):
        owner.post(f"{at}/correct", **item_fields(item), kind=kind)
    owner.post(f"{at}/undo", item=f"{item.sources[0]} {item.code.value}")
    with desk.store() as store:
        assert [each.kind for each in store.corrections_of(name)] == ["right"]


def test_what_was_taken_out_is_listed_with_its_undo(owner, worst):
    name, item = worst
    at = Links().client(name)
    owner.post(f"{at}/correct", **item_fields(item), kind="wrong")
    page = owner.get(f"{at}/evidence").text
    assert "Taken out by you" in page
    assert f'value="{item.sources[0]} {item.code.value}"' in page


def test_an_item_of_another_client_an_unknown_word_and_a_broken_form_change_nothing(
    owner, desk, worst, site
):
    name, item = worst
    other = next(each.name for each in desk.app.settings.clients if each.name != name)
    fields = item_fields(item)
    refused = [
        owner.post(f"{Links().client(other)}/correct", **fields, kind="wrong"),
        owner.post(f"{Links().client(name)}/correct", **fields, kind="gone"),
        owner.post(f"{Links().client(name)}/correct", **{**fields, "code": "XX"}, kind="wrong"),
        owner.post(f"{Links().client(name)}/correct", **{**fields, "source": "M-0"}, kind="wrong"),
        owner.post(f"{Links().client(name)}/undo", item="nothing"),
        owner.post(f"{Links().client(name)}/decide/undo", item="9" * 30),
        owner.post(f"{Links().client(name)}/correct", **{f"f{each}": "1" for each in range(99)}),
        owner.post(f"{Links().client(name)}/decide", kind="talked", note="x" * 3_000),
        owner.post(f"{Links().client(name)}/decide", kind="talked", note="a\x00b"),
    ]
    assert [each.status for each in refused] == [400] * len(refused)
    assert owner.post("/clients/0000000000/decide", kind="talked").status == 404
    with desk.store() as store:
        assert list(store.corrections()) == []


def test_nothing_is_changed_by_get(owner, desk, worst):
    at = Links().client(worst[0])
    with desk.store() as store:
        before = store.dump()
    for path in ("/", at, f"{at}/evidence", f"{at}/maths", f"{at}/decide", f"{at}/batch", "/book",
                 "/settings", "/health", "/suggestions"):  # fmt: skip
        assert owner.get(path).status == 200, path
    for verb in ("correct", "undo", "decide/undo", "step", "context"):
        assert owner.get(f"{at}/{verb}?kind=wrong&item=1").status in {404, 405}
    with desk.store() as store:
        assert store.dump() == before


def test_a_batch_keeps_only_the_items_that_were_answered(owner, desk, worst):
    name, _ = worst
    at = Links().client(name)
    page = owner.get(f"{at}/batch").text
    items = re.findall(r'name="item ([^"]+)" value="right"', page)
    assert 1 <= len(items) <= 10
    answers = {f"item {items[0]}": "wrong", f"item {items[-1]}": "", "item HO-M-made-up": "wrong"}
    told = said(owner, owner.post(f"{at}/batch", **answers))
    assert told.startswith("Burn ")
    with desk.store() as store:
        assert len(store.corrections_of(name)) == 1
    assert owner.post(f"{at}/batch").header("location") == f"{at}/batch"


# --- decisions and steps -------------------------------------------------------------------------


def test_a_decision_is_kept_shown_and_taken_back(owner, desk, worst):
    name, at = worst[0], Links().client(worst[0])
    with desk.store() as store:
        known = len(store.decisions(name))
    told = said(owner, owner.post(f"{at}/decide", kind="snoozed", days="20", note="busy <b>"))
    assert told.startswith("Kept: Snooze. Now: snoozed")
    page = owner.get(f"{at}/decide").text
    assert "busy &lt;b&gt;" in page
    number = re.findall(r'decide/undo"><input type="hidden" name="item" value="(\d+)"', page)[0]
    assert said(owner, owner.post(f"{at}/decide/undo", item=number)).startswith(
        "Taken back: Snooze"
    )
    with desk.store() as store:
        kinds = [each.kind for each in store.decisions(name)][known:]
    assert kinds == [DecisionKind.SNOOZED, DecisionKind.UNDONE]


@pytest.mark.parametrize("kind", ["parting", "parted", "exit_plan", "prepare"])
def test_what_opens_the_way_out_wants_the_clients_name(owner, desk, worst, kind):
    name, at = worst[0], Links().client(worst[0])
    with desk.store() as store:
        known = store.decisions(name)
    for typed in ("", "yes", name[:-1], f"{name} x"):
        told = said(owner, owner.post(f"{at}/decide", kind=kind, name=typed))
        assert told.startswith("Nothing was changed")
    with desk.store() as store:
        assert store.decisions(name) == known


def test_parting_with_the_name_typed_is_kept(owner, desk, worst):
    name, at = worst[0], Links().client(worst[0])
    told = said(owner, owner.post(f"{at}/decide", kind="parting", name=f" {name.upper()} "))
    assert told == "Kept: I told them that we part. Now: parting."
    with desk.store() as store:
        assert desk.judged_of(store, name).verdict == "parting"


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "gut", "rating": "7"},
        {"kind": "gut"},
        {"kind": "talked", "on": "2199-01-01"},
        {"kind": "talked", "on": "yesterday"},
        {"kind": "snoozed", "days": "91"},
        {"kind": "snoozed", "days": "-1"},
        {"kind": "undone"},
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_its_reason(owner, desk, worst, fields):
    with desk.store() as store:
        known = store.decisions(worst[0])
    answered = owner.post(f"{Links().client(worst[0])}/decide", **fields)
    assert answered.status == 400
    assert "That did not work" in answered.text
    with desk.store() as store:
        assert store.decisions(worst[0]) == known


def test_a_step_is_marked_and_taken_back(owner, desk, worst):
    name, at = worst[0], Links().client(worst[0])
    told = said(owner, owner.post(f"{at}/step", step="ways_out", state="done", note="clause 7"))
    assert told == "Kept: the step is marked."
    with desk.store() as store:
        (word,) = store.exit_words(name)
    assert (word.step, word.state, word.note) == ("ways_out", "done", "clause 7")
    assert said(owner, owner.post(f"{at}/step/undo", item=word.id)) == "Taken back."
    assert owner.post(f"{at}/step", step="calm", state="done").status == 400


# --- first steps ---------------------------------------------------------------------------------


def test_an_empty_database_shows_what_to_do_next(year, tmp_path):
    (year.parent / "goodterms.db").unlink()
    owner = signed_in(a_site(a_desk(year)))
    page = owner.get("/")
    assert "First steps" in page.text
    assert "goodterms fetch" in page.text
    assert str(year) in page.text
    assert owner.get("/nowhere").status == 404
    assert owner.get("/book").status == 200


def test_cookies_of_two_ports_do_not_meet(desk):
    assert str(PORT) in a_site(desk).session_cookie
