"""Table from logger names to strategies, actors and components."""

import re
from functools import lru_cache
from itertools import count
from typing import Any
from typing import Protocol
from typing import Self

import msgspec

#: Compares as later than every RFC 3339 time.
_FOREVER = "~"


class Identity(msgspec.Struct, frozen=True):
    """
    Whose line it is.

    Parameters
    ----------
    source : str
        ``strategy``, ``actor`` or ``system``.
    strategy_id : str, optional
        The strategy, where it is known.

    """

    source: str
    strategy_id: str | None = None


SYSTEM = Identity("system")
ACTOR = Identity("actor")
SOME_STRATEGY = Identity("strategy")


class Identities(Protocol):
    """
    The identities behind loggers' names.

    Attributes
    ----------
    version : int
        Changes when what was looked up before may be stale.

    """

    version: int

    def find(self, name: str, at: str) -> tuple[Identity | None, bool]:
        """Return a line's identity, and whether it holds for all later lines of the same name."""

    def is_class(self, name: str) -> bool:
        """Return whether strategies of a class of that name run."""

    def named_in(self, text: str) -> str | None:
        """Return the strategy that a text names, if it names exactly one."""


class OneIdentity:
    """
    One identity for every name.

    Parameters
    ----------
    identity : Identity
        Whose all lines are.

    """

    version = 0

    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    def find(self, name: str, at: str) -> tuple[Identity, bool]:  # noqa: ARG002  # see Identities
        """Return the identity."""
        return self._identity, True

    def is_class(self, name: str) -> bool:  # noqa: ARG002  # see Identities
        """Return false."""
        return False

    def named_in(self, text: str) -> None:  # see Identities
        """Return none."""


class _Claim(msgspec.Struct, frozen=True, order=True):
    until: str
    strategy_id: str


class _Dump(msgspec.Struct, frozen=True):
    claims: dict[str, list[_Claim]] = {}
    others: dict[str, Identity] = {}
    classes: list[str] = []
    strategy_ids: list[str] = []


