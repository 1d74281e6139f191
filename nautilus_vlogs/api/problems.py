"""One shape of errors, whatever refuses a request."""

import re
from collections import Counter
from collections.abc import Awaitable
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from typing import get_origin
from typing import get_type_hints

from fastapi import FastAPI
from fastapi import HTTPException
from fastapi import Request
from fastapi import Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException as StarletteHTTPException

from nautilus_vlogs.api import models
from nautilus_vlogs.printable import escaped
from nautilus_vlogs.query.budget import bounded

#: For all queries of a request together: more than one may take, and less than browsers wait.
REQUEST_SECS = 20.0
REQUEST_QUERIES = 400

NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": models.Problem, "description": "A parameter makes no sense"},
    401: {"model": models.Problem, "description": "No token, or a wrong one"},
    403: {"model": models.Problem, "description": "A page of another site asks"},
    421: {"model": models.Problem, "description": "A host by which the API is not known"},
    422: {"model": models.Problem, "description": "A parameter is unknown, missing or wrong"},
    502: {"model": models.Problem, "description": "The log store failed"},
    503: {"model": models.Problem, "description": "Too many requests; see Retry-After"},
    504: {"model": models.Problem, "description": "The log store gave no answer in time"},
}
NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {"model": models.Problem, "description": "There is no such thing in this range"},
}

#: The parameter of each argument of the client that goes by another name.
_PARAMETERS = {
    "start": "since",
    "end": "until",
    "where": "field",
    "fields": "field",
    "not_fields": "not_field",
    "is_regex": "regex",
}
_ARGUMENT = re.compile(r"`([a-z_]+)`")
_MAX_SHOWN_CHARS = 100

_CODES = {
    400: "invalid_parameter",
    401: "unauthorized",
    403: "cross_site",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    421: "unknown_host",
    422: "invalid_parameter",
    500: "internal_error",
    502: "store_failed",
    503: "busy",
    504: "store_timeout",
}


class ProblemRoute(APIRoute):
    """A route whose errors have the shape of `Problem`, in any app."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        """Return the handler with its errors turned into answers."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                # What follows the answer's begin, a file or a stream, has bounds of its own.
                with bounded(REQUEST_SECS, REQUEST_QUERIES):
                    answer: Response = await handle(request)
            except HTTPException as e:
                if e.status_code == HTTPStatus.BAD_REQUEST:
                    return _senseless(request, str(e.detail))
                return problem(e.status_code, str(e.detail), headers=e.headers)
            except RequestValidationError as e:
                return _invalid(e)
            for name, value in NO_STORE.items():
                answer.headers.setdefault(name, value)
            return answer

        return handler


def problem(
    status: int,
    detail: str,
    *,
    parameter: str | None = None,
    headers: Any = None,
    **more: object,
) -> JSONResponse:
    """Return an error as an answer, with further members if the path has some."""
    content = {
        "code": _CODES.get(status, HTTPStatus(status).phrase.lower().replace(" ", "_")),
        "detail": detail,
        "parameter": parameter,
        **more,
    }
    return JSONResponse(content, status, {**NO_STORE, **(headers or {})})


def add_handlers(app: FastAPI) -> None:
    """Give the errors of an app, such as those of unknown paths, the same shape."""

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)  # noqa: S101 - registered for it
        return problem(error.status_code, str(error.detail), headers=error.headers)

    async def failed(_: Request, __: Exception) -> Response:
        return problem(500, "an error of this API: its operator finds it in its log")

    app.add_exception_handler(StarletteHTTPException, refused)
    app.add_exception_handler(Exception, failed)


def _senseless(request: Request, text: str) -> JSONResponse:
    """Return an error of the client's arguments by the names of the request's parameters."""
    given = {*request.query_params, *request.path_params}

    def as_given(match: re.Match[str]) -> str:
        name = match[1]
        return f"`{name if name in given else _PARAMETERS.get(name, name)}`"

    text = _ARGUMENT.sub(as_given, text)
    parameter = next((name for name in _ARGUMENT.findall(text) if name in given), None)
    return problem(400, text, parameter=parameter)


def refuse_repeated(request: Request) -> None:
    """Raise a validation error if a parameter that has one value is given several times."""
    counts = Counter(name for name, _ in request.query_params.multi_items())
    repeated = [name for name, count in counts.items() if count > 1]
    if not repeated:
        return
    hints = get_type_hints(request.scope["route"].endpoint)
    single = {
        name
        for argument, kind in hints.items()
        if argument != "return" and isinstance(kind, type) and issubclass(kind, BaseModel)
        for name, field in kind.model_fields.items()
        if get_origin(field.annotation) is not list
    }
    errors = [
        {"loc": ("query", name), "msg": "has one value: give it once"}
        for name in repeated
        if name in single
    ]
    if errors:
        raise RequestValidationError(errors)


def _invalid(error: RequestValidationError) -> JSONResponse:
    texts = []
    names = []
    for one in error.errors()[:5]:
        name = ".".join(str(part) for part in one.get("loc", ())[1:])[:200]
        message = str(one.get("msg", "is wrong")).removeprefix("Value error, ")
        value = one.get("input")
        # What is unknown may be a secret under another name; a ticket is one.
        if isinstance(value, str) and one.get("type") != "extra_forbidden" and name != "ticket":
            message += f", was {escaped(value, _MAX_SHOWN_CHARS)!r}"
        texts.append(f"`{name}`: {message}" if name else message)
        names.append(name)
    parameter = names[0].split(".")[0] if names and names[0] else None
    return problem(422, "; ".join(texts), parameter=parameter)
