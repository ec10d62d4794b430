"""One JSON object a line on standard error: what happened, never about whom."""

import json
import logging
import sys
from datetime import UTC, datetime

import orjson

from .tracing import current_trace

STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    def __init__(self, service: str):
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "service": self._service,
            "where": record.name,
            "message": record.getMessage(),
        }
        trace = current_trace()
        if trace:
            line["trace"] = trace
        line |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        try:
            return orjson.dumps(line, default=str).decode()
        except TypeError:
            # Half a surrogate pair, say, which somebody sent: no line is lost for it.
            return json.dumps(line, default=str)


def configure(service: str, level: int = logging.INFO) -> None:
    # No line tells them, so none is asked.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(service))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # The clients tell of every lost connection several times; our own lines say it once.
    for noisy in ("kafka", "pymongo", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
