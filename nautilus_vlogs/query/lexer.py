"""
Lexer of LogsQL that refuses anything ambiguous.

So what this package takes for a filter, a pipe or a quoted text is what VictoriaLogs takes for it.
"""

import re
from collections.abc import Iterator

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.query.logsql import show

# The escapes that Go knows, without their backslash. Quotes around any other are no quotes to
# VictoriaLogs: it reads what stands between them as a part of the query.
_GO_ESCAPE = (
    r"[abfnrtv\\]|x[0-9a-fA-F]{2}|[0-3][0-7]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}"
    r"|U(?!0000[dD][89a-fA-F])(?:000[0-9a-fA-F]|0010)[0-9a-fA-F]{4}"
)
# U+0130 and U+212A are ASCII letters once Go has made them small.
_TOKEN = re.compile(
    rf"""
    (?P<quoted> "(?:[^"\\\n\r\x00] | \\(?:{_GO_ESCAPE}|"))*"
              | '(?:[^'\\\n\r\x00] | \\(?:{_GO_ESCAPE}|'))*'
              | `[^`\n\r\x00]*` )
  | (?P<space> [ \t\r\n]+ )
  | (?P<bracket> [()\[\]{{}}] )
  | (?P<pipe> \| )
  | (?P<word> [^\s"'`()\[\]{{}}|\\\x00-\x1f\x7f\#;\u0130\u212a]+ )
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})"
    r"|(?P<o>[0-7]{3})|(?P<c>.))",
    re.DOTALL,
)
_QUOTES = frozenset("\"'`")
_CONTROLS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Token(msgspec.Struct, frozen=True):
    """A lexeme and its kind: ``quoted``, ``space``, ``bracket``, ``pipe`` or ``word``."""

    kind: str
    text: str

    @property
    def value(self) -> str:
        """The text that it stands for."""
        return unquoted(self.text) if self.kind == "quoted" else self.text


def tokens(text: str) -> Iterator[Token]:
    """
    Yield the tokens of a query.

    Raises
    ------
    PipeNotAllowedError
        If it holds a comment, or a `;` outside of quotes.
    InvalidQueryError
        If it holds a character that can't stand where it does.

    """
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            char = text[position]
            if char in "#;":
                what = "comments are" if char == "#" else "`;` is"
                raise PipeNotAllowedError(
                    f"{what} not allowed: leave them out, or put `{char}` into quotes, was "
                    f"{show(text)}",
                    char,
                )
            remedy = "put the text into quotes"
            if char in _QUOTES:
                remedy = "close the quotes, and write each backslash in \" or ' twice"
            raise InvalidQueryError(
                f"a query can't hold {char!a} there (character {position + 1}): {remedy}, was "
                f"{show(text)}",
            )
        yield Token(match.lastgroup or "", match[0])
        position = match.end()


def unquoted(lexeme: str) -> str:
    """Return the text that a quoted lexeme stands for, as Go reads it."""
    body = lexeme[1:-1]
    return body if lexeme.startswith("`") else _ESCAPE.sub(_unescaped, body)


def _unescaped(match: re.Match[str]) -> str:
    digits = match["x"] or match["u"] or match["U"]
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    if match["o"]:
        return chr(int(match["o"], 8))
    return _CONTROLS.get(match["c"], match["c"])
