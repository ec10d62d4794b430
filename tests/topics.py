"""Topics without the messages of earlier tests: making one costs more than emptying it."""

import time
from collections.abc import Mapping

from kafka import TopicPartition
from kafka.errors import NotLeaderForPartitionError

from deploy.local import kafka

PATIENCE_SECONDS = 20


def empty(servers, partitions: Mapping[str, int]) -> None:
    """`partitions` is how many a topic has. A broker that has just begun may not lead them yet."""
    client = kafka.admin(kafka.login(**servers.kafka_user("admin")))
    everything = {TopicPartition(topic, number): -1 for topic, count in partitions.items() for number in range(count)}
    end = time.monotonic() + PATIENCE_SECONDS
    try:
        while True:
            try:
                return client.delete_records(everything)
            except NotLeaderForPartitionError:
                if time.monotonic() > end:
                    raise
    finally:
        client.close()
