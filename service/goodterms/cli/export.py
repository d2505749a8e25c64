"""`goodterms export`: the pages as files, and the description of the SQL views."""

from __future__ import annotations

import json
from pathlib import Path

import click

from goodterms.adapters import private_file
from goodterms.cli.session import Session, pass_session


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write.")
@click.option(
    "--datasette",
    "metadata",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the metadata file for Datasette.",
)
@pass_session
def export(session: Session, out: Path | None, metadata: Path | None) -> None:
    """Write the pages of `goodterms review` as files, without forms, for you alone (mode 0600).

    Evidence stands in them, so keep them as you keep the mail itself. The database has read-only
    views for own questions (view_verdicts, view_incidents and others); --datasette describes them.

    \b
    Examples:
      goodterms export --out pages
      goodterms export --datasette metadata.json
      datasette --immutable goodterms.db --metadata metadata.json
    """
    if out is None and metadata is None:
        message = "give --out DIR, or --datasette FILE"
        raise click.UsageError(message)
    if metadata is not None:
        from goodterms.adapters import schema_views  # noqa: PLC0415 - only for this option

        text = json.dumps(schema_views.metadata(), ensure_ascii=False, indent=2) + "\n"
        private_file.write(metadata, text)
        click.echo(f"Wrote {metadata}")
    if out is not None:
        from goodterms.daemon.page import desk_of  # noqa: PLC0415 - as above
        from goodterms.web.export import files  # noqa: PLC0415 - as above

        count = 0
        for name, content in files(desk_of(session.app, session.app)):
            private_file.write(out / name, content)
            count += 1
        click.echo(f"Wrote {count} files; begin with {out / 'index.html'}")
