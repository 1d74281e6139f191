"""
Run nodes of NautilusTrader 2.0 with the actor, in an environment of its own, and judge their rows.

One is killed half-way; another one, whose actor comes from an `ImportableActorConfig`, is started
beside the same spool, has its companion killed, and ends in order. A third one writes a file of a
name of its own and is killed together with its companion; a fourth one goes on with the file. Each
line has to be in the store once, with its tags. Needs CPython 3.13, which 2.0 has wheels for, and
PyPI; without that Python the program says so and ends.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import matrix

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv-v2"
RELEASE = "nautilus_trader==2.0.0rc7"
LINES = 3_000

#: A node is killed, or has its companion killed, once it has logged more than so many of them.
LINES_BEFORE = 500

#: The name of a file that two nodes write, one after the other.
NAME = "bot"

#: Whatever is waited for: a machine that has other work may take long.
SECS = 120.0

JUDGE = """
import sys, json
from pathlib import Path
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
with LocalServer(obtain_binary(), Path(sys.argv[1])) as server:
    print(server.url, flush=True)
    sys.stdin.readline()
"""


def install() -> Path | None:
    """Make the environment; return its interpreter, ``None`` without a Python for it."""
    found = [one for one in matrix.find_newer((3, 12)) if matrix.version_of(one) == (3, 13)]
    if not found:
        return None
    inner = VENV / "bin" / "python"
    if matrix.version_of(str(inner)) != (3, 13):
        subprocess.run([found[0], "-m", "venv", VENV], check=True)
    pip = [inner, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--editable", ".", RELEASE], check=True, cwd=ROOT)
    return inner


def rows_of(python: Path, url: str, query: str) -> list[dict[str, str]]:
    """Return what a query finds."""
    code = (
        "import sys, urllib.parse, urllib.request as r; "
        "q = urllib.parse.urlencode({'query': sys.argv[2]}).encode(); "
        "print(r.urlopen(sys.argv[1] + '/select/logsql/query', q).read().decode())"
    )
    done = subprocess.run(
        [python, "-c", code, url, query], stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line]


def start(
    python: Path, url: str, place: Path, way: str, *names: str
) -> tuple[subprocess.Popen[str], str]:
    """
    Start a node, which adds its actor in one of the two ways; return it and its instance id.

    If a name is given it is that of the node's file, which is in a directory of the same name.
    """
    script = Path(__file__).with_name("v2_node.py")
    directory = place / (names[0] if names else "log")
    arguments = [url, directory, place / "spool", str(LINES), way, *names]
    process = subprocess.Popen(
        [python, script, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def companions(place: Path) -> list[int]:
    """Return the companions of the nodes of this run."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            arguments = (process / "cmdline").read_bytes().split(b"\0")
            if b"--until" in arguments and str(place / "spool").encode() in arguments:
                found.append(int(process.name))
    return found


def wait_until(what: str, predicate: Callable[[], object]) -> float:
    """Wait until a predicate holds; return for how many seconds."""
    began = time.monotonic()
    while not predicate():
        if time.monotonic() > began + SECS:
            raise TimeoutError(f"not within {SECS:.0f} s: {what}")
        time.sleep(0.1)
    return time.monotonic() - began


def wait_until_stored(place: Path) -> float:
    """Wait until no session is left; return for how many seconds."""
    spool = place / "spool"
    return wait_until("all is stored", lambda: not list(spool.glob("session-*")))


