"""
The peers that are Python handlers, set up as their own documentation says.

A strategy would call them in the place of ``self.log``, which none of them can see.

victorialogs-handler
    Its docs: the buffer "should be able to hold incoming logs while the vlogs server is down";
    what does not fit is discarded, and 50,000 records (the default) take 40 to 50 MB. It gets ten
    times the default here, so that a burst of 400,000 fits; chunks are of 5,000 instead of 1,000.
logvictorialogs
    Has no settings to speak of: each call posts its record and waits for the answer.
python-logging-loki
    Its README: `LokiHandler` blocks, `LokiQueueHandler` does not; the queue is
    ``multiprocessing.Queue(-1)``. It posts record by record, to VictoriaLogs' Loki endpoint.
OpenTelemetry
    The SDK's `LoggingHandler` with a `BatchLogRecordProcessor`, whose defaults (2,048 records, a
    batch of 512 every 5 s) drop most of a burst: a queue of 400,000 and batches of 5,000 every
    0.2 s here, by OTLP over HTTP to the endpoint that VictoriaLogs' docs name.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

#: What a strategy calls with a text, for each of some strategies; and what ends it.
Way = tuple[list[Callable[[str], Any]], Callable[[float], None]]

_BURST = 400_000
_BATCH = 5_000


def _victorialogs_handler(url: str, strategies: int) -> Way:
    from vlogs_handler import VictoriaLogsHandler  # noqa: PLC0415  # only where it is measured

    handler = VictoriaLogsHandler(url=url, buffer_size=500_000, chunk_size=_BATCH)
    return _infos(handler, strategies), _bounded(handler.close)


def _logvictorialogs(url: str, strategies: int) -> Way:
    from LogVictoriaLogs import VictoriaLogsClient  # noqa: PLC0415

    parts = urlsplit(url)
    client = VictoriaLogsClient(host=parts.hostname, http_port=parts.port, project="bench")
    services = [client.CreateClient(name=_name(i)) for i in range(strategies)]
    return [_sender(service) for service in services], _bounded(lambda: None)


def _sender(service: Any) -> Callable[[str], Any]:
    def info(text: str) -> bool:
        return service.info(text)

    return info


def _loki(url: str, strategies: int) -> Way:
    from multiprocessing import Queue  # noqa: PLC0415

    import logging_loki  # noqa: PLC0415

    handler = logging_loki.LokiQueueHandler(
        Queue(-1),
        url=f"{url}/insert/loki/api/v1/push",
        tags={"application": "bench"},
        version="1",
    )
    return _infos(handler, strategies), _bounded(handler.listener.stop)


def _opentelemetry(url: str, strategies: int) -> Way:
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter  # noqa: PLC0415
    from opentelemetry.sdk._logs import LoggerProvider  # noqa: PLC0415
    from opentelemetry.sdk._logs import LoggingHandler  # noqa: PLC0415
    from opentelemetry.sdk._logs.export import BatchLogRecordProcessor  # noqa: PLC0415

    provider = LoggerProvider()
    provider.add_log_record_processor(
        BatchLogRecordProcessor(
            OTLPLogExporter(f"{url}/insert/opentelemetry/v1/logs"),
            schedule_delay_millis=200,
            max_queue_size=_BURST,
            max_export_batch_size=_BATCH,
        )
    )
    handler = LoggingHandler(level=logging.INFO, logger_provider=provider)
    return _infos(handler, strategies), _bounded(provider.shutdown)


#: Called with the store's URL and a number of strategies.
HANDLERS: dict[str, Callable[[str, int], Way]] = {
    "victorialogs-handler": _victorialogs_handler,
    "logvictorialogs": _logvictorialogs,
    "python-logging-loki": _loki,
    "OpenTelemetry": _opentelemetry,
}


def _infos(handler: logging.Handler, strategies: int) -> list[Callable[[str], Any]]:
    infos = []
    for number in range(strategies):
        logger = logging.getLogger(_name(number))
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(handler)
        infos.append(logger.info)
    return infos


def _name(number: int) -> str:
    return f"BENCH-{number + 1:03}"


def _bounded(close: Callable[[], Any]) -> Callable[[float], None]:
    """Return what closes within a time, whatever the store does."""

    def close_within(timeout_secs: float) -> None:
        closing = threading.Thread(target=close, daemon=True)
        closing.start()
        closing.join(timeout_secs)

    return close_within
