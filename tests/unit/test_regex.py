import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.filters import Filters
from nautilus_vlogs.query.raw import parse_query
from nautilus_vlogs.query.regex import MAX_PARTS
from nautilus_vlogs.query.regex import check_regex

#: Patterns that make the store panic, or keep it busy past every timeout.
HOSTILE = [
    "x{1,1000}",
    "x{1000}",
    "x{101,}",
    "(x{1,100}){1,100}",
    "((x{1,10}){1,10}){1,10}",
    "(?:x{30}){30}",
    "x{10}{10}{10}",
    "(\\S){100}|" * 25,
    "[[:alpha:]]{1,1000}",
    "[]x]{1,1000}",
    "[^]]{1,1000}",
    "\\[x{1,1000}",
    "\\pL{1,1000}",
    "\\p{Greek}{1,1000}",
    "(a|(b{50}c{50}){20})",
    "[{1,1000}]x{1,200}",
    "\\Q[\\E(x{1,100}){1,100}",
    "a" * 257,
]

HARMLESS = [
    "number=1. was F",
    "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}",
    "O-[0-9]{8}-[0-9]{6}-\\d{3}-\\d{3}-\\d+",
    "(?i)rejected|denied",
    "x{1,100}",
    "[{}]+",
    "{literal}",
    "a" * 256,
]


def quoted_in_hex(text):
    return "'" + "".join(f"\\x{byte:02x}" for byte in text.encode()) + "'"


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_pattern_that_harms_the_store_is_refused(pattern):
    """By every way that a pattern can take: as a text, a condition, or in a raw query."""
    for filters in (
        Filters(text=pattern, is_regex=True),
        Filters(exclude=pattern, is_regex=True),
        Filters(where=[Condition("f", "=~", (pattern,))]),
    ):
        with pytest.raises(InvalidQueryError):
            filters.to_logsql()
    as_hex = "".join(f"\\x{byte:02x}" for byte in pattern.encode())
    for quoted in (f"`{pattern}`", f'"{as_hex}"', f"'{as_hex}'"):
        for query in (
            f"_msg:~{quoted}",
            f"~{quoted}",
            f"_msg:~ {quoted}",
            f"!~{quoted}",
            f"_msg:re({quoted})",
            f"{{app=~{quoted}}}",
            f"* | filter _msg:~{quoted}",
            f"* | stats count() if (_msg:~{quoted}) n",
            f"* | extract_regexp {quoted}",
            f"* | replace_regexp ({quoted}, 'x')",
        ):
            with pytest.raises(InvalidQueryError):
                parse_query(query)


@pytest.mark.parametrize("query", ["_msg:~x{1,1000}", "~x{1,1000}", "a:~(x{1,1000})", "x{1000}"])
def test_braces_without_quotes_are_no_pattern(query):
    """A repetition that is not quoted is refused; a selector of streams is not."""
    with pytest.raises(InvalidQueryError, match="must stand in quotes"):
        parse_query(query)
    parse_query('{app="nautilus-trader"} error')
    parse_query("{} error")


@pytest.mark.parametrize(
    "query",
    [
        "_msg:~{}",
        "_msg:~ {}",
        "_msg:!~{}",
        "!~{}",
        "~{}",
        "a~{}",
        "_msg:~'a' b:~{}",
        "_msg:~({})",
        "re({})",
        "_msg:re( {} )",
        "_msg:RE ({})",
        "!re({})",
        "é-re({})",
        "'x're({})",
        "_msg:in(a) or re({})",
        "{{app=~{}}}",
        "{{app!~{},b=c}}",
        "{{b='c',app =~ {}}}",
        "* | filter _msg:~{}",
        "* | stats count() if (_msg:~{}) n",
        "* | format if (a:re({})) 'x' as y",
        "* | extract_regexp {}",
        "* | extract_regexp:{}",
        "* | extract_regexp if (a:b (c)) {}",
        "* | replace_regexp ({}, 'x')",
        "* | Replace_Regexp({}, 'x')",
        "* | replace_regexp IF (a:'b') ({}, 'x')",
    ],
)
def test_an_expression_stands_in_quotes(query):
    """Without them the store makes one of any length of its parts; the error says what to do."""
    for pattern in (".+" * 1_000, "a+" * 1_000, "a"):
        with pytest.raises(InvalidQueryError, match=r"`query`: .* must stand in quotes.*, was "):
            parse_query(query.format(pattern))


