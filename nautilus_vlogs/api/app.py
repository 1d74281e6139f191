"""The API as an app of its own."""

from collections.abc import Callable
from collections.abc import Sequence

from fastapi import FastAPI
from fastapi import Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from nautilus_vlogs.api.router import create_router
from nautilus_vlogs.query.client import VictoriaLogsClient


def create_app(
    client: VictoriaLogsClient,
    *,
    token: str | None = None,
    max_concurrent: int = 2,
    queue_secs: float = 5.0,
    cors_origins: Sequence[str] = (),
    is_closing: Callable[[], bool] = lambda: False,
) -> FastAPI:
    """
    Return an app that serves the API, its description under ``/docs`` and ``/openapi.json``.

    Parameters
    ----------
    client, token, max_concurrent, queue_secs, is_closing
        As for `create_router`.
    cors_origins : sequence of str
        The origins whose pages may call it from a browser; none by default.

    """
    app = FastAPI(
        title="vlogs-nt",
        summary="NautilusTrader's logs in VictoriaLogs, to read",
        version="1",
    )
    app.include_router(
        create_router(
            client,
            token=token,
            max_concurrent=max_concurrent,
            queue_secs=queue_secs,
            is_closing=is_closing,
        ),
    )
    app.add_exception_handler(Exception, _say_no_more)
    if cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(cors_origins),
            allow_methods=["GET"],
            allow_headers=["Authorization", "Last-Event-ID"],
        )
    return app


async def _say_no_more(_: Request, __: Exception) -> JSONResponse:
    return JSONResponse({"detail": "an error of this API: see its log"}, status_code=500)
