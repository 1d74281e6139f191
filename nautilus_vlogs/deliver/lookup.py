"""Look up which rows VictoriaLogs holds."""

import json

import msgspec

from nautilus_vlogs.store.insert import Found
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.insert import StoreClient


class Range(msgspec.Struct, frozen=True):
    """
    Rows of one instance that follow each other.

    Parameters
    ----------
    first, last : int
        Their numbers.
    earliest, latest : str
        Between which times they are: it keeps the query small.

    """

    first: int
    last: int
    earliest: str
    latest: str


class Count(msgspec.Struct, frozen=True):
    """
    How much of a range the store holds.

    Parameters
    ----------
    rows : int
        Rows, doubled ones included.
    distinct : int
        Different numbers.

    """

    rows: int
    distinct: int


class Lookup:
    """
    Ask the store for rows of one instance.

    Parameters
    ----------
    client : StoreClient
        The store.
    instance_id : str
        Whose rows.

    Attributes
    ----------
    is_denied : bool
        This server answers no queries, so that nothing can be proved.
    failure : Found
        What the last query came to that failed.

    """

    def __init__(self, client: StoreClient, instance_id: str) -> None:
        self._client = client
        self._instance_id = instance_id
        self.is_denied = False
        self.failure = Found(Outcome.ACCEPTED)

    def count(self, rows: Range) -> Count | None:
        """Return how many rows of a range there are, ``None`` if that can't be told now."""
        found = self._select(rows, "| stats count() n, count_uniq(seq) distinct")
        if found is None:
            return None
        try:
            return Count(int(found[0]["n"]), int(found[0]["distinct"]))
        except (IndexError, KeyError, ValueError):
            self._note_nonsense(found)
            return None

    def present(self, rows: Range) -> set[int] | None:
        """Return the numbers of the rows that are there, ``None`` if that can't be told now."""
        found = self._select(rows, "| uniq by (seq)")
        if found is None:
            return None
        try:
            return {int(row["seq"]) for row in found}
        except (KeyError, ValueError):
            self._note_nonsense(found)
            return None

    def next_seq(self) -> int | None:
        """Return the number behind the last one that is there, ``None`` if that can't be told."""
        found = self._query(f"{self._instance} | stats max(seq) last")
        if found is None:
            return None
        try:
            last = found[0]["last"] if found else ""
            return int(last) + 1 if last else 0
        except (IndexError, KeyError, ValueError):
            self._note_nonsense(found)
            return None

    def _note_nonsense(self, found: list[dict[str, str]]) -> None:
        reason = f"the answer can't be understood: {found[:1]}"
        self.failure = Found(Outcome.UNCLEAR, reason=reason)

    @property
    def _instance(self) -> str:
        return f"instance_id:={json.dumps(self._instance_id)}"

    def _select(self, rows: Range, pipe: str) -> list[dict[str, str]] | None:
        return self._query(
            f"_time:[{rows.earliest}, {rows.latest}] {self._instance} "
            f"seq:>={rows.first} seq:<={rows.last} {pipe}"
        )

    def _query(self, query: str) -> list[dict[str, str]] | None:
        found = self._client.select(query)
        if found.outcome is Outcome.ACCEPTED:
            return found.rows
        self.failure = found
        # Wrong credentials deny everything. Only where rows are taken nevertheless is it a relay.
        if found.outcome is Outcome.DENIED:
            self.is_denied = self._client.insert(()).outcome is Outcome.ACCEPTED
        return None
