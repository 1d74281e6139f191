import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import httpx
import pytest
from conftest import ended
from conftest import eventually

from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.demo import report as module
from nautilus_vlogs.places import SESSION_PREFIX

COMMAND = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"
STRATEGIES = ["EMACross-001", "EMACross-002", "orb_60min_call_1-003", "orb_60min_put_1-004"]


def demo(*arguments, victoria_logs=None, **environment):
    """Run the command to its end, as a process of its own."""
    variables = {k: v for k, v in os.environ.items() if k != "VICTORIALOGS_URL"}
    if victoria_logs is not None:
        variables["VICTORIALOGS_BINARY"] = str(victoria_logs.binary)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", COMMAND, "demo", *map(str, arguments)],
        env=variables | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def result(victoria_logs):
    """Run the demo once against the real store of this test run."""
    return demo("--seconds", 8, "--json", "--url", victoria_logs.url)


@pytest.fixture(scope="module")
def report(result):
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_demo_delivers_every_line_of_every_strategy(report):
    """All four strategies have rows, and the store holds as many records as were read."""
    assert report["ok"]
    assert report["missing"] == []
    assert list(report["strategies"]) == STRATEGIES
    assert all(levels["INFO"] > 50 for levels in report["strategies"].values())
    delivery = report["delivery"]
    assert delivery["read"] == delivery["stored"] == report["stats"]["read"] > 1_000
    assert delivery["lost"] == 0


def test_demo_counts_are_those_of_the_store(report, store):
    """The numbers of the report are what anyone finds who asks the store."""
    run = f'instance_id:="{report["instance_id"]}"'
    (found,) = store.query(f"{run} | stats count() rows, count_uniq(seq) records, max(seq) newest")
    counts = [*report["strategies"].values(), *report["others"].values()]
    assert int(found["rows"]) == sum(sum(levels.values()) for levels in counts)
    assert int(found["records"]) == report["delivery"]["stored"] == int(found["newest"]) + 1


def test_demo_trades(report, store):
    """Every strategy has orders filled, by the sandbox venue, at the prices of the replay."""
    assert report["bars"] > 300
    assert report["fills"] > 8
    run = f'instance_id:="{report["instance_id"]}"'
    rows = store.query(f'{run} source:=strategy "OrderFilled" | stats by (strategy_id) count() n')
    assert sorted(row["strategy_id"] for row in rows) == STRATEGIES


def test_demo_shows_fields_and_an_exception(report, store):
    """A strategy's key=value pairs can be searched, and its exception has type and traceback."""
    run = f'instance_id:="{report["instance_id"]}"'
    entries = store.query(f"{run} strategy_id:=orb_60min_put_1-004 action:=entry price:>1.0")
    assert entries
    assert all(row["side"] == "put" for row in entries)
    (error,) = store.query(f"{run} strategy_id:=orb_60min_call_1-003 level:=ERROR")
    assert error["_msg"].startswith("volatility unusable, using reward_ratio value=n/a")
    assert error["error_type"] == "ValueError"
    assert "in _read_volatility" in error["error_traceback"]
    newest = report["newest"]
    assert newest
    assert all(row["strategy_id"] == STRATEGIES[-1] for row in newest)
    assert [row["_time"] for row in newest] == sorted(row["_time"] for row in newest)


def test_demo_holds_the_first_and_the_last_lines(report, store):
    """The kernel's first lines and those after the node's disposal are in the store too."""
    run = f'instance_id:="{report["instance_id"]}"'
    first, *_ = store.query(f"{run} | sort by (_time, seq) | limit 1")
    assert first["seq"] == "0"
    (ended,) = store.query(f'{run} component:=TradingNode _msg:="DISPOSED" | limit 1')
    assert ended["source"] == "system"


