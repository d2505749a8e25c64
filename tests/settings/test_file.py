from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from goodterms import settings
from goodterms.adapters.bundled import bundled
from goodterms.core.policy import DEFAULT_PRICES, Policy
from goodterms.errors import ConfigError
from goodterms.settings.file import parse
from goodterms.settings.table import Table

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse(text, path=Path("config.toml"), state=Path())
    assert caught.value.exit_status == 78
    return caught.value.problems


def test_the_example_file_is_valid_and_holds_the_defaults() -> None:
    found = parse(EXAMPLE, path=Path("config.toml"), state=Path("state"))
    assert found.policy == Policy(prices=dict(DEFAULT_PRICES))
    assert found.policy.digest == Policy().digest
    assert found.database == Path("state/goodterms.db")
    assert found.mailbox.port == 993
    assert found.hours.windows[5] == ()
    assert [each.name for each in found.clients] == ["Alba Studio"]


def test_every_commented_key_of_the_example_is_known() -> None:
    open_keys = EXAMPLE.replace("# hourly_rate", "hourly_rate").replace("# ca_file", "ca_file")
    for key in (
        "alternative_hourly",
        "fixed_costs",
        "price_of_calm",
        "included_rounds",
        "notice_days",
    ):
        assert f"# {key} = " in open_keys
        open_keys = open_keys.replace(f"# {key} = ", f"{key} = ")
    found = parse(open_keys, path=Path("config.toml"), state=Path())
    assert found.owner.hourly_rate_minor == 6000
    assert found.clients[0].included_rounds == 2


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_key() -> None:
    (only,) = problems(EXAMPLE.replace("poll_minutes", "pol_minutes"))
    assert "mailbox.pol_minutes: unknown key" in only
    assert 'did you mean "poll_minutes"?' in only
    assert only.startswith("line ")


def test_all_problems_are_reported_at_once() -> None:
    text = (
        EXAMPLE.replace('"Europe/Zagreb"', '"Europe/Zagrab"')
        .replace("port = 993", "port = 99300")
        .replace('monday = ["09:00-17:00"]', 'monday = ["9 to 5"]')
        .replace('currency = "EUR"', 'currency = "euro"')
    )
    found = "\n".join(problems(text))
    for part in ("hours.zone", "mailbox.port", "hours.monday", "owner.currency"):
        assert part in found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('domains = ["alba.example"]', 'domains = ["gmail.com"]', "belongs to everybody"),
        ('["ana@alba.example"]', '["ana at alba"]', "is not a mail address"),
        ('["ana@alba.example"]', '["a\\r\\nb@alba.example"]', "is not a mail address"),
        ('["ana@alba.example"]', '["mara@studio.example"]', "is your own address"),
        ('secret = "keyring"\n', 'secret = "hunter2"\n', "no password belongs in this file"),
        ('security = "tls"\n#', 'security = "plain"\n#', "only for a server on this machine"),
        ("leave = []", 'leave = ["2026-13-01"]', "is not a day"),
        ("leave = []", 'leave = ["2026-08-10..2026-08-01"]', "ends before it begins"),
        ('deliver = "file"', 'deliver = "smtp"', "needs the name of your submission server"),
        ('patience = "normal"', 'patience = "endless"', "expected one of"),
        ("AHP = 15", "AHP = -1", "expected a number from 0 to 600"),
        ('name = "Mara Horvat"', 'name = ""', "required"),
        ('monday = ["09:00-17:00"]', 'monday = ["09:00-12:00", "11:00-17:00"]', "overlap"),
    ],
)
def test_each_wrong_value_says_what_was_expected(old: str, new: str, expected: str) -> None:
    assert old in EXAMPLE
    assert any(expected in each for each in problems(EXAMPLE.replace(old, new, 1)))


def test_two_clients_cannot_share_an_address() -> None:
    text = EXAMPLE + '\n[clients."Other"]\naddresses = ["ana@alba.example"]\n'
    assert any("belongs to 2 clients" in each for each in problems(text))


def test_leave_is_inclusive_on_both_ends() -> None:
    text = EXAMPLE.replace("leave = []", 'leave = ["2026-08-01..2026-08-03", "2026-12-24"]')
    found = parse(text, path=Path("config.toml"), state=Path())
    expected = {date(2026, 8, 1), date(2026, 8, 2), date(2026, 8, 3), date(2026, 12, 24)}
    assert found.hours.leave == expected


def test_a_missing_file_says_what_writes_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="goodterms init"):
        settings.load(tmp_path / "config.toml", state=tmp_path)


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[owner\n")
    with pytest.raises(ConfigError, match="line 1"):
        settings.load(path, state=tmp_path)


@pytest.mark.parametrize(("currency", "minor"), [("EUR", 6000), ("JPY", 60), ("KWD", 60000)])
def test_a_price_has_the_decimals_of_its_currency(currency: str, minor: int) -> None:
    text = EXAMPLE.replace('currency = "EUR"', f'currency = "{currency}"')
    found = parse(
        text.replace("# hourly_rate = 60", "hourly_rate = 60"), path=Path("c.toml"), state=Path()
    )
    assert found.owner.hourly_rate_minor == minor
    assert found.clients[0].hourly_rate_minor == minor


def test_a_currency_that_does_not_exist_is_refused() -> None:
    (only,) = problems(EXAMPLE.replace('currency = "EUR"', 'currency = "EUO"'))
    assert 'owner.currency: expected an ISO 4217 code such as "EUR", found "EUO"' in only


def test_relative_folders_and_files_lie_beside_the_config() -> None:
    text = EXAMPLE.replace('folder = ""', 'folder = "reports"')
    text = text.replace('# ca_file = "/etc/goodterms/bridge.pem"', 'ca_file = "bridge.pem"')
    found = parse(text, path=Path("/etc/goodterms/config.toml"), state=Path())
    assert found.report.folder == Path("/etc/goodterms/reports")
    assert found.mailbox.ca_file == "/etc/goodterms/bridge.pem"


@pytest.mark.parametrize("password", ['"hunter2"', "20262027"])
def test_a_password_in_the_config_is_refused_and_not_repeated(password: str) -> None:
    text = EXAMPLE.replace('secret = "keyring"\n', f"secret = {password}\n")
    found = "\n".join(problems(text))
    assert "mailbox.secret: expected" in found
    assert password.strip('"') not in found


def test_every_key_that_is_read_stands_in_the_example() -> None:
    commented = re.sub(r"(?m)^# (\w+ = )", r"\1", EXAMPLE)
    values = tomllib.loads(commented)
    shown = {"": {*values}} | {name: set(values[name]) for name in values if name != "clients"}
    shown["policy.prices"] = set(values["policy"]["prices"])
    shown["mailbox.oauth"] = set(values["mailbox"]["oauth"])
    shown["clients.Alba Studio"] = set(values["clients"]["Alba Studio"])
    read: dict[str, set[str]] = {}
    finish = Table.finish

    def noted(table: Table) -> None:
        if "[" not in table.path:  # tables of a list show their keys in one line
            read[table.path] = set(table.known)
        finish(table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "finish", noted)
        parse(commented, path=Path("config.toml"), state=Path())
    assert read == shown


def test_a_relative_database_lies_beside_the_config() -> None:
    text = EXAMPLE.replace('path = ""', 'path = "mine.db"')
    found = parse(text, path=Path("/srv/terms/config.toml"), state=Path())
    assert found.database == Path("/srv/terms/mine.db")
