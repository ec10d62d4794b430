"""For every k: die before or after the k-th call to MongoDB or Kafka, restart, and find nothing lost or doubled.

The journey: a person's commands are saved, relayed, received by another consumer that reacts with
commands of its own, relayed again, and folded into a view. Every step is driven, so the
points are the same at every run; a restart takes up what the dead process left. In walk j each step dies at its own
j-th point. Most deaths are played in this process; a sample is SIGKILL.
"""

import json
import subprocess
import sys
from dataclasses import asdict

import pytest
from asnkit.events import new_id
from asnkit.verify import verify

from .driving import Process, check, commands_of, settle, walk, work_of

pytestmark = [pytest.mark.servers, pytest.mark.slow]

POINTS = 174
WALKS = 5
SAMPLE = (3, 12, 30, 44, 63, 80, 110, 133, 170)


@pytest.fixture
def process(runtime, another, empty_topic):
    made = Process(another)
    yield made
    made.die()


def one_walk(process, steps, admin, die_at=None):
    """One box's journey, and that everything in it happened once: the points by step, the number of deaths."""
    settle(process, steps)
    box = new_id("box")
    work = work_of(process, steps, box, commands_of(box))
    found = walk(steps, admin, [(process, step) for step in work], die_at)
    with steps.looking_on():
        check(process.runtime, box)
    return found


def test_dying_at_every_point_loses_nothing_and_doubles_nothing(process, steps, admin, capsys):
    one_walk(process, steps, admin)  # opens the connections
    points, _ = one_walk(process, steps, admin)
    for _ in range(WALKS):  # a busy broker may hand over in other portions
        before, (points, deaths) = points, one_walk(process, steps, admin)
        if (points, deaths) == (before, 0):
            break
    else:
        pytest.fail("the points are not the same at any two walks")
    lengths = [len(found) for found in points]
    with capsys.disabled():
        print(f"\n{sum(lengths)} points in {len(lengths)} steps", end=" ")
    assert sum(lengths) == POINTS, points
    deaths = sum(one_walk(process, steps, admin, number)[1] for number in range(1, max(lengths) + 1))
    assert deaths >= sum(lengths)  # what a dead relay sent twice has points of its own
    assert verify(process.runtime, settle=0).violations == []


def test_a_sample_of_points_where_the_process_really_dies(runtime, settings, empty_topic, admin, tmp_path):
    for k in SAMPLE:
        box = new_id("box")
        assert live(settings, tmp_path, box, k) == -9, f"survived point {k}"
        admin.command("killAllSessions", [])  # what the server's own limit does after five seconds
        assert live(settings, tmp_path, box, None) == 0
        check(runtime, box)
    assert verify(runtime, settle=0).violations == []


def live(settings, directory, box, die_at):
    """One process from birth to its end; the exit code, -9 for SIGKILL."""
    told = {name: value for name, value in asdict(settings).items() if value is not None and name != "urls"}
    order = directory / "order.json"
    order.write_text(json.dumps({"settings": told, "box": box, "die_at": die_at}, default=str))
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.mortal", str(order)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode in (0, -9), done.stderr[-2000:]
    return done.returncode
