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
from asnkit import consumer as consumers
from asnkit.db import connect
from asnkit.errors import Unavailable
from asnkit.events import new_id
from asnkit.testing import Died, Steps
from asnkit.verify import verify

from .driving import Process, check, commands_of, work_of

pytestmark = [pytest.mark.servers, pytest.mark.slow]

POINTS = 178
SAMPLE = (3, 12, 30, 44, 63, 80, 110, 133, 170)


@pytest.fixture
def steps(monkeypatch):
    monkeypatch.setattr(consumers, "MEASURE_SECONDS", 1e9)
    with Steps() as steps:
        yield steps


@pytest.fixture
def process(runtime, another, empty_topic):
    made = Process(another)
    yield made
    made.die()


@pytest.fixture
def admin(servers):
    client = connect(servers.mongo_url("admin"))
    yield client.admin
    client.close()


def drive(process, steps, admin, box):
    """Do everything, dying at most once; returns whether it died."""
    died = False
    for step in work_of(process, steps, box, commands_of(box)):
        while True:
            try:
                step()
                break
            except Died:
                died = True
                steps.revive()
                with steps.looking_on():
                    process.die()
                    # A dead client's open transaction holds its documents until the server's limit
                    # (five seconds, deploy/local/mongodb.py) ends it; here that moment comes at once.
                    admin.command("killAllSessions", [])
                    process.start()
            except Unavailable:
                assert died, "only a death may disturb"
    return died


def settle(process, steps):
    """Take what the last restart sent twice, so that this journey's points are its own."""
    with steps.looking_on():
        for consumer in (process.reactions, process.views):
            while consumer.step(timeout_ms=20):
                pass


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
