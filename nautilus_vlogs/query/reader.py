"""One bounded exchange with the store: each query has a range, a limit, a timeout and a scope."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import timedelta
from datetime import tzinfo

from nautilus_vlogs.query.bounds import whole_number
from nautilus_vlogs.query.budget import current_budget
from nautilus_vlogs.query.logsql import in_range
from nautilus_vlogs.query.raw import find_time_range
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import parse_lines
from nautilus_vlogs.query.rows import parse_row
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import When
from nautilus_vlogs.query.time_range import resolve_range
from nautilus_vlogs.store.connection import Answer
from nautilus_vlogs.store.endpoint import Endpoint

_QUERY_PATH = "/select/logsql/query"

# Where a query needs `_stream`, the store passes over the rows of a stream that it has known for
# less than about a second, although it counts them: the labels have an index of their own. They
# repeat fields of the row, so nothing is missed without them.
_WITHOUT_STREAM = "delete _stream"


class Reader:
    """
    Send queries within the bounds of a client.

    Parameters
    ----------
    endpoint : Endpoint
        The connections to the store.
    max_entries : int
        Highest number of entries of an answer.
    max_range_ns, default_range_ns : int
        Longest range and range of a query that names none, in nanoseconds.
    timeout_secs : float
        Seconds until the store gives up on a query.
    scope : sequence of str
        Filters in LogsQL that hold for every query.
    zone : tzinfo, optional
        Zone of times that name none; ``None`` for this machine's.

    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        max_entries: int,
        max_range_ns: int,
        default_range_ns: int,
        timeout_secs: float,
        scope: Sequence[str],
        zone: tzinfo | None,
    ) -> None:
        self.max_entries = max_entries
        self.max_range_ns = max_range_ns
        self.default_range_ns = default_range_ns
        self.timeout_secs = timeout_secs
        self._endpoint = endpoint
        self._scope = scope
        self._zone = zone

    @property
    def max_range(self) -> timedelta:
        """Longest range of times."""
        return timedelta(microseconds=self.max_range_ns // 1_000)

    def limit(self, limit: int | None) -> int:
        """Return a limit within the bounds, the highest by default."""
        if limit is None:
            return self.max_entries
        return whole_number("limit", limit, 1, self.max_entries)

    def window(
        self,
        start: When | None,
        end: When | None,
        query: str | None = None,
        *,
        max_ns: int | None = None,
    ) -> TimeRange:
        """Return the range that the arguments of a query mean, or its own filter `_time`."""
        if query is not None and start is None and end is None:
            start, end = find_time_range(query, self.default_range_ns)
        return resolve_range(
            start,
            end,
            default_ns=self.default_range_ns,
            max_ns=self.max_range_ns if max_ns is None else max_ns,
            zone=self._zone,
        )

    @property
    def is_short(self) -> bool:
        """Whether the task at hand should ask for nothing more that it can do without."""
        budget = current_budget()
        return budget is not None and budget.is_short

    def ask(self, where: str, window: TimeRange, *pipes: str) -> list[dict[str, str]]:
        """
        Return the objects of the answer to a query.

        Parameters
        ----------
        where : str
            The filter, in LogsQL.
        window : TimeRange
            The range; it is part of the filter and an argument of the request.
        *pipes : str
            The pipes, without their bars.

        Raises
        ------
        StoreError
            If there is no complete answer.

        """
        return list(parse_lines(self.exchange(where, window, *pipes).body))

    def rows(self, where: str, window: TimeRange, *pipes: str) -> list[LogRow]:
        """
        Return the rows of the answer to a query, those of new streams included.

        The arguments are those of `ask`, and so are the errors.
        """
        return [parse_row(one) for one in self.ask(where, window, *pipes, _WITHOUT_STREAM)]

    def exchange(self, where: str, window: TimeRange, *pipes: str) -> Answer:
        """Return the answer to a query as the store gave it."""
        query = " | ".join([f"{in_range(window)} {where}", *pipes])
        secs = self.timeout_secs
        if (budget := current_budget()) is not None:
            secs = budget.spend(secs)
        arguments = self._arguments(query, window, secs)
        return self._endpoint.post(_QUERY_PATH, arguments, timeout_secs=secs)

    def _arguments(self, query: str, window: TimeRange, secs: float) -> Mapping[str, str]:
        # The range twice: no part of a query can get round these two.
        arguments = {
            "query": query,
            "start": window.start,
            "end": window.end,
            "timeout": f"{secs:g}s",
            "allow_partial_response": "0",
        }
        if self._scope:
            arguments["extra_filters"] = " ".join(self._scope)
        return arguments
