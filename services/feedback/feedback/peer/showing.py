"""What colleagues said of somebody together, and never what one of them said."""

import json

from asnkit import states
from asnkit.events import uuid_of
from asnkit.exact import shown
from asnkit.service import Runtime

from ..roster.superiors import Registers
from ..rules.peers import FEWEST, means


def peers_of(runtime: Runtime, stream: str, state: dict, registers: Registers, concerned: bool) -> dict | None:
    """appraisal.schemas.Peers; None where nobody was asked. `concerned`: for the person or the superior."""
    if state["peers"] is None:
        return None
    answers, closed = states.count(runtime.db, "peer", appraisal=uuid_of(stream)), state["peers"]["closed"]
    values = _values(runtime, stream) if closed and concerned else None
    return {
        "asked": [_asked(runtime, state["cycle"], person, registers) for person in state["peers"]["asked"]],
        "answers": answers,
        "closed": closed,
        "enough": answers >= FEWEST,
        "values": values,
    }


def _values(runtime: Runtime, stream: str) -> dict[str, str] | None:
    found = states.every(runtime.db, "peer", appraisal=uuid_of(stream))
    read = [runtime.vault.readable(peer, "answer", state["answer"]) for peer, _, state in found]
    told = means([json.loads(text) for text in read if text is not None])
    return told and {name: shown(mean, 2) for name, mean in told.items()}


def named(runtime: Runtime, cycle: str, person: str) -> str | None:
    """What the person called themself in their own plan of the cycle."""
    found = states.one(runtime.db, "appraisal", cycle=cycle, person=person)
    return found and runtime.vault.readable(found[0], "name", found[1]["name"])


def _asked(runtime: Runtime, cycle: str, person: str, registers: Registers) -> dict:
    station = registers.station(person)
    return {"person": person, "name": named(runtime, cycle, person), "job": station and station["job"]}
