"""
Check the built distributions, and install the wheel into an environment of its own.

Run as ``python tests/check_dist.py DIST ENVIRONMENT``, by ``make dist``.
"""

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

#: What the sdist holds beside the package; everything else of the repository stays out.
BESIDE = {"PKG-INFO", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", ".gitignore"}
IMPORTS = "import nautilus_vlogs; print(nautilus_vlogs.VictoriaLogsActorConfig().url)"


def main() -> int:
    """Check both files; return 0 if they are as they should be."""
    dist, environment = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    (wheel,) = dist.glob("vlogs_nt-*.whl")
    (sdist,) = dist.glob("vlogs_nt-*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    unexpected = {n for n in names if not n.startswith(("nautilus_vlogs/", "examples/"))} - BESIDE
    if unexpected:
        sys.exit(f"the sdist holds what does not belong to it: {sorted(unexpected)}")
    packed = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    if {name for name in packed if not name.endswith(".dist-info")} != {"nautilus_vlogs"}:
        sys.exit(f"the wheel holds more than the package: {sorted(packed)}")

    venv.create(environment, with_pip=True, clear=True)
    python = environment / "bin" / "python"
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", wheel], check=True)
    subprocess.run([*pip, "check"], check=True)
    for command in (
        [python, "-W", "error", "-c", IMPORTS],
        [environment / "bin/vlogs-nt", "--version"],
    ):
        subprocess.run(command, check=True, cwd=environment)
    return 0


if __name__ == "__main__":
    sys.exit(main())
