"""Folding everything again takes the same memory for a long log as for a short one."""

import subprocess
import sys

PROGRAM = """
import json, resource, sys, uuid
from asnkit.catalogue import discover
from asnkit.events import Event
from audit.auditor.folds import Folds

folds = Folds(discover(["training"]), ["training"])
for number in range(int(sys.argv[1])):
    person = str(uuid.UUID(int=number + (7 << 76)))
    stream = f"enrolment-{person}"
    data = {"person": person, "course": "LATSAR", "title": "Latsar", "hours": 647}
    folds.feed(Event(f"{stream}@1", "/asn/training", "id.go.tanjungbalai.asn.training.enrolment.confirmed.v1", stream,
                     "2025-06-20T02:00:00.000Z", 1, data, "ketua:k1", "c1"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(events):
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(events)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_memory_does_not_grow_with_the_log():
    assert peak(60_000) < 1.15 * peak(20_000)
