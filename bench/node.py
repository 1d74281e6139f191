"""The node under test: a real TradingNode in the sandbox environment, with one strategy."""

from typing import Any

from nautilus_trader.common import Environment
from nautilus_trader.config import ImportableActorConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.config import StrategyConfig
from nautilus_trader.config import TradingNodeConfig
from nautilus_trader.core.uuid import UUID4
from nautilus_trader.live.node import TradingNode
from nautilus_trader.trading.strategy import Strategy

from nautilus_vlogs import SpoolLoggingConfig

STOCK = "stock"  # Nautilus as it is, with a console
FILE = "file"  # with the spool written too, and nobody reading it
JSON_FILE = "stock + file"  # with a JSON log file of its own, for others to tail
ACTOR = "actor"  # with the spool and the actor

STRATEGY_ID = "BENCH-001"


def build_node(
    variant: str, *, instance_id: str, url: str, directory: str, strategies: int = 1
) -> TradingNode:
    """Return a node that is ready to run; all variants have the same console."""
    actors = []
    logging = LoggingConfig(log_level="INFO")
    if variant == JSON_FILE:
        logging = LoggingConfig(
            log_level="INFO",
            log_level_file="INFO",
            log_file_format="json",
            log_directory=directory,
        )
    elif variant != STOCK:
        logging = SpoolLoggingConfig(log_level="INFO", log_directory=directory)
    if variant == ACTOR:
        actor = ImportableActorConfig(
            actor_path="nautilus_vlogs:VictoriaLogsActor",
            config_path="nautilus_vlogs:VictoriaLogsActorConfig",
            config={"url": url},
        )
        actors.append(actor)
    config = TradingNodeConfig(
        trader_id="TRADER-001",
        instance_id=UUID4.from_str(instance_id),
        environment=Environment.SANDBOX,
        logging=logging,
        actors=actors,
        timeout_post_stop=0.1,  # there is nothing to wait for
    )
    node = TradingNode(config)
    name = STRATEGY_ID.partition("-")[0]
    for number in range(1, strategies + 1):
        config = StrategyConfig(strategy_id=name, order_id_tag=f"{number:03}")
        node.trader.add_strategy(Strategy(config))
    node.build()
    return node


def strategy_of(node: TradingNode) -> Any:
    """Return the node's first strategy."""
    return node.trader.strategies()[0]


def actor_of(node: TradingNode) -> Any:
    """Return the node's actor, None in the variants that have none."""
    return next(iter(node.trader.actors()), None)
