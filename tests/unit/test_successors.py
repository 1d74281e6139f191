"""Which run of a node took over from which, by times alone."""

from nautilus_vlogs.query.successors import Span
from nautilus_vlogs.query.successors import successors

NODE = ("T-1", "h", "live")


def test_a_node_that_is_started_again_and_again_is_its_last_run():
    """Each restart takes over from the one before."""
    spans = [Span(str(i), NODE, i * 10, i * 10 + 9) for i in range(5)]
    assert successors(spans) == {"0": "1", "1": "2", "2": "3", "3": "4"}


def test_nodes_of_other_names_and_nodes_side_by_side_replace_nothing():
    """A node whose twin goes on is silent all the same."""
    other = [Span("a", NODE, 0, 5), Span("b", ("T-1", "other", "live"), 6, 9)]
    assert successors(other) == {}
    beside = [Span("a", NODE, 0, 5), Span("b", NODE, 3, 99)]
    assert successors(beside) == {}


def test_a_restart_takes_over_from_one_of_two_nodes_side_by_side():
    """The one that ended long ago stays silent, the one that ended just before is replaced."""
    spans = [Span("dead", NODE, 0, 50), Span("b", NODE, 10, 99), Span("c", NODE, 100, 150)]
    assert successors(reversed(spans)) == {"b": "c"}
