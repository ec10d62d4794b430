"""Each invariant, and a corruption by hand that it must name."""

import pytest
from asnkit.bus import Message, Producer
from asnkit.events import new_id
from asnkit.testing import records_of
from asnkit.verify import verify
from bson.binary import Binary

from .conftest import context
from .toy import Fill, Open

pytestmark = pytest.mark.servers


@pytest.fixture
def sound(runtime, empty_topic):
    """A box of version 3, sent, its view filled."""
    stream = new_id("box")
    runtime.store.run(context(), lambda tx: tx.decide(stream, Open("p1")))
    for amount in (1, 2):
        runtime.store.run(context(), lambda tx, a=amount: tx.decide(stream, Fill(a)))
    relay = runtime.relay()
    relay.drain()
    relay.close()
    commits = runtime.db.commits.find({"stream": stream}).sort("first")
    records = [record for commit in commits for record in records_of(commit, runtime.contracts.owners)]
    runtime.consumer(f"views.{runtime.views.live()}").apply(records)
    return stream


def violations(runtime):
    return verify(runtime, settle=0).violations


def test_a_sound_service_has_no_violation(runtime, sound):
    report = verify(runtime, settle=0)
    assert (report.streams, report.commits, report.states) == (1, 3, 1)


def test_a_changed_byte_in_a_commit_is_named(runtime, sound):
    commit = runtime.db.commits.find_one({"_id": f"{sound}@2"})
    raw = bytes(commit["events"][0]["bytes"]).replace(b'"amount":1', b'"amount":9')
    runtime.db.commits.update_one({"_id": f"{sound}@2"}, {"$set": {"events.0.bytes": Binary(raw)}})
    found = violations(runtime)
    assert any(v.startswith(f"{sound}@2: no signature vouches for it") for v in found)
    assert f"{sound}@2: other bytes on Kafka than committed" in found
    assert f"{sound}: state differs from the fold of its events" in found


def test_a_deleted_commit_is_named(runtime, sound):
    runtime.db.commits.delete_one({"_id": f"{sound}@2"})
    found = violations(runtime)
    assert any("version 2 is missing" in v for v in found)
    assert f"{sound}@2: on Kafka, not in the commits" in found


def test_a_commit_that_never_reached_kafka_is_named(runtime, sound):
    runtime.store.run(context(), lambda tx: tx.decide(sound, Fill(5)))
    runtime.db.commits.update_one({"_id": f"{sound}@4"}, {"$set": {"published": True}})
    assert violations(runtime) == [f"{sound}@4: committed, not on Kafka"]


def test_a_state_changed_by_hand_is_named(runtime, sound):
    runtime.db.state.update_one({"_id": sound}, {"$set": {"data.sum": 999}})
    assert violations(runtime) == [f"{sound}: state differs from the fold of its events"]


def test_a_state_without_history_is_named(runtime, sound):
    forged = new_id("box")
    runtime.db.state.insert_one({"_id": forged, "aggregate": "box", "version": 1, "shape": 1, "data": {}})
    assert violations(runtime) == [f"{forged}: a state without commits"]


def test_a_command_id_changed_by_hand_is_named(runtime, sound):
    runtime.db.commits.update_one({"_id": f"{sound}@3"}, {"$set": {"command_id": "another"}})
    assert violations(runtime) == [f"{sound}@3: the commit names another command than the event"]


@pytest.mark.parametrize(
    "signer, said",
    [("kit", "{}@4: on Kafka, not in the commits"), ("stranger", "not signed by id.go.tanjungbalai.asn/kit/promise")],
)
def test_an_event_forged_on_kafka_is_named(runtime, sound, settings, signers, signer, said):
    raw = bytes(runtime.db.commits.find_one({"_id": f"{sound}@3"})["events"][0]["bytes"])
    forged = signers.record(
        raw.replace(b"@3", b"@4").replace(b'"streamversion":3', b'"streamversion":4'), signer=signer
    )
    producer = Producer(settings)
    producer.send([Message(forged.topic, sound, forged.raw, forged.headers)])
    producer.close()
    assert any(said.format(sound) in violation for violation in violations(runtime))


def test_a_view_row_edited_by_hand_is_named(runtime, sound):
    row = runtime.views["totals"].find_one({"_id": "all"})
    assert row["boxes"][sound] == 3
    runtime.views["totals"].update_one({"_id": "all"}, {"$set": {f"boxes.{sound}": 99}})
    assert "view totals, row all: differs from the fold of its events" in violations(runtime)
