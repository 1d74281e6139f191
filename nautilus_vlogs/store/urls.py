"""Base URLs of a store."""

import re
from urllib.parse import quote
from urllib.parse import urlsplit

from nautilus_vlogs.errors import InvalidQueryError


def base_url(value: str) -> str:
    """
    Return a base URL without a final slash.

    Raises
    ------
    InvalidQueryError
        If it is none, or holds a user name or password.

    """
    if not isinstance(value, str) or "@" in value:  # not repeated: it may be a secret
        raise InvalidQueryError(
            "`url` must be a text without user or password: set VICTORIALOGS_USERNAME and "
            "VICTORIALOGS_PASSWORD instead",
        )
    try:
        url = urlsplit(value)
        is_base = url.scheme in ("http", "https") and bool(url.hostname)
        is_base = is_base and not re.search(r"[\s?#\\\x00-\x20\x7f]", value)
        is_base = is_base and (url.port is None or 0 < url.port < 65_536)
        (url.hostname or "").encode("idna")
    except ValueError:  # UnicodeError is one
        is_base = False
    if not is_base:
        raise InvalidQueryError(
            f"`url` must be a base URL such as http://localhost:9428, was {value[:200]!a}",
        )
    return url._replace(path=quote(url.path, safe="/%:!$&'()*+,;=~-._")).geturl().rstrip("/")