def test_demo_link_opens_the_web_ui_with_a_query_that_finds_rows(report, store):
    """The link leads to the UI that the store serves, and its query finds the strategy's rows."""
    link = urlsplit(report["ui"])
    page = httpx.get(f"{link.scheme}://{link.netloc}{link.path}", trust_env=False, timeout=60)
    assert page.status_code == 200
    assert "<html" in page.text
    route, _, parameters = link.fragment.partition("?")
    assert route == "/"
    (query,) = parse_qs(parameters)["query"]
    count = sum(report["strategies"][STRATEGIES[-1]].values())
    (found,) = store.query(f"{query} source:=strategy | stats count() n")
    assert int(found["n"]) == count


def test_demo_shows_progress(result):
    """While it runs, lines on stderr tell seconds, bars, orders and rows."""
    lines = [line for line in result.stderr.splitlines() if "bars replayed" in line]
    assert len(lines) >= 3
    assert "of 8 s" in lines[0]
    assert "orders filled" in lines[0]
    assert not lines[-1].endswith(" 0 rows stored")


def test_demo_starts_and_stops_a_store_of_its_own(victoria_logs, tmp_path):
    """Without a URL it runs a store, prints the report for people, and says how to reopen it."""
    done = demo("--seconds", 2, "--data-dir", tmp_path / "a store", victoria_logs=victoria_logs)
    assert done.returncode == 0, done.stderr
    assert "rows by strategy" in done.stdout
    assert all(name in done.stdout for name in STRATEGIES)
    assert ", lost 0: nothing is missing" in done.stdout
    again, address = done.stderr.splitlines()[-2:]
    assert f"--data-dir={tmp_path}/a store'" in again
    assert re.fullmatch(r"http://127\.0\.0\.1:8650/ui/\?.*instance_id%3D[0-9a-f-]{36}", address)
    (store,) = re.findall(r"(http://127\.0\.0\.1:\d+)/select/vmui/", done.stdout)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{store}/health", trust_env=False)


def test_demo_on_a_terminal_ends_with_an_address_that_shows_its_node(victoria_logs):
    """The page answers at the address, and its API finds the rows of the node that it selects."""
    main, side = pty.openpty()
    command = [sys.executable, "-c", COMMAND, "demo", "--seconds", "2", "--url", victoria_logs.url]
    with ended(subprocess.Popen(command, stdin=side, stdout=side, stderr=side)) as process:
        os.close(side)
        shown = ""
        while not re.search(r"until you press Enter:\s+http\S+\s", shown):
            assert select.select([main], [], [], 120)[0], shown
            shown += os.read(main, 65_536).decode(errors="replace")
        (address,) = re.findall(r"http\S+/ui/\?\S+", shown)
        link = urlsplit(address)
        base = f"{link.scheme}://{link.netloc}"
        assert "<title>" in httpx.get(address, trust_env=False, timeout=60).text
        (field,) = parse_qs(link.query)["is"]
        rows = httpx.get(
            f"{base}/api/logs",
            params=dict([field.split("=")], limit=5),
            trust_env=False,
            timeout=60,
        ).json()["rows"]
        assert len(rows) == 5
        os.write(main, b"\n")
        with suppress(OSError):  # the end of a terminal that nobody holds
            while os.read(main, 65_536):
                pass
        assert process.wait(timeout=60) == 0
    os.close(main)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, trust_env=False)


def test_demo_without_the_market_data_names_the_extra(tmp_path):
    """One line says what to install, before anything is started."""
    # An empty module of that name hides the package that is installed.
    (tmp_path / "backtesting.py").touch()
    done = demo(PYTHONPATH=f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("vlogs-nt: ")
    assert "pip install 'vlogs-nt[demo]'" in line


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "5000", "soon"])
def test_demo_refuses_a_duration_that_makes_no_sense(seconds):
    """Bad usage is exit 2, and the line names option and value."""
    done = demo("--seconds", seconds)
    assert done.returncode == 2
    assert "--seconds" in done.stderr
    assert seconds in done.stderr


