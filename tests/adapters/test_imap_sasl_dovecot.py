"""The token sign-in against a mail server that somebody else wrote, and that asks the provider."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

import imap_dovecot
from goodterms.adapters import imap
from goodterms.errors import SignInError
from imap_certificate import make_certificate
from imap_peers import account
from token_endpoint import serving

in_ci = pytest.mark.skipif(
    os.environ.get("GOODTERMS_DOVECOT") != "1", reason="CI runs it: GOODTERMS_DOVECOT=1"
)

MECHANISMS = """
auth_mechanisms = {mechanism}
passdb {{{{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {file}
}}}}
"""

INTROSPECTION = """
introspection_mode = post
introspection_url = {base}/introspect
username_attribute = username
active_attribute = active
active_value = true
"""


@pytest.fixture
def open_folder():
    """A folder that the server's own user can read; the tests' folders are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.dovecot
@in_ci
@pytest.mark.timeout(60)
@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_dovecot_takes_a_good_token_and_explains_a_bad_one(
    mechanism: str, open_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = open_folder / "oauth2.conf"
    more = MECHANISMS.format(mechanism=mechanism, file=file)
    monkeypatch.setattr(imap_dovecot, "DOVECOT", imap_dovecot.DOVECOT + more)
    with serving() as endpoint:
        file.write_text(INTROSPECTION.format(base=endpoint.base), encoding="utf-8")
        endpoint.valid.add("good-token")
        with imap_dovecot.running_dovecot(make_certificate(tmp_path)) as running:
            box = running.mailbox()
            endpoint.owner = box.user
            who = account(box, by_token=True)
            with imap.connect(who, "good-token") as mailbox:
                assert "INBOX" in [each.name for each in mailbox.folders()]
            with pytest.raises(SignInError) as caught:
                imap.connect(who, "ended-token")
    assert "status" in caught.value.message
    assert "ended-token" not in str(caught.value)