class IdentityTable:
    """
    Resolve logger names to identities.

    Several strategies can share a logger name (two of one class do), and a name can change hands.
    So a strategy *claims* a name up to a moment: when it is registered its logger is given the
    strategy's id for a name; what came before, under the old name and after the previous claim, is
    its construction.

    The node's thread writes and the shipper's thread reads. Every write replaces one value, which
    is atomic, and then changes `version`. The shipper's thread writes only what it takes a name
    for, with `introduce`.

    Parameters
    ----------
    trader_id : str
        The trader; its tag is part of the client order ids that Nautilus generates.

    Attributes
    ----------
    version : int
        Changes with every write: what was looked up before may be stale.

    """

    def __init__(self, trader_id: str) -> None:
        self.version = 0
        # Never the same one twice, also where two threads write at a time.
        self._versions = count(1)
        self._claims: dict[str, tuple[_Claim, ...]] = {}
        self._others: dict[str, Identity] = {}
        self._classes: set[str] = set()
        self._strategy_ids: tuple[str, ...] = ()
        self._by_tag: dict[str, str] = {}
        trader_tag = re.escape(trader_id.rpartition("-")[2])
        # What begins with a literal is found ten times faster than what begins with `\b`.
        self._order_id = re.compile(rf"O-(?<=\bO-)\d{{8}}-\d{{6}}-{trader_tag}-(\w+)-\d+")

    def add_strategy(
        self,
        strategy_id: str,
        *,
        name: str,
        class_name: str,
        at: str,
        is_renamed: bool,
    ) -> None:
        """
        Record a strategy, which may be another one under the id of one that is gone.

        Parameters
        ----------
        strategy_id : str
            Its id.
        name : str
            The name that its logger had.
        class_name : str
            Its class. Until it is registered a strategy logs under that name, too; later on its
            order manager does, indistinguishable from that of another strategy of the class.
        at : str
            When it was registered (RFC 3339, nanoseconds, ``Z``).
        is_renamed : bool
            Whether its logger's name is the strategy's id from then on.

        """
        self._claim(name, _Claim(at if is_renamed else _FOREVER, strategy_id))
        if is_renamed:
            self._claim(strategy_id, _Claim(_FOREVER, strategy_id))
        if class_name != name:
            self._claim(class_name, _Claim(at, strategy_id))
        self._classes.add(class_name)
        for own in (name, class_name):
            self._forget_system(own)
        if strategy_id not in self._strategy_ids:
            self._strategy_ids = (*self._strategy_ids, strategy_id)
        self._by_tag = {**self._by_tag, strategy_id.rpartition("-")[2]: strategy_id}
        self._touch()

    def add(self, name: str, identity: Identity) -> None:
        """Record the identity of a name that no strategy has."""
        self._others[name] = identity
        self._touch()

    def introduce(self, name: str, identity: Identity) -> Identity:
        """
        Return the identity of a name that nobody is known to have; take it for that until it is.

        Whoever logs before being added to its node (an actor that is still being constructed) is
        taken for the system, until it is added.
        """
        known = self._others.setdefault(name, identity)
        if name in self._claims:  # a strategy was added meanwhile
            self._forget_system(name)
        return known

    def include(self, dumped: dict[str, Any]) -> None:
        """
        Record the strategies of another engine of the process, under their ids.

        Names of classes stay with this engine's: what another one's order managers log is assigned
        by the ids in the text. Actors are recorded as well.

        Parameters
        ----------
        dumped : dict[str, Any]
            The other one's table, of `dump`.

        """
        for strategy_id in dumped["strategy_ids"]:
            for claim in dumped["claims"].get(strategy_id, ()):
                self._claim(strategy_id, claim)
            if strategy_id not in self._strategy_ids:
                self._strategy_ids = (strategy_id, *self._strategy_ids)
            self._by_tag = {strategy_id.rpartition("-")[2]: strategy_id, **self._by_tag}
        for name, identity in dumped["others"].items():
            if identity == ACTOR:
                self._others[name] = identity
        self._touch()

    def dump(self) -> dict[str, Any]:
        """Return the table as JSON types, for `restored`."""
        return {
            # Of a copy, which is made in one go: the node's thread goes on adding.
            "claims": {name: list(claims) for name, claims in dict(self._claims).items()},
            "others": dict(self._others),
            "classes": sorted(self._classes),
            "strategy_ids": list(self._strategy_ids),
        }

    @classmethod
    def restored(cls, trader_id: str, dumped: dict[str, Any]) -> Self:
        """
        Return a table as it was when it was dumped.

        Raises
        ------
        msgspec.ValidationError
            If it is no such dump.

        """
        found = msgspec.convert(dumped, _Dump)
        table = cls(trader_id)
        table._claims = {name: tuple(claims) for name, claims in found.claims.items()}
        table._others = found.others
        table._classes = set(found.classes)
        table._strategy_ids = tuple(found.strategy_ids)
        table._by_tag = {name.rpartition("-")[2]: name for name in found.strategy_ids}
        return table

    def find(self, name: str, at: str) -> tuple[Identity | None, bool]:
        """
        Return a line's identity, and whether it holds for all later lines of the same name.

        Parameters
        ----------
        name : str
            The logger's name.
        at : str
            The line's time (RFC 3339, nanoseconds, ``Z``).

        Returns
        -------
        tuple[Identity or None, bool]
            ``None`` for a name that nobody is known to have.

        """
        claims = [claim for claim in self._claims.get(name, ()) if at < claim.until]
        if claims:
            if len(claims) > 1 and claims[0].until == claims[1].until:
                return SOME_STRATEGY, False  # several have the name at a time
            return Identity("strategy", claims[0].strategy_id), claims[0].until == _FOREVER
        identity = self._others.get(name)
        return identity, identity is not None

    def is_class(self, name: str) -> bool:
        """Return whether strategies of a class of that name run: their order managers log so."""
        return name in self._classes

    def named_in(self, text: str) -> str | None:
        """Return the strategy that a text names, if it names exactly one."""
        found = {
            strategy_id
            for strategy_id in self._strategy_ids
            if strategy_id in text and self._stands_alone(strategy_id, text)
        }
        if "O-" in text:
            by_tag = self._by_tag
            found.update(by_tag[tag] for tag in self._order_id.findall(text) if tag in by_tag)
        return found.pop() if len(found) == 1 else None

    def _touch(self) -> None:
        self.version = next(self._versions)

    def _forget_system(self, name: str) -> None:
        """Forget that a name was taken for the system's: it is a strategy's."""
        if self._others.get(name) == SYSTEM:
            self._others.pop(name, None)

    def _claim(self, name: str, claim: _Claim) -> None:
        # A set, for a strategy that is added again under its id claims the same once more.
        self._claims[name] = tuple(sorted({*self._claims.get(name, ()), claim}))

    def _stands_alone(self, strategy_id: str, text: str) -> bool:
        """Match an id, but not as a part of a longer word or id."""
        for longer in self._strategy_ids:
            if strategy_id in longer and strategy_id != longer:
                text = text.replace(longer, " ")
        return _alone(strategy_id).search(text) is not None


@lru_cache(maxsize=1_024)
def _alone(name: str) -> re.Pattern[str]:
    """Return a pattern for a name that is no part of a word; it begins with a literal (faster)."""
    literal = re.escape(name)
    return re.compile(rf"{literal}(?<!\w{literal})(?!\w)")
