"""Texts of a server: made harmless where they are received."""

import html
import re

from nautilus_vlogs.printable import escaped
from nautilus_vlogs.store.credentials import masked

#: As much of a body is looked at.
_MAX_CHARS = 16_384

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_IS_PAGE = re.compile(r"\s{0,100}(?:<\?xml|<!doctype|<html|<head|<body|<title)", re.IGNORECASE)


def harmless(text: str, max_chars: int) -> str:
    """
    Return a server's text in one line, without the credentials and control characters.

    Parameters
    ----------
    text : str
        The server's words; a proxy may well repeat the credentials in them.
    max_chars : int
        The longest text to return.

    """
    shown = escaped(" ".join(masked(text[:_MAX_CHARS]).split()))
    return shown if len(shown) <= max_chars else f"{shown[: max_chars - 1]}…"


def describe_body(body: bytes, content_type: str) -> str:
    """Return a body's text: the title of a page, or nothing if it is empty."""
    text = body[:_MAX_CHARS].decode(errors="replace")
    if is_page(text, content_type):
        title = _TITLE.search(text)
        named = harmless(html.unescape(title[1]), 100) if title else ""
        return f"a page titled {named!r}" if named else "a page without a title"
    return harmless(text, 200)


def is_page(text: str, content_type: str) -> bool:
    """Return whether a text is a page for a browser."""
    return "html" in content_type.lower() or _IS_PAGE.match(text) is not None
