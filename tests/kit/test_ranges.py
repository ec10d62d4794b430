"""Several workers share out a reaction by ranges of partitions; whichever dies, each event has its effect once."""

import os
import signal
import time
from dataclasses import replace
from multiprocessing import get_context

import pytest
from asnkit.bus import PARTITIONS, ranges
from asnkit.events import new_id
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.worker import Worker

from .conftest import context
from .toy import SERVICE, Fill, Open

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("empty_topic")]

BOXES = 24
PATIENCE_SECONDS = 60


def work(settings):
    Worker(Runtime(SERVICE, settings)).run()


@pytest.fixture
def start(settings):
    """A function that starts a worker, in a process of its own."""
    started = []

    def run():
        shared = replace(settings, ranges=4, health_bind="127.0.0.1:0")
        process = get_context("spawn").Process(target=work, args=(shared,), daemon=True)
        process.start()
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.join()


def holders(runtime):
    """Range → the process that has it now."""
    live = {"_id": {"$regex": "^consumer reactions.mirrors "}, "$expr": {"$gt": ["$until", "$$NOW"]}}
    return {lease["_id"].split()[-1]: lease["holder"].split("/")[1] for lease in runtime.db.leases.find(live)}


def wait_for(condition):
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE_SECONDS
        time.sleep(0.1)


def shared(runtime, *processes):
    """Whether each of these has two of the four ranges."""
    return sorted(holders(runtime).values()) == sorted(str(process.pid) for process in processes for _ in range(2))


def fill(runtime, boxes, amount):
    for box in boxes:
        runtime.store.run(context(), lambda tx, box=box: tx.decide(box, Fill(amount)))


def mirrored(runtime, boxes):
    documents = runtime.db.state.find({"_id": {"$in": [box.replace("box-", "mirror-") for box in boxes]}})
    return [document["data"]["sum"] for document in documents]


def test_two_workers_share_the_ranges_and_each_event_has_its_effect_once_though_one_is_killed(runtime, start):
    boxes = [new_id("box") for _ in range(BOXES)]
    for box in boxes:
        runtime.store.run(context(), lambda tx, box=box: tx.decide(box, Open("p1")))
    first, second = start(), start()
    wait_for(lambda: shared(runtime, first, second))
    fill(runtime, boxes, 1)
    os.kill(first.pid, signal.SIGKILL)
    fill(runtime, boxes, 2)
    third = start()
    fill(runtime, boxes, 4)
    wait_for(lambda: shared(runtime, second, third))
    wait_for(lambda: mirrored(runtime, boxes) == [7] * BOXES)
    copied = {"events.type": "id.go.tanjungbalai.asn.kit.mirror.copied.v1"}
    assert runtime.db.commits.count_documents(copied) == 3 * BOXES


def test_ranges_cover_every_partition_once():
    for count in (1, 2, 3, 4, 6, 12):
        assert [number for numbers in ranges(count) for number in numbers] == list(range(PARTITIONS))


def test_a_number_that_does_not_divide_the_partitions_is_refused(tmp_path):
    told = {"MONGO_URL": "mongodb://h", "KAFKA_BOOTSTRAP": "k:1", "ASN_SECRETS": str(tmp_path), "ASN_RANGES": "5"}
    with pytest.raises(SystemExit, match="ASN_RANGES is 1, 2, 3, 4, 6 or 12"):
        Settings.from_environment("kit", told)
