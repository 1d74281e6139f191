"""What the actor puts around a trader's methods can't be told from them."""

from types import SimpleNamespace

import pytest

from nautilus_vlogs.node import nautilus


class Trader:
    """A trader as far as additions go."""

    def __init__(self):
        self.added = []

    def add_strategy(self, strategy):
        """Add a strategy."""
        self.added.append(strategy)

    def add_actor(self, actor):
        """Add an actor."""
        self.added.append(actor)

    def add_exec_algorithm(self, exec_algorithm):
        """Add an execution algorithm."""
        self.added.append(exec_algorithm)


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (nautilus.after_each_strategy, "strategy"),
        (nautilus.after_each_actor, "actor"),
        (nautilus.after_each_actor, "exec_algorithm"),
    ],
)
def test_a_wrapped_addition_takes_what_the_traders_own_takes(after, kind):
    """By position or by name, and what is wrong is the trader's error."""
    trader, calls = Trader(), []
    after(SimpleNamespace(kernel=SimpleNamespace(trader=trader)), lambda: calls.append(1))
    add = getattr(trader, f"add_{kind}")
    add("A")
    add(**{kind: "B"})
    assert trader.added == ["A", "B"]
    assert calls == [1, 1]
    with pytest.raises(TypeError, match="unexpected keyword"):
        add(nothing="C")
