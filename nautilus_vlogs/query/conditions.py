"""Conditions on the value of one field, as people write them: `side!=BUY`, `price>1.1`, `Mean*`."""

import math
import re
from typing import Literal
from typing import get_args

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.logsql import check_value
from nautilus_vlogs.query.logsql import escape_regex
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.logsql import field_name
from nautilus_vlogs.query.logsql import quote
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.logsql import show_name
from nautilus_vlogs.query.regex import check_regex

Operator = Literal["=", "!=", "=~", "!~", ">", ">=", "<", "<="]

_MAX_VALUES = 64
#: A name, the first operator in the text, and everything behind it.
_CONDITION = re.compile(r"([^=!<>~]+)(!=|=~|!~|>=|<=|=|>|<)(.*)", re.DOTALL)
_WILDCARD = re.compile(r"[*?]")


class Condition(msgspec.Struct, frozen=True):
    """
    A condition that the value of a field meets.

    Parameters
    ----------
    name : str
        The field.
    operator : str
        ``=`` and ``!=`` compare texts, ``=~`` and ``!~`` match regular expressions (RE2), the
        others compare numbers.
    values : tuple of str
        The condition holds for one of these values; a negated one holds for none of them, and for
        rows without the field.
    has_wildcards : bool, default False
        In values of ``=`` and ``!=``, ``*`` stands for any text and ``?`` for any character.

    """

    name: str
    operator: Operator
    values: tuple[str, ...]
    has_wildcards: bool = False

    def to_logsql(self) -> str:
        """
        Return the condition as a filter in LogsQL.

        Raises
        ------
        InvalidQueryError
            If the name or a value can't be one.

        """
        if self.operator not in get_args(Operator):
            raise InvalidQueryError(
                f"an operator must be one of {' '.join(get_args(Operator))}, was "
                f"{show(self.operator)}",
            )
        if not 0 < len(self.values) <= _MAX_VALUES:
            raise InvalidQueryError(
                f"`{show_name(self.name)}` takes 1 to {_MAX_VALUES} values, was "
                f"{len(self.values):,}",
            )
        parts = [self._value(value) for value in self.values]
        either = parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"
        return f"!{either}" if self.operator.startswith("!") else either

    @property
    def regex_parts(self) -> int:
        """Parts of the regular expressions that it takes; a wildcard is one."""
        if self.operator in ("=~", "!~"):
            return sum(check_regex(value, show_name(self.name)) for value in self.values)
        if self.operator in ("=", "!=") and self.has_wildcards:
            return sum(len(_WILDCARD.findall(value)) for value in self.values)
        return 0

    def _value(self, value: str) -> str:
        if self.operator in ("=", "!="):
            if self.has_wildcards and _WILDCARD.search(value):
                return _glob(self.name, value)
            return exact(self.name, value)
        check_value(self.name, value)
        if self.operator in ("=~", "!~"):
            check_regex(value, show_name(self.name))
            return f"{field_name(self.name)}:~{quote(value)}"
        try:
            is_number = math.isfinite(float(value))
        except ValueError:
            is_number = False
        if not is_number:
            raise InvalidQueryError(
                f"`{show_name(self.name)}{self.operator}` takes a number, was {show(value)}",
            )
        return f"{field_name(self.name)}:{self.operator}{value.strip()}"


def parse_condition(text: str) -> Condition:
    """
    Return the condition that a text such as ``side!=BUY`` or ``price>=1.1`` expresses.

    Raises
    ------
    InvalidQueryError
        If it has no operator.

    """
    match = _CONDITION.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise InvalidQueryError(
            "a condition is NAME=VALUE: a field's name, an operator (= != =~ !~ > >= < <=) and a "
            f"value, such as side!=BUY, was {show(text)}",
        )
    name, operator, value = match.groups()
    return Condition(
        name.strip(),
        msgspec.convert(operator, Operator),
        (value,),
        has_wildcards=True,
    )


def _glob(name: str, pattern: str) -> str:
    check_value(name, pattern)
    if not pattern.strip("*"):
        return f"{field_name(name)}:*"
    pieces = re.split(r"([*?])", re.sub(r"\*+", "*", pattern))
    signs = {"*": ".*", "?": "."}
    regex = "".join(signs.get(piece) or escape_regex(piece) for piece in pieces)
    return f"{field_name(name)}:~{quote(f'(?s)^{regex}$')}"
