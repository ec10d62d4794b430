"""An agency that two people gave something to reads that from the real broker, and nothing else, until it is paused."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.bus import PARTITIONS
from asnkit.wib import wib_date
from kafka import KafkaConsumer, TopicPartition

from demo.callers import Services
from deploy.local import kafka
from deploy.local.places import ROOT

pytestmark = [pytest.mark.servers, pytest.mark.slow]

GIVEN = "asn.registration.public"
ASKED = {"agency": "Arsip Daerah", "purpose": "Menyimpan pengumuman kota.", "contact": "arsip@contoh.id"}


def applied(system):
    line = [sys.executable, "-m", "deploy.local", "agencies", "--directory", str(system.directory)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def consumer(system, user):
    told, kept = system.endpoints["kafka"], system.directory / "secrets" / "agencies.json"
    passwords = {name: known["password"] for name, known in told["users"].items()} | json.loads(kept.read_text())
    return KafkaConsumer(**kafka.login(told["bootstrap"], user, passwords[user]), group_id=None)


def readable(system, user):
    """The topics that the broker shows to this user: those that it may read."""
    made = consumer(system, user)
    try:
        return made.topics()
    finally:
        made.close()


def read(system, user, topic):
    """The first events that this user gets of the topic."""
    made = consumer(system, user)
    try:
        partitions = [TopicPartition(topic, number) for number in range(PARTITIONS)]
        made.assign(partitions)
        for partition in partitions:
            made.seek(partition, 0)
        end = time.monotonic() + 30
        while not (found := made.poll(timeout_ms=500)) and time.monotonic() < end:
            pass
        return [message for messages in found.values() for message in messages]
    finally:
        made.close()


def test_it_reads_what_two_gave_until_it_is_paused(system, played):
    services = Services(system.endpoints)
    first, second = services.staff("ti"), services.staff("ti2")
    path = f"/v1/agencies/{services.anyone().post('platform', '/v1/agencies', ASKED | {'topics': [GIVEN]}).body['id']}"
    user = f"instansi-{path.rpartition('/')[2]}"
    until = (wib_date(datetime.now(UTC)) + timedelta(days=365)).isoformat()
    first.post("platform", f"{path}/proposal", {"topics": [GIVEN], "until": until}, version=1)
    assert user not in applied(system), "one person gives nothing"

    proposed = second.get("platform", path).body["proposed"]
    second.post("platform", f"{path}/grant", {"proposed": proposed}, version=2)
    others = readable(system, "agency")
    assert user in applied(system)
    assert readable(system, user) == {GIVEN}
    assert read(system, user, GIVEN)

    first.post("platform", f"{path}/pause", {"reason": "Kata sandinya bocor."}, version=3)
    applied(system)
    assert readable(system, user) == set()
    assert readable(system, "agency") == others > {GIVEN}, "nobody else's rights are touched"
