"""The names by which a server is asked, so that no page of another site reads it by rebinding."""

import ipaddress
import re
from collections.abc import Iterable

#: A name or an address, in brackets if it is one of IPv6, and a port: no user, path or query.
_HOST = re.compile(r"(?:\[([0-9a-f:.]{2,45})\]|([^\s:@/?#\\\[\]]{1,253}?)\.?)(?::[0-9]{0,5})?")

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1")


class Hosts:
    """
    Names by which a server is known, against pages that reach it by a name of their own.

    Parameters
    ----------
    names : iterable of str
        Host names or addresses besides the loopback's; ``*`` admits every host.
    any_address : bool, default False
        Admit every IP address: a page can't have one for its own name.
    single_label : bool, default False
        Admit names without a dot, such as a container's: a page can't have one either.

    """

    def __init__(
        self,
        names: Iterable[str] = (),
        *,
        any_address: bool = False,
        single_label: bool = False,
    ) -> None:
        named = [name.strip().lower() for name in (*LOOPBACK_HOSTS, *names)]
        self._names = {_bare(name) or name for name in named}
        self._any_address = any_address
        self._single_label = single_label

    def admits(self, host: str | None) -> bool:
        """Return whether a header `Host` names the server."""
        if "*" in self._names:
            return True
        name = _bare((host or "").strip(" \t").lower())
        if name is None:
            return False
        if name in self._names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return self._single_label and "." not in name
        return self._any_address or address.is_loopback


def is_host(text: str) -> bool:
    """Return whether a text is a host's name or address, with a port or without."""
    return not set(text) & set("*,") and _bare(text.strip().lower()) is not None


def _bare(host: str) -> str | None:
    """Return a host without its port, brackets and final dot; ``None`` if it is none."""
    match = _HOST.fullmatch(host)
    return None if match is None else match[1] or match[2]
