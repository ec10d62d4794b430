"""A rating as it is sealed: what the superior said, and the predicate that follows from it."""

import json

from asnkit import states
from asnkit.events import Refused
from asnkit.service import Runtime

from ..rules.performance import behaviour_of, exceeds, predikat
from .showing import ratings_of

SPREAD = Refused(
    "alasan-sebaran",
    "Dengan nilai ini lebih dari 70 persen orang di unit itu setara atau lebih baik daripada predikat unitnya. "
    "Tulis alasannya.",
    "spread",
    status=422,
)


def rated(runtime: Runtime, stream: str, id: str, cycle: dict, unit: str | None, body: dict) -> str:
    """JSON of a rating of the appraisal `stream`. Raises SPREAD where a reason is missing."""
    behaviour = behaviour_of(body["values"])
    predicate = predikat(body["results"], behaviour)
    if body["spread"] is None and exceeds(cycle["units"].get(unit), [predicate, *_others(runtime, stream, id, unit)]):
        raise SPREAD
    return json.dumps({**body, "behaviour": behaviour, "predicate": predicate})


def _others(runtime: Runtime, stream: str, id: str, unit: str | None) -> list[str]:
    """The predicates of everybody else of the unit who was rated in the cycle."""
    found = [one for one in states.every(runtime.db, "appraisal", cycle=id, unit=unit) if one[0] != stream]
    runtime.vault.remember([state["person"] for _, _, state in found])
    return [rating[-1]["predicate"] for other, _, state in found if (rating := ratings_of(runtime, other, state))]
