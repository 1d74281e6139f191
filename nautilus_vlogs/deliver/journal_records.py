"""The records of a session's journal, one JSON object a line."""

import re
import socket
from typing import Any
from typing import Self

import msgspec

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.file_names import UUID
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.settings import Compression
from nautilus_vlogs.settings import ShippingSettings

#: Raised whenever an older release could misread what a newer one has written.
VERSION = 1

_UUID_PATTERN = re.compile(UUID)


class Destination(msgspec.Struct, frozen=True, kw_only=True):
    """Where rows go to; see `VictoriaLogsActorConfig`."""

    url: str
    query_url: str | None = None
    account_id: int = 0
    project_id: int = 0
    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None

    @classmethod
    def of(cls, settings: ShippingSettings) -> Self:
        """Return the destination among all settings."""
        return cls(**{name: getattr(settings, name) for name in cls.__struct_fields__})

    @property
    def place(self) -> str:
        """Where the rows are then, whichever way they get there."""
        url = self.url.rstrip("/").replace("://localhost", "://127.0.0.1")
        return f"{url} {self.account_id}:{self.project_id}"

    def applied_to(self, settings: ShippingSettings) -> ShippingSettings:
        """Return settings with this destination in place of theirs."""
        return msgspec.structs.replace(settings, **msgspec.structs.asdict(self))


class Shaping(msgspec.Struct, frozen=True, kw_only=True):
    """The settings that decide how a row looks; see `VictoriaLogsActorConfig`."""

    stream_fields: tuple[str, ...] = ("strategy_id", "source", "level")
    extract_fields: bool = True
    redact: tuple[str, ...] = ()
    redact_defaults: bool = True

    @classmethod
    def of(cls, settings: ShippingSettings) -> Self:
        """Return the shaping among all settings."""
        return cls(**{name: getattr(settings, name) for name in cls.__struct_fields__})

    def applied_to(self, settings: ShippingSettings) -> ShippingSettings:
        """Return settings with this shaping, and with the redaction of both."""
        redact = tuple(dict.fromkeys((*self.redact, *settings.redact)))
        return msgspec.structs.replace(
            settings,
            extra_fields={},  # a session's constants are its own
            stream_fields=self.stream_fields,
            extract_fields=self.extract_fields,
            redact=redact,
            redact_defaults=self.redact_defaults or settings.redact_defaults,
        )


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a session's way to the store; see `VictoriaLogsActorConfig`."""

    batch_interval_ms: int
    batch_max_bytes: int
    request_timeout_secs: float
    verify_delivery: bool
    durability_window_secs: float
    compression: Compression

    @classmethod
    def of(cls, settings: ShippingSettings) -> Self:
        """Return them among all settings."""
        return cls(**{name: getattr(settings, name) for name in cls.__struct_fields__})

    def applied_to(self, settings: ShippingSettings) -> ShippingSettings:
        """Return settings with these in place of theirs."""
        return msgspec.structs.replace(settings, **msgspec.structs.asdict(self))


