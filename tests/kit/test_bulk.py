"""Bulk work that dies anywhere repeats nothing, skips nothing, and closes with counts that reconcile; one that
fails or takes too long keeps nobody else from going on."""

import time
from argparse import Namespace
from dataclasses import replace

import pytest
from asnkit import bulk, operations
from asnkit.bulk import Batches, BatchKind, all_refusals, progress, refusals
from asnkit.content import ContentChanged, keep, read
from asnkit.errors import Unavailable
from asnkit.events import Aggregate, Fact, Refused, new_id
from bson.binary import Binary
from prometheus_client import REGISTRY

from .conftest import context
from .toy import SERVICE, Fill, Open

pytestmark = pytest.mark.servers

LOAD = Aggregate(
    "load_batch",
    decide=lambda state, command, now: [command],
    evolve=lambda state, event: {**(state or {}), **event.data},
)


def rows(runtime, stream, state):
    try:
        return [(number, box) for number, box in enumerate(read(runtime.db, state["sha256"]).decode().split())]
    except ContentChanged:
        raise Refused("berkas-berubah", "Berkas ini bukan lagi yang disetujui.") from None


def fill(tx, stream, state, row, command_id):
    number, box = row
    tx.decide(box, Fill(number + 1), command_id=command_id)


def close(tx, stream, rows, applied, refused):
    named = [{"row": number, "rule": rule} for (number, _), rule in refused]
    tx.decide(stream, Fact("load_batch.closed", {"applied": applied, **refusals(tx, named)}))


KIND = BatchKind(
    aggregate="load_batch",
    rows=rows,
    apply=fill,
    close=close,
    fail=lambda tx, stream, rule: tx.decide(stream, Fact("load_batch.failed", {"rule": rule})),
    streams=lambda state, row: [row[1]],
    at_once=3,
)


@pytest.fixture
def batches(another, runtime):
    """A function that makes a process's queue, of a kind that differs from KIND."""

    def make(**changes):
        aggregates = [*SERVICE.aggregates, LOAD]
        return Batches(another(replace(SERVICE, aggregates=aggregates, batches=[replace(KIND, **changes)])))

    return make


@pytest.fixture
def store(batches):
    return batches()._store


@pytest.fixture
def approve(store):
    """A function that opens boxes, all but those of these numbers, and approves a load of them."""

    def make(count=7, closed=()):
        boxes, stream = [new_id("box") for _ in range(count)], new_id("load_batch")

        def work(tx):
            for number, box in enumerate(boxes):
                if number not in closed:
                    tx.decide(box, Open("p1"), command_id=f"open {box}")
            tx.decide(stream, Fact("load_batch.approved", {"sha256": keep(tx, "\n".join(boxes).encode())}))
            bulk.start(tx, stream, count)

        store.run(context(), work)
        return stream, boxes

    return make


@pytest.fixture
def batch(approve):
    """Seven rows in steps of three; the fifth names a box that does not exist."""
    return approve(closed=[4])


def sums(store, boxes):
    return [(store.load(box).state or {}).get("sum") for box in boxes]


def finish(batches):
    while batches.step():
        pass


def test_steps_apply_every_row_once_and_close_with_counts(store, batches, batch):
    stream, boxes = batch
    queue = batches()
    assert [queue.step() for _ in range(5)] == [3, 3, 1, 1, 0]
    assert sums(store, boxes) == [1, 2, 3, 4, None, 6, 7]
    state = store.load(stream).state
    assert (state["applied"], state["refused"]) == (6, 1)
    assert state["refusals"] == [{"row": 4, "rule": "kotak-belum-ada"}]
    assert progress(store.db, stream) == {"total": 7, "next": 7, "applied": 6, "refused": 1, "done": True}


def test_a_worker_that_dies_between_steps_is_taken_over(store, batches, batch):
    stream, boxes = batch
    batches().step()
    assert progress(store.db, stream)["next"] == 3
    finish(batches())
    assert sums(store, boxes) == [1, 2, 3, 4, None, 6, 7]


def test_two_workers_at_once_apply_each_row_once(store, batches, batch):
    stream, boxes = batch
    queued = store.db.batches.find_one({"_id": stream})
    queue = batches()
    queue.step()
    queue._step(queued)
    assert sums(store, boxes)[:4] == [1, 2, 3, 0]


def test_a_row_is_a_command_that_names_batch_and_row_and_acts_for_the_one_who_approved(store, batches, batch):
    stream, boxes = batch
    finish(batches())
    assert store.db.commits.find_one({"stream": boxes[1], "first": 2})["command_id"] == f"{stream}/1"
    filled = store.events(boxes[1])[1]
    assert (filled.actor, filled.causationid, filled.correlationid) == ("pelamar:p1", f"{stream}@1", "trace-1")


def test_a_file_that_was_exchanged_applies_nothing_and_closes_the_batch_by_name(store, batches, batch):
    stream, boxes = batch
    store.db.lists.update_many({}, {"$set": {"bytes": Binary("\n".join(reversed(boxes)).encode())}})
    finish(batches())
    assert store.load(stream).state["rule"] == "berkas-berubah"
    assert progress(store.db, stream)["done"] is True
    assert sums(store, boxes) == [0, 0, 0, 0, None, 0, 0]


