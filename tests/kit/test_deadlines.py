from datetime import UTC, datetime, timedelta

import pytest
from asnkit.clock import FixedClock
from asnkit.deadlines import Deadlines
from asnkit.events import Refused, new_id

from .conftest import context
from .toy import Fill, Open

pytestmark = pytest.mark.servers

NOON = datetime(2026, 9, 10, 12, tzinfo=UTC)


def fill_late(tx, stream, args):
    tx.decide(stream, Fill(args["amount"]))


def refuse(tx, stream, args):
    raise Refused("terlambat", "Sudah lewat.")


@pytest.fixture
def box(runtime):
    runtime.store.clock = runtime.clock = FixedClock(NOON)
    stream = new_id("box")

    def work(tx):
        tx.decide(stream, Open("p1"))
        tx.deadline(stream, "fill", NOON + timedelta(hours=1), "fill", {"amount": 7})

    runtime.store.run(context(), work)
    return stream


@pytest.fixture
def deadlines(runtime):
    return Deadlines(runtime.store, {"fill": fill_late, "refuse": refuse})


def test_nothing_fires_early(runtime, box, deadlines):
    assert deadlines.fire() == 0
    assert runtime.store.load(box).version == 1


def test_a_due_deadline_fires_once_by_the_business_clock(runtime, box, deadlines):
    runtime.clock.at = NOON + timedelta(hours=1)
    assert deadlines.fire() == 1
    assert deadlines.fire() == 0
    assert runtime.store.load(box).state["sum"] == 7


def test_a_moved_deadline_fires_at_its_new_time_only(runtime, box, deadlines):
    later = NOON + timedelta(hours=3)
    runtime.store.run(
        context(), lambda tx: (tx.decide(box, Fill(1)), tx.deadline(box, "fill", later, "fill", {"amount": 2}))
    )
    runtime.clock.at = NOON + timedelta(hours=2)
    assert deadlines.fire() == 0
    runtime.clock.at = later
    deadlines.fire()
    assert runtime.store.load(box).state["sum"] == 3


def test_a_cancelled_deadline_never_fires(runtime, box, deadlines):
    runtime.store.run(context(), lambda tx: (tx.decide(box, Fill(1)), tx.cancel(box, "fill")))
    runtime.clock.at = NOON + timedelta(days=1)
    assert deadlines.fire() == 0


def test_a_refusal_is_kept_as_the_outcome_and_not_tried_again(runtime, box, deadlines):
    runtime.store.run(context(), lambda tx: (tx.decide(box, Fill(1)), tx.deadline(box, "fill", NOON, "refuse", {})))
    assert deadlines.fire() == 1
    assert deadlines.fire() == 0
    assert runtime.db.commands.find_one({"status": "refused"})["rule"] == "terlambat"


def test_two_leaders_at_once_fire_once(runtime, box, deadlines):
    runtime.clock.at = NOON + timedelta(hours=1)
    due = list(runtime.db.deadlines.find())
    deadlines.fire()
    deadlines._fire(due[0])
    assert runtime.store.load(box).state["sum"] == 7
