"""
A fast answer to the question whether a text may hold a secret.

Most texts hold none, and a strategy says the same few things over and over, with other numbers and
ids. What is left of a text without digits and most letters of hexadecimal ids is the same each
time, so it is searched once for what is left of the words. A text is searched itself for those of
which something was found. The answer is the plain search's.
"""

from collections.abc import Iterable
from collections.abc import Sequence

import msgspec

from nautilus_vlogs.convert.escapes import has_escapes
from nautilus_vlogs.convert.issued_tokens import left_of
from nautilus_vlogs.convert.secret_patterns import SHAPES
from nautilus_vlogs.convert.secret_patterns import SHAPES_LEFT
from nautilus_vlogs.convert.secret_patterns import WORDS
from nautilus_vlogs.convert.secret_patterns import WORDS_TOGETHER

#: Words of which little would be left: looked for in capitals, as the secrets have them.
_IN_CAPITALS = {
    word.lower(): word
    for word in (
        *("AKIA", "ASIA", "AIza", "SG.", ":AA", "LTAI", "AQVN", "CFPAT-", "HRKU-AA", "EAAAE"),
        *("EZAK", "EZTK", "ATATT3", "NRAK-", "PMAK-", "AKCp", "CCIPAT_", "2FA", "MFA"),
        *("ABIA", "ACCA", "ABSK", "ATBB", "ATCTT3", "AVNS_"),
    )
}


class _Doubt(msgspec.Struct, frozen=True):
    """What texts of which the same is left may hold: a secret's words, a shape, escapes."""

    words: tuple[str, ...]
    together: tuple[tuple[tuple[str, ...], str], ...]
    has_shape: bool
    has_escapes: bool

    def __bool__(self) -> bool:
        return bool(self.words or self.together or self.has_shape or self.has_escapes)


# As texts, since `in` takes four times as long for bytes, which might be numbers.
_CAPITALS = {word: left_of(shown).decode() for word, shown in _IN_CAPITALS.items()}
_RESTS = {word: left_of(word).decode() for word in WORDS if word not in _IN_CAPITALS}
_RESTS_TOGETHER = tuple(
    ((tuple(left_of(word).decode() for word in words), left_of(beside).decode()), (words, beside))
    for words, beside in WORDS_TOGETHER
)

_MAX_HARMLESS = 16_384
_MAX_DOUBTS = 4_096
_MAX_REST_BYTES = 512
#: What was left of texts that hold no secret, and what others may hold by what was left of them.
_harmless: set[bytes] = set()
_doubts: dict[bytes, _Doubt] = {}


def is_suspect(text: str) -> bool:
    """Return whether a text may hold a secret: one of the words of `secret_patterns`."""
    rest = left_of(text)
    return rest not in _harmless and _is_justified(_doubt_of(rest), text)


def suspects(texts: Sequence[str]) -> list[int]:
    """Return the indices of those of some texts that may hold a secret."""
    joined = "\n".join(texts)
    rests = left_of(joined).split(b"\n")
    if len(rests) != len(texts):  # some have several lines
        rests = [*map(left_of, texts)]
    if _harmless.issuperset(rests):
        return []
    doubts = {rest: _doubt_of(rest) for rest in {*rests} - _harmless}
    if not _is_justified(_all_of(doubts.values()), joined):
        return []
    return [
        at
        for at, rest in enumerate(rests)
        if rest in doubts and _is_justified(doubts[rest], texts[at])
    ]


def is_suspect_plainly(text: str) -> bool:
    """Return `is_suspect` of a text, without the cache of similar texts."""
    return has_escapes(text) or _holds(text, WORDS, WORDS_TOGETHER) or _has_shape(text)


def _is_justified(doubt: _Doubt, text: str) -> bool:
    """Return whether a text holds what it may hold."""
    return (
        doubt.has_escapes
        or _holds(text, doubt.words, doubt.together)
        or (doubt.has_shape and _has_shape(text))
    )


def _all_of(doubts: Iterable[_Doubt]) -> _Doubt:
    """Return what several texts may hold, joined by newlines."""
    known = [*doubts]
    return _Doubt(
        tuple({word for doubt in known for word in doubt.words}),
        tuple({pair for doubt in known for pair in doubt.together}),
        has_shape=False,
        # Whether a text has a shape may depend on where it ends.
        has_escapes=any(doubt.has_escapes or doubt.has_shape for doubt in known),
    )


def _doubt_of(rest: bytes) -> _Doubt:
    """Return what texts may hold of which this is left."""
    doubt = _doubts.get(rest)
    if doubt is None:
        doubt = _doubt_about(rest.decode())
        if len(rest) <= _MAX_REST_BYTES:
            _remember(rest, doubt)
    return doubt


def _doubt_about(left: str) -> _Doubt:
    """Return what a text may hold by what is left of it."""
    small = left_of(left.lower()).decode()
    words = [word for word, part in _RESTS.items() if part in small]
    words += [word for word, part in _CAPITALS.items() if part in left]
    return _Doubt(
        tuple(words),
        tuple(known for parts, known in _RESTS_TOGETHER if _is_beside(*parts, small)),
        has_shape=any(shape.search(left) for shape in SHAPES_LEFT),
        has_escapes=has_escapes(left),
    )


def _remember(rest: bytes, doubt: _Doubt) -> None:
    if not doubt:
        if len(_harmless) >= _MAX_HARMLESS:
            _harmless.clear()
        _harmless.add(rest)
    else:
        if len(_doubts) >= _MAX_DOUBTS:
            _doubts.clear()
        _doubts[rest] = doubt


def _holds(
    text: str, words: Sequence[str], together: Sequence[tuple[tuple[str, ...], str]]
) -> bool:
    """Return whether a text holds one of some words, or two of some that are beside each other."""
    if not words and not together:
        return False
    lower = text.encode(errors="replace").lower().decode()
    return any(word in lower and _IN_CAPITALS.get(word, "") in text for word in words) or any(
        _is_beside(some, beside, lower) for some, beside in together
    )


def _has_shape(text: str) -> bool:
    return any(shape.search(text) for shape in SHAPES)


def _is_beside(words: Sequence[str], beside: str, text: str) -> bool:
    return beside in text and any(word in text for word in words)
