r"""
Secrets taken out of log lines before anything leaves the process.

The default set is in `secret_patterns`; it can be switched off.

The user's own patterns are matched by `replacer`.
"""

import re
from collections.abc import Container
from collections.abc import Sequence
from typing import Any
from typing import Self

import msgspec

from nautilus_vlogs.convert.escapes import has_escapes
from nautilus_vlogs.convert.escapes import without_escapes
from nautilus_vlogs.convert.issued_tokens import CUT_TOKEN
from nautilus_vlogs.convert.replacer import Replacer
from nautilus_vlogs.convert.secret_patterns import MASK
from nautilus_vlogs.convert.secret_patterns import without_secrets
from nautilus_vlogs.convert.secret_search import is_suspect
from nautilus_vlogs.convert.secret_search import suspects
from nautilus_vlogs.convert.secret_values import is_likely
from nautilus_vlogs.schema import LINE_KEYS

MAX_PATTERNS = 64
MAX_PATTERN_CHARS = 1_000

#: Nothing in nested JSON is looked into one by one below this depth.
_MAX_DEPTH = 32

#: No row can be made of a longer line, whose characters may be escaped by six bytes each. So much
#: of it is redacted, and kept as a dead letter.
MAX_LINE_BYTES = 4 * 1024 * 1024

#: What could follow where a line was cut off, so that what stands before is a secret's beginning:
#: the rest of a token, a URL's host, words of a recovery phrase.
_CONTINUATIONS = (
    *("aA1" * 16 + "@h/", "@h/", " zoo" * 12, "o" + " zoo" * 12),
    *(ending + between * 12 for between in ('", "zoo', "', 'zoo") for ending in ("", "o")),
)

#: So much of a cut line's end is looked at with these.
_END_CHARS = 4_096

#: The end of a name or value that a line may begin within.
_CUT_HEAD = re.compile(r"\s*+(?:\w{1,64}[=:])?([^\s\"',;{}\[\]()]{6,4096}+)")

#: A member of an object that may be the value of a name that is another member.
_VALUE_KEY = re.compile(r"\w*val(?:ue)?|v", re.IGNORECASE)
_NAME = re.compile(r"[\w.\-]{1,64}")

_TIME = re.compile(r"[0-9TZ:.\-+ ]{0,40}", re.ASCII)

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


