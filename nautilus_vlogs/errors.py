"""
What can go wrong with a query, each with what to do next.

::

    VictoriaLogsError
    ├── InvalidQueryError         what was asked for makes no sense; nothing was sent
    │   ├── InvalidTimeError      a time or a range of times
    │   ├── GuardRailError        more than one query may ask for
    │   └── PipeNotAllowedError   a part of LogsQL that raw queries may not use
    ├── MissingExtraError         a package that an optional feature needs is not installed
    ├── QueryRefusedError         VictoriaLogs can't read the query
    └── StoreError                no answer that can be relied on
        ├── AccessDeniedError     the credentials will not do
        ├── StoreUnreachableError nothing answers there
        ├── NotVictoriaLogsError  another program answers there
        ├── StoreBusyError        overloaded, or an error of its own
        ├── QueryTimeoutError     no complete answer in time
        └── IncompleteAnswerError an answer that was cut, is too large or can't be read
"""


class VictoriaLogsError(Exception):
    """The root of the tree."""


class InvalidQueryError(VictoriaLogsError, ValueError):
    """What was asked for makes no sense; nothing was sent."""


class InvalidTimeError(InvalidQueryError):
    """A time that can't be read, or a range that can't be."""


class GuardRailError(InvalidQueryError):
    """More than one query may ask for."""


class PipeNotAllowedError(InvalidQueryError):
    """
    A raw query uses a part of LogsQL that it may not use.

    Parameters
    ----------
    message : str
        For people.
    pipe : str
        What was refused, as it was written.

    """

    def __init__(self, message: str, pipe: str) -> None:
        super().__init__(message)
        self.pipe = pipe


class MissingExtraError(VictoriaLogsError, ImportError):
    """A package that an optional feature needs is not installed."""


class QueryRefusedError(VictoriaLogsError):
    """VictoriaLogs can't read the query; the text says at which place."""


class StoreError(VictoriaLogsError):
    """No answer that can be relied on."""


class AccessDeniedError(StoreError):
    """The credentials in the environment will not do."""


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
