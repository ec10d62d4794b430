"""Draining a backlog: our relay beside the same loop on confluent-kafka (librdkafka).

Both find what is pending with our own query, send all, wait once for the acknowledgements, and mark in bulk.
"""

import hashlib
import os
import time

from asnkit.bus import Producer, partition_of
from asnkit.events import new_id
from asnkit.relay import Relay
from asnkit.service import Runtime
from bson.binary import Binary
from confluent_kafka import Producer as ConfluentProducer
from tlog.commits import sign

from tests.kit.toy import SERVICE

from .setting import figure, fresh

COMMITS = 10_000


class ConfluentLoop:
    """A producer with our interface: send all, wait once, say what arrived."""

    def __init__(self, settings):
        options = {
            "bootstrap.servers": settings.kafka_bootstrap,
            "enable.idempotence": True,
            "acks": "all",
            "linger.ms": 5,
            "batch.size": 256 * 1024,
            "queue.buffering.max.messages": 1_000_000,
        }
        if settings.kafka_username:
            options |= {
                "security.protocol": "SASL_PLAINTEXT",
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.username": settings.kafka_username,
                "sasl.password": settings.kafka_password,
            }
        self._producer = ConfluentProducer(options)

    def send(self, messages):
        arrived = []
        for place, m in enumerate(messages):
            arrived.append(False)

            def acknowledged(error, _, place=place):
                arrived[place] = error is None

            self._producer.produce(
                m.topic, m.value, m.key.encode(), partition_of(m.key), acknowledged, headers=m.headers
            )
            self._producer.poll(0)
        self._producer.flush(30)
        return arrived

    def close(self):
        self._producer.flush(5)


def measure(settings, rounds: int) -> list[dict]:
    results = {"ours": [], "confluent": []}
    makers = {"ours": Producer, "confluent": ConfluentLoop}
    for _ in range(rounds):
        for name, make in makers.items():
            results[name].append(_drain(fresh(settings), make))
    return [
        figure(
            "relay drain, 10,000 commits",
            "commits/s",
            "confluent-kafka, same loop",
            results["ours"],
            results["confluent"],
        )
    ]


def _drain(settings, make) -> float:
    runtime = Runtime(SERVICE, settings)
    runtime.prepare()
    commits = []
    for _ in range(COMMITS // 10):
        stream = new_id("box")
        for version in range(1, 11):
            raw = os.urandom(280).hex().encode()
            note, (path,) = sign(runtime.signer, "2026-09-10T10:00:00.000Z", [hashlib.sha256(raw).digest()])
            event = {"id": f"{stream}@{version}", "type": "t", "bytes": Binary(raw), "path": path.text}
            commits.append({"_id": event["id"], "stream": stream, "first": version, "last": version, "note": note,
                            "command_id": event["id"], "events": [event], "published": False})  # fmt: skip
    runtime.db.commits.insert_many(commits, ordered=False)
    relay = Relay(runtime.db, "kit", runtime.contracts.owners, runtime.keyring, lambda: make(settings))
    began = time.perf_counter()
    drained = relay.drain()
    seconds = time.perf_counter() - began
    relay.close()
    runtime.client.drop_database(settings.database)
    runtime.close()
    if drained != COMMITS:
        raise SystemExit(f"{drained} of {COMMITS} drained; the figure would mean nothing")
    return drained / seconds
