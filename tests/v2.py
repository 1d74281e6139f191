"""
Run a node of NautilusTrader 2.0 with the actor, in an environment of its own, and judge its rows.

The node is killed half-way and another one is started beside the same spool: each row has to be in
the store once, with its strategy. Needs CPython 3.13, which 2.0 has wheels for; without it the
program says so and ends.
"""

import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import matrix

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".venv-v2"
RELEASE = "nautilus_trader==2.0.0rc7"
LINES = 3_000

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


def start(python: Path, url: str, place: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a node; return its process and its instance id."""
    script = Path(__file__).with_name("v2_node.py")
    arguments = [url, place / "log", place / "spool", str(LINES)]
    process = subprocess.Popen([python, script, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def judge(python: Path, url: str, place: Path, instance_id: str, killed_ns: int) -> bool:
    """Wait until the session is stored; return whether each line is there once."""
    deadline = time.monotonic() + 90
    spool = place / "spool"
    while list(spool.glob("session-*/*.journal.node")) and time.monotonic() < deadline:
        time.sleep(0.2)
    waited = (time.time_ns() - killed_ns) / 1e9
    (log,) = [path for path in (place / "log").iterdir() if instance_id in path.name]
    lines = [json.loads(line) for line in log.read_bytes().split(b"\n")[:-1]]
    wanted = sum(bool(line["message"].strip()) for line in lines)
    of_instance = f'instance_id:="{instance_id}"'
    (found,) = rows_of(python, url, f"{of_instance} | stats count() n, count_uniq(seq) u")
    ticks = f'{of_instance} strategy_id:="Ticker-001" source:="strategy" "tick number="'
    (ticked,) = rows_of(python, url, f"{ticks} | stats count() n, count_uniq(_msg) u")
    logged = len({m for line in lines if re.match(r"tick number=", m := line["message"])})
    print(f"  {wanted} lines, {found['n']} rows, {ticked['n']} of the strategy's {logged} ticks;")
    print(f"  verified {waited:.1f} s after the node's end", flush=True)
    numbers = {int(found["n"]), int(found["u"])}
    return numbers == {wanted} and {int(ticked["n"]), int(ticked["u"])} == {logged}


def main() -> int:
    """Run the nodes; return 0 if all is as it should be."""
    python = install()
    if python is None:
        print("NautilusTrader 2.0 was not tested: no CPython 3.13 was found")
        return 0
    with tempfile.TemporaryDirectory(prefix="vlogs-nt-v2-") as place_name:
        place = Path(place_name)
        (place / "log").mkdir()
        store = subprocess.Popen(
            [python, "-c", JUDGE, place / "data"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert store.stdout is not None
        url = store.stdout.readline().strip()
        try:
            print(f"A node of {RELEASE} is killed while it logs:", flush=True)
            process, instance_id = start(python, url, place)
            time.sleep(5)
            process.send_signal(signal.SIGKILL)
            process.wait()
            is_fine = judge(python, url, place, instance_id, time.time_ns())
            print("Another one ends in order:", flush=True)
            process, instance_id = start(python, url, place)
            process.wait(60)
            is_fine = judge(python, url, place, instance_id, time.time_ns()) and is_fine
        finally:
            store.communicate("\n", timeout=30)
    print("Each line is in VictoriaLogs once." if is_fine else "Lines are missing or doubled.")
    return 0 if is_fine else 1


if __name__ == "__main__":
    sys.exit(main())
