"""What is signed is what happens: the insider who has the database gets nothing decided."""

import hashlib
from dataclasses import replace

import pytest
from asnkit.commands import Context
from asnkit.errors import Unsigned
from asnkit.events import Aggregate, Event, new_id
from asnkit.testing import records_of
from bson.binary import Binary
from tlog.commits import Path, verify

from .conftest import context
from .toy import BOX, MIRROR, SERVICE, Copy, Fill, Open

pytestmark = pytest.mark.servers

WEIGHTY = replace(BOX, again={"box.filled": lambda event, states: Fill(event.data["amount"])})


@pytest.fixture
def store(another, runtime):
    """The toy service, in which filling a box is a decision of weight."""
    return another(replace(SERVICE, aggregates=[WEIGHTY, MIRROR])).store


def open_box(store):
    stream = new_id("box")
    store.run(context(), lambda tx: tx.decide(stream, Open("p1")))
    return stream


def test_one_note_vouches_for_all_events_of_a_transaction_and_each_has_its_path(runtime):
    streams = [new_id("box") for _ in range(5)]

    def work(tx):
        for stream in streams:
            tx.decide(stream, Open("p1"))

    runtime.store.run(context(), work)
    commits = list(runtime.db.commits.find({"stream": {"$in": streams}}))
    assert len({commit["note"] for commit in commits}) == 1
    for commit in commits:
        (event,) = commit["events"]
        digest = hashlib.sha256(event["bytes"]).digest()
        time = verify(commit["note"], runtime.signer.verifier, Path.parse(event["path"]), digest)
        assert time == Event.parse(event["bytes"]).time


def test_two_equal_facts_have_other_bytes_and_so_no_hash_can_be_guessed(runtime):
    made = [open_box(runtime.store) for _ in range(2)]
    events = [runtime.store.events(stream)[0] for stream in made]
    assert events[0].nonce != events[1].nonce and all(len(event.nonce) == 32 for event in events)


def test_a_state_edited_before_a_decision_of_weight_decides_nothing(store):
    stream = open_box(store)
    store.run(context(), lambda tx: tx.decide(stream, Fill(1)))
    store.db.state.update_one({"_id": stream}, {"$set": {"data.sum": 1_000}})
    store.run(context(), lambda tx: tx.decide(stream, Fill(2)))
    assert store.load(stream).state["sum"] == 3


@pytest.mark.parametrize(
    "tamper",
    [
        {"$set": {"events.0.bytes": Binary(b"{}")}},
        {"$unset": {"note": 1}},
        {"$set": {"events.0.id": "box-x@1"}},
    ],
    ids=["bytes", "note", "place"],
)
def test_nothing_is_decided_on_a_commit_that_no_signature_vouches_for(store, tamper):
    stream = open_box(store)
    store.db.commits.update_one({"stream": stream}, tamper)
    with pytest.raises(Unsigned):
        store.run(context(), lambda tx: tx.decide(stream, Fill(1)))
    assert store.db.commits.count_documents({"stream": stream}) == 1


def test_a_decision_of_weight_names_the_versions_of_the_neighbours_that_it_looked_at(store):
    stream, one, other = open_box(store), open_box(store), open_box(store)
    store.run(context(), lambda tx: tx.decide(one, Fill(1)))

    def work(tx):
        tx.load(other), tx.hold(one)
        tx.decide(stream, Fill(1))

    store.run(context(), work)
    assert store.events(stream)[-1].basis_versions == {one: 2, other: 1}


def test_a_neighbour_that_is_held_cannot_change_meanwhile(store):
    """Without the hold, snapshot isolation lets both commit: one box is filled because the other was empty, twice."""
    one, other = open_box(store), open_box(store)
    turns = []

    def fill_if_empty(mine, neighbour):
        def work(tx):
            turns.append(mine)
            if tx.hold(neighbour).state["sum"] == 0:
                if len(turns) == 1:
                    store.run(context(), fill_if_empty(neighbour, mine))
                tx.decide(mine, Fill(1))

        return work

    store.run(context(), fill_if_empty(one, other))
    assert store.load(one).state["sum"] + store.load(other).state["sum"] == 1
    assert turns == [one, other, one]


