"""The register of units, and every name that an appointment or a list has called one by.

A name's row is written by the units (whose it is) and by the roster (how many people it came with), each under names of
its own, so that either may be read first.
"""

from asnkit.events import Event, View, uuid_of
from asnkit.text import natural

from . import domain
from .domain import key_of

UNITS = View("units", shape=2, indexes=([("place", 1), ("_id", 1)],))
UNIT_NAMES = View("unit_names", shape=2, indexes=([("unit", 1), ("_id", 1)],))
EMPTY = {"name": None, "unit": None, "people": 0}


@UNITS.on(
    "training.unit.registered", "training.unit.renamed", "training.unit.moved", "training.unit.alias_added",
    "training.unit.merged", "training.unit.closed",
    keys=lambda event: [event.subject],
)  # fmt: skip
def register(row: dict | None, event: Event) -> dict:
    unit = domain.evolve(row, event)
    return {**unit, "place": natural(unit["name"])}


@UNIT_NAMES.on(
    "training.unit.registered",
    "training.unit.renamed",
    "training.unit.alias_added",
    keys=lambda event: [key_of(event.data["called"])],
)
def name(row: dict | None, event: Event) -> dict:
    return {**EMPTY, **(row or {}), "unit": uuid_of(event.subject)}


@UNIT_NAMES.on(
    "training.civil_servant.added",
    "training.civil_servant.registered",
    keys=lambda event: [key_of(event.data["unit"])],
)
def carry(row: dict | None, event: Event) -> dict:
    """Of two spellings the one that sorts first is shown, whichever came first."""
    before = {**EMPTY, **(row or {})}
    spelled = min(name for name in (before["name"], event.data["unit"]) if name is not None)
    return {**before, "name": spelled, "people": before["people"] + 1}
