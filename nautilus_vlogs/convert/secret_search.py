"""
A fast answer to the question whether a text may hold a secret.

Most texts hold none, and a strategy says the same few things over and over, with other numbers and
ids. What is left of a text without digits and most letters of hexadecimal ids is the same each
time, so it is looked at once. The answer is never less than the plain search's.
"""

from collections.abc import Sequence

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


# As texts, since `in` takes four times as long for bytes, which might be numbers.
_CAPITALS = tuple(left_of(word).decode() for word in _IN_CAPITALS.values())
_RESTS = tuple({left_of(word).decode() for word in WORDS if word not in _IN_CAPITALS})
_RESTS_TOGETHER = tuple(
    (tuple(left_of(word).decode() for word in words), left_of(beside).decode())
    for words, beside in WORDS_TOGETHER
)

_MAX_HARMLESS = 16_384
_MAX_REST_BYTES = 512
#: What was left of texts that hold no secret, and of those that hold one only if they have a shape.
_harmless: set[bytes] = set()
_wordless: set[bytes] = set()


def is_suspect(text: str) -> bool:
    """Return whether a text may hold a secret: one of the words of `secret_patterns`."""
    rest = left_of(text)
    return rest not in _harmless and _is_suspect(text, rest)


def suspects(texts: Sequence[str]) -> list[int]:
    """Return the indices of those of some texts that may hold a secret."""
    rests = left_of("\n".join(texts)).split(b"\n")
    if len(rests) != len(texts):  # some have several lines
        rests = [*map(left_of, texts)]
    if _harmless.issuperset(rests):
        return []
    return [
        at
        for at, rest in enumerate(rests)
        if rest not in _harmless and _is_suspect(texts[at], rest)
    ]


def is_suspect_plainly(text: str) -> bool:
    """Return `is_suspect` of a text, without the cache of similar texts."""
    lower = text.encode(errors="replace").lower().decode()
    return (
        has_escapes(text)
        or any(word in lower and _IN_CAPITALS.get(word, "") in text for word in WORDS)
        or any(_is_beside(words, beside, lower) for words, beside in WORDS_TOGETHER)
        or _has_shape(text)
    )


def _is_suspect(text: str, rest: bytes) -> bool:
    if rest in _wordless:
        return _has_shape(text)
    left = rest.decode()
    small = left_of(rest.lower().decode()).decode()
    if (
        has_escapes(text)
        or any(part in small for part in _RESTS)
        or any(part in left for part in _CAPITALS)
        or any(_is_beside(words, beside, small) for words, beside in _RESTS_TOGETHER)
    ):
        return is_suspect_plainly(text)
    has_shape = any(shape.search(left) for shape in SHAPES_LEFT)
    if len(rest) <= _MAX_REST_BYTES:
        known = _wordless if has_shape else _harmless
        if len(known) >= _MAX_HARMLESS:
            known.clear()
        known.add(rest)
    return has_shape and _has_shape(text)


def _has_shape(text: str) -> bool:
    return any(shape.search(text) for shape in SHAPES)


def _is_beside(words: Sequence[str], beside: str, text: str) -> bool:
    return beside in text and any(word in text for word in words)
