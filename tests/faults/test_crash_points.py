"""For every k: die before or after the k-th call to MongoDB or Kafka, restart, and find nothing lost or doubled.

The journey: a person's commands are saved, relayed, received by another consumer that reacts with
commands of its own, relayed again, and folded into a view. Every step is driven, so the
points are the same at every run; a restart takes up what the dead process left. Most deaths are
played in this process; a sample is SIGKILL.
"""

import json
import subprocess
import sys
from dataclasses import asdict

import pytest
from asnkit.events import new_id
from asnkit.verify import verify

from .driving import Process, carry_out, check, commands_of, settle, work_of

pytestmark = [pytest.mark.servers, pytest.mark.slow]

POINTS = 178
SAMPLE = (3, 12, 30, 44, 63, 80, 110, 133, 170)


@pytest.fixture
def process(runtime, another, empty_topic):
    made = Process(another)
    yield made
    made.die()


def drive(process, steps, admin, box):
    """Do everything, dying at most once; returns whether it died."""
    work = work_of(process, steps, box, commands_of(box))
    return sum(carry_out(process, step, steps, admin) for step in work) == 1


def test_dying_at_every_point_loses_nothing_and_doubles_nothing(process, steps, admin, capsys):
    drive(process, steps, admin, new_id("box"))  # opens the connections
    steps.begin()
    assert not drive(process, steps, admin, new_id("box"))
    points = list(steps.points)
    with capsys.disabled():
        print(f"\n{len(points)} points", end=" ")
    assert len(points) == POINTS, "\n".join(points)
    for k in range(1, POINTS + 1):
        settle(process, steps)
        box = new_id("box")
        steps.begin(die_at=k)
        assert drive(process, steps, admin, box), f"nothing died at point {k}"
        check(process.runtime, box)
    assert verify(process.runtime, settle=0).violations == []


def test_a_sample_of_points_where_the_process_really_dies(runtime, settings, empty_topic, tmp_path):
    for k in SAMPLE:
        box = new_id("box")
        assert live(settings, tmp_path, box, k) == -9, f"survived point {k}"
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
