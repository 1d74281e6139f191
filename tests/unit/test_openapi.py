import json
from pathlib import Path

import pytest

from nautilus_vlogs import VictoriaLogsClient

create_app = pytest.importorskip("nautilus_vlogs.api").create_app

FILE = Path(__file__).parents[2] / "ui" / "openapi.json"


@pytest.fixture(scope="module")
def description():
    with VictoriaLogsClient() as client:
        return create_app(client).openapi()


def test_the_file_beside_the_ui_is_the_description_of_the_api(description):
    """Types of the UI are generated from it: `python ui/export_openapi.py` writes it anew."""
    assert json.loads(FILE.read_text()) == json.loads(json.dumps(description))


def test_every_operation_has_a_short_name_of_its_own(description):
    """A generated client has a function for each, named after it."""
    names = [
        operation["operationId"]
        for operations in description["paths"].values()
        for operation in operations.values()
    ]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and len(name) < 20 for name in names)


def test_every_error_has_one_shape(description):
    """A client reads `code`, `detail` and `parameter`, whatever the status."""
    for operations in description["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if not status.startswith("2"):
                    schema = answer["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/Problem"}, status


def test_the_former_names_of_the_times_are_deprecated(description):
    """`since` and `until` are the names, as on the command line."""
    parameters = {
        one["name"]: one for one in description["paths"]["/api/logs"]["get"]["parameters"]
    }
    assert {"since", "until"} <= parameters.keys()
    assert parameters["start"].get("deprecated")
    assert parameters["end"].get("deprecated")
