"""By which units, and beside which others, a session's effect will be measured: said before it begins, or never.

Streams: comparison-<uuid of the session>. Whoever chose after the figures were known could choose the answer
(docs/decisions/0178); so what holds is the last choice before the first hour, and earlier ones stay events.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..rules.effects import MEASURES, MOST_UNITS
from ..session.domain import open_session
from ..unit.domain import ended


@dataclass(frozen=True, slots=True)
class Fix:
    """`session` is that stream's state; `units` are those whose people it trains, `others` those it is compared with,
    each {id: state of the unit, None where there is none}."""

    session_id: str
    session: Mapping | None
    measure: str
    units: Mapping[str, Mapping | None]
    others: Mapping[str, Mapping | None]


def decide(state: dict | None, command: Fix, now: datetime) -> list[Fact]:
    if not isinstance(command, Fix):
        raise TypeError(command)
    session = open_session(command.session, now)
    if command.measure not in MEASURES:
        raise Refused("ukuran-tidak-dikenal", "Pilih indeks atau satu unsurnya.", "measure", status=422)
    for field, chosen, least in (("units", command.units, 1), ("others", command.others, 0)):
        if not least <= len(chosen) <= MOST_UNITS:
            told = f"Pilih {least} sampai {MOST_UNITS} unit."
            raise Refused("banyaknya-unit", told, field, status=422)
        if any(one is None or ended(one, wib_date(now).isoformat()) for one in chosen.values()):
            raise Refused("unit-tidak-dikenal", "Pilih unit yang masih ada.", field, status=422)
    if command.units.keys() & command.others.keys():
        told = "Satu unit tidak dapat menjadi pembanding bagi dirinya sendiri."
        raise Refused("unit-dua-kali", told, "others", status=422)
    data = {
        "session": command.session_id,
        "course": session["course"],
        "measure": command.measure,
        "units": sorted(command.units),
        "others": sorted(command.others),
    }
    return (
        [] if state is not None and {name: state[name] for name in data} == data else [Fact("comparison.fixed", data)]
    )


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "at": event.time}


AGGREGATE = Aggregate("comparison", decide, evolve)
