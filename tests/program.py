"""Run the program as a user does, in this process: arguments in, status and output out."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from goodterms.__main__ import main
from goodterms.adapters.bundled import bundled
from goodterms.core.client import Client
from goodterms.settings.template import filled


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str

    @property
    def value(self) -> object:
        return json.loads(self.out)


def run(*arguments: str | Path, stdin: str = "") -> Ran:
    """Run `goodterms ARGUMENTS`."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv, sys.stdin
    sys.argv = ["goodterms", *map(str, arguments)]
    sys.stdin = io.StringIO(stdin)
    status = 0
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as stop:
        status = int(stop.code or 0)
    finally:
        sys.argv, sys.stdin = before
    return Ran(status=status, out=out.getvalue(), err=err.getvalue())


def write_config(
    folder: Path, *, port: int, password: str, clients: list[Client], **values: object
) -> Path:
    """Write a config for a server on loopback, with its secret beside it."""
    example = bundled("config.example.toml").read_text(encoding="utf-8")
    given = {
        "mailbox.host": "127.0.0.1",
        "mailbox.port": port,
        "mailbox.security": "plain",
        "mailbox.user": "mara",
        "mailbox.secret": "file:imap.secret",
        "store.path": "goodterms.db",
        **{key.replace("__", "."): value for key, value in values.items()},
    }
    path = folder / "config.toml"
    path.write_text(filled(example, given, clients), encoding="utf-8")
    secret = folder / "imap.secret"
    secret.touch(mode=0o600)
    secret.write_text(password + "\n", encoding="utf-8")
    return path
