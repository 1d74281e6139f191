"""
Make the images that deploy/compose.yaml names, since no registry can be asked for them.

Those of Go programs are made from scratch. `vlogs-nt:local` is built by deploy/Dockerfile on a
base of Debian's packages. They are kept in the cache, by their names, for `stack.sh`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy import tools
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import UnavailableError
from nautilus_vlogs.operate.build import install

ROOT = Path(__file__).parents[2]
ENGINE = tools.CACHE / "engine"
BASE = tools.CACHE / "base-bookworm.tar"
#: The exit code where a program is missing that is needed.
MISSING = 3
#: The Python of Debian's packages, which the base has.
PYTHON = "3.11"

_CONFIG = f"""\
[containers]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "{ENGINE}/tmp"
[network]
network_backend = "netavark"
"""


def podman() -> list[str]:
    """Return the command of an engine of the tests' own, and set its environment."""
    ENGINE.mkdir(parents=True, exist_ok=True, mode=0o700)
    (ENGINE / "containers.conf").write_text(_CONFIG)
    os.environ["CONTAINERS_CONF"] = str(ENGINE / "containers.conf")
    os.environ.pop("CONTAINER_HOST", None)
    return ["podman", "--root", f"{ENGINE}/root", "--runroot", f"{ENGINE}/run"]


def forget_what_ran() -> None:
    """Let the engine start as after a boot: what ran is gone with its namespaces."""
    for name in ("run", "tmp"):
        shutil.rmtree(ENGINE / name, ignore_errors=True)


def run(*command: str | Path, **options) -> str:
    """Run a command; exit with what it said if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stdout[-2_000:]}{done.stderr[-2_000:]}")
    return done.stdout.strip()


def programs() -> dict[str, Path]:
    """Return the programs by the names of the images that hold nothing else."""
    version = VICTORIALOGS_VERSION
    return {
        f"victoriametrics/victoria-logs:{version}": install(version),
        f"victoriametrics/vlagent:{version}": install(version, "vlagent"),
        **{
            f"victoriametrics/{one.name}:{one.version}": one.obtain()
            for one in (tools.VMALERT, tools.VMAUTH, tools.VICTORIAMETRICS)
        },
    }


def make_base() -> None:
    """Bring a Debian with Python in the cache, in the place of Docker's image of Python."""
    if BASE.exists():
        return
    debootstrap = tools.obtain_debootstrap()
    with tempfile.TemporaryDirectory(prefix="base-", dir=tools.CACHE) as scratch:
        tree = Path(scratch, "tree")
        wanted = "--include=python3,python3-venv"
        run(debootstrap, "--variant=minbase", wanted, "bookworm", tree)
        (tree / "usr/bin/python").symlink_to("python3")
        certificates = Path("/etc/ssl/certs/ca-certificates.crt")
        if certificates.exists():
            (tree / "etc/ssl/certs").mkdir(parents=True, exist_ok=True)
            shutil.copy(certificates, tree / "etc/ssl/certs")
        shutil.rmtree(tree / "var/cache/apt", ignore_errors=True)
        run("tar", "--create", "--file", Path(scratch, "base.tar"), "--directory", tree, ".")
        Path(scratch, "base.tar").replace(BASE)


def main() -> int:
    """Make all images."""
    tools.obtain_podman()
    tools.COMPOSE.obtain()
    engine = podman()
    forget_what_ran()
    present = run(*engine, "images", "--format", "{{.Repository}}:{{.Tag}}").splitlines()
    for name, program in programs().items():
        if f"docker.io/{name}" in present:
            continue
        with tempfile.TemporaryDirectory(prefix="image-", dir=tools.CACHE) as scratch:
            shutil.copy(program, Path(scratch, "program"))
            lines = ["FROM scratch", "COPY program /program", 'ENTRYPOINT ["/program"]']
            Path(scratch, "Dockerfile").write_text("\n".join(lines))
            run(*engine, "build", "--quiet", "--tag", f"docker.io/{name}", scratch)
    make_base()
    base = f"docker.io/library/python:{PYTHON}-slim"
    if base not in present:
        settings = ["--change", "ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt"]
        run(*engine, "import", *settings, BASE, base)
    build = ["build", "--quiet", "--isolation=chroot", "--build-arg", f"PYTHON={PYTHON}"]
    build += ["--ignorefile", "deploy/Dockerfile.dockerignore", "--file", "deploy/Dockerfile"]
    run(*engine, *build, "--tag", "docker.io/library/vlogs-nt:local", ".", cwd=ROOT)
    run(*engine, "image", "prune", "--force")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (tools.MissingError, UnavailableError) as e:
        print(f"--- The stack is not brought up: {str(e).splitlines()[0]}")
        sys.exit(MISSING)
