"""
The errors of queries; each text names the cause and the remedy.

::

    VictoriaLogsError
    ├── InvalidQueryError         an argument makes no sense; nothing was sent
    │   ├── InvalidTimeError      a time or a range of times
    │   ├── GuardRailError        an argument is beyond the bounds
    │   └── PipeNotAllowedError   a part of LogsQL that raw queries may not use
    ├── MissingExtraError         a package that an optional feature needs is not installed
    ├── QueryRefusedError         VictoriaLogs can't read the query
    └── StoreError                no reliable answer
        ├── AccessDeniedError     the credentials are refused
        ├── StoreUnreachableError nothing answers there
        ├── NotVictoriaLogsError  another program answers there
        ├── StoreBusyError        overloaded, or an error of its own
        ├── QueryTimeoutError     no complete answer in time
        └── IncompleteAnswerError an answer that was cut, is too large or can't be read
"""


class VictoriaLogsError(Exception):
    """The root of the tree."""


class InvalidQueryError(VictoriaLogsError, ValueError):
    """An argument makes no sense; nothing was sent."""


class InvalidTimeError(InvalidQueryError):
    """A time that can't be read, or a range that can't be."""


class GuardRailError(InvalidQueryError):
    """An argument is beyond the bounds of one query."""


class PipeNotAllowedError(InvalidQueryError):
    """
    A raw query uses a part of LogsQL that it may not use.

    Parameters
    ----------
    message : str
        The text of the error.
    pipe : str
        The refused part, as it was written.

    """

    def __init__(self, message: str, pipe: str) -> None:
        super().__init__(message)
        self.pipe = pipe


class MissingExtraError(VictoriaLogsError, ImportError):
    """A package that an optional feature needs is not installed."""


class QueryRefusedError(VictoriaLogsError):
    """VictoriaLogs can't read the query; the text names the place."""


class StoreError(VictoriaLogsError):
    """There is no reliable answer."""


class AccessDeniedError(StoreError):
    """The credentials in the environment are refused, or unfit for a header."""


class StoreUnreachableError(StoreError):
    """Nothing answers there."""


class NotVictoriaLogsError(StoreError):
    """Another program than VictoriaLogs answers there."""


class StoreBusyError(StoreError):
    """The store is overloaded, or has an error of its own."""


class QueryTimeoutError(StoreError):
    """There was no complete answer in time."""


class IncompleteAnswerError(StoreError):
    """The answer was cut, is too large, or can't be read."""
