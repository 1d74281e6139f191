"""The stores that the node is pointed at: a real one, one that is down, one that never answers."""

import json
import socket
from typing import Self

import httpx

_JSON_LINES = {"Content-Type": "application/stream+json"}
_STREAM_FIELDS = {"_stream_fields": "strategy_id,source,level"}


class Store:
    """A view of a running VictoriaLogs that is independent of the package's own client."""

    def __init__(self, url: str) -> None:
        # No trust_env: a proxy has no business between us and the loopback.
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=60.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def insert(self, body: bytes) -> None:
        """Post JSON lines as they are."""
        answer = self._http.post(
            "/insert/jsonline", params=_STREAM_FIELDS, content=body, headers=_JSON_LINES
        )
        answer.raise_for_status()

    def query(self, logsql: str) -> bytes:
        """Return the JSON lines that a query finds."""
        answer = self._http.post("/select/logsql/query", data={"query": logsql})
        answer.raise_for_status()
        return answer.content

    def count(self, instance_id: str, word: str = "*") -> int:
        """Return how many rows of a node contain a word."""
        found = self.query(f'instance_id:="{instance_id}" {word} | stats count() n')
        return int(json.loads(found)["n"])

    def seqs(self, instance_id: str) -> tuple[int, int, int]:
        """Return how many rows of a node there are, how many differ, and the highest number."""
        found = self.query(
            f'instance_id:="{instance_id}" | stats count() n, count_uniq(seq) u, max(seq) m'
        )
        stats = json.loads(found)
        return int(stats["n"]), int(stats["u"]), int(stats["m"] or -1)


class DeadEnd:
    """
    A port of the loopback that leads nowhere.

    Parameters
    ----------
    accepts : bool
        Whether connections are accepted (and nothing is ever read or answered) or refused.

    """

    def __init__(self, *, accepts: bool) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        if accepts:
            # The kernel completes connections by itself as long as the backlog has room.
            self._socket.listen(128)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
