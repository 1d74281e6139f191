"""Public names as a type checker sees them: this file is checked, never run."""

from typing import assert_type

from nautilus_vlogs import Counts
from nautilus_vlogs import LogRow
from nautilus_vlogs import Rows
from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import State
from nautilus_vlogs import Stats
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
