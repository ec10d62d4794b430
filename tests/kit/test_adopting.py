"""A database that was put back takes over what Kafka has beyond it, and names what it cannot have again."""

from dataclasses import replace

import pytest
from asnkit.adopting import Contradiction, adopt, take_over
from asnkit.bus import Message, Producer
from asnkit.erasing import COLLECTION as ERASURES
from asnkit.events import new_id, uuid_of
from asnkit.lease import Lease
from asnkit.verify import verify

from .conftest import context
from .test_refilling import consume, send
from .toy import SERVICE, Fill, Open

pytestmark = pytest.mark.servers


def fill(runtime, *streams, amount=1):
    """One transaction over these boxes; one that is not there is opened before."""
    for stream in streams:
        if not runtime.store.load(stream).version:
            runtime.store.run(context(), lambda tx, s=stream: tx.decide(s, Open("p1")))
    runtime.store.run(context(), lambda tx: [tx.decide(stream, Fill(amount)) for stream in streams])


def copied(runtime):
    """Everything that the service has, as a backup would."""
    return [
        (db, name, list(db[name].find()))
        for db in (runtime.db, runtime.keys, runtime.rows)
        for name in db.list_collection_names()
        if not name.startswith("system.")
    ]


def put_back(copy):
    for db, name, documents in copy:
        db[name].delete_many({})
        if documents:
            db[name].insert_many(documents)


def history(runtime):
    return list(runtime.db.commits.find({}, {"published": 0}).sort("_id"))


@pytest.fixture
def boxes(runtime, empty_topic):
    """Two boxes as the backup has them; more happened to them afterwards, and to a third one."""
    one, other, later = sorted(new_id("box") for _ in range(3))
    fill(runtime, one, other)
    send(runtime)
    backup = copied(runtime)
    fill(runtime, other, one, amount=2)
    fill(runtime, later, amount=3)
    fill(runtime, one, later, amount=4)
    send(runtime)
    return one, other, later, backup


def test_what_reached_kafka_after_the_backup_is_history_again_to_the_byte(runtime, boxes):
    *_, backup = boxes
    consume(runtime)
    send(runtime)
    before, states = history(runtime), list(runtime.db.state.find().sort("_id"))
    put_back(backup)
    assert len(history(runtime)) < len(before)
    adoption = take_over(runtime)
    assert history(runtime) == before
    assert list(runtime.db.state.find().sort("_id")) == states
    assert (adoption.lost, adoption.strangers) == ([], 0)
    consume(runtime)
    send(runtime)
    assert list(runtime.db.state.find().sort("_id")) == states, "a reaction whose event is there does not happen again"
    assert verify(runtime, settle=0).violations == []


def test_taking_over_twice_changes_nothing(runtime, boxes):
    put_back(boxes[-1])
    take_over(runtime)
    before = history(runtime)
    assert take_over(runtime).events == 0
    assert history(runtime) == before


def test_states_are_made_anew_where_it_died_before_them(runtime, boxes):
    put_back(boxes[-1])
    take_over(runtime)
    runtime.db.state.delete_one({"_id": boxes[2]})
    runtime.db.state.update_one({"_id": boxes[0]}, {"$set": {"version": 2, "data": {"owner": "p1", "sum": 1}}})
    assert take_over(runtime).states == 2
    assert runtime.store.load(boxes[2]).state == {"owner": "p1", "sum": 7}


def test_what_a_transaction_never_sent_is_named(runtime, boxes):
    one, other, _, backup = boxes
    fill(runtime, one, other, amount=5)
    runtime.db.commits.update_one({"stream": other, "published": False}, {"$set": {"published": True}})
    send(runtime)
    put_back(backup)
    lost = take_over(runtime).lost
    assert len(lost) == 1 and lost[0].startswith("1 of the 2 events decided at ") and lost[0].endswith(f"{one}@5")
    assert runtime.store.load(one).version == 5 and runtime.store.load(other).version == 3


def test_what_was_sealed_with_a_key_of_after_the_backup_is_named(runtime, boxes):
    stream = new_id("box")
    envelope = runtime.vault.seal("p9", stream, "owner", "Siti")
    runtime.store.contracts.check = lambda *_: None
    runtime.store.run(context(), lambda tx: tx.decide(stream, Open(envelope)))
    send(runtime)
    put_back(boxes[-1])
    assert take_over(runtime).lost == [f"what {stream}@1 says in sealed words: the key of p9 was made after the backup"]


def test_who_was_erased_after_the_backup_is_erased_again(runtime, boxes, another):
    put_back(boxes[-1])
    forgetting = replace(SERVICE, erasing={"kit.box.opened": lambda event: uuid_of(event.subject)})
    assert take_over(another(forgetting)).erased == 1
    assert [row["_id"] for row in runtime.db[ERASURES].find()] == [uuid_of(boxes[2])]


def test_two_histories_are_not_made_one(runtime, boxes):
    one, *_, backup = boxes
    put_back(backup)
    fill(runtime, one, amount=9)
    before = history(runtime)
    with pytest.raises(Contradiction, match=f"{one}@3 has other bytes on Kafka"):
        take_over(runtime)
    assert history(runtime) == before


def test_what_is_not_signed_is_no_history(runtime, boxes, settings, signers):
    one, *_, backup = boxes
    raw = bytes(runtime.db.commits.find_one({"stream": one}, sort=[("first", -1)])["events"][0]["bytes"])
    forged = signers.record(
        raw.replace(b"@4", b"@5").replace(b'"streamversion":4', b'"streamversion":5'), signer="stranger"
    )
    producer = Producer(settings)
    producer.send([Message(forged.topic, one, forged.raw, forged.headers)])
    producer.close()
    put_back(backup)
    assert take_over(runtime).strangers == 1
    assert runtime.store.load(one).version == 4


def test_beside_a_worker_nothing_is_taken_over(runtime, boxes, capsys):
    put_back(boxes[-1])
    before = history(runtime)
    assert Lease(runtime.db.leases, "relay", "a worker").hold()
    assert adopt(runtime) == 1
    assert "stop it first" in capsys.readouterr().out
    assert history(runtime) == before
