"""What is asked of Kafka is answered or refused; nothing waits for ever."""

import time

import pytest
from asnkit import bus
from asnkit.bus import Message, Producer, Reader, bounded
from asnkit.errors import Unavailable
from kafka import KafkaConsumer
from kafka.future import Future

pytestmark = pytest.mark.servers


def test_an_answer_that_never_comes_ends_in_an_error(settings):
    client = KafkaConsumer(**bus.connection(settings))
    began = time.monotonic()
    with pytest.raises(Unavailable), bounded(client, 1):
        client._net.run(client._manager.wait_for, Future(), None)
    assert 1 <= time.monotonic() - began < 10


def test_what_comes_in_time_is_not_disturbed(settings):
    client = KafkaConsumer(**bus.connection(settings))
    with bounded(client, 0.5):
        topics = client.topics()
    time.sleep(1)
    assert client.topics() == topics
    client.close()


def test_a_reader_whose_messages_stop_coming_says_so(settings, kit_topic, monkeypatch):
    monkeypatch.setattr(bus, "POLLS_IN_VAIN", 1)
    monkeypatch.setattr(bus, "POLL_MS", 50)
    producer = Producer(settings)
    assert producer.send([Message(kit_topic, "box-1", b"{}", [])]) == [True]
    producer.close()
    reader = Reader(settings, [kit_topic])
    reader.ends = {partition: end + 1 for partition, end in reader.ends.items()}
    with pytest.raises(Unavailable):
        list(reader)
    reader.close()
