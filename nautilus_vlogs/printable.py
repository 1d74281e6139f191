"""
Text that is harmless to print: nothing in it moves a cursor, hides or turns other text.

Everything that comes from elsewhere (a row, a server's answer, a file's name) passes through here
before it is printed, logged or made a part of an error.
"""

import re
import unicodedata

#: A cell that begins so is run as a formula by some spreadsheet, unless it is a number.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?", re.ASCII)

#: Control, format (bidirectional, zero width), line and paragraph separators, lone surrogates.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def escaped(text: str, limit: int | None = None) -> str:
    r"""
    Return a text on one line, its unsafe characters as escapes such as ``\x1b`` or ``\u202e``.

    Parameters
    ----------
    text : str
        The text.
    limit : int, optional
        The most characters of it to keep; what is cut is marked by an ellipsis.

    """
    if limit is not None and len(text) > limit:
        text = f"{text[: max(0, limit - 1)]}…"
    return text if text.isprintable() else text.translate(_ONE_LINE)


def escaped_lines(text: str) -> str:
    """Return a text as `escaped` does, with its line feeds and tabs left as they are."""
    return text if text.isprintable() else text.translate(_SEVERAL_LINES)


def spreadsheet_cell(value: str) -> str:
    """Return a value that no spreadsheet runs as a formula, behind an apostrophe if need be."""
    is_formula = _FORMULA.match(value) is not None and _NUMBER.fullmatch(value) is None
    return f"'{value}" if is_formula else value


class _Escapes(dict[int, int | str]):
    """The escapes of characters by code point, made when a character is first seen."""

    def __missing__(self, code: int) -> int | str:
        """Return the escape of an unsafe character, and any other as it is."""
        found: int | str = code
        if unicodedata.category(chr(code)) in _UNSAFE_CATEGORIES:
            short = f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
            found = short if code <= 0xFFFF else f"\\U{code:08x}"
        self[code] = found
        return found


_SEVERAL_LINES = _Escapes({ord("\n"): "\n", ord("\t"): "\t"})
_ONE_LINE = _Escapes({ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"})
