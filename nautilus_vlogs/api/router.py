"""The API as a router for an app of one's own."""

from collections.abc import Callable
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from fastapi import Depends
from fastapi import HTTPException
from fastapi import Request
from fastapi.security import HTTPAuthorizationCredentials
from fastapi.security import HTTPBearer

from nautilus_vlogs.api import models
from nautilus_vlogs.api.access import TICKET_SECS
from nautilus_vlogs.api.access import Token
from nautilus_vlogs.api.access import checked_origins
from nautilus_vlogs.api.access import is_cross_site
from nautilus_vlogs.api.count_paths import add_count_paths
from nautilus_vlogs.api.gate import Gate
from nautilus_vlogs.api.problems import PROBLEMS
from nautilus_vlogs.api.problems import ProblemRoute
from nautilus_vlogs.api.problems import problem
from nautilus_vlogs.api.problems import refuse_repeated
from nautilus_vlogs.api.row_paths import add_row_paths
from nautilus_vlogs.api.stream import OPERATION as STREAM
from nautilus_vlogs.api.stream import add_stream_path
from nautilus_vlogs.query.client import VictoriaLogsClient

_BEARER = HTTPBearer(
    auto_error=False, description="the token of VLOGS_NT_API_TOKEN, if there is one"
)


def create_router(
    client: VictoriaLogsClient,
    *,
    token: str | None = None,
    max_concurrent: int = 2,
    queue_secs: float = 5.0,
    prefix: str = "/api/logs",
    cors_origins: Sequence[str] = (),
    is_closing: Callable[[], bool] = lambda: False,
) -> APIRouter:
    """
    Return a router to mount in an app: ``app.include_router(create_router(client))``.

    Requests of pages of other sites are refused. The hosts by which the app may be reached are the
    app's to check: behind a name of its own, use a token or Starlette's `TrustedHostMiddleware`.

    Parameters
    ----------
    client : VictoriaLogsClient
        Its tenant, scope and guard rails are those of every request.
    token : str, optional
        The token that requests carry as ``Authorization: Bearer …``; 12 characters at least.
    max_concurrent : int, default 2
        Number of queries that run at once; fewer than the store has slots for.
    queue_secs : float, default 5.0
        Seconds that a request waits for its turn.
    prefix : str, default "/api/logs"
        Begin of the paths.
    cors_origins : sequence of str
        Origins of other sites whose pages may call it; none by default.
    is_closing : callable, optional
        Returns whether the server is about to end: streams, which have no end, then do.

    Raises
    ------
    InvalidQueryError
        If the token is too short, or an origin is none.

    """
    cors_origins = checked_origins(cors_origins)
    secret = None if token is None else Token(token)
    gate = Gate(max_concurrent, queue_secs)
    router = APIRouter(
        prefix=prefix,
        tags=["logs"],
        responses=PROBLEMS,
        route_class=ProblemRoute,
        dependencies=[
            Depends(_same_site(tuple(cors_origins))),
            *([Depends(_admitted(secret))] if secret is not None else []),
            Depends(refuse_repeated),
        ],
    )
    add_row_paths(router, client, gate)
    add_count_paths(router, client, gate)
    add_stream_path(router, client, gate, is_closing)

    @router.post("/stream/ticket", summary="A ticket for event streams", operation_id="ticket")
    async def ticket() -> models.TicketAnswer:
        made = secret.make_ticket() if secret is not None else "none-is-needed"
        return models.TicketAnswer(ticket=made, expires_in_secs=TICKET_SECS)

    @router.get("/health", summary="Whether the store answers", operation_id="health")
    async def health() -> models.HealthAnswer:
        found = await gate.run(client.health)
        if not found.ok:
            text = "the log store does not answer queries"
            # A problem like every other, and still a health answer.
            return problem(502, text, ok=False, trouble=text)  # type: ignore[return-value]
        return models.HealthAnswer(
            ok=True,
            latency_ms=found.latency_ms,
            clock_ahead_secs=found.clock_ahead_secs,
            version=found.metrics.version if found.metrics else "",
            read_only=found.metrics.is_read_only if found.metrics else False,
        )

    return router


def _same_site(origins: Sequence[str]) -> Callable[[Request], None]:
    """Return a dependency that refuses requests of other sites' pages."""

    def check(request: Request) -> None:
        if is_cross_site(request.headers, origins):
            raise HTTPException(
                403,
                "a page of another site asks: its origin must be named when the API is started",
            )

    return check


def _admitted(token: Token) -> Callable[..., None]:
    """Return a dependency that refuses a request without the token."""

    def check(
        request: Request,
        _: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
    ) -> None:
        ticket = request.query_params.get("ticket")
        # By the route: what a path looks like is the client's, for names in it may hold slashes.
        is_stream = getattr(request.scope["route"], "operation_id", "") == STREAM
        if is_stream and ticket is not None and token.admits_ticket(ticket):
            return
        if not token.admits(request.headers.get("authorization")):
            raise HTTPException(
                401,
                "a token is needed: `Authorization: Bearer …`",
                headers={"WWW-Authenticate": "Bearer"},
            )

    return check
