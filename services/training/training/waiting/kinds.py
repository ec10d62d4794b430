"""What waits for a second person, kind by kind: which states, and where each keeps the first signature."""

from collections.abc import Mapping
from typing import NamedTuple

from asnkit.events import uuid_of
from asnkit.signing import same_person
from asnkit.states import query

SECOND, OTHER = "second", "other"


class Kind(NamedTuple):
    """`query` of states; `first` is where a state keeps the first signature, `about` what is told of it."""

    name: str
    query: Mapping
    first: str
    about: str


KINDS = (
    Kind("unit_list", query("unit_import", {"approved": False}), "staged", "file"),
    Kind("roster_list", query("roster_import", {"status": "staged"}), "staged", "file"),
    Kind("roster_undo", query("roster_undo", {"status": "proposed"}), "proposed", "basis"),
)


def shown(kind: Kind, stream: str, state: Mapping, actor: str) -> dict:
    """schemas.WaitingOne."""
    turn = OTHER if same_person(state[kind.first]["actor"], actor) else SECOND
    return {"kind": kind.name, "id": uuid_of(stream), "turn": turn, "about": state[kind.about]}