class Redactor:
    """
    Take secrets out of texts.

    Parameters
    ----------
    patterns : sequence of str, default ()
        The user's patterns, in RE2's syntax; what they match is replaced by ``***``.
    defaults : bool, default True
        Look for passwords, keys, tokens and other secrets of the default set too.

    Raises
    ------
    ValueError
        If there is something wrong with a pattern; the text names it and the remedy.

    """

    def __init__(self, patterns: Sequence[str] = (), *, defaults: bool = True) -> None:
        check_patterns(patterns)
        self.defaults = defaults
        self._set_patterns(tuple(patterns))

    @classmethod
    def union(cls, *redactors: Self) -> Self:
        """Return a redactor that masks everything that any of the given ones masks."""
        patterns = dict.fromkeys(pattern for one in redactors for pattern in one.patterns)
        # The limits are for one set of settings, and each of these was checked against them.
        union = cls(defaults=any(one.defaults for one in redactors))
        union._set_patterns(tuple(patterns))
        return union

    def may_change(self, text: str) -> bool:
        """Return whether there may be something to take out of a text."""
        return self._replace is not None or (self.defaults and is_suspect(text))

    def changeable(self, texts: Sequence[str]) -> Sequence[int]:
        """Return the indices of those of some texts that there may be something to take out of."""
        if self._replace is not None:
            return range(len(texts))
        return suspects(texts) if self.defaults else ()

    def record(self, record: dict[str, Any], keep: Container[str] = ()) -> dict[str, Any]:
        """
        Return the object of one line of JSON, redacted at every depth.

        Parameters
        ----------
        record : dict
            The object.
        keep : Container[str], default ()
            Keys whose texts are left as they are.

        """
        if self._is_clean(record, keep):
            return record
        found: dict[str, Any] = {}
        for key, value in record.items():
            is_time = key == "timestamp" and isinstance(value, str) and _TIME.fullmatch(value)
            if is_time or (key in keep and isinstance(value, str)):
                found[key] = value
            elif key in LINE_KEYS:
                found[key] = self._value(value)
            else:
                name, masked = self._member(record, key, value)
                found[name] = masked
        return found

    def text(self, text: str) -> str:
        """Return a text without secrets."""
        return self._texts([text], self.defaults)[0]

    def line(self, line: bytes) -> bytes:
        """
        Return a line without secrets, which may be no line of JSON, nor text at all.

        Of one longer than `MAX_LINE_BYTES` the beginning is returned, and how much more there was.
        """
        more = len(line) - MAX_LINE_BYTES
        if more > 0:
            return self._cut_line(line[:MAX_LINE_BYTES]) + f"… and {more} bytes more\n".encode()
        try:
            record = _decoder.decode(line)
            redacted = self.record(record)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            whole = line.removesuffix(b"\n")
            return self._cut_line(whole) + line[len(whole) :]
        # Of a key that comes twice the record has only one, and escapes hide what is looked for.
        text = line.decode(errors="surrogateescape")
        plain = _plain(text)
        is_clean = self.text(plain) == plain and self.text(text) == text
        return line if is_clean and redacted == record else msgspec.json.encode(redacted) + b"\n"

    def _cut_line(self, line: bytes) -> bytes:
        """Return a line without secrets that was cut, so that its ends may be halves of some."""
        text = line.decode(errors="surrogateescape")
        plain = _plain(text)
        clean = self._cut_text(plain)
        if clean == plain:
            clean = self._cut_text(text)
            if clean == text:
                return line
        return clean.replace("\n", "\\n").encode(errors="surrogateescape")

    def _cut_text(self, text: str) -> str:
        text = self.text(text)
        if not self.defaults:
            return text
        start = _CUT_HEAD.match(text)
        if start is not None and is_likely(start[1]):
            text = f"{text[: start.start(1)]}{MASK}{text[start.end() :]}"
        before, end = text[:-_END_CHARS], text[-_END_CHARS:]
        # No more of it than its issuer gives it makes a whole one.
        if (token := CUT_TOKEN.search(end)) is not None:
            end = f"{end[: token.start(1)]}{MASK}"
        for more in _CONTINUATIONS:
            end = _without_end_of(more, self.text(end + more))
        return before + end

    def _set_patterns(self, patterns: tuple[str, ...]) -> None:
        self.patterns = patterns
        self._replace = Replacer(patterns) if patterns else None

    # -- Private -----------------------------------------------------------------------------

    def _is_clean(self, record: dict[str, Any], keep: Container[str]) -> bool:
        """Return whether a usual line's record holds nothing to take out."""
        if record.keys() != LINE_KEYS or "component" not in keep or "level" not in keep:
            return False
        at, message = record["timestamp"], record["message"]
        return (
            all(isinstance(value, str) for value in record.values())
            and _TIME.fullmatch(at) is not None
            and not self.may_change(f"{record['trader_id']} {record['color']}")
            and not self.may_change(message)
        )

    def _texts(self, texts: list[str], suspect: bool) -> list[str]:  # noqa: FBT001  # private
        """Return texts without secrets; those without any are the same objects."""
        done = self._once(texts, suspect)
        # Codes for colour go from messages later on, and may stand within what is looked for.
        coloured = [i for i, text in enumerate(done) if has_escapes(text)]
        if coloured:
            plain = [without_escapes(done[i]) for i in coloured]
            for i, old, new in zip(coloured, plain, self._once(plain, suspect), strict=True):
                if new != old:
                    done[i] = new
        return done

    def _once(self, texts: list[str], suspect: bool) -> list[str]:  # noqa: FBT001  # private
        if suspect:
            texts = [self._masked(t) if is_suspect(t) else t for t in texts]
        return list(texts) if self._replace is None else self._replace(texts)

    def _masked(self, text: str) -> str:
        """Return a text without secrets of the default set; JSON stays JSON."""
        masked = without_secrets(text)
        if masked == text or not _is_json(text) or _is_json(masked):
            return masked
        # A quote of the syntax was taken for one of a text, such as one that ends in `password=`.
        inner = msgspec.json.encode(self._value(msgspec.json.decode(text))).decode()
        masked = without_secrets(inner)
        return masked if _is_json(masked) else f'"{MASK}"'

    def _member(
        self, members: dict[str, Any], key: str, value: Any, depth: int = 0
    ) -> tuple[str, Any]:
        """Return a key and its value, redacted together and each by itself."""
        if _VALUE_KEY.fullmatch(key):
            for other, name in members.items():
                if (
                    isinstance(name, str)
                    and is_suspect(name)
                    and _NAME.fullmatch(name)
                    and not _VALUE_KEY.fullmatch(other)
                    # What is nested is looked through below, and once.
                    and (self._is_secret_name(name) or not isinstance(value, dict | list))
                ):
                    value = self._field(name, value, depth)[1]
        return self._field(key, value, depth)

    def _field(self, key: str, value: Any, depth: int) -> tuple[str, Any]:
        if self._is_secret_name(key) and value not in (None, "", True, False):
            return self.text(key), MASK
        if isinstance(value, dict | list):
            found = self._value(value, depth, key)
            # What is a secret only beside others, or below a name: once, of all that is nested.
            if depth == 0 and isinstance(found, dict | list):
                found = self._together(key, found)
            return self.text(key), found
        record = {key: value}
        text = f"{key}={_shown(value)}"
        if (new := self.text(text)) != text:
            _set_field(record, key, new)
        ((name, masked),) = record.items()
        return name, masked

    def _value(self, value: Any, depth: int = 0, key: str = "") -> Any:
        if depth > _MAX_DEPTH and isinstance(value, dict | list):
            return self.text(_shown(value))
        if isinstance(value, dict):
            return dict(self._member(value, key, inner, depth + 1) for key, inner in value.items())
        if isinstance(value, list):
            found = [self._value(inner, depth + 1) for inner in value]
            is_flat = not any(isinstance(inner, dict | list) for inner in found)
            return self._together(key, found) if is_flat else found
        text = _shown(value)
        new = self.text(text)
        return value if new == text else new

    def _together(self, key: str, values: dict[str, Any] | list[Any]) -> Any:
        """Return values without what is a secret beside its neighbour, or together with others."""
        text = f"{key}={_shown(values)}"
        if not self.defaults or not is_suspect(text):
            return values
        masked = without_secrets(text)
        if masked == text:
            return values
        masked = masked.removeprefix(f"{key}=")
        return msgspec.json.decode(masked) if _is_json(masked) else MASK

    def _is_secret_name(self, key: str) -> bool:
        """Return whether a value of this name is secret, whatever it is."""
        return self.defaults and is_suspect(key) and without_secrets(f"{key}=x") != f"{key}=x"


