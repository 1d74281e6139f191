"""
Post rows to a store at a steady rate until killed, as an actor would, from outside of any node.

Called with the store's URL, a file of JSON lines, and how many of them to post a second.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stores import Store

_INTERVAL_SECS = 0.2


@contextmanager
def fed(url: str, rows: bytes, rate: int) -> Iterator[None]:
    """Have a process post rows meanwhile, so many a second."""
    with tempfile.NamedTemporaryFile(prefix="vlogs-bench-") as file:
        file.write(rows)
        file.flush()
        process = subprocess.Popen([sys.executable, __file__, url, file.name, str(rate)])
        try:
            yield
        finally:
            process.kill()
            process.wait()


def main() -> None:
    """Post the file's rows over and over."""
    url, file, rate = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    rows = file.read_bytes().splitlines(keepends=True)
    count = int(rate * _INTERVAL_SECS)
    batches = [b"".join(rows[i : i + count]) for i in range(0, len(rows), count)]
    due = time.monotonic()
    with Store(url) as store:
        while True:
            for batch in batches:
                store.insert(batch)
                due += _INTERVAL_SECS
                time.sleep(max(0.0, due - time.monotonic()))


if __name__ == "__main__":
    main()
