"""What was done of a plan: who passed a programme's course in its year, of the unit that it was planned for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from asnkit.events import uuid_of
from pymongo.collection import Collection
from pymongo.database import Database

from ..unit.domain import key_of
from ..unit.names import owners


def passed(db: Database, views: Mapping[str, Collection], year: int, courses: Sequence[str]) -> Counter:
    """(course, unit) → how many passed in sessions that ended in that year."""
    wanted = {"course": {"$in": list(courses)}, "ends": {"$gte": f"{year}-01-01", "$lte": f"{year}-12-31"}}
    sessions = {uuid_of(row["_id"]): row["course"] for row in views["sessions"].find(wanted, {"course": 1})}
    group = {"_id": {"session": "$session", "unit": "$unit"}, "n": {"$sum": 1}}
    stages = [{"$match": {"session": {"$in": list(sessions)}, "outcome": "PASSED"}}, {"$group": group}]
    rows = list(views["places"].aggregate(stages))
    units = owners(db, {row["_id"]["unit"] for row in rows})
    found: Counter = Counter()
    for row in rows:
        if unit := units.get(key_of(row["_id"]["unit"])):
            found[sessions[row["_id"]["session"]], uuid_of(unit)] += row["n"]
    return found


def against(items: Sequence[Mapping], found: Mapping[tuple[str, str], int]) -> list[dict]:
    """The items, each with `done`: how many people passed; None where the catalogue has no course for it."""
    return [{**one, "done": found.get((one["course"], one["unit"]), 0) if one["course"] else None} for one in items]
