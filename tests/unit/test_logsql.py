import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.query.filters import Filters
from nautilus_vlogs.query.logsql import escape_regex
from nautilus_vlogs.query.logsql import field_name
from nautilus_vlogs.query.logsql import levels_from
from nautilus_vlogs.query.logsql import quote
from nautilus_vlogs.query.pipes import ALLOWED_PIPES
from nautilus_vlogs.query.raw import find_time_range
from nautilus_vlogs.query.raw import parse_filter
from nautilus_vlogs.query.raw import parse_query

HOUR = 3_600_000_000_000


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_ends_the_quotes(text):
    """Between them is no raw quote and no control character, and the text comes back."""
    quoted = quote(text)
    inner = quoted[1:-1]
    assert re.fullmatch(r'(?:[^"\\\x00-\x1f\x7f]|\\["\\]|\\x[0-9a-f]{2})*', inner)
    back = re.sub(
        r'\\(x..|["\\])',
        lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "x" else m[1],
        inner,
    )
    assert back == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_escaped_text_is_a_regular_expression_of_itself(text):
    """It matches just that text."""
    assert re.fullmatch(escape_regex(text), text)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_a_lone_surrogate_is_refused(text):
    """It can't be sent, and the error text can be printed."""
    with pytest.raises(InvalidQueryError, match="lone surrogates") as caught:
        quote(text)
    str(caught.value).encode()


@pytest.mark.parametrize("name", ["", "x" * 129, None, 5])
def test_a_field_name_has_bounds(name):
    """An empty, long or non-textual name is refused."""
    with pytest.raises(InvalidQueryError, match="field's name"):
        field_name(name)


def test_levels_and_above():
    """A level is known by its names, in any case, and stands for those above it, too."""
    assert levels_from("warn") == ("WARNING", "ERROR", "CRITICAL")
    assert levels_from(" Error ") == ("ERROR", "CRITICAL")
    assert levels_from("fatal") == ("CRITICAL",)
    for wrong in ("", "LOUD", 'ERROR") or (*', None, 3, "x" * 1_000_000):
        with pytest.raises(InvalidQueryError, match="`level` must be one of TRACE"):
            levels_from(wrong)


def test_filters_as_logsql():
    """Each filter is a term; together they are all to hold."""
    assert Filters().to_logsql() == "*"
    filters = Filters(
        strategy_id="A-001",
        level="ERROR",
        text=["a b", "c"],
        exclude="d",
        fields={"spx_price": 5900.5, "n": 3},
        query="x or y",
    )
    assert filters.to_logsql() == (
        '"strategy_id":="A-001" "level":in("ERROR","CRITICAL") "_msg":~"(?i)a\\\\x20b" '
        '"_msg":~"(?i)c" !"_msg":~"(?i)d" "spx_price":="5900.5" "n":="3" (x or y)'
    )
    assert Filters(text="a.*b", is_regex=True).to_logsql() == '"_msg":~"a.*b"'


@pytest.mark.parametrize(
    "arguments",
    [
        {"strategy_id": ""},
        {"source": 5.5j},
        {"component": "x" * 4_097},
        {"text": ""},
        {"text": "x" * 1_000_000},
        {"text": ["x"] * 33},
        {"text": [5]},
        {"exclude": "\ud800"},
        {"fields": {"a": ""}},
        {"fields": {"a": True}},
        {"fields": {"a": None}},
        {"fields": {"": "a"}},
        {"fields": {"\ud800": "a"}},
        {"fields": {str(i): "a" for i in range(33)}},
        {"fields": [("a", "b")]},
        {"query": ""},
        {"query": "a | fields b"},
    ],
)
def test_filters_that_make_no_sense_are_refused(arguments):
    """One kind of error, which says what was given and can be printed."""
    with pytest.raises(InvalidQueryError) as caught:
        Filters(**arguments).to_logsql()
    text = str(caught.value)
    assert text.isprintable()
    assert len(text) < 500
    assert "was " in text


