"""A loop that nothing gave work to looks seldom; a commit, or a clock set forward, makes it look at once."""

import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from asnkit import lease, worker
from asnkit.clock import ForwardClock
from asnkit.events import new_id
from asnkit.service import Runtime

from .conftest import context
from .toy import SERVICE, Open

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("empty_topic")]

PATIENCE_SECONDS = 30


@pytest.fixture
def start(settings, tmp_path, monkeypatch):
    """A function that starts a worker whose loops look by themselves only once in ten minutes, if the service says
    nothing else; `looks` are those of one of them."""
    monkeypatch.setattr(worker, "RUNG_SECONDS", 600.0)
    started = []

    def run(**changes):
        looks = []
        own = {"reactions": {}, "views": [], "background": [("looks", lambda runtime: lambda: looks.append(1))]}
        runtime = Runtime(replace(SERVICE, **own, **changes), settings)
        runtime.prepare()
        runtime.clock = runtime.store.clock = ForwardClock(tmp_path / "clock.json")
        made = worker.Worker(runtime)
        made.looks = looks
        made.start()
        started.append(made)
        return made

    yield run
    for made in started:
        made.stop()


@pytest.fixture
def working(start):
    made = start()
    settle(made.looks)
    return made


def settle(looks):
    """Until nothing has looked for a while."""
    began, before = time.monotonic(), -1
    while len(looks) != before:
        assert time.monotonic() - began < PATIENCE_SECONDS
        before = len(looks)
        time.sleep(2)


@contextmanager
def another(looks):
    """What is done here makes them look once more."""
    began, before = time.monotonic(), len(looks)
    yield
    while len(looks) == before:
        assert time.monotonic() - began < PATIENCE_SECONDS
        time.sleep(0.05)


def test_a_commit_makes_every_loop_look(working):
    stream = new_id("box")
    with another(working.looks):
        working._runtime.store.run(context(), lambda tx: tx.decide(stream, Open("p1")))


def test_a_lease_that_was_not_renewed_in_time_and_is_held_again_makes_every_loop_look(working):
    with another(working.looks):
        working._leases._renewed -= lease.SECONDS  # as if MongoDB had been away so long


def test_a_clock_that_is_set_forward_makes_every_loop_look(working):
    with another(working.looks):
        working._runtime.clock.forward(timedelta(days=3))
    settle(working.looks)
    before = len(working.looks)
    time.sleep(2 * worker.RENEW_SECONDS)
    assert len(working.looks) == before, "and no further one: it stands where it was set"


def test_a_service_whose_steps_wait_for_moments_of_their_own_says_how_often_they_look(start):
    looks = start(looking=0.5).looks
    for _ in range(5):
        with another(looks):
            pass
