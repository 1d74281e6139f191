"""Secrets and what only looks like one: two corpora, in `secrets/`."""

import json
import re
from pathlib import Path

import pytest
from converter_kit import Converter
from converter_kit import line
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.convert import secret_search
from nautilus_vlogs.convert.issued_tokens import left_of
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.convert.secret_patterns import MASK
from nautilus_vlogs.convert.secret_patterns import RULES
from nautilus_vlogs.convert.secret_patterns import WORDS
from nautilus_vlogs.convert.secret_patterns import without_secrets
from nautilus_vlogs.convert.secret_search import is_suspect
from nautilus_vlogs.convert.secret_search import is_suspect_plainly
from nautilus_vlogs.convert.secret_search import suspects

CORPORA = Path(__file__).parent / "secrets"
MARKED = re.compile("«(.*?)»", re.DOTALL)


def corpus(name):
    lines = (CORPORA / name).read_text(encoding="utf-8").splitlines()
    texts = [text for text in lines if text and not text.startswith("#")]
    meant = {"\\r\\n": "\r\n", "\\n": "\n", "\\x01": "\x01", "\\\\": "\\"}
    written = re.compile("|".join(map(re.escape, meant)))
    return [written.sub(lambda found: meant[found[0]], text) for text in texts]


MUST_GO = corpus("must_go.txt")
MUST_STAY = corpus("must_stay.txt")


def mask_of(marked):
    is_quoted = marked.string[: marked.start()].endswith(("'", '"'))
    is_json = marked.string[: marked.start()].rstrip().endswith('":')
    is_bracketed = marked[1][0] in "([{"
    return f'"{MASK}"' if not is_quoted and (is_json or is_bracketed) else MASK


def test_each_pattern_compiles():
    """A mistake in a pattern shows here, and not when a text first has its word."""
    for rule in RULES:
        sign = getattr(getattr(rule, "sign", None), "__self__", None)
        others = (getattr(rule, name, None) for name in ("shape", "rest"))
        for pattern in (rule.pattern, sign, *others):
            assert pattern is None or pattern.compiled() is pattern.compiled()


@pytest.mark.parametrize("text", MUST_GO)
def test_secrets_go_and_what_is_around_them_stays(text):
    """Each marked part is masked, and not a character beside it."""
    written, wanted = MARKED.sub(r"\1", text), MARKED.sub(mask_of, text)
    assert MARKED.search(text)
    assert is_suspect(written)
    masked = Redactor().text(written)
    assert re.sub(r"=+(?=\s|$)", "", masked) == re.sub(r"=+(?=\s|$)", "", wanted)
    assert Redactor().text(masked) == masked
    try:
        json.loads(written)
    except ValueError:
        return
    json.loads(masked)


@pytest.mark.parametrize("text", MUST_GO)
@pytest.mark.parametrize("form", ["{} and on", "x=1 {} y=2", "OrderDenied(reason='{}')", "[{}]"])
def test_secrets_go_wherever_they_stand(text, form):
    """Nothing of a secret is left in a row, whatever is around it."""
    converter = Converter()
    converter._redactor = Redactor()
    written = form.replace("{}", MARKED.sub(r"\1", text))
    converted = converter.convert(line(written))
    shown = converted.rows.decode()
    for secret in MARKED.findall(text):
        for part in re.split(r"[\s\"'\\]+", secret):
            assert len(part) < 6 or part not in shown


@pytest.mark.parametrize("text", MUST_STAY)
def test_what_only_looks_like_a_secret_stays(text):
    """Not a character of these is changed."""
    assert Redactor().text(text) == text


names = st.sampled_from(
    ["password", "api_key", "pin", "otp", "args", "op", "key", "signature", "auth", "token", "x",
     "credentials", "cookie", "mnemonic", "hmac", "params", "-----BEGIN PRIVATE KEY-----",
     "url", "name", "value", "seed_phrase"]
)  # fmt: skip
given_values = st.one_of(
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.none(),
    st.booleans(),
    st.text(max_size=24),
    st.sampled_from(
        ["auth", "hunter2zz9", "a\\", 'it"s', "it's (", "-----BEGIN PRIVATE KEY-----\nMII",
         "Bearer abc.def-1", "http://u:pw@", "8=FIX|554=x", "sid=31d4d96e407aad42", "password=x",
         'password="x', "{'password': [", "token: |\n  abc", "x" * 5_000, "API_SECRET",
         "password=''a", "password:\n- x", "abandon", 'password=""a', "zoo " * 12, "1f" * 2_500]
    ),
)  # fmt: skip
json_values = st.recursive(
    given_values,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=8,
)


@given(
    value=st.one_of(st.dictionaries(names, json_values, max_size=5), st.lists(json_values)),
    is_ascii=st.booleans(),
    separators=st.sampled_from([(",", ":"), (", ", ": ")]),
    is_nested=st.booleans(),
)
def test_json_stays_json(*, value, is_ascii, separators, is_nested):
    """What parsed before it was masked parses afterwards, numbers and JSON within JSON included."""
    text = json.dumps(value, ensure_ascii=is_ascii, separators=separators)
    if is_nested:
        text = json.dumps({"x": text, "y": 1}, ensure_ascii=is_ascii, separators=separators)
    json.loads(Redactor().text(text))


pieces = st.one_of(
    st.sampled_from([*WORDS, *MUST_STAY, "554=1", "8=FIX", "://a:b@c", "96=", "@", "=", " ", "12"]),
    st.sampled_from([*"abcdefABCDEF-0.:", "\x1b[1m", "\x9b", "é", "\ud800", "K"]),
    st.text(max_size=4),
)


@given(st.lists(pieces, max_size=6).map("".join), st.booleans())
@example("pbss=hunter2 then pass", False)  # noqa: FBT003  # as Hypothesis passes it
def test_the_fast_search_equals_the_plain_one(text, upper):
    """A text is suspect by what is known of others like it exactly if it is when looked at."""
    text = text.upper() if upper else text
    assert is_suspect(text) == is_suspect_plainly(text)
    assert is_suspect(text) == is_suspect_plainly(text)  # it is known now
    if without_secrets(text) != text:
        assert is_suspect(text)


def test_what_is_left_of_a_word_does_not_have_each_text_searched_for_all():
    """`x=` is left of `x01554=`: texts with `vix=` are searched for this word and no others."""
    texts = [f"entry number={number} vix={number}.5 max={number}" for number in range(200)]
    assert [word for word in WORDS if left_of(word) == b"x="]
    assert {secret_search._doubt_of(left_of(text)).words for text in texts} == {("x01554=",)}
    assert suspects(texts) == []


@given(st.lists(st.sampled_from(["a 1", "b 2\nc", "", "\n", "password=x", "AKIA", "\ud800", "é"])))
def test_searching_texts_together_finds_what_searching_each_finds(texts):
    """Neither other texts nor lines within a text change which texts may hold a secret."""
    assert suspects(texts) == [at for at, text in enumerate(texts) if is_suspect(text)]
