"""Credentials from the environment, and certificates from files."""

import base64
import os
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from nautilus_vlogs.regular_files import open_regular

#: Characters that a header can hold.
_FIT = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class UnfitCredentialsError(ValueError):
    """No header can hold the token; the text does not show it."""


def authorization() -> dict[str, str]:
    """
    Return the header for the credentials that the environment holds now.

    Raises
    ------
    UnfitCredentialsError
        If no header can hold them.

    """
    if token := _token():
        if _FIT.fullmatch(token) is None:
            raise UnfitCredentialsError(
                "VICTORIALOGS_TOKEN is not fit for a header, which holds ASCII in one line: "
                "set it anew"
            )
        return {"Authorization": f"Bearer {token}"}
    if basic := _basic():
        return {"Authorization": f"Basic {basic}"}
    return {}


def clear_text_warning(url: str) -> str | None:
    """
    Return a warning if credentials would go to another machine unencrypted, else ``None``.

    Parameters
    ----------
    url : str
        The base URL of the store.

    """
    address = urlsplit(url)
    if address.scheme != "http" or is_loopback(address.hostname or ""):
        return None
    if not (_token() or _basic()):
        return None
    return (
        f"the credentials in the environment go unencrypted to {address.hostname}: "
        "use https, or a private network"
    )


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, by its usual names and addresses."""
    return host.lower() in _LOOPBACK


def masked(text: str) -> str:
    """Return a server's text without our credentials, which a proxy may well repeat."""
    for secret in (_token(), _basic(), _password()):
        if secret:
            text = text.replace(secret, "***")
    return text


def tls_context(
    ca_file: str | None,
    cert_file: str | None,
    key_file: str | None,
) -> ssl.SSLContext:
    """
    Return a context that checks certificates and host names.

    Parameters
    ----------
    ca_file : str, optional
        A private authority, in the place of the system's.
    cert_file, key_file : str, optional
        A client's certificate and its key.

    Raises
    ------
    OSError
        If one can't be read, or is no regular file, which could keep the reader waiting. The text
        names the setting.

    """
    files = {"ca_file": ca_file, "client_cert_file": cert_file, "client_key_file": key_file}
    for name, path in files.items():
        if path is not None:
            with _naming(name, path):
                os.close(open_regular(path))
    with _naming("ca_file", ca_file):
        context = ssl.create_default_context(cafile=ca_file)
    if cert_file is not None:
        with _naming("client_cert_file", cert_file):
            context.load_cert_chain(cert_file, key_file)
    return context


@contextmanager
def _naming(setting: str, path: str | None) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else e
        raise OSError(
            f"`{setting}` can't be used ({reason}): name a readable PEM file, was {path!r}"
        ) from e


# Secrets that were read from files tend to end in a newline, which no header can hold.


def _token() -> str:
    return os.environ.get("VICTORIALOGS_TOKEN", "").strip()


def _password() -> str:
    return os.environ.get("VICTORIALOGS_PASSWORD", "").strip("\r\n")


def _basic() -> str:
    username = os.environ.get("VICTORIALOGS_USERNAME", "").strip()
    return base64.b64encode(f"{username}:{_password()}".encode()).decode() if username else ""
