"""The README's commands and snippets, executed."""

import asyncio
import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from nautilus_vlogs.commands.main import main
from nautilus_vlogs.config import VictoriaLogsActorConfig
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
READING = tuple(f"vlogs-nt {name}" for name in ("logs", "tail", "doctor", "audit", "link", "api"))
SNIPPETS = [block for kind, block in BLOCKS if kind == "python"]


def run(*command, **options):
    """Run a command and return what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_each_block_is_of_a_kind_that_is_executed():
    """Nothing in the README is left out by the tests below."""
    assert {kind for kind, _ in BLOCKS} == {
        "sh",
        "python",
        "text",
    }  # text: what a benchmark printed
    assert len(SNIPPETS) == 4
    assert {command.split()[0] for command in COMMANDS} == {"make", "pip", "vlogs-nt", "curl"}


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make ")])
def test_make_targets_run_what_is_tested_here(command):
    """The two commands lead to what the other tests run: the demo, and these tests."""
    plan = run(*shlex.split(command), "--dry-run", "--always-make", cwd=ROOT)
    runs = {"demo": "bin/vlogs-nt demo", "test": "tests/matrix.py test"}
    assert runs[command.split()[1]] in plan


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("pip ")])
def test_the_distribution_builds_with_what_belongs_to_it(command, tmp_path):
    """What `pip install` installs holds the types marker and the example, and no tests."""
    assert command == "pip install ."
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), ".", cwd=ROOT)
    (wheel,) = tmp_path.glob("vlogs_nt-*.whl")
    shutil.unpack_archive(wheel, tmp_path, format="zip")
    assert (tmp_path / "nautilus_vlogs" / "py.typed").exists()
    assert (tmp_path / "nautilus_vlogs/demo/strategies/opening_range_breakout.py").exists()
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix not in (".whl", ".dist-info")) == [
        "nautilus_vlogs",
    ]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith(READING)])
def test_each_command_that_reads_does_so(command, store, capsys, monkeypatch):
    """They run as they stand; `tail` and `api`, which have no end, only parse."""
    tags = {"strategy_id": "EMACross-001", "source": "strategy", "level": "ERROR", "test": store.id}
    tags |= {"instance_id": store.id, "seq": "0"}
    store.insert({"_time": "0", "_msg": "OrderFilled x", "spx_price": "5900.50", **tags})
    store.wait_for(f"test:={store.id}")
    monkeypatch.setenv("VICTORIALOGS_URL", store.url)
    arguments = shlex.split(command, comments=True)[1:]
    if arguments[0] in ("tail", "api"):
        arguments.append("--help")
    with contextlib.suppress(SystemExit):  # of --help
        # What other tests left behind may well be a finding.
        assert main(arguments) in ((0, 1) if arguments[0] in ("audit", "doctor") else (0,))
    assert capsys.readouterr().out


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("vlogs-nt ship")])
def test_the_ship_command_ships(command, store, tmp_path):
    """It runs as it stands; that it ships is tested with crashed nodes."""
    program = str(Path(sys.executable).with_name("vlogs-nt"))
    where = ["--url", store.url, "--spool-dir", str(tmp_path)]
    assert "Nothing is left" in run(program, *shlex.split(command)[1:], *where)


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("vlogs-nt server")])
def test_the_server_command_serves(command, tmp_path):
    """It prints the addresses, serves, and stops on Ctrl-C."""
    assert command == "vlogs-nt server"
    # On any free port, for something else may listen on the usual one of this machine.
    where = ["--port", "0", "--data-dir", str(tmp_path)]
    program = str(Path(sys.executable).with_name("vlogs-nt"))
    env = {k: v for k, v in os.environ.items() if k != "VICTORIALOGS_URL"}
    with subprocess.Popen(
        [program, *shlex.split(command)[1:], *where],
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    ) as process:
        url = process.stdout.readline().split()[-1]
        ui = process.stdout.readline().split()[-1]
        for address in (f"{url}/health", ui):
            assert httpx.get(address, follow_redirects=True, trust_env=False).status_code == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 0


def test_the_configuration_makes_a_node_that_ships(store, tmp_path):
    """The snippet, with a node made of it, brings rows."""
    script = SNIPPETS[0].replace("http://localhost:9428", store.url)
    script = script.replace(
        'log_level="INFO"', f'log_level="INFO", log_directory={str(tmp_path)!r}'
    )
    script += "from nautilus_trader.live.node import TradingNode\n"
    told = tmp_path / "instance_id"
    script += "node = TradingNode(config)\n"
    script += f"open({str(told)!r}, 'w').write(node.kernel.instance_id.value)\n"
    run(sys.executable, "-c", script)
    instance_id = told.read_text()
    rows = store.wait_for(f'instance_id:="{instance_id}" component:="TradingNode"', 10)
    assert {row["trader_id"] for row in rows} == {"TRADER-001"}


def test_the_handler_ships_what_the_snippet_logs(store):
    """The second snippet, as a script of its own, brings its row."""
    script = SNIPPETS[1].replace("http://localhost:9428", store.url)
    run(sys.executable, "-c", script.replace('"research"}', f'"{store.id}"}}'))
    (row,) = store.wait_for(f"app:={store.id}")
    assert (row["_msg"], row["level"]) == ("spread too wide", "WARNING")
    assert (row["strategy_id"], row["source"]) == ("EMACross-001", "python")


def test_the_client_finds_what_the_snippet_asks_for(store):
    """The third snippet, as a script of its own, prints a row and the counts."""
    tags = {"strategy_id": "EMACross-001", "source": "strategy", "level": "ERROR", "test": store.id}
    store.insert({"_time": "0", "_msg": f"failed {store.id}", **tags})
    store.wait_for(f"test:={store.id}")
    printed = run(sys.executable, "-c", SNIPPETS[2].replace("http://localhost:9428", store.url))
    assert f"ERROR failed {store.id}" in printed
    assert "'ERROR':" in printed


def test_the_router_is_mounted_in_an_app(store):
    """The fourth snippet's app answers whoever has the token."""
    names = {}
    exec(SNIPPETS[3].replace("http://localhost:9428", store.url), names)  # our README

    async def status(**headers):
        transport = httpx.ASGITransport(app=names["app"])
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get("/api/logs", headers=headers)).status_code

    assert asyncio.run(status()) == 401
    assert asyncio.run(status(Authorization="Bearer a long random one")) == 200


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("curl ")])
def test_each_query_finds_what_it_is_meant_to(command, store):
    """The queries run as they stand, and find the row that fits them."""
    tags = {"strategy_id": "EMACross-001", "source": "strategy", "level": "ERROR", "test": store.id}
    fields = {"spx_price": "5900.50", "action": "entry", "error_traceback": "Traceback"}
    store.insert({"_time": "0", "_msg": "order filled", **tags, **fields})
    store.wait_for(f"test:={store.id}")
    _, url, flag, data = shlex.split(command)
    assert flag == "-d"
    url = url.replace("http://localhost:9428", store.url)
    name, _, query = data.partition("=")
    content_type = {"Content-Type": "application/x-www-form-urlencoded"}
    response = httpx.post(url, data={name: query}, headers=content_type, trust_env=False)
    assert response.status_code == 200
    assert "EMACross-001" in response.text


def test_the_tables_name_every_setting_and_the_pinned_version():
    """A setting that is added is documented; the version is the one that is pinned."""
    ours = set(VictoriaLogsActorConfig.__annotations__)
    table = README[README.index("## Settings") : README.index("`SpoolLoggingConfig` is")]
    assert {name for name in ours if f"`{name}`" in table} == ours
    assert f"VictoriaLogs {VICTORIALOGS_VERSION}" in README
    assert "not affiliated with, endorsed by or supported by" in " ".join(README.split())
