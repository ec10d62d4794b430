"""Opening names that training keeps: the record first, and only then is anything opened."""

import secrets
from collections.abc import Sequence

from asnkit import names
from asnkit.commits import Context
from asnkit.events import new_id
from asnkit.tracing import current_traceparent, trace_of
from asnkit.web import current

from ..streams import civil_servant_stream
from .domain import Record


def record(persons: Sequence[str], purpose: str, actor: str) -> None:
    # A reading that came as a GET has no Idempotency-Key.
    context = Context(
        actor=actor,
        command_id=secrets.token_hex(32),
        correlationid=trace_of(current_traceparent()),
        traceparent=current_traceparent(),
        answered=False,
    )
    command = Record(tuple(persons), purpose)
    current().store.run(context, lambda tx: tx.decide(new_id("roster_reading"), command))


def names_of(persons: Sequence[str], purpose: str, actor: str) -> dict[str, str | None]:
    """Person → name of those whose names are kept here; None where the person's key is destroyed."""
    streams = [civil_servant_stream(person) for person in dict.fromkeys(persons)]
    found = current().db.state.find({"_id": {"$in": streams}, "data.name": {"$exists": True}})
    kept = {one["data"]["person"]: one["data"]["name"] for one in found}
    if not kept:
        return {}
    record(list(kept), purpose, actor)
    vault = current().vault
    vault.remember(list(kept))
    return {person: vault.readable(civil_servant_stream(person), "name", name) for person, name in kept.items()}


def name_of(person: str, purpose: str, actor: str) -> str | None:
    """Kept here where the person came by a list, else asked of registration; recorded where it is read."""
    kept = names_of([person], purpose, actor)
    return kept[person] if person in kept else names.fetch(current().settings, person)


def names_of_all(persons: Sequence[str], purpose: str, actor: str) -> dict[str, str | None]:
    """As name_of, of several people."""
    kept = names_of(persons, purpose, actor)
    others = [person for person in persons if person not in kept]
    return kept | (names.fetch_all(current().settings, others) if others else {})
