"""Rows that an agent made of a container's lines."""

import pytest

from nautilus_vlogs.query.rows import parse_row

ROW = {"_time": "2026-11-25T10:00:00Z", "_msg": "GET / 200\n", "source": "container"}


@pytest.mark.parametrize("field", ["container_name", "attrs.tag"])
def test_a_container_is_the_component_of_its_lines(field):
    """Whichever agent shipped it, a container's line names the container, without its newline."""
    row = parse_row({**ROW, field: "nginx"})
    assert (row.component, row.message) == ("nginx", "GET / 200")
    assert row.fields[field] == "nginx"


def test_other_rows_stay_as_they_are():
    """A strategy's row keeps its newline, and takes no container's name."""
    row = parse_row({**ROW, "source": "strategy", "attrs.tag": "nginx"})
    assert (row.component, row.message) == ("", "GET / 200\n")
    assert parse_row({**ROW, "component": "own", "attrs.tag": "nginx"}).component == "own"
    assert parse_row(ROW).component == ""
