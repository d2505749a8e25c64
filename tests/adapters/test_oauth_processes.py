"""Renewing by several processes, and by one that is killed at each of its steps."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from goodterms.adapters.oauth_access import Access
from token_endpoint import CLIENT_ID, NOW, USER, access, serving

LATER = NOW + timedelta(hours=2)

CHILD = """
import sys, os
from datetime import datetime
from pathlib import Path
sys.path.insert(0, {tests!r})
from goodterms.adapters.oauth_access import Access
from goodterms.adapters.oauth_provider import Provider
from goodterms.adapters.token_file import TokenFile

steps, stop = [0], {stop}

def step(*_):
    steps[0] += 1
    if steps[0] == stop:
        os._exit(9)

def audit(event, arguments):
    if event in ("open", "os.rename", "os.remove", "fcntl.flock", "socket.connect"):
        step()

fsync = os.fsync

def stepped(handle):
    step()
    fsync(handle)
    step()

access = Access(
    provider=Provider(name="other", token_url={url!r}, scope="s", client_id={client!r}),
    file=TokenFile(Path({path!r})), user={user!r},
)
os.fsync = stepped
sys.addaudithook(audit)
found = access.tokens(now=datetime.fromisoformat({now!r}))
count = steps[0]
stop = 0
print(count, found.access)
"""


def child(mine: Access, *, stop: int) -> subprocess.Popen[str]:
    code = CHILD.format(
        tests=str(Path(__file__).parent.parent), stop=stop, url=mine.provider.token_url,
        client=CLIENT_ID, path=str(mine.file.path), user=USER, now=LATER.isoformat(),
    )  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


@pytest.mark.timeout(60)
def test_two_processes_renew_once(tmp_path: Path) -> None:
    with serving() as endpoint:
        mine = access(endpoint, tmp_path)
        endpoint.delay = 0.5
        both = [child(mine, stop=0) for _ in range(2)]
        printed = [each.communicate(timeout=30)[0].split()[1] for each in both]
    assert printed == ["access-1-secret"] * 2
    assert len(endpoint.asked("refresh_token")) == 1


@pytest.mark.timeout(110)
def test_a_crash_at_any_step_leaves_a_token_that_can_be_renewed(tmp_path: Path) -> None:
    with serving() as endpoint:
        whole, _ = child(access(endpoint, tmp_path), stop=0).communicate(timeout=30)
    steps = int(whole.split()[0])
    assert steps >= 8, "reading, lock, connection, and each step of the durable write"
    for stop in range(1, steps + 1):
        folder = tmp_path / str(stop)
        with serving() as endpoint:
            mine = access(endpoint, folder)
            killed = child(mine, stop=stop)
            killed.communicate(timeout=30)
            assert killed.returncode == 9, f"step {stop} was not reached"
            found = mine.tokens(now=LATER)
            assert found.access in endpoint.valid, f"after a crash at step {stop}"
            assert mine.tokens(now=LATER + timedelta(hours=2)).access in endpoint.valid
            names = {each.name for each in folder.iterdir()}
            assert names == {"goodterms.token.json", "goodterms.token.json.lock"}
