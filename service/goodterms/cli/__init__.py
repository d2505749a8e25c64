"""The commands: parse arguments, call the app, print a summary. No rule lives here."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from goodterms import __version__
from goodterms.cli.session import Session
from goodterms.errors import GoodTermsError

COMMANDS = {
    "init": "init:init",
    "login": "login:login",
    "doctor": "doctor:doctor",
    "fetch": "steps:fetch",
    "import": "ledger:import_",
    "assess": "steps:assess",
    "report": "report:report",
    "review": "review:review",
    "export": "export:export",
    "run": "service:run",
    "status": "service:status",
    "backup": "service:backup_",
    "restore": "service:restore",
    "clients": "client_list:clients",
    "explain": "explain:explain",
    "dossier": "dossier:dossier",
    "correct": "correct:correct",
    "decide": "decide:decide",
    "payments": "payments:payments",
    "simulate": "simulate:simulate",
    "tone": "tone:tone",
    "train": "tone:train",
    "demo": "demo:demo",
}
"""Command name to module and function, in the order of the pipeline."""


class Commands(click.Group):
    """The commands of `COMMANDS`; a module is imported when its command is asked for."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names in alphabetical order, as click shows them."""
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return a command, None when there is none of this name."""
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name].partition(":")
        found = getattr(import_module(f"goodterms.cli.{module}"), function)
        assert isinstance(found, click.Command)  # noqa: S101 - the table above, held by a test
        return found


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False),
    envvar="GOODTERMS_CONFIG",
    help="The config file; config.toml in your config folder by default.",
)
@click.version_option(__version__, prog_name="goodterms")
@click.pass_context
def goodterms(context: click.Context, config: str | None) -> None:
    """Evidence on which client relations cost too much, from a mailbox that is only ever read.

    \b
    First use:      goodterms init
    See it work:    goodterms demo
    By hand:        goodterms fetch, import FILE.csv, assess, report
    As a service:   goodterms run
    """
    context.obj = Session(config)


def main() -> None:
    """Run the command line; expected errors are one line and a documented exit status."""
    try:
        # without standalone mode an Exit comes back as a returned status
        status = goodterms(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OSError as error:
        # the last net: steps name their own errors, this one says at least which file or what
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {place}{error.strerror or error}", err=True)
        sys.exit(1)
    except GoodTermsError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_status)
    sys.exit(status if isinstance(status, int) else 0)
