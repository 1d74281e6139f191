import json
import sys
import tarfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from ui_sizes import SIZE_BUDGETS
from ui_sizes import sizes

from nautilus_vlogs.commands.main import main
from nautilus_vlogs.ui import STATIC_DIRECTORY
from nautilus_vlogs.ui.export import export_panel


def test_panel_is_a_package_whose_exports_are_in_it(tmp_path):
    """Each file that the package's description names is in the archive."""
    with tarfile.open(export_panel(tmp_path)) as archive:
        names = {name.removeprefix("package/") for name in archive.getnames()}
        package = json.loads(archive.extractfile("package/package.json").read())
    targets = set()
    for target in package["exports"].values():
        targets |= set(target.values()) if isinstance(target, dict) else {target}
    assert {target.removeprefix("./") for target in targets} <= names


def test_panel_of_a_release_has_the_same_bytes_each_time(tmp_path):
    """An archive holds no times of its making."""
    first = export_panel(tmp_path / "a").read_bytes()
    assert export_panel(tmp_path / "b").read_bytes() == first


def test_command_exports_the_panel_and_prints_where(tmp_path, capsys):
    """The printed path is what npm installs."""
    assert main(["ui", "--export", str(tmp_path / "new")]) == 0
    printed = capsys.readouterr().out.strip()
    assert printed == str(next((tmp_path / "new").iterdir()))


def test_export_to_a_place_that_is_no_directory_says_so(tmp_path, capsys):
    """A file in the directory's place is one line with the remedy, and exit code 1."""
    (tmp_path / "file").touch()
    assert main(["ui", "--export", str(tmp_path / "file")]) == 1
    assert "name another directory" in capsys.readouterr().err


def test_page_needs_nothing_from_elsewhere():
    """Built files name no other host, but for the namespaces and messages of React."""
    page = (STATIC_DIRECTORY / "index.html").read_text()
    assert "http://" not in page
    assert "https://" not in page
    for sheet in (STATIC_DIRECTORY / "assets").glob("*.css"):
        assert "url(" not in sheet.read_text()


@pytest.mark.parametrize("name", SIZE_BUDGETS)
def test_what_a_browser_loads_stays_within_its_budget(name):
    """What is committed takes no more on its way than docs/bench/ui.md allows, packed by gzip."""
    assert 0 < sizes()[name] <= SIZE_BUDGETS[name]
