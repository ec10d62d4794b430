"""How the ratings of a cycle are spread, in counts: nothing of fewer than ten people."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from asnkit import states
from asnkit.events import uuid_of
from asnkit.service import Runtime
from asnkit.text import natural

from ..appraisal.showing import ratings_of
from ..roster.superiors import Registers
from ..rules.performance import RATINGS, exceeds, predikat

FEWEST = 10
"""A rule of this project, of no decree; what leaves feedback of appraisals is of so many, too."""

Box = tuple[str, str]


def calibrated(runtime: Runtime, id: str, cycle: dict) -> dict:
    """schemas.Calibration."""
    registers = Registers(runtime.views, cycle["on"])
    people = {person: registers.standing(person) for person in registers.everybody()}
    serving = Counter(one.unit for one in people.values())
    found = states.every(runtime.db, "appraisal", cycle=id)
    runtime.vault.remember([state["person"] for _, _, state in found])
    rated: dict[str, list[Box]] = defaultdict(list)
    for stream, _, state in found:
        if last := ratings_of(runtime, stream, state)[-1:]:
            rated[state["unit"]].append((last[0]["results"], last[0]["behaviour"]))
    units = [
        {"unit": unit, "name": registers.name(unit), "people": serving[unit], "predicate": cycle["units"].get(unit)}
        | group(rated[unit])
        | {"exceeds": _exceeds(cycle["units"].get(unit), rated[unit])}
        for unit in sorted({unit for unit in serving if unit} | rated.keys())
    ]
    return {
        "ratings": list(RATINGS),
        "population": len(people),
        "without_superior": sum(one.superior is None for one in people.values()),
        "statuses": Counter(state["status"] for _, _, state in found),
        "heard": sum(state["peers"] is not None and state["peers"]["closed"] for _, _, state in found),
        "peer_answers": states.count(runtime.db, "peer", appraisal={"$in": [uuid_of(one) for one, _, _ in found]}),
        "city": group([box for boxes in rated.values() for box in boxes]),
        "units": sorted(units, key=lambda one: natural(one["name"])),
    }


def group(boxes: Sequence[Box]) -> dict:
    """schemas.Group."""
    counted = Counter(boxes)
    cells = [[counted[results, behaviour] for behaviour in RATINGS] for results in RATINGS]
    return {"rated": len(boxes), "cells": cells if len(boxes) >= FEWEST else None}


def _exceeds(predicate: str | None, boxes: Sequence[Box]) -> bool | None:
    return exceeds(predicate, [predikat(*box) for box in boxes]) if len(boxes) >= FEWEST else None
