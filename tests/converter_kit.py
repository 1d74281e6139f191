"""A converter that checks itself, and lines for it: usual ones, and some that can't be stored."""

import json
import re
import time
import traceback
from datetime import UTC
from datetime import datetime

from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.times import rfc3339

SECOND = 1_000_000_000


CONSTANTS = {
    "trader_id": "TRADER-001",
    "instance_id": "a-run-of-its-own",
    "host": "here",
    "environment": "live",
    "app": "nautilus-trader",
}


A_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z")


def ago(seconds: float) -> str:
    return rfc3339(time.time_ns() - int(seconds * SECOND))


def line(message="hello", *, at=None, end=b"\n", **more):
    """Return a line as Nautilus writes it."""
    entry = {
        "timestamp": at or ago(60),
        "trader_id": "TRADER-001",
        "level": "INFO",
        "color": "NORMAL",
        "component": "ORB-001",
        "message": message,
        **more,
    }
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + end


def without(key):
    entry = json.loads(line())
    del entry[key]
    return json.dumps(entry).encode() + b"\n"


class Converter(RowConverter):
    """A converter that knows some names, and remembers what it was asked and what it put aside."""

    def __init__(self, constants=CONSTANTS, *, extract_fields=True):
        self.identities = IdentityTable("TRADER-001")
        for strategy_id, class_name in (("ORB-001", "Breakout"), ("EMACross-002", "EMACross")):
            self.identities.add_strategy(
                strategy_id,
                name=strategy_id,
                class_name=class_name,
                at=ago(3_600),
                is_renamed=False,
            )
        self.identities.add("Watcher", ACTOR)
        self.introduced = []
        self.dead_letters = []
        super().__init__(
            self.identities,
            constants,
            self._meet,
            extract_fields=extract_fields,
            put_aside=lambda reason, original: self.dead_letters.append((reason, original)),
        )

        self.bounds.limit(7 * 86_400, 2 * 86_400, 0.0)

    def _meet(self, name):
        self.introduced.append(name)
        self.identities.add(name, SYSTEM)
        return SYSTEM

    def rows(self, *lines):
        """Convert lines, and check everything that holds for any row."""
        first = self.next_seq
        data = b"".join(lines)
        converted = self.convert(data)
        assert converted.consumed == len(data)
        rows = checked(converted.rows)
        assert converted.records == len(rows)
        assert [row["seq"] for row in rows] == list(range(first, first + len(rows)))
        assert self.next_seq == first + len(rows)
        return rows

    def row(self, *arguments, **more):
        """Convert one line to one row."""
        (row,) = self.rows(line(*arguments, **more))
        return row


def unique(pairs):
    keys = [key for key, _ in pairs]
    assert len(set(keys)) == len(keys), f"a key comes twice: {keys}"
    return dict(pairs)


def checked(data: bytes) -> list[dict]:
    """Return the rows of a body, each of which VictoriaLogs must store as it is."""
    assert data == b"" or data.endswith(b"\n")
    lines = data.split(b"\n")[:-1]
    rows = [json.loads(text.decode(), object_pairs_hook=unique) for text in lines]
    for text, row in zip(lines, rows, strict=True):
        assert len(text) < 256_000
        assert isinstance(row["seq"], int)
        assert row["_msg"].strip()
        assert A_TIME.fullmatch(row["_time"])
        at = datetime.fromisoformat(row["_time"][:19]).replace(tzinfo=UTC).timestamp()
        assert -8 * 86_400 <= at - time.time() < 3 * 86_400  # of whole days
        assert len(row) < 1_000
        for key, value in row.items():
            assert key in ("_time", "_msg") or not key.startswith("_")
            assert 0 < len(key.encode()) <= 128
            if key != "seq":
                assert isinstance(value, str)
            if key not in ("_msg", "error_traceback", "more_fields", "seq"):
                assert len(value.encode()) < 65_535
        assert row["level"]
        assert row["source"] in ("strategy", "actor", "system")
    return rows


def logged(message, error):
    """Return what `Logger.exception` of Nautilus writes, called where this is called."""
    lines = traceback.format_exception(error) if error.__traceback__ else ["NoneType: None\n"]
    return f"{message}\n{type(error).__name__}({error})\n{''.join(lines[:-1])}"


LONG = "x" * 1_048_576


UNFIT = {
    "text": (b"plain text\n", "not a JSON object"),
    "cut at the end": (line()[:-9] + b"\n", "not a JSON object"),
    "cut at the start": (line()[9:], "not a JSON object"),
    "two halves": (line()[:50] + line(), "not a JSON object"),
    "two on a line": (line(end=b" ") + line(), "not a JSON object"),
    "array": (b"[1,2]\n", "not a JSON object"),
    "string": (b'"text"\n', "not a JSON object"),
    "null": (b"null\n", "not a JSON object"),
    "number": (b"1e999\n", "not a JSON object"),
    "empty object": (b"{}\n", "no 'timestamp' in it"),
    "no time": (without("timestamp"), "no 'timestamp' in it"),
    "no level": (without("level"), "no 'level' in it"),
    "no component": (without("component"), "no 'component' in it"),
    "no message": (without("message"), "no 'message' in it"),
    "NaN": (line()[:-2] + b',"x":NaN}\n', "not a JSON object"),
    "infinity": (line()[:-2] + b',"x":-Infinity}\n', "not a JSON object"),
    "raw control character": (line("a").replace(b'"a"', b'"a\x01"'), "not a JSON object"),
    "zero bytes": (b"\0" * 4_096 + b"\n", "not a JSON object"),
    "single quotes": (line().replace(b'"', b"'"), "not a JSON object"),
    "byte order mark": (b"\xef\xbb\xbf" + line(), "not a JSON object"),
    "UTF-16": (line().decode().strip().encode("utf-16") + b"\n", "not UTF-8"),
    "invalid UTF-8": (line("caf").replace(b"caf", b"caf\xe9"), "not UTF-8"),
    "lone surrogate": (line("a\ud800b"), "not UTF-8"),
    "escaped surrogate": (line("a").replace(b'"a"', rb'"a\ud800b"'), "not a JSON object"),
    "deep": (line()[:-2] + b',"x":' + b"[" * 99_999 + b"]" * 99_999 + b"}\n", "recursion"),
    "deep and unclosed": (b'{"a":' * 99_999 + b"\n", "recursion"),
    "1 MB message": (line(LONG), "too long"),
    "1 MB of quotes": (line('"' * 1_048_576), "too long"),
    "1 MB of text": (LONG.encode() + b"\n", "not a JSON object"),
    "1 MB level": (line(level=LONG), "no level"),
    "1 MB component": (line(component=LONG), "too long"),
    "1 MB time": (line(at=LONG), "time can't be read"),
    "1 MB extra": (line(extra=LONG), "'extra' is too long"),
    "1 MB traceback": (line(f"m\nE(x)\nTraceback (most recent call last):\n{LONG}", level="ERROR"),
                       "too long"),
    "stream field": (line(level="L" * 70_000), "no level"),
    "no text as a level": (line(level=""), "no level"),
    "long component": (line(component="C" * 1_001), "too long"),
    "field that may be a stream field": (line(venue="é" * 40_000), "'venue' is too long"),
}  # fmt: skip
