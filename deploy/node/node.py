"""
An example of a node in a container, or as a service: replace the strategy by yours.

Three settings matter for its log: the spool's directory, on a volume; the actor; the addresses of
the store, from the environment. The node trades whether there is a store or not.
"""

import os

from nautilus_trader.common import Environment
from nautilus_trader.config import ImportableActorConfig
from nautilus_trader.config import LiveExecEngineConfig
from nautilus_trader.config import StrategyConfig
from nautilus_trader.config import TradingNodeConfig
from nautilus_trader.live.node import TradingNode
from nautilus_trader.trading.strategy import Strategy
from pandas import Timedelta

from nautilus_vlogs import SpoolLoggingConfig

SPOOL = os.environ.get("NODE_SPOOL", "/var/lib/nautilus/spool")
STORE = os.environ.get("NODE_STORE", "http://127.0.0.1:9428")
QUERIES = os.environ.get("NODE_QUERIES", STORE)
METRICS = os.environ.get("NODE_METRICS")


class Heartbeat(Strategy):
    """A strategy that logs a number every second."""

    def on_start(self) -> None:
        """Set the timer."""
        self.beat = 0
        self.clock.set_timer("beat", Timedelta(seconds=1), callback=self.on_beat)

    def on_beat(self, _: object) -> None:
        """Log the next number."""
        self.log.info(f"beat number={self.beat}")
        self.beat += 1


def main() -> None:
    """Run the node until it is told to stop."""
    actor = ImportableActorConfig(
        actor_path="nautilus_vlogs:VictoriaLogsActor",
        config_path="nautilus_vlogs:VictoriaLogsActorConfig",
        config={
            "url": STORE,
            "query_url": QUERIES,
            "spool_dir": SPOOL,
            "metrics_address": METRICS,
        },
    )
    config = TradingNodeConfig(
        environment=Environment.SANDBOX,
        trader_id=os.environ.get("TRADER_ID", "TRADER-001"),
        logging=SpoolLoggingConfig(log_level="INFO", log_directory=SPOOL),
        actors=[actor],
        exec_engine=LiveExecEngineConfig(reconciliation=False),
    )
    node = TradingNode(config)
    node.trader.add_strategy(Heartbeat(StrategyConfig(order_id_tag="001")))
    node.build()
    try:
        node.run()
    finally:
        node.dispose()


if __name__ == "__main__":
    main()
