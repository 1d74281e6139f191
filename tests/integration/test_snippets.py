"""Every command and every snippet of the README and the docs, executed."""

import asyncio
import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from conftest import Store
from conftest import ended

from nautilus_vlogs.commands.main import main
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
PROGRAM = str(Path(sys.executable).with_name("vlogs-nt"))
URL = "http://localhost:9428"
BLOCK = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
#: Commands that end by a signal only: their arguments are parsed.
ENDLESS = ("tail", "follow", "api", "demo", "ui", "watch")


@dataclass
class Snippet:
    """A block of a page."""

    page: str
    kind: str
    text: str

    def __str__(self) -> str:
        return self.page


def snippets_of(path):
    """Yield the blocks of a page."""
    name = path.relative_to(ROOT).as_posix()
    for kind, text in BLOCK.findall(path.read_text()):
        yield Snippet(name, kind, text)


#: Pages whose commands have a test of their own.
ELSEWHERE = {
    "docs/victorialogs.md": "test_victorialogs_page.py",
    "docs/deployment.md": "tests/deploy/test_page.py",
}
SNIPPETS = [
    snippet for path in PAGES for snippet in snippets_of(path) if snippet.page not in ELSEWHERE
]
COMMANDS = sorted(
    {
        line
        for snippet in SNIPPETS
        if snippet.kind == "sh"
        for line in snippet.text.splitlines()
        if line
    }
)
SCRIPTS = [snippet for snippet in SNIPPETS if snippet.kind == "python"]


def some(found):
    """Return a list, which must not be empty: a test without a case tests nothing."""
    found = list(found)
    assert found
    return found


def commands(*beginnings):
    """Return a parametrization by the commands with one of these beginnings."""
    return pytest.mark.parametrize("command", some(c for c in COMMANDS if c.startswith(beginnings)))


def scripts(mark):
    """Return a parametrization by the scripts that hold a text."""
    return pytest.mark.parametrize("snippet", some(s for s in SCRIPTS if mark in s.text), ids=str)


