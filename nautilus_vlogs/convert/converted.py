"""Rows made of some lines."""

import msgspec


class Converted(msgspec.Struct, frozen=True):
    """
    Rows made of some lines.

    Parameters
    ----------
    rows : bytes
        JSON lines for VictoriaLogs.
    records : int
        How many rows those are.
    consumed : int
        How many bytes of the input were converted; the rest waits for a name to be known, or for
        the next call.
    earliest, latest : str
        Between which times the rows are.
    put_aside : int
        How many of the rows stand for records that can't be stored.

    """

    rows: bytes
    records: int
    consumed: int
    earliest: str = ""
    latest: str = ""
    put_aside: int = 0
