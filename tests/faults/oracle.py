"""
The oracle: unique numbers in, random faults on the way, and every number judged afterwards.

A number is there exactly once, or it was never flushed, or its loss is told of in a row. A seed
gives the same choices again; the moments at which they hit differ from run to run.
"""

import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import httpx
import msgspec
from conftest import INTERNAL_KEY
from conftest import Store

from faults.harness import Node
from faults.harness import flushed_numbers
from faults.harness import start_ship
from faults.proxy import FAULTS
from faults.proxy import Proxy
from faults.vlagent import Relay
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

STATUSES = (401, 403, 429, 500, 502, 503)

_NUMBER = re.compile(rb"tick number=(\d+)")

#: What a whole run of `vlogs-nt ship` may take in the end.
SHIP_SECS = 400


class Setup:
    """
    A store of some kind, with proxies before it, and what can go wrong with it.

    Attributes
    ----------
    proxies : list[Proxy]
        Before what takes rows, and before what answers queries, where that is another server.
    store_url : str
        Where to ask in the end, by no proxy.
    servers : list[LocalServer]
        What can be killed, stopped and frozen.
    window_secs : float
        The nodes' durability window.
    relay : Relay, optional
        What can be restarted.
    passed : Counter
        How often each number of each instance was passed on to the relay. It sends blocks again by
        itself: after a missing answer, and after its death what it had on its disk.

    """

    def __init__(self, kind: str, stack: ExitStack, directory: Path) -> None:
        def server(name: str, *flags: str) -> LocalServer:
            return stack.enter_context(LocalServer(obtain_binary(), directory / name, flags=flags))

        def proxy(port: int) -> Proxy:
            made = Proxy(port)
            stack.callback(made.close)
            return made

        self.relay: Relay | None = None
        self.passed: Counter[tuple[str, int]] = Counter()
        self.window_secs = 4.0
        if kind == "cluster":
            storages = [server("storage-1"), server("storage-2")]
            nodes = ",".join(f"127.0.0.1:{storage.port}" for storage in storages)
            insert = server("insert", f"-storageNode={nodes}")
            select = server("select", f"-storageNode={nodes}")
            self.servers = [*storages, insert]
            self.store_url = select.url
            self.proxies = [proxy(insert.port), proxy(select.port)]
            self.window_secs = 6.0
        elif kind == "relay":
            store = server("store")
            self.servers = [store]
            self.store_url = store.url
            self.relay = stack.enter_context(Relay(store.url, directory))
            self.proxies = [proxy(int(self.relay.url.rpartition(":")[2])), proxy(store.port)]
            self.proxies[0].passes = self._note_passed
        else:
            store = server("store")
            self.servers = [store]
            self.store_url = store.url
            self.proxies = [proxy(store.port)]

    def _note_passed(self, target: str, body: bytes) -> None:
        """Count the numbers of a request, be it passed on in full or in part."""
        (fields,) = parse_qs(urlsplit(target).query).get("extra_fields", [""])
        instance_id = dict(field.split("=", 1) for field in fields.split(",") if field).get(
            "instance_id", ""
        )
        numbers = _NUMBER.findall(body)
        self.passed.update((instance_id, int(number)) for number in numbers)

    def heal(self) -> None:
        """Bring back all that is away, and make it searchable."""
        for proxy in self.proxies:
            proxy.heal()

    def flush(self) -> None:
        """Make all that the servers have taken searchable."""
        for server in self.servers:
            httpx.get(
                f"{server.url}/internal/force_flush",
                params=INTERNAL_KEY,
                trust_env=False,
                timeout=60,
            ).raise_for_status()


def _kill(server: LocalServer) -> None:
    server.kill()


def _stop(server: LocalServer) -> None:
    server.stop()


def _freeze(server: LocalServer) -> None:
    os.kill(server.pid, signal.SIGSTOP)


