"""The worker that is measured: `python -m bench.working bell|poll DATABASE`, the rest on standard input."""

import signal
import sys
import threading
from pathlib import Path

from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.worker import Worker

from tests.kit.toy import SERVICE


class Polling(Worker):
    """The same worker without the change stream, looking every 50 ms."""

    def _listen(self) -> int:
        self._loop("doorbell").stopping.wait(1)
        return 1

    def _wait_for_bell(self) -> None:
        self._rung.wait(0.05)


def main() -> None:
    wake, database = sys.argv[1:]
    url, bootstrap, username, password, secrets, contracts = (sys.stdin.readline().strip() for _ in range(6))
    settings = Settings(
        service="kit", database=database, mongo_url=url, kafka_bootstrap=bootstrap, kafka_username=username,
        kafka_password=password, secrets=Path(secrets), contracts=Path(contracts), environment="development",
    )  # fmt: skip
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = {"bell": Worker, "poll": Polling}[wake](Runtime(SERVICE, settings))
    worker.start()
    stop.wait()
    worker.stop()


if __name__ == "__main__":
    main()
