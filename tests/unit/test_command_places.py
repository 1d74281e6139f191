"""Values of arguments, such as files and directories, that name nothing."""

import pytest

from nautilus_vlogs.commands.catalogue import COMMANDS
from nautilus_vlogs.commands.catalogue import make_parser
from nautilus_vlogs.commands.main import main


@pytest.mark.parametrize("command", COMMANDS)
def test_no_argument_takes_an_empty_value(command, capsys):
    """As an unset variable of a shell leaves it: a place would be the working directory."""
    _, parser = make_parser(command)
    for action in parser._actions:
        if action.nargs == 0:
            continue
        option = action.option_strings[-1:]
        with pytest.raises(SystemExit) as ended:
            main([command, *option, ""])
        assert ended.value.code == 2
        err = capsys.readouterr().err
        assert "` must not be empty" in err
        assert f"`{''.join(option)}" in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["{file}"], "a directory to follow has to be a directory"),
        (["--state", "{file}"], "`--state` has to be a directory"),
        (["--spool-dir", "{file}"], "`--spool-dir` has to be a directory"),
        (["--until", "nosuch"], "`--until` has to be the name of a session"),
        (["--window", "0"], "`--window` must be a number from 2 to 600"),
        ([""], "`DIR` must not be empty"),
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
