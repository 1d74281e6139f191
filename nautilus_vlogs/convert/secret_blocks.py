"""
Values that stand below their name.

In YAML they are a list, a mapping or the lines of a text, in TOML and INI the lines of a table.
"""

import re
from collections.abc import Iterator

import msgspec

#: What stands in a name's line behind its colon: an anchor, a tag, how lines are joined, a comment.
_HEAD = re.compile(
    r"(?:&[\w\-]{1,64}+)?[ \t]{0,4}+(?:!!\w{1,16}+)?[ \t]{0,4}+(?P<text>[|>][+\-\d]{0,2}+)?"
    r"[ \t]{0,8}+(?:#[^\n]{0,256}+)?\r?\n",
    re.ASCII,
)
#: So much of a line's value is looked at, to judge whether it is a secret.
_LINE = re.compile(
    r"(?P<indent>[ \t]{0,64}+)(?P<item>-[ \t]{1,16}+)?"
    r"(?P<name>[\"']?[\w.\-]{1,64}[\"']?:(?!\S))?[ \t]{0,16}+[\"']?"
    r"(?P<value>[^\r\n]{0,1024}+)[^\n]*+",
    re.ASCII,
)
_COMMENT = re.compile(r"[ \t]{1,16}#.*")
_INDENT = re.compile(r"[ \t]{0,64}")
#: The name of a table of secrets: one of tokens is as often of coins.
_TABLE = re.compile(
    r"(?<![\w\])])\[{1,2}+(?:[\w \"'\-]{1,64}+\.){0,8}+[\"']?(?:\w{1,32}?[_-])??"
    r"(?:secret|credential|password|(?:api|access|auth|private|secret)[_-]?(?:key|token)|auth)s?"
    r"[\"']?\]{1,2}+[ \t]{0,16}+(?:[#;].{0,256}+)?\r?\n",
    re.ASCII | re.IGNORECASE,
)
_TABLE_LINE = re.compile(
    r"[ \t]{0,16}+(?:(?P<name>[\w.\-\"']{1,128}+[ \t]{0,32}+[=:][ \t]{0,32}+)|[#;]|(?=[\r\n]))",
    re.ASCII,
)
_MAX_LINES = 64
_MAX_NAME_CHARS = 256


class Block(msgspec.Struct):
    """
    The lines below a name that are its value.

    Parameters
    ----------
    span : tuple of int
        Where they begin, behind the first one's indent, and end.
    is_text : bool
        Whether they are the lines of a text.
    items : list of str
        What stands in them without a further name.
    members : list of str
        What further names are given that are not ``name``.

    """

    span: tuple[int, int]
    is_text: bool
    items: list[str] = []
    members: list[str] = []


def block_below(text: str, start: int) -> Block | None:
    """Return the block below the name whose sign ends at `start`, if there is one."""
    head = _HEAD.match(text, start)
    if head is None:
        return None
    is_text = head["text"] is not None
    lines = [*_lines(text, head.end(), _indent_at(text, start), is_text=is_text)]
    if not lines:
        return None
    block = Block((lines[0].end("indent"), lines[-1].end()), is_text)
    for line in lines:
        name = "" if is_text else (line["name"] or "").strip("\"':")
        if name != "name":
            values = block.members if name else block.items
            values.append(_COMMENT.sub("", line["value"]).rstrip().rstrip("\"'"))
    return block


def _lines(text: str, at: int, outer: int, *, is_text: bool) -> Iterator[re.Match[str]]:
    """Yield the lines of the block at a place, below a name whose line has an indent of `outer`."""
    first = None
    for _ in range(_MAX_LINES):
        line = _LINE.match(text, at)
        if line is None:
            return
        at = line.end() + 1
        if not line[0].strip():
            continue
        indent = len(line["indent"])
        if first is None:
            is_inside = indent + bool(line["item"]) > outer
            if not is_inside or not (is_text or line["item"] or line["name"]):
                return
            first = line
        least = len(first["indent"])
        if indent < least or (indent == least and bool(line["item"]) != bool(first["item"])):
            return
        yield line


def _indent_at(text: str, at: int) -> int:
    """Return the indent of the line that holds a place."""
    low = max(0, at - _MAX_NAME_CHARS)
    match = _INDENT.match(text, max(low, text.rfind("\n", low, at) + 1))
    return 0 if match is None else match.end() - match.start()


def values_in_tables(text: str) -> Iterator[int]:
    """Yield where the values begin that further names are given in tables of secrets."""
    for table in _TABLE.finditer(text):
        at = table.end()
        for _ in range(_MAX_LINES):
            line = _TABLE_LINE.match(text, at)
            if line is None:
                break
            if line["name"] is not None:
                yield line.end()
            at = text.find("\n", line.end()) + 1
            if not at:
                break
