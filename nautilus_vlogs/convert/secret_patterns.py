r"""
What is likely to be a secret in a text.

A word such as ``api_secret`` that is given a value, a bearer or authorization header, a JSON web
token, a private key, the password in a URL. A text is searched for such words, and looked at closer
only where one stands; there every repetition is possessive or bounded, so that time is linear.

Trading has words of its own: ``token=USDC`` is a coin, ``token=0x…`` a contract, ``key=value`` is
anything, and an order's id has no name of a secret. Names that are given nothing (``None``)
are left alone. Prose ("the password is x") is not understood.
"""

import re
from collections.abc import Iterator

#: What stands in the place of a secret.
MASK = "***"

_NOTHING = (
    r"(?!(?:''|\"\"|None|null|nil|true|false|undefined|\*+|<\w*>|%s|\{\w*\})(?![^\s,;&)\]}\"'\\]))"
)
_QUOTED = r"\\*+\"(?:[^\"\\\n]|\\.)*+\"?+|\\*+'(?:[^'\\\n]|\\.)*+'?+"
# A comma or bracket ends a bare value only before white space, another of them, or the next key.
_BARE = (
    r"(?:[^\s,;&|()\[\]{}\"']"
    r"|[,;&|()\[\]{}](?![\s,;&|)\]}\"'\\]|$|[\w.\-]{1,64}[=:]))++"
)
_VALUE = rf"({_NOTHING}(?:b?(?:{_QUOTED})|{_BARE}))"
# `=`, `:` or `=>` behind the name or its quotes, or a comma between two quoted texts.
_GIVEN = r"(?:\\*+[\"']?\s{0,4}(?::(?![:/])|=>|=(?!=))\s{0,4}|\\*+[\"']\s?,\s?(?=b?\\*+[\"']))"
_REST = r"s?(?:[_-]?key)?(?:[_-](?!sha|len|file|path|count|size)\w{1,24}+)?+"


def _behind(kinds: str) -> str:
    """Return a pattern for standing behind one of these words, joined or not."""
    return "|".join(f"(?<={kind}{sign})" for kind in kinds.split() for sign in ("", "_", "-"))


_BEHIND_KIND_OF_KEY = _behind("api access private signing encryption consumer listen")
_BEHIND_KIND_OF_TOKEN = _behind(
    r"access auth refresh session bearer api secret bot \bid csrf security login victorialogs",
)
# `token=USDC` names a coin, `token=0x…` a contract: what has small letters and digits is secret.
_LIKELY = r"(?=\\*+[\"']?(?!0x)(?=[^\s,;&\"']{0,99}[a-z])(?=[^\s,;&\"']{0,99}[0-9])[^\s,;&\"']{12})"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


#: Words, and the pattern that is tried where one of them stands; its last group is the secret.
_DEFAULTS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("pass", "pwd", "secret", "mnemonic"),
        _compiled(
            rf"(?i:(?:pass(?:word|wd|phrase|code)|secret){_REST}|pwd(?={_GIVEN}(?!/)))"
            rf"(?i:{_GIVEN}){_VALUE}"
            rf"|(?i:mnemonic{_GIVEN})({_QUOTED}|[^,;\n\"')\]}}]++)",
        ),
    ),
    (
        ("key",),
        _compiled(
            rf"(?i:(?:{_BEHIND_KIND_OF_KEY})keys?(?:[_-]\w{{1,24}}+)?+{_GIVEN}){_VALUE}"
            # The words, as people write them: what follows may be an explanation.
            rf"|(?i:(?<=api )key{_GIVEN})((?=[^\s,;&]*[0-9])[^\s,;&\"']{{8,}}+)"
            # A private key in armour; there is no hyphen in what it holds.
            r"|(?i:key-----)([^\-]++)",
        ),
    ),
    (
        ("token",),
        _compiled(
            rf"(?i:(?:{_BEHIND_KIND_OF_TOKEN})tokens?{_GIVEN}){_VALUE}"
            rf"|(?i:token{_GIVEN}){_LIKELY}{_VALUE}",
        ),
    ),
    (
        ("authoriz",),
        _compiled(
            rf"(?i:authorization{_GIVEN}(?:b?\\*+[\"'])?(?:(?:bearer|basic|token|digest|apikey)\s++)?)"
            rf"({_NOTHING}[^\s,;\"'\\]++)",
        ),
    ),
    (
        ("bearer",),
        _compiled(
            r"(?i:bearer(?:\s++|\s?[:=]\s?))"
            r"((?=[\w.~+/=\-]*[0-9_\-+/=]|[\w~]{1,512}\.\w)[\w.~+/=\-]{6,}+)",
        ),
    ),
    (("eyj",), _compiled(r"((?<![\w\-])eyJ[\w\-]{8,}+\.[\w\-]{4,}+(?:\.[\w\-]*+)?+)")),
    (("://",), _compiled(r"://[^\s/:@\"']{0,256}+:([^\s/@\"']++)@")),
)
#: One of these is in every text in which there may be a secret.
_RARE = ("eyj", "://", "authoriz")  # told by a rare character, which is found far faster
_WORDS = tuple(word for words, _ in _DEFAULTS for word in words if word not in _RARE)

#: Texts are searched without the signs that ids and prices are made of, which makes them half as
#: long. Wherever a word stands, what is left of it is found.
_DROPPED = b"0123456789abcdfABCDF.,:-/"
_LOWER = bytes(range(256)).lower()
_REST_OF_WORDS = tuple((word.encode().translate(None, _DROPPED), word) for word in _WORDS)


def is_suspect(text: str) -> bool:
    """Return whether a text holds a word at which there may be a secret."""
    # A search takes some 0.5 ns a character, that for a single character next to nothing. A code
    # for colour may stand within a word.
    if ("@" in text and "://" in text) or ("J" in text and "eyJ" in text) or "\x1b" in text:
        return True
    lower = ""
    rest = text.encode(errors="replace").translate(_LOWER, _DROPPED)
    for part, word in _REST_OF_WORDS:
        if part in rest:
            lower = lower or text.lower()
            if word in lower:
                return True
    return b"z" in rest and "authoriz" in text.lower()


def without_likely_secrets(text: str) -> str:
    """Return a text in which ``***`` stands for what is likely to be a secret."""
    lower = _lower(text)
    for words, pattern in _DEFAULTS:
        starts = [at for word in words for at in _finds(lower, word)]
        if starts and (masked := _masked(text, pattern, sorted(starts))) != text:
            text, lower = masked, _lower(masked)
    return text


def _masked(text: str, pattern: re.Pattern[str], starts: list[int]) -> str:
    kept = []
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match is not None:
            group = match.lastindex or 0
            kept += [text[end : match.start(group)], MASK]
            end = match.end(group)
    return "".join([*kept, text[end:]]) if kept else text


def _finds(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _lower(text: str) -> str:
    """Return a text in small letters, each where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else re.sub("[A-Z]+", lambda m: m[0].lower(), text)