def check_patterns(patterns: Sequence[str]) -> None:
    """Raise `ValueError` for the first of the user's patterns that will not do."""
    if isinstance(patterns, str) or not isinstance(patterns, Sequence):
        raise ValueError(  # noqa: TRY004  # one kind of error for a wrong setting
            f"`redact` takes several patterns, such as ('ACC-[0-9]+',), was {patterns!r}",
        )
    if len(patterns) > MAX_PATTERNS:
        raise ValueError(
            f"`redact` takes up to {MAX_PATTERNS} patterns: join some with '|', "
            f"was {len(patterns)} patterns",
        )
    for pattern in patterns:
        if not isinstance(pattern, str) or not 0 < len(pattern) <= MAX_PATTERN_CHARS:
            raise ValueError(
                f"`redact` takes patterns of 1 to {MAX_PATTERN_CHARS:,} characters, "
                f"was {pattern!r}",
            )
        _check_pattern(pattern)


def _check_pattern(pattern: str) -> None:
    try:
        matches_nothing = Replacer([pattern])([""]) != [""]
    except (ValueError, UnicodeError) as e:
        reason = str(e).removeprefix("Invalid regular expression: ")
        raise ValueError(
            f"`redact` takes patterns in RE2's syntax, which has neither look-around nor "
            f"back-references for the sake of linear time ({reason}): change it, was {pattern!r}",
        ) from None
    if matches_nothing:
        raise ValueError(
            f"`redact` takes patterns that match something, this one matches the empty text: "
            f"change it, was {pattern!r}",
        )


def _set_field(record: dict[str, Any], key: str, new: str) -> None:
    """Put a redacted ``key=value`` in the place of a field."""
    if new.startswith(f"{key}="):
        record[key] = new[len(key) + 1 :]
        return
    del record[key]  # the key itself shows it
    name, _, value = new.partition("=")
    record[name or MASK] = value or MASK


def _without_end_of(more: str, text: str) -> str:
    """Return a text without what is left at its end of what was appended to it."""
    while more and not text.endswith(more):
        more = more[1:]
    return text.removesuffix(more)


def _is_json(text: str) -> bool:
    """Return whether a text is an object or a list in JSON."""
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False
    return True


def _plain(text: str) -> str:
    """Return a line's text without the escapes of JSON, which broken JSON has too."""
    return _ESCAPE.sub(_unescape, text.removesuffix("\n"))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _ESCAPED.get(match[2], match[2])


_decoder = msgspec.json.Decoder(dict[str, Any])
