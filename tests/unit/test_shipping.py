"""The threads of `vlogs-nt ship` and `follow`: whatever becomes of them, the exit code says it."""

import argparse
import threading

import pytest

from nautilus_vlogs.commands import shipping


def refuse(_):
    """Have no more threads."""
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("has_threads", [True, False])
def test_each_item_is_worked_on_once(has_threads, monkeypatch):
    """In parallel, or by the one who asks where there are no threads; answers keep the order."""
    seen = []

    def work(item):
        seen.append(item)
        return item * 2

    if not has_threads:
        monkeypatch.setattr(threading.Thread, "start", refuse)
    assert shipping._in_parallel(work, list(range(50))) == [item * 2 for item in range(50)]
    assert sorted(seen) == list(range(50))
    assert shipping._in_parallel(work, []) == []


def test_an_error_of_one_item_reaches_the_one_who_asked():
    """It is no answer, and nothing that is printed and forgotten on a thread."""

    def work(item):
        if item == 3:
            raise ValueError("no")
        return item

    with pytest.raises(ValueError, match="no"):
        shipping._in_parallel(work, list(range(10)))


class Task:
    """Work that ends in an error."""

    def run(self):
        """Fail."""
        raise MemoryError("no room")

    def exit_code(self, *, has_ended):
        """Return the code of work that was done."""
        return int(not has_ended)


def test_work_that_ends_in_an_error_is_a_failure(capsys):
    """Though nothing was found to be left by then."""
    options = argparse.Namespace(
        url="http://localhost:9",
        query_url=None,
        account_id=0,
        project_id=0,
        window=15.0,
        ca_file=None,
        client_cert_file=None,
        client_key_file=None,
        metrics=None,
        metrics_host=[],
        json=False,
        given=set(),
    )
    assert shipping._run(options, lambda _: Task(), timeout_secs=60.0) == 1
    assert "shipping has ended: no room" in capsys.readouterr().err