@pytest.mark.parametrize(
    "query",
    [
        "*",
        "_time:5m error",
        "level:in(ERROR, WARNING) -foo",
        "_msg:~\"order.*(filled|'rejected')\"",
        'a:"pipe | in quotes" b:`\\` c:\'it"s\'',
        "a:range(1,5] b:[1,2)",
        '{source="strategy",level!="x"} foo',
        "a\n  b\tc",
        "* | stats by (level) count() n | sort by (n desc) | limit 5",
        "* | filter level:ERROR | fields _time, _msg",
        "* | stats count() if (level:ERROR) errors",
        "spx_price:>5900 (a or b) !c",
        "* | Fields _msg",
    ],
)
def test_what_users_type_is_allowed(query):
    """Filters and pipes that only look at rows pass, unchanged."""
    parsed = parse_query(query)
    assert [part.split() for part in " | ".join([parsed.filter, *parsed.pipes]).split("|")] == [
        part.split() for part in query.split("|")
    ]


@pytest.mark.parametrize(
    ("query", "pipe"),
    [
        ("* | stream_context before 10", "stream_context"),
        ("* | union (*)", "union"),
        ("* | join by (a) (*)", "join"),
        ("* | STREAM_CONTEXT after 5", "stream_context"),
        ("* | fields a|stream_context before 1", "stream_context"),
        ("* | nonsense", "nonsense"),
        ("* | count() n", "count"),
        ("* | level:ERROR", "level"),
        ("* | ", ""),
        ("* || *", ""),
        ('* | "stats" count()', '"stats" count()'),
        ("* | (stats count())", "(stats count())"),
        ("a:in(* | fields a)", "subquery"),
        ("{a=b | c}", "subquery"),
        ("options(concurrency=1) *", "options"),
        ("OPTIONS (ignore_global_time_filter=true) *", "options"),
        ("(options(ignore_global_time_filter=true) *)", "options"),
        ('"options"(x) *', "options"),
        ("* | filter options(x) *", "options"),
        ("* # comment", "#"),
        ("* | fields a # | stream_context", "#"),
    ],
)
def test_what_could_read_more_is_refused_by_name(query, pipe):
    """The refused part is named, in the error and as its attribute."""
    with pytest.raises(PipeNotAllowedError) as caught:
        parse_query(query)
    assert caught.value.pipe == pipe
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        None,
        5,
        "a) or (b",
        "(a",
        "a]",
        "{a)",
        "a:[1,2}",
        '"open',
        "'open",
        "`open",
        '"a\nb"',
        "`a\nb`",
        '"a\x00b"',
        '"a\\\nb"',
        "a\\b",
        "a\x00b",
        "a\x1bb",
        "it's",
        "| stats count()",
        "\ud800",
        '"\udfff"',
        "x" * 10_001,
        "x" * 1_000_000,
        "(" * 5_000,
        "*" + " | fields a" * 17,
    ],
)
def test_what_can_not_be_told_for_sure_is_refused(query):
    """Unbalanced, unprintable, too long: refused, with an error that can be printed."""
    with pytest.raises(InvalidQueryError) as caught:
        parse_query(query)
    assert len(str(caught.value)) < 1_000
    str(caught.value).encode()


@given(st.text(st.sampled_from("ab\"'`\\()[]{}|#\n :*,options\x00 ")))
def test_no_text_does_anything_but_pass_or_be_refused(text):
    """The lexer comes to an end, and what passes has its brackets in pairs in each part."""
    try:
        parsed = parse_query(text)
    except InvalidQueryError:
        return
    assert parsed.filter
    assert parse_query(f"({parsed.filter})").pipes == ()


def test_a_filter_has_no_pipes():
    """Where only a filter may stand, the pipe is named."""
    assert parse_filter(" a b ") == "a b"
    with pytest.raises(PipeNotAllowedError, match=r"`\| fields`"):
        parse_filter("a | fields b")


def test_the_answer_is_bounded_and_newest_first_where_the_query_leaves_it_open():
    """The order comes behind filters and before what may drop the time."""
    newest = "sort by (_time desc, seq desc) limit 9"
    limited = parse_query("a or b | filter c | fields _msg").limited(9)
    assert limited == f"(a or b) | filter c | {newest} | fields _msg | limit 9"
    assert parse_query("a | stats count()").limited(9) == "(a) | stats count() | limit 9"
    assert parse_query("a | sort by (b)").limited(9) == "(a) | sort by (b) | limit 9"
    assert {"stream_context", "union", "join"}.isdisjoint(ALLOWED_PIPES)


