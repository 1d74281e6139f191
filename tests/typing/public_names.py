"""Public names as a type checker sees them: this file is checked, never run."""

from datetime import datetime
from typing import assert_type

from nautilus_vlogs import Answer
from nautilus_vlogs import AsyncVictoriaLogsClient
from nautilus_vlogs import Counts
from nautilus_vlogs import LogRow
from nautilus_vlogs import Rows
from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import State
from nautilus_vlogs import Stats
from nautilus_vlogs import StrategySummary
from nautilus_vlogs import TimeRange
from nautilus_vlogs import Verdict
from nautilus_vlogs import VictoriaLogsActor
from nautilus_vlogs import VictoriaLogsActorConfig
from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs import VictoriaLogsHandler
from nautilus_vlogs import __version__

assert_type(__version__, str)

# The configuration and its choices.
config = VictoriaLogsActorConfig(url="http://localhost:9428", capture="bridge", compression="gzip")
VictoriaLogsActorConfig(capture="files")  # type: ignore[arg-type]
VictoriaLogsActorConfig(bridge_level="FATAL")  # type: ignore[arg-type]
VictoriaLogsActorConfig(interval=5)  # type: ignore[call-arg]
SpoolLoggingConfig(log_level="INFO")

actor = VictoriaLogsActor(config)
assert_type(actor.stats(), Stats | None)

# The handler and its settings.
handler = VictoriaLogsHandler(
    "http://localhost:9428",
    level="INFO",
    stream_fields=["level"],
    queue_max_records=1_000,
    compression="none",
)
VictoriaLogsHandler(queue_max_record=1_000)  # type: ignore[call-arg]
VictoriaLogsHandler(queue_max_records="many")  # type: ignore[arg-type]
VictoriaLogsHandler(compression="zstd")  # type: ignore[arg-type]
stats = handler.stats()
assert_type(stats, Stats)
assert_type(stats.state, State)
assert_type(stats.verified, int)

# Queries.
client = VictoriaLogsClient("http://localhost:9428")
rows = client.search(text="text", strategy_id="EMACross-001")
assert_type(rows, Rows)
assert_type(rows[0], LogRow)
assert_type(client.count_by("level"), Counts)
client.search(strategy="EMACross-001")  # type: ignore[call-arg]
assert_type(client.strategies(), Answer[StrategySummary])
assert_type(client.strategies()[0].last, datetime)
assert_type(client.runs()[0].verdict, Verdict)
assert_type(client.audit()[0].last_ns, int)
assert_type(rows.window, TimeRange)


async def from_asyncio() -> None:
    """Ask the same, awaited."""
    async with AsyncVictoriaLogsClient(timeout_secs=5.0) as asynchronous:
        assert_type(await asynchronous.search(text="text", limit=5), Rows)
        assert_type(await asynchronous.count_by("level", start="1h"), Counts)
        async for page in asynchronous.pages(page_size=100):
            assert_type(page, Rows)
        await asynchronous.search(strategy="EMACross-001")  # type: ignore[call-arg]
        await asynchronous.count_by(5)  # type: ignore[arg-type]


AsyncVictoriaLogsClient(timeout=5.0)  # type: ignore[call-arg]
