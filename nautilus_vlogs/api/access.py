"""Access to the API: its hosts, pages of other sites, the token, and tickets for event streams."""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.regular_files import open_regular

#: A shorter token could be found by trying.
MIN_TOKEN_CHARS = 12

TICKET_SECS = 60

_MAX_TOKEN_BYTES = 4_096
_DOCUMENTS = ("document",)
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^\s:/?#@*\\\[\]]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
#: A browser leaves it out.
_USUAL_PORT = re.compile(r"^(http(?=://.*:80$)://.*|https(?=://.*:443$)://.*):\d+$")


class Token:
    """
    The secret that requests bring.

    Parameters
    ----------
    text : str
        The token, of 12 characters at least.

    Raises
    ------
    InvalidQueryError
        If it is too short, or unfit for a header.

    """

    def __init__(self, text: str) -> None:
        value = text.strip() if isinstance(text, str) else ""
        is_fit = value.isascii() and value.isprintable()
        if len(value) < MIN_TOKEN_CHARS or not is_fit:  # not repeated: it is a secret
            raise InvalidQueryError(
                f"`token` must be of {MIN_TOKEN_CHARS} printable ASCII characters at least: make "
                f"one with `openssl rand -hex 16`, was one of {len(value)}",
            )
        self._wanted = value.encode()
        self._key = secrets.token_bytes(32)

    def __repr__(self) -> str:
        return "Token(…)"

    def admits(self, authorization: str | None, *, basic: bool = False) -> bool:
        """
        Return whether a header `Authorization` brings the token.

        Parameters
        ----------
        authorization : str, optional
            The header.
        basic : bool, default False
            Take a password of the scheme Basic, too: browsers ask for one.

        """
        scheme, _, given = (authorization or "").partition(" ")
        got = given.strip().encode(errors="surrogateescape")
        if basic and scheme.lower() == "basic":
            try:
                got = base64.b64decode(got, validate=True).partition(b":")[2]
            except (binascii.Error, ValueError):
                got = b""
        elif scheme.lower() != "bearer":
            got = b""
        # Constant time, whatever is wrong with it.
        return secrets.compare_digest(got, self._wanted)

    def make_ticket(self) -> str:
        """Return a ticket that opens event streams for `TICKET_SECS` seconds."""
        expiry = str(int(time.time()) + TICKET_SECS)
        return f"{expiry}.{self._signature(expiry)}"

    def admits_ticket(self, ticket: str) -> bool:
        """Return whether a ticket is one of ours and has not expired."""
        expiry, _, signature = ticket.partition(".")
        is_ours = secrets.compare_digest(
            signature.encode(errors="surrogateescape"), self._signature(expiry).encode()
        )
        is_number = expiry.isascii() and expiry.isdigit() and len(expiry) < 20
        return is_ours and is_number and int(expiry) >= time.time()

    def _signature(self, expiry: str) -> str:
        text = expiry.encode(errors="surrogateescape")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()


def read_token(environ: Mapping[str, str]) -> str | None:
    """
    Return the token of the environment: ``VLOGS_NT_API_TOKEN``, or the file of ``…_FILE``.

    Raises
    ------
    InvalidQueryError
        If both are set, or the file can't be read or is readable by others.

    """
    text = environ.get("VLOGS_NT_API_TOKEN", "").strip()
    name = environ.get("VLOGS_NT_API_TOKEN_FILE", "").strip()
    if text and name:
        raise InvalidQueryError(
            "VLOGS_NT_API_TOKEN and VLOGS_NT_API_TOKEN_FILE are both set: unset one of them",
        )
    if not name:
        return text or None
    token, mode = read_token_file(Path(name), "the file of VLOGS_NT_API_TOKEN_FILE")
    if mode & stat.S_IROTH:
        raise InvalidQueryError(
            f"the file of VLOGS_NT_API_TOKEN_FILE can be read by every user of this machine: "
            f"chmod 600 it, was {stat.filemode(mode)}",
        )
    return token


def read_token_file(path: Path, setting: str) -> tuple[str, int]:
    """
    Return the token that a file holds, and the file's mode.

    Parameters
    ----------
    path : Path
        A regular file; anything else could keep the reader waiting, or have no end.
    setting : str
        The setting that names it, for errors.

    Raises
    ------
    InvalidQueryError
        If it can't be read, or holds no token of printable ASCII characters and nothing else.

    """
    try:
        with os.fdopen(open_regular(path), "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(_MAX_TOKEN_BYTES + 1)
        text = content.decode().strip()
    except (OSError, ValueError) as e:
        raise InvalidQueryError(
            f"{setting} can't be read ({type(e).__name__}): correct its path or its mode, was "
            f"{str(path)[:200]!a}",
        ) from None
    if not text or len(content) > _MAX_TOKEN_BYTES or not (text.isascii() and text.isprintable()):
        raise InvalidQueryError(
            f"{setting} must be a file that holds a token and nothing else: write the token into "
            f"it, was {str(path)[:200]!a}",
        )
    return text, mode


def checked_origins(origins: Iterable[str]) -> list[str]:
    """
    Return origins as browsers write them.

    Raises
    ------
    InvalidQueryError
        If one is no origin, such as ``*``, by which every site could read the log.

    """
    found = []
    for origin in origins:
        text = origin.lower().removesuffix("/")
        if not _ORIGIN.fullmatch(text):
            raise InvalidQueryError(
                "`cors_origins` must be origins such as https://dashboard.example, without a path "
                f"or wildcards: correct it, was {origin[:200]!a}",
            )
        found.append(_USUAL_PORT.sub(r"\1", text))
    return found


def is_cross_site(
    headers: Mapping[str, str],
    origins: Iterable[str],
    *,
    is_page: bool = False,
) -> bool:
    """
    Return whether a page of another site, that is not allowed to, makes a request.

    Parameters
    ----------
    headers : mapping of str to str
        The request's headers, by lower-case name.
    origins : iterable of str
        Origins whose pages may call the API.
    is_page : bool, default False
        The path is a page that links of other sites may lead to.

    """
    origin = headers.get("origin")
    if origin is not None and origin.rstrip("/") in {one.rstrip("/") for one in origins}:
        return False
    site = headers.get("sec-fetch-site")
    if site is None:
        # An old browser, which sends an origin with each request that another page can read.
        return origin is not None and not _is_own(origin, headers.get("host", ""))
    if site in ("same-origin", "none"):
        return False
    is_navigation = headers.get("sec-fetch-mode") == "navigate"
    return not (is_page and is_navigation and headers.get("sec-fetch-dest") in _DOCUMENTS)


def _is_own(origin: str, host: str) -> bool:
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False
