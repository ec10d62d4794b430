"""A Kafka that lost everything is filled again from the commits, and nobody does anything twice."""

import pytest
from asnkit.bus import Reader
from asnkit.events import new_id
from asnkit.lease import Lease
from asnkit.refilling import refill
from asnkit.verify import verify

from tests import topics

from .conftest import context
from .toy import Fill, Open

pytestmark = pytest.mark.servers


@pytest.fixture
def filled(runtime, empty_topic):
    """Two boxes on Kafka, with what their reaction made of them."""
    streams = [new_id("box") for _ in range(2)]
    for stream in streams:
        runtime.store.run(context(), lambda tx, s=stream: tx.decide(s, Open("p1")))
        for amount in (1, 2, 3):
            runtime.store.run(context(), lambda tx, s=stream, a=amount: tx.decide(s, Fill(a)))
    send(runtime)
    consume(runtime)
    send(runtime)
    consume(runtime)
    return streams


def send(runtime):
    relay = runtime.relay()
    relay.drain()
    relay.close()


def consume(runtime):
    for name in ("reactions.mirrors", f"views.{runtime.views.live()}"):
        consumer = runtime.consumer(name)
        while consumer.step() or not consumer.caught_up():
            pass
        consumer.close()


def on_kafka(runtime):
    """What is on the topic by key, in order: bytes and headers."""
    reader, found = Reader(runtime.settings, runtime.topics), {}
    for record in reader:
        found.setdefault(record.key, []).append((record.raw, record.headers))
    reader.close()
    return found


def test_a_lost_kafka_is_filled_again_byte_for_byte_and_no_reaction_repeats(runtime, filled, servers, kit_topic):
    before, states = on_kafka(runtime), list(runtime.db.state.find().sort("_id"))
    assert len(before) == 4
    topics.empty(servers, {kit_topic: 12})
    assert on_kafka(runtime) == {}
    assert refill(runtime) == 0
    assert on_kafka(runtime) == before
    assert runtime.db.positions.count_documents({}) == 0
    consume(runtime)
    assert list(runtime.db.state.find().sort("_id")) == states
    assert runtime.db.positions.count_documents({}) > 0
    report = verify(runtime, settle=0)
    assert (report.violations, report.pending) == ([], 0)


def test_a_kafka_that_has_its_messages_is_not_filled(runtime, filled, capsys):
    assert refill(runtime) == 1
    assert "were not lost" in capsys.readouterr().out
    assert runtime.db.commits.count_documents({"published": False}) == 0


def test_beside_a_worker_it_refuses(runtime, filled, servers, kit_topic, capsys):
    topics.empty(servers, {kit_topic: 12})
    assert Lease(runtime.db.leases, "relay", "a worker").hold()
    assert refill(runtime) == 1
    assert "stop it first" in capsys.readouterr().out
    assert on_kafka(runtime) == {}
