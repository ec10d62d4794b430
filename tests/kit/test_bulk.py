"""Bulk work that dies anywhere repeats nothing, skips nothing, and closes with counts that reconcile."""

import hashlib
from dataclasses import replace

import pytest
from asnkit import bulk
from asnkit.bulk import Batches, BatchKind, keep_file, progress, read_file
from asnkit.events import Aggregate, Fact, new_id

from .conftest import context
from .toy import SERVICE, Fill, Open

pytestmark = pytest.mark.servers

LOAD = Aggregate(
    "load_batch",
    decide=lambda state, command, now: [command],
    evolve=lambda state, event: {**(state or {}), **event.data},
)

KIND = BatchKind(
    aggregate="load_batch",
    rows=lambda state, content: content.decode().split(),
    streams=lambda state, row: [row],
    apply=lambda tx, stream, state, number, row, command: tx.decide(row, Fill(number + 1), command_id=command),
    close=lambda tx, stream, applied, refused: tx.decide(
        stream, Fact("load_batch.closed", {"applied": applied, "refused": refused})
    ),
)


@pytest.fixture
def store(another, runtime):
    made = another(replace(SERVICE, aggregates=[*SERVICE.aggregates, LOAD]))
    return made.store


@pytest.fixture
def batch(store, monkeypatch):
    """Seven rows in steps of three; the fifth names a box that does not exist."""
    monkeypatch.setattr(bulk, "ROWS_A_STEP", 3)
    boxes = [new_id("box") for _ in range(7)]
    for number, box in enumerate(boxes):
        if number != 4:
            store.run(context(), lambda tx, b=box: tx.decide(b, Open("p1")))
    content = "\n".join(boxes).encode()
    digest, stream = hashlib.sha256(content).hexdigest(), new_id("load_batch")

    def approve(tx):
        keep_file(tx, digest, content)
        tx.decide(stream, Fact("load_batch.approved", {"sha256": digest, "total": 7}))
        bulk.start(tx, stream, digest, 7)

    store.run(context(), approve)
    return stream, boxes


def sums(store, boxes):
    return [(store.load(box).state or {}).get("sum") for box in boxes]


def test_steps_apply_every_row_once_and_close_with_counts(store, batch):
    stream, boxes = batch
    batches = Batches(store, [KIND])
    assert [batches.step() for _ in range(4)] == [3, 3, 1, 0]
    assert sums(store, boxes) == [1, 2, 3, 4, None, 6, 7]
    assert store.load(stream).state["applied"] == 6
    assert store.load(stream).state["refused"] == [{"row": 4, "rule": "kotak-belum-ada"}]
    assert progress(store.db, stream)["done"] is True


def test_a_worker_that_dies_between_steps_is_taken_over(store, batch):
    stream, boxes = batch
    Batches(store, [KIND]).step()
    assert progress(store.db, stream)["next"] == 3
    other = Batches(store, [KIND])
    while other.step():
        pass
    assert sums(store, boxes) == [1, 2, 3, 4, None, 6, 7]


def test_two_workers_at_once_apply_each_row_once(store, batch):
    stream, boxes = batch
    queued = store.db.batches.find_one({"_id": stream})
    batches = Batches(store, [KIND])
    batches.step()
    batches._step(queued)
    assert sums(store, boxes)[:3] == [1, 2, 3]


def test_a_row_is_a_command_that_names_batch_and_row(store, batch):
    stream, boxes = batch
    batches = Batches(store, [KIND])
    while batches.step():
        pass
    assert store.db.commits.find_one({"stream": boxes[1], "first": 2})["command_id"] == f"{stream}/1"


def test_a_large_file_is_kept_in_pieces_and_read_back_whole(store, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE_BYTES", 4)
    content = b"0123456789" * 2 + b"x"
    store.run(context(), lambda tx: keep_file(tx, "d", content))
    assert read_file(store.db, "d") == content
