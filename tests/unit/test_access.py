import time

import pytest

pytest.importorskip("fastapi")

from nautilus_vlogs.api.access import Token
from nautilus_vlogs.api.access import is_cross_site
from nautilus_vlogs.api.access import read_token
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.hosts import Hosts

SECRET = "correct horse battery"


@pytest.mark.parametrize(
    ("host", "wanted"),
    [
        ("localhost", True),
        ("LOCALHOST:8430", True),
        ("localhost.", True),
        ("127.0.0.1:1", True),
        ("127.9.9.9", True),
        ("[::1]:8430", True),
        ("logs.example:8430", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("[::1]", True),
        ("[::1].", False),
        ("::1", False),
        ("evil.example:80@localhost", False),  # no header of a host names a user
        ("localhost@evil.example", False),
        ("localhost/x", False),
        ("localhost?x", False),
        ("localhost#x", False),
        ("localhost\\x", False),
        ("localhost evil.example", False),
        ("localhost:80:80", False),
        ("localhost:x", False),
        ("localhost..", False),
        (".", False),
        ("\u2025", False),
        ("0.0.0.0", False),  # a page reaches the loopback by it, past the rules for its addresses
        ("10.0.0.1", False),
        ("", False),
        (None, False),
        ("[", False),
        ("*", False),
    ],
)
def test_hosts(host, wanted):
    """Loopback names and those that the operator names."""
    assert Hosts(["logs.example"]).admits(host) is wanted


def test_addresses_and_any_host():
    """An app beyond loopback answers to addresses, one that names `*` to everything."""
    assert Hosts(any_address=True).admits("10.0.0.1:80")
    assert not Hosts(any_address=True).admits("evil.example")
    assert Hosts(["*"]).admits("evil.example")


@pytest.mark.parametrize(
    ("headers", "is_page", "wanted"),
    [
        ({}, False, False),
        ({"sec-fetch-site": "same-origin"}, False, False),
        ({"sec-fetch-site": "none"}, False, False),
        ({"sec-fetch-site": "cross-site"}, False, True),
        ({"sec-fetch-site": "same-site"}, False, True),
        ({"sec-fetch-site": "cross-site", "origin": "http://ours"}, False, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://evil"}, False, True),
        ({"origin": "http://evil", "host": "localhost"}, False, True),
        ({"origin": "null", "host": "localhost"}, False, True),
        ({"origin": "http://localhost", "host": "localhost"}, False, False),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "document",
            },
            True,
            False,
        ),
        (
            {
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "iframe",
            },
            True,
            True,
        ),
    ],
)
def test_pages_of_other_sites(headers, is_page, wanted):
    """Refused unless their origin is named; a link may lead to a page."""
    assert is_cross_site(headers, ["http://ours/"], is_page=is_page) is wanted


@pytest.mark.parametrize("text", ["", " ", "short", "x" * 11, "é" * 20, "a\nb" * 10, None, 5])
def test_a_token_that_is_none_is_refused_without_repeating_it(text):
    """Too short, or unfit for a header."""
    with pytest.raises(InvalidQueryError) as caught:
        Token(text)
    assert not isinstance(text, str) or len(text) < 5 or text not in str(caught.value)


def test_tickets_expire_and_are_the_tokens_own(monkeypatch):
    """A ticket of another process, a changed or an old one opens nothing."""
    token = Token(SECRET)
    ticket = token.make_ticket()
    assert token.admits_ticket(ticket)
    assert not Token(SECRET).admits_ticket(ticket)
    expiry, _, signature = ticket.partition(".")
    for other in ("", ".", f"{int(expiry) + 1}.{signature}", f"{expiry}.", f".{signature}", "é.é"):
        assert not token.admits_ticket(other)
    monkeypatch.setattr(time, "time", lambda: int(expiry) + 1)
    assert not token.admits_ticket(ticket)
    assert SECRET not in repr(token)


def test_the_token_of_a_file(tmp_path):
    """Private, small, a regular file; the environment's other way excludes it."""
    file = tmp_path / "token"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o600)
    name = "VLOGS_NT_API_TOKEN_FILE"
    assert read_token({name: str(file)}) == SECRET
    assert read_token({}) is None
    assert read_token({"VLOGS_NT_API_TOKEN": f" {SECRET} "}) == SECRET
    with pytest.raises(InvalidQueryError, match="both set"):
        read_token({name: str(file), "VLOGS_NT_API_TOKEN": SECRET})
    file.chmod(0o644)
    with pytest.raises(InvalidQueryError, match="chmod 600"):
        read_token({name: str(file)})
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(InvalidQueryError):
            read_token({name: str(path)})
