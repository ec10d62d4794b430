import threading

import pytest
from asnkit import db
from asnkit.errors import ContractBroken, KeyReused, StaleVersion
from asnkit.events import Event, Fact, Refused, fold, new_id
from asnkit.promises import open_promise
from pymongo import WriteConcern
from tlog.notes import NoteRefused

from .conftest import context
from .toy import BOX, Fill, Open

pytestmark = pytest.mark.servers


def open_box(runtime, **changes):
    stream = new_id("box")
    runtime.store.run(context(**changes), lambda tx: tx.decide(stream, Open("p1")))
    return stream


def fill(runtime, stream, amount, **changes):
    return runtime.store.run(context(**changes), lambda tx: tx.decide(stream, Fill(amount), tx.if_match))


def test_a_command_writes_commit_state_and_answer_together(runtime):
    stream = open_box(runtime, command="c1")
    commit = runtime.db.commits.find_one({"stream": stream})
    assert (commit["first"], commit["last"], commit["published"], commit["command_id"]) == (1, 1, False, "c1")
    assert runtime.db.state.find_one({"_id": stream})["data"] == {"owner": "p1", "sum": 0}
    assert runtime.db.commands.find_one({"_id": "c1"})["events"] == [f"{stream}@1"]


def test_the_state_is_the_fold_of_the_stored_bytes(runtime):
    stream = open_box(runtime)
    for amount in (3, 4, 5):
        fill(runtime, stream, amount)
    assert runtime.store.load(stream).state == fold(BOX, runtime.store.events(stream)) == {"owner": "p1", "sum": 12}


def test_a_refused_command_leaves_nothing(runtime):
    stream = new_id("box")
    with pytest.raises(Refused, match="belum dibuka"):
        fill(runtime, stream, 1, command="c2")
    assert runtime.db.commits.count_documents({}) == 0
    assert runtime.db.commands.count_documents({}) == 0


def test_the_same_command_twice_happens_once_and_gets_the_first_answer(runtime):
    stream = open_box(runtime)
    first = fill(runtime, stream, 5, command="c3")
    again = fill(runtime, stream, 5, command="c3")
    assert again.repeated and not first.repeated
    assert (again.version, again.events, again.promise) == (first.version, first.events, first.promise)
    assert runtime.store.load(stream).state["sum"] == 5


def test_a_repeated_command_that_its_own_success_would_refuse_still_gets_its_answer(runtime):
    stream = new_id("box")
    first = runtime.store.run(context("c4"), lambda tx: tx.decide(stream, Open("p1")))
    again = runtime.store.run(context("c4"), lambda tx: tx.decide(stream, Open("p1")))
    assert again.events == first.events


def test_a_repetition_is_known_before_its_first_success_is_on_the_disk(runtime, monkeypatch):
    """A server under strain: what was committed is seen by the next transaction, and is not yet in the journal."""
    before = runtime.client.admin.command({"setParameter": 1, "journalCommitInterval": 500})["was"]
    monkeypatch.setattr(db, "DURABLE", WriteConcern(1, j=False))  # the first caller gave up before it was
    try:
        for _ in range(10):
            stream = new_id("box")
            asked = context(new_id("k"))
            first = runtime.store.run(asked, lambda tx, box=stream: tx.decide(box, Open("p1")))
            with monkeypatch.context() as durable:
                durable.setattr(db, "DURABLE", WriteConcern("majority", j=True))
                again = runtime.store.run(asked, lambda tx, box=stream: tx.decide(box, Open("p1")))
            assert again.repeated and again.events == first.events
    finally:
        runtime.client.admin.command({"setParameter": 1, "journalCommitInterval": before})


def test_a_key_used_for_another_request_is_refused(runtime):
    stream = open_box(runtime)
    fill(runtime, stream, 5, command="c5", request_hash="a")
    with pytest.raises(KeyReused):
        fill(runtime, stream, 6, command="c5", request_hash="b")


def test_a_stale_version_is_refused_with_both_versions(runtime):
    stream = open_box(runtime)
    fill(runtime, stream, 1)
    with pytest.raises(StaleVersion) as stale:
        fill(runtime, stream, 1, if_match=1)
    assert (stale.value.expected, stale.value.actual) == (1, 2)


def test_racing_writers_of_one_stream_all_succeed_one_after_the_other(runtime):
    stream = open_box(runtime)
    failures = []

    def write():
        try:
            for _ in range(5):
                fill(runtime, stream, 1)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert runtime.store.load(stream).version == 21
    assert [e.streamversion for e in runtime.store.events(stream)] == list(range(1, 22))


