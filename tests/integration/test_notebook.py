import json
from pathlib import Path

import pytest
from test_answers import own_store  # noqa: F401 - where that log is
from test_answers import rows  # noqa: F401 - the log that the notebook reads

NOTEBOOK = Path(__file__).parents[2] / "examples" / "session_log.ipynb"


def test_the_notebook_runs_from_top_to_bottom(monkeypatch, request):
    """Each cell, in order, in one namespace; the log of the newest session has rows in it."""
    pytest.importorskip("pandas")
    monkeypatch.setenv("VICTORIALOGS_URL", request.getfixturevalue("own_store").url)
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    request.getfixturevalue("rows")
    names = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            source = "".join(cell["source"])
            if source.startswith("session ="):
                # Other tests' rows share the store.
                session = request.getfixturevalue("rows")[0]["instance_id"]
                names["runs"] = [run for run in names["runs"] if run.instance_id == session]
            exec(compile(source, str(NOTEBOOK), "exec"), names)
    assert len(names["every_row"]) == len(names["log"]) == 10
    assert names["states"]["state"].iloc[-1] == "filled"
    assert names["beside"]["price"].iloc[-1] == 2.0
