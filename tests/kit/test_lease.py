import time

import pytest
from asnkit.lease import Lease

pytestmark = pytest.mark.servers


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
