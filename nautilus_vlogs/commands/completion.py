"""`vlogs-nt completion`: a shell completes commands, options and values, ids of the store too."""

import argparse
import re
import sys
from collections.abc import Iterable
from collections.abc import Sequence
from contextlib import suppress

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.catalogue import COMMANDS
from nautilus_vlogs.commands.catalogue import make_parser
from nautilus_vlogs.commands.parsing import Parser
from nautilus_vlogs.commands.profiles import apply_profile
from nautilus_vlogs.commands.profiles import profile_names
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.schema import LEVELS
from nautilus_vlogs.schema import SOURCES

_EPILOG = """\
Values of --strategy, --component, --trader, --instance, --host and --run are those that the store
holds; it is given 300 ms to name them.

examples:
  bash  echo 'eval "$(vlogs-nt completion bash)"' >> ~/.bashrc
  zsh   echo 'eval "$(vlogs-nt completion zsh)"' >> ~/.zshrc        (after compinit)
  fish  vlogs-nt completion fish > ~/.config/fish/completions/vlogs-nt.fish

exit status: 0 printed, 2 bad usage
"""

# Each script hands over the words up to the cursor and takes a candidate a line; without any it
# completes files.
_SCRIPTS = {
    "bash": """\
_vlogs_nt() {
    local IFS=$'\\n' line="${COMP_LINE:0:$COMP_POINT}" words=() word
    IFS=' ' read -r -a words <<< "$line"
    [[ "$line" == *' ' ]] && words+=("")
    word="${words[${#words[@]}-1]}"
    COMPREPLY=($(vlogs-nt __complete "${words[@]:1}" 2>/dev/null))
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
        COMPREPLY=($(compgen -f -- "$word"))
    fi
    # Bash takes = and : for the ends of words: keep what follows the last of them.
    if [[ "$word" == *[=:]* ]]; then
        local prefix="${word%"${word##*[=:]}"}"
        COMPREPLY=("${COMPREPLY[@]#"$prefix"}")
    fi
}
complete -o nosort -F _vlogs_nt vlogs-nt
""",
    "zsh": """\
#compdef vlogs-nt
_vlogs_nt() {
    local -a found
    found=("${(@f)$(vlogs-nt __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ ${#found[@]} -gt 0 && -n "${found[1]}" ]]; then
        compadd -Q -V vlogs-nt -- "${found[@]}"
    else
        _files
    fi
}
(( $+functions[compdef] )) && compdef _vlogs_nt vlogs-nt
""",
    "fish": """\
function __vlogs_nt_complete
    set -l words (commandline -opc) (commandline -ct)
    vlogs-nt __complete $words[2..-1] 2>/dev/null
end
complete -c vlogs-nt -a '(__vlogs_nt_complete)'
""",
}

#: Values that every shell takes literally, in the place of a word.
_HARMLESS = re.compile(r"[\w@%+:/][\w@%+:/.=,\-]*")

_TIMEOUT_SECS = 0.3
_MAX_CANDIDATES = 200
_TIMES = ("5m", "15m", "1h", "6h", "24h", "7d", "today", "yesterday", "now")
_OUTPUTS = ("short", "raw", "json", "csv", "template=")
#: Field of the values that a positional argument of a command takes.
_POSITIONALS = {
    "logs": "strategy_id",
    "tail": "strategy_id",
    "orders": "client_order_id",
    "diff": "run_id",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument("shell", choices=list(_SCRIPTS))


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    sys.stdout.write(_SCRIPTS[options.shell])
    return common.OK


def print_candidates(words: Sequence[str]) -> int:
    """Print what the last of the words may become, one a line, and return the exit code."""
    with suppress(SystemExit, VictoriaLogsError, OSError):  # a shell shows no errors here
        try:
            for candidate in candidates(words):
                common.write(candidate)
            common.flush()
        except common.AnswerError as e:
            common.give_up_answer(e.reason)
    return common.OK


def candidates(words: Sequence[str]) -> list[str]:
    """
    Return what the last word of a command line may become.

    Parameters
    ----------
    words : sequence of str
        The words after ``vlogs-nt`` up to the cursor; the last one may be empty.

    """
    *before, word = words or [""]
    typed = next((one for one in before if not one.startswith("-")), None)
    if typed is None:
        known = ["--help", "--version"] if word.startswith("-") else list(COMMANDS)
        return _starting(word, known)
    _, parser = make_parser(typed)
    return [] if parser is None else _of_command(parser, typed, before, word)


def _of_command(parser: Parser, typed: str, before: Sequence[str], word: str) -> list[str]:
    """Return what a word after a command may become."""
    actions = parser.actions_by_option()
    option, equals, value = word.partition("=")
    last = actions.get(before[-1])
    if equals and option in actions:
        return [f"{option}={one}" for one in _values(actions[option], before, value)]
    if last is not None and last.nargs is None:
        return _values(last, before, word)
    if word.startswith("-"):
        return _starting(word, [one for one in actions if one.startswith("--")])
    if typed in _POSITIONALS:
        return _starting(word, _stored(_POSITIONALS[typed], before))
    return _starting(word, parser.positional_choices())


def _values(action: argparse.Action, before: Sequence[str], word: str) -> list[str]:
    # Of several values with commas between the last one is being typed.
    done, comma, part = word.rpartition(",")
    name = action.dest
    if action.choices is not None:
        return _starting(word, map(str, action.choices))
    if name == "profile":
        return _starting(word, profile_names())
    if name in ("since", "until"):
        return _starting(word, _TIMES)
    if name == "output":
        return _starting(word, _OUTPUTS)
    if name == "level":
        found = _starting(part.upper(), LEVELS)
    elif name == "source":
        found = _starting(part, SOURCES)
    elif name in selection.VALUE_OPTIONS:
        found = _starting(part, _stored(selection.VALUE_OPTIONS[name], before))
    else:
        return []
    return [f"{done}{comma}{one}" for one in found]


def _stored(field: str, before: Sequence[str]) -> list[str]:
    """Return the values of a field in the last day, most frequent first."""
    parser = argparse.ArgumentParser(add_help=False)
    common.add_store_arguments(parser)
    options, _ = parser.parse_known_args(before[1:])
    apply_profile(options)
    with common.client_of(options, timeout_secs=_TIMEOUT_SECS) as client:
        found = client.count_by(field, start=client.max_range, limit=_MAX_CANDIDATES)
    # What a row brings along must not become a command of the shell, nor more than one word.
    return [value for value in found if _HARMLESS.fullmatch(value)]


def _starting(word: str, known: Iterable[str]) -> list[str]:
    return [one for one in known if one.startswith(word)]
