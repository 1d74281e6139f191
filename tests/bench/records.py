"""The texts that are logged: as varied as a real strategy's, for the store compresses the rest."""

import random
import uuid

#: What every text of ours contains, and no other line of the node does.
MARK = "bench"


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