def test_holding_leaves_the_states_data_and_version_alone(store):
    stream, neighbour = open_box(store), open_box(store)

    def work(tx):
        tx.hold(neighbour)
        tx.decide(stream, Fill(1))

    store.run(context(), work)
    document = store.db.state.find_one({"_id": neighbour})
    assert (document["held"], document["version"], document["data"]["sum"]) == (1, 1, 0)


def test_an_answer_that_was_deleted_from_the_cache_lets_nothing_happen_twice(runtime):
    stream = open_box(runtime.store)
    first = runtime.store.run(context("c1"), lambda tx: tx.decide(stream, Fill(5)))
    runtime.db.commands.delete_many({})
    again = runtime.store.run(context("c1"), lambda tx: tx.decide(stream, Fill(5)))
    assert again.repeated
    assert (again.stream, again.version, again.events, again.promise) == (
        first.stream,
        first.version,
        first.events,
        first.promise,
    )
    assert runtime.store.load(stream).state["sum"] == 5


def test_a_command_of_several_streams_is_answered_from_its_commits_alone(runtime):
    streams = [new_id("box") for _ in range(12)]

    def work(tx):
        for stream in streams:
            tx.decide(stream, Open("p1"))

    first = runtime.store.run(context("c2"), work)
    runtime.db.commands.delete_many({})
    again = runtime.store.run(context("c2"), work)
    assert (again.events, again.promise) == (first.events, first.promise)
    assert [event.rpartition("@")[0] for event in again.events] == streams


def test_nobody_waits_for_the_answer_of_a_reaction_so_none_is_kept(runtime):
    stream = new_id("mirror")
    silent = Context("service:kit", "box@1/copy", "trace", answered=False)
    runtime.store.run(silent, lambda tx: tx.decide(stream, Copy("box", 1)))
    assert runtime.db.commands.count_documents({}) == 0
    assert runtime.store.run(silent, lambda tx: tx.decide(stream, Copy("box", 1))).repeated


def test_cached_answers_end_after_a_day(runtime):
    open_box(runtime.store)
    indexes = runtime.db.commands.index_information()
    assert indexes["expires_1"]["expireAfterSeconds"] == 0
    kept = runtime.db.commands.find_one({})
    assert 86_000 < (kept["expires"] - runtime.store.real_now()).total_seconds() <= 86_400


def test_a_stream_is_its_owners_whatever_another_service_calls_its_own(runtime, signers):
    """A stranger's event with our stream's name moves nothing, so our own next one is no gap and no repeat."""
    stream = open_box(runtime.store)
    runtime.store.run(context(), lambda tx: tx.decide(stream, Fill(1)))
    commits = list(runtime.db.commits.find({"stream": stream}).sort("first"))
    records = [record for commit in commits for record in records_of(commit, runtime.contracts.owners)]
    foreign = replace(
        signers.record(records[1].raw.replace(b"/asn/kit", b"/asn/stranger"), signer="stranger"), topic="asn.stranger"
    )
    runtime.consumer("reactions.mirrors").apply([records[0], foreign, records[1]])
    assert runtime.store.load(stream.replace("box-", "mirror-")).state["sum"] == 1
    assert runtime.db.set_aside.count_documents({}) == 1


def test_a_right_signature_does_not_make_up_for_another_name_or_another_topic(runtime, signers):
    stream = open_box(runtime.store)
    runtime.store.run(context(), lambda tx: tx.decide(stream, Fill(1)))
    commits = list(runtime.db.commits.find({"stream": stream}).sort("first"))
    opened, filled = (record for commit in commits for record in records_of(commit, runtime.contracts.owners))
    renamed = signers.record(filled.raw.replace(b"/asn/kit", b"/asn/stranger"), 5, "kit")
    moved = replace(filled, topic="asn.stranger", offset=6)
    runtime.consumer("reactions.mirrors").apply([opened, renamed, moved])
    assert runtime.store.load(stream.replace("box-", "mirror-")).state is None
    assert {kept["offset"] for kept in runtime.db.set_aside.find()} == {5, 6}


def test_an_aggregate_that_decides_nothing_of_weight_asks_no_commit(runtime):
    assert isinstance(BOX, Aggregate) and not BOX.again
    stream = open_box(runtime.store)
    runtime.db.commits.update_one({"stream": stream}, {"$unset": {"note": 1}})
    runtime.store.run(context(), lambda tx: tx.decide(stream, Fill(1)))
    assert runtime.store.load(stream).state["sum"] == 1
