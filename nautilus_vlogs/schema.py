"""
The row: names of its fields, its levels and its limits.

The vocabulary that the writing and the reading side share. The figures are VictoriaLogs's own,
measured on v1.43.1 and v1.52.1, with a margin.
"""

#: Levels of a row, in order of severity.
LEVELS = ("TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

#: Names that NautilusTrader and people give to levels, by the level of the row.
LEVEL_ALIASES = {"WARN": "WARNING", "FATAL": "CRITICAL"}

#: Values of ``source``: the origin of a row.
SOURCES = ("strategy", "actor", "system", "python", "container")

#: Fields with a meaning of their own; never lifted out of a text, never a constant of the user's.
TAGS = frozenset(
    {
        "_time",
        "_msg",
        "_stream",
        "_stream_id",
        "level",
        "source",
        "strategy_id",
        "component",
        "trader_id",
        "instance_id",
        "host",
        "environment",
        "run_id",
        "sim_time",
        "seq",
        "error_type",
        "error_traceback",
        "put_aside",
        "lost",
    },
)

#: Tags that a line of Python's own logging may bring along as fields.
EXTRA_TAGS = ("strategy_id", "error_type", "error_traceback")

#: Keys of a line in NautilusTrader's JSON log; any other key is a field of the user's.
LINE_KEYS = frozenset({"timestamp", "trader_id", "level", "color", "component", "message"})

#: Fields with too many values to be stream fields: VictoriaLogs keeps an index entry a stream.
HIGH_CARDINALITY_FIELDS = frozenset(
    {
        "_msg",
        "_time",
        "account_id",
        "client_order_id",
        "error_traceback",
        "event_id",
        "instance_id",
        "instrument_id",
        "message",
        "msg",
        "order_id",
        "order_list_id",
        "parent_order_id",
        "position_id",
        "price",
        "quantity",
        "request_id",
        "run_id",
        "seq",
        "sim_time",
        "span_id",
        "time",
        "timestamp",
        "trace_id",
        "trade_id",
        "ts_event",
        "ts_init",
        "uuid",
        "venue_order_id",
    },
)

#: VictoriaLogs skips a line of 262,144 bytes or more, and may lose its neighbours.
MAX_ROW_BYTES = 256_000

#: VictoriaLogs drops a row of 1,000 fields or more.
MAX_ROW_FIELDS = 900

#: VictoriaLogs folds a row with a longer key into one text without a time.
MAX_KEY_BYTES = 128

#: VictoriaLogs v1.26 hid a row with a stream field of 65,535 bytes or more; any field may be one.
MAX_FIELD_CHARS = 16_000

#: Longest name of a component, and longest level.
MAX_NAME_CHARS = 1_000

#: VictoriaLogs ignores rows of a block beyond 2,000 distinct field names: requests stay below.
MAX_REQUEST_FIELD_NAMES = 1_900
