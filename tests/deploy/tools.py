"""
Obtain the programs that the tests of deploy/ run: each is built once and kept in the cache.

Without arguments all of them are obtained, which takes some ten minutes the first time; with names,
those. `--quick` leaves out what takes longer than two minutes. What can't be had on a machine is
named in one line, and its tests are skipped. Needs nothing but the standard library.
"""

import argparse
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "vlogs-nt"

#: Debian's packages: an engine with Docker's API, and its programs for containers and networks.
_ENGINE = (
    "podman",
    "crun",
    "netavark",
    "aardvark-dns",
    "conmon",
    "catatonit",
    "iptables",
)
_BASE = ("debootstrap",)
_VERIFY = ("systemd",)

_METRICS_MODULE = "github.com/VictoriaMetrics/VictoriaMetrics"


class MissingError(Exception):
    """A program can't be had on this machine; the text is one line."""


@dataclass(frozen=True)
class GoProgram:
    """A program of a Go module, with the checksum of the module's sources."""

    name: str
    module: str
    version: str
    package: str
    checksum: str
    settings: str = ""

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return CACHE / f"{self.name}-{self.version}"

    def obtain(self) -> Path:
        """Return the program, built where there is none."""
        with _locked(self.path):
            if not self.path.exists():
                self._build()
        return self.path

    def _build(self) -> None:
        go = shutil.which("go") or str(Path(sys.executable).with_name("go"))
        if not os.access(go, os.X_OK):
            raise MissingError(f"{self.name} {self.version}: no Go to build it with")
        with tempfile.TemporaryDirectory(prefix="build-", dir=CACHE) as scratch:
            folder = Path(scratch)
            (folder / "go.mod").write_text("module build\n")
            wanted = f"{self.module}@{self.version}"
            got = json.loads(_run([go, "mod", "download", "-json", wanted], folder, self.name))
            if got["Sum"] != self.checksum:
                raise MissingError(f"{self.name}: {wanted} has another checksum, {got['Sum']}")
            theirs = json.loads(_run([go, "mod", "edit", "-json", got["GoMod"]], folder, self.name))
            # A module of our own, since `go install` refuses one that replaces a dependency.
            lines = ["module build", f"go {theirs['Go']}", f"require {self.module} {self.version}"]
            for one in theirs.get("Replace") or ():
                old, new = (
                    f"{one[key]['Path']} {one[key].get('Version', '')}" for key in ("Old", "New")
                )
                lines.append(f"replace {old} => {new}")
            (folder / "go.mod").write_text("\n".join(lines) + "\n")
            known = Path(got["Dir"], "go.sum").read_text()
            ours = f"{self.module} {self.version}"
            known += f"{ours} {got['Sum']}\n{ours}/go.mod {got['GoModSum']}\n"
            (folder / "go.sum").write_text(known)
            built = folder / self.name
            command = [go, "build", "-trimpath", f"-ldflags=-s -w {self.settings}", "-o", built]
            _run([*command, f"{self.module}/{self.package}"], folder, self.name)
            built.replace(self.path)


COMPOSE = GoProgram(
    "docker-compose",
    "github.com/docker/compose/v5",
    "v5.6.0",
    "cmd",
    "h1:WCDEV0D1CtZLyPdklHdEjFBnCStosBYkfsD3tvM/ITU=",
    "-X github.com/docker/compose/v5/internal.Version=v5.6.0",
)
VMALERT, VMAUTH, VICTORIAMETRICS = (
    GoProgram(
        name,
        _METRICS_MODULE,
        "v1.151.0",
        f"app/{name}",
        "h1:Svzb/7gPYbzmQnvLjab8h1Jl9olB76mokDE7ykvF/ro=",
        f"-X {_METRICS_MODULE}/lib/buildinfo.Version={name}-v1.151.0",
    )
    for name in ("vmalert", "vmauth", "victoria-metrics")
)

#: The command that compiles and runs VRL, of the crate of that name.
VRL_VERSION = "0.38.0"


def vrl_path() -> Path:
    """Return where the program `vrl` is kept."""
    return CACHE / f"vrl-{VRL_VERSION}"


def obtain_vrl() -> Path:
    """Return the program `vrl`, built where there is none (some 6 minutes)."""
    target = vrl_path()
    with _locked(target):
        if target.exists():
            return target
        cargo = shutil.which("cargo")
        if cargo is None:
            raise MissingError("vrl: no cargo to build it with")
        with tempfile.TemporaryDirectory(prefix="build-", dir=CACHE) as scratch:
            command = [cargo, "install", "--quiet", "vrl", "--version", VRL_VERSION]
            command += ["--features", "cli", "--root", scratch]
            _run(command, Path(scratch), "vrl")
            Path(scratch, "bin", "vrl").replace(target)
    return target


def obtain_podman() -> Path:
    """Return Podman, installed where there is none and packages can be installed."""
    return _of_debian("podman", _ENGINE)


def obtain_debootstrap() -> Path:
    """Return debootstrap, which makes the base image that no registry can be asked for."""
    return _of_debian("debootstrap", _BASE)


def obtain_systemd_analyze() -> Path:
    """Return systemd-analyze, which verifies units."""
    return _of_debian("systemd-analyze", _VERIFY)


QUICK: dict[str, Callable[[], Path]] = {
    "podman": obtain_podman,
    "debootstrap": obtain_debootstrap,
    "systemd-analyze": obtain_systemd_analyze,
    "docker-compose": COMPOSE.obtain,
    "vmalert": VMALERT.obtain,
    "vmauth": VMAUTH.obtain,
    "victoria-metrics": VICTORIAMETRICS.obtain,
}
SLOW: dict[str, Callable[[], Path]] = {
    "vrl": obtain_vrl,
}


def _of_debian(program: str, packages: tuple[str, ...]) -> Path:
    with _locked(CACHE / "apt"):
        if (found := shutil.which(program)) is not None:
            return Path(found)
        if os.geteuid() != 0 or shutil.which("apt-get") is None:
            raise MissingError(f"{program}: it is missing, and no package can be installed here")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]
        _run([*apt, "update"], CACHE, program)
        command = [*apt, "install", "-y", "--no-install-recommends", *packages]
        _run(command, CACHE, program, environment)
        if (found := shutil.which(program)) is None:
            raise MissingError(f"{program}: Debian's packages brought none")
        return Path(found)


def _run(
    command: list[str | Path],
    folder: Path,
    name: str,
    environment: dict[str, str] | None = None,
) -> str:
    flags = {"CGO_ENABLED": "0", "GOFLAGS": "-mod=mod -buildvcs=false", "GOWORK": "off"}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**(environment or os.environ), **flags},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()
        raise MissingError(f"{name}: {Path(command[0]).name} failed: {said[-1][:300]}")
    return done.stdout


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    CACHE.mkdir(parents=True, exist_ok=True, mode=0o700)
    with Path(f"{path}.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Obtain the programs, and name those that can't be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*QUICK, *SLOW, []])
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    known = {**QUICK, **SLOW}
    names = options.names or list(QUICK if options.quick else known)
    missing = []
    for name in names:
        try:
            print(f"{name}: {known[name]()}", flush=True)
        except MissingError as e:
            missing.append(str(e))
    if options.quick and not options.names:
        missing += [f"{name}: left out, for it takes minutes" for name in SLOW]
    if missing:
        print(f"--- Tests of deploy/ that need these are skipped: {'; '.join(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
