"""
The Python handlers that people would use instead, each as its own documentation says.

victorialogs-handler: `VictoriaLogsHandler` as in its README's quick start. Its API documentation
says that the buffer should hold what arrives while the server is down and that logs are discarded
when it is full, so it is larger here than the default 50,000; requests hold up to 5,000 logs
instead of 1,000, for each opens a connection; one a second flushes it, not one in 5 s.

logvictorialogs: the handler of its README's "Python Logging Integration", taken from a service's
client, for version 0.1.6 has it there and the README's own lines raise AttributeError. It posts
each record on a new connection while the caller waits, and its documentation knows no other way.
Its format is set to the bare message, so that `_msg` holds the same as everybody else's.

python-logging-loki: `LokiQueueHandler` with an unbounded queue and `version="1"`, which its README
recommends for not blocking the caller; a `queue.Queue`, as the class declares, for it costs the
caller less than the README's `multiprocessing.Queue`. It posts each record by itself.

OpenTelemetry: `LoggingHandler` of opentelemetry-instrumentation-logging, which the SDK names in
place of its own deprecated one, with a `BatchLogRecordProcessor` and an `OTLPLogExporter`, as in
the SDK's "Logs" documentation. Its queue and batches are larger than the defaults 2,048 and 512,
by the settings known as OTEL_BLRP_MAX_QUEUE_SIZE and OTEL_BLRP_MAX_EXPORT_BATCH_SIZE, because
the default drops the oldest of any burst; its timeout (OTEL_EXPORTER_OTLP_TIMEOUT), which bounds
its retries, is 60 s instead of 10. Resource attributes are the stream fields, which is what
VictoriaLogs's documentation says they become.
"""

import logging
import os
import queue
import threading
from collections.abc import Callable
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from urllib.parse import urlsplit

#: How many records a handler with a bounded buffer may hold: the same for each.
BUFFERED = 500_000

#: Sends what is left and ends the handler's threads; returns whether that came to an end in time.
FlushAndClose = Callable[..., bool]
Build = Callable[[str, Mapping[str, str]], tuple[logging.Logger, FlushAndClose]]

_LOGGER = "Strategy"


def victorialogs_handler(
    url: str, fields: Mapping[str, str]
) -> tuple[logging.Logger, FlushAndClose]:
    """Return a logger with the handler of victorialogs-handler."""
    from vlogs_handler import VictoriaLogsHandler  # noqa: PLC0415 - only where it is installed

    handler = VictoriaLogsHandler(
        url=url, buffer_size=BUFFERED, chunk_size=5_000, flush_interval=1.0
    )

    def add_fields(record: logging.LogRecord) -> bool:
        # It sends whatever a record has in addition: constant fields have no other way in.
        record.__dict__.update(fields)
        return True

    handler.addFilter(add_fields)

    def close() -> None:
        handler.close()
        # It stops waiting after `flush_interval`; what is under way would end with the process.
        handler._worker_thread.join()

    return _logger(handler), _within(close)


def logvictorialogs(url: str, fields: Mapping[str, str]) -> tuple[logging.Logger, FlushAndClose]:
    """Return a logger with the handler of logvictorialogs."""
    from LogVictoriaLogs import VictoriaLogsClient  # noqa: PLC0415 - only where it is installed

    address = urlsplit(url)
    base = VictoriaLogsClient(address.hostname, address.port)
    # It takes no fields of one's own; VictoriaLogs adds those that its URL names.
    extra = ",".join(f"{name}={value}" for name, value in fields.items())
    base.http_insert_url += f"?{urlencode({'extra_fields': extra})}"
    client = base.CreateClient("logvictorialogs")
    handler = client._setup_logging_handler(service=_LOGGER)
    handler.setFormatter(logging.Formatter("%(message)s"))
    return _logger(handler), _within(handler.close)


def python_logging_loki(
    url: str, fields: Mapping[str, str]
) -> tuple[logging.Logger, FlushAndClose]:
    """Return a logger with the queue handler of python-logging-loki."""
    from logging_loki import LokiQueueHandler  # noqa: PLC0415 - only where it is installed

    handler = LokiQueueHandler(
        queue.Queue(-1),
        url=f"{url}/insert/loki/api/v1/push",
        tags=dict(fields),
        version="1",
    )

    def close() -> None:
        handler.listener.stop()  # which takes what is queued first
        handler.handler.emitter.close()
        handler.close()

    return _logger(handler), _within(close)


def opentelemetry(url: str, fields: Mapping[str, str]) -> tuple[logging.Logger, FlushAndClose]:
    """Return a logger with OpenTelemetry's handler, batches and OTLP/HTTP."""
    # Only where they are installed.
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter  # noqa: PLC0415
    from opentelemetry.instrumentation.logging.handler import LoggingHandler  # noqa: PLC0415
    from opentelemetry.sdk._logs import LoggerProvider  # noqa: PLC0415
    from opentelemetry.sdk._logs.export import BatchLogRecordProcessor  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415

    resource = Resource.create({"service.name": "nautilus", **fields})
    provider = LoggerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_log_record_processor(
        BatchLogRecordProcessor(
            OTLPLogExporter(endpoint=f"{url}/insert/opentelemetry/v1/logs", timeout=60.0),
            schedule_delay_millis=1_000,
            max_export_batch_size=4_096,
            max_queue_size=BUFFERED,
        )
    )

    def close() -> None:
        provider.force_flush()  # shutdown() alone gives up what is left after 30 s
        provider.shutdown()

    return _logger(LoggingHandler(logger_provider=provider)), _within(close)


#: By the name that peers_env.py gives them.
HANDLERS: dict[str, Build] = {
    "victorialogs-handler": victorialogs_handler,
    "logvictorialogs": logvictorialogs,
    "python-logging-loki": python_logging_loki,
    "opentelemetry": opentelemetry,
}


def _logger(handler: logging.Handler) -> logging.Logger:
    # None of these can be told to go without a proxy, which has no business on the loopback.
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    logger = logging.getLogger(_LOGGER)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.handlers = [handler]  # and none of an earlier call's
    return logger


def _within(close: Callable[[], Any]) -> FlushAndClose:
    """Return what closes in a thread of its own, since most of these know no limit of time."""

    def flush_and_close(timeout_secs: float = 30.0) -> bool:
        thread = threading.Thread(target=close, name="peer-close", daemon=True)
        thread.start()
        thread.join(timeout_secs)
        return not thread.is_alive()

    return flush_and_close
