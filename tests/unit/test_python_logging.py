"""Records of Python's own logging become lines, whatever is in them."""

import logging
import sys
import traceback

import pytest

from nautilus_vlogs.capture.python_logging import RecordReader
from nautilus_vlogs.capture.python_logging import to_line


class Unspeakable:
    """Has no text."""

    def __repr__(self):
        raise RuntimeError("no text")


def line_of(message, *args, exc_info=None, exc_text=None, **extra):
    """Return the line of a record."""
    logger = logging.Logger("x")  # noqa: LOG001  # no root
    record = logger.makeRecord(
        "x", logging.ERROR, __file__, 1, message, args, exc_info, None, extra
    )
    record.exc_text = exc_text
    return to_line(RecordReader({"app"}).snapshot(record))


def error():
    """Return an exception with a traceback, as `exc_info`."""
    try:
        int("none")
    except ValueError:
        return sys.exc_info()


# -- Arguments -------------------------------------------------------------------------------


def test_an_exception_without_a_place_in_the_text_is_kept():
    """`log.error("failed", err)` says what failed, with type and traceback."""
    _, err, _ = error()
    line = line_of("failed", err)
    assert line["message"].startswith("failed (arguments don't fit, TypeError: ValueError(")
    assert "invalid literal for int()" in line["message"]
    assert line["error_type"] == "ValueError"
    assert line["error_traceback"].startswith("Traceback (most recent call last):\n")


@pytest.mark.parametrize(
    ("message", "args", "shown"),
    [
        ("failed", (5, "text"), "5, 'text'"),
        ("a %d b", ("x",), "'x'"),
        ("a %s %s", (1,), "1"),
        ("a %(name)s", ({"other": 1},), "{'other': 1}"),
        ("a %s %q", (1, 2), "1, 2"),
    ],
)
def test_arguments_that_do_not_fit_are_kept(message, args, shown):
    """Whatever is wrong between a text and its arguments, both are there."""
    text = line_of(message, *args)["message"]
    assert text.startswith(message)
    assert text.endswith(f": {shown})")


def test_an_argument_that_cant_be_shown():
    """An argument whose own code raises costs the record nothing else."""
    text = line_of("failed", Unspeakable(), 5)["message"]
    assert text.endswith("(Unspeakable can't be shown: RuntimeError), 5)")


# -- Fields ----------------------------------------------------------------------------------


def test_names_that_the_store_reserves_are_kept_under_another_one():
    """A name that begins with `_`, a tag's name and an empty one are no name for a field."""
    line = line_of("x", _id=1, _time="0", level="mine", app="theirs", **{"": "empty"})
    assert line["extra__id"] == "1"
    assert line["extra__time"] == "0"
    assert line["extra_level"] == "mine"
    assert line["extra_app"] == "theirs"
    assert line["extra_"] == "empty"
    assert line["level"] == "ERROR"


def test_names_that_meet_are_kept_both():
    """A renamed field takes no other field's place."""
    line = line_of("x", level=1, extra_level=2)
    assert {line["extra_level"], line["extra_extra_level"]} == {"1", "2"}


@pytest.mark.parametrize("tag", ["strategy_id", "error_type", "error_traceback"])
def test_no_value_is_no_tag(tag):
    """A record that belongs to no strategy is not tagged with one called None."""
    assert tag not in line_of("x", **{tag: None})
    assert line_of("x", **{tag: "None"})[tag] == "None"
    assert line_of("x", order_id=None)["order_id"] == "None"


# -- Exceptions ------------------------------------------------------------------------------


def test_a_traceback_comes_once():
    """A text that holds the traceback already, as `exception(format_exc())` has it, loses it."""
    exc_info = error()
    text = "".join(traceback.format_exception(*exc_info))
    for message in (text, f"failed:\n{text}", f"failed:\n{text}\n", f"failed: {text}"):
        line = line_of(message.replace("%", "%%"), exc_info=exc_info)
        assert "Traceback" not in line["message"]
        assert line["error_type"] == "ValueError"
        assert line["error_traceback"] == text.rstrip()


def test_another_traceback_in_the_text_stays():
    """A text with the traceback of another error keeps it."""
    other = "failed:\nTraceback (most recent call last):\n  File 'x'\nKeyError: 'other'\n"
    line = line_of(other, exc_info=error())
    assert "KeyError: 'other'" in line["message"]
    assert line["error_type"] == "ValueError"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Traceback (most recent call last):\n  File x\nValueError: text", "ValueError"),
        ("Traceback (most recent call last):\n  File x\na.b.Custom: text", "Custom"),
        ("Traceback (most recent call last):\n  File x\nKeyboardInterrupt", "KeyboardInterrupt"),
        (
            (
                "Traceback (most recent call last):\n  File x\nKeyError: 1\n\nDuring handling of "
                "the above exception, another exception occurred:\n\n"
                "Traceback (most recent call last):\n  File y\nTypeError: 2\nmore: text"
            ),
            "TypeError",
        ),
        (
            (
                "  + Exception Group Traceback (most recent call last):\n  |   File x\n"
                "  | ExceptionGroup: all (1 sub-exception)\n  +-+---------------- 1\n"
                "    | Traceback (most recent call last):\n    | ValueError: 1\n    +----"
            ),
            "ExceptionGroup",
        ),
        ("Traceback (most recent call last):\n  File x", None),
    ],
)
def test_the_last_error_of_a_traceback_names_it(text, name):
    """Of a chain the last error counts, whatever follows its name."""
    assert line_of("failed", exc_text=text).get("error_type") == name


def test_a_text_of_headers_is_scanned_once():
    """What looks like the beginning of a traceback again and again costs one pass."""
    text = "  + Exception Group Traceback (most recent call last):\n" * 20_000
    line = line_of(text)
    assert "error_type" not in line
    assert line["error_traceback"]
