"""Sign-ins and sums of failures: never refused, in order, the last fifty in the state."""

from datetime import UTC, datetime

from asnkit.events import Fact
from registration.access.domain import AGGREGATE, KNOWN, NEW, SHOWN, CountFailures, Enter, RenewPassword

from .given import Given

ADDRESS = {"sealed": "v1", "kid": "p", "nonce": "AAAA", "ciphertext": "AAAA"}
SINCE = datetime(2024, 9, 1, 4, 0, tzinfo=UTC)


def entered(device=NEW):
    return Fact("access.entered", {"device": device, "address": ADDRESS})


def test_a_sign_in_and_a_sum_of_failures_are_facts():
    assert Given(AGGREGATE).when(Enter(KNOWN, ADDRESS)) == [entered(KNOWN)]
    failed = Fact("access.failed", {"tries": 12, "since": "2024-09-01T04:00:00.000Z"})
    access = Given(AGGREGATE, entered())
    assert access.when(CountFailures(12, SINCE)) == [failed]
    assert [one["what"] for one in access.after["entries"]] == ["entered", "failed"]
    assert access.when(RenewPassword(ADDRESS)) == [Fact("access.password_renewed", {"address": ADDRESS})]


def test_the_state_keeps_the_last_fifty():
    access = Given(AGGREGATE, *[entered() for _ in range(SHOWN)])
    access.when(Enter(KNOWN, ADDRESS))
    assert len(access.after["entries"]) == SHOWN and access.after["entries"][-1]["device"] == KNOWN
