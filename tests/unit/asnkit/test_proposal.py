"""Proposals: two people over the same bytes, once; what each service adds is tested there."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from asnkit.events import NAMESPACE, Event, Refused
from asnkit.proposal import Proposal, Reject

NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
STREAM = "colour-0192f0c4-7a10-7c3e-9b1d-2f6a5c8e0000"
OTHER = {"event": f"{STREAM}@2", "sha256": "b" * 64}


@dataclass(frozen=True)
class Propose:
    colour: str


@dataclass(frozen=True)
class Approve:
    actor: str
    proposed: dict


def _approve(state, command, now):
    if state["colour"] == "abu-abu":
        raise Refused("warna-berubah", "Warna berubah.")
    return {"since": now.isoformat()}


COLOUR = Proposal(
    "colour", "Warna", "warna", Propose, Approve, lambda command, now: {"colour": command.colour}, _approve, ("colour",)
)
AGGREGATE = COLOUR.aggregate(
    lambda event, states: Propose(event.data["colour"]),
    lambda event, states: Approve(event.actor, event.data["proposed"]),
)


def happened(fact, state, actor, version):
    event = Event(
        id=f"{STREAM}@{version}", source="/asn/kit", type=f"{NAMESPACE}.kit.{fact.name}.v1", subject=STREAM,
        time=NOW.isoformat(), actor=actor, data=fact.data, streamversion=version, correlationid="c1",
    )  # fmt: skip
    return AGGREGATE.evolve(state, event), event


@pytest.fixture
def waiting():
    [fact] = AGGREGATE.decide(None, Propose("biru"), NOW)
    return happened(fact, None, "panitia:ani", 1)[0]


def refused(state, command):
    with pytest.raises(Refused) as told:
        AGGREGATE.decide(state, command, NOW)
    return told.value.rule


def read(state):
    return {name: state["proposed"][name] for name in ("event", "sha256")}


def test_somebody_else_approves_what_was_read(waiting):
    [fact] = AGGREGATE.decide(waiting, Approve("ketua:budi", read(waiting)), NOW)
    assert fact.name == "colour.approved"
    assert fact.data == {"colour": "biru", "since": NOW.isoformat(), "proposed": read(waiting)}


def test_the_proposer_approves_under_no_role(waiting):
    for role in ("panitia", "ketua"):
        assert refused(waiting, Approve(f"{role}:ani", read(waiting))) == "penanda-tangan-sama"


def test_what_was_read_is_what_stands_there(waiting):
    assert refused(waiting, Approve("ketua:budi", OTHER)) == refused(waiting, Reject(OTHER)) == "bukan-yang-dibaca"


def test_the_proposer_may_take_it_back(waiting):
    [fact] = AGGREGATE.decide(waiting, Reject(read(waiting)), NOW)
    assert (fact.name, fact.data) == ("colour.rejected", {"colour": "biru", "proposed": read(waiting)})


def test_it_is_proposed_once_and_decided_once(waiting):
    assert refused(waiting, Propose("merah")) == "warna-sudah-ada"
    for command in (Approve("ketua:budi", read(waiting)), Reject(read(waiting))):
        [fact] = AGGREGATE.decide(waiting, command, NOW)
        decided, _ = happened(fact, waiting, "ketua:budi", 2)
        assert decided["status"] == fact.name.partition(".")[2] and decided["decided_at"] == NOW.isoformat()
        assert refused(decided, Approve("ketua:cici", read(waiting))) == "warna-sudah-diputus"
        assert refused(decided, Reject(read(waiting))) == "warna-sudah-diputus"


def test_what_was_never_proposed_is_not_found():
    assert refused(None, Reject(OTHER)) == refused(None, Approve("ketua:budi", OTHER)) == "warna-tidak-ada"


def test_what_the_service_asks_for_is_asked_when_it_is_approved(waiting):
    assert refused({**waiting, "colour": "abu-abu"}, Approve("ketua:budi", read(waiting))) == "warna-berubah"


def test_each_step_can_be_decided_again_from_its_event(waiting):
    for command in (Approve("ketua:budi", read(waiting)), Reject(read(waiting))):
        [fact] = AGGREGATE.decide(waiting, command, NOW)
        _state, event = happened(fact, waiting, "ketua:budi", 2)
        assert AGGREGATE.decide(waiting, AGGREGATE.again[fact.name](event, {}), NOW) == [fact]
