"""Whom somebody answers to on a day, and who answers to somebody, out of the rows of views.py.

The head of the unit where somebody works is their superior; of a head, the nearest other head above (docs/decisions/
0081). Days are YYYY-MM-DD in Tanjungbalai.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from pymongo.collection import Collection

from .views import key_of

DEEPEST = 12
"""Levels of the tree that are looked through; a city has five."""


class Standing(NamedTuple):
    """Ids; `unit` is None where no unit has that name, `superior` where nobody leads, `second` is the superior's."""

    unit: str | None
    superior: str | None
    second: str | None


class Registers:
    """The rows as they are read for one question, each once."""

    def __init__(self, views: Mapping[str, Collection], day: str):
        self._views = views
        self._day = day
        self._kept: dict[tuple[str, str], dict | None] = {}

    def station(self, person: str) -> dict | None:
        """{unit, job, job_code, since} of that day; None for who does not serve then."""
        row = self._row("servants", person)
        if row is None or (row["left"] is not None and row["left"] <= self._day):
            return None
        begun = [one for one in row["stations"] if one["since"] <= self._day]
        return begun[-1] if begun else None

    def standing(self, person: str) -> Standing:
        unit, superior = self._above(person)
        second = self._above(superior)[1] if superior else None
        return Standing(unit, superior, second if second != person else None)

    def team(self, person: str) -> list[str]:
        """Everybody whose superior this person is."""
        below = self._led(person)
        for unit in below:
            below += [one["_id"] for one in self._views["offices"].find({"parent": unit}) if one["_id"] not in below]
        names = [row["_id"] for row in self._views["office_names"].find({"unit": {"$in": self._came(below)}})]
        there = [row["_id"] for row in self._views["servants"].find({"unit": {"$in": names}}, {"_id": 1})]
        heads = [self._heads[unit] for unit in below if unit in self._heads]
        return [one for one in sorted({*there, *heads}) if self.station(one) and self._above(one)[1] == person]

    def leads(self, person: str) -> bool:
        return person in self._heads.values()

    def known(self, person: str) -> bool:
        """Whether the person was ever on the roster."""
        return self._row("servants", person) is not None

    def name(self, unit: str | None) -> str | None:
        row = self._row("offices", unit) if unit else None
        return row and row["name"]

    def everybody(self) -> Iterator[str]:
        """Who serves on that day."""
        for row in self._views["servants"].find().sort("_id", 1):
            self._kept["servants", row["_id"]] = row
            if self.station(row["_id"]):
                yield row["_id"]

    def _above(self, person: str) -> tuple[str | None, str | None]:
        """(unit, superior)."""
        station = self.station(person)
        if station is None:
            return None, None
        owner = self._row("office_names", key_of(station["unit"]))
        unit = self._there(owner["unit"]) if owner else None
        led = self._led(person)
        at = led[0] if led else unit
        for _ in range(DEEPEST):
            if at is None:
                break
            head = self._heads.get(at)
            if head not in (None, person):
                return unit, head
            at = self._parent(at)
        return unit, None

    @cached_property
    def _heads(self) -> dict[str, str]:
        """Who leads each unit that somebody leads on that day."""
        found = {}
        for row in self._views["headships"].find():
            terms = [one for one in row["terms"] if one["since"] <= self._day]
            if terms and terms[-1]["person"]:
                found[row["_id"]] = terms[-1]["person"]
        return found

    def _led(self, person: str) -> list[str]:
        return sorted(unit for unit, head in self._heads.items() if head == person)

    def _parent(self, unit: str) -> str | None:
        row = self._row("offices", unit)
        return self._there(row["parent"]) if row else None

    def _there(self, unit: str | None) -> str | None:
        """The unit, or the one that it went into."""
        for _ in range(DEEPEST):
            row = self._row("offices", unit) if unit else None
            if row is None:
                return None
            if row["ends"] is None or row["ends"] > self._day:
                return unit
            unit = row["into"]
        return None

    def _came(self, units: list[str]) -> list[str]:
        """These units and those that went into them."""
        found = list(units)
        for unit in found:
            found += [one["_id"] for one in self._views["offices"].find({"into": unit}) if one["_id"] not in found]
        return found

    def _row(self, view: str, id: str) -> dict | None:
        if (view, id) not in self._kept:
            self._kept[view, id] = self._views[view].find_one({"_id": id})
        return self._kept[view, id]
