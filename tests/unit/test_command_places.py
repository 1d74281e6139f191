"""Arguments of the commands that name files and directories."""

import argparse

import pytest

from nautilus_vlogs.commands.catalogue import COMMANDS
from nautilus_vlogs.commands.catalogue import make_parser
from nautilus_vlogs.commands.main import main

PLACES = {"DIR", "FILE", "LOG"}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_argument_that_names_a_place_takes_an_empty_one(command):
    """As an unset variable of a shell leaves it: it would stand for the working directory."""
    _, parser = make_parser(command)
    for action in parser._actions:
        if action.metavar in PLACES:
            with pytest.raises(argparse.ArgumentTypeError, match="empty"):
                action.type("")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["{file}"], "a directory to follow has to be a directory"),
        (["--state", "{file}"], "`--state` has to be a directory"),
        (["--spool-dir", "{file}"], "`--spool-dir` has to be a directory"),
        (["--until", "nosuch"], "`--until` has to be the name of a session"),
        (["--window", "0"], "`--window` must be a number from 2 to 600"),
        ([""], "argument DIR: must name a path"),
    ],
)
def test_follow_refuses_what_it_can_not_follow(tmp_path, capsys, arguments, reason):
    """It would wait for ever without a word otherwise; the error names what was typed."""
    file = tmp_path / "node.json"
    file.touch()
    typed = [one.format(file=file) for one in arguments]
    try:
        code = main(["follow", *typed, str(tmp_path)])
    except SystemExit as e:
        code = e.code
    assert code == 2
    assert reason in capsys.readouterr().err
