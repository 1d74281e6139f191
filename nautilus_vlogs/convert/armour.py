"""Private keys in armour that are logged line by line, one record for each line."""

import re

from nautilus_vlogs.convert.secret_patterns import MASK

_BEGIN = re.compile(r"-----BEGIN (?:[A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?|PGP MESSAGE)-----")
_END = "-----END"
#: A line of what armour holds: text in base 64, a header such as ``Proc-Type``, or nothing.
_INSIDE = re.compile(r"\s*+(?:[A-Za-z0-9+/=_]{1,128}+|[A-Z][A-Za-z\-]{1,24}+: [^\n]{0,200}+)?+\s*+")

#: A key has fewer lines; what looks like one behind it is text again.
_MAX_LINES = 200
_MAX_OPEN = 64


class Armour:
    """Remember which components are in the middle of logging a private key."""

    def __init__(self) -> None:
        self._left: dict[str, int] = {}

    @property
    def is_open(self) -> bool:
        """Whether any component is in the middle of one."""
        return bool(self._left)

    def copy(self) -> "Armour":
        """Return one that goes on from here."""
        again = Armour()
        again._left = dict(self._left)
        return again

    def masked(self, component: str, message: str) -> str:
        """Return a message without the rest of a key that the component began to log."""
        left = self._left.pop(component, 0)
        if left:
            if (end := message.find(_END)) >= 0:
                return MASK + message[end:]
            if _INSIDE.fullmatch(message):
                self._left[component] = left - 1
                return MASK if message.strip() else message
        begins = list(_BEGIN.finditer(message))
        if begins and _END not in message[begins[-1].end() :]:
            if len(self._left) >= _MAX_OPEN:
                self._left.pop(next(iter(self._left)))
            self._left[component] = _MAX_LINES
        return message
