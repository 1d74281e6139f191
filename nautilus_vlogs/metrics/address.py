"""The address that metrics are served at, checked as a setting."""

import re
from collections.abc import Sequence

_NAME = re.compile(r"\*|[A-Za-z0-9._\-]{1,253}|[0-9A-Fa-f:.]{2,45}", re.ASCII)


def parse_address(field: str, text: str) -> tuple[str, int]:
    """
    Return the host and the port of an address such as ``127.0.0.1:9464`` or ``[::1]:9464``.

    Parameters
    ----------
    field : str
        The setting's name, for the error.
    text : str
        The address; port 0 stands for any that is free.

    Raises
    ------
    ValueError
        If it is none.

    """
    host, colon, port = text.rpartition(":") if isinstance(text, str) else ("", "", "")
    is_bracketed = host.startswith("[") and host.endswith("]")
    host = host[1:-1] if is_bracketed else host
    is_port = port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) < 65_536
    is_host = bool(host) and host.isascii() and host.isprintable() and not set(host) & set(" /@[]")
    if not (colon and is_port and is_host) or (":" in host and not is_bracketed):
        raise ValueError(
            f"`{field}` takes HOST:PORT, such as '127.0.0.1:9464'; name '0.0.0.0' for metrics "
            f"that other machines may read, was {text!r}",
        )
    return host, int(port)


def check_names(field: str, names: Sequence[str]) -> None:
    """Raise `ValueError` unless a setting lists host names."""
    is_list = isinstance(names, tuple | list)
    if not is_list or not all(isinstance(one, str) and _NAME.fullmatch(one) for one in names):
        raise ValueError(
            f"`{field}` takes host names without scheme and port, such as ('node.example',), "
            f"was {names!r}",
        )
