"""What is asked of Kafka is answered or refused; nothing waits for ever."""

import pytest
from asnkit import bus
from asnkit.bus import Message, Producer, Reader, Subscription
from asnkit.errors import Unavailable
from kafka import TopicPartition
from kafka.errors import KafkaError

pytestmark = pytest.mark.servers


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


def test_a_place_that_is_not_known_in_time_is_an_error_and_no_number(settings, kit_topic, monkeypatch):
    reader = Reader(settings, [kit_topic])
    monkeypatch.setattr(bus, "ASK_MS", 0)
    with pytest.raises(KafkaError):
        bus._position(reader._consumer, TopicPartition(kit_topic, 0))
    reader.close()


def test_how_far_a_reader_is_behind_is_known_at_its_start_and_told_by_what_comes(settings, empty_topic, kit_topic):
    messages = [Message(kit_topic, "box-1", b"{}", [])] * 2
    producer = Producer(settings)
    producer.send(messages)
    reader = Subscription(settings, "kit.behind", [kit_topic], {}, batch=1)
    lags = [reader.lag(), *_read(reader, 2)]
    producer.send(messages)
    lags += _read(reader, 2)
    assert lags == [2, 1, 0, 1, 0]
    reader.close()
    producer.close()


def _read(reader, number):
    """The lag after each of so many messages."""
    lags = []
    while len(lags) < number:
        lags += [reader.lag() for _ in reader.poll(100)]
    return lags
