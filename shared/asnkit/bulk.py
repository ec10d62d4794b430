"""Bulk work: many rows applied in restartable steps.

A batch stream says what is to be done and who approved it; the rows follow from what its events
name by hash, never from anything that lies beside them. One document in `batches` holds the next row. Each
step is one transaction: some hundred rows' commands and the moved position, so a worker that dies
repeats nothing and skips nothing. The last step closes the batch with counts that reconcile.

Nothing blocks the queue: a step that takes too long is made smaller; a batch that fails is parked by itself,
says why, and waits for an operator (`parked`, `redrive`), while the others go on.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from pymongo.database import Database

from . import content
from .commands import Context
from .db import away, patience, transact
from .errors import Unavailable
from .events import Event, Refused, aggregate_of
from .metrics import BATCH_ROWS, PARKED
from .transaction import Tx

if TYPE_CHECKING:
    from .service import Runtime

ROWS_A_STEP = 500
STEP_SECONDS = 10
SLOW_SECONDS = 3
"""A first try that took this long and did not commit is not made again at the same size."""
TRIES = 5
"""How often one row may not end in time before it counts as too slow for a transaction."""
SHOWN_REFUSALS = 200
SHOWN_PARKED = 200

WAITING = {"parked.at": {"$exists": True}, "done": False}

log = logging.getLogger(__name__)


def _no_streams(state: dict, row: Any) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class BatchKind:
    """How one kind of batch stream is carried out.

    `rows(runtime, stream, state)` makes the list of rows out of what the events name, the same at every call; it
    raises Refused when that is not what was signed, and `fail(tx, stream, rule)` then closes the batch;
    without a `fail` it parks.
    `streams(state, row)` names the streams that a row will load. `apply(tx, stream, state, row, command_id)` issues
    the row's commands and may raise Refused: then the row leaves nothing.
    `close(tx, stream, rows, applied, refused)` appends the closing fact, `refused` being [(row, rule)].
    `prepare(runtime, stream, state, row)`, where there is one, gives the row that `apply` gets: what takes longer
    than a transaction may; `ahead(runtime, stream, state, rows)` comes before it, for what the rows of a step need at
    once. `at_once` is the number of rows in a step.
    """

    aggregate: str
    rows: Callable[["Runtime", str, dict], list[Any]]
    apply: Callable[[Tx, str, dict, Any, str], None]
    close: Callable[[Tx, str, list[Any], int, list[tuple[Any, str]]], None]
    fail: Callable[[Tx, str, str], None] | None = None
    streams: Callable[[dict, Any], Iterable[str]] = _no_streams
    prepare: Callable[["Runtime", str, dict, Any], Any] | None = None
    ahead: Callable[["Runtime", str, dict, list[Any]], None] | None = None
    at_once: int = ROWS_A_STEP


def start(tx: Tx, stream: str, total: int) -> None:
    """Queue a batch, in the transaction of the command that approves it."""
    document = {"_id": stream, "next": 0, "total": total, "applied": 0, "refused": 0, "done": False}
    tx.db.batches.insert_one(document, session=tx.session)


def progress(db: Database, stream: str) -> dict:
    """{"total", "next", "applied", "refused", "done"}; zeros before it is queued."""
    found = db.batches.find_one({"_id": stream}, {"_id": 0, "parked": 0})
    return found or {"total": 0, "next": 0, "applied": 0, "refused": 0, "done": False}


def refusals(tx: Tx, named: list[dict]) -> dict:
    """What a closing event says of refused rows: their number, the first of them, and where all are kept by hash."""
    digest = content.keep(tx, orjson.dumps(named)) if len(named) > SHOWN_REFUSALS else None
    return {"refused": len(named), "refusals": named[:SHOWN_REFUSALS], "refusals_sha256": digest}


def all_refusals(db: Database, closed: dict) -> list[dict]:
    """Every refused row of a closed batch, `closed` being what `refusals` gave. Raises content.ContentChanged."""
    digest = closed["refusals_sha256"]
    return orjson.loads(content.read(db, digest)) if digest else closed["refusals"]


def parked(db: Database) -> list[dict]:
    """Those that have waited longest for an operator, {_id, next, total, parked: {error, at}}; the first of many."""
    return list(db.batches.find(WAITING).sort("parked.at", 1).limit(SHOWN_PARKED))


def count_parked(db: Database) -> int:
    return db.batches.count_documents(WAITING)


class Batches:
    """The queue of a service's batches, worked off by one leader."""

    def __init__(self, runtime: "Runtime"):
        self._runtime = runtime
        self._store = runtime.store
        self._kinds = {kind.aggregate: kind for kind in runtime.service.batches}
        self._made: tuple[str, list] = ("", [])
        self._sizes: dict[str, int] = {}
        self._tries: Counter[str] = Counter()
        self._waiting: set[str] = set()

    def step(self) -> int:
        """Do the next step of the first unfinished batch; returns the number of rows done, 0 when nothing is to do.

        A batch that a missing server keeps from going on lets the others go first. Raises Unavailable.
        """
        wanted = {"done": False, "parked": None, "_id": {"$nin": sorted(self._waiting)}}
        with patience():
            batch = self._store.db.batches.find_one(wanted, sort=[("_id", 1)])
            PARKED.labels(self._store.service, "batches").set(count_parked(self._store.db))
        if batch is None:
            self._waiting.clear()
            return 0
        try:
            return self._step(batch)
        except Exception as error:
            if (isinstance(error, Unavailable) or away(error)) and self._tries[batch["_id"]] < TRIES:
                self._waiting.add(batch["_id"])
                raise
            self._park(batch["_id"], error)
            return 1

    def redrive(self, stream: str) -> bool:
        """Do the next step of a parked batch and let it go on; false when there is none. Raises what it fails with."""
        batch = self._store.db.batches.find_one({"_id": stream, "done": False, "parked": {"$ne": None}})
        if batch is None:
            return False
        self._step(batch)
        self._store.db.batches.update_one({"_id": stream}, {"$unset": {"parked": ""}})
        return True

    def _park(self, stream: str, error: Exception) -> None:
        log.exception("parked batch %s", stream)
        reason = {"error": type(error).__name__, "at": datetime.now(UTC)}
        with patience():
            self._store.db.batches.update_one({"_id": stream}, {"$set": {"parked": reason}})
        self._tries.pop(stream, None)

    def _step(self, batch: dict) -> int:
        stream = batch["_id"]
        kind = self._kinds[aggregate_of(stream)]
        state, approval = self._approved(stream)
        try:
            rows = self._rows(kind, stream, state)
        except Refused as refusal:
            fail, rule = kind.fail, refusal.rule
            if fail is None:
                raise
            self._end(batch, approval, lambda tx: fail(tx, stream, rule))
            return 1
        if batch["next"] >= len(rows):
            refused = self._refused(stream, rows)
            self._end(batch, approval, lambda tx: kind.close(tx, stream, rows, batch["applied"], refused))
            return 1
        size = self._sizes.get(stream, kind.at_once)
        chunk = range(batch["next"], min(batch["next"] + size, len(rows)))
        if kind.ahead:
            kind.ahead(self._runtime, stream, state, [rows[number] for number in chunk])
        prepared = [self._prepare(kind, stream, state, rows[number]) for number in chunk]
        try:
            self._apply(kind, batch, state, approval, list(zip(chunk, prepared, strict=True)))
        except (_TooSlow, Unavailable) as slow:
            if size > 1:
                self._sizes[stream] = size // 2
                return 1
            self._tries[stream] += 1
            raise Unavailable(f"{stream}: row {batch['next']} in a transaction") from slow
        self._sizes[stream] = min(2 * size, kind.at_once)
        self._tries.pop(stream, None)
        return len(chunk)

    def _apply(self, kind: BatchKind, batch: dict, state: dict, approval: Event, chunk: list[tuple[int, Any]]) -> None:
        stream, counts = batch["_id"], Counter()

        def work(tx: Tx) -> None:
            counts.clear()
            following, refused = chunk[-1][0] + 1, []
            tx.preload({s for _, row in chunk if not isinstance(row, Refused) for s in kind.streams(state, row)})
            for number, row in chunk:
                try:
                    with tx.whole():
                        if isinstance(row, Refused):
                            raise row
                        kind.apply(tx, stream, state, row, f"{stream}/{number}")
                except Refused as refusal:
                    refused.append({"_id": f"{stream}/{number:09}", "row": number, "rule": refusal.rule})
            if refused:
                tx.db.batch_refusals.insert_many(refused, session=tx.session)
            counts.update(done=len(chunk) - len(refused), refused=len(refused))
            moved = {"next": following, "applied": batch["applied"] + counts["done"]}
            tx.db.batches.update_one(
                {"_id": stream}, {"$set": {**moved, "refused": batch["refused"] + len(refused)}}, session=tx.session
            )

        if self._transact(batch, approval, f"{batch['next']}+", work):
            for outcome, number in counts.items():
                BATCH_ROWS.labels(self._store.service, outcome).inc(number)

    def _end(self, batch: dict, approval: Event, append: Callable[[Tx], None]) -> None:
        """The last event alone in its transaction: what it rests on is what it names, not the rows of a step."""
        stream = batch["_id"]

        def work(tx: Tx) -> None:
            append(tx)
            tx.db.batches.update_one({"_id": stream}, {"$set": {"done": True}}, session=tx.session)

        self._transact(batch, approval, "end", work)
        self._sizes.pop(stream, None)

    def _transact(self, batch: dict, approval: Event, part: str, work: Callable[[Tx], None]) -> bool:
        """`work` in one transaction, if the batch still stands where it was read; whether it did."""
        context = Context(
            approval.actor,
            f"{batch['_id']}/{part}",
            approval.correlationid,
            causationid=approval.id,
            traceparent=approval.traceparent,
            answered=False,
        )
        begun, tries = time.monotonic(), 0

        def attempt(session) -> bool:
            nonlocal tries
            tries += 1
            if tries > 1 and time.monotonic() - begun > SLOW_SECONDS:
                raise _TooSlow
            same = {"_id": batch["_id"], "next": batch["next"], "done": False}
            if self._store.db.batches.find_one(same, session=session) is None:
                return False
            tx = Tx(self._store, session, context)
            work(tx)
            tx.flush()
            return True

        with patience(STEP_SECONDS):
            return transact(self._store.db.client, attempt)

    def _approved(self, stream: str) -> tuple[dict, Event]:
        """The batch as its signed events say, and the last of them, which approved it. Raises Unsigned."""
        return self._store.load_signed(stream).state, self._store.events(stream)[-1]

    def _rows(self, kind: BatchKind, stream: str, state: dict) -> list:
        if self._made[0] != stream:
            self._made = (stream, kind.rows(self._runtime, stream, state))
        return self._made[1]

    def _prepare(self, kind: BatchKind, stream: str, state: dict, row: Any) -> Any:
        """The row as `apply` takes it, or the Refused that it met."""
        if kind.prepare is None:
            return row
        try:
            return kind.prepare(self._runtime, stream, state, row)
        except Refused as refusal:
            return refusal

    def _refused(self, stream: str, rows: list) -> list[tuple[Any, str]]:
        found = self._store.db.batch_refusals.find({"_id": {"$gte": f"{stream}/", "$lt": f"{stream}0"}}).sort("_id", 1)
        return [(rows[refusal["row"]], refusal["rule"]) for refusal in found]


class _TooSlow(Exception):
    """The step did not commit at the first try, which took long."""
