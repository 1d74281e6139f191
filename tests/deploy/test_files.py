"""What the files of deploy/ say, and the traps that each setting is there for."""

import json
import os
import re
import shlex
import subprocess
from math import isfinite
from pathlib import Path

import pytest
import yaml
from conftest import Store

from deploy.conftest import DEPLOY
from nautilus_vlogs.commands.catalogue import make_parser
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.local_store import LocalServer

PROFILES = ("node", "containers", "vector", "alerts", "grafana", "auth", "cluster")
#: Services that hold the log, or serve it.
STORES = ("victorialogs", "victorialogs-2", "vlinsert", "vlselect")


def config(program, *arguments, file=DEPLOY / "compose.yaml", profiles=PROFILES):
    """Have Docker Compose read a file with profiles; return what it did."""
    environment = {**os.environ, "COMPOSE_PROFILES": ",".join(profiles)}
    command = [program, "--file", file, *arguments, "config", "--format", "json"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def finds():
    """Return the commands that alerts name, with values in the place of labels."""
    for path in sorted((DEPLOY / "alerts").glob("*.yaml")):
        groups = yaml.safe_load(path.read_text()).get("groups", [])
        for rule in [rule for group in groups for rule in group["rules"]]:
            if found := rule.get("annotations", {}).get("find"):
                yield re.sub(r"{{[^}]*}}", "a-value", found)


@pytest.mark.parametrize("command", list(finds()))
def test_a_command_that_an_alert_names_is_one(command):
    """It has the options that the alert gives it."""
    program, *arguments = shlex.split(command)
    assert program == "vlogs-nt"
    parser, _ = make_parser(arguments[0])
    parser.parse_args(arguments)


@pytest.mark.parametrize("profile", ["", *PROFILES])
def test_each_profile_is_read(compose_program, profile):
    """Docker Compose accepts the file with each profile."""
    done = config(compose_program, profiles=[profile])
    assert done.returncode == 0, done.stderr
    services = json.loads(done.stdout)["services"]
    assert {"victorialogs", "api", "follow"} <= set(services)
    assert (len(services) > 3) == bool(profile)


@pytest.mark.parametrize("key", ["read_only", "cap_drop", "volumes", "healthcheck"])
def test_a_misspelt_key_is_refused(compose_program, tmp_path, key):
    """What the test above passes is not passed whatever it says."""
    text = (DEPLOY / "compose.yaml").read_text()
    (tmp_path / "compose.yaml").write_text(text.replace(f"  {key}:", f"  {key}x:", 1))
    done = config(compose_program, file=tmp_path / "compose.yaml")
    assert done.returncode != 0
    assert key in done.stderr


def test_a_cluster_gives_the_names_to_other_services(compose_program):
    """With cluster.env the store keeps its volume, and other services insert and select."""
    plain = json.loads(config(compose_program, profiles=[]).stdout)["services"]
    arguments = ("--env-file", str(DEPLOY / "cluster.env"))
    done = config(compose_program, *arguments, profiles=["cluster"])
    cluster = json.loads(done.stdout)["services"]

    def aliases(services, name):
        return set(services[name]["networks"]["default"]["aliases"])

    assert aliases(plain, "victorialogs") == {"logs-insert", "logs-select"}
    assert aliases(cluster, "vlinsert") == {"logs-insert"}
    assert aliases(cluster, "vlselect") == {"logs-select"}
    assert not aliases(cluster, "victorialogs") & {"logs-insert", "logs-select"}
    assert plain["victorialogs"]["volumes"] == cluster["victorialogs"]["volumes"]
    ports = [port["published"] for one in cluster.values() for port in one.get("ports", [])]
    assert len(ports) == len(set(ports))


@pytest.mark.parametrize("is_cluster", [False, True])
def test_the_metrics_of_each_store_that_runs_are_scraped(compose_program, is_cluster):
    """Alerts on the store's metrics watch every node of it, and wait for none that is not there."""
    arguments = ("--env-file", str(DEPLOY / "cluster.env")) if is_cluster else ()
    profiles = ["alerts", *["cluster"] * is_cluster]
    services = json.loads(config(compose_program, *arguments, profiles=profiles).stdout)["services"]
    mounts = {one["target"]: one["source"] for one in services["victoriametrics"]["volumes"]}
    jobs = yaml.safe_load((DEPLOY / "alerts" / "scrape.yaml").read_text())["scrape_configs"]
    (job,) = (one for one in jobs if one["job_name"] == "victorialogs")
    assert "static_configs" not in job
    (path,) = job["file_sd_configs"][0]["files"]
    (group,) = yaml.safe_load(Path(mounts[path]).read_text())
    assert sorted(group["targets"]) == sorted(f"{one}:9428" for one in STORES if one in services)


def test_every_service_is_confined(compose_file):
    """Read-only, without capabilities, never with more rights, its log bounded."""
    for name, service in compose_file["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["restart"] == "unless-stopped", name
        assert service["logging"]["options"]["tag"] == "{{.Name}}", name
        assert {"max-size", "max-file"} <= set(service["logging"]["options"]), name


def test_every_port_is_on_the_loopback(compose_file):
    """Nothing is published beyond this machine."""
    for name, service in compose_file["services"].items():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name


def test_the_stores_are_bounded_and_closed_to_pages(compose_file):
    """Retention, a bound of the disk, no CORS, and no health check that calls wget."""
    for name in STORES:
        service = compose_file["services"][name]
        assert "-http.disableCORS" in service["command"], name
        keys = [one for one in service["command"] if one.endswith("=file:///run/secrets/store_key")]
        assert len(keys) == 5, name
        assert service["secrets"] == ["store_key"], name
        assert "healthcheck" not in service, name
        if name.startswith("victorialogs"):
            wanted = {"-retentionPeriod=14d", "-retention.maxDiskUsagePercent=80"}
            assert wanted <= set(service["command"]), name
            assert any(volume.endswith(":/data") for volume in service["volumes"]), name


def test_the_images_are_those_that_are_tested(compose_file):
    """Images are pinned; the store's is the version that `vlogs-nt server` builds."""
    images = {service["image"] for service in compose_file["services"].values()}
    assert f"victoriametrics/victoria-logs:{VICTORIALOGS_VERSION}" in images
    assert f"victoriametrics/vlagent:{VICTORIALOGS_VERSION}" in images
    assert not [image for image in images if ":" not in image or image.endswith(":latest")]


def test_nothing_that_trades_depends_on_the_stack(compose_file):
    """The node's service waits for none of the others, and has time to end."""
    node = compose_file["services"]["node"]
    assert "depends_on" not in node
    assert not [one for one in compose_file["services"].values() if "depends_on" in one]
    assert int(node["stop_grace_period"].removesuffix("s")) > 10
    unit = (DEPLOY / "systemd" / "node@.service").read_text()
    for word in ("Requires=", "Wants=", "BindsTo=", "victorialogs.service"):
        assert word not in unit


def test_spools_are_on_volumes(compose_file):
    """No spool is in /dev/shm, and the shipper reads the node's volume."""
    node, follow = (compose_file["services"][name] for name in ("node", "follow"))
    assert "nautilus:/var/lib/nautilus" in node["volumes"]
    assert "nautilus:/var/lib/nautilus" in follow["volumes"]
    assert node["environment"]["NODE_SPOOL"].startswith("/var/lib/nautilus/")
    assert "--spool-dir=" + node["environment"]["NODE_SPOOL"] in follow["command"]
    settings = "\n".join(
        line
        for path in DEPLOY.rglob("*")
        if path.is_file()
        for line in path.read_text().splitlines()
        if not line.lstrip().startswith("#")
    )
    assert "/dev/shm" not in settings


def test_only_the_proxy_has_dockers_socket(compose_file):
    """The socket is mounted into the proxy alone, which passes reads on and no writes."""
    for name, service in compose_file["services"].items():
        has_socket = any("docker.sock" in str(one) for one in service.get("volumes", []))
        assert has_socket == (name == "docker-socket-proxy"), name
    proxy = compose_file["services"]["docker-socket-proxy"]
    assert proxy["environment"]["POST"] == 0
    assert proxy["networks"] == ["docker-socket"]
    assert compose_file["networks"]["docker-socket"]["internal"] is True


def test_vectors_sink_is_what_the_store_takes():
    """JSON lines, not an array; gzip; headers below `request`; a buffer that blocks."""
    vector = yaml.safe_load((DEPLOY / "vector" / "vector.yaml").read_text())
    (sink,) = vector["sinks"].values()
    assert sink["type"] == "http"
    assert sink["uri"].endswith("/insert/jsonline")
    assert sink["encoding"]["codec"] == "json"
    assert sink["framing"]["method"] == "newline_delimited"
    assert sink["compression"] == "gzip"
    assert "headers" not in sink
    assert sink["request"]["headers"]["VL-Stream-Fields"] == "source,container_name"
    assert sink["buffer"]["type"] == "disk"
    assert sink["buffer"]["when_full"] == "block"
    assert sink["buffer"]["max_size"] >= 268_435_488  # Vector's least
    text = (DEPLOY / "vector" / "vector.yaml").read_text()
    assert not re.findall(r"^[^#\n]*\$\{", text, re.MULTILINE)  # none is replaced since 0.57
    (source,) = vector["sources"].values()
    assert {"nginx", "redis", "ib-gateway"} == set(source["include_containers"])


def test_no_secret_is_in_a_file():
    """Passwords and tokens come from the environment or from files that are not committed."""
    listed = ["git", "ls-files", "--others", "--cached", "--exclude-standard", "secrets"]
    found = subprocess.run(listed, cwd=DEPLOY, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["secrets/.gitignore"]
    passwords = re.findall(r"password: (.*)", (DEPLOY / "vmauth" / "auth.yaml").read_text())
    assert passwords
    assert all(re.fullmatch(r"%\{[A-Z_]+\}", one) for one in passwords)
    vmauth = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["vmauth"]
    # Unset or empty becomes what is no YAML, see test_auth.py.
    for name, value in vmauth["environment"].items():
        assert value == f"${{{name}:-%}}"


@pytest.mark.parametrize("unit", sorted((DEPLOY / "systemd").iterdir()), ids=lambda p: p.name)
def test_units_are_verified(unit, systemd_analyze, tmp_path):
    """Systemd finds nothing to say of a unit but that its programs are not installed here."""
    name = unit.name.replace("@.", "@live.")
    (tmp_path / name).write_text(unit.read_text())
    command = [systemd_analyze, "verify", "--man=no", "--recursive-errors=no", tmp_path / name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if name in line]
    assert [line for line in said if "is not executable" not in line] == []


def test_a_misspelt_setting_of_a_unit_is_found(systemd_analyze, tmp_path):
    """The test above would fail on one."""
    text = (DEPLOY / "systemd" / "victorialogs.service").read_text()
    (tmp_path / "x.service").write_text(text.replace("StateDirectory=", "StateDir=", 1))
    command = [
        systemd_analyze,
        "verify",
        "--man=no",
        "--recursive-errors=no",
        tmp_path / "x.service",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "StateDir" in done.stderr


def test_the_units_keep_spools_where_they_last():
    """A node's user stays, and its spool is below /var/lib, with its dead letters."""
    for name in ("node@.service", "vlogs-nt-follow.service"):
        text = (DEPLOY / "systemd" / name).read_text()
        settings = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
        assert "DynamicUser" not in settings, name
        assert settings["User"] == "nautilus", name
        assert settings["StateDirectory"] == "nautilus", name
        assert "XDG_STATE_HOME=/var/lib/nautilus/state" in text, name


def test_the_pod_owns_its_volume():
    """No group may write to the spool's volume, and what runs in the pod is not root."""
    pod = yaml.safe_load((DEPLOY / "kubernetes" / "node.yaml").read_text())["spec"]["template"]
    assert "fsGroup" not in pod["spec"]["securityContext"]
    assert pod["spec"]["securityContext"]["runAsNonRoot"] is True
    volumes = {one["name"]: one for one in pod["spec"]["volumes"]}
    assert "nautilus" not in volumes  # a claim's
    assert "emptyDir" in volumes["tmp"]


# -- Queries -----------------------------------------------------------------------------------


def log_rules():
    """Return the queries of the alerts on rows."""
    found = yaml.safe_load((DEPLOY / "alerts" / "logs.yaml").read_text())
    return [(rule["alert"], rule["expr"]) for group in found["groups"] for rule in group["rules"]]


def panels():
    """Return the queries of the dashboard, by how Grafana asks them."""
    found = json.loads((DEPLOY / "grafana" / "dashboards" / "trading.json").read_text())
    variables = {one["name"]: one["allValue"] for one in found["templating"]["list"]}
    return [
        (f"{panel['title']} ({target['queryType']})", target["queryType"], expanded)
        for panel in found["panels"]
        for target in panel["targets"]
        if (expanded := re.sub(r"\$(\w+)", lambda m: variables[m[1]], target["expr"]))
    ]


@pytest.fixture(scope="module", params=[OLDEST_VERSION, VICTORIALOGS_VERSION])
def filled(request, tmp_path_factory):
    """Return a store of either end, with a row for each rule and panel."""
    tags = {"trader_id": "T-1", "strategy_id": "S-1", "instance_id": "i", "source": "strategy"}
    tags |= {"environment": "live", "component": "S-1", "_time": "0", "seq": "1"}
    refused = {"event": "OrderRejected", "client_order_id": "O-1", "level": "WARNING"}
    filled = {"event": "OrderFilled", "client_order_id": "O-2", "trade_id": "1", "level": "INFO"}
    container = {"source": "container", "attrs.tag": "nginx", "level": "ERROR", "_time": "0"}
    played = {**tags, "environment": "backtest", "instance_id": "j", "run_id": "r"}
    with (
        LocalServer(install(request.param), tmp_path_factory.mktemp("store")) as server,
        Store(server.url) as store,
    ):
        store.insert(
            {**tags, "_msg": "no price", "level": "ERROR"},
            {**tags, "_msg": "no price", "level": "ERROR", "source": "system"},
            {**tags, **refused, "_msg": "rejected"},
            {**tags, **filled, "_msg": "filled"},
            {**tags, "_msg": "some records lost", "lost": "unknown", "level": "WARNING"},
            {**tags, "_msg": "put aside", "put_aside": "too long", "level": "WARNING"},
            {**container, "_msg": "[error] no upstream"},
            {**played, "_msg": "no price", "level": "ERROR"},
            {**played, "_msg": "no price", "level": "ERROR", "source": "system"},
            {**played, **refused, "_msg": "rejected"},
            {**played, **filled, "_msg": "filled"},
        )
        store.wait_for("*", 11)
        yield server.url


def ask(http, url, path, **arguments):
    """Ask the store and return its answer, which has to be 200."""
    answer = http.post(f"{url}/select/logsql/{path}", data=arguments)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize(("name", "query"), log_rules(), ids=lambda value: str(value)[:20])
def test_each_rule_finds_its_row(http, filled, name, query):
    """A rule's query runs as vmalert asks it, and finds what it is for."""
    assert query.startswith("_time:")
    found = ask(http, filled, "stats_query", query=query).json()["data"]["result"]
    if name == "NodeSilent":
        assert found == []  # test_alerts.py has silent nodes
    else:
        assert float(found[0]["value"][1]) > 0
    for one in found:
        float(one["value"][1])


@pytest.mark.parametrize(("title", "kind", "query"), panels(), ids=lambda value: str(value)[:20])
def test_each_panel_finds_its_rows(http, filled, title, kind, query):
    """A panel's query runs as Grafana asks it, with all values of its variables."""
    when = {"start": "1h", "end": "now"} if kind == "statsRange" else {}
    path = {"stats": "stats_query", "statsRange": "stats_query_range", "instant": "query"}[kind]
    extra = {"step": "1m"} if kind == "statsRange" else {}
    answer = ask(http, filled, path, query=f"_time:1h {query}", **extra, **when)
    if kind == "instant":
        assert answer.text.strip(), title
    else:
        found = answer.json()["data"]["result"]
        assert found, title
        values = [value for one in found for value in one.get("values", [one.get("value")])]
        assert all(isfinite(float(value)) for _, value in values), title


#: What a backtest does is no news of errors, orders and fills.
OF_LIVE_NODES = [
    (name, query)
    for name, *_, query in [*log_rules(), *panels()]
    if re.search("(level|event):", query)
]


@pytest.mark.parametrize(("name", "query"), OF_LIVE_NODES, ids=lambda value: str(value)[:20])
def test_no_rule_or_panel_of_live_nodes_finds_a_backtest(http, filled, name, query):
    """Its rows bear the time of the run, so that they would count as those of now."""
    _, pipe, pipes = query.partition("|")
    matching = query.removesuffix(pipe + pipes)
    when = "" if matching.startswith("_time:") else "_time:1h "
    counted = f"{when}{matching} environment:=backtest | stats count() n"
    (found,) = ask(http, filled, "stats_query", query=counted).json()["data"]["result"]
    assert found["value"][1] == "0", name


def test_the_dashboards_variables_have_values(http, filled):
    """The lists of traders and strategies are read from the store."""
    found = json.loads((DEPLOY / "grafana" / "dashboards" / "trading.json").read_text())
    for variable in found["templating"]["list"]:
        wanted = variable["query"]
        arguments = {"query": wanted["query"], "field": wanted["field"], "limit": wanted["limit"]}
        answer = ask(http, filled, "field_values", start="1h", **arguments)
        assert answer.json()["values"]
