"""The units as systemd itself sees them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "systemd"

MOST_EXPOSURE = 2.0
"""Of 10, by systemd's own measure (IMAP study b.10)."""


@pytest.fixture(scope="module")
def analyze() -> str:
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip("systemd-analyze is not installed here")
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
    if int(version.stdout.split()[1]) < 250:
        pytest.skip("this systemd cannot look at a unit offline")
    return found


def test_the_service_is_exposed_to_little(analyze: str) -> None:
    order = [analyze, "security", "--offline=true", "--no-pager", UNITS / "goodterms.service"]
    said = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    exposure = re.search(r"exposure level for goodterms.service: (\d+\.\d)", said)
    assert exposure, said
    assert float(exposure[1]) <= MOST_EXPOSURE


@pytest.mark.parametrize("unit", sorted(UNITS.rglob("*.service")), ids=lambda unit: unit.name)
def test_a_unit_is_private_and_does_not_retry_a_broken_config(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()
    for line in (
        "ExecReload=/bin/kill -HUP $MAINPID",
        "UMask=0077",
        "RestartPreventExitStatus=78",
        "Type=notify",
        "NotifyAccess=main",
    ):
        assert line in lines
