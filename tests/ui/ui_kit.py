"""What tests of pages share."""

from nautilus_vlogs.operate import local_store


def free_port() -> int:
    """Return a port of the loopback that nothing listens on, nor any outgoing connection takes."""
    return local_store._free_port()


def lines(page: object) -> list[str]:
    """Return the messages of the rows that are in the document, from the top."""
    return [
        row.locator("[role=gridcell]").nth(3).inner_text()
        for row in page.locator("[role=row]").all()
    ]