@pytest.mark.parametrize(
    "query",
    [
        "_msg:~'a' b:!~`c` {d=~\"e\",f!~'g'}",
        "more (a or b) and before(c) and store (d)",
        "_msg:re('a') or re (`b`)",
        "'~' \"a~b\" path:'/~user'",
        "* | extract_regexp if (a:b) '(?P<c>.)' from d",
        "* | replace_regexp if (a:(b or c)) ('d', e) at f",
        "* | replace_regexp('d', '') at f limit 1",
    ],
)
def test_expressions_in_quotes_and_other_words_pass(query):
    """Operators, calls and pipes with quotes, and words that only look like them."""
    parse_query(query)


@pytest.mark.parametrize("pattern", HARMLESS)
def test_patterns_of_everyday_use_pass(pattern):
    """Dates, ids and words."""
    check_regex(pattern)


@given(
    st.recursive(
        st.sampled_from(["a", "\\d", "[a-z]", "."]),
        lambda inner: st.one_of(
            st.tuples(inner, st.integers(0, 120)).map(lambda t: f"(?:{t[0]}){{{t[1]}}}"),
            st.tuples(inner, inner).map("".join),
            inner.map(lambda one: f"({one})"),
        ),
        max_leaves=8,
    )
)
def test_what_passes_stays_small_when_it_is_expanded(pattern):
    """The counted parts are never more than the bound, counted in another way."""
    try:
        check_regex(pattern)
    except GuardRailError:
        return
    assert _expanded(pattern) <= MAX_PARTS


def _expanded(pattern):
    """Return the number of atoms of a pattern as Python's own parser expands it."""
    import re._parser as parser  # noqa: PLC0415 - an inner module, for this oracle alone

    def size(items):
        total = 0
        for op, value in items:
            name = str(op)
            if name == "MAX_REPEAT":
                total += value[1] * size(value[2])
            elif name == "SUBPATTERN":
                total += size(value[3])
            else:
                total += 1
        return total

    return size(parser.parse(pattern))


@pytest.mark.parametrize(
    "query",
    [
        "* | format '<_msg><_msg><_msg><_msg>' as a | format '<a><a><a><a><a>' as b",
        "* | " + " | ".join(["pack_json as a"] * 5),
        "* | replace ('x', '" + "y" * 200 + "') at _msg",
        "* | copy " + ", ".join(f"_msg as f{i}" for i in range(40)),
        "* | copy " + ", ".join(f"_msg as f{i}" for i in range(16)),
        "* | cp " + ", ".join(f"* as f{i}*" for i in range(5)),
        "* | cp " + ", ".join(rf"'\x2a' as 'f{i}\u002a'" for i in range(5)),
        "* | mv " + ", ".join(rf"'\052' as '{'n' * 60}{i}\x2a'" for i in range(20)),
        "* | copy _msg as a, _msg as b | pack_json as c | copy c as d, c as e | pack_json as f",
        "* | mv " + ", ".join(f"* as {'n' * 60}{i}*" for i in range(20)),
        "* | unpack_json result_prefix '" + "p" * 500 + "'",
        "* | format '" + "y" * 9_000 + "' as x | sort by (x)",
        "* | replace (e, '" + "y" * 30 + "')",
        "* | replace ('', '" + "y" * 30 + "')",
        "* | replace if (_msg:'a long condition') ('e', '" + "y" * 30 + "')",
        "* | replace_regexp ('a long expression|x*', '" + "y" * 30 + "')",
        "* | replace_regexp (`(.*)`, '$1$1$1$1$1$1$1$1')",
        "* | extract_regexp `" + "".join(f"(?P<f{i}>" for i in range(16)) + ".*" + ")" * 16 + "`",
        "* | format '<q:_msg><q:_msg> < q : _msg >' as a",
        "* | format '<urlencode:_msg>' as a | format '<urlencode:a>' as b | format '<a>' as c",
        "* | format '<q:a<>' as x | format '<q:x>' as y",
        "* | format '<unheard_of:_msg>' as a | format '<q:a>' as b",
        "* | format '" + "é" * 2_000 + "' as x",
        "* | pack_json as a | pack_json as b",
        "* | pack_json as a | format '<q:a>' as b",
        "* | replace ('ab', '" + "😀" * 10 + "')",
        "* | replace ('\\xff\\xff\\xff', '" + "x" * 49 + "')",
        "* | replace_regexp ('a', '" + "😀" * 5 + "')",
        "* | mv " + ", ".join(f"* as {'é' * 40}{i}*" for i in range(8)),
    ],
)
def test_pipes_that_grow_rows_are_bounded(query):
    """Alone and together."""
    with pytest.raises(GuardRailError):
        parse_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "* | copy _msg as a, level as b | format '<a>: <b>' as line",
        "* | format '<q:a>,<q:b>,<q:c>,<uc:d>,<e>' as line | sort by (line)",
        "* | pack_json fields (a, b) as x | format '<x> <_msg>' as line",
        "* | unpack_json | pack_logfmt as x",
        "* | replace ('100€', '100 EUR')",
        "* | replace ('a long text of the log that is no news', 'short') at _msg",
        "* | replace if (level:ERROR) ('failed', 'FAILED') | replace_regexp ('[0-9]+', '<n>')",
        "* | extract 'price=<price>,' | extract_regexp `id=(?P<id>\\S+) (?P<side>BUY|SELL)`",
        "* | unpack_json from _msg result_prefix 'venue_' | fields venue_id, venue_px",
        "* | mv strategy_id as s, client_order_id as o | pack_json as x",
    ],
)
def test_pipes_of_everyday_use_pass(query):
    """Renaming, formatting, extracting."""
    parse_query(query)


