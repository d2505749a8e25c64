"""config.toml as frozen dataclasses; every problem of a file is collected before it is refused.

No defaults hide elsewhere: config.example.toml shows every key, and a test holds the two together.
"""

from goodterms.settings.file import load, place_of
from goodterms.settings.model import (
    HoursPeriod,
    HoursSettings,
    MailboxSettings,
    MoneySettings,
    ReportSettings,
    ReviewSettings,
    Settings,
    SignInSettings,
    SmtpSettings,
)

__all__ = [
    "HoursPeriod",
    "HoursSettings",
    "MailboxSettings",
    "MoneySettings",
    "ReportSettings",
    "ReviewSettings",
    "Settings",
    "SignInSettings",
    "SmtpSettings",
    "load",
    "place_of",
]
