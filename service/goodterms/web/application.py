"""Routes: which address is which page or action, for whom, and what comes of an error.

Behind the gate everything but the login page and the style sheet wants a session; the address that
counts is the raw path of the request, never one put together from its headers.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from goodterms.errors import DecisionError, GoodTermsError, StepError, UnknownClientError
from goodterms.web import actions, paths, views
from goodterms.web.context import Texts
from goodterms.web.form import Form, FormError
from goodterms.web.gate import Gate
from goodterms.web.own_pages import LoginPage
from goodterms.web.pages import rendering
from goodterms.web.pages.notice import NoticePage
from goodterms.web.suggestions import Suggestions
from goodterms.web.views import Asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from goodterms.web.desk import Desk
    from goodterms.web.pages.frame import Frame
    from goodterms.web.pages.rendering import Page
    from goodterms.web.sessions import Sessions

    View = Callable[[Desk, Frame, Asked], Page]
    Action = Callable[[Desk, Asked], "actions.Outcome"]
    Endpoint = Callable[[Request], Awaitable[Response]]

log = logging.getLogger("goodterms")

REFUSALS = (FormError, DecisionError, StepError)
"""Errors that say what is wrong with what the owner entered."""

LINK_SECONDS = 600
"""How long the browser keeps a link between its two steps; the link itself ends sooner."""


@dataclass(frozen=True, slots=True)
class Site:
    """The page as one ASGI application.

    Attributes:
        allowed: Values of Host that are let in; see `gate.hosts`.
        port: In the names of the cookies, since cookies are shared by all ports of a host.
    """

    desk: Desk
    sessions: Sessions
    allowed: frozenset[bytes]
    port: int
    texts: Texts = field(default_factory=Texts)
    suggestions: Suggestions = field(default_factory=Suggestions)

    def application(self) -> ASGIApp:
        """Return the application behind its gate."""
        return Gate(Starlette(routes=self._routes()), self.allowed, _refused)

    def _routes(self) -> list[Route]:
        return [
            Route(paths.LOGIN, self.login, methods=["GET"]),
            Route(paths.LOGIN, self.enter, methods=["POST"]),
            Route(paths.LOGOUT, self._inside(self.leave), methods=["POST"]),
            Route("/static/page.css", _static(rendering.style, "text/css")),
            Route(paths.ICON, _static(rendering.icon, "image/svg+xml")),
            *(
                Route(path, self._inside(self._page(view)), methods=["GET"])
                for path, view in VIEWS.items()
            ),
            *(
                Route(path, self._inside(self._action(action)), methods=["POST"])
                for path, action in actions.all_of(self.texts, self.suggestions).items()
            ),
            Route(
                paths.SUGGESTIONS,
                self._inside(self._page(self._suggested)),
                methods=["GET"],
            ),
            Route("/{rest:path}", self._inside(self.nothing), methods=["GET"]),
        ]

    def _suggested(self, desk: Desk, _frame: Frame, _asked: Asked) -> Page:
        return views.suggestions(self.suggestions, desk)

    # --- who is asking ---------------------------------------------------------------------------

    @property
    def session_cookie(self) -> str:
        """Return the name of the session's cookie."""
        return f"goodterms_{self.port}"

    @property
    def link_cookie(self) -> str:
        """Return the name of the cookie that holds a link between its two steps."""
        return f"goodterms_link_{self.port}"

    def _inside(self, endpoint: Endpoint) -> Endpoint:
        """Let an endpoint answer to sessions only."""

        async def guarded(request: Request) -> Response:
            secret = request.cookies.get(self.session_cookie, "")
            is_open: bool = await run_in_threadpool(self.sessions.is_session, secret)
            if is_open:
                return await endpoint(request)
            return await self._shown(LoginPage(is_good=False), status=401)

        return guarded

    async def login(self, request: Request) -> Response:
        """Take the link out of the address; then show the button. Nothing is used up by looking."""
        link = request.query_params.get("key", "")
        if link:
            answer: Response = RedirectResponse(paths.LOGIN, status_code=303)
            self._set(answer, self.link_cookie, link, seconds=LINK_SECONDS, path=paths.LOGIN)
            return answer
        kept = request.cookies.get(self.link_cookie, "")
        is_good = await run_in_threadpool(self.sessions.is_link, kept)
        return await self._shown(LoginPage(is_good=is_good), status=200 if is_good else 401)

    async def enter(self, request: Request) -> Response:
        """Use the link up and begin a session."""
        kept = request.cookies.get(self.link_cookie, "")
        secret = await run_in_threadpool(self.sessions.begin, kept)
        if secret is None:
            return await self._shown(LoginPage(is_good=False), status=401)
        answer = RedirectResponse(self.desk.links.clients(), status_code=303)
        self._set(answer, self.session_cookie, secret, seconds=30 * 86_400, path="/")
        self._drop(answer, self.link_cookie, path=paths.LOGIN)
        return answer

    async def leave(self, request: Request) -> Response:
        """End this session."""
        await run_in_threadpool(self.sessions.end, request.cookies.get(self.session_cookie, ""))
        answer = RedirectResponse(paths.LOGIN, status_code=303)
        self._drop(answer, self.session_cookie, path="/")
        return answer

    def _set(self, answer: Response, name: str, value: str, *, seconds: int, path: str) -> None:
        answer.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="strict")

    def _drop(self, answer: Response, name: str, *, path: str) -> None:
        answer.delete_cookie(name, path=path, httponly=True, samesite="strict")

    # --- pages and actions -----------------------------------------------------------------------

    def _page(self, view: View) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            asked = Asked(key=request.path_params.get("key", ""), query=dict(request.query_params))
            return await run_in_threadpool(self._viewed, view, asked)

        return endpoint

    def _viewed(self, view: View, asked: Asked) -> Response:
        frame = self.desk.frame(notice=asked.query.get("said", ""))
        try:
            return HTMLResponse(rendering.rendered(view(self.desk, frame, asked), frame))
        except GoodTermsError as error:
            return self._failed(error)

    def _action(self, action: Action) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            body = await request.body()
            key = request.path_params.get("key", "")
            return await run_in_threadpool(self._done, action, key, body)

        return endpoint

    def _done(self, action: Action, key: str, body: bytes) -> Response:
        try:
            outcome = action(self.desk, Asked(key=key, form=Form.read(body)))
        except GoodTermsError as error:
            return self._failed(error)
        if outcome.page is not None:
            return HTMLResponse(rendering.rendered(outcome.page, self.desk.frame()))
        name = self.desk.notices.keep(outcome.said) if outcome.said else ""
        mark = "&" if "?" in outcome.to else "?"
        to, hash_mark, anchor = outcome.to.partition("#")
        said = f"{mark}said={name}" if name else ""
        return RedirectResponse(f"{to}{said}{hash_mark}{anchor}", status_code=303)

    def _failed(self, error: GoodTermsError) -> Response:
        """Say what was wrong in the words of the error, which never hold foreign text."""
        status = 400 if isinstance(error, REFUSALS) else 500
        if isinstance(error, UnknownClientError):
            status = 404
        frame = self.desk.frame()
        page = NoticePage(
            title=frame.texts.say("That did not work"),
            lines=tuple(each for each in (f"{error.message}.", error.hint) if each),
        )
        return HTMLResponse(rendering.rendered(page, frame), status_code=status)

    async def nothing(self, _request: Request) -> Response:
        """Answer an address that leads nowhere."""
        texts = self.desk.frame().texts
        page = NoticePage(
            title=texts.say("There is no such page"),
            lines=(texts.say("Go to the list of clients."),),
        )
        return await self._shown(page, status=404)

    async def _shown(self, page: Page, *, status: int) -> Response:
        frame = self.desk.frame()
        text = await run_in_threadpool(rendering.rendered, page, frame)
        return HTMLResponse(text, status_code=status)


VIEWS: dict[str, View] = {
    "/": views.clients,
    "/clients/{key}": views.client,
    "/clients/{key}/evidence": views.evidence,
    "/clients/{key}/maths": views.maths,
    "/clients/{key}/decide": views.decide,
    "/clients/{key}/batch": views.batch,
    "/book": views.book,
    "/settings": views.settings,
    "/health": views.health,
}


def _static(content: Callable[[], bytes], kind: str) -> Endpoint:
    async def endpoint(_request: Request) -> Response:
        return Response(content(), media_type=kind)

    return endpoint


def _refused(control: str) -> None:
    log.warning("page refused=%s", control)
