"""
Everything that depends on NautilusTrader's internals or differs between its versions.

No other module reaches behind NautilusTrader's public API, so a new version is looked at here; and
what the project uses of the public API is imported here too, so that a version which does not have
it is refused with one error that names the remedy.
"""

import ctypes
import socket
import time
from collections.abc import Callable
from collections.abc import Iterator
from functools import wraps
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

try:
    from nautilus_trader.common import component
    from nautilus_trader.common.actor import Actor
    from nautilus_trader.common.component import LiveClock
    from nautilus_trader.common.component import Logger
    from nautilus_trader.common.component import flush_logger
    from nautilus_trader.common.component import is_logging_initialized
    from nautilus_trader.common.component import is_logging_pyo3
    from nautilus_trader.common.component import set_logging_pyo3
    from nautilus_trader.common.config import ActorConfig
    from nautilus_trader.common.config import LoggingConfig
    from nautilus_trader.common.config import NonNegativeInt
    from nautilus_trader.common.config import PositiveInt
    from nautilus_trader.core import nautilus_pyo3
except ImportError as e:
    try:
        found = version("nautilus_trader")
    except PackageNotFoundError:
        found = "not installed"
    raise ImportError(
        "The actor needs NautilusTrader 1.221 or later, below 2 (2.0 is another program, with "
        "an actor of its own and no SpoolLoggingConfig): pip install 'nautilus_trader>=1.221,<2', "
        f"was {found} ({e})",
    ) from e

from nautilus_vlogs.capture.log_files import LogTarget
from nautilus_vlogs.capture.log_files import is_session_directory
from nautilus_vlogs.times import process_start_ns

__all__ = [
    "HAS_SYNC_ON_FLUSH",
    "Actor",
    "ActorConfig",
    "LoggingConfig",
    "LoggingThread",
    "Node",
    "NonNegativeInt",
    "PositiveInt",
    "actor_names",
    "after_each_actor",
    "after_each_strategy",
    "divert_log_calls",
    "file_level",
    "find_node",
    "is_logging",
    "is_own_spool",
    "is_running",
    "is_spool",
    "log_target",
    "log_time_ns",
    "max_log_bytes",
    "names_in_level_filters",
    "rename_logger",
    "strategies",
    "writes_json",
]

#: Newer versions (1.228 and later) can flush the log file without an fsync.
HAS_SYNC_ON_FLUSH = "fileout_sync_on_flush" in LoggingConfig.__struct_fields__

#: The kernel subscribes to this topic, in every version from 1.221 on: it leads from the message
#: bus that an actor is given to the kernel that it is not given.
_KERNEL_TOPIC = "commands.system.shutdown"

#: A strategy subscribes to `events.order.{its id}` when it is registered.
_STRATEGY_TOPIC = "events.order."


class Node(msgspec.Struct, frozen=True):
    """
    The node that writes the log.

    Parameters
    ----------
    trader_id, instance_id, host, environment : str
        As every row carries them; `environment` is ``live``, ``sandbox`` or ``backtest``.
    created_ns : int
        When the kernel was created, in UNIX nanoseconds: no line of its log is older.
    logging : LoggingConfig
        The kernel's logging configuration.
    kernel : object or None
        The kernel itself, ``None`` where it could not be found.
    is_instance_fixed : bool, default False
        The user has set the instance id, so that earlier runs had the same.

    """

    trader_id: str
    instance_id: str
    host: str
    environment: str
    created_ns: int
    logging: LoggingConfig
    kernel: Any = None
    is_instance_fixed: bool = False


def find_node(trader_id: str, msgbus: Any) -> Node:
    """Describe the node that a message bus belongs to."""
    for subscription in msgbus.subscriptions():
        kernel: Any = getattr(subscription.handler, "__self__", None)
        if subscription.topic == _KERNEL_TOPIC and hasattr(kernel, "instance_id"):
            config = getattr(kernel, "_config")  # noqa: B009  # no public way
            return Node(
                trader_id=trader_id,
                instance_id=kernel.instance_id.value,
                host=kernel.machine_id,
                environment=kernel.environment.value.lower(),
                # A backtest's kernel has a simulated clock, which stands at 0 then.
                created_ns=kernel.ts_created or process_start_ns(),
                logging=config.logging or LoggingConfig(),
                kernel=kernel,
                is_instance_fixed=config.instance_id is not None,
            )
    return Node(
        trader_id=trader_id,
        instance_id=nautilus_pyo3.UUID4().value,
        host=socket.gethostname(),
        environment="live",
        created_ns=time.time_ns(),
        logging=LoggingConfig(),
    )


def is_running(node: Node) -> bool:
    """Return whether a node runs; the kernel of a backtest is never stopped, only its trader is."""
    if node.kernel is None:
        return False
    if node.environment == "backtest":
        return bool(node.kernel.trader.is_running)
    return bool(node.kernel.is_running())


def strategies(msgbus: Any) -> Iterator[Any]:
    """Yield every strategy that is registered on a message bus."""
    for subscription in msgbus.subscriptions():
        if subscription.topic.startswith(_STRATEGY_TOPIC):
            strategy = getattr(subscription.handler, "__self__", None)
            if strategy is not None and hasattr(strategy, "order_id_tag"):
                yield strategy


def after_each_strategy(node: Node, call: Callable[[], None]) -> None:
    """
    Call a function after each strategy that is added to the node.

    No message announces an addition: the state change that comes with the registration is
    published before the strategy can be found on the bus. So the trader's method is wrapped.
    """
    _after(node, "add_strategy", call)


