"""What a process says of itself on its health port."""

from datetime import UTC, datetime

import pytest
from asnkit import bulk, deadlines, operations
from asnkit.consumer import PARKED_LIMIT
from asnkit.probes import HealthPage, web_wants, worker_waits, worker_wants

pytestmark = pytest.mark.servers


def test_a_worker_says_which_consumer_is_halted(runtime):
    assert worker_wants(runtime) == ""
    halt = {"_id": "kit.reactions.mirrors", "reason": "too much", "release": "x", "at": datetime.now(UTC)}
    runtime.db.halts.insert_one(halt)
    assert worker_wants(runtime) == "halted: kit.reactions.mirrors"


def parked(runtime, collection, number):
    """So many that an operator has to look at, beside one that goes on by itself."""
    reason = {"error": "KeyError", "at": datetime.now(UTC)}
    runtime.db[collection].insert_many({"_id": f"x-{one}", "done": False, "parked": reason} for one in range(number))
    runtime.db[collection].insert_one({"_id": "y", "done": False})


def readiness(runtime):
    page = HealthPage(lambda: "", lambda: worker_wants(runtime), bytes, lambda: worker_waits(runtime))
    told = []
    [body] = page({"PATH_INFO": "/readyz"}, lambda status, headers: told.append(status))
    return f"{told[0]}: {body.decode()}"


def test_a_worker_says_how_many_deadlines_and_batches_are_parked_and_goes_on(runtime):
    assert readiness(runtime) == "200 OK: ok"
    parked(runtime, "deadlines", 1)
    assert readiness(runtime) == "200 OK: ok, parked: 1 deadlines"
    parked(runtime, "batches", 2)
    assert readiness(runtime) == "200 OK: ok, parked: 1 deadlines, 2 batches"


@pytest.mark.parametrize("collection", ["deadlines", "batches"])
def test_a_worker_with_more_of_them_than_bad_data_explains_is_not_ready(runtime, collection):
    parked(runtime, collection, PARKED_LIMIT)
    assert worker_wants(runtime) == ""
    runtime.db[collection].update_one({"_id": "y"}, {"$set": {"parked": {"error": "x", "at": datetime.now(UTC)}}})
    assert readiness(runtime) == f"503 Service Unavailable: parked: {PARKED_LIMIT + 1} {collection}"


@pytest.mark.parametrize(("kind", "collection"), [(deadlines, "deadlines"), (bulk, "batches")])
def test_what_is_parked_is_found_by_its_index_and_shown_in_part(runtime, monkeypatch, kind, collection, capsys):
    parked(runtime, collection, 7)
    runtime.db[collection].insert_many({"_id": f"z-{one}", "done": False} for one in range(100))
    monkeypatch.setattr(kind, "SHOWN_PARKED", 5)
    runtime.db.command("profile", 2)
    try:
        assert (len(kind.parked(runtime.db)), kind.count_parked(runtime.db)) == (5, 7)
    finally:
        runtime.db.command("profile", 0)
    read = [seen["docsExamined"] for seen in runtime.db.system.profile.find({"ns": runtime.db[collection].full_name})]
    runtime.db.drop_collection("system.profile")
    assert len(read) == 2 and max(read) <= 7
    operations.parked(runtime, None)
    assert f"2 more {collection} are parked" in capsys.readouterr().out


def test_web_is_ready_when_its_generation_of_views_is_filled(runtime):
    assert web_wants(runtime) == "views are being filled"
    runtime.views.swap(runtime.views.live())
    assert web_wants(runtime) == ""


def test_both_say_it_when_mongodb_is_away(another):
    away = another(mongo_url="mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100")
    assert worker_wants(away) == web_wants(away) == "MongoDB"