class Session(msgspec.Struct, frozen=True, kw_only=True, tag="session", tag_field="record"):
    """
    The first record: one node's log.

    Parameters
    ----------
    version : int
        Of the journal's format.
    instance_id, trader_id, host, environment : str
        As the rows carry them.
    created : str
        When the node was created (RFC 3339): its files may hold earlier lines of other instances.
    owned : bool
        The files are a spool, and are deleted once all of it is stored.
    is_shared : bool
        The files hold lines of other instances too.
    destination : Destination
        Where its rows go to.
    shaping : Shaping
        How its rows are made.
    constants : dict[str, str]
        Fields that are the same on every row.
    id : str, default ""
        The session's own, whatever its instance's: one that its user has set runs more than once.
    is_unnumbered : bool, default False
        Its first number is not known yet, for earlier runs of its instance come first.
    first_seq : int, default 0
        Its first number, once that is known: earlier runs of its instance have lower ones.
    is_instance_fixed : bool, default False
        The user has set the instance's id, so that it runs again.
    delivery : Delivery, optional
        How a companion is to ship it; by default as the companion is configured.
    pattern : str, default ""
        For a companion: a regular expression for the names of the log's files.
    is_named_in_log : bool, default False
        For a companion: the log itself says whose the loggers are, as that of NautilusTrader 2.0.
    spool_dir : str, optional
        The actor's setting, which says where dead letters are kept.

    """

    version: int = VERSION
    instance_id: str
    trader_id: str = ""
    host: str = ""
    environment: str = "live"
    created: str = ""
    owned: bool = True
    is_shared: bool = False
    destination: Destination
    shaping: Shaping = Shaping()
    constants: dict[str, str] = {}
    id: str = ""
    is_unnumbered: bool = False
    first_seq: int = 0
    is_instance_fixed: bool = False
    delivery: Delivery | None = None
    pattern: str = ""
    is_named_in_log: bool = False
    spool_dir: str | None = None

    @classmethod
    def of_users_log(cls, instance_id: str, trader_id: str, settings: ShippingSettings) -> Self:
        """Return that of a log of the user's own, which a node on this host writes."""
        host = socket.gethostname()
        return cls(
            instance_id=instance_id,
            trader_id=trader_id,
            host=host,
            owned=False,
            destination=Destination.of(settings),
            shaping=Shaping.of(settings),
            constants={
                "trader_id": trader_id,
                "instance_id": instance_id,
                "host": host,
                "environment": "live",
                **settings.extra_fields,
            },
        )


class FileRecord(msgspec.Struct, frozen=True, tag="file", tag_field="record"):
    """A file was seen for the first time."""

    file: LogFile


class HeadRecord(msgspec.Struct, frozen=True, tag="head", tag_field="record"):
    """
    How a file begins: it may be truncated, and have other numbers where it is mounted anew.

    Parameters
    ----------
    file : int
        Its index in the file table.
    head : str
        A digest of its beginning; see `FileTable.head`.

    """

    file: int
    head: str


class IdentitiesRecord(msgspec.Struct, frozen=True, tag="identities", tag_field="record"):
    """
    Which names belong to which strategies and actors, from now on.

    Parameters
    ----------
    table : dict
        See `IdentityTable.dump`.
    actors : list[str], default []
        The actors' logger names.
    run_id : str, default ""
        A backtest's run.

    """

    table: dict[str, Any]
    actors: list[str] = []
    run_id: str = ""


class UnjournaledRecord(msgspec.Struct, frozen=True, tag="unjournaled", tag_field="record"):
    """
    Lines before a position may be in the store though no journal says so: they are looked for.

    Parameters
    ----------
    until : Position
        Where the last of them ends.
    first, end : int, default 0
        Rows of the numbers from `first` on and before `end` may be those of captured calls.

    """

    until: Position
    first: int = 0
    end: int = 0


class BatchRecord(msgspec.Struct, frozen=True, kw_only=True, tag="batch", tag_field="record"):
    """
    Lines became rows, which are about to be sent.

    Parameters
    ----------
    first, records : int
        The number of the first row, and how many there are.
    start, end : Position
        Where the lines are.
    earliest, latest : str
        Between which times the rows are (RFC 3339).
    stamped_ns : int, default 0
        The time of the rows whose lines have none that a store takes; see `RowConverter.stamp`.
    put_aside : int, default 0
        How many of the rows stand for records that could not be stored.
    rows : str, default ""
        The rows themselves, where they can't be made of the lines again.
    lost : int, default 0
        How many lost records these rows report.
    is_loss_unknown : bool, default False
        They report the loss of an unknown number.
    is_acknowledged : bool, default False
        The store answered 200 to them.
    is_sent_again : bool, default False
        It did, and did not hold them, so that some were sent again: what became of those is open.
    run_id : str, default ""
        The backtest's run that the first line belongs to.
    captured : Captured, optional
        Numbered lines that may stand behind `end` as well.

    """

    first: int
    records: int
    start: Position = Position()
    end: Position = Position()
    earliest: str = ""
    latest: str = ""
    stamped_ns: int = 0
    put_aside: int = 0
    rows: str = ""
    lost: int = 0
    is_loss_unknown: bool = False
    is_acknowledged: bool = False
    is_sent_again: bool = False
    run_id: str = ""
    captured: Captured | None = None

    @property
    def next_seq(self) -> int:
        """The number behind the last row."""
        return self.first + self.records