@pytest.mark.parametrize(
    "number", ["18446744073709551615", "99999999", "1e19", "16EiB", "0xffffff", "-1"]
)
@pytest.mark.parametrize("quote", ["", "'", '"', "`"])
@pytest.mark.parametrize(
    "pipe",
    [
        "sort by (x) offset {} limit 1",
        "sort by (_time desc) limit {} offset 1",
        "order by (x) offset {}",
        "limit {}",
        "head {}",
        "offset {}",
        "skip {}",
        "first {} by (x)",
        "last {} by (x) partition by (y)",
    ],
)
def test_numbers_of_rows_are_bounded(pipe, number, quote):
    """VictoriaLogs panics where an offset and a limit are more than 64 bits together."""
    with pytest.raises(GuardRailError, match="up to 7 digits"):
        parse_query(f"* | {pipe.format(f'{quote}{number}{quote}')}")
    with pytest.raises(GuardRailError, match="up to 7 digits"):
        parse_query(f"* | {pipe.format(quoted_in_hex(number))}")
    parse_query(f"* | {pipe.format(f'{quote}9999999{quote}')}")


@pytest.mark.parametrize(
    "query",
    [
        "* | math 1 % 0 as x",
        "* | eval seq%price as x",
        "* | math 5 as a, (seq + (price %0)) as b",
        '* | math _time "%" 0 as y',
        "* | eval seq `%` 0 as y",
        r"* | math (seq '\x25' 0) as y",
        "* | stats by (price:0.00000000001) count()",
        "* | stats by (price: '0.000000000000000000001' offset 1) count()",
        "* | stats (a, price:.0000000001) count()",
        r"* | stats (a, price:'0.\x30000000000\u0031') count()",
    ],
)
def test_numbers_that_end_the_store_are_refused(query):
    """A remainder of 0 ends v1.43.1, a bucket that is rounded to 0 both versions."""
    with pytest.raises(GuardRailError):
        parse_query(query)
    parse_query("* | math round(price * 1.5, 0.01) as x | stats by (x:0.05, _time:0.5s) count()")
    parse_query("* | math 'cpu%' / 100 as x")


@pytest.mark.parametrize(
    "size",
    [
        "100000000000",
        "100_000_000_000",
        "1_00000_000000",
        "100000000000.0",
        "99999999999.99999",
        "100000000000.0001",
        "100GB",
        "100G",
        "0.1TB",
        "90GB10000MB",
        "100s",
        "1m40s",
        "1.5m10s",
        "100_000ms",
        "100000000µs",
        "100000000000ns",
        "0.0000_0000_001",
        "1000000000000",
        "1TB",
        "10000000000000000000",
    ],
)
def test_a_bucket_that_the_store_may_take_for_0_is_refused(size):
    """However its size is written, and wherever in the pipe."""
    as_hex = quoted_in_hex(size) if size.isascii() else f"`{size}`"
    for written in (size, f"'{size}'", f'"{size}"', f"`{size}`", as_hex):
        for query in (
            f"* | stats by (price:{written}) count() n",
            f"* | stats by (a, price: {written} offset 1) count() n",
            f"* | stats (price:{written},b) count() n",
            f"* | STATS_BY (price:{written}) count() n",
            f"* | stats by ('_time':{written}) count() n",
            f"* | mv price as _time | stats by (_time:{written}) count() n",
            f"* | stats by (a) count() n | stats by (n:{written}) count() m",
        ):
            with pytest.raises(GuardRailError, match=r"power of ten|decimals"):
                parse_query(query)


