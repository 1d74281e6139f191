"""A live node under random faults for minutes: see the README beside it."""

from pathlib import Path

import pytest
from conftest import eventually

from faults.harness import check_lost
from faults.harness import spool_files

#: What an hour at 1,000 a second logs; here they come faster, at a spool that is as much smaller.
HOUR_RECORDS = 3_600_000

#: The node keeps how late its event loop was each millisecond, 32 bytes a time: 6 MB in 3 minutes.
MAX_GROWTH_MB = 16


def rss_mb(node):
    """Return how much memory a node's process has."""
    status = Path(f"/proc/{node.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1_024


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
    before = rss_mb(node)
    eventually(lambda: node.logged > HOUR_RECORDS, timeout=600)
    growth = rss_mb(node) - before
    print(f"{before:.0f} MB after 100,000 lost records, {growth:+.1f} MB after {node.logged:,}")
    assert growth < MAX_GROWTH_MB
    assert sum(path.stat().st_size for path in spool_files(tmp_path)) < 5 * 1_000_000
    proxy.heal()
    node.wait_for(lambda stats: stats["state"] == "up", timeout=60)
    # NautilusTrader itself logs two lines a rotation, of which there were some 700.
    stats = check_lost(store, node, node.stop(), others=3_000)
    assert stats["lost"] > HOUR_RECORDS / 2
