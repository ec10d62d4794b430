"""`python -m audit auditor`: the process that looks on a schedule, and when it is asked.

It has a user of its own that can only read, a folder of its own to remember in, and speaks to the audit service
over HTTP alone. A round tells one gauge and, when something was found, one line of alarm.
"""

import logging
import os
import signal
import threading
import time
from datetime import datetime
from pathlib import Path

from asnkit import logs
from asnkit.errors import Unavailable
from asnkit.metrics import AUDIT_FINDINGS, AUDIT_ROUND
from asnkit.probes import Probes
from asnkit.service import Runtime
from asnkit.wib import WIB
from asnkit.worker import Loop
from requests import RequestException

from ..history.past import catalogue
from .memory import Memory
from .replay import NotFolded, replay
from .reporting import Reporting
from .round import audit
from .sources import Sources

EVERY_SECONDS = 60
WHOLE_FROM = 2
"""O'clock, WIB: from then on the day's whole round is due."""
ASK_SECONDS = 2
REPORT_SECONDS = 300

log = logging.getLogger(__name__)


class Auditor:
    """`turn` does what is due: a replay or a round that was asked for, or the next round of the schedule.

    What is asked for is a whole round; of the schedule's one a day is, the first that begins at `whole_from` or later.
    """

    def __init__(
        self,
        sources: Sources,
        memory: Memory,
        reporting: Reporting,
        every: float = EVERY_SECONDS,
        whole_from: int = WHOLE_FROM,
    ):
        self._sources, self._memory, self._reporting = sources, memory, reporting
        self._every, self._whole_from = every, whole_from
        self._looked = self._reported = float("-inf")
        self._told: dict | None = None

    def turn(self) -> int:
        due = time.monotonic() - self._looked >= self._every
        asked = self._asked()
        for one in asked["replays"]:
            self._replay(one)
        for id in asked["inspections"]:
            self._round(id)
        if due and not asked["inspections"]:
            self._round(None)
        return 0

    def _asked(self) -> dict:
        """What the audit service wants; it may be away, which must not stop the schedule."""
        try:
            return self._reporting.work()
        except (Unavailable, RequestException) as error:
            log.warning("audit is not asked for work: %s", error)
            return {"replays": [], "inspections": []}

    def _round(self, asked: str | None) -> None:
        now = datetime.now(WIB)
        nightly = now.hour >= self._whole_from and self._memory.whole_on != now.date().isoformat()
        result = audit(self._sources, self._memory, whole=nightly or asked is not None)
        if nightly:
            self._memory.whole_on = now.date().isoformat()
        self._looked = time.monotonic()
        AUDIT_FINDINGS.set(result["found"])
        AUDIT_ROUND.set(time.time())
        name = result["started_at"].replace(":", "")
        self._memory.report(name, result)
        if result["found"]:
            first = result["findings"][0]["sentence"] if result["findings"] else ""
            log.error("ALARM: %s findings", result["found"], extra={"first": first, "report": name})
        if asked or self._worth_telling(result):
            self._reporting.send("/v1/inspections/results", {"inspection": asked, **result}, f"{name}/{asked}")
            self._told, self._reported = result, time.monotonic()

    def _worth_telling(self, result: dict) -> bool:
        """Another outcome at once; the same one now and then, where the log grew by more than being told it."""
        if self._told is None or result["found"] != self._told["found"]:
            return True
        return time.monotonic() - self._reported > REPORT_SECONDS and result["size"] > self._told["size"] + 1

    def _replay(self, asked: dict) -> None:
        path = f"/v1/replays/{asked['id']}"

        def tell(progress: dict) -> None:
            self._reporting.send(f"{path}/progress", progress, f"{asked['id']}/{progress['done']}")

        try:
            self._reporting.send(f"{path}/completion", replay(self._sources, asked, tell), asked["id"])
        except NotFolded as error:
            self._reporting.send(f"{path}/failure", {"reason": str(error)}, asked["id"])


def run(runtime: Runtime) -> int:
    """Look until SIGTERM or SIGINT; returns the exit code."""
    folder = os.environ.get("ASN_AUDITOR_DIR")
    if not folder:
        raise SystemExit("auditor: the setting ASN_AUDITOR_DIR is missing; deploy/README.md lists them all")
    logs.configure("auditor")
    settings = runtime.settings
    sources = Sources(runtime.client, settings, catalogue())
    every = float(os.environ.get("ASN_AUDITOR_SECONDS", EVERY_SECONDS))
    whole_from = int(os.environ.get("ASN_AUDITOR_WHOLE_FROM", WHOLE_FROM))
    auditor = Auditor(sources, Memory(Path(folder)), Reporting(settings), every, whole_from)
    stop = threading.Event()
    loop = Loop("auditor", _waiting_for_servers(auditor.turn), lambda: stop.wait(ASK_SECONDS))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    probes = Probes(runtime, [])
    probes.start()
    loop.start()
    stop.wait()
    probes.draining = True
    loop.stopping.set()
    loop.join(timeout=5)
    probes.stop()
    runtime.close()
    return 0


def _waiting_for_servers(turn):
    """An absent server is waited for; it is no finding."""

    def patient() -> int:
        try:
            return turn()
        except RequestException as error:
            raise Unavailable("audit") from error

    return patient