class Finding(msgspec.Struct, frozen=True):
    """
    What became of an instance's numbers.

    Parameters
    ----------
    instance_id : str
        The instance.
    missing, doubled : int
        Numbers that were flushed and are not there; rows too many.
    doubled_by_relay : int
        Rows that are there more often than they were sent.
    put_aside : int
        Numbers in whose place a row says why they are a dead letter.
    told : int
        Records whose loss a row tells of; -1 if one tells of an unknown number.
    doubled_from, doubled_to : int, default -1
        The first and the last number that is there more than once.

    """

    instance_id: str
    missing: int
    doubled: int
    put_aside: int
    told: int
    doubled_by_relay: int = 0
    doubled_from: int = -1
    doubled_to: int = -1

    @property
    def is_broken(self) -> bool:
        """Whether a number is missing that no row tells of, is there twice, or was put aside."""
        return (
            self.doubled > 0 or self.put_aside > 0 or (self.told >= 0 and self.missing > self.told)
        )


def judge_instance(
    url: str, instance_id: str, flushed: int, passed: Mapping[tuple[str, int], int] | None = None
) -> Finding:
    """
    Return what became of the first so many numbers of an instance.

    Parameters
    ----------
    url : str
        The store's.
    instance_id : str
        The instance.
    flushed : int
        How many numbers.
    passed : mapping, optional
        How often each number was passed on to a relay; without one each copy is ours.

    """
    counts: Counter[int] = Counter()
    put_aside: set[int] = set()
    told = 0
    with Store(url) as store:
        of_instance = f'instance_id:="{instance_id}"'
        for row in store.query(f'{of_instance} _msg:"tick number=" | fields _msg, put_aside'):
            number = int(row["_msg"].partition("tick number=")[2])
            if "put_aside" in row:
                put_aside.add(number)
            else:
                counts[number] += 1
        for row in store.query(f"{of_instance} lost:* | fields lost"):
            told = -1 if row["lost"] == "unknown" or told < 0 else told + int(row["lost"])
    sent = counts if not passed else {n: passed.get((instance_id, n), 0) for n in counts}
    copies = [number for number, count in counts.items() if min(count, sent[number]) > 1]
    return Finding(
        instance_id,
        missing=sum(not counts[number] and number not in put_aside for number in range(flushed)),
        put_aside=len(put_aside),
        doubled=sum(min(counts[number], sent[number]) - 1 for number in copies),
        doubled_by_relay=sum(max(0, count - sent[number]) for number, count in counts.items()),
        told=told,
        doubled_from=min(copies, default=-1),
        doubled_to=max(copies, default=-1),
    )


