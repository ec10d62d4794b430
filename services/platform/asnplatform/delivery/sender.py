"""Sending what is due: each endpoint by a thread of its own, so that one that hangs holds nobody else up.

A delivery that was sent and whose record was lost is sent again, under the same webhook-id: the event's id. Whoever
answers with an error gets this subject again later, and its other subjects now; whoever does not answer gets nothing
for a while. A day without one success, or an answer 410, pauses the endpoint, and somebody of IT resumes it.
"""

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

from asnkit import states
from asnkit.commands import Context, Loaded
from asnkit.db import away
from asnkit.errors import Unavailable
from asnkit.events import Refused, format_time, uuid_of
from asnkit.metrics import WEBHOOKS
from asnkit.service import Runtime
from pymongo import ReturnDocument

from ..agency.domain import GRANTED, PAUSED
from ..endpoint import domain
from . import queue, signing
from .exchange import Exchange, Outcome
from .guard import networks_of, proxy_of

BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (5, 60, 300, 1800, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600))
"""After the first try, the second, …; when the last of them is over a delivery has failed, and the next one follows."""
AWAY = 5
"""Whoever does not answer at all is asked again as after so many tries, every two hours, at the latest."""
PAUSE_AFTER = timedelta(days=1)
HELD = timedelta(minutes=1)
"""What may not be sent now is looked at again after so long."""
AT_ONCE, THREADS = 20, 8
MEASURE_SECONDS = 15.0

log = logging.getLogger(__name__)


class Sender:
    def __init__(self, runtime: Runtime, exchange: Exchange | None = None):
        self._runtime = runtime
        told = runtime.settings
        self._exchange = exchange or Exchange(networks_of(told.hook_networks), proxy_of(told.hook_proxy))
        self._threads = ThreadPoolExecutor(THREADS, "webhooks")
        self.running: dict[str, Future] = {}
        """Endpoint → what is on its way there."""
        self._measured = float("-inf")

    def turn(self) -> int:
        """Begin with every endpoint for which something is due and nothing is on its way; how many."""
        self.running = {one: future for one, future in self.running.items() if not future.done()}
        now = self._runtime.clock.now()
        begun = [one for one in queue.due_endpoints(self._runtime.db, now) if one not in self.running]
        self.running |= {one: self._threads.submit(self._quietly, one) for one in begun}
        if time.monotonic() - self._measured > MEASURE_SECONDS:
            self._measured = time.monotonic()
            self.measure()
        return len(begun)

    def measure(self) -> None:
        """How many endpoints want somebody to look; of one that was removed a failure may be left behind."""
        db = self._runtime.db
        active = [uuid_of(stream) for stream, _, _ in states.every(db, "endpoint", status=domain.ACTIVE)]
        paused = states.count(db, "endpoint", status=domain.PAUSED, cause={"$in": [domain.FAILURES, domain.GONE]})
        WEBHOOKS.labels("failing").set(db[queue.TARGETS].count_documents({"_id": {"$in": active}}))
        WEBHOOKS.labels("paused").set(paused)

    def serve(self, endpoint: str) -> int:
        """Send what is due to one endpoint; how much of it got through."""
        db, now = self._runtime.db, self._runtime.clock.now()
        loaded = self._runtime.store.load(f"endpoint-{endpoint}")
        known = loaded.state
        agency = known and self._runtime.store.load(f"agency-{known['agency']}").state
        if known is None or known["status"] == domain.REMOVED or agency["status"] not in (GRANTED, PAUSED):
            queue.drop(db, endpoint)
            return 0
        if known["status"] != domain.ACTIVE or agency["status"] != GRANTED:
            queue.put_off(db, endpoint, now + HELD)
            return 0
        through = 0
        for one in queue.heads(db, endpoint, now, AT_ONCE):
            if one["topic"] not in agency["topics"]:
                self._note(one, queue.WITHDRAWN, None)
                continue
            outcome = self._send(known, one)
            if outcome.good:
                through += 1
                self._note(one, queue.DELIVERED, outcome)
                db[queue.TARGETS].delete_one({"_id": endpoint})
            elif not self._go_on(loaded, one, outcome):
                break
        return through

    def _send(self, endpoint: dict, one: dict) -> Outcome:
        stream, now = f"endpoint-{one['endpoint']}", self._runtime.clock.now()
        vault, body = self._runtime.vault, bytes(one["body"])
        keys = [vault.open(stream, "secret", sealed) for sealed in domain.secrets(endpoint, now)]
        return self._exchange.post(endpoint["url"], signing.headers(keys, one["event"], int(time.time()), body), body)

    def _go_on(self, loaded: Loaded, one: dict, outcome: Outcome) -> bool:
        """Note what went wrong; whether anything else is tried there now."""
        db, now, endpoint = self._runtime.db, self._runtime.clock.now(), one["endpoint"]
        over = one["tries"] >= len(BACKOFF)
        self._note(one, queue.FAILED if over else queue.WAITING, outcome)
        if not over:
            queue.put_off(db, endpoint, now + BACKOFF[one["tries"]], subject=one["subject"])
        failing = db[queue.TARGETS].find_one_and_update(
            {"_id": endpoint}, {"$inc": {"failures": 1}, "$setOnInsert": {"since": now}}, upsert=True,
            return_document=ReturnDocument.AFTER,
        )  # fmt: skip
        if outcome.gone or now - failing["since"] >= PAUSE_AFTER:
            self._pause(loaded, domain.GONE if outcome.gone else domain.FAILURES)
            return False
        if outcome.trouble:
            queue.put_off(db, endpoint, now + BACKOFF[min(failing["failures"], AWAY) - 1])
            return False
        return True

    def _note(self, one: dict, status: str, outcome: Outcome | None) -> None:
        """What came of a delivery; nothing, where somebody asked for it again or removed it meanwhile."""
        told = outcome and (str(outcome.status) if outcome.status else outcome.trouble)
        last = {"last": {"at": format_time(self._runtime.clock.now()), "outcome": told}} if told else {}
        same = {"_id": one["_id"], "status": queue.WAITING, "tries": one["tries"]}
        change = {"$set": {"status": status, **last}, "$inc": {"tries": 1 if told else 0}}
        self._runtime.db[queue.COLLECTION].update_one(same, change)

    def _pause(self, loaded: Loaded, cause: str) -> None:
        identifier = f"{loaded.stream}@{loaded.version}/pause"
        context = Context(f"service:{self._runtime.service.name}", identifier, identifier, answered=False)
        try:
            self._runtime.store.run(context, lambda tx: tx.decide(loaded.stream, domain.Pause(cause)))
        except Refused as refusal:
            log.info("%s is not paused: %s", loaded.stream, refusal.rule)

    def _quietly(self, endpoint: str) -> None:
        try:
            self.serve(endpoint)
        except Exception as error:
            if not isinstance(error, Unavailable) and not away(error):
                log.exception("endpoint %s", endpoint)
