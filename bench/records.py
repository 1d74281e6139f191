"""The texts that are logged: as varied as a real strategy's, for the store compresses the rest."""

import random
import time
import uuid

import msgspec

from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import OneIdentity
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.times import rfc3339

#: What every text of ours contains, and no other line of the node does.
MARK = "bench"


#: What texts contain that are looked for one by one.
SINGLE = "single"

_BEGAN_NS = 1_000_000_000


def messages(count: int, seed: int = 1) -> list[str]:
    """Return texts whose records in Nautilus's log file take about 250 bytes; half lift fields."""
    rng = random.Random(seed)
    makers = (_pairs, _prose)
    return [makers[number % 2](number, rng) for number in range(count)]


def sized_messages(count: int, length: int, seed: int = 1) -> list[str]:
    """Return texts of a length, in characters, that are as varied from the first to the last."""
    rng = random.Random(seed)
    texts = []
    for number in range(count):
        text = f"{MARK} {number}"
        while len(text) < length:
            text += " " + _uuid(rng)
        texts.append(text[:length])
    return texts


def log_lines(count: int, word: str) -> bytes:
    """Return Nautilus's JSON lines of such texts, of the last seconds, with a word as the mark."""
    first = time.time_ns() - _BEGAN_NS - count * 1_000
    lines = [
        {
            "timestamp": rfc3339(first + number * 1_000),
            "trader_id": "TRADER-001",
            "level": "INFO",
            "color": "NORMAL",
            "component": "BENCH-001",
            "message": text.replace(MARK, word, 1),
        }
        for number, text in enumerate(messages(count))
    ]
    return msgspec.json.Encoder().encode_lines(lines)


def rows(count: int, word: str) -> bytes:
    """Return the rows that we make of such lines."""
    strategy = OneIdentity(Identity("strategy", "BENCH-001"))
    converter = RowConverter(
        strategy,
        {"instance_id": word, "trader_id": "TRADER-001", "environment": "sandbox", "host": "bench"},
        lambda _: Identity("system"),
        extract_fields=True,
        put_aside=lambda *_: None,
        redactor=Redactor(),
    )
    return converter.convert(log_lines(count, word)).rows


def _pairs(number: int, rng: random.Random) -> str:
    price = rng.uniform(5_000, 6_000)
    return (
        f"{MARK} {number} entry trigger order={_uuid(rng)} spx_price={price:.2f} "
        f"delta={rng.random():.4f} vix={rng.uniform(10, 40):.2f}"
    )


def _prose(number: int, rng: random.Random) -> str:
    bid = rng.uniform(5_000, 6_000)
    return (
        f"{MARK} {number} quote {bid:.2f}/{bid + rng.random():.2f} for order {_uuid(rng)}, "
        f"the range is {rng.uniform(0, 50):.3f} wide: waiting"
    )


def _uuid(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
