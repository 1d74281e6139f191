"""What the converter makes of hostile lines, in the real store."""

import json
import logging
from datetime import datetime

from converter_kit import CONSTANTS
from converter_kit import UNFIT
from converter_kit import Converter
from converter_kit import ago
from converter_kit import line

from nautilus_vlogs import VictoriaLogsHandler
from nautilus_vlogs.convert.secret_patterns import MASK
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import Outcome


def test_hostile_rows_are_all_stored(store):
    """VictoriaLogs, which drops what it dislikes with a 200, holds every row that we sent."""
    converter = Converter({**CONSTANTS, "instance_id": store.id})
    hostile = [data for data, _ in UNFIT.values()]
    hostile += [line("", x="blank"), line(at=ago(30 * 86_400)), line(at=ago(6.9 * 86_400))]
    hostile += [line(at=ago(-1.9 * 86_400)), line("long" * 60_000), line("é" * 120_000)]
    hostile += [line(**{f"key{i}": "v" for i in range(5_000)}), line(**{"k" * 128: "1"})]
    hostile += [line("a" + "価" * 60 + "=1"), line("k=" + "v" * 1_024), line("c", component="")]
    hostile += [line("\0\x01\x7f\u2028\U0010ffff"), line("c", component="C" * 1_000)]
    hostile += [line(**{"a\nb": "1", 'quo"te': "2", "a.b": "3", "é": "4", "sp ace": "5"})]
    hostile += [
        line(" ".join(f"k{i}={i}" for i in range(200)), **{f"e{i}": "" for i in range(600)})
    ]
    body, expected = [], {}
    for i, data in enumerate(hostile):
        converted = converter.convert(data + line(f"neighbour n={i}"))
        body.append(converted.rows)
        # The neighbour is what may be lost with a bad row.
        expected |= {row["seq"]: row for row in map(json.loads, converted.rows.splitlines())}
    client = StoreClient(store.url, stream_fields=("strategy_id", "level", "component"))
    assert client.insert(body).outcome is Outcome.ACCEPTED
    client.close()
    stored = store.wait_for(f'instance_id:="{store.id}"', len(expected))
    by_seq = {int(row["seq"]): row for row in stored}
    assert by_seq.keys() == expected.keys() == set(range(converter.next_seq))
    assert len(stored) == len(by_seq)
    for seq, row in expected.items():
        found = by_seq[seq]
        assert datetime.fromisoformat(found["_time"]) == datetime.fromisoformat(row["_time"])
        sent = {key: value for key, value in row.items() if value != "" and key[0] != "_"}
        assert {key: found.get(key) for key in sent} == {**sent, "seq": str(seq)}
        assert found["_msg"] == row["_msg"]


def test_what_the_handler_ships_is_redacted(store):
    """Python's own logging is redacted likewise, `extra` and tracebacks included."""
    handler = VictoriaLogsHandler(
        url=store.url, extra_fields={"test": store.id}, redact=[r"acct\d+"]
    )
    logger = logging.Logger("acct1")  # noqa: LOG001  # unknown to pytest and its handlers
    logger.addHandler(handler)
    try:
        int("acct2 api_key=hunter2")
    except ValueError:
        logger.exception("acct3", extra={"password": "hunter2", "who": "acct4", "acct5": "x"})
    handler.close()
    (row,) = store.wait_for(f"test:={store.id}")
    assert "acct" not in str(row)
    assert "hunter2" not in str(row)
    assert row["error_type"] == "ValueError"
    assert row["password"] == row["component"] == row["_msg"] == MASK
