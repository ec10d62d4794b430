"""Whom somebody answers to on a day, and who answers to them, out of the registers of people, units and heads."""

from collections.abc import Mapping

from asnkit.events import uuid_of
from asnkit.states import every
from pymongo.collection import Collection
from pymongo.database import Database

from ..civil_servant.domain import known as known_servant
from ..civil_servant.domain import station_on
from ..streams import civil_servant_stream, headship_stream
from ..unit.domain import ended, key_of, name_on
from ..unit.names import owners
from .domain import head_on, superior_on


def superior_of(db: Database, store, person: str, day: str) -> dict:
    """{unit, superior, superior_unit, superior_unit_name, acting} on a day (YYYY-MM-DD); None where nobody knows.

    `store` is the store or a transaction, whose view counts then. Raises Refused for somebody who is not on the roster.
    """
    servant = known_servant(store.load(civil_servant_stream(person)).state)

    def unit_of(id):
        return store.load(f"unit-{id}").state

    def heads_of(id):
        return store.load(headship_stream(id)).state

    def there_on(id):
        """The unit, or the one that it went into."""
        while id and ended(unit_of(id), day):
            id = unit_of(id)["into"]
        return id

    there = station_on(servant, day)["unit"]
    owner = owners(db, [there]).get(key_of(there))
    unit = there_on(uuid_of(owner)) if owner else None
    led = led_by(db, person, day)
    found = superior_on(led[0] if led else unit, person, day, heads_of, lambda id: there_on(unit_of(id)["parent"]))
    above, head = found or (None, {"person": None, "acting": False})
    return {
        "unit": unit,
        "superior": head["person"],
        "superior_unit": above,
        "superior_unit_name": name_on(unit_of(above), day) if above else None,
        "acting": head["acting"],
    }


def led_by(db: Database, person: str, day: str) -> list[str]:
    """The units (ids) that somebody leads on a day."""
    heads = [head for _, _, head in every(db, "headship", **{"terms.person": person})]
    return [one["unit"] for one in heads if (head_on(one, day) or {}).get("person") == person]


def team_of(db: Database, views: Mapping[str, Collection], head: str, day: str) -> list[dict]:
    """The rows of everybody whose superior this person is on a day: in the units that they lead, in those below that
    nobody leads, and who leads one of those below. Out of the lists, which are a moment behind."""
    if not led_by(db, head, day):
        return []
    terms = {state["unit"]: {"terms": [one]} for _, _, state in every(db, "headship") if (one := head_on(state, day))}
    led = {term["terms"][0]["person"]: unit for unit, term in sorted(terms.items(), reverse=True)}
    units = {uuid_of(row["_id"]): row for row in views["units"].find()}

    def there_on(id):
        while id in units and ended(units[id], day):
            id = units[id]["into"]
        return id

    def answers_to_head(id, person):
        above = superior_on(id, person, day, terms.get, lambda one: units.get(one) and there_on(units[one]["parent"]))
        return above is not None and above[1]["person"] == head

    names = [name for name in views["roster"].distinct("unit") if name]
    at = owners(db, names)
    theirs = [
        name for name in names if (owner := at.get(key_of(name))) and answers_to_head(there_on(uuid_of(owner)), None)
    ]
    below = [person for person, unit in led.items() if person != head and answers_to_head(unit, person)]
    members = {"unit": {"$in": theirs}, "_id": {"$nin": list(led)}}
    wanted = {"left_at": None, "$or": [members, {"_id": {"$in": below}}]}
    return list(views["roster"].find(wanted).sort([("place", 1), ("_id", 1)]))
