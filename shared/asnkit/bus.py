"""Kafka, spoken to here and nowhere else (kafka-python).

The client has traps that this file answers: without crc32c it is four to eight times slower
(refuse to start), `flush` hides failed records (every future is checked), a
producer made before a fork is deaf (make it after), one that cannot deliver does not close (forced), a
consumer starts at the newest message and commits by itself (both switched off).
"""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import crc32c  # noqa: F401  kafka-python finds it by itself; importing it here refuses a start without it
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError, KafkaTimeoutError
from kafka.partitioner.default import murmur2

from .errors import Unavailable

PARTITIONS = 12
SEND_SECONDS = 5
ASK_MS = 2_000
CLOSE_SECONDS = 2
POLL_MS = 500
HOLD_MS, HELD_MS = 10_000, 15_000
"""Kafka answers as soon as there is a message; so long it holds a question of a reader that waits for more.

All that a reader asks stands behind the question that is held: it gives up on none before `HELD_MS`.
"""
POLLS_IN_VAIN = 60

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """`partition` is given for a topic that has other than the usual number of them."""

    topic: str
    key: str
    value: bytes
    headers: list[tuple[str, bytes]]
    partition: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A message as it came: `raw` is the value, untouched; empty for a tombstone."""

    topic: str
    partition: int
    offset: int
    key: str
    raw: bytes
    headers: list[tuple[str, bytes]]


@lru_cache(maxsize=100_000)
def partition_of(key: str) -> int:
    """The partition every Kafka client computes for this key (murmur2, Java-compatible)."""
    return (murmur2(key.encode()) & 0x7FFFFFFF) % PARTITIONS


def ranges(count: int) -> list[range]:
    """The partitions of a topic in so many ranges of one length."""
    length = PARTITIONS // count
    return [range(begin, begin + length) for begin in range(0, PARTITIONS, length)]


def span(numbers: range) -> str:
    """ "0-11" of range(12), in leases and metrics."""
    return f"{numbers[0]}-{numbers[-1]}"


def connection(settings) -> dict:
    """The options that every client of the broker needs."""
    options = {
        "bootstrap_servers": settings.kafka_bootstrap.split(","),
        "reconnect_backoff_ms": 50,
        "reconnect_backoff_max_ms": 1000,
        "request_timeout_ms": SEND_SECONDS * 1000 - 500,
    }
    if settings.kafka_username:
        options |= {
            "security_protocol": "SASL_SSL" if settings.kafka_ca else "SASL_PLAINTEXT",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_plain_username": settings.kafka_username,
            "sasl_plain_password": settings.kafka_password,
        }
    if settings.kafka_ca:
        options["ssl_cafile"] = str(settings.kafka_ca)
    return options


class Producer:
    """Sends in order, once: idempotent, all replicas, nothing that could reorder a key."""

    def __init__(self, settings):
        try:
            self._producer = KafkaProducer(
                **connection(settings),
                client_id=f"{settings.service}.relay",
                enable_idempotence=True,
                acks="all",
                linger_ms=0,
                batch_size=256 * 1024,
                bootstrap_timeout_ms=5_000,
                max_block_ms=5_000,
                delivery_timeout_ms=SEND_SECONDS * 1000,
            )
        except KafkaError as error:
            raise Unavailable("Kafka: address or password") from error

    def send(self, messages: Iterable[Message]) -> list[bool]:
        """Send all, wait once; for each message whether the broker has it."""
        futures, refused = [], False
        for message in messages:
            # Without a broker each `send` waits for one by itself, so the first refusal ends the batch.
            future = None if refused else self._send(message)
            refused = future is None
            futures.append(future)
        end = time.monotonic() + SEND_SECONDS
        arrived = [_arrived(future, end - time.monotonic()) for future in futures]
        if not all(arrived):
            log.warning("%d of %d messages not acknowledged", arrived.count(False), len(arrived))
        return arrived

    def _send(self, message: Message):
        try:
            return self._producer.send(
                message.topic,
                value=message.value,
                key=message.key.encode(),
                headers=message.headers,
                partition=partition_of(message.key) if message.partition is None else message.partition,
            )
        except KafkaError as error:
            log.warning("send refused: %s", type(error).__name__)
            return None

    def close(self) -> None:
        """End it within a few seconds; what it has not delivered, it never will."""
        try:
            self._producer.close(timeout=CLOSE_SECONDS)
        except KafkaError as error:
            # With anything undelivered, `close` raises before it has told its thread to stop. That
            # thread could go on for ever, and deliver later what we send again with the next producer.
            log.warning("producer ended by force: %s", type(error).__name__)
            self._producer._sender.force_close()
            self._producer._sender.join(CLOSE_SECONDS)


def _arrived(future, seconds: float) -> bool:
    """Whether the broker has it, waiting no longer than what is left for the whole batch."""
    try:
        if future is not None:
            future.get(timeout=max(seconds, 0))
    except KafkaError:
        return False
    return future is not None


def record_of(message) -> Record:
    """Whatever somebody put there: what cannot be read must not stop the reading."""
    key = (message.key or b"").decode(errors="replace")
    headers = list(message.headers)
    return Record(message.topic, message.partition, message.offset, key, message.value or b"", headers)


class Subscription:
    """A reader of whole topics that goes on where the database says.

    It takes its partitions itself instead of joining a group: who may read them is decided by a lease
    (lease.py), which fails over in three seconds and has no rebalance to get stuck in
    (docs/decisions/0003). They are `numbers` of each topic. `positions` are the next offsets by (topic, partition),
    missing ones begin at the beginning; the group's own offsets are committed only so that tools can show the lag.
    """

    def __init__(
        self,
        settings,
        group: str,
        topics: list[str],
        positions: Mapping[tuple[str, int], int],
        batch: int = 500,
        numbers: range = range(PARTITIONS),
    ):
        try:
            self._consumer = KafkaConsumer(
                **connection(settings) | {"request_timeout_ms": HELD_MS},
                client_id=group,
                group_id=group,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                max_poll_records=batch,
                max_partition_fetch_bytes=4 * 1024 * 1024,
                fetch_max_wait_ms=HOLD_MS,
                bootstrap_timeout_ms=5_000,
            )
        except KafkaError as error:
            raise Unavailable("Kafka: address or password") from error
        partitions = [TopicPartition(topic, number) for topic in topics for number in numbers]
        self._consumer.assign(partitions)
        try:
            begins = self._consumer.beginning_offsets(partitions, timeout_ms=ASK_MS)
            self._ends = self._consumer.end_offsets(partitions, timeout_ms=ASK_MS)
        except KafkaError as error:
            self.close()
            raise Unavailable("Kafka") from error
        self._next = {partition: positions.get(partition[:2], begin) for partition, begin in begins.items()}
        for partition, offset in self._next.items():
            self._consumer.seek(partition, offset)

    def poll(self, timeout_ms: int) -> list[Record]:
        """The next records, in order within each partition."""
        try:
            polled = self._consumer.poll(timeout_ms=timeout_ms)
        except KafkaError as error:
            raise Unavailable("Kafka") from error
        self._next |= {partition: messages[-1].offset + 1 for partition, messages in polled.items()}
        return [record_of(m) for messages in polled.values() for m in messages]

    def commit(self) -> None:
        """Tell Kafka how far we are; a failure changes nothing."""
        try:
            self._consumer.commit_async()
        except KafkaError as error:
            log.info("offsets not committed: %s", type(error).__name__)

    def lag(self) -> int:
        """Messages not yet read, as Kafka's last answer tells it; at first, as it was at the start.

        Asking for it would stand behind the question that is held. A new message is such an answer.
        """
        return sum(max(0, self._end(partition) - place) for partition, place in self._next.items())

    def _end(self, partition: TopicPartition) -> int:
        return max(self._ends[partition], self._consumer.highwater(partition) or 0)

    def close(self) -> None:
        self._consumer.close()


class Reader:
    """Everything that is in some topics now, from the beginning, without a group.

    With `tail`, only the last so many messages of each partition; with `places`, by (topic, partition), from there on.
    """

    def __init__(
        self,
        settings,
        topics: list[str],
        tail: int | None = None,
        places: Mapping[tuple[str, int], int] | None = None,
    ):
        try:
            self._consumer = KafkaConsumer(
                **connection(settings),
                group_id=None,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                max_poll_records=5_000,
                max_partition_fetch_bytes=8 * 1024 * 1024,
                bootstrap_timeout_ms=5_000,
            )
        except KafkaError as error:
            raise Unavailable("Kafka: address or password") from error
        try:
            partitions = [TopicPartition(topic, p) for topic in topics for p in self._partitions(topic)]
            self._consumer.assign(partitions)
            self._consumer.seek_to_beginning(*partitions)
            begins = self._consumer.beginning_offsets(partitions)
            ends = self._consumer.end_offsets(partitions)
        except KafkaError as error:
            raise Unavailable("Kafka") from error
        if tail is not None:
            begins = {p: max(begins[p], ends[p] - tail) for p in partitions}
        if places:
            begins = {p: max(begins[p], places.get((p.topic, p.partition), 0)) for p in partitions}
        if tail is not None or places:
            for partition, begin in begins.items():
                self._consumer.seek(partition, begin)
        self.ends = {p: end for p, end in ends.items() if end > begins[p]}
        self.total = sum(end - begins[p] for p, end in self.ends.items())

    def _partitions(self, topic: str) -> Iterable[int]:
        return sorted(self._consumer.partitions_for_topic(topic) or ())

    def __iter__(self):
        """Every record up to the ends seen at the start. Raises Unavailable when nothing comes for a while."""
        waiting, in_vain = dict(self.ends), 0
        while waiting:
            try:
                polled = self._consumer.poll(timeout_ms=POLL_MS)
                there = {partition: _position(self._consumer, partition) for partition in waiting}
            except KafkaError as error:
                raise Unavailable("Kafka") from error
            for partition, messages in polled.items():
                for m in messages:
                    if m.offset < self.ends.get(partition, 0):
                        yield record_of(m)
            in_vain = 0 if polled else in_vain + 1
            if in_vain > POLLS_IN_VAIN:
                raise Unavailable("Kafka: it stopped sending")
            waiting = {partition: end for partition, end in waiting.items() if there[partition] < end}

    def close(self) -> None:
        self._consumer.close()


def _position(consumer: KafkaConsumer, partition: TopicPartition) -> int:
    """The next offset that will be read. Raises KafkaTimeoutError; the client itself would give None."""
    found = consumer.position(partition, timeout_ms=ASK_MS)
    if found is None:
        raise KafkaTimeoutError(f"no position in {partition}")
    return found
