r"""
Where a secret's value ends that stands in a text, and how it must look to be one.

Masking keeps what is around a value, quotes too, so that JSON stays JSON.
"""

import base64
import re
from collections.abc import Callable

from nautilus_vlogs.convert.secret_blocks import Block
from nautilus_vlogs.convert.secret_blocks import block_below
from nautilus_vlogs.convert.values import end_of_brackets

#: A closing quote or bracket is looked for up to here, so that many opening ones take no longer.
_MAX_QUOTED_CHARS = 4_096
#: So much of a value without quotes is looked at, to judge whether it is a secret.
_MAX_JUDGED_CHARS = 128

_OPENING = re.compile(
    r"(?:[bBrRuUfF]{0,2}+(\\*+(?:\"\"\"(?!\")|'''(?!')|\"\"(?=\w)|''(?=\w)|[\"']))"
    r"|(`|&quot;|&apos;|&#(?:3[49]|x2[27]);|\\{1,7}+(?:u00|x)2[27])|([\u201c\u2018]))"
)
#: Doubled in a quoted value a quote is one of the value, unless the value ends there.
_DOUBLED = re.compile(r"[\"'](?![\s,;:&|)\]}\"']|\Z)")
_CLOSING = {"\u201c": "\u201d", "\u2018": "\u2019"}
# A comma or bracket ends a bare value only before white space, another of them, or the next key.
_BARE_CHARACTER = (
    r"(?:[^\s,;&|()\[\]{}\"'\\]|\\(?![\"'nrt])"
    r"|[,;&|()\[\]{}](?![\s,;&|)\]}\"'\\]|\Z|[\w.\-]{1,64}[=:]|[bru]{1,2}[\"']))"
)
_BARE = re.compile(rf"{_BARE_CHARACTER}{{0,{_MAX_JUDGED_CHARS}}}+")
_REST_OF_BARE = re.compile(rf"{_BARE_CHARACTER}*+")
_NOTHING = re.compile(
    r"(?:None|null|nil|true|false|undefined|unset|missing|\*+|<[^<>]*>|%s|\{\w*\}|\[\]|\(\)|\$\{\w+\}|\.+)?",
    re.IGNORECASE,
)
#: What a value may begin with that stands on the lines below.
_BEFORE_BLOCK = ("\n", "\r", "|", ">", "&", "!", "#")
#: A name that YAML gives to a value.
_ANCHOR = re.compile(r"(?<=: )&[\w\-]{1,64}[ \t]{1,4}(?=[^\s&])", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]|\Z)")
_LOWER, _UPPER, _DIGIT = re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"[0-9]")
_TOKEN = re.compile(r"[\w.~+/=%\-]{1,4096}", re.ASCII)
_PATH = re.compile(r"(?:~|\.{0,2})/[\w.~\-]")
#: A name made of words and numbers, such as ``ema-cross-eurusd-1``.
_NAME = re.compile(
    r"(?:[a-z]+\d{0,4}|\d+[a-z]?)(?:[-_./:](?:[a-z]+\d{0,4}|\d+[a-z]?))*", re.IGNORECASE
)
#: The same, its words in small letters, in capitals or begun with one.
_CASED_PART = r"(?:(?:[A-Z]?[a-z]+|[A-Z]+)\d{0,4}|\d+[a-z]?)"
_CASED_NAME = re.compile(rf"{_CASED_PART}(?:[-_./:]{_CASED_PART})*")
_CODE = re.compile(r"\d{4,8}|\d{3}[ -]\d{3}", re.ASCII)
_SHORT_PASSWORD = re.compile(r"[A-Za-z]\S{5,63}")
_LISTEN_KEY = re.compile(r"[A-Za-z0-9]{48,128}")
_HEX = re.compile(r"[0-9a-fA-F]*")
_WORDS = re.compile(r"[a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){5,23}", re.IGNORECASE)


def secret_span(text: str, start: int, is_secret: Callable[[str], bool]) -> tuple[int, int] | None:
    """Return where the value at `start` begins and ends, without its quotes, if it is a secret."""
    if (opening := _OPENING.match(text, start)) is not None:
        begin = opening.end()
        sign = opening[1] or opening[2] or opening[3]
        end = _end_of_quoted(text, begin, _CLOSING.get(sign, sign))
        return (begin, end) if is_secret(text[begin:end]) else None
    if text[start : start + 1] in _BEFORE_BLOCK:
        if (block := block_below(text, start)) is not None:
            return block.span if _is_secret_block(block, is_secret) else None
        if (anchor := _ANCHOR.match(text, start)) is not None:
            named = secret_span(text, anchor.end(), is_secret)
            if named is not None:
                return start, named[1]
    if text[start : start + 1] in ("(", "[", "{") and is_secret(
        text[start : start + _MAX_JUDGED_CHARS]
    ):
        closed = end_of_brackets(text, start, start + _MAX_QUOTED_CHARS)
        # Brackets that nothing closes hide all that follows, so it is looked through only once.
        closed = len(text) if closed is None else closed
    else:
        closed = _end_of(_BARE, text, start)
    if not is_secret(text[start:closed]):
        return None
    end = _end_of(_REST_OF_BARE, text, closed)
    if end > start and text[end : end + 1] == "(":  # what shows itself like `Secret('x')`
        end = end_of_brackets(text, end, end + _MAX_QUOTED_CHARS) or len(text)
    return start, end


