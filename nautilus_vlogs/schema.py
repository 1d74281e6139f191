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

#: The component of what this package itself logs.
OWN_COMPONENT = "VictoriaLogsActor"

#: Fields that agents put the name of a container into (Vector, vlagent), by preference.
CONTAINER_NAMES = ("container_name", "attrs.tag")

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
        "more_fields",
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
        "lost",
        "message",
        "more_fields",
        "msg",
        "order_id",
        "order_list_id",
        "parent_order_id",
        "position_id",
        "price",
        "put_aside",
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

#: Names of the fields that NautilusTrader's own events, commands and reports are printed with.
EVENT_FIELDS = frozenset(
    {
        "account_id",
        "account_type",
        "action",
        "activation_price",
        "avg_px",
        "avg_px_close",
        "avg_px_open",
        "balances",
        "base_currency",
        "cancel_reason",
        "client_id",
        "client_order_id",
        "close",
        "closing_order_id",
        "command_id",
        "commission",
        "component_id",
        "component_type",
        "contingency_type",
        "correlation_id",
        "cum_notional",
        "currency",
        "data_type",
        "display_qty",
        "due_post_only",
        "duration_ns",
        "emulation_trigger",
        "entry",
        "event",
        "event_id",
        "exec_algorithm_id",
        "exec_algorithm_params",
        "exec_spawn_id",
        "expire_time",
        "filled_qty",
        "instrument_id",
        "is_inverse",
        "is_quoting",
        "is_reported",
        "is_snapshot",
        "last_px",
        "last_qty",
        "last_trade_id",
        "leaves_qty",
        "limit_offset",
        "limit_price",
        "linked_order_ids",
        "liquidity_side",
        "margin_init",
        "margin_maint",
        "margins",
        "opening_order_id",
        "options",
        "order",
        "order_list",
        "order_list_id",
        "order_side",
        "order_type",
        "parent_order_id",
        "peak_qty",
        "pnl",
        "position_id",
        "position_side",
        "post_only",
        "price",
        "quantity",
        "quote_quantity",
        "realized_pnl",
        "realized_return",
        "reason",
        "reconciliation",
        "reduce_only",
        "released_price",
        "report_id",
        "side",
        "signed_decimal_qty",
        "signed_qty",
        "slippage",
        "state",
        "status",
        "strategy_type",
        "tags",
        "threshold",
        "time_in_force",
        "total",
        "trade_id",
        "trailing_offset",
        "trailing_offset_type",
        "trigger_instrument_id",
        "trigger_price",
        "trigger_type",
        "ts_accepted",
        "ts_closed",
        "ts_event",
        "ts_init",
        "ts_last",
        "ts_opened",
        "ts_triggered",
        "type",
        "unrealized_pnl",
        "venue",
        "venue_order_id",
        "venue_position_id",
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

#: VictoriaLogs drops rows of a block beyond 2,000 different field names; a block may hold rows of
#: several processes, one after the other. Beside tags, constants and `EVENT_FIELDS`.
MAX_FIELD_NAMES = 400
