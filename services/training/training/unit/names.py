"""Whose a name of a unit is: a claim over its letters, which no other unit gets."""

from collections.abc import Iterable

from asnkit.events import Refused
from pymongo.database import Database

from .domain import key_of

_CLAIM = "unit-name/"


def take(tx, stream: str, name: str) -> None:
    """A name is of one unit for ever. Raises Refused, at the end of the transaction."""
    taken = Refused("nama-unit-dipakai", f"Nama “{name}” sudah dipakai unit lain.", "name")
    tx.claim(f"{_CLAIM}{key_of(name)}", stream, taken)


def owners(db: Database, names: Iterable[str], session=None) -> dict[str, str]:
    """The streams of units by each of these names (as key_of writes them) that one has."""
    found = db.claims.find({"_id": {"$in": [f"{_CLAIM}{key_of(name)}" for name in names]}}, session=session)
    return {claim["_id"].removeprefix(_CLAIM): claim["stream"] for claim in found}
