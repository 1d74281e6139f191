"""The actor that ships a node's log lines to VictoriaLogs."""

from typing import Any

from nautilus_vlogs.config import VictoriaLogsActorConfig
from nautilus_vlogs.convert.backtest import RUN_BEGINS
from nautilus_vlogs.convert.backtest import new_run_id
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.node import nautilus
from nautilus_vlogs.node.companion import CompanionLog
from nautilus_vlogs.node.instance import InstanceLocks
from nautilus_vlogs.node.nautilus import Actor
from nautilus_vlogs.node.session import NodeLog
from nautilus_vlogs.times import rfc3339


class VictoriaLogsActor(Actor):  # type: ignore[misc]  # Cython, without types
    """
    Ship every log line of a node to VictoriaLogs, tagged with its strategy.

    Strategies stay as they are. The actor works from its registration on, before the node
    connects to anything; stopping changes nothing; disposing waits for the last rows. The lines
    that come after that are shipped until the process exits.

    Nothing here runs when a strategy logs, and nothing that happens to VictoriaLogs can raise
    into the node.

    Parameters
    ----------
    config : VictoriaLogsActorConfig, optional
        The configuration.

    """

    def __init__(self, config: VictoriaLogsActorConfig | None = None) -> None:
        config = config or VictoriaLogsActorConfig()
        super().__init__(config)
        self._settings = config
        self._log_of_node: NodeLog | None = None
        self._handed_log: CompanionLog | None = None
        self._strategies: list[Any] = []
        self._actors: set[str] = set()
        self._runs = 0
        self._is_left_out = False

    def stats(self) -> Stats | None:
        """
        Return what has become of the records so far.

        ``None`` if nothing is shipped, or if a companion ships it, whose ``/metrics`` say that.
        """
        return None if self._log_of_node is None else self._log_of_node.shipper.stats()

    # -- Called by Nautilus ------------------------------------------------------------------

    def register_base(self, portfolio: Any, msgbus: Any, cache: Any, clock: Any) -> None:
        """Begin to ship; strategies that are registered later are seen being registered."""
        super().register_base(portfolio=portfolio, msgbus=msgbus, cache=cache, clock=clock)
        try:
            self._begin()
        except Exception as e:  # noqa: BLE001  # logging must not keep a node from being built
            self.log.warning(f"Logs are not shipped to VictoriaLogs: {e!r}")

    def on_start(self) -> None:
        """Announce the run in a backtest; the actor has been at work all along."""
        if self._is_left_out:
            self._leave_out(is_new=False)
        if self._log_of_node is not None and self._log_of_node.is_backtest:
            self._log_of_node.go_on()
            # The lines from the engine's creation on belong to its first run already.
            run_id = new_run_id() if self._runs else self._log_of_node.run_id
            self._runs += 1
            self.log.info(f"{RUN_BEGINS}{run_id}")

    def on_stop(self) -> None:
        """Do nothing, for the node goes on logging; a run that is not shipped is over."""
        self._no_longer_leave_out(is_gone=False)

    def on_dispose(self) -> None:
        """Wait for the last rows; what is logged from now on is shipped until the process exits."""
        self._no_longer_leave_out(is_gone=True)
        if self._log_of_node is not None:
            self._log_of_node.dispose()
        if self._handed_log is not None:
            self._handed_log.dispose()

    # -- Private -----------------------------------------------------------------------------

    def _begin(self) -> None:
        if not nautilus.is_logging():
            return
        node = nautilus.find_node(self.trader_id.value, self.msgbus)
        if node.environment == "backtest" and not self._settings.ship_backtests:
            self._leave_out(is_new=True)
            return
        if self._is_shipped(node):
            return
        node = InstanceLocks.own(node, self._settings.spool_dir, self._report)
        self._identities = IdentityTable(node.trader_id)
        self._own_level_filters = nautilus.names_in_level_filters(node.logging)
        self._node = node
        self._note_strategies()
        self._note_actors()
        nautilus.after_each_strategy(node, self._on_strategy)
        nautilus.after_each_actor(node, self._on_actor)
        if self._settings.shipper == "thread" or node.environment == "backtest":
            self._ship_here()
        elif NodeLog.current() is not None:
            self.log.warning(
                "No companion can ship this node's log, for threads ship that of another node of "
                "this process, so they go on with it: run one node a process",
            )
            self._ship_here()
        elif not nautilus.writes_json(node.logging):
            self.log.warning(
                "No companion can ship this node's log, for it writes no JSON log file, so threads "
                "of this process do: configure the node with logging=SpoolLoggingConfig()",
            )
            self._ship_here()
        else:
            self._handed_log = log = CompanionLog(
                self._settings, node, self._identities, self._report, fall_back=self._ship_here
            )
            log.start()

    def _is_shipped(self, node: nautilus.Node) -> bool:
        """Return whether another actor has the node's log in its hands, and say so."""
        current = NodeLog.current()
        if CompanionLog.has_log():
            self.log.warning(
                "Another actor of this process has handed the process's log to a companion, so "
                "this actor does nothing: run one node a process, with one actor",
            )
        elif current is not None and current.ships(node):
            self.log.warning(
                "Another VictoriaLogsActor ships this node's log already, so this actor does "
                "nothing: give a node one of them",
            )
        else:
            return False
        return True

    def _leave_out(self, *, is_new: bool) -> None:
        """Have no other engine of this process ship what this one logs."""
        self._is_left_out = True
        current = NodeLog.current()
        if current is not None:
            current.pass_over(is_new=is_new)

    def _no_longer_leave_out(self, *, is_gone: bool) -> None:
        current = NodeLog.current()
        if self._is_left_out and current is not None:
            current.go_on(is_gone=is_gone)

    def _ship_here(self) -> None:
        """Ship the log by threads of this process."""
        self._handed_log = None
        log = NodeLog(
            self._settings,
            self._node,
            self._identities,
            self._report,
            clock_ns=self.clock.timestamp_ns,
        )
        if log.take_over():
            self._log_of_node = log

    def _on_strategy(self) -> None:
        try:
            self._note_strategies()
        except Exception as e:  # noqa: BLE001  # called from within the strategy's addition
            self.log.warning(f"A strategy's log lines may lack its strategy_id: {e!r}")

    def _on_actor(self) -> None:
        try:
            self._note_actors()
        except Exception as e:  # noqa: BLE001  # called from within the actor's addition
            self.log.warning(f"An actor's log lines may be taken for the system's: {e!r}")

    def _note_actors(self) -> None:
        """Record the actors that are new: they may have been taken for the system until now."""
        # This one is added once it is registered.
        names = nautilus.actor_names(self._node) | {self.log.name}
        for name in names - self._actors:
            self._identities.add(name, ACTOR)
        self._actors |= names
        if self._log_of_node is not None:
            self._log_of_node.note_strategies()

    def _note_strategies(self) -> None:
        """Record the strategies that are new, and name their loggers after their ids."""
        # Not the actor's clock's, which in a backtest is simulated, nor the system's, which may be
        # set back, as the times of lines never are.
        at = rfc3339(nautilus.log_time_ns())
        # Objects are compared, not ids: a Controller may remove a strategy and add another one
        # under the same id, whose logger has the name of its class again.
        known, self._strategies = self._strategies, list(nautilus.strategies(self.msgbus))
        for strategy in self._strategies:
            strategy_id = strategy.id.value
            if any(strategy is one for one in known):
                continue
            # Two strategies of a class share a name otherwise. A name that the user's own level
            # filters go by stays.
            name = strategy.log.name
            is_renamed = name != strategy_id and not {name, strategy_id} & self._own_level_filters
            if is_renamed:
                nautilus.rename_logger(strategy, strategy_id)
            self._identities.add_strategy(
                strategy_id,
                name=name,
                class_name=type(strategy).__name__,
                at=at,
                is_renamed=is_renamed,
            )
        if self._log_of_node is not None:
            self._log_of_node.note_strategies()

    def _report(self, level: str, text: str) -> None:
        getattr(self.log, level)(text)
