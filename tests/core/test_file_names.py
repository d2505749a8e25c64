from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.file_names import dossier_name


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("Alba Studio", "dossier-alba-studio.html"),
        ("Konoba Tri škure", "dossier-konoba-tri-skure.html"),
        ("Đurđa & sin", "dossier-durda-sin.html"),
        ("../../etc/passwd", "dossier-etc-passwd.html"),
        ("日本", "dossier-client.html"),
    ],
)
def test_a_client_gives_a_plain_file_name(client: str, expected: str) -> None:
    assert dossier_name(client) == expected


@given(st.text())
def test_no_name_leaves_the_folder(client: str) -> None:
    assert re.fullmatch(r"dossier-[a-z0-9-]+\.html", dossier_name(client))