def instance_of(python: Path, directory: Path) -> str:
    """Return the instance that the file of a name of its own stands for."""
    code = (
        "import sys, pathlib; from nautilus_vlogs.capture.other_logs import other_logs_in; "
        "print(*(log.instance_id for log in other_logs_in(pathlib.Path(sys.argv[1]))))"
    )
    done = subprocess.run(
        [python, "-c", code, directory], stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


def lines_of(place: Path, instance_id: str) -> list[bytes]:
    """Return the whole lines in the files of a node, or in those of a name of its own."""
    named = list((place / NAME).glob("*"))
    files = sorted(path for path in (place / "log").iterdir() if instance_id in path.name) or named
    return [text for path in files for text in path.read_bytes().split(b"\n")[:-1]]


def companions_amid(place: Path, instance_id: str) -> list[int]:
    """Wait until a node is in the middle of its lines and shipped; return its companions."""
    found: list[int] = []

    def is_amid() -> bool:
        ticks = sum(b"tick number=" in line for line in lines_of(place, instance_id))
        found[:] = companions(place)
        journals = (place / "spool").glob(f"session-*/{instance_id}.journal")
        has_begun = any(b'"record":"batch"' in path.read_bytes() for path in journals)
        return ticks > LINES_BEFORE and bool(found) and has_begun

    wait_until("a node logs, and a companion ships", is_amid)
    return found


def judge(python: Path, url: str, place: Path, instance_id: str) -> bool:
    """Return whether each line of a node is stored once, with its tags."""
    texts = lines_of(place, instance_id)
    lines = [line for line in map(json.loads, texts) if line["message"].strip()]
    of_instance = f'instance_id:="{instance_id}"'
    (rows,) = rows_of(python, url, f"{of_instance} | stats count() n, count_uniq(seq) u")
    wanted = {"rows": len(lines), "numbers": len(lines)}
    found = {"rows": int(rows["n"]), "numbers": int(rows["u"])}
    of_component = {"strategy": "Ticker-001", "actor": "VictoriaLogsActor"}
    for source, component in of_component.items():
        tag = 'strategy_id:="Ticker-001"' if source == "strategy" else "-strategy_id:*"
        query = f'{of_instance} component:="{component}" source:="{source}" {tag}'
        (tagged,) = rows_of(python, url, f"{query} | stats count() n, count_uniq(_msg) u")
        own = [line["message"] for line in lines if line["component"] == component]
        wanted |= {f"rows of the {source}": len(own), f"texts of the {source}": len(set(own))}
        found |= {
            f"rows of the {source}": int(tagged["n"]),
            f"texts of the {source}": int(tagged["u"]),
        }
    print(f"  in its files: {wanted}", flush=True)
    if found != wanted or not wanted["rows of the strategy"] or not wanted["rows of the actor"]:
        print(f"  IN THE STORE: {found}", flush=True)
        return False
    return True


def main() -> int:
    """Run the nodes; return 0 if all is as it should be."""
    python = install()
    if python is None:
        print("NautilusTrader 2.0 was not tested: no CPython 3.13 was found")
        return 0
    with tempfile.TemporaryDirectory(prefix="vlogs-nt-v2-") as place_name:
        place = Path(place_name)
        for name in ("log", NAME):
            (place / name).mkdir()
        store = subprocess.Popen(
            [python, "-c", JUDGE, place / "data"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert store.stdout is not None
        url = store.stdout.readline().strip()
        nodes = []
        try:
            print(f"A node of {RELEASE} is killed while it logs:", flush=True)
            killed, first = start(python, url, place, "add_actor")
            nodes.append(killed)
            companions_amid(place, first)
            killed.kill()
            killed.wait()
            print(f"  stored {wait_until_stored(place):.1f} s after its end")
            is_fine = judge(python, url, place, first)
            wait_until("its companion has ended", lambda: not companions(place))
            print("Another one has its companion killed, and ends in order:", flush=True)
            other, second = start(python, url, place, "add_actor_from_config")
            nodes.append(other)
            helpers = companions_amid(place, second)
            for pid in helpers:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            wait_until("another companion ships", lambda: set(companions(place)) - set(helpers))
            other.communicate("\n", timeout=SECS)
            print(f"  stored {wait_until_stored(place):.1f} s after its end")
            is_fine = all([is_fine, *(judge(python, url, place, one) for one in (second, first))])
            print("Two write one file, the first killed with its companion:", flush=True)
            dead, _ = start(python, url, place, "add_actor", NAME)
            nodes.append(dead)
            wait_until("it has logged", lambda: instance_of(python, place / NAME))
            shared = instance_of(python, place / NAME)
            for pid in companions_amid(place, shared):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            dead.kill()
            dead.wait()
            last, _ = start(python, url, place, "add_actor", NAME)
            nodes.append(last)
            last.communicate("\n", timeout=SECS)
            print(f"  stored {wait_until_stored(place):.1f} s after its end")
            is_fine = all([is_fine, judge(python, url, place, shared)])
        finally:
            for node in nodes:
                node.kill()
            store.communicate("\n", timeout=SECS)
    print("Each line is in VictoriaLogs once." if is_fine else "Lines are missing or doubled.")
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