def test_the_range_that_a_query_names():
    """`_time` in the query says where to look, if it can be told."""
    assert find_time_range("error", HOUR) == (None, None)
    assert find_time_range('"_time:[a,b)" error', HOUR) == (None, None)
    assert find_time_range("'x _time:3h y' error", HOUR) == (None, None)
    assert find_time_range("_time:5m error", HOUR) == (None, None)
    assert find_time_range('!x -y "or" (a or b) _time:3h', HOUR)[0] is not None
    assert find_time_range("_TIME:3h error", HOUR)[0] is not None
    start, end = find_time_range("_time:3h error", HOUR)
    assert end is None
    assert start > 0
    assert find_time_range("_time:[1795477168,1795477169) x", HOUR) == (
        1_795_477_168_000_000_000,
        1_795_477_169_000_000_000,
    )
    assert find_time_range("x _time:[2026-11-22, 2026-11-23]", HOUR) == (
        1_795_305_600_000_000_000,
        1_795_478_400_000_000_000,
    )


@pytest.mark.parametrize(
    "query",
    [
        "_time:>5m",
        "_time:5m offset 2h",
        "_time:2026-11-23",
        "_time:5m _time:3h",
        '"_time":3h',
        "_time:[a,b)",
        "_time:[2026-11-23,)",
        "!_time:3h",
        "-_time:3h",
        "! _time:3h",
        "NOT _time:3h",
        "level:ERROR or _time:3h",
        "_time:3h error OR a",
        "not (a _time:3h)",
        "(_time:3h a) or b",
        "level:in(_time:3h)",
        "level:= _time:3h",
        '"\\x5ftime":3h',
    ],
)
def test_a_range_that_can_not_be_told_must_be_given(query):
    """Rather than looking in the wrong hour and finding nothing, it is an error."""
    with pytest.raises(InvalidTimeError):
        find_time_range(query, HOUR)


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("_time:[2026-11-30T09:00,2026-11-30T10:00:00.5) a", None),
        ("!_time:[2026-11-30, 2026-12-01T09]", None),
        ('"_time" : [2026-11-30, 2026-12-01)', None),
        ("_time:2026-11-30", "_time:2026-11-30Z"),
        ("_time: 2026-11 b", "_time: 2026-11Z b"),
        ("a or -_TIME:>=2026-11-30T09:00", "a or -_TIME:>=2026-11-30T09:00Z"),
        ("_time:2026-11-30 offset 1h", "_time:2026-11-30Z offset 1h"),
        ("_time : >= 2026-11-30 a", "_time : >= 2026-11-30Z a"),
        ('_time:"2026-11-30" a', '_time:"2026-11-30Z" a'),
        ("_time: > '2026-11-30T09' a", '_time: > "2026-11-30T09Z" a'),
        ("_time:['2026-11-30',`2026-12-01`)", '_time:["2026-11-30Z","2026-12-01Z")'),
        *[
            (text, text)
            for text in (
                "_time:(2026-11-30T09:00:00+01:00, 2026-11-30T09:00Z]",
                "_time:[1700000000,now) 2026-11-30",
                "_time:5m a:2026-11-30 b:[2026-11-30,2026-12-01) x_time:2026-11-30",
                '_msg:"_time:[2026-11-30,2026-12-01)"',
                '"_time:" 2026-11-30 _msg:"_time:" [2026-11-30,2026-12-01)',
                '_time:5m "2026-11-30" _msg:>="2026-11-30" a: > 2026-11-30',
            )
        ],
    ],
)
def test_times_without_a_zone_are_sent_as_utc(query, sent):
    """As they are read here: the store would take them for those of its own machine's zone."""
    if sent is None:
        sent = re.sub(r"(2026[^\s,)\]]*)", r"\1Z", query)
    assert parse_query(query).filter == sent
    (pipe,) = parse_query(f"* | filter {query}").pipes
    assert pipe == f"filter {sent}"
