"""An endpoint of an agency: never more than it was given, two secrets for a day, and what may follow on what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.events import Refused, fold
from asnplatform.endpoint.domain import (
    AGGREGATE,
    FAILURES,
    MOST,
    Pause,
    Register,
    Remove,
    Renew,
    Resume,
    SendAgain,
    secrets,
)

from tests.unit.registration.given import event

ID = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0008"
NOON = datetime(2026, 11, 18, 5, 30, tzinfo=UTC)
OFFERED = ("training.unit.closed", "training.unit.registered")


def sealed(sign):
    return {"sealed": "v1", "kid": ID, "nonce": sign * 16, "ciphertext": sign * 32}


def register(**more):
    wanted = {
        "agency": ID, "given": {"status": "granted"}, "url": "https://bps.example/terima", "types": OFFERED[:1],
        "offered": OFFERED, "others": 0, "secret": sealed("A"),
    }  # fmt: skip
    return Register(**wanted | more)


def after(*commands):
    state, number = None, 0
    for command in commands:
        for fact in AGGREGATE.decide(state, command, NOON):
            made = event(fact, number := number + 1, f"endpoint-{ID}", NOON, service="platform")
            state = fold(AGGREGATE, [replace(made, actor="ti:a")], state)
    return state


def refused(command, *before):
    with pytest.raises(Refused) as caught:
        AGGREGATE.decide(after(*before), command, NOON)
    return caught.value.rule


@pytest.mark.parametrize("status", ["asked", "proposed", "refused", "ended"])
def test_whoever_is_given_nothing_is_sent_nothing(status):
    assert refused(register(given={"status": status})) == "belum-diberi"
    assert refused(register(given=None)) == "belum-diberi"


def test_it_is_sent_what_it_was_given_and_to_a_few_places():
    assert refused(register(types=["registration.period.announced"])) == "di-luar-pemberian"
    assert refused(register(types=[*OFFERED, "training.unit.moved"])) == "di-luar-pemberian"
    assert refused(register(others=MOST)) == "terlalu-banyak-webhook"


def test_for_a_day_the_secret_before_signs_beside_the_new_one():
    state = after(register(), Renew(sealed("B")))
    assert secrets(state, NOON + timedelta(hours=23)) == [sealed("B"), sealed("A")]
    assert secrets(state, NOON + timedelta(days=1)) == [sealed("B")]
    assert secrets(after(register()), NOON) == [sealed("A")]


def test_it_is_paused_once_and_resumed_once_and_over_is_over():
    paused = (register(), Pause(FAILURES))
    assert after(*paused)["cause"] == FAILURES
    assert refused(Pause(FAILURES), *paused) == "bukan-saatnya"
    assert refused(Resume(), register()) == "bukan-saatnya"
    for command in (Pause(FAILURES), Resume(), Renew(sealed("B")), SendAgain(f"unit-{ID}@1"), Remove()):
        assert refused(command, *paused, Remove()) == "bukan-saatnya"
        assert refused(command) == "webhook-tidak-ada"
