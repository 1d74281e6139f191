"""The files of deploy/, run by the programs that users run them with."""

import shutil
from pathlib import Path

import httpx
import pytest
import yaml

from deploy import tools

DEPLOY = Path(__file__).parents[2] / "deploy"


def pytest_collection_modifyitems(items):
    """Mark what is in this folder, which `make test-deploy` runs."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and item.get_closest_marker("stack") is None:
            item.add_marker(pytest.mark.deploy)


def wanted(path, name):
    """Return a program, or skip what needs it: `tools.py` says why it is missing."""
    if path is None or not Path(path).exists():
        pytest.skip(f"no {name} here: python tests/deploy/tools.py {name}")
    return str(path)


@pytest.fixture(scope="session")
def compose_program():
    """Return the path of Docker Compose."""
    return wanted(tools.COMPOSE.path, "docker-compose")


@pytest.fixture(scope="session")
def vmalert():
    """Return the path of vmalert."""
    return wanted(tools.VMALERT.path, "vmalert")


@pytest.fixture(scope="session")
def vmauth():
    """Return the path of vmauth."""
    return wanted(tools.VMAUTH.path, "vmauth")


@pytest.fixture(scope="session")
def victoria_metrics():
    """Return the path of VictoriaMetrics."""
    return wanted(tools.VICTORIAMETRICS.path, "victoria-metrics")


@pytest.fixture(scope="session")
def vrl():
    """Return the path of the command of VRL."""
    return wanted(tools.vrl_path(), "vrl")


@pytest.fixture(scope="session")
def systemd_analyze():
    """Return the path of systemd-analyze."""
    return wanted(shutil.which("systemd-analyze"), "systemd-analyze")


@pytest.fixture(scope="session")
def compose_file():
    """Return deploy/compose.yaml as it is read."""
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.fixture
def http():
    """Return a client of programs on this machine."""
    with httpx.Client(trust_env=False, timeout=60) as client:
        yield client
