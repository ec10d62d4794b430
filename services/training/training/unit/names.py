"""Whose a name of a unit is: a claim over its letters, which no other unit gets."""

from collections.abc import Iterable, Mapping

from asnkit.events import Refused, uuid_of
from pymongo.collection import Collection
from pymongo.database import Database

from .domain import key_of, name_on

_CLAIM = "unit-name/"


def take(tx, stream: str, name: str) -> None:
    """A name is of one unit for ever. Raises Refused, at the end of the transaction."""
    taken = Refused("nama-unit-dipakai", f"Nama “{name}” sudah dipakai unit lain.", "name")
    tx.claim(f"{_CLAIM}{key_of(name)}", stream, taken)


def owners(db: Database, names: Iterable[str], session=None) -> dict[str, str]:
    """The streams of units by each of these names (as key_of writes them) that one has."""
    found = db.claims.find({"_id": {"$in": [f"{_CLAIM}{key_of(name)}" for name in names]}}, session=session)
    return {claim["_id"].removeprefix(_CLAIM): claim["stream"] for claim in found}


def names_on(views: Mapping[str, Collection], units: Iterable[str], day: str) -> dict[str, str]:
    """The name of each of these units (ids) on a day; the id of one that the list does not have yet."""
    rows = views["units"].find({"_id": {"$in": [f"unit-{unit}" for unit in units]}})
    return {unit: unit for unit in units} | {uuid_of(row["_id"]): name_on(row, day) for row in rows}