class Run:
    """
    Nodes that log numbers while things go wrong.

    Parameters
    ----------
    kind : str
        ``single``, ``cluster`` or ``relay``.
    seed : int
        Of the choices.
    directory : Path
        For data and spools.
    make_node : callable
        Starts nodes.

    """

    def __init__(
        self, kind: str, seed: int, directory: Path, make_node: Callable[..., Node]
    ) -> None:
        self.kind = kind
        self.chosen = random.Random(seed)
        self.directory = directory
        self.spool = directory / "spool"
        self.make_node = make_node
        self.happened: list[tuple[str, float]] = []
        self.flushed: dict[str, int] = {}

    def execute(self, seconds: float) -> list[Finding]:
        """Let things go wrong for so long, heal, ship what is left, and judge every number."""
        with ExitStack() as stack:
            self.setup = Setup(self.kind, stack, self.directory)
            node = self._start()
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                if self.chosen.random() < 0.15:
                    node = self._kill_node(node)
                else:
                    with self._trouble(), self._trouble(odds=0.3):
                        self._sleep(self.chosen.uniform(0.1, 8.0))
                node.stats()  # whose identity is checked
                self._sleep(self.chosen.uniform(0.0, 4.0))
            self.setup.heal()
            node.wait_for(
                lambda stats: stats["state"] == "up" and stats["backlog_bytes"] < 100_000, 180
            )
            report = node.stop()
            print(report["stats"])
            self.flushed[node.instance_id] = report["logged"]
            self._ship()
            self.setup.flush()
            return [
                judge_instance(self.setup.store_url, instance_id, flushed, self.setup.passed)
                for instance_id, flushed in self.flushed.items()
            ]

    def _start(self) -> Node:
        settings = {}
        if len(self.setup.proxies) > 1:
            settings["query_url"] = self.setup.proxies[1].url
        node = self.make_node(
            self.setup.proxies[0].url,
            self.spool,
            rate=self.chosen.choice([100, 500, 1_000]),
            durability_window_secs=self.setup.window_secs,
            request_timeout_secs=self.chosen.choice([0.7, 2.0]),
            shutdown_timeout_secs=20,
            **settings,
        )
        node.wait_for(lambda stats: stats["read"] > 100, timeout=60)
        return node

    def _kill_node(self, node: Node) -> Node:
        print(f"killed {node.instance_id} at {node.logged}: {node.stats()}")
        self.happened.append(("kill the node", 0.0))
        node.kill()
        # What stands in its files now; what was shipped and given up before is lower.
        numbers = flushed_numbers(self.spool, node.instance_id)
        self.flushed[node.instance_id] = max(numbers, default=-1) + 1
        return self._start()

    @contextmanager
    def _trouble(self, odds: float = 1.0) -> Iterator[None]:
        """Have something go wrong while the context is open."""
        if self.chosen.random() >= odds:
            yield
            return
        if self.setup.relay is not None and odds == 1.0 and self.chosen.random() < 0.1:
            with self._restarted_relay():
                yield
            return
        elif self.chosen.random() < 0.5:
            name, undo = self._end_server()
        else:
            name, undo = self._set_proxy()
        began = time.monotonic()
        try:
            yield
        finally:
            undo()
            self.happened.append((name, round(time.monotonic() - began, 1)))
            print(self.happened[-1])

    def _end_server(self) -> tuple[str, Callable[[], object]]:
        number = self.chosen.randrange(len(self.setup.servers))
        server = self.setup.servers[number]
        # A relay sends a block again whose answer it missed: copies that nothing here can prevent.
        how = self.chosen.choice([_stop] if self.setup.relay else [_kill, _stop, _freeze])
        if not server.running or _is_frozen(server):  # another trouble's
            return "nothing", lambda: None
        how(server)

        def undo() -> None:
            if how is _freeze:
                os.kill(server.pid, signal.SIGCONT)
            else:
                server.start()

        return f"{how.__name__[1:]} server {number}", undo

    def _set_proxy(self) -> tuple[str, Callable[[], object]]:
        number = self.chosen.randrange(len(self.setup.proxies))
        proxy = self.setup.proxies[number]
        fault = self.chosen.choice(FAULTS)
        inserts_only = number == 0 and self.chosen.random() < 0.5
        proxy.set(fault, status=self.chosen.choice(STATUSES), inserts_only=inserts_only)
        return f"{fault} at proxy {number}", proxy.heal

    @contextmanager
    def _restarted_relay(self) -> Iterator[None]:
        relay = self.setup.relay
        how = self.chosen.choice(["kill", "stop"])
        relay.kill() if how == "kill" else relay.stop()
        began = time.monotonic()
        yield
        relay.start()
        self.happened.append((f"{how} the relay", round(time.monotonic() - began, 1)))

    def _ship(self) -> None:
        setup = self.setup
        query_url = setup.proxies[1].url if len(setup.proxies) > 1 else None
        process = start_ship(
            setup.proxies[0].url, self.spool, window=setup.window_secs, query_url=query_url
        )
        try:
            out, errors = process.communicate(timeout=SHIP_SECS)
        finally:
            process.kill()
        print(out)
        assert process.returncode == 0, f"{out[-3_000:]}{errors[-3_000:]}\n{self.happened}"

    def _sleep(self, secs: float) -> None:
        time.sleep(secs)


def _is_frozen(server: LocalServer) -> bool:
    state = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state == "T"
