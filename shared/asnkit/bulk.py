"""Bulk work: a file of many rows, applied in restartable steps.

A batch stream says what is to be done (file hash, counts, who approved); its file is kept by
hash; one document in `batches` holds the next row. Each step is one transaction: up to 500 rows'
commands and the moved position, so a worker that dies repeats nothing and skips nothing. The
last step closes the batch with counts that reconcile.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bson.binary import Binary

from .commits import Context, Store, Tx
from .db import patience, transact
from .events import Refused
from .metrics import BATCH_ROWS

ROWS_A_STEP = 500
PIECE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class BatchKind:
    """How one kind of batch stream is carried out.

    `rows(state, content)` parses the file into a list, the same at every call; `streams(state, row)`
    names the streams a row will load; `apply(tx, stream, state, number, row, command_id)` issues the row's
    commands and may raise Refused; `close(tx, stream, applied, refused)` appends the closing
    fact, `refused` being [{"row", "rule"}].
    """

    aggregate: str
    rows: Callable[[dict, bytes], list[Any]]
    streams: Callable[[dict, Any], Iterable[str]]
    apply: Callable[[Tx, str, dict, int, Any, str], None]
    close: Callable[[Tx, str, int, list[dict]], None]


def keep_file(tx: Tx, digest: str, content: bytes) -> None:
    """Keep a file's bytes under their SHA-256 (hex), in pieces; keeping it twice is harmless."""
    for number, start in enumerate(range(0, max(len(content), 1), PIECE_BYTES)):
        piece = {"file": digest, "bytes": Binary(content[start : start + PIECE_BYTES])}
        tx.db.batch_files.replace_one({"_id": f"{digest}/{number}"}, piece, upsert=True, session=tx.session)


def read_file(db, digest: str) -> bytes:
    pieces = {piece["_id"]: piece["bytes"] for piece in db.batch_files.find({"file": digest})}
    return b"".join(bytes(pieces[f"{digest}/{number}"]) for number in range(len(pieces)))


def start(tx: Tx, stream: str, digest: str, total: int) -> None:
    """Queue an approved batch, in the transaction of the command that approves it."""
    document = {
        "_id": stream, "file": digest, "next": 0, "total": total, "applied": 0, "refused": [], "done": False,
        "actor": tx.actor, "correlationid": tx.context.correlationid, "traceparent": tx.context.traceparent,
    }  # fmt: skip
    tx.db.batches.insert_one(document, session=tx.session)


def progress(db, stream: str) -> dict | None:
    """{"total", "next", "applied", "refused": [{"row", "rule"}], "done"} or None."""
    return db.batches.find_one({"_id": stream}, {"file": 0, "actor": 0, "traceparent": 0})


class Batches:
    def __init__(self, store: Store, kinds: Iterable[BatchKind]):
        self._store = store
        self._kinds = {kind.aggregate: kind for kind in kinds}
        self._parsed: tuple[str, list] = ("", [])

    def step(self) -> int:
        """Do the next step of the oldest unfinished batch; returns the number of rows done."""
        with patience():
            batch = self._store.db.batches.find_one({"done": False}, sort=[("_id", 1)])
        return self._step(batch) if batch else 0

    def _step(self, batch: dict) -> int:
        stream = batch["_id"]
        kind = self._kinds[stream.partition("-")[0]]
        state = self._store.load(stream).state
        rows = self._rows(kind, batch, state)
        chunk = range(batch["next"], min(batch["next"] + ROWS_A_STEP, len(rows)))
        counts = {}

        def attempt(session):
            context = Context(
                batch["actor"],
                f"{stream}/{batch['next']}+",
                batch["correlationid"],
                traceparent=batch["traceparent"],
                answered=False,
            )
            tx = Tx(self._store, session, context)
            tx.preload({s for number in chunk for s in kind.streams(state, rows[number])})
            applied, refused = batch["applied"], list(batch["refused"])
            for number in chunk:
                try:
                    kind.apply(tx, stream, state, number, rows[number], f"{stream}/{number}")
                    applied += 1
                except Refused as refusal:
                    refused.append({"row": number, "rule": refusal.rule})
            done = chunk.stop >= len(rows)
            if done:
                kind.close(tx, stream, applied, refused)
            moved = self._store.db.batches.update_one(
                {"_id": stream, "next": batch["next"], "done": False},
                {"$set": {"next": chunk.stop, "applied": applied, "refused": refused, "done": done}},
                session=session,
            )
            if moved.matched_count:
                tx.flush()
            counts["done"], counts["refused"] = applied - batch["applied"], len(refused) - len(batch["refused"])

        with patience(30):
            transact(self._store.db.client, attempt)
        for outcome, number in counts.items():
            BATCH_ROWS.labels(self._store.service, outcome).inc(number)
        return len(chunk) or 1

    def _rows(self, kind: BatchKind, batch: dict, state: dict) -> list:
        if self._parsed[0] != batch["_id"]:
            self._parsed = (batch["_id"], kind.rows(state, read_file(self._store.db, batch["file"])))
        return self._parsed[1]
