"""A process that hands its log to a companion, as the actor of NautilusTrader 2.0 does."""

import json
import sys
import threading
import time
from pathlib import Path

from faults.leftovers import TRADER
from faults.leftovers import line
from nautilus_vlogs.capture.other_logs import other_logs_in
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import session_directory
from nautilus_vlogs.node.own_log import handed_state
from nautilus_vlogs.node.own_log import own_part_of
from nautilus_vlogs.node.supervisor import Supervisor
from nautilus_vlogs.settings import ShippingSettings


class HandingNode:
    """The node; `tests/faults/test_handed.py` says what the options are."""

    def __init__(self, *, url, directory, spool, name, lines_a_file, first, instance_id):
        self.url, self.spool, self.directory = url, spool, Path(directory)
        self.name, self.instance_id = name, instance_id
        self.lines_a_file = lines_a_file
        self.number = first
        self.file = self.supervisor = None
        self.begin_file()
        self.say("built", "Left-001")
        self.say(f"Registered Python strategy Left-001 with trader {TRADER}", "Trader")
        self.say("Registered Python actor Watcher", "Trader")
        self.say("watching", "Watcher")

    def begin_file(self):
        """Open the log's file, or the next one where it is rotated."""
        if self.file is not None:
            self.file.close()
        time.sleep(0.002)
        now_ns = time.time_ns()
        stamp = time.strftime("%Y-%m-%d_%H%M%S", time.gmtime(now_ns // 10**9))
        stamp += f"-{now_ns // 10**6 % 1000:03}"
        if not self.lines_a_file:
            stamp = stamp[:10]
        name = f"{TRADER}_{stamp}_{self.instance_id}"
        if self.name:
            name = f"{self.name}_{stamp}" if self.lines_a_file else self.name
        self.file = (self.directory / f"{name}.jsonl").open("ab", buffering=0)

    def say(self, message, component):
        """Write a line that is not numbered."""
        text = line(0, time.time_ns()).decode()
        text = text.replace("Left-001", component).replace("tick number=0", message)
        self.file.write(text.encode())

    def write(self, count):
        """Write so many numbered lines."""
        for index in range(count):
            if self.lines_a_file and index and index % self.lines_a_file == 0:
                self.begin_file()
            self.file.write(line(self.number, time.time_ns()))
            self.number += 1

    def hand_over(self, *, has_companion=True):
        """Do what the actor does; return the instance's id."""
        (log,) = other_logs_in(self.directory)
        own = own_part_of(log)
        settings = ShippingSettings(url=self.url, durability_window_secs=2)
        session = SessionDirectory(Path(session_directory(self.spool)))
        session.path.mkdir(parents=True, mode=0o700)
        assert session.lock.acquire()
        path = session.path / f"{own.instance_id}{NODE_SUFFIX}"
        Journal(path, handed_state(own, settings, self.spool))
        if has_companion:
            self.supervisor = Supervisor(session, lambda *_: None)
            threading.Thread(target=self.keep_company, daemon=True).start()
        return own.instance_id

    def keep_company(self):
        """See to it that a companion is at work."""
        while not self.supervisor.look(time.monotonic()):
            time.sleep(0.05)


node = HandingNode(**json.loads(sys.argv[1]))
print(node.number, flush=True)
for command in sys.stdin:
    what, *arguments = json.loads(command)
    match what:
        case "write":
            node.write(*arguments)
            print(node.number, flush=True)
        case "hand over":
            print(node.hand_over(), flush=True)
        case "hand over to none":
            print(node.hand_over(has_companion=False), flush=True)
if node.supervisor is not None:
    node.supervisor.leave()
