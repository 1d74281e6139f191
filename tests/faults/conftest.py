import pytest

from faults.harness import Node
from faults.harness import started
from faults.proxy import Proxy
from nautilus_vlogs.operate.local_store import LocalServer

#: What was measured, for the summary: a name, the node's report.
_measured: list[tuple[str, dict]] = []

#: Shared machines hiccup: the bound catches a loop that stands still, the summary tells the rest.
_HARD_FACTOR, _HARD_MS = 10, 250

#: Of fewer ticks the 99th percentile is one or two hiccups.
_MIN_TICKS = 300


@pytest.fixture(autouse=True)
def _no_process_is_left():
    """End what a test that failed has left running."""
    yield
    for process in started:
        with process:  # which closes its pipes, and waits
            process.kill()
    started.clear()


@pytest.fixture(scope="session")
def warm():
    """Keep a node's process at hand that has its imports done."""
    spare = [Node()]

    def take():
        taken = spare.pop()
        spare.append(Node())
        return taken

    yield take
    for node in spare:
        node.close()


@pytest.fixture
def make_node(request, warm):
    """Return a function that starts nodes; what they measured goes into the summary."""
    made = []

    def make_node(*args, environment=None, **settings):
        node = Node(**environment) if environment else warm()
        made.append(node)
        return node.start(*args, **settings)

    yield make_node
    for node in made:
        node.close()
        if node.report:
            _measured.append((request.node.name, node.report))
            _check_rhythm(node.report["lateness"])


@pytest.fixture
def make_proxy():
    """Return a function that makes misbehaving proxies for a port."""
    made = []

    def make_proxy(port, own_port=0):
        made.append(Proxy(port, own_port))
        return made[-1]

    yield make_proxy
    for proxy in made:
        proxy.close()


@pytest.fixture
def server(victoria_logs, tmp_path):
    """Return a VictoriaLogs of the test's own."""
    with LocalServer(victoria_logs.binary, tmp_path / "data") as server:
        yield server


@pytest.fixture
def proxy(make_proxy, victoria_logs):
    """Return a misbehaving proxy in front of the run's VictoriaLogs."""
    return make_proxy(victoria_logs.port)


def _check_rhythm(lateness):
    if "calm" not in lateness:
        return  # there is nothing to compare with on a machine that has other work
    calm = lateness["calm"]["p99"]
    for phase, late in lateness.items():
        if late["ticks"] < _MIN_TICKS:
            continue
        assert late["p99"] <= max(_HARD_FACTOR * calm, _HARD_MS), (phase, lateness)


def pytest_terminal_summary(terminalreporter):
    """Print how late the event loops were and how long the nodes took to stop."""
    if not _measured:
        return
    terminalreporter.section("event loop's lateness, p99 in ms by phase; stopped in s")
    for name, report in _measured:
        late = report["lateness"]
        shown = [f"{phase} {late[phase]['p99']:.2f}" for phase in late]
        if {"calm", "fault"} <= late.keys():
            shown.append(f"({late['fault']['p99'] / late['calm']['p99']:.2f} x)")
        terminalreporter.write_line(
            f"{name}: {', '.join(shown)}; disposed in {report['disposed_in']:.2f}, "
            f"exited in {report['stopped_in']:.2f}"
        )