def run(*command, **options):
    """Run a command and return what it printed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def own_store(tmp_path_factory):
    """Return a store with one complete log in it, which no other test writes to."""
    tags = {"strategy_id": "EMACross-001", "source": "strategy", "level": "ERROR"}
    tags |= {"trader_id": "TRADER-001", "instance_id": "a-run", "component": "EMACross-001"}
    fields = {"spx_price": "5900.50", "action": "entry", "error_traceback": "Traceback"}
    with (
        LocalServer(obtain_binary(), tmp_path_factory.mktemp("store")) as server,
        Store(server.url) as store,
    ):
        for seq in range(3):
            row = {"_time": "0", "_msg": "OrderFilled: order filled", "seq": str(seq)}
            store.insert({**row, **tags, **fields})
        order = {"client_order_id": "O-1", "event": "OrderFilled", "seq": "3"}
        store.insert({"_time": "0", "_msg": "OrderFilled: order filled", **order, **tags})
        store.wait_for("instance_id:a-run", 4)
        for run_id in ("run-1", "run-2"):
            run = {"environment": "backtest", "run_id": run_id, "seq": "0", "instance_id": run_id}
            run |= {"sim_time": "2026-01-01T00:00:00Z", "_time": "0", "_msg": "a bar"}
            store.insert({**tags, **run})
        store.wait_for("run_id:*", 2)
        yield store


def test_each_block_is_of_a_kind_that_is_executed():
    """No command and no script of the pages is left out by the tests below."""
    directives = {
        "{toctree}",
        "{eval-rst}",
        "{include}",
        "{command-help}",
        "{image}",
        "{module-map}",
    }
    pages = {"tsx", "html"}  # see tests/ui/test_embedding.py
    # Text is for diagrams, and for what a benchmark printed.
    kinds = {snippet.kind for snippet in SNIPPETS} - directives - pages
    assert kinds == {"sh", "python", "text", "toml"}
    programs = {command.split()[0] for command in COMMANDS}
    assert programs <= {
        "make",
        "pip",
        "vlogs-nt",
        "curl",
        ".venv/bin/python",
        ".venv/bin/pre-commit",
    }
    marks = (
        "TradingNodeConfig(",
        "VictoriaLogsHandler(",
        "with VictoriaLogsClient(",
        "create_router(",
        "LiveNode.builder(",  # NautilusTrader 2.0: see tests/v2.py
    )
    assert [s for s in SCRIPTS if sum(mark in s.text for mark in marks) != 1] == []


# -- Commands ----------------------------------------------------------------------------------


@commands("make ")
def test_make_targets_exist(command):
    """A target that is named can be made; its recipe is what other tests and CI run."""
    plan = run(*shlex.split(command), "--dry-run", "--always-make", cwd=ROOT)
    expected = {"demo": "bin/vlogs-nt demo", "test": "tests/matrix.py test"}
    assert expected.get(command.split()[1], "bin/") in plan or command == "make install"


@commands("pip ")
def test_names_for_pip_are_ours(command):
    """An installation names our distribution, and extras that it has."""
    (wanted,) = shlex.split(command)[2:]
    match = re.fullmatch(r"vlogs-nt(?:\[([a-z,]+)\])?", wanted)
    assert match is not None
    assert set((match[1] or "demo").split(",")) <= set(EXTRAS)


@commands(".venv/bin/")
def test_tools_of_a_checkout_run(command):
    """A tool of the environment is installed, and what it is given exists."""
    program, *arguments = shlex.split(command)
    if program.endswith("pre-commit"):
        run(sys.executable, "-m", "pre_commit", "validate-config", cwd=ROOT)
    else:
        run(sys.executable, *arguments, "--collect-only", cwd=ROOT)


@commands("vlogs-nt ")
def test_each_command_runs_as_it_stands(command, own_store, tmp_path, capsys, monkeypatch):
    """It succeeds on a store that is up, with a log that is complete."""
    monkeypatch.setenv("VICTORIALOGS_URL", own_store.url)
    (profiles,) = (snippet.text for snippet in SNIPPETS if snippet.kind == "toml")
    (tmp_path / "config.toml").write_text(profiles)
    monkeypatch.setenv("VLOGS_NT_CONFIG", str(tmp_path / "config.toml"))
    arguments = shlex.split(command, comments=True)[1:]
    if arguments[0] == "server":
        return  # below
    if arguments[0] in ENDLESS or "-f" in arguments:
        arguments.append("--help")
    if arguments[0] in ("ship", "doctor"):
        arguments += ["--spool-dir", str(tmp_path)]
    if arguments[0] == "compare":
        log = tmp_path / "logs" / "TRADER-001_2026-11-25.log"
        write_log(own_store, log)
        arguments = [str(log) if log.match(one) else one for one in arguments]
        arguments += ["--until", "now"]
    with contextlib.suppress(SystemExit):  # of --help
        monkeypatch.chdir(tmp_path)
        assert main(arguments) == 0, capsys.readouterr().out
    assert any(capsys.readouterr())


def write_log(store, path):
    """Write the rows of a store as the text log of the node that they are of."""
    path.parent.mkdir()
    rows = sorted(store.query('trader_id:="TRADER-001"'), key=lambda row: row["_time"])
    line = "{_time} [{level}] {trader_id}.{component}: {_msg}\n{error_traceback}\n"
    path.write_text("".join(line.format_map({"error_traceback": "", **row}) for row in rows))


@commands("vlogs-nt server")
def test_the_server_command_serves(command, tmp_path):
    """It prints the addresses, serves, and stops on Ctrl-C."""
    # On any free port, for something else may listen on the usual one of this machine.
    where = ["--port", "0", "--data-dir", str(tmp_path)]
    env = {k: v for k, v in os.environ.items() if k != "VICTORIALOGS_URL"}
    command = [PROGRAM, *shlex.split(command)[1:], *where]
    with ended(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)) as process:
        addresses = [process.stdout.readline() for _ in range(2)]
        for address in re.findall(r"http://\S+", "".join(addresses)):
            answer = httpx.get(address, follow_redirects=True, trust_env=False, timeout=60)
            assert answer.status_code == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 0


@commands("curl ")
def test_each_query_finds_what_it_is_meant_to(command, own_store):
    """A query runs as it stands, and finds the row that fits it."""
    _, url, flag, data = shlex.split(command)
    assert flag == "-d"
    name, _, query = data.partition("=")
    content_type = {"Content-Type": "application/x-www-form-urlencoded"}
    url = url.replace(URL, own_store.url)
    response = httpx.post(
        url, data={name: query}, headers=content_type, trust_env=False, timeout=60
    )
    assert response.status_code == 200
    assert "EMACross-001" in response.text


# -- Scripts -----------------------------------------------------------------------------------


@scripts("TradingNodeConfig(")
def test_a_node_of_the_configuration_ships(snippet, store, tmp_path):
    """The script, with a node made of its configuration, brings rows."""
    (tmp_path / "spool").mkdir(mode=0o700)
    where = f'{store.url}", "spool_dir": "{tmp_path / "spool"}'
    script = (
        snippet.text.replace(URL, where)
        .replace(', log_directory="logs"', "")
        .replace('log_level="INFO"', f'log_level="INFO", log_directory={str(tmp_path / "spool")!r}')
    )
    written = tmp_path / "instance_id"
    script += "from nautilus_trader.live.node import TradingNode\n"
    script += "node = TradingNode(config)\n"
    script += f"open({str(written)!r}, 'w').write(node.kernel.instance_id.value)\n"
    run(sys.executable, "-c", script, cwd=tmp_path)
    instance_id = written.read_text()
    rows = store.wait_for(f'instance_id:="{instance_id}" component:="TradingNode"', 10)
    assert {row["trader_id"] for row in rows} == {"TRADER-001"}


@scripts("VictoriaLogsHandler(")
def test_the_handler_ships_the_scripts_record(snippet, store):
    """The script, in a process of its own, brings its row."""
    script = snippet.text.replace(URL, store.url)
    run(sys.executable, "-c", script.replace('"research"}', f'"{store.id}"}}'))
    (row,) = store.wait_for(f"app:={store.id}")
    assert (row["_msg"], row["level"]) == ("spread too wide", "WARNING")
    assert (row["strategy_id"], row["source"]) == ("EMACross-001", "python")


@scripts("with VictoriaLogsClient(")
def test_the_client_finds_what_the_script_asks_for(snippet, own_store):
    """The script, in a process of its own, prints a row."""
    printed = run(sys.executable, "-c", snippet.text.replace(URL, own_store.url))
    assert "ERROR OrderFilled: order filled" in printed
    assert "count_by" not in snippet.text or "'ERROR': 6" in printed


@scripts("create_router(")
def test_the_router_is_mounted_in_an_app(snippet, own_store):
    """The script's app answers a request with the token, and refuses one without."""
    names = {}
    exec(snippet.text.replace(URL, own_store.url), names)

    async def status(**headers):
        transport = httpx.ASGITransport(app=names["app"])
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return (await client.get("/api/logs", headers=headers)).status_code

    assert asyncio.run(status()) == 401
    token = re.search(r'token="([^"]+)"', snippet.text)[1]
    assert asyncio.run(status(Authorization=f"Bearer {token}")) == 200


# -- The distribution --------------------------------------------------------------------------


def test_the_wheel_holds_what_belongs_to_it(tmp_path):
    """What `pip install` installs holds the types marker and the example, and no tests."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), ".", cwd=ROOT)
    (wheel,) = tmp_path.glob("vlogs_nt-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "nautilus_vlogs/py.typed" in names
    assert "nautilus_vlogs/demo/strategies/opening_range_breakout.py" in names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"nautilus_vlogs"}
    assert not [name for name in names if "__pycache__" in name or "test_" in name]
