"""Checks of everything between a node and its store, each with its remedy."""

import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec

from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import StoreUnreachableError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import is_tested
from nautilus_vlogs.operate.spool import SessionState
from nautilus_vlogs.operate.spool import look_into
from nautilus_vlogs.private_files import unsafe
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.store.health import Health
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.times import rfc3339

STATUSES = ("ok", "warn", "fail")

_PROBE_SECS = 10.0
_MIN_RETENTION_SECS = 86_400.0
_MIN_FREE_BYTES = 1024**3
_MAX_STREAMS = 1_000
#: VictoriaLogs drops rows that are two days ahead, and the client searches ten seconds ahead.
_MAX_CLOCK_SECS = 5.0

_REASONS = {
    "too_small_timestamp": "were older than the retention: raise -retentionPeriod of the store",
    "too_big_timestamp": "lay in the future: set the clocks of the nodes",
    "too_many_fields": "had too many fields: log fewer key=value pairs a message",
    "too_long_line": "were too long, which this package never sends: find the other sender",
    "bad_request": "requests could not be read: find the other sender to this store",
}


class Finding(msgspec.Struct, frozen=True):
    """
    The result of one check.

    Parameters
    ----------
    check : str
        The subject of the check.
    status : str
        ``ok``, ``warn`` or ``fail``.
    text : str
        The result, in a sentence.
    remedy : str
        The remedy; empty if none is needed.

    """

    check: str
    status: str
    text: str
    remedy: str = ""


def diagnose(client: VictoriaLogsClient, spool_dir: Path, *, probe: bool) -> Iterator[Finding]:
    """Yield the finding of each check; stop after the first if the store does not answer."""
    health = client.health()
    if health.ok:
        yield Finding("store", "ok", f"{client.url} answers a query in {health.latency_ms:g} ms")
        yield from _store(client, health, probe=probe)
    else:
        yield _unhealthy(client, health)
    yield from _spool(spool_dir)


def _unhealthy(client: VictoriaLogsClient, health: Health) -> Finding:
    what, _, remedy = health.trouble.rpartition(": ")
    try:
        client.count_by("level", limit=1)
    except StoreUnreachableError:
        return Finding("store", "fail", what, f"{remedy}; `vlogs-nt server` runs one here")
    except AccessDeniedError:
        return Finding("auth", "fail", what, remedy)
    except VictoriaLogsError:
        pass
    return Finding("store", "fail", what or health.trouble, remedy)


def _store(client: VictoriaLogsClient, health: Health, *, probe: bool) -> Iterator[Finding]:
    yield _auth()
    if health.metrics is None:
        yield Finding(
            "metrics",
            "warn",
            "/metrics can't be read, so version, retention, disk and drops are not known",
            "let this user read /metrics, or run this on the machine of the store",
        )
    else:
        yield from _metrics(health.metrics)
    if probe:
        yield _probe(client)
    yield _clock(health.clock_ahead_secs)
    yield _streams(client)


def _auth() -> Finding:
    if os.environ.get("VICTORIALOGS_TOKEN", "").strip():
        return Finding("auth", "ok", "the token in VICTORIALOGS_TOKEN is accepted")
    if os.environ.get("VICTORIALOGS_USERNAME", "").strip():
        return Finding("auth", "ok", "user and password of the environment are accepted")
    return Finding("auth", "ok", "the store asks for no credentials, and none are set")


def _metrics(metrics: Metrics) -> Iterator[Finding]:
    yield _version(metrics.version)
    retention = metrics.retention_secs
    if retention is None:
        yield Finding("retention", "warn", "unknown", "look up -retentionPeriod of the store")
    else:
        is_short = retention < _MIN_RETENTION_SECS
        yield Finding(
            "retention",
            "warn" if is_short else "ok",
            f"rows are kept for {retention / 86_400:g} days",
            "raise -retentionPeriod of the store: rows that wait longer are dropped"
            if is_short
            else "",
        )
    free = f"{metrics.free_disk_bytes / 1024**3:.1f} GiB free"
    if metrics.is_read_only:
        yield Finding("disk", "fail", f"read-only, {free}", "free disk space of the store")
    elif metrics.free_disk_bytes < _MIN_FREE_BYTES:
        yield Finding("disk", "warn", free, "free disk space of the store before it is read-only")
    else:
        yield Finding("disk", "ok", f"writable, {free}")
    dropped = {reason: count for reason, count in metrics.dropped.items() if count}
    if not dropped:
        yield Finding("drops", "ok", "the store has dropped nothing since it was started")
    for reason, count in dropped.items():
        remedy = _REASONS.get(reason, "see the log of the store")
        yield Finding("drops", "warn", f"{count:,} rows since its start: {reason}", remedy)


