"""What happens in an hour or in a day, in minutes: see the README beside it."""

import signal
import time
from pathlib import Path

import pytest
from conftest import eventually

from faults.harness import DURABLE_SECS
from faults.harness import Account
from faults.harness import check_lost
from faults.harness import spool_files
from faults.harness import start_ship
from faults.leftovers import Leftover

#: What an hour at 1,000 a second logs; here they come faster, at a spool that is as much smaller.
HOUR_RECORDS = 3_600_000

#: The node keeps how late its event loop was each millisecond, 32 bytes a time: 6 MB in 3 minutes.
MAX_GROWTH_MB = 16


#: Sessions that end in a crash, in a day of a node that crashes and is started again at once.
DAY_SESSIONS = 288
DAY_NUMBERS = 300


def rss_mb(process):
    """Return how much memory a process has."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1_024


def open_files(process):
    """Return how many files and sockets a process has open."""
    return len(list(Path(f"/proc/{process.pid}/fd").iterdir()))


@pytest.mark.soak
def test_memory_is_flat_in_an_outage_of_an_hour(make_node, proxy, store, tmp_path):
    """However long nobody takes records, memory and spool stay, and each lost one counts."""
    small = {"log_file_max_size": 1_000_000, "log_file_max_backup_count": 3}
    # A batch is at most what one file holds, so the reader does not hold on to all of them.
    settings = {"spool": small, "batch_max_bytes": 200_000, "shutdown_timeout_secs": 20}
    node = make_node(proxy.url, tmp_path, rate=20_000, **settings)
    node.wait_for(lambda stats: stats["sent"])
    proxy.set("refuse")
    node.wait_for(lambda stats: stats["lost"] > 100_000, timeout=60)
    before = rss_mb(node.process)
    eventually(lambda: node.logged > HOUR_RECORDS, timeout=600)
    growth = rss_mb(node.process) - before
    print(f"{before:.0f} MB after 100,000 lost records, {growth:+.1f} MB after {node.logged:,}")
    assert growth < MAX_GROWTH_MB
    assert sum(path.stat().st_size for path in spool_files(tmp_path)) < 5 * 1_000_000
    proxy.heal()
    node.wait_for(lambda stats: stats["state"] == "up", timeout=60)
    # NautilusTrader itself logs two lines a rotation, of which there were some 700.
    stats = check_lost(store, node, node.stop(), others=3_000)
    assert stats["lost"] > HOUR_RECORDS / 2


@pytest.mark.soak
def test_watching_a_day_of_crashes(server, tmp_path):
    """A crash every five minutes, here in two seconds, and a store that is away now and then."""
    spool = tmp_path / "spool"
    spool.mkdir(mode=0o700)
    said = tmp_path / "said"
    left, sizes = [], []
    with said.open("wb") as out:
        watcher = start_ship(server.url, spool, window=DURABLE_SECS, watches=True, out=out)
    try:
        for number in range(DAY_SESSIONS):
            one = Leftover(spool, DAY_NUMBERS, files=1 + number % 3, age_secs=5, url=server.url)
            left.append(one.save() if number % 4 else one)
            if number % 24 == 12:
                (server.kill if number % 48 == 12 else server.stop)()
            elif number % 24 == 16:
                server.start()
            time.sleep(2.0)
            if number % 24 == 23:
                eventually(lambda: not spool_files(spool), timeout=120)
                sizes.append((round(rss_mb(watcher), 1), open_files(watcher)))
        watcher.send_signal(signal.SIGTERM)
        assert watcher.wait(60) == 0, said.read_text()[-4_000:]
    finally:
        watcher.kill()
    print(f"memory in MB and open files, an hour of the day each: {sizes}")
    for one in left:
        Account(server.url, one.instance_id).check_whole(DAY_NUMBERS)
    assert list(spool.iterdir()) == []
    half = len(sizes) // 2
    assert sizes[-1][0] < sizes[half][0] + MAX_GROWTH_MB
    assert sizes[-1][1] <= sizes[half][1] + 4
