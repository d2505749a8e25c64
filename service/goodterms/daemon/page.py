"""The page inside the service: a thread of its own while `[review] enabled` says so."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from goodterms.daemon.standing import standing
from goodterms.errors import GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodterms.app import App
    from goodterms.web.desk import Desk

log = logging.getLogger("goodterms")


class Current:
    """The app in use; read anew after the page changed the config."""

    def __init__(self, app: App, anew: Callable[[], App]) -> None:
        self._app = app
        self._anew = anew

    def __call__(self) -> App:
        """Return the app."""
        return self._app

    def renew(self) -> None:
        """Read the config again."""
        self._app = self._anew()


def desk_of(app: Callable[[], App], anew: Callable[[], App]) -> Desk:
    """Return what a page served by itself works with."""
    from goodterms.web.desk import Desk  # noqa: PLC0415 - only those who serve pay for it

    current = Current(app(), anew)
    return Desk(
        current, lambda app, store, now: standing(app, store, now=now), changed=current.renew
    )


@contextmanager
def served(app: Callable[[], App], changed: Callable[[], None]) -> Iterator[None]:
    """Serve the page while the block runs, if it is enabled; a port that is taken stops nothing.

    Args:
        app: Returns the app in use.
        changed: Told when the page changed the config.
    """
    how = app().settings.review
    if not how.enabled:
        yield
        return
    from goodterms.web.desk import Desk  # noqa: PLC0415 - as above
    from goodterms.web.server import beside  # noqa: PLC0415 - as above

    desk = Desk(app, lambda app, store, now: standing(app, store, now=now), changed=changed)
    serving = beside(desk, how)
    try:
        place = serving.__enter__()
    except GoodTermsError as error:
        log.error("page not served: %s", error)  # noqa: TRY400 - expected
        yield
        return
    log.info("page port=%d", place.port)
    try:
        yield
    finally:
        serving.__exit__(None, None, None)
