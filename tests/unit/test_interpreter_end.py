"""CPython starts no threads any more while the interpreter ends, from 3.12 on."""

import threading

from nautilus_vlogs.deliver.adoption import Adopter
from nautilus_vlogs.settings import ShippingSettings


def test_an_adopter_that_can_t_start_keeps_no_node_s_log(tmp_path, monkeypatch):
    """What earlier runs have left is then for the next process; the own log is shipped."""

    def refuse(_):
        raise RuntimeError("can't create new thread at interpreter shutdown")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    reported = []
    settings = ShippingSettings(url="http://127.0.0.1:9")
    adopter = Adopter(tmp_path, settings, lambda *text: reported.append(text))
    adopter.start()
    adopter.stop(0.0)
    assert reported == []
