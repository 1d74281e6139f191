import json
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from command_kit import run


def parameters(link):
    route, _, query = urlsplit(link.strip()).fragment.partition("?")
    assert route == "/"
    return {name: value for name, (value,) in parse_qs(query).items()}


def test_link_holds_a_query_that_the_store_understands(store, capsys):
    """The filters, the range and the tenant; whatever the values hold."""
    store.insert({"_time": "0", "_msg": 'a "b" & c', "level": "ERROR", "test": store.id})
    store.wait_for(f"test:={store.id}")
    filters = ["--field", f"test={store.id}", "--grep", '"b" &', "--level", "WARNING"]
    code, out, _ = run(capsys, "link", "--url", store.url, *filters, "--query", "a or b")
    assert code == 0
    assert out.startswith(f"{store.url}/select/vmui/#/?")
    found = parameters(out)
    (row,) = store.query(found["query"])
    assert row["test"] == store.id
    assert found["g0.relative_time"] == "none"


def test_link_of_a_range_and_a_tenant(capsys):
    """In the UI's own parameters."""
    span = ["--since", "2026-01-02T03:00", "--until", "2026-01-02T04:30", "--utc"]
    code, out, _ = run(
        capsys, "link", *span, "--account-id", 3, "--url", "https://logs/x/", "--json"
    )
    assert code == 0
    link = json.loads(out)
    assert link["query"] == "*"
    assert link["url"].startswith("https://logs/x/select/vmui/")
    assert parameters(link["url"]) == {
        "query": "*",
        "g0.range_input": "5400s",
        "g0.end_input": "2026-01-02T04:30:00Z",
        "g0.relative_time": "none",
        "accountID": "3",
        "projectID": "0",
    }


def test_link_with_pipes(capsys):
    """They stay pipes, behind all filters."""
    _, out, _ = run(capsys, "link", "--level", "ERROR", "--query", "a or b | stats count() n")
    assert parameters(out)["query"] == '"level":in("ERROR","CRITICAL") (a or b) | stats count() n'


@pytest.mark.parametrize(
    "arguments",
    [["--query", "* | join (x)"], ["--since", "tomorrow"], ["--level", "x"], ["--url", "x"]],
)
def test_link_refuses_bad_usage(arguments, capsys):
    """What a query would refuse."""
    code, out, err = run(capsys, "link", *arguments)
    assert (code, out) == (2, "")
    assert "was " in err