@pytest.mark.parametrize(
    "size",
    [
        *("1", "0.05", "0.000000001", "10000000000", "10GB", "99999000000", "100001000000"),
        *("5m", "99s", "1h30m", "1d", "1w", "1y", "week", "day", "month", "1MiB", "1TiB", "/24"),
    ],
)
def test_buckets_of_everyday_use_pass(size):
    """Steps of time and of prices; a row's own time has steps of any length."""
    parse_query(f"* | stats by (price:{size}, _time:{size}) count() n")
    parse_query("* | stats by (_time:100s) count() n")
    parse_query("* | where a:b | stats by (level,_time:1000s,x:5) count() n")
    parse_query("* | stats by (level) count() if (price:>100000000000) n")


@pytest.mark.parametrize("name", ["len_range", "eq_field", "le_field", "lt_field"])
@pytest.mark.parametrize(
    "query",
    [
        "* | copy _time as t | where t:{}(a)",
        "* | where *:{} (a)",
        "* | mv _time as t | stats count() if (!t:{}(a)) n",
        "* | format if (t: {}(a)) 'x' as y",
        "* | filter a:'{}'(_time)",
    ],
)
def test_what_panics_of_a_time_stands_before_the_pipes(name, query):
    """A pipe that asks for the length of a copied time, or compares it, ends both versions."""
    for written in (name, name.upper()):
        with pytest.raises(PipeNotAllowedError, match="before the pipes"):
            parse_query(query.format(written))
    parse_query(f"*:{name}(a) | where _msg:{name} | stats count() n")


@pytest.mark.parametrize("cut", ["limit 97", "head 97", "offset 3", "skip 3", "LIMIT 9"])
@pytest.mark.parametrize(
    "reads",
    [
        ("extract '<a>' from x", "extract '<b>' from x"),
        ("extract_regexp '(?P<a>.)' from x", "replace ('a', 'b') at x"),
        ("replace ('a', 'b') at x | del x", "fields x, y | decolorize x"),
        ("len(x) as n | where n:1", "math x as n | limit 5"),
    ],
)
def test_no_rows_are_cut_between_pipes_that_read_them(reads, cut):
    """Values of a field that rows lack are kept uncut, and end both versions."""
    first, second = reads
    with pytest.raises(PipeNotAllowedError, match="behind both"):
        parse_query(f"* | {first} | {cut} | {second}")
    parse_query(f"* | {first} | {second} | {cut}")
    parse_query(f"* | {cut} | {first} | {second}")
    parse_query(f"* | {first} | sort by (a) | {cut} | {second}")
    parse_query(f"* | {first} | {cut} | fields a | where a:1 | stats count() n")


@pytest.mark.parametrize("function", ["contains_common_case", "equals_common_case"])
@pytest.mark.parametrize(
    "query", ["{}(a)", "_msg:{} (a)", "a or !_msg:{}(A, B)", "* | where {}(a)"]
)
def test_filters_that_try_all_capitals_are_refused(function, query):
    """Of ten capitals in each of twenty texts the store makes gigabytes before any timeout."""
    for name in (function, function.upper()):
        with pytest.raises(PipeNotAllowedError, match="common_case"):
            parse_query(query.format(name))


@pytest.mark.parametrize(
    "escape", ["d", "'", "8", "400", "x4", "ud800", "uDFFF", "U00110000", "U0000d800"]
)
def test_quotes_that_go_does_not_read_are_refused(escape):
    """VictoriaLogs would read what stands in them as a part of the query."""
    with pytest.raises(InvalidQueryError, match="each backslash"):
        parse_query(f'"\\{escape}) | values(*) x | filter ("')


@pytest.mark.parametrize("letter", ["\u0130", "\u212a"])
def test_letters_that_become_others_are_refused(letter):
    """Go reads these as a small `i` and `k`, so that they might spell a keyword."""
    with pytest.raises(InvalidQueryError, match="into quotes"):
        parse_query(f"opt{letter}ons(a=b) *")
    parse_query(f'_msg:"{letter}"')


