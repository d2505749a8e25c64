from __future__ import annotations

import email
import stat
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goodterms.adapters.clock import FixedClock
from goodterms.adapters.eml import EmlSender, file_name
from goodterms.core.outgoing import Outgoing
from goodterms.errors import DeliveryError

CLOCK = FixedClock(datetime(2026, 11, 16, 8, 30, tzinfo=UTC))
REPORT = Outgoing(
    period="m:2026-10",
    subject="Good Terms, October: 9 in good order",
    text="All is well.\n",
    html="<p>All is well.</p>",
    message_id="report.3@goodterms.invalid",
)


def test_report_is_a_file_only_its_owner_can_read(tmp_path):
    folder = tmp_path / "reports"

    place = EmlSender(folder, to="mara@studio.example", clock=CLOCK).send(REPORT)

    file = folder / "report-m-2026-10.eml"
    assert place == str(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert email.message_from_bytes(file.read_bytes())["Subject"] == REPORT.subject


def test_second_report_of_a_period_replaces_the_first_and_leaves_nothing_beside_it(tmp_path):
    sender = EmlSender(tmp_path, to="mara@studio.example", clock=CLOCK)
    sender.send(REPORT)
    sender.send(replace(REPORT, subject="Good Terms, October: 8 in good order"))

    (file,) = tmp_path.iterdir()
    assert b"8 in good order" in file.read_bytes()


def test_folder_that_is_a_file_is_an_error_of_delivery(tmp_path):
    (tmp_path / "reports").write_text("in the way")

    with pytest.raises(DeliveryError, match="not written"):
        EmlSender(tmp_path / "reports", to="mara@studio.example", clock=CLOCK).send(REPORT)


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("m:2026-10", "report-m-2026-10.eml"),
        ("w:2026-W42", "report-w-2026-W42.eml"),
        ("../../etc", "report--etc.eml"),
    ],
)
def test_file_name_stays_in_the_folder(period, name):
    assert file_name(period) == name
