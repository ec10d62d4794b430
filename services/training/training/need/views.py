"""Needs: one row for each, the heaviest first."""

from asnkit.events import Event, View, uuid_of

from . import domain

NEEDS = View(
    "needs",
    indexes=(
        [("status", 1), ("weight", -1), ("_id", 1)],
        [("unit", 1), ("weight", -1), ("_id", 1)],
        [("weight", -1), ("_id", 1)],
    ),
)
_FACTS = ("identified", "joined", "merged", "accepted", "declined")


@NEEDS.on(*(f"training.need.{fact}" for fact in _FACTS), keys=lambda event: [event.subject])
def keep(row: dict | None, event: Event) -> dict:
    state = domain.evolve(row, event)
    return {**state, "id": uuid_of(event.subject), "weight": domain.weight_of(state["sources"])}
