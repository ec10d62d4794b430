"""A deadline fires once, at its time; one that fails is parked by itself and all others fire."""

from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asnkit import deadlines as kit
from asnkit import operations
from asnkit.clock import FixedClock
from asnkit.deadlines import Deadlines
from asnkit.errors import Unavailable
from asnkit.events import Refused, new_id
from prometheus_client import REGISTRY

from .conftest import context
from .toy import SERVICE, Fill, Open

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


def test_a_deadline_that_is_moved_while_it_is_looked_at_does_not_fire_at_its_old_time(runtime, box, deadlines):
    runtime.clock.at = NOON + timedelta(hours=1)
    [seen] = runtime.db.deadlines.find()
    later = NOON + timedelta(hours=3)
    runtime.store.run(context(), lambda tx: tx.deadline(box, "fill", later, "fill", {"amount": 2}))
    deadlines._fire(seen)
    assert runtime.store.load(box).state["sum"] == 0
    assert runtime.db.deadlines.find_one()["due"] == later


def test_a_cancelled_deadline_never_fires(runtime, box, deadlines):
    runtime.store.run(context(), lambda tx: (tx.decide(box, Fill(1)), tx.cancel(box, "fill")))
    runtime.clock.at = NOON + timedelta(days=1)
    assert deadlines.fire() == 0


def test_a_refusal_ends_it(runtime, box, deadlines):
    runtime.store.run(context(), lambda tx: (tx.decide(box, Fill(1)), tx.deadline(box, "fill", NOON, "refuse", {})))
    assert deadlines.fire() == 1
    assert deadlines.fire() == 0
    assert runtime.db.deadlines.count_documents({}) == 0


def test_two_leaders_at_once_fire_once(runtime, box, deadlines):
    runtime.clock.at = NOON + timedelta(hours=1)
    due = list(runtime.db.deadlines.find())
    deadlines.fire()
    deadlines._fire(due[0])
    assert runtime.store.load(box).state["sum"] == 7


def fail(tx, stream, args):
    raise KeyError("unit")


def late(runtime, number, command="fill"):
    """A box whose deadline was due so many minutes ago."""
    stream, due = new_id("box"), NOON - timedelta(minutes=number)
    work = lambda tx: (tx.decide(stream, Open("p1")), tx.deadline(stream, "fill", due, command, {"amount": number}))  # noqa: E731
    runtime.store.run(context(), work)
    return stream


def sums(runtime, boxes):
    return [runtime.store.load(box).state["sum"] for box in boxes]


def test_one_that_fails_is_parked_alone_shown_and_redriven(runtime, another, capsys):
    runtime.store.clock = FixedClock(NOON)
    bad, good = late(runtime, 99, "fail"), [late(runtime, number) for number in range(1, 11)]
    table = {"fill": fill_late, "fail": fail}
    broken = Deadlines(runtime.store, table)
    assert (broken.fire(), broken.fire()) == (11, 0)
    assert sums(runtime, good) == list(range(1, 11))
    assert [(one["_id"], one["parked"]["error"]) for one in kit.parked(runtime.db)] == [(f"{bad}/fill", "KeyError")]
    assert REGISTRY.get_sample_value("asn_parked", {"service": "kit", "what": "deadlines"}) == 1

    wanted = Namespace(consumer="deadlines", stream=f"{bad}/fill")
    operations.parked(runtime, None)
    assert f"deadlines {bad}/fill is parked" in " ".join(capsys.readouterr().out.split())
    assert operations.redrive(another(replace(SERVICE, deadlines=table)), wanted) == 1
    mended = another(replace(SERVICE, deadlines={"fail": fill_late}))
    assert operations.redrive(mended, wanted) == 0
    assert sums(runtime, [bad]) == [99]
    assert operations.redrive(mended, wanted) == 1


def test_a_parked_deadline_that_its_stream_moves_fires_again(runtime):
    runtime.store.clock = FixedClock(NOON)
    bad = late(runtime, 5, "fail")
    deadlines = Deadlines(runtime.store, {"fill": fill_late, "fail": fail})
    deadlines.fire()
    runtime.store.run(context(), lambda tx: tx.deadline(bad, "fill", NOON, "fill", {"amount": 8}))
    assert deadlines.fire() == 1
    assert sums(runtime, [bad]) == [8]


def test_one_too_slow_for_a_transaction_comes_last_and_is_parked_in_the_end(runtime):
    runtime.store.clock = FixedClock(NOON)
    late(runtime, 99, "slow")

    def never(tx, stream, args):
        raise Unavailable("MongoDB")

    deadlines = Deadlines(runtime.store, {"fill": fill_late, "slow": never})
    good = []
    for number in range(1, kit.TRIES):
        with pytest.raises(Unavailable):
            deadlines.fire()
        good.append(late(runtime, number))
    assert kit.parked(runtime.db) == []
    deadlines.fire()
    assert sums(runtime, good) == [1, 2, 3, 4]
    assert [one["parked"]["error"] for one in kit.parked(runtime.db)] == ["Unavailable"]
