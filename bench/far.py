"""
Stand in for a store on another machine: a CPU that the node does not have, behind a network.

Run as ``python bench/far.py HOST PORT`` it is the network: it prints the port on which it relays
connections, each byte of which arrives `DELAY_SECS` later.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: One way; a round trip takes twice as long, as to another city.
DELAY_SECS = 0.005

_CHUNK_BYTES = 256 * 1024


@contextmanager
def cpus(wanted: set[int]) -> Iterator[None]:
    """Give processes that are started meanwhile these CPUs alone, and this one."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, wanted)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def network_to(port: int) -> Iterator[str]:
    """Provide the URL of a port of the loopback as if it were on another machine."""
    command = [sys.executable, __file__, "127.0.0.1", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Pass bytes on, each as long after it came."""
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    now = asyncio.get_running_loop().time

    async def take() -> None:
        data = b"more"
        while data:
            data = await source.read(_CHUNK_BYTES)
            under_way.put_nowait((now() + DELAY_SECS, data))

    taking = asyncio.create_task(take())
    try:
        while True:
            due, data = await under_way.get()
            await asyncio.sleep(due - now())
            if not data:
                break
            target.write(data)
            await target.drain()
        await taking
    except OSError:
        pass  # one end has gone: the other one is told by the end of its connection
    finally:
        taking.cancel()
        target.close()


async def _relay(host: str, port: int) -> None:
    async def serve(client: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        replies, requests = await asyncio.open_connection(host, port)
        await asyncio.gather(_carry(client, requests), _carry(replies, answers))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_relay(sys.argv[1], int(sys.argv[2])))
