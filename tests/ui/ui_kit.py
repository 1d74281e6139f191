"""What tests of pages share."""

import socket


def free_port() -> int:
    """Return a port of the loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lines(page: object) -> list[str]:
    """Return the messages of the rows that are in the document, from the top."""
    return [
        row.locator("[role=gridcell]").nth(3).inner_text()
        for row in page.locator("[role=row]").all()
    ]