def after_each_actor(node: Node, call: Callable[[], None]) -> None:
    """Call a function after each actor or execution algorithm that is added to the node."""
    for method in ("add_actor", "add_exec_algorithm"):
        _after(node, method, call)


def _after(node: Node, method: str, call: Callable[[], None]) -> None:
    if node.kernel is None:
        return
    trader = node.kernel.trader
    add = getattr(trader, method)

    @wraps(add)
    def add_and_call(*args: Any, **kwargs: Any) -> Any:
        added = add(*args, **kwargs)
        call()
        return added

    setattr(trader, method, add_and_call)


def actor_names(node: Node) -> set[str]:
    """Return the logger names of the actors and execution algorithms of a node."""
    if node.kernel is None:
        return set()
    trader = node.kernel.trader
    return {actor.log.name for actor in [*trader.actors(), *trader.exec_algorithms()]}


def rename_logger(owner: Any, name: str) -> None:
    """
    Rename a component's logger in place, for every holder of it.

    `log` can't be assigned, but its initializer can run again; both ends of the supported range
    then write the new name.
    """
    owner.log.__init__(name)


def names_in_level_filters(logging: LoggingConfig) -> set[str]:
    """Return the logger names that the user's own level filters refer to."""
    return set(logging.log_component_levels or ())


def writes_json(logging: LoggingConfig) -> bool:
    """Return whether a configuration has a JSON log file."""
    return logging.log_level_file is not None and (logging.log_file_format or "").lower() == "json"


def log_target(node: Node) -> LogTarget:
    """Return where a node's logging configuration writes its log file."""
    logging = node.logging
    return LogTarget(
        node.instance_id,
        trader_id=node.trader_id,
        directory=logging.log_directory,
        file_name=logging.log_file_name,
        is_json=(logging.log_file_format or "").lower() == "json",
    )


def file_level(logging: LoggingConfig) -> str:
    """Return the lowest level of a configuration's log file."""
    level = (logging.log_level_file or "DEBUG").upper()
    return "WARNING" if level == "WARN" else level


def is_spool(logging: LoggingConfig) -> bool:
    """
    Return whether the log files are a spool, which the actor deletes from.

    Where a node's configuration is dumped and read again, its spool is a plain ``LoggingConfig``.
    """
    return is_own_spool(logging) or is_session_directory(Path(logging.log_directory or "."))


def is_own_spool(logging: LoggingConfig) -> bool:
    """Return whether no other process of the configuration writes to its spool."""
    return getattr(logging, "is_spool", False) is True


def max_log_bytes(logging: LoggingConfig) -> int | None:
    """Return how large all log files of a configuration get, ``None`` where nothing bounds them."""
    if logging.log_file_max_size is None:
        return None
    return int(logging.log_file_max_size * (logging.log_file_max_backup_count + 1))


def is_logging() -> bool:
    """Return whether this process's logging subsystem runs (it does not when bypassed)."""
    return bool(is_logging_initialized())


class LoggingThread:
    """NautilusTrader's logging thread, which writes this process's log file."""

    _blanks = count(3)

    def request_flush(self) -> None:
        """Ask for a flush of the lines in the writer's buffer; return at once."""
        if _undiverted[0] if _undiverted else is_logging_pyo3():
            nautilus_pyo3.logger_flush()
        else:
            flush_logger()

    def write_mark(self) -> bytes:
        """
        Log a blank line of a length of its own; return how it reads in the log file.

        The logging thread works through its queue in order: a reader of the mark has read all that
        was logged before it. A level filter may swallow the mark.
        """
        blank = " " * next(self._blanks)
        Logger("VictoriaLogsActor").debug(blank)
        return f'"message":"{blank}"'.encode()


_Log = Callable[[Any, Any, str, str], None]

#: While log calls are diverted: whether they went to the Rust logger of `nautilus_pyo3` before.
_undiverted: list[bool] = []

#: Return the time that a line would get now, in UNIX nanoseconds. NautilusTrader's clock never goes
#: back, though the system's may: a line is always later than a call before it, by this clock.
log_time_ns: Callable[[], int] = LiveClock().timestamp_ns


def divert_log_calls(make_tap: Callable[[_Log], _Log]) -> Callable[[], None]:
    """
    Route every log call of Python and Cython code through a function.

    Each `Logger` method tests a flag. When the flag is set the method calls
    `nautilus_pyo3.logger_log`, which it looks up at call time.

    Parameters
    ----------
    make_tap : callable
        Called with the function that logs as before; returns the function to call instead.

    Returns
    -------
    callable
        Restores the previous route.

    """
    was_pyo3 = is_logging_pyo3()
    _undiverted.append(was_pyo3)
    original = vars(nautilus_pyo3)["logger_log"]
    tap = make_tap(original if was_pyo3 else _log_to_console)
    vars(nautilus_pyo3)["logger_log"] = tap
    set_logging_pyo3(True)

    def undo() -> None:
        _undiverted.pop()
        if vars(nautilus_pyo3)["logger_log"] is tap:
            vars(nautilus_pyo3)["logger_log"] = original
            set_logging_pyo3(was_pyo3)

    return undo


_library = ctypes.PyDLL(component.__file__)
_library.logger_log.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p)
_library.logger_log.restype = None
_c_logger_log = _library.logger_log


def _log_to_console(level: Any, color: Any, name: str, message: str | None) -> None:
    """Log as `Logger` itself does, whose C function the extension module exports."""
    # Without a text the C function aborts the process.
    text = (message or "").encode(errors="replace")
    _c_logger_log(level.value, color.value, name.encode(errors="replace"), text)
