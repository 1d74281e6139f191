"""Escape sequences for terminals, taken out of texts: colours, titles, links and all others."""

import re

# A sequence that is not ended on its line loses its introducer only, and no text.
_STRING = r"[^\x07\x1b\x80-\x9f\n]{0,4096}+(?:\x07|\x1b\\|\x9c)"
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]"  # CSI: colours, the cursor
    rf"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f]){_STRING}"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]*+[0-~]",
)
#: The introducers of one character.
_C1 = re.compile(r"[\x90\x98\x9b\x9d-\x9f]")


def has_escapes(text: str) -> bool:
    """Return whether a text holds an escape sequence."""
    return "\x1b" in text or (not text.isascii() and _C1.search(text) is not None)


def without_escapes(text: str) -> str:
    """Return a text without escape sequences."""
    return _ESCAPE.sub("", text) if has_escapes(text) else text
