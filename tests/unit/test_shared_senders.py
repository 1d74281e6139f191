"""What a process's threads and children share of a node."""

import os
from types import SimpleNamespace

from conftest import ends

from nautilus_vlogs.deliver.sharing import SenderRegistry
from nautilus_vlogs.node.instance import InstanceLocks


def test_a_call_inside_of_a_call_ends():
    """A signal handler or a finalizer may log, through a handler, while its thread asks."""
    registry, told = SenderRegistry(), []
    sender = SimpleNamespace(is_stopped=False)

    def ask_inside():
        with registry._lock:
            registry.find(lambda: told.append("first"))
            registry.publish(sender, {})
            return registry.find(lambda: told.append("second"))

    assert ends(ask_inside, 20).sender is sender
    assert told == ["first"]


def test_a_forked_child_has_not_its_parents_instance_id(tmp_path):
    """The parent logs under it: the child gets one of its own, as any other process."""
    node = SimpleNamespace(is_instance_fixed=True, instance_id="mine")
    assert InstanceLocks._lock(tmp_path, node.instance_id)
    child = os.fork()
    if not child:
        os._exit(0 if InstanceLocks._lock(tmp_path, node.instance_id) else 7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert InstanceLocks._lock(tmp_path, node.instance_id)
