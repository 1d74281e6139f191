"""One process at a time logs under an instance id that its user has set."""

import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from msgspec.structs import replace

from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.deliver.sessions import SessionLock
from nautilus_vlogs.deliver.sessions import root_for
from nautilus_vlogs.node.nautilus import Node
from nautilus_vlogs.places import make_root
from nautilus_vlogs.private_files import make_private

_DIRECTORY = "instances"


class InstanceLocks:
    """The instance ids that this process logs under; the system releases them when it ends."""

    _held: ClassVar[dict[Path, SessionLock]] = {}
    _configured: ClassVar[set[str]] = set()

    @classmethod
    def configured(cls) -> frozenset[str]:
        """
        Return the ids that users have set for nodes of this process, or of the one it is a fork of.

        Other processes may have them, too, so that they don't say whose a file is.
        """
        return frozenset(cls._configured)

    @classmethod
    def is_named_in(cls, path: Path) -> bool:
        """Return whether a log file's name says whose it is: no other process has its instance."""
        instance = instance_in(path.name)
        return bool(instance) and instance not in cls._configured

    @classmethod
    def own(cls, node: Node, spool_dir: str | None, report: Callable[[str, str], None]) -> Node:
        """
        Return a node whose instance id no other process of the machine logs under at present.

        Rows are numbered and looked up by their instance, so that two processes that log under one
        id at a time would take each other's rows for their own. Processes with different spool
        directories do not see each other.

        Parameters
        ----------
        node : Node
            The node.
        spool_dir : str, optional
            The spool directory of the actor's configuration.
        report : callable
            Called with a level and a text.

        Returns
        -------
        Node
            The node itself, or one with an id of its own.

        """
        if not node.is_instance_fixed:
            return node
        cls._configured.add(node.instance_id)
        try:
            directory = node.logging.log_directory
            root, _ = root_for(None if directory is None else Path(directory), spool_dir)
            is_own = cls._lock(root, node.instance_id)
        except OSError:  # a full or a foreign disk: nothing is known of others
            return node
        if is_own:
            return node
        instance_id = str(uuid.uuid4())
        report(
            "warning",
            f"Another process that runs has the instance id {node.instance_id}, too, so this one's "
            f"rows have instance_id={instance_id}: give each node an `instance_id` of its own",
        )
        return replace(node, instance_id=instance_id, is_instance_fixed=False)

    @classmethod
    def forget(cls) -> None:
        """Forget the ids of the process that this one was forked from."""
        cls._held.clear()

    @classmethod
    def _lock(cls, root: Path, instance_id: str) -> bool:
        path = root / _DIRECTORY / f"{instance_id}.lock"
        if path in cls._held:
            return True
        make_root(root)
        make_private(path.parent)
        lock = SessionLock(path.parent, path.name)
        if not lock.acquire():
            return False
        cls._held[path] = lock
        return True


os.register_at_fork(after_in_child=InstanceLocks.forget)
