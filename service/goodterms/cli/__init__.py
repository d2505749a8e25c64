"""The commands: parse arguments, call the app, print a summary. No rule lives here."""

from __future__ import annotations

import sys

import click

from goodterms import __version__
from goodterms.cli.clients import clients, correct, decide, dossier, explain
from goodterms.cli.demo import demo
from goodterms.cli.doctor import doctor
from goodterms.cli.init import init
from goodterms.cli.ledger import import_
from goodterms.cli.service import run
from goodterms.cli.session import Session
from goodterms.cli.steps import assess, fetch, report
from goodterms.cli.tone import tone, train
from goodterms.errors import GoodTermsError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


for command in (
    init,
    doctor,
    fetch,
    import_,
    assess,
    report,
    run,
    clients,
    explain,
    dossier,
    correct,
    decide,
    tone,
    train,
    demo,
):
    goodterms.add_command(command)


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
