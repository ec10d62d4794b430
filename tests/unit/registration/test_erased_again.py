"""Whoever was erased after a backup is erased again by its restore, which knows every event that erases an account."""

from asnkit.contracts import Contracts
from asnkit.events import Event
from asnkit.settings import Settings
from registration.account.domain import AGGREGATE
from registration.wiring import SERVICE

CONTRACTS = Contracts(Settings.contracts)
FACTS = {name.partition(".")[2]: name for name in CONTRACTS.newest_versions if name.startswith("registration.account.")}


def event(fact):
    version = CONTRACTS.newest_versions[FACTS[fact]]
    data = CONTRACTS.schema(FACTS[fact], version)["examples"][0]
    return Event(
        id="account-1@1",
        source="/asn/registration",
        type=f"id.go.tanjungbalai.asn.registration.{fact}.v{version}",
        subject="account-1",
        time="2026-11-29T00:00:00.000Z",
        streamversion=1,
        data=data,
        actor="ti:x",
        correlationid="c",
        sha256="00" * 32,
    )


def erases(fact):
    """Whether an account that waits for its erasure is erased by this."""
    state = AGGREGATE.evolve(None, event("account.created"))
    state = AGGREGATE.evolve(state, event("account.erasure_requested"))
    return fact != "account.created" and "erased_at" in AGGREGATE.evolve(state, event(fact))


def test_every_event_after_which_an_account_is_erased_destroys_its_key_again():
    assert {FACTS[fact] for fact in FACTS if erases(fact)} == set(SERVICE.erasing)