def test_demo_without_a_store_at_the_url_fails_at_once():
    """A URL where nothing answers is one line that names it, and exit 1."""
    done = demo("--url", "http://127.0.0.1:9")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "--url: no VictoriaLogs answers at http://127.0.0.1:9" in line


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"strategies": {"A-001": {"INFO": 1}, "B-001": {}}}, ["no rows of B-001"]),
        ({"strategies": {}}, ["no strategy ran"]),
        ({"lost": 2}, ["2 of 10 records are not in the store"]),
        ({"stats": {"backlog_bytes": 7}}, ["7 bytes of the log were not read"]),
    ],
)
def test_report_says_what_is_missing(changes, missing):
    """Each thing that is not as it should be has words of its own."""
    values = {
        "url": "http://localhost:9428",
        "instance_id": "1",
        "bars": 1,
        "fills": 1,
        "strategies": {"A-001": {"INFO": 10}},
        "others": {},
        "sample_strategy": "A-001",
        "newest": [],
        "read": 10,
        "stored": 10,
        "lost": 0,
        "stats": {"backlog_bytes": 0},
    }
    report = module.Report(**values | changes)
    assert report.missing == missing
    assert report.as_dict()["ok"] == (not missing)
    assert ("; ".join(missing) or "nothing is missing") in report.as_text()


def test_report_counts_records_that_are_not_in_the_store(store, monkeypatch):
    """What was read and is not found counts as lost; a record that is stored twice counts once."""
    monkeypatch.setattr(module, "_SETTLE_SECS", 3.0)
    rows = [
        {
            "_time": datetime.now(UTC).isoformat(),
            "_msg": f"line {seq} action=none",
            "instance_id": store.id,
            "strategy_id": "A-001",
            "source": "strategy",
            "level": "INFO",
            "action": "none",
            "seq": str(seq),
        }
        for seq in (0, 1, 3, 4, 4)
    ]
    store.insert(*rows)
    with module.Store(store.url) as view:
        report = module.make_report(
            view,
            store.id,
            ["A-001"],
            {"read": 6, "lost": 0, "backlog_bytes": 0},
            bars=1,
            fills=1,
        )
    assert (report.read, report.stored, report.lost) == (6, 4, 2)
    assert report.missing == ["2 of 6 records are not in the store"]
    assert report.strategies == {"A-001": {"INFO": 5}}
    assert [row["seq"] for row in report.newest] == ["0", "1", "3", "4", "4"]


def test_demo_killed_half_way_and_run_again_loses_nothing(victoria_logs, store, tmp_path):
    """What the killed node had flushed is in the store, once, when the second demo has ended."""
    spool = tmp_path / "spool"
    options = [f"--url={victoria_logs.url}", f"--data-dir={tmp_path}"]
    command = [sys.executable, "-c", COMMAND, "demo", "--seconds=60", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            eventually(lambda: list(spool.glob(f"{SESSION_PREFIX}*/*{SUFFIX}")), timeout=60)
            (journal,) = spool.glob(f"{SESSION_PREFIX}*/*{SUFFIX}")
            run = f'instance_id:="{journal.stem}"'
            store.wait_for(f"{run} source:=strategy", 300, timeout=60)
        finally:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
            for pid in (process.pid, *map(int, children.split())):
                os.kill(pid, signal.SIGKILL)
    lines = b"".join(path.read_bytes() for path in sorted(journal.parent.glob("*.json*")))
    said = [json.loads(line)["message"] for line in lines.split(b"\n") if line.endswith(b"}")]
    again = demo("--seconds", 40, "--json", *options)
    assert again.returncode == 0, again.stderr
    assert not spool.exists()
    rows = store.query(run)
    assert sorted(int(row["seq"]) for row in rows) == list(range(len(rows)))
    stored = sum("put_aside" not in row for row in rows)  # the line that was being written
    assert stored == sum(1 for text in said if text.strip())


def test_demo_has_a_temporary_spool_where_others_can_write(victoria_logs, store, tmp_path):
    """The data directory is no place for one then, and that of the user's nodes is not its own."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    done = demo(
        *("--seconds", 2, "--json", "--url", victoria_logs.url, "--data-dir", shared),
        TMPDIR=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["ok"]
    run = f'instance_id:="{report["instance_id"]}"'
    assert not store.query(f"{run} component:=VictoriaLogsActor level:=WARNING")
    assert list(tmp_path.iterdir()) == [shared]
    assert not list(shared.iterdir())
