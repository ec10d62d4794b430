import time

import pytest
from asnkit import lease as leasing
from asnkit.lease import Lease, Leases
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

pytestmark = pytest.mark.servers

RANGES = ["consumer a 0-2", "consumer a 3-5", "consumer a 6-8", "consumer a 9-11"]


def lease(runtime, holder):
    return Lease(runtime.db.leases, "relay", holder)


def test_one_holder_at_a_time_and_the_holder_may_renew(runtime):
    first, second = lease(runtime, "a"), lease(runtime, "b")
    assert first.hold() and not second.hold()
    assert first.hold() and first.epoch == 1


def test_a_released_lease_is_free_at_once_and_its_epoch_goes_on(runtime):
    first, second = lease(runtime, "a"), lease(runtime, "b")
    first.hold()
    first.release()
    assert second.hold() and second.epoch == 2
    assert not first.hold()


def test_a_dead_holders_lease_ends_by_the_databases_clock(runtime):
    first, second = lease(runtime, "a"), lease(runtime, "b")
    first.hold()
    began = time.monotonic()
    while not second.hold():
        assert time.monotonic() - began < 5
        time.sleep(0.1)
    assert time.monotonic() - began > 2
    assert second.epoch == 2


def test_only_the_holder_can_release(runtime):
    first, second = lease(runtime, "a"), lease(runtime, "b")
    first.hold()
    second.release()
    assert first.hold() and first.epoch == 1


def wanting(collection, holder, *names):
    leases = Leases(collection, holder)
    for name in names:
        leases.want(name)
    return leases


def held(leases):
    return {name for name in ("relay", "letters", "shapes") if leases.holds(name)}


class Heard(CommandListener):
    def __init__(self):
        self.commands = []

    def started(self, event):
        self.commands.append(event.command_name)

    def succeeded(self, event):
        pass

    failed = succeeded


def test_all_leases_of_a_process_are_renewed_in_one_write(runtime):
    heard = Heard()
    with MongoClient(runtime.settings.mongo_url, event_listeners=[heard]) as client:
        mine = wanting(client[runtime.db.name].leases, "a", "relay", "letters", "shapes")
        assert mine.renew() and held(mine) == {"relay", "letters", "shapes"}
        heard.commands.clear()
        assert not mine.renew() and held(mine) == {"relay", "letters", "shapes"}
        assert heard.commands == ["update"]
    other = wanting(runtime.db.leases, "b", "relay", "letters", "shapes")
    assert not other.renew() and held(other) == set()


def test_of_several_leases_the_one_that_was_lost_is_let_go_and_the_others_stay(runtime):
    mine, other = (wanting(runtime.db.leases, holder, "relay", "letters") for holder in "ab")
    mine.renew()
    runtime.db.leases.update_one({"_id": "letters"}, {"$set": {"holder": "b"}})
    assert not mine.renew() and held(mine) == {"relay"}
    assert other.renew() and held(other) == {"letters"}
    mine.release()
    assert held(mine) == set()
    assert other.renew() and held(other) == {"relay", "letters"}


def test_what_was_not_renewed_in_time_is_held_no_more_whatever_the_database_does(runtime, monkeypatch):
    mine = wanting(runtime.db.leases, "a", "relay")
    mine.renew()
    later = time.monotonic() + leasing.SECONDS
    monkeypatch.setattr(leasing.time, "monotonic", lambda: later)
    assert held(mine) == set()


def sharing(collection, holder):
    leases = Leases(collection, holder)
    leases.share(RANGES)
    return leases


def parts(*all_leases):
    return [sum(map(leases.holds, RANGES)) for leases in all_leases]


def turn_until(wanted, *all_leases):
    """Every process renews, as it does each second, until they have shared so."""
    began = time.monotonic()
    while parts(*all_leases) != wanted:
        assert time.monotonic() - began < 8, parts(*all_leases)
        for leases in all_leases:
            leases.renew()
            assert sum(parts(*all_leases)) <= len(RANGES), "two hold one"
        time.sleep(0.1)


def test_what_is_shared_is_divided_among_those_that_are_there(runtime):
    first, second, third = (sharing(runtime.db.leases, holder) for holder in "abc")
    first.renew()
    assert parts(first) == [4]
    turn_until([2, 2], first, second)
    turn_until([2, 1, 1], first, second, third)
    first.release()
    turn_until([0, 2, 2], first_is_gone(first), second, third)


def first_is_gone(leases):
    """It ended in order: it renews nothing any more."""
    leases.renew = lambda: False
    return leases


def test_the_ranges_of_a_dead_process_go_to_those_that_live(runtime):
    first, second = (sharing(runtime.db.leases, holder) for holder in "ab")
    turn_until([2, 2], first, second)
    turn_until([0, 4], first_is_gone(first), second)


def test_only_the_signs_of_those_that_are_there_are_kept(runtime):
    first, second = (sharing(runtime.db.leases, holder) for holder in "ab")
    first.renew(), second.renew()
    runtime.db.leases.update_one({"_id": "peer b"}, [{"$set": {"until": {"$subtract": ["$$NOW", 1]}}}])
    first.release()
    assert runtime.db.leases.count_documents({"_id": {"$regex": "^peer "}}) == 0
