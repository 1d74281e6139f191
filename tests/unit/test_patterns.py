"""No pattern of the project takes more than linear time, whatever the text."""

import ast
import importlib
import inspect
import pkgutil
import re
import re._constants as sre
import re._parser as sre_parser
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from functools import partial

import pytest

import nautilus_vlogs
from nautilus_vlogs.convert import identity
from nautilus_vlogs.convert import secret_patterns
from nautilus_vlogs.convert.lazy_pattern import LazyPattern
from nautilus_vlogs.convert.plain_pairs import KeySequence

#: In characters; what is bounded by some thousands of them is linear at the last.
SIZES = (512, 2 * 1024, 8 * 1024, 32 * 1024, 128 * 1024)
#: Four times the text takes four times as long, or sixteen times where time is quadratic.
MAX_RATIO = 9
#: What takes fewer times as long at the third size as at the second is not measured again.
CLEARLY_LINEAR = 6
#: What takes so many times as long as a plain scan of a text of the second size was long enough
#: for its last ratio to mean something.
LONG = 150
#: What a pattern's own texts are ended with, so that a match that was nearly there fails.
END = "\n\x00"
SCANNING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
ANCHORED = frozenset({"match", "fullmatch"})
#: What a text costs behind beginnings of a secret is up to so many times a plain scan of it.
MAX_COST = 30
RUNS = (
    "\\",
    '"',
    "'",
    '\\"',
    " ",
    "\n",
    "\n - a",
    ":",
    "=",
    "[",
    "{",
    ", ",
    "-",
    "+",
    "%20",
    "a",
    "a ",
    "1",
)
NOT_IMPORTED = ("nautilus_vlogs.demo.strategies",)


def found_in(value, depth=0) -> Iterator[re.Pattern]:
    """Yield the patterns in a value, however it holds them."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, LazyPattern):
        yield value.compiled()
    elif depth > 4 or isinstance(value, type):
        return
    elif isinstance(value, dict):
        yield from found_in([*value.values()], depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from found_in(inner, depth + 1)
    elif type(value).__module__.startswith("nautilus_vlogs."):
        names = getattr(value, "__struct_fields__", ()) or getattr(value, "__dict__", ())
        yield from found_in([getattr(value, name) for name in names], depth + 1)


def calls_in(source: str) -> dict[str, set[str]]:
    """Return the methods of patterns that a module's text calls, by the pattern's name."""
    calls = defaultdict(set)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in SCANNING | ANCHORED:
            owner = node.value.value if isinstance(node.value, ast.Subscript) else node.value
            if isinstance(owner, ast.Name):
                calls[owner.id].add(node.attr)
    return calls


@cache
def all_patterns() -> dict[str, tuple[re.Pattern, bool]]:
    """Return the patterns of all modules, and whether texts are scanned for them."""
    patterns = {}
    for module in pkgutil.walk_packages(nautilus_vlogs.__path__, "nautilus_vlogs."):
        if module.name.endswith("__main__") or module.name.startswith(NOT_IMPORTED):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:  # an extra that is not installed here
            continue
        calls = calls_in(inspect.getsource(loaded))
        for name, value in vars(loaded).items():
            for index, pattern in enumerate(found_in(value)):
                is_scanning = not calls[name] or bool(calls[name] & SCANNING)
                key = f"{module.name.removeprefix('nautilus_vlogs.')}.{name}[{index}]"
                known = patterns.get(pattern)
                if known is None or (is_scanning and calls[name] and not known[1]):
                    patterns[pattern] = key, is_scanning
    patterns[KeySequence(("a", "b.c", "d")).match.__self__] = "KeySequence", False
    patterns[identity._alone("a-1")] = "identity._alone", True
    patterns[identity.IdentityTable("T-001")._order_id] = "identity._order_id", True
    return {name: (pattern, scans) for pattern, (name, scans) in patterns.items()}


def sample(parsed) -> str:
    """Return a text that a parsed pattern matches, more or less: look-arounds are passed over."""
    return "".join(sample_of(op, arg) for op, arg in parsed)


def sample_of(op, arg) -> str:
    """Return what a part of a pattern matches."""
    if op is sre.LITERAL:
        return chr(arg)
    if op in (sre.ANY, sre.NOT_LITERAL):
        return "a"
    if op is sre.IN:
        return one_of(arg)
    inner = [*inner_parts(op, arg)]
    return sample(inner[0]) * max(1, arg[0] if op in REPEATS else 1) if inner else ""


REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def inner_parts(op, arg) -> Iterator:
    """Yield what stands inside of a part of a pattern."""
    if op is sre.BRANCH:
        yield from arg[1]
    elif op is sre.SUBPATTERN:
        yield arg[3]
    elif op is sre.ATOMIC_GROUP:
        yield arg
    elif op in REPEATS:
        yield arg[2]


def one_of(items) -> str:
    """Return a character of a class."""
    op, arg = items[0]
    if op is sre.NEGATE:
        taken = {chr(arg) for op, arg in items[1:] if op is sre.LITERAL}
        return next(char for char in "a1 =-.\x02" if char not in taken)
    if op is sre.LITERAL:
        return chr(arg)
    if op is sre.RANGE:
        return chr(arg[0])
    return {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " "}.get(arg, "a")


def parts(parsed) -> Iterator[str]:
    """Yield a pattern's own beginnings, and what each part inside of it matches by itself."""
    for at, (op, arg) in enumerate(parsed):
        yield sample(parsed[: at + 1])
        for inner in inner_parts(op, arg):
            yield from parts([*inner])