def _version(version: str) -> Finding:
    if is_tested(version):
        return Finding("version", "ok", f"VictoriaLogs {version}, within the tested range")
    return Finding(
        "version",
        "warn",
        f"VictoriaLogs {version or 'of an unknown version'}",
        f"tested are {OLDEST_VERSION} to {VICTORIALOGS_VERSION}: run one of those if something "
        "does not work",
    )


def _probe(client: VictoriaLogsClient) -> Finding:
    mark = uuid.uuid4().hex
    row = {
        "_time": rfc3339(time.time_ns()),
        "_msg": "probe of vlogs-nt doctor",
        "level": "INFO",
        "source": "python",
        "component": "vlogs-nt doctor",
        "probe": mark,
    }
    started = time.monotonic()
    try:
        client.insert_probe(row)
        while time.monotonic() - started < _PROBE_SECS:
            if client.search(start="10m", fields={"probe": mark}, limit=1):
                secs = time.monotonic() - started
                return Finding("probe", "ok", f"a row was stored and found after {secs:.1f} s")
            time.sleep(0.1)
    except VictoriaLogsError as e:
        what, _, remedy = str(e).rpartition(": ")
        return Finding("probe", "fail", f"a row can't be stored: {what}", remedy)
    return Finding(
        "probe",
        "fail",
        f"a row was accepted and not found within {_PROBE_SECS:g} s",
        "check the clocks, the tenant (--account-id, --project-id), and what is between here and "
        "the store",
    )


def _clock(ahead: float | None) -> Finding:
    if ahead is None:
        return Finding("clock", "warn", "the store does not send its time", "compare the clocks")
    if abs(ahead) <= _MAX_CLOCK_SECS:
        return Finding("clock", "ok", "that of the store and of this machine agree")
    way = "ahead of" if ahead > 0 else "behind"
    return Finding(
        "clock",
        "warn" if abs(ahead) < 3_600 else "fail",
        f"that of the store is {abs(ahead):.0f} s {way} this machine's",
        "have both set by NTP",
    )


def _streams(client: VictoriaLogsClient) -> Finding:
    try:
        (found,) = client.query("* | stats count_uniq(_stream_id) n", start=client.max_range)
    except (VictoriaLogsError, ValueError) as e:
        return Finding("streams", "warn", f"can't be counted: {e}", "ask again when it is idle")
    count = int(found["n"])
    if count <= _MAX_STREAMS:
        return Finding("streams", "ok", f"{count:,} in the last 24 hours")
    return Finding(
        "streams",
        "warn",
        f"{count:,} in the last 24 hours, which makes the store slow",
        "leave fields of many values out of `stream_fields`",
    )


def _spool(directory: Path) -> Iterator[Finding]:
    try:
        spool = look_into(directory)
        space = shutil.disk_usage(directory)
    except FileNotFoundError:
        yield Finding("spool", "ok", f"none on this machine ({directory})")
        return
    except OSError as e:
        yield Finding(
            "spool",
            "warn",
            f"{directory} can't be read ({e.strerror})",
            "run this as the user that runs the nodes",
        )
        return
    if reason := unsafe(directory):
        yield Finding(
            "spool",
            "warn",
            f"{directory} is not safe, so nodes and `vlogs-nt ship` leave it alone: {reason}",
            "make it, and the directories above it, ones that only this user can write to",
        )
        return
    if spool.foreign:
        yield Finding(
            "spool",
            "warn",
            f"{len(spool.foreign)} sessions there are not this user's: {spool.foreign[0]}",
            "they are not shipped from here; ask whose they are, or delete them",
        )
    text = f"{directory}: {spool.files} files, {spool.size / 1024**2:.1f} MiB"
    if space.free < 0.1 * space.total:
        text += f", {space.free / 1024**2:.0f} MiB free"
        yield Finding("spool", "warn", text, "free space there, or name another `log_directory`")
    elif stopped := spool.named(SessionState.STOPPED):
        text += f"; the last rows of {len(stopped)} stopped sessions are verified at the next start"
        yield Finding("spool", "ok", text)
    else:
        yield Finding("spool", "ok", text)
    if left := spool.named(SessionState.LEFT):
        yield Finding(
            "spool",
            "warn",
            f"{len(left)} sessions were left by processes that have ended: {left[0]}",
            "`vlogs-nt ship` sends what they hold, as the next node does",
        )
    if spool.loose:
        yield Finding(
            "spool",
            "warn",
            f"{len(spool.loose)} files seem to be of nodes that have ended: {spool.loose[0].name}",
            "`vlogs-nt ship` sends what they hold; delete them if that is in the store",
        )
    if spool.dead_letters:
        yield Finding(
            "dead letters",
            "warn",
            f"{len(spool.dead_letters)} files with records that could not be stored: "
            f"{spool.dead_letters[0]}",
            "`vlogs-nt dead-letters` shows the reason of each; with `--clear` it deletes them",
        )
