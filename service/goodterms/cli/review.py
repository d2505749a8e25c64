"""`goodterms review`: the local page, and a link to it that works once."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from goodterms.adapters import instance_lock
from goodterms.cli.session import Session, pass_session


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port of this machine; 0 for any.")
@click.option(
    "--socket",
    "socket_path",
    type=click.Path(path_type=Path),
    help="A Unix socket instead, for a tunnel that ends on --port.",
)
@click.option("--open", "opened", is_flag=True, help="Open your browser with the link.")
@click.option("--sign-out", is_flag=True, help="End every session and every link, and stop.")
@pass_session
def review(
    session: Session,
    port: int | None,
    socket_path: Path | None,
    opened: bool,
    sign_out: bool,
) -> None:
    """Show the page with clients, evidence and what you can do, in your browser on this machine.

    Prints a link that works once, for ten minutes; the session it begins lasts 30 days at most.
    Only this machine can reach the page. When the service serves it already ([review] enabled), a
    link to that is printed. Ctrl-C stops the page.

    \b
    Examples:
      goodterms review
      goodterms review --open
      goodterms review --socket ~/goodterms.sock    then: ssh -L 8766:goodterms.sock this-machine
      goodterms review --sign-out
    """
    from goodterms.daemon.page import desk_of  # noqa: PLC0415 - only this command serves
    from goodterms.web import server  # noqa: PLC0415 - as above

    desk = desk_of(session.app, lambda: Session(session.config).app())
    kept = server.sessions(desk)
    if sign_out:
        click.echo(f"Ended: {kept.end_all()} sessions.")
        return
    how = session.settings.review
    if port is not None:
        how = replace(how, port=port)
    if socket_path is not None:
        how = replace(how, socket=socket_path)
    given = port is not None or socket_path is not None
    if how.enabled and not given and instance_lock.holder(session.settings.database) is not None:
        shown(server.Place(sockets=[], port=how.port).link(kept.new_link()), opened=opened)
        return
    desk.store().close()  # a database that cannot be used is named before anything is served
    with server.listening(how) as place:
        shown(place.link(kept.new_link()), opened=opened)
        if how.socket:
            click.echo(f"Listens on {how.socket}; the link holds where a tunnel ends on that port.")
        click.echo("Ctrl-C stops the page.")
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
            server.service(desk, place).run()


def shown(link: str, *, opened: bool) -> None:
    """Print the link, the only thing on standard output; open it when asked to."""
    click.echo(f"Open this within ten minutes, once:\n{link}")
    if opened:
        webbrowser.open(link)