def test_racing_requests_with_one_key_write_once(runtime):
    stream = open_box(runtime)
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(fill(runtime, stream, 1, command="same"))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6 and len({tuple(answer.events) for answer in answers}) == 1
    assert runtime.store.load(stream).state["sum"] == 1


def test_a_claim_is_held_by_one_stream_and_the_loser_writes_nothing(runtime):
    taken = Refused("sudah-terdaftar", "NIK ini sudah terdaftar.", field="nik")

    def register(stream):
        def work(tx):
            tx.decide(stream, Open("p1"))
            tx.claim("nik/1", stream, taken)

        return work

    first, second = new_id("box"), new_id("box")
    runtime.store.run(context(), register(first))
    with pytest.raises(Refused) as refusal:
        runtime.store.run(context(), register(second))
    assert refusal.value.rule == "sudah-terdaftar"
    assert runtime.store.load(second).version == 0


def test_a_released_claim_can_be_taken_again(runtime):
    taken = Refused("sudah", "Sudah.")
    first, second = new_id("box"), new_id("box")
    runtime.store.run(context(), lambda tx: (tx.decide(first, Open("a")), tx.claim("k", first, taken)))
    runtime.store.run(context(), lambda tx: (tx.decide(first, Fill(1)), tx.release("k")))
    runtime.store.run(context(), lambda tx: (tx.decide(second, Open("b")), tx.claim("k", second, taken)))
    assert runtime.db.claims.find_one({"_id": "k"})["stream"] == second


def test_two_streams_change_together_or_not_at_all(runtime):
    first, second = new_id("box"), new_id("box")
    with pytest.raises(Refused):
        runtime.store.run(context(), lambda tx: (tx.decide(first, Open("a")), tx.decide(second, Fill(1))))
    assert runtime.store.load(first).version == 0
    runtime.store.run(context(), lambda tx: (tx.decide(first, Open("a")), tx.decide(second, Open("b"))))
    assert runtime.store.load(second).version == 1


def test_an_event_against_its_contract_is_never_stored(runtime):
    stream = open_box(runtime)
    with pytest.raises(ContractBroken, match=r"kit.box.filled: amount"):
        runtime.store.run(context(), lambda tx: tx.append(stream, [Fact("box.filled", {"amount": 0})]))
    with pytest.raises(ContractBroken, match="no contract"):
        runtime.store.run(context(), lambda tx: tx.append(stream, [Fact("box.painted", {})]))
    assert runtime.store.load(stream).version == 1


def test_an_event_over_900_kilobytes_is_refused(runtime):
    stream = open_box(runtime)
    huge = Fact("box.filled", {"amount": 1, "note": "x" * 900_000})
    with pytest.raises(Refused, match="terlalu besar"):
        runtime.store.run(context(), lambda tx: tx.append(stream, [huge]))


def test_the_envelope_is_a_cloudevent_with_our_extensions(runtime):
    stream = open_box(runtime, traceparent="00-" + "a" * 32 + "-" + "b" * 16 + "-01")
    event = Event.parse(runtime.db.commits.find_one({"stream": stream})["events"][0]["bytes"])
    assert event.id == f"{stream}@1"
    assert event.type == "id.go.tanjungbalai.asn.kit.box.opened.v1"
    assert (event.source, event.subject, event.actor) == ("/asn/kit", stream, "pelamar:p1")
    assert event.traceparent.startswith("00-aaaa")


def test_the_answer_carries_a_promise_that_the_services_key_signed(runtime):
    stream = open_box(runtime)
    answer = fill(runtime, stream, 2)
    opened = open_promise(answer.promise, runtime.signer.verifier)
    assert list(opened.hashes) == [f"{stream}@2"]
    with pytest.raises(NoteRefused):
        open_promise(answer.promise.replace("events 1", "events 2"), runtime.signer.verifier)


def test_a_new_shape_of_state_is_folded_again_on_load(runtime):
    stream = open_box(runtime)
    runtime.db.state.update_one({"_id": stream}, {"$set": {"shape": 0, "data": {"old": "shape"}}})
    assert runtime.store.load(stream).state == {"owner": "p1", "sum": 0}
    fill(runtime, stream, 1)
    assert runtime.db.state.find_one({"_id": stream})["shape"] == 1