def _is_secret_block(block: Block, is_secret: Callable[[str], bool]) -> bool:
    """Return whether lines of YAML hold a secret, and not sentences or settings."""
    return any(
        is_secret(value) and (block.is_text or " " not in value or is_no_word(value.split()[0]))
        for value in block.items
    ) or any(
        is_secret(value) and is_likely(value) and " " not in value and "://" not in value
        for value in block.members
    )


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return start if match is None else match.end()


def _end_of_quoted(text: str, start: int, closing: str) -> int:
    """Return where a quoted value ends: at its quote, else at the end of its line."""
    limit = start + _MAX_QUOTED_CHARS
    is_doubled = False
    at = text.find(closing, start, limit)
    while at >= 0:
        # Behind more backslashes than the opening quote had it is part of the value.
        before = len(text[start:at]) - len(text[start:at].rstrip("\\"))
        if before % 2 == 0:
            if text[at + 1 : at + 2] != closing:
                return at
            is_doubled = is_doubled or _DOUBLED.match(text, at + 1) is not None
            if not is_doubled:
                return at
            at += 1
        at = text.find(closing, at + 1, limit)
    line = text.find("\n", start)
    return line if line >= 0 else len(text)


def is_given(value: str) -> bool:
    """Return whether a value is more than a word for nothing, or a placeholder."""
    return _NOTHING.fullmatch(value) is None and not value.startswith("***")


def is_no_count(value: str) -> bool:
    """Return whether a value is given and no small number."""
    return is_given(value) and not (len(value) < 8 and value.replace(".", "", 1).isdecimal())


def is_likely(value: str) -> bool:
    """Return whether a value looks like a password: letters and digits, and no time or path."""
    return (
        len(value) >= 8
        and is_given(value)
        and _DIGIT.search(value) is not None
        and (_LOWER.search(value) or _UPPER.search(value)) is not None
        and _TIME.match(value) is None
        and _PATH.match(value) is None
    )


def is_random(value: str) -> bool:
    """Return whether a value looks like a key: 16 characters and more, letters and digits."""
    return len(value) >= 16 and _TOKEN.fullmatch(value) is not None and is_likely(value)


def is_no_name(value: str) -> bool:
    """Return whether a value looks like a key, and not like a name made of words and numbers."""
    return is_random(value) and _NAME.fullmatch(value) is None


def is_no_setting(value: str) -> bool:
    """Return whether a value looks like a key, and not like text, an address or a name."""
    return (
        is_likely(value)
        and " " not in value
        and "://" not in value
        and _NAME.fullmatch(value) is None
    )


def is_code(value: str) -> bool:
    """Return whether a value looks like a code to log in with: some digits, or a password."""
    return _CODE.fullmatch(value) is not None or is_likely(value)


def is_no_level(value: str) -> bool:
    """Return whether a value looks like a code, and not like a level of prices: ``5900``."""
    is_round = value.isdecimal() and not value.startswith("0") and int(value[:9]) % 25 == 0
    return is_code(value) and not is_round


def is_no_word(value: str) -> bool:
    """Return whether a value looks like a short password: both letters and digits, no number."""
    return (
        len(value) >= 6
        and is_given(value)
        and _SHORT_PASSWORD.fullmatch(value) is not None
        and _DIGIT.search(value) is not None
    )


def is_listen_key(value: str) -> bool:
    """Return whether a value looks like the key of a user's stream, and not like a hash."""
    return (
        _LISTEN_KEY.fullmatch(value) is not None
        and _HEX.fullmatch(value) is None
        and is_likely(value)
    )


def is_user_and_password(value: str) -> bool:
    """Return whether a value is what HTTP's basic authentication sends."""
    if not 8 <= len(value) <= _MAX_QUOTED_CHARS or len(value) % 4:
        return False
    try:
        found = base64.b64decode(value, validate=True).decode()
    except ValueError:
        return False
    return ":" in found and found.isprintable()


def is_mixed(value: str) -> bool:
    """Return whether a value has 20 characters and more, small, capital and digits."""
    return (
        len(value) >= 20
        and _UPPER.search(value) is not None
        and _LOWER.search(value) is not None
        and "." not in value
        and is_random(value)
        and _CASED_NAME.fullmatch(value) is None
    )


def is_no_symbol(value: str) -> bool:
    """Return whether a value looks like a token and neither like a coin nor like a contract."""
    return (
        len(value) >= 8
        and _LOWER.search(value) is not None
        and (is_likely(value) and not value.lower().startswith("0x"))
        and _NAME.fullmatch(value) is None
    )


def is_phrase(value: str) -> bool:
    """Return whether a value looks like a recovery phrase or a key, and not like a number."""
    return _WORDS.search(value) is not None or is_random(value)


def is_jar(value: str) -> bool:
    """Return whether a value looks like cookies."""
    return ("=" in value and len(value) >= 6) or is_likely(value)


def is_structured(value: str) -> bool:
    """Return whether a value looks like credentials: in brackets, or like a password."""
    return (value[:1] in ("(", "[", "{") and len(value) > 4) or is_likely(value)
