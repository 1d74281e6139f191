"""What the scripts that tests run in processes of their own are made of."""

import json
import os
import threading
import time
from pathlib import Path

from nautilus_trader.common import Environment
from nautilus_trader.common.actor import Actor
from nautilus_trader.common.component import Logger
from nautilus_trader.config import ActorConfig
from nautilus_trader.config import ImportableActorConfig
from nautilus_trader.config import ImportableStrategyConfig
from nautilus_trader.config import LiveExecEngineConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.config import StrategyConfig
from nautilus_trader.config import TradingNodeConfig
from nautilus_trader.core.uuid import UUID4
from nautilus_trader.live.node import TradingNode
from nautilus_trader.trading.strategy import Strategy

from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import VictoriaLogsActor
from nautilus_vlogs import VictoriaLogsActorConfig

URL = os.environ["TEST_URL"]
DIRECTORY = os.environ["TEST_DIRECTORY"]

__all__ = [
    "DIRECTORY",
    "URL",
    "Actor",
    "ActorConfig",
    "ImportableActorConfig",
    "ImportableStrategyConfig",
    "Logger",
    "LoggingConfig",
    "Path",
    "Probe",
    "SpoolLoggingConfig",
    "Strategy",
    "StrategyConfig",
    "VictoriaLogsActor",
    "VictoriaLogsActorConfig",
    "make_node",
    "own",
    "report",
    "run",
    "spool",
    "threading",
    "time",
]


class Probe(Strategy):
    """Log when constructed, started and stopped."""

    def __init__(self, config: StrategyConfig) -> None:
        super().__init__(config)
        self.log.info(f"constructed as={self.id}")

    def on_start(self) -> None:
        """Log an id and a number to lift."""
        self.log.info(f"started as={self.id} price=1_234.50")

    def on_stop(self) -> None:
        """Log an id."""
        self.log.info(f"stopped as={self.id}")


def spool(**settings):
    """Return a logging configuration with a spool in the test's directory."""
    return SpoolLoggingConfig(**{"log_directory": DIRECTORY, "log_level": "ERROR", **settings})


def own(**settings):
    """Return a configuration with a JSON log file as users have them, without a spool."""
    defaults = {"log_level": "ERROR", "log_level_file": "INFO", "log_file_format": "json"}
    return LoggingConfig(**{**defaults, "log_directory": DIRECTORY, **settings})


def make_node(
    logging=None, actors=None, strategies=(), trader_id="TESTER-001", instance_id=None, **config
):
    """
    Return a built node with the actor, whose further settings are `config`.

    Of `strategies`, configurations make probes after the node, importable ones with it.
    """
    if actors is None:
        actor = ImportableActorConfig(
            actor_path="nautilus_vlogs:VictoriaLogsActor",
            config_path="nautilus_vlogs:VictoriaLogsActorConfig",
            config={"url": URL, "spool_dir": DIRECTORY, **config},
        )
        actors = [actor]
    node = TradingNode(
        TradingNodeConfig(
            environment=Environment.SANDBOX,
            trader_id=trader_id,
            instance_id=None if instance_id is None else UUID4.from_str(instance_id),
            logging=logging or spool(),
            actors=actors,
            strategies=[c for c in strategies if isinstance(c, ImportableStrategyConfig)],
            exec_engine=LiveExecEngineConfig(reconciliation=False),
            timeout_connection=1.0,
            timeout_portfolio=1.0,
            timeout_disconnection=0.5,
            timeout_post_stop=0.1,
        ),
    )
    for strategy in strategies:
        if isinstance(strategy, StrategyConfig):
            node.trader.add_strategy(Probe(strategy))
    node.build()
    return node


def run(node, while_running=lambda: None):
    """Run a node, call a function on another thread, stop the node and dispose of it."""

    def act():
        try:
            while not node.trader.is_running:
                time.sleep(0.01)
            while_running()
        finally:
            node.kernel.loop.call_soon_threadsafe(node.stop)

    actors = node.trader.actors()  # which disposal clears
    thread = threading.Thread(target=act)
    thread.start()
    node.run()
    thread.join()
    started = time.monotonic()
    node.dispose()
    report(node, actors, disposed_in=time.monotonic() - started)


def report(node, actors=(), **more):
    """Tell the test what it needs to look the rows up."""
    actors = [actor for actor in actors if isinstance(actor, VictoriaLogsActor)]
    stats = actors[0].stats() if actors else None
    entry = {
        "instance_id": node.kernel.instance_id.value,
        "stats": {} if stats is None else {f: getattr(stats, f) for f in stats.__struct_fields__},
        **more,
    }
    with Path(DIRECTORY, "reports").open("a") as file:
        file.write(json.dumps(entry) + "\n")
