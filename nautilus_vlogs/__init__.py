"""
Every log line of a NautilusTrader node in VictoriaLogs, tagged with its strategy.

The public names are imported when they are first used, so that the command line does not
pay for importing NautilusTrader.
"""

from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from nautilus_vlogs.actor import VictoriaLogsActor
    from nautilus_vlogs.config import SpoolLoggingConfig
    from nautilus_vlogs.config import VictoriaLogsActorConfig
    from nautilus_vlogs.handler import VictoriaLogsHandler
    from nautilus_vlogs.query.client import VictoriaLogsClient

__all__ = [
    "SpoolLoggingConfig",
    "VictoriaLogsActor",
    "VictoriaLogsActorConfig",
    "VictoriaLogsClient",
    "VictoriaLogsHandler",
]

_HOMES = {
    "SpoolLoggingConfig": "nautilus_vlogs.config",
    "VictoriaLogsActor": "nautilus_vlogs.actor",
    "VictoriaLogsActorConfig": "nautilus_vlogs.config",
    "VictoriaLogsClient": "nautilus_vlogs.query.client",
    "VictoriaLogsHandler": "nautilus_vlogs.handler",
}


def __getattr__(name: str) -> Any:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
