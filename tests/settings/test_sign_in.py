from __future__ import annotations

from pathlib import Path

import pytest

from goodterms.adapters.bundled import bundled
from goodterms.adapters.oauth_provider import provider
from goodterms.errors import ConfigError
from goodterms.settings import SignInSettings, place_of
from goodterms.settings.file import parse

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")


def changed(**values: str) -> str:
    """Return the example with some keys of the mailbox set."""
    text = EXAMPLE
    for key, value in values.items():
        old = next(line for line in EXAMPLE.splitlines() if line.startswith(f"{key} = "))
        text = text.replace(f"{old}\n", f"{key} = {value}\n", 1)
    return text


def read(**values: str) -> SignInSettings:
    return parse(changed(**values), path=Path("c.toml"), state=Path()).mailbox.sign_in


def problems(**values: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(**values)
    return caught.value.problems


def test_a_password_is_the_default_and_needs_nothing_else() -> None:
    assert read() == SignInSettings()


def test_google_and_microsoft_need_the_owners_client_id() -> None:
    for auth in ('"google"', '"microsoft"'):
        (only,) = problems(auth=auth)
        assert "mailbox.client_id: auth = " in only
        assert "Signing in with Google or Microsoft" in only
    found = read(auth='"google"', client_id='"studio.apps"', client_secret='"file:google.secret"')
    assert (found.auth, found.client_id) == ("google", "studio.apps")
    assert found.client_secret == "file:google.secret"


def test_each_provider_is_asked_at_its_own_address() -> None:
    google = provider(read(auth='"google"', client_id='"g"'), "s")
    assert (google.device_url, google.scope) == ("", "https://mail.google.com/")
    assert google.identified() == {"client_id": "g", "client_secret": "s"}
    chosen = read(auth='"microsoft"', client_id='"m"', tenant='"consumers"')
    microsoft = provider(chosen, "")
    assert microsoft.token_url == ("https://login.microsoftonline.com/consumers/oauth2/v2.0/token")
    assert microsoft.device_url.endswith("/consumers/oauth2/v2.0/devicecode")
    assert microsoft.scope == "https://outlook.office.com/IMAP.AccessAsUser.All offline_access"
    assert microsoft.identified() == {"client_id": "m"}


OTHER = {"auth": '"other"', "client_id": '"x"', "scope": '"mail"'}


def test_another_provider_brings_its_addresses() -> None:
    urls = {"token_url": '"https://p.example/t"', "device_url": '"https://p.example/d"'}
    found = read(**OTHER, **urls)
    made = provider(found, "")
    assert (made.token_url, made.device_url) == ("https://p.example/t", "https://p.example/d")
    text = "\n".join(problems(auth='"other"', client_id='"x"'))
    for key in ("token_url", "scope", "authorize_url"):
        assert f"mailbox.oauth.{key}: auth" in text


def test_addresses_of_another_provider_are_not_silently_ignored() -> None:
    (only,) = problems(token_url='"https://p.example/t"')
    assert 'mailbox.oauth.token_url: is used with auth = "other" alone' in only
    assert only.startswith("line ")


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://p.example/token?v=2", True),
        ("http://127.0.0.1:8080/token", True),
        ("http://localhost/token", True),
        ("http://p.example/token", False),
        ("https://user@p.example/token", False),
        ("https://p.example/token#x", False),
        ("https://p.example:port/token", False),
        ("https://p.example:0/token", False),
        ("https://[p.example/token", False),
        ("https:///token", False),
        ("ftp://p.example/token", False),
        ("p.example", False),
    ],
)
def test_a_token_goes_over_https_or_stays_on_this_machine(address: str, fine: bool) -> None:
    values = {**OTHER, "authorize_url": '"https://p.example/a"', "token_url": f'"{address}"'}
    if fine:
        assert read(**values).token_url == address
    else:
        assert any("expected an https:// address" in each for each in problems(**values))


@pytest.mark.parametrize("tenant", ["", "../common", "a b", "x" * 300])
def test_a_tenant_cannot_leave_its_place_in_the_address(tenant: str) -> None:
    assert any("mailbox.tenant" in each for each in problems(tenant=f'"{tenant}"'))


def test_a_client_secret_in_the_config_is_refused_and_not_repeated() -> None:
    text = "\n".join(problems(client_secret='"GOCSPX-1234"'))
    assert "mailbox.client_secret: expected" in text
    assert "1234" not in text


@pytest.mark.parametrize(("value", "fine"), [("10", True), ("100000", True), ("9", False)])
def test_the_daily_megabytes_have_a_range(value: str, fine: bool) -> None:
    text = changed(daily_megabytes=value)
    if fine:
        found = parse(text, path=Path("c.toml"), state=Path())
        assert found.mailbox.daily_megabytes == int(value)
    else:
        assert any("from 10 to 100000" in each for each in problems(daily_megabytes=value))


def test_an_error_about_what_a_key_names_says_where_the_key_stands(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    number = EXAMPLE.splitlines().index('secret = "keyring"') + 1
    assert place_of(path, "mailbox.secret") == f"{path}: line {number}: mailbox.secret"
    assert place_of(tmp_path / "gone.toml", "mailbox.secret").endswith("gone.toml: mailbox.secret")