def worst_texts(pattern: re.Pattern) -> set[str]:
    """Return texts that, repeated, are the worst for a pattern."""
    flags = pattern.flags & ~re.DEBUG
    text = pattern.pattern.decode() if isinstance(pattern.pattern, bytes) else pattern.pattern
    if isinstance(pattern.pattern, bytes):
        flags |= re.ASCII
    return {*parts([*sre_parser.parse(text, flags)]), *" a1"} - {""}


def cpu_ns(pattern: re.Pattern, scans: bool, text: str, tries: int = 1) -> int:  # noqa: FBT001
    """Return the least CPU time that a text took."""
    written = text.encode() if isinstance(pattern.pattern, bytes) else text
    taken = []
    for _ in range(tries):
        began = time.thread_time_ns()
        if scans:
            for _match in pattern.finditer(written):
                pass
        else:
            pattern.match(written)
            pattern.fullmatch(written)
        taken.append(time.thread_time_ns() - began)
    return max(1, min(taken))


def repeated(pump: str, size: int) -> str:
    return (pump * (size // len(pump) + 1))[:size] + END


def is_too_slow(pattern: re.Pattern, scans: bool, pump: str) -> bool:  # noqa: FBT001
    """Return whether a text takes more than linear time."""
    before, is_slow = 0, False
    for size in SIZES:
        taken = cpu_ns(pattern, scans, repeated(pump, size))
        if size == SIZES[2] and taken < CLEARLY_LINEAR * before:
            return False
        is_slow = bool(before) and taken > MAX_RATIO * before
        is_long = taken > LONG * plain_ns()
        if is_slow:  # or something else was at work
            tries = 1 if is_long else 3
            taken = min(taken, cpu_ns(pattern, scans, repeated(pump, size), tries))
            is_slow = taken > MAX_RATIO * cpu_ns(pattern, scans, repeated(pump, size // 4), 3)
        if is_long:
            return is_slow
        before = taken
    return is_slow


@cache
def plain_ns() -> int:
    """Return the CPU time of a plain scan."""
    return cpu_ns(re.compile(r"[^\x01]"), True, repeated("a ", SIZES[1]), 9)  # noqa: FBT003


def test_patterns_are_found():
    """Those of all rooms are collected, in tuples, dictionaries and objects too."""
    rooms = {name.partition(".")[0] for name in all_patterns()}
    assert {"convert", "query", "store", "capture"} <= rooms
    assert any("secret_patterns.RULES" in name for name in all_patterns())


@pytest.mark.parametrize(
    ("text", "scans"),
    [
        (r"(\d+(?:\.\d+)?)(ms|[smhdw])", True),
        (r"invalid choice: '(.*)' \(choose from (.*)\)", True),
        (r"^  \+ Group:\n(?: .*+\n)*?(?:  \| )?([A-Z]\w*+):", True),
        (r"a*a*b", False),
        (r"\w*Id\(", True),
    ],
)
def test_slow_patterns_are_noticed(text, scans):
    """The measure notices patterns of quadratic time."""
    pattern = re.compile(text, re.MULTILINE)
    assert any(is_too_slow(pattern, scans, pump) for pump in worst_texts(pattern))


def test_time_grows_with_the_text_and_no_faster():
    """Four times the worst text of each pattern takes about four times as long."""
    assert [
        (name, pump)
        for name, (pattern, scans) in all_patterns().items()
        for pump in worst_texts(pattern)
        if is_too_slow(pattern, scans, pump)
        and is_too_slow(pattern, scans, pump)  # not just while others needed the caches
    ] == []


def test_runs_of_a_character_behind_a_secrets_beginnings_cost_little():
    """Linear is not enough: a run that is read again from each of its places is a freeze too."""
    assert [
        (opener, run)
        for rule, opener in beginnings()
        for run in RUNS
        if cost(rule, opener, run) > MAX_COST
        and min(cost(rule, opener, run) for _ in range(3)) > MAX_COST  # not just while others ran
    ] == []


def beginnings() -> Iterator[tuple]:
    """Yield rules and what their patterns may have matched before a run, the word included."""
    signs = {None}
    for rule in secret_patterns.RULES:
        texts = worst_texts(rule.pattern.compiled())
        if (sign := getattr(rule, "sign", None)) not in signs:
            signs.add(sign)
            name = max(texts, key=len)
            texts |= {name + text for text in worst_texts(sign.__self__.compiled())}
        yield from ((rule, text) for text in texts if any(w in text.lower() for w in rule.words))


def cost(rule, opener: str, run: str) -> float:
    """Return how many times the CPU time of a plain scan a search for a secret takes."""
    text = opener * 20 + repeated(run, SIZES[2] // 2)
    starts = sorted(at for word in rule.words for at in secret_patterns._finds(text.lower(), word))
    began = time.thread_time_ns()
    secret_patterns._masked(text, partial(secret_patterns._span, text, rule), starts)
    taken = time.thread_time_ns() - began
    return taken / plain_ns() * SIZES[1] / len(text)