class AcknowledgedRecord(msgspec.Struct, frozen=True, tag="acknowledged", tag_field="record"):
    """The store answered 200 to the batch that begins with a number."""

    first: int


class SentAgainRecord(msgspec.Struct, frozen=True, tag="sent_again", tag_field="record"):
    """
    Rows are about to be sent again that the store had answered 200 to.

    Parameters
    ----------
    first, last : int
        The numbers of the batch that some of them are missing of.

    """

    first: int
    last: int


class VerifiedRecord(msgspec.Struct, frozen=True, tag="verified", tag_field="record"):
    """The store was seen to hold all before a number; the next line stands at the position."""

    seq: int
    position: Position = Position()


class NumberedRecord(msgspec.Struct, frozen=True, tag="numbered", tag_field="record"):
    """
    All numbers below one were given; the first line without one stands at the position.

    Parameters
    ----------
    seq : int
        The number.
    position : Position
        Where the first line stands.
    captured : Captured, optional
        Numbered lines that may stand behind it as well.

    """

    seq: int
    position: Position = Position()
    captured: Captured | None = None


class SettledRecord(msgspec.Struct, frozen=True, tag="settled", tag_field="record"):
    """
    The batch that begins with a number can't be made again; what is missing was counted.

    Parameters
    ----------
    first : int
        The number.
    kept : int, default 0
        How many of its first rows can be made again, and are not settled.

    """

    first: int
    kept: int = 0


class LossRecord(msgspec.Struct, frozen=True, tag="loss", tag_field="record"):
    """Records were lost; ``None`` stands for an unknown number of them."""

    records: int | None


class PutAsideRecord(msgspec.Struct, frozen=True, tag="put_aside", tag_field="record"):
    """Rows were replaced by such that say why the store does not keep them."""

    records: int


class HeldRecord(msgspec.Struct, frozen=True, tag="held", tag_field="record"):
    """The record of a number can't be stored, nor kept as a dead letter: its line has to stay."""

    seq: int
    reason: str = ""


class StubRecord(msgspec.Struct, frozen=True, tag="stub", tag_field="record"):
    """
    The row of a number was never kept and is a dead letter; another one is about to be sent for it.

    Parameters
    ----------
    seq : int
        The number.
    row : str
        The row in its place, which has a time of its own.

    """

    seq: int
    row: str


class VolatileRecord(msgspec.Struct, frozen=True, tag="volatile", tag_field="record"):
    """Lines are captured in memory from now on, or no more: a crash loses an unknown number."""

    is_volatile: bool


class PassageRecord(msgspec.Struct, frozen=True, tag="passage", tag_field="record"):
    """
    Lines are not to be shipped: another engine of the process logged them.

    Parameters
    ----------
    begin : Position
        Where the first one stands.
    end : Position, optional
        Where the last one ends; ``None`` as long as it is not known.

    """

    begin: Position
    end: Position | None = None


class EndRecord(msgspec.Struct, frozen=True, tag="end", tag_field="record"):
    """
    The session's lines end at a position; later ones in that file are another instance's.

    Parameters
    ----------
    position : Position
        Where the last line of the session ends.
    until : str, default ""
        Lines before it of this time (RFC 3339) and later are another instance's as well.

    """

    position: Position
    until: str = ""


RowsRecord = (
    BatchRecord
    | AcknowledgedRecord
    | SentAgainRecord
    | VerifiedRecord
    | NumberedRecord
    | SettledRecord
)

Record = (
    Session
    | FileRecord
    | HeadRecord
    | IdentitiesRecord
    | UnjournaledRecord
    | RowsRecord
    | LossRecord
    | PutAsideRecord
    | HeldRecord
    | StubRecord
    | VolatileRecord
    | PassageRecord
    | EndRecord
)


def is_uuid(text: str) -> bool:
    """Return whether a text is a UUID, so that it can stand in a file's name."""
    return _UUID_PATTERN.fullmatch(text) is not None
