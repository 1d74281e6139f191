"""A node of NautilusTrader 2.0 with the actor, which `tests/v2.py` runs."""

import sys
import threading
import time

from nautilus_trader.common import Environment
from nautilus_trader.common import FileWriterConfig
from nautilus_trader.common import ImportableActorConfig
from nautilus_trader.common import Logger
from nautilus_trader.common import LoggerConfig
from nautilus_trader.common import LogLevel
from nautilus_trader.live import LiveNode
from nautilus_trader.model import StrategyId
from nautilus_trader.model import TraderId
from nautilus_trader.trading import Strategy
from nautilus_trader.trading import StrategyConfig

from nautilus_vlogs import VictoriaLogsActor
from nautilus_vlogs import VictoriaLogsActorConfig

url, directory, spool, count, way, *names = sys.argv[1:]


class Ticker(Strategy):
    """Log numbers from a thread, as a 2.0 node lets it."""

    def on_start(self):
        """Start the thread."""
        self.log.info("started price=1.5")
        self.thread = threading.Thread(target=self.tick, daemon=True)
        self.thread.start()

    def tick(self):
        """Log numbers."""
        log = Logger("Ticker-001")
        for number in range(int(count)):
            log.info(f"tick number={number}")
            time.sleep(0.002)
        print("done", flush=True)


# A file of a name of its own is that of all runs, as long as it is not rotated.
files = {"file_name": names[0]} if names else {"file_rotate": (200_000, 20)}
file_config = FileWriterConfig(directory=directory, file_format="json", **files)
logging = LoggerConfig(
    stdout_level=LogLevel.ERROR, fileout_level=LogLevel.DEBUG, file_config=file_config
)
builder = LiveNode.builder("NODE", TraderId("TESTER-001"), Environment.SANDBOX)
node = (builder.with_logging(logging) or builder).build()
settings = {"url": url, "spool_dir": spool, "durability_window_secs": 3}
if way == "add_actor":
    node.add_actor(VictoriaLogsActor(VictoriaLogsActorConfig(**settings)))
else:
    node.add_actor_from_config(
        ImportableActorConfig(
            actor_path="nautilus_vlogs:VictoriaLogsActor",
            config_path="nautilus_vlogs:VictoriaLogsActorConfig",
            config=settings,
        )
    )
strategy = Ticker(StrategyConfig(strategy_id=StrategyId("Ticker-001"), order_id_tag="001"))
node.add_strategy(strategy)
print(node.instance_id, flush=True)
handle = node.handle() if callable(node.handle) else node.handle


def stop_when_told():
    """Wait for a line, and for the numbers."""
    sys.stdin.readline()
    while not hasattr(strategy, "thread"):  # it was told before it had started
        time.sleep(0.01)
    strategy.thread.join()
    handle.stop()


threading.Thread(target=stop_when_told, daemon=True).start()
node.run()
