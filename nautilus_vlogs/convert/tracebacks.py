"""Exceptions and tracebacks that `Logger.exception` appends to messages."""

import re

# A cause that was never raised itself stands before the traceback, without one of its own.
_TRACEBACK = re.compile(
    r"(?:\n[\w.]++(?::[^\n]*+)?+\n\n(?:The above exception was the direct cause of the following"
    r"|During handling of the above exception, another) exception(?: occurred)?+:\n)?+"
    r"\n(?:  \+ Exception Group )?Traceback \(most recent call last\):\n",
)
_EXCEPTION_LINE = re.compile(r"\n([^\W\d]\w*)\(")
_EXCEPTION_NAME = re.compile(r".*(?:Error|Exception|Interrupt|Exit|Warning|Timeout|Group)")


def split_exception(message: str) -> dict[str, str]:
    r"""
    Split an exception off a message.

    NautilusTrader writes ``{message}\n{type}({text})\n{traceback}``, without a traceback where
    there is none, that is outside of an ``except`` block.

    Returns
    -------
    dict[str, str]
        ``_msg``, which keeps the exception's text, ``error_type`` and, if there is one,
        ``error_traceback``; nothing for a message that holds no exception.

    """
    traceback = _TRACEBACK.search(message)
    if traceback is not None:
        head = message[: traceback.start()]
    elif message.endswith(")\n"):
        head = message[:-1]
    else:
        return {}
    # An exception's text may have lines that look like one, and so may the message.
    names = [match[1] for match in _EXCEPTION_LINE.finditer(head)]
    if not names:
        return {}
    found = {
        "_msg": head,
        "error_type": next(filter(_EXCEPTION_NAME.fullmatch, names), names[-1]),
    }
    if traceback is not None:
        found["error_traceback"] = message[traceback.start() + 1 :].rstrip()
    return found
