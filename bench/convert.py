"""
What each fast path of the converter saves, in CPU time a row: `python bench/convert.py`.

The ways are measured in turn, several times, and compared by their medians.
"""

import statistics
import time

import records

from nautilus_vlogs.convert import plain_pairs
from nautilus_vlogs.convert import redaction
from nautilus_vlogs.convert import secret_search
from nautilus_vlogs.convert import usual_lines
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import OneIdentity
from nautilus_vlogs.convert.redaction import Redactor

ROWS = 20_000
ROUNDS = 9
SLICE_BYTES = 16 * 1024
WITHOUT = ("nothing", "usual lines", "plain pairs", "remembered keys", "remembered texts")


class PlainConverter(RowConverter):
    """A converter that takes no line for a usual one."""

    def _usual_lines(self, _, lines):
        return [None] * len(lines)


def slices() -> list[bytes]:
    found, size = [[]], 0
    for line in records.log_lines(ROWS, "bench").splitlines(keepends=True):
        found[-1].append(line)
        size += len(line)
        if size >= SLICE_BYTES:
            found.append([])
            size = 0
    return [b"".join(lines) for lines in found if lines]


def suspects_plainly(texts: list[str]) -> list[int]:
    return [at for at, text in enumerate(texts) if secret_search.is_suspect_plainly(text)]


def cpu_us(without: str, data: list[bytes]) -> float:
    """Return the CPU time a row, in microseconds, with a fast path taken out."""
    kept = usual_lines.plain_pairs, plain_pairs.KeySequences.find
    kept_search = redaction.is_suspect, redaction.suspects
    if without == "plain pairs":
        usual_lines.plain_pairs = lambda *_: None
    if without in ("plain pairs", "remembered keys"):
        plain_pairs.KeySequences.find = lambda *_: None
    if without == "remembered texts":
        redaction.is_suspect = secret_search.is_suspect_plainly
        redaction.suspects = suspects_plainly
    kind = PlainConverter if without == "usual lines" else RowConverter
    converter = kind(
        OneIdentity(Identity("strategy", "BENCH-001")),
        {"instance_id": "x", "trader_id": "TRADER-001", "environment": "sandbox", "host": "bench"},
        lambda _: Identity("system"),
        extract_fields=True,
        put_aside=lambda *_: None,
        redactor=Redactor(),
    )
    began = time.process_time()
    for lines in data:
        converter.convert(lines)
    taken = time.process_time() - began
    usual_lines.plain_pairs, plain_pairs.KeySequences.find = kept
    redaction.is_suspect, redaction.suspects = kept_search
    return taken / ROWS * 1e6


def main() -> None:
    data = slices()
    taken = {without: [] for without in WITHOUT}
    for _ in range(ROUNDS):
        for without, times in taken.items():
            times.append(cpu_us(without, data))
    medians = {without: statistics.median(times) for without, times in taken.items()}
    for without, median in medians.items():
        ratio = median / medians["nothing"]
        print(f"without {without:18} {median:6.2f} us a row  x{ratio:.2f}")


if __name__ == "__main__":
    main()
