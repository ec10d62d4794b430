"""Given these facts, when this command comes, then these facts or this refusal.

Every fact that a test gives or gets is checked against its contract and folded.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from asnkit.contracts import Contracts
from asnkit.events import NAMESPACE, Aggregate, Event, Fact, Refused, fold, format_time, new_id

CONTRACTS = Contracts(Path(__file__).parents[3] / "shared" / "contracts")
NOON = datetime(2024, 9, 1, 5, 0, tzinfo=UTC)


def event(
    fact: Fact, version: int = 1, stream: str | None = None, at: datetime = NOON, service="registration"
) -> Event:
    """The fact as an event of its stream."""
    CONTRACTS.check(f"{service}.{fact.name}", fact.data)
    stream = stream or new_id(fact.name.partition(".")[0])
    return Event(
        id=f"{stream}@{version}",
        source=f"/asn/{service}",
        type=f"{NAMESPACE}.{service}.{fact.name}.v1",
        subject=stream,
        time=format_time(at),
        streamversion=version,
        data=fact.data,
        actor="verifikator:v1",
        correlationid="c1",
    )


def events(*facts: Fact, stream: str | None = None, at: datetime = NOON, service="registration") -> list[Event]:
    stream = stream or new_id(facts[0].name.partition(".")[0])
    return [event(fact, version, stream, at, service) for version, fact in enumerate(facts, start=1)]


class Given:
    def __init__(self, aggregate: Aggregate, *facts: Fact, at: datetime = NOON, service="registration"):
        self.aggregate = aggregate
        self.service = service
        self.at = at
        self.state = fold(aggregate, events(*facts, at=at, service=service)) if facts else None

    def when(self, command, now: datetime | None = None) -> list[Fact]:
        facts = self.aggregate.decide(self.state, command, now or self.at)
        state = self.state
        for made in events(*facts, service=self.service) if facts else []:
            state = self.aggregate.evolve(state, made)
        self.after = state
        return facts

    def refuses(self, command, now: datetime | None = None) -> Refused:
        return refused(self.aggregate, self.state, command, now or self.at)


def refused(aggregate: Aggregate, state: dict | None, command, now: datetime = NOON) -> Refused:
    with pytest.raises(Refused) as caught:
        aggregate.decide(state, command, now)
    return caught.value
