"""The commands of docs/deployment.md: executed, or named here as not executed."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from deploy.conftest import DEPLOY
from nautilus_vlogs.commands.main import main

ROOT = DEPLOY.parent
PAGE = (ROOT / "docs" / "deployment.md").read_text()
BLOCKS = re.findall(r"^```(\S*)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines() if line]
COMPOSE = "docker compose "
#: Commands that change the machine: units are verified, and the stack is made by other ways.
NOT_EXECUTED = (
    "useradd ",
    "python3 -m venv /opt/",
    "install -d -m 700 /etc/",
    "openssl rand -hex 32 > /etc/",
    "cp deploy/systemd/",
    "systemctl ",
    "kubectl ",
)


def test_each_command_is_executed_or_named():
    """No command of the page is left out by the tests below without a word."""
    executed = (COMPOSE, "vlogs-nt ", "umask ", "for name in ", "export ")
    left = [one for one in COMMANDS if not one.startswith(executed + NOT_EXECUTED)]
    assert left == []
    assert {kind for kind, _ in BLOCKS} <= {"sh", "text"}


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith(COMPOSE)])
def test_compose_takes_each_command(compose_program, command):
    """Its options are Compose's own, its services the file's; test_stack.py runs them."""
    words = shlex.split(command)[2:]
    position = next(i for i, word in enumerate(words) if word in {"up", "down", "logs"})
    options, (verb, *arguments) = words[:position], words[position:]
    known = ["compose", "config", "--format", "json"]
    run = {"cwd": ROOT, "capture_output": True, "text": True}
    read = subprocess.run([compose_program, *options, *known[1:]], check=True, **run)
    services = set(yaml.safe_load(read.stdout)["services"])
    assert {one for one in arguments if not one.startswith("-")} <= services
    usage = subprocess.run([compose_program, verb, "--help"], check=True, **run)
    assert all(one in usage.stdout for one in arguments if one.startswith("-"))


def services_of(program, command):
    """Return the services that a command of the page has, by what Docker Compose makes of it."""
    words = shlex.split(command)[2:]
    options = words[: next(i for i, word in enumerate(words) if word in {"up", "down", "logs"})]
    environment = {name: it for name, it in os.environ.items() if name != "COMPOSE_PROFILES"}
    done = subprocess.run(
        [program, *options, "config", "--format", "json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)["services"]


CLUSTER = {"victorialogs", "victorialogs-2", "vlinsert", "vlselect"}
ALONE = "docker compose -f deploy/compose.yaml --env-file deploy/cluster.env --profile alerts up"


@pytest.mark.parametrize("command", [one for one in COMMANDS if "cluster.env" in one])
def test_a_command_with_the_clusters_file_has_the_cluster(compose_program, command):
    """Whichever profiles it names beside it; no two services want one port of the host."""
    services = services_of(compose_program, command)
    assert set(services) >= CLUSTER
    assert ("vmalert" in services) == ("alerts" in command or "'*'" in command)
    ports = [port["published"] for one in services.values() for port in one.get("ports", [])]
    assert len(ports) == len(set(ports))


def test_a_profile_beside_the_clusters_file_takes_the_clusters_place(compose_program):
    """The test above would fail on a command that names another profile alone."""
    assert set(services_of(compose_program, ALONE)) & CLUSTER == {"victorialogs"}


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.endswith(" down")])
def test_down_has_the_services_of_all_profiles(compose_program, compose_file, command):
    """What it does not have goes on running."""
    assert set(services_of(compose_program, command)) == set(compose_file["services"])


def test_the_pods_program_is_the_configmap_that_is_made():
    """The command of the page makes what the pod mounts, under the name that the pod runs."""
    (command,) = (one for one in COMMANDS if one.startswith("kubectl create configmap "))
    name, source = re.fullmatch(r"kubectl create \S+ (\S+) --from-file=(\S+)", command).groups()
    pod = yaml.safe_load((DEPLOY / "kubernetes" / "node.yaml").read_text())["spec"]["template"]
    (volume,) = (one for one in pod["spec"]["volumes"] if one.get("configMap"))
    assert volume["configMap"]["name"] == name
    node = pod["spec"]["containers"][0]
    (mount,) = (one for one in node["volumeMounts"] if one["name"] == volume["name"])
    assert node["command"] == ["python", f"{mount['mountPath']}/{Path(source).name}"]
    assert (ROOT / source).is_file()


def test_the_address_to_replace_is_all_that_the_pod_says_of_the_store():
    """Each address in the pod is the one that the page names, as often as it says."""
    text = (DEPLOY / "kubernetes" / "node.yaml").read_text()
    (address,) = set(re.findall(r'value: "(http[^"]*)"', text))
    assert text.count(f'"{address}"') == 2
    assert f"`{address}`, which stands there twice" in PAGE


def test_the_secrets_are_made(tmp_path):
    """Each file holds a token that the API takes; the directory is private, the files readable."""
    (tmp_path / "deploy" / "secrets").mkdir(parents=True, mode=0o755)
    script = "\n".join(one for one in COMMANDS if one.startswith(("umask ", "for name in ")))
    subprocess.run(["bash", "-euc", script], cwd=tmp_path, check=True)
    folder = tmp_path / "deploy" / "secrets"
    wanted = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["secrets"].values()
    assert {one.name for one in folder.iterdir()} == {Path(one["file"]).name for one in wanted}
    assert folder.stat().st_mode & 0o777 == 0o700
    for one in folder.iterdir():
        assert re.fullmatch(r"[0-9a-f]{64}", one.read_text())
        assert one.stat().st_mode & 0o777 == 0o644


def test_the_passwords_are_those_that_vmauth_wants(vmauth):
    """What the page exports is all that the users' file names."""
    lines = [one for one in COMMANDS if one.startswith("export ")]
    command = f"{vmauth} -dryRun -auth.config={DEPLOY / 'vmauth' / 'auth.yaml'}"
    environment = {"PATH": os.environ["PATH"]}
    script = "\n".join([*lines, command])
    subprocess.run(["bash", "-euc", script], env=environment, capture_output=True, check=True)


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("vlogs-nt ")])
def test_the_command_is_ours(command, store, monkeypatch, capsys):
    """A command of this package runs as it stands."""
    monkeypatch.setenv("VICTORIALOGS_URL", store.url)
    store.insert({"_time": "0", "_msg": "an error", "source": "container"})
    store.wait_for("source:=container error")
    assert main(shlex.split(command)[1:]) == 0
    assert "an error" in capsys.readouterr().out


def test_the_logging_options_are_those_of_the_stack(compose_file):
    """What other services are told to have, the stack's own have."""
    (text,) = (text for kind, text in BLOCKS if kind == "text" and text.startswith("logging:"))
    assert yaml.safe_load(text)["logging"] == compose_file["x-service"]["logging"]


def test_the_page_names_every_profile(compose_file):
    """Each profile is in the table of profiles."""
    services = compose_file["services"].values()
    profiles = {one for service in services for one in service.get("profiles", [])}
    assert profiles == set(re.findall(r"^\| `(\w+)` \| \S", PAGE, re.MULTILINE)) - {
        "nodes",
        "readers",
    }
