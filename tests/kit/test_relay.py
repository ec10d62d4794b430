import threading

import pytest
from asnkit.bus import Reader, partition_of
from asnkit.errors import Unavailable
from asnkit.events import Event, new_id
from asnkit.relay import contiguous

from .conftest import context
from .toy import Fill, Open

pytestmark = pytest.mark.servers


def write(runtime, boxes=3, fills=4):
    streams = [new_id("box") for _ in range(boxes)]
    for stream in streams:
        runtime.store.run(context(), lambda tx, s=stream: tx.decide(s, Open("p1")))
    for amount in range(1, fills + 1):
        for stream in streams:
            runtime.store.run(context(), lambda tx, s=stream, a=amount: tx.decide(s, Fill(a)))
    return streams


def on_kafka(runtime, streams):
    reader = Reader(runtime.settings, runtime.topics)
    try:
        return [record for record in reader if record.key in streams]
    finally:
        reader.close()


def test_every_pending_commit_arrives_byte_for_byte_in_version_order(runtime):
    streams = write(runtime)
    relay = runtime.relay()
    assert relay.drain() == 15
    relay.close()
    records = on_kafka(runtime, set(streams))
    for stream in streams:
        arrived = [record.raw for record in records if record.key == stream]
        stored = [
            bytes(event["bytes"])
            for commit in runtime.db.commits.find({"stream": stream}).sort("first")
            for event in commit["events"]
        ]
        assert arrived == stored
        assert {record.partition for record in records if record.key == stream} == {partition_of(stream)}
    assert runtime.db.commits.count_documents({"published": False}) == 0


def test_a_second_drain_sends_nothing(runtime):
    write(runtime, boxes=1, fills=1)
    relay = runtime.relay()
    relay.drain()
    assert relay.drain() == 0
    relay.close()


def test_a_hole_stops_its_stream_until_it_is_filled(runtime):
    def commit(stream, first, last):
        return {"stream": stream, "first": first, "last": last}

    read = [commit("a", 1, 2), commit("a", 3, 3), commit("a", 5, 5), commit("b", 7, 7), commit("b", 8, 8)]
    assert [(c["stream"], c["first"]) for c in contiguous(read)] == [("a", 1), ("a", 3), ("b", 7), ("b", 8)]


class BrokenProducer:
    """The real producer, which loses the first message of one stream."""

    def __init__(self, real, stream):
        self._real, self._stream = real, stream

    def send(self, messages):
        messages = list(messages)
        lost = next(message for message in messages if message.key == self._stream)
        arrived = iter(self._real.send([message for message in messages if message is not lost]))
        return [message is not lost and next(arrived) for message in messages]

    def close(self):
        self._real.close()


def test_what_was_not_acknowledged_stays_pending_and_is_sent_by_a_new_producer(runtime):
    streams = write(runtime, boxes=2, fills=2)
    relay = runtime.relay()
    make, made = relay._make, []

    def first_broken():
        made.append(1)
        return BrokenProducer(make(), streams[0]) if len(made) == 1 else make()

    relay._make = first_broken
    with pytest.raises(Unavailable):
        relay.drain()
    assert runtime.db.commits.count_documents({"published": False, "stream": streams[0]}) == 3
    assert runtime.db.commits.count_documents({"published": False, "stream": streams[1]}) == 0
    assert relay.drain() == 3
    relay.close()
    versions = [Event.parse(r.raw).streamversion for r in on_kafka(runtime, {streams[0]})]
    assert versions == [2, 3, 1, 2, 3]


class Paused:
    """The collection of commits; before its second read somebody writes."""

    def __init__(self, commits, write):
        self._commits, self._write, self._reads = commits, write, 0

    def find(self, *asked):
        self._reads += 1
        if self._reads == 2:
            self._write()
        return self._commits.find(*asked)


def test_a_stream_that_appears_between_the_two_reads_waits_for_the_next_round(runtime):
    """What the second read met for the first time could be there without its predecessor."""
    early, late = write(runtime, boxes=1, fills=1), []
    relay = runtime.relay()
    relay._commits = Paused(relay._commits, lambda: late.extend(write(runtime, boxes=1, fills=1)))
    assert {commit["stream"] for commit in relay.pending()} == set(early)
    assert {commit["stream"] for commit in relay.pending()} == {*early, *late}


@pytest.mark.parametrize(
    "tamper",
    [
        {"$unset": {"note": 1}},
        {"$unset": {"events.0.path": 1}},
        {"$set": {"events.0.path": "1 2"}},
        {"$set": {"events.0.bytes": b"{}"}},
    ],
    ids=["no note", "no path", "another path", "other bytes"],
)
def test_a_commit_that_this_service_did_not_sign_is_not_sent_nor_what_follows_it(runtime, tamper):
    forged, sound = write(runtime, boxes=2, fills=2)
    runtime.db.commits.update_one({"_id": f"{forged}@2"}, tamper)
    relay = runtime.relay()
    relay.drain()
    relay.close()
    records = on_kafka(runtime, {forged, sound})
    assert [Event.parse(r.raw).streamversion for r in records if r.key == sound] == [1, 2, 3]
    assert [Event.parse(r.raw).streamversion for r in records if r.key == forged] == [1]
    assert runtime.db.commits.count_documents({"published": False}) == 2


def test_nothing_is_missed_or_reordered_while_many_write(runtime):
    """The race that loses events for a relay that tails by id or time."""
    streams, done = [new_id("box") for _ in range(6)], threading.Event()
    for stream in streams:
        runtime.store.run(context(), lambda tx, s=stream: tx.decide(s, Open("p1")))

    def fill(stream):
        for _ in range(25):
            runtime.store.run(context(), lambda tx: tx.decide(stream, Fill(1)))

    def drain():
        relay = runtime.relay()
        while not done.is_set():
            relay.drain()
        relay.drain()
        relay.close()

    writers = [threading.Thread(target=fill, args=(stream,)) for stream in streams]
    drainer = threading.Thread(target=drain)
    for thread in (*writers, drainer):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    drainer.join()
    seen = {stream: [] for stream in streams}
    for record in on_kafka(runtime, set(streams)):
        seen[record.key].append(Event.parse(record.raw).streamversion)
    assert all(versions == list(range(1, 27)) for versions in seen.values())


def test_asking_what_is_pending_reads_the_index_and_not_the_history(runtime):
    write(runtime, boxes=2, fills=2)
    runtime.db.commits.update_many({}, {"$set": {"published": True}})
    plan = runtime.db.commits.find({"published": False}, {"stream": 1}).explain()["executionStats"]
    assert plan["totalDocsExamined"] == 0
    assert "IXSCAN" in str(plan)


def test_what_waits_is_counted_with_the_time_of_the_oldest(runtime):
    write(runtime, boxes=2, fills=1)
    number, oldest = runtime.relay().waiting()
    commits = list(runtime.db.commits.find({"published": False}))
    assert (number, oldest) == (len(commits), min(commit["at"] for commit in commits).timestamp())
    runtime.db.commits.update_many({}, {"$set": {"published": True}})
    assert runtime.relay().waiting() == (0, 0.0)
