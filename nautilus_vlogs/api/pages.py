"""The web UI's files, with the headers that confine what a page may do."""

from pathlib import Path

from fastapi import APIRouter
from fastapi import HTTPException
from fastapi import Request
from fastapi import Response
from fastapi.responses import HTMLResponse

from nautilus_vlogs.ui import STATIC_DIRECTORY

#: No script but the page's own, no request but to this server, no markup made of log text.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_ASSET_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def create_pages(directory: Path = STATIC_DIRECTORY) -> APIRouter:
    """
    Return a router that serves the UI under ``/ui/``, with ``/`` leading there.

    Parameters
    ----------
    directory : Path
        The built files: ``index.html`` and ``assets/``.

    """
    router = APIRouter(include_in_schema=False)
    # Read once: no path of a request ever becomes a path of a file, and an upgrade of the package
    # below a running server takes no page apart.
    assets = {path.name: path.read_bytes() for path in sorted((directory / "assets").glob("*"))}
    index = (directory / "index.html").read_text()

    # Addresses are relative: a proxy before the server may have put any prefix before its paths.
    @router.get("/")
    @router.get("/ui")
    async def lead() -> Response:
        return Response(status_code=307, headers={"Location": "ui/", "Cache-Control": "no-store"})

    @router.get("/ui/assets/{name}")
    async def asset(name: str) -> Response:
        content = assets.get(name)
        if content is None:
            raise HTTPException(404, "there is no such file: load the page anew")
        return Response(
            content,
            media_type=_ASSET_TYPES.get(Path(name).suffix, "application/octet-stream"),
            headers={**_HEADERS, "Cache-Control": "public, max-age=31536000, immutable"},
        )

    @router.get("/ui/{page:path}")
    async def show(page: str, request: Request) -> Response:
        # As it was sent: an encoded slash is part of a name, not of the address' depth.
        raw = bytes(request.scope.get("raw_path") or page.encode())
        depth = raw.partition(b"/ui/")[2].count(b"/") if b"/ui/" in raw else page.count("/")
        html = index.replace('"./assets/', f'"{"../" * depth or "./"}assets/')
        return HTMLResponse(html, headers={**_HEADERS, "Cache-Control": "no-cache"})

    return router
