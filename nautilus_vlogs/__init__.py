"""
Every log line of a NautilusTrader node in VictoriaLogs, tagged with its strategy.

Public names are imported at their first use, so that the command line, a notebook or a companion
process does not pay for importing NautilusTrader.
"""

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from nautilus_vlogs.actor import VictoriaLogsActor
    from nautilus_vlogs.config import SpoolLoggingConfig
    from nautilus_vlogs.config import VictoriaLogsActorConfig
    from nautilus_vlogs.deliver.stats import State
    from nautilus_vlogs.deliver.stats import Stats
    from nautilus_vlogs.errors import AccessDeniedError
    from nautilus_vlogs.errors import GuardRailError
    from nautilus_vlogs.errors import IncompleteAnswerError
    from nautilus_vlogs.errors import InvalidQueryError
    from nautilus_vlogs.errors import InvalidTimeError
    from nautilus_vlogs.errors import MissingExtraError
    from nautilus_vlogs.errors import NotVictoriaLogsError
    from nautilus_vlogs.errors import PipeNotAllowedError
    from nautilus_vlogs.errors import QueryRefusedError
    from nautilus_vlogs.errors import QueryTimeoutError
    from nautilus_vlogs.errors import StoreBusyError
    from nautilus_vlogs.errors import StoreError
    from nautilus_vlogs.errors import StoreUnreachableError
    from nautilus_vlogs.errors import VictoriaLogsError
    from nautilus_vlogs.handler import VictoriaLogsHandler
    from nautilus_vlogs.query.aio import AsyncVictoriaLogsClient
    from nautilus_vlogs.query.answers import Answer
    from nautilus_vlogs.query.answers import Bucket
    from nautilus_vlogs.query.answers import Counts
    from nautilus_vlogs.query.answers import Histogram
    from nautilus_vlogs.query.answers import Records
    from nautilus_vlogs.query.answers import StrategyStep
    from nautilus_vlogs.query.answers import StrategySummary
    from nautilus_vlogs.query.audit import InstanceAudit
    from nautilus_vlogs.query.client import VictoriaLogsClient
    from nautilus_vlogs.query.conditions import Condition
    from nautilus_vlogs.query.filters import Filters
    from nautilus_vlogs.query.orders import OrderLife
    from nautilus_vlogs.query.orders import OrderOwner
    from nautilus_vlogs.query.orders import OrderState
    from nautilus_vlogs.query.positions import Position
    from nautilus_vlogs.query.rows import LogRow
    from nautilus_vlogs.query.rows import Rows
    from nautilus_vlogs.query.runs import Run
    from nautilus_vlogs.query.runs import Verdict
    from nautilus_vlogs.query.tail import Tail
    from nautilus_vlogs.query.time_range import TimeRange
    from nautilus_vlogs.store.health import Health
    from nautilus_vlogs.store.health import Metrics

    __version__: str

__all__ = [
    "AccessDeniedError",
    "Answer",
    "AsyncVictoriaLogsClient",
    "Bucket",
    "Condition",
    "Counts",
    "Filters",
    "GuardRailError",
    "Health",
    "Histogram",
    "IncompleteAnswerError",
    "InstanceAudit",
    "InvalidQueryError",
    "InvalidTimeError",
    "LogRow",
    "Metrics",
    "MissingExtraError",
    "NotVictoriaLogsError",
    "OrderLife",
    "OrderOwner",
    "OrderState",
    "PipeNotAllowedError",
    "Position",
    "QueryRefusedError",
    "QueryTimeoutError",
    "Records",
    "Rows",
    "Run",
    "SpoolLoggingConfig",
    "State",
    "Stats",
    "StoreBusyError",
    "StoreError",
    "StoreUnreachableError",
    "StrategyStep",
    "StrategySummary",
    "Tail",
    "TimeRange",
    "Verdict",
    "VictoriaLogsActor",
    "VictoriaLogsActorConfig",
    "VictoriaLogsClient",
    "VictoriaLogsError",
    "VictoriaLogsHandler",
    "__version__",
]

#: The modules of the public names; what is missing here is an error of `errors`.
_HOMES = {
    "Answer": "query.answers",
    "AsyncVictoriaLogsClient": "query.aio",
    "Bucket": "query.answers",
    "Condition": "query.conditions",
    "Counts": "query.answers",
    "Filters": "query.filters",
    "Health": "store.health",
    "Histogram": "query.answers",
    "InstanceAudit": "query.audit",
    "LogRow": "query.rows",
    "Metrics": "store.health",
    "OrderLife": "query.orders",
    "OrderOwner": "query.orders",
    "OrderState": "query.orders",
    "Position": "query.positions",
    "Records": "query.answers",
    "Rows": "query.rows",
    "Run": "query.runs",
    "SpoolLoggingConfig": "config",
    "State": "deliver.stats",
    "Stats": "deliver.stats",
    "StrategyStep": "query.answers",
    "StrategySummary": "query.answers",
    "Tail": "query.tail",
    "TimeRange": "query.time_range",
    "Verdict": "query.runs",
    "VictoriaLogsActor": "actor",
    "VictoriaLogsActorConfig": "config",
    "VictoriaLogsClient": "query.client",
    "VictoriaLogsHandler": "handler",
}

#: The homes of names that are others for NautilusTrader 2.0.
_V2_HOMES = {
    "VictoriaLogsActor": "node.actor_v2",
    "VictoriaLogsActorConfig": "node.actor_v2",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        metadata = import_module("importlib.metadata")  # 60 ms that no other name needs
        try:
            return metadata.version("vlogs-nt")
        except metadata.PackageNotFoundError:  # a source tree that is not installed
            return "0+unknown"
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name, "errors")
    if name in _V2_HOMES and _is_v2():
        home = _V2_HOMES[name]
    return getattr(import_module(f"{__name__}.{home}"), name)


def _is_v2() -> bool:
    """Return whether the NautilusTrader that is installed is 2.0 or later."""
    metadata = import_module("importlib.metadata")
    try:
        return not metadata.version("nautilus_trader").startswith(("0.", "1."))
    except metadata.PackageNotFoundError:
        return False


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