def test_a_batch_that_fails_is_parked_alone_and_goes_on_when_it_is_redriven(store, batches, approve, capsys):
    (bad, bad_boxes), (good, good_boxes) = sorted((approve(2), approve(2)))

    def apply(tx, stream, state, row, command_id):
        if stream == bad:
            raise KeyError("most")
        fill(tx, stream, state, row, command_id)

    finish(batches(apply=apply))
    assert sums(store, good_boxes) == [1, 2] and progress(store.db, good)["done"]
    assert sums(store, bad_boxes) == [0, 0]
    assert [(one["_id"], one["parked"]["error"]) for one in bulk.parked(store.db)] == [(bad, "KeyError")]
    assert REGISTRY.get_sample_value("asn_parked", {"service": "kit", "what": "batches"}) == 1

    operations.parked(batches()._runtime, None)
    assert f"batches {bad} is parked" in " ".join(capsys.readouterr().out.split())
    wanted = Namespace(consumer="batches", stream=bad)
    assert operations.redrive(batches(apply=apply)._runtime, wanted) == 1
    assert operations.redrive(batches()._runtime, wanted) == 0
    finish(batches())
    assert sums(store, bad_boxes) == [1, 2]
    assert operations.redrive(batches()._runtime, wanted) == 1


def test_a_batch_whose_neighbour_is_away_waits_and_lets_the_others_go_first(store, batches, approve):
    (first, first_boxes), (_second, second_boxes) = sorted((approve(2), approve(2)))
    away = [True]

    def prepare(runtime, stream, state, row):
        if stream == first and away:
            raise Unavailable("registration")
        return row

    queue = batches(prepare=prepare)
    with pytest.raises(Unavailable):
        queue.step()
    finish(queue)
    assert sums(store, second_boxes) == [1, 2] and sums(store, first_boxes) == [0, 0]
    away.clear()
    finish(queue)
    assert sums(store, first_boxes) == [1, 2]


def test_a_step_too_slow_for_a_transaction_is_made_smaller(store, batches, approve, monkeypatch):
    monkeypatch.setattr(bulk, "SLOW_SECONDS", 0.3)
    stream, boxes = approve(7)
    steps = []

    def apply(tx, stream, state, row, command_id):
        steps.append(row[0])
        time.sleep(0.1)
        if steps.count(row[0]) > 1 or row[0] > 2:
            return fill(tx, stream, state, row, command_id)
        if row[0] == 2:
            time.sleep(0.2)
            raise lost_race()
        fill(tx, stream, state, row, command_id)

    finish(batches(apply=apply))
    assert sums(store, boxes) == [1, 2, 3, 4, 5, 6, 7]
    assert steps[:3] == [0, 1, 2], "the first step was tried whole, and only once"
    assert steps[3] == 0 and progress(store.db, stream)["applied"] == 7


def lost_race():
    """What MongoDB says of a transaction that has lived longer than it may."""
    from pymongo.errors import OperationFailure

    return OperationFailure("aborted", 251, {"errorLabels": ["TransientTransactionError"]})


def test_one_row_that_never_ends_in_time_is_parked_and_the_others_go_on(store, batches, approve, monkeypatch):
    monkeypatch.setattr(bulk, "STEP_SECONDS", 1)
    (bad, _bad_boxes), (_good, good_boxes) = sorted((approve(2), approve(2)))

    def apply(tx, stream, state, row, command_id):
        if stream == bad:
            raise Unavailable("MongoDB")
        fill(tx, stream, state, row, command_id)

    queue = batches(apply=apply)
    for _ in range(40):
        try:
            queue.step()
        except Unavailable:
            continue
    assert [one["_id"] for one in bulk.parked(store.db)] == [bad]
    assert sums(store, good_boxes) == [1, 2]


def test_the_refusals_of_a_huge_batch_are_kept_by_hash_and_the_event_shows_the_first(store, batches, approve):
    stream, _ = approve(bulk.SHOWN_REFUSALS + 1, closed=range(bulk.SHOWN_REFUSALS + 1))
    finish(batches(at_once=500))
    closed = store.load(stream).state
    assert (closed["applied"], closed["refused"]) == (0, 201)
    assert len(closed["refusals"]) == 200 and len(closed["refusals_sha256"]) == 64
    assert all_refusals(store.db, closed)[-1] == {"row": 200, "rule": "kotak-belum-ada"}
    store.db.lists.delete_many({})
    with pytest.raises(ContentChanged):
        all_refusals(store.db, closed)


def test_a_refused_row_leaves_nothing_of_its_earlier_commands(store, batches, approve):
    _stream, boxes = approve(2)
    absent = new_id("box")

    def apply(tx, stream, state, row, command_id):
        number, box = row
        tx.decide(box, Fill(5), command_id=command_id)
        tx.decide(absent if number == 0 else box, Fill(6), command_id=f"{command_id}b")

    finish(batches(apply=apply))
    assert sums(store, boxes) == [0, 11]
    assert [(commit["first"], len(commit["events"])) for commit in store.db.commits.find({"stream": boxes[0]})] == [
        (1, 1)
    ]
