"""Alerts, from rows and metrics to the receiver, by the real vmalert."""

import json
import re
import subprocess
import threading
import time
from contextlib import contextmanager
from datetime import UTC
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer

import httpx
import pytest
import yaml
from conftest import Store
from conftest import eventually
from ui.ui_kit import free_port

from deploy.conftest import DEPLOY
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.local_store import LocalServer

ALERTS = DEPLOY / "alerts"
SECS = 60.0
#: The node's last lines when it ends in order.
END = {"component": "TradingNode", "_msg": "STOPPED"}


def at(secs_ago):
    """Return a time of the past, for a row."""
    return datetime.fromtimestamp(time.time() - secs_ago, UTC).isoformat()[:-6] + "Z"


class Receiver:
    """An HTTP server that takes alerts as Alertmanager does."""

    def __init__(self):
        self.alerts = []
        alerts = self.alerts

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                alerts.extend(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def names(self):
        """Return what is firing, by name, with its labels."""
        return {(one["labels"]["alertname"], one["labels"].get("trader_id")) for one in self.alerts}


@contextmanager
def running(*command):
    """Run a program, and end it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def quick(path, folder):
    """Return a file of rules that are evaluated every second, without `for`."""
    rules = yaml.safe_load(path.read_text())
    for group in rules["groups"]:
        group["interval"] = "1s"
        for rule in group["rules"]:
            rule.pop("for", None)
    (folder / path.name).write_text(yaml.safe_dump(rules))
    return folder / path.name


@pytest.mark.parametrize("name", ["logs.yaml", "metrics.yaml"])
def test_vmalert_reads_the_rules(vmalert, name):
    """The rules are valid; a label that is misspelt in a template is an error."""
    command = [vmalert, "-dryRun", f"-rule={ALERTS / name}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [("expr:", "exp:"), ("| stats by", "| stat by"), ("{{ $value }}", "{{ $value")],
)
def test_vmalert_refuses_broken_rules(vmalert, tmp_path, old, new):
    """The test above would fail on an error."""
    text = (ALERTS / "logs.yaml").read_text().replace(old, new, 1)
    (tmp_path / "logs.yaml").write_text(text)
    command = [vmalert, "-dryRun", f"-rule={tmp_path / 'logs.yaml'}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_rules_look_back_and_wait(compose_file):
    """Each query has a time of its own, and each group a delay in which rows get searchable."""
    for group in yaml.safe_load((ALERTS / "logs.yaml").read_text())["groups"]:
        assert group["type"] == "vlogs"
        assert group["eval_delay"] == "5s"
        for rule in group["rules"]:
            assert re.match(r"_time:(10m|1d) ", rule["expr"]), rule["alert"]
            assert "_time:10m" in rule["expr"], rule["alert"]


@pytest.mark.parametrize("version", [OLDEST_VERSION, VICTORIALOGS_VERSION])
def test_rows_become_alerts(vmalert, tmp_path, version):
    """Errors, refused orders, losses and silent nodes reach the receiver; the ordinary does not."""
    base = {"environment": "live", "source": "strategy", "component": "S-1", "level": "INFO"}

    def row(trader, secs_ago, **fields):
        tags = {"trader_id": trader, "instance_id": f"i-{trader}", "_time": at(secs_ago)}
        return {**base, **tags, "_msg": "a line", **fields}

    rows = [
        row("T-ERROR", 5, level="ERROR", strategy_id="S-1"),
        row("T-SYSTEM", 5, level="ERROR", source="system"),
        row("T-REFUSED", 5, event="OrderRejected", client_order_id="O-1", strategy_id="S-1"),
        row("T-LOST", 5, lost="3"),
        row("T-LOST-SOME", 5, lost="unknown"),
        row("T-ASIDE", 5, put_aside="too long"),
        row("T-SILENT", 900),
        # Restarted after an end in order, and silent since.
        row("T-AGAIN", 3_000, **END),
        row("T-AGAIN", 900),
        row("T-ENDED", 900, **END),
        row("T-ENDED", 899, component="MessageBus"),
        row("T-FINE", 900),
        row("T-FINE", 20),
        row("T-BACKTEST", 900, environment="backtest"),
        row("T-BACKTEST", 5, environment="backtest", level="ERROR", strategy_id="S-1"),
        row("T-BACKTEST", 5, environment="backtest", level="ERROR", source="system"),
        row(
            "T-BACKTEST",
            5,
            environment="backtest",
            event="OrderRejected",
            client_order_id="O-1",
            strategy_id="S-1",
        ),
        # Delivered late, after an outage of some minutes: as good as on time.
        row("T-LATE", 500, level="ERROR", strategy_id="S-1"),
        row("T-LATE", 5),
    ]
    expected = {
        ("StrategyErrors", "T-ERROR"),
        ("StrategyErrors", "T-LATE"),
        ("NodeErrors", "T-SYSTEM"),
        ("OrdersRefused", "T-REFUSED"),
        ("RecordsLost", "T-LOST"),
        ("RecordsLost", "T-LOST-SOME"),
        ("RecordsPutAside", "T-ASIDE"),
        ("NodeSilent", "T-SILENT"),
        ("NodeSilent", "T-AGAIN"),
    }
    with (
        LocalServer(install(version), tmp_path / "store") as server,
        Store(server.url) as store,
        Receiver() as receiver,
    ):
        store.insert(*rows)
        store.wait_for("*", len(rows))
        command = (
            vmalert,
            f"-rule={quick(ALERTS / 'logs.yaml', tmp_path)}",
            "-rule.defaultRuleType=vlogs",
            f"-datasource.url={server.url}",
            f"-notifier.url={receiver.url}",
            f"-httpListenAddr=127.0.0.1:{free_port()}",
        )
        with running(*command):
            eventually(lambda: receiver.names() >= expected, SECS)
            seen = len(receiver.alerts)
            eventually(lambda: len(receiver.alerts) > seen + len(expected), SECS)
        assert receiver.names() == expected
        (error,) = {
            one["annotations"]["summary"]
            for one in receiver.alerts
            if one["labels"].get("trader_id") == "T-ERROR"
        }
        assert error == "S-1 logged 1 errors in 10 minutes"


#: Metrics as `vlogs-nt follow` and VictoriaLogs serve them, and the alert that they raise.
METRICS = [
    ('vlogs_nt_records_lost_total{trader_id="T",instance_id="i"} 2', "RecordsLost"),
    ('vlogs_nt_records_put_aside_total{trader_id="T",instance_id="i"} 1', "RecordsPutAside"),
    ('vlogs_nt_lag_seconds{trader_id="T",instance_id="i"} 61', "DeliveryLags"),
    ('vlogs_nt_backlog_bytes{trader_id="T",instance_id="i"} 3e8', "SpoolFills"),
    ('vlogs_nt_state{trader_id="T",instance_id="i",state="denied"} 1', "StoreRefusesNode"),
    ('vl_storage_is_read_only{path="/data"} 1', "StoreReadOnly"),
]


@contextmanager
def serving(metrics):
    """Serve metrics as text, on a port of the loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = "".join(f"{line}\n" for line in metrics).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_metrics_become_alerts(vmalert, victoria_metrics, tmp_path):
    """What VictoriaMetrics scrapes raises each alert on metrics; healthy figures raise none."""
    scrape = yaml.safe_load((ALERTS / "scrape.yaml").read_text())
    healthy = ['vlogs_nt_lag_seconds{trader_id="OK",instance_id="j"} 0.2']
    healthy += ['vlogs_nt_records_lost_total{trader_id="OK",instance_id="j"} 0']
    healthy += ['vlogs_nt_state{trader_id="OK",instance_id="j",state="up"} 1']
    healthy += ['vlogs_nt_state{trader_id="OK",instance_id="j",state="denied"} 0']
    lines = [*healthy, *(line for line, _ in METRICS)]
    port = free_port()
    with serving(lines) as metrics_port, Receiver() as receiver:
        for job, target in zip(scrape["scrape_configs"], (free_port(), metrics_port), strict=True):
            job |= {"scrape_interval": "1s", "scrape_timeout": "1s"}
            job.pop("file_sd_configs", None)
            job["static_configs"] = [{"targets": [f"127.0.0.1:{target}"]}]
        (tmp_path / "scrape.yaml").write_text(yaml.safe_dump(scrape))
        database = (
            victoria_metrics,
            f"-storageDataPath={tmp_path / 'data'}",
            f"-promscrape.config={tmp_path / 'scrape.yaml'}",
            f"-httpListenAddr=127.0.0.1:{port}",
            "-search.latencyOffset=1s",
        )
        alerting = (
            vmalert,
            f"-rule={quick(ALERTS / 'metrics.yaml', tmp_path)}",
            f"-datasource.url=http://127.0.0.1:{port}",
            f"-notifier.url={receiver.url}",
            "-rule.evalDelay=1s",
            f"-httpListenAddr=127.0.0.1:{free_port()}",
        )
        wanted = {name for _, name in METRICS} | {"StoreDown"}
        with running(*database), running(*alerting):
            eventually(lambda: {name for name, _ in receiver.names()} >= wanted, SECS)
        assert {name for name, _ in receiver.names()} == wanted
        assert "OK" not in {trader for _, trader in receiver.names()}


@pytest.mark.parametrize("name", ["single", "cluster"])
def test_the_stores_of_a_file_are_scraped(http, victoria_metrics, tmp_path, name):
    """The list of stores that Docker Compose mounts is one that VictoriaMetrics reads."""
    listed = ALERTS / "stores" / f"{name}.yaml"
    scrape = (ALERTS / "scrape.yaml").read_text().replace("/etc/stores.yaml", str(listed))
    (tmp_path / "scrape.yaml").write_text(scrape)
    port = free_port()
    database = (
        victoria_metrics,
        f"-storageDataPath={tmp_path / 'data'}",
        f"-promscrape.config={tmp_path / 'scrape.yaml'}",
        f"-httpListenAddr=127.0.0.1:{port}",
    )
    (group,) = yaml.safe_load(listed.read_text())

    def scraped():
        try:
            found = http.get(f"http://127.0.0.1:{port}/api/v1/targets").json()["data"]
        except httpx.TransportError:
            return set()
        labels = [one["labels"] for one in found["activeTargets"]]
        return {one["instance"] for one in labels if one["job"] == "victorialogs"}

    with running(*database):
        eventually(lambda: scraped() == set(group["targets"]), SECS)


def test_the_metrics_of_the_rules_exist():
    """Each metric that a rule names is served by this package, or by the store."""
    text = (ALERTS / "metrics.yaml").read_text()
    page = (DEPLOY.parent / "docs" / "configuration.md").read_text()
    ours = set(re.findall(r"vlogs_nt_\w+", text)) - {"vlogs_nt_"}
    assert ours
    assert {name for name in ours if f"`{name}" not in page} == set()


@pytest.mark.parametrize("version", [OLDEST_VERSION, VICTORIALOGS_VERSION])
def test_the_stores_metrics_exist(http, tmp_path, version):
    """The store's own metrics in the rules are those that it serves."""
    with LocalServer(install(version), tmp_path / "store") as server:
        served = http.get(f"{server.url}/metrics").text
    text = (ALERTS / "metrics.yaml").read_text()
    wanted = set(re.findall(r"vl_\w+", text))
    assert {name for name in wanted if f"\n{name}" not in served} == set()