@pytest.mark.parametrize(
    "query",
    [
        "* | stats json_values(*) v",
        "* | stats values(_msg) v",
        "* | stats by (level) uniq_values(_msg) v",
        "* | stats count() n, values(_msg) v",
        "* | stats count() if (a:b) n, json_values (_msg) v",
        "* | stats 'values'(_msg) v",
        "* ; * | count",
        "* | coalesce(a, b)",
        "* | join by (a) rows({a=1})",
        "* | union rows({a=1})",
        "options(global_filter=*) *",
        "* | json_values(_msg)",
    ],
)
def test_functions_and_syntax_that_are_not_allowed(query):
    """Functions that return every value in one row, and what v1.52 added."""
    with pytest.raises(InvalidQueryError):
        parse_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "* | stats by (level) count() n, max(price) high",
        "* | stats count() if (level:in(ERROR,CRITICAL)) errors",
        "* | stats (level) count()",
        "* | stats by (_time:5m) count_uniq(strategy_id) n, quantile(0.5, price) p",
        "* | format '<strategy_id>: <_msg>' as line",
        "* | stats min(_time) t0, row_max(_time, _msg) last",
    ],
)
def test_counts_of_everyday_use_pass(query):
    """Functions whose answer is one value."""
    parse_query(query)


@pytest.mark.parametrize("count", [5, 30])
def test_expressions_of_a_query_are_bounded_together(count):
    """The store has to try each on a block of rows before it looks whether its time is over."""
    large = "([a-z0-9 .-]?){100}" * 2 + "([a-z0-9 .-]?){40}zq"
    queries = [
        " or ".join([f"_msg:~'{large}'"] * count),
        " ".join([f"!{{a=~'{large}'}}"] * count),
        "* | stats " + ", ".join(f"count() if (a:~'{large}') n{i}" for i in range(count)),
        "* | extract_regexp 'a' | filter " + " or ".join([f"re('{large}')"] * count),
    ]
    filters = [
        *(Filters(query=query) for query in queries[:2]),
        Filters(exclude=[large] * count, is_regex=True),
        Filters(
            text=large,
            exclude=large,
            is_regex=True,
            query=f"~'{large}' or a:~'{large}' re('{large}')",
        ),
        Filters(where=[f"a!~{large}"] * count),
        Filters(where=[Condition("a", "=~", (large,) * count)]),
        Filters(where=["a=" + "*a" * 2_001]),
        Filters(text=large, is_regex=True, query=" or ".join([f"~'{large}'"] * (count - 1))),
    ]
    for query in queries:
        with pytest.raises(GuardRailError, match="parts together, such as characters and classes"):
            parse_query(query)
    for one in filters:
        with pytest.raises(GuardRailError, match="parts together, such as characters and classes"):
            one.to_logsql()
    with pytest.raises(GuardRailError, match="parts together"):
        parse_query(" or ".join(f"i(a{i}) or _msg:I ('b{i}')" for i in range(130)))
    parse_query(" or ".join([f"_msg:~'{large}'", "i(error)", "_msg:i('order filled')"] * 2))
    Filters(text=["order.*filled"] * 32, is_regex=True).to_logsql()


@pytest.mark.parametrize(
    "query",
    [
        "* | math {} as x".format("+".join(["1"] * 65)),
        "* | eval {} as x".format(" * ".join(["price"] * 65)),
        "* | math {}price as x".format("-" * 128),
        "* | math {}1{} as x".format("abs(" * 128, ")" * 128),
        "* | math min({}) as x".format(", ".join(["'a b'"] * 129)),
        "* | " + " | ".join(["math " + ", ".join(["a+b as c"] * 11)] * 3),
        "* | math+{}".format("+".join(["1"] * 65)),
        "* | extract '{}'".format(" ".join(f"<a{i}>" for i in range(129))),
        "* | extract '{}' | math 1+1+1 as x".format(" ".join(f"<a{i}>" for i in range(125))),
    ],
)
def test_values_of_a_row_are_bounded(query):
    """The store holds those of all rows of a block at once, of which there are many if short."""
    with pytest.raises(GuardRailError, match=r"128 values|32 clauses"):
        parse_query(query)


def test_calculations_of_everyday_use_pass():
    """As many clauses as a pipe may have, with two operands each."""
    parse_query("* | math " + ", ".join(f"a + b as c{i}" for i in range(32)))
    parse_query("* | math (bid+ask)/2 as mid, round((ask-bid)/mid*10000, 0.1) as 'spread bps'")
    parse_query("* | extract 'price=<price> size=<size>,' from _msg | math price * size as value")
