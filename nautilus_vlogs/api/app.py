"""The API as an app of its own."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence

from fastapi import FastAPI
from fastapi import Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse
from fastapi.responses import JSONResponse
from fastapi.responses import Response
from starlette.types import ASGIApp
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

from nautilus_vlogs.api.access import Token
from nautilus_vlogs.api.access import checked_origins
from nautilus_vlogs.api.access import is_cross_site
from nautilus_vlogs.api.docs_page import render_docs
from nautilus_vlogs.api.pages import create_pages
from nautilus_vlogs.api.problems import NO_STORE
from nautilus_vlogs.api.problems import add_handlers
from nautilus_vlogs.api.problems import problem
from nautilus_vlogs.api.router import create_router
from nautilus_vlogs.hosts import Hosts
from nautilus_vlogs.query.client import VictoriaLogsClient

#: Requests have no body; a larger one is refused unread.
_MAX_BODY_BYTES = 65_536


def create_app(
    client: VictoriaLogsClient,
    *,
    token: str | None = None,
    max_concurrent: int = 2,
    queue_secs: float = 5.0,
    cors_origins: Sequence[str] = (),
    hosts: Iterable[str] = (),
    any_address: bool = False,
    is_closing: Callable[[], bool] = lambda: False,
) -> FastAPI:
    """
    Return an app that serves the API, its description at ``/docs`` and ``/openapi.json``.

    Parameters
    ----------
    client, token, max_concurrent, queue_secs, cors_origins, is_closing
        As for `create_router`.
    hosts : iterable of str
        Names by which the app may be reached besides the loopback's; ``*`` for any.
    any_address : bool, default False
        Admit every IP address as a host, for an app that is bound beyond loopback.

    """
    cors_origins = checked_origins(cors_origins)
    app = FastAPI(
        title="vlogs-nt",
        summary="The log of NautilusTrader in VictoriaLogs, to read",
        version="1",
        docs_url=None,  # those load scripts from elsewhere
        redoc_url=None,
        openapi_url=None,
    )
    app.include_router(
        create_router(
            client,
            token=token,
            max_concurrent=max_concurrent,
            queue_secs=queue_secs,
            cors_origins=cors_origins,
            is_closing=is_closing,
        ),
    )
    add_handlers(app)
    app.include_router(create_pages())
    _add_description(app, None if token is None else Token(token))
    app.add_middleware(_Guard, hosts=Hosts(hosts, any_address=any_address), origins=cors_origins)
    if cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Last-Event-ID"],
            expose_headers=["Retry-After", "X-Rows", "X-Rows-Left-Out"],
        )
    return app


def _add_description(app: FastAPI, token: Token | None) -> None:
    def refused(request: Request) -> Response | None:
        if token is None or token.admits(request.headers.get("authorization"), basic=True):
            return None
        # A browser asks for a password: the token, with any user name.
        headers = {"WWW-Authenticate": 'Basic realm="vlogs-nt", charset="UTF-8"'}
        return problem(401, "a token is needed, as a password", headers=headers)

    async def openapi(request: Request) -> Response:
        return refused(request) or JSONResponse(app.openapi(), headers=NO_STORE)

    async def docs(request: Request) -> Response:
        policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        headers = {**NO_STORE, "Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
        return refused(request) or HTMLResponse(render_docs(app.openapi()), headers=headers)

    app.add_route("/openapi.json", openapi, include_in_schema=False)
    app.add_route("/docs", docs, include_in_schema=False)


class _Guard:
    """Refuse unknown hosts, pages of other sites and bodies before a path is looked up."""

    def __init__(self, app: ASGIApp, *, hosts: Hosts, origins: Sequence[str]) -> None:
        self._app = app
        self._hosts = hosts
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            refused = self._refused(Request(scope))
            if refused is not None:
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refused(self, request: Request) -> Response | None:
        headers = request.headers
        # A test client is in this process; the server of a real request is a socket's address.
        is_local = (request.scope.get("server") or ("", 0))[0] == "testserver"
        if not is_local and not self._hosts.admits(headers.get("host")):
            return problem(
                421,
                "the API is not known by this host: name it when the API is started (--allow-host)",
            )
        # As it is routed: an address is made of the host as well.
        path = str(request.scope["path"])
        is_page = not path.startswith("/api/") and request.method == "GET"
        if request.method != "OPTIONS" and is_cross_site(headers, self._origins, is_page=is_page):
            return problem(
                403,
                "a page of another site asks: name its origin when the API is started",
            )
        length = headers.get("content-length", "0")
        is_large = not length.isdigit() or len(length) > 9 or int(length) > _MAX_BODY_BYTES
        if is_large or "transfer-encoding" in headers:
            return problem(413, "requests have no body", headers={"Connection": "close"})
        return None
