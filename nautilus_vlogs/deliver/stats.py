"""Counters of delivery that account for every record at any time."""

from enum import StrEnum

import msgspec


class State(StrEnum):
    """
    Whether the store takes rows, and what keeps it from it.

    Each value but the first two and the last names an outcome of the last request; the last says
    that the spool's file system has no room, whatever the store's state.
    """

    STARTING = "starting"
    UP = "up"
    UNREACHABLE = "unreachable"
    UNCLEAR = "unclear"
    BUSY = "busy"
    DENIED = "denied"
    REFUSED = "refused"
    FOREIGN = "foreign"
    SPOOL_FULL = "spool full"


class Stats(msgspec.Struct, frozen=True):
    """
    Accounting of the records: ``read = verified + unverified + put_aside + lost`` always.

    Parameters
    ----------
    read : int
        Records that were read, or are known to be missing.
    verified : int
        Records that VictoriaLogs was seen to hold after the durability window.
    unverified : int
        Records that were read and not seen in the store: they wait to be sent, are acknowledged
        and not verified yet, or can't be verified since the server answers no queries.
    put_aside : int
        Records that could not be stored: a row says why, the original is a dead letter.
    lost : int
        Records that were deleted before they could be read, or can't be sent again.
    sent : int
        Records that VictoriaLogs acknowledged (answered 200), as it did all before them.
    resent : int
        Records that were acknowledged, were missing after the window, and were sent again.
    possibly_duplicated : int
        Records that were sent again without a look-up, and may be in the store twice.
    duplicates : int
        Rows that VictoriaLogs was seen to hold more than once.
    requests : int
        Insert requests made.
    retries : int
        Attempts that failed and were made again.
    state : State
        The store's state: it takes rows, or the trouble with it.
    last_error : str
        The last trouble, in one line.
    backlog_bytes : int
        Bytes in log files that wait to be read.
    backlog_records : int
        Records that wait to be read; in log files an estimate, by the mean length so far.
    lag_records : int
        Records that wait to be acknowledged, those to be read included.
    lag_secs : float
        Seconds since the oldest of those that were read was read.

    """

    read: int
    verified: int
    unverified: int
    put_aside: int
    lost: int
    sent: int
    resent: int
    possibly_duplicated: int
    duplicates: int
    requests: int
    retries: int
    state: State
    last_error: str
    backlog_bytes: int
    backlog_records: int
    lag_records: int
    lag_secs: float
