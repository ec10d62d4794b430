"""The actualisation project of somebody's Latsar: handed in as a file, examined by two.

Streams: project-<uuid of the enrolment>. It is carried out during the habituation and examined (Peraturan LAN 1/2021).
Two examiners each give a mark, and the second one is asked before the first one's is shown; the mean has its grade by
the bands of Latsar. That it is two, and the mean, are of no decree (docs/decisions/0145).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.exact import shown
from asnkit.signing import check_seen, reference, same_person, signature
from asnkit.wib import wib_date

from ..latsar.domain import known as known_latsar
from ..rules.latsar import EXAMINERS, GOING, HANDED_IN_FROM, latsar_grade

MISSING = Refused("proyek-tidak-ada", "Proyek aktualisasi belum diserahkan.", status=404)
OF_LATSAR = ("enrolment", "person", "unit")


@dataclass(frozen=True, slots=True)
class HandIn:
    """By `person`; `latsar` is that stream's state, `sealed_sha256` the address of the sealed file."""

    person: str
    latsar: Mapping | None
    title: str
    sealed_sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Examine:
    """`examiner` is the caller's id, `handed_in` the event of the file that was read; `mark` of 100 points."""

    actor: str
    examiner: str
    latsar: Mapping | None
    handed_in: Mapping
    mark: Decimal


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def own(latsar: Mapping | None, person: str) -> Mapping:
    """The Latsar's state; raises Refused for anybody but its participant."""
    if known_latsar(latsar)["person"] != person:
        raise Refused("latsar-belum-mulai", "Latsar orang ini belum dimulai.", status=404)
    return latsar


def mean_of(state: Mapping | None) -> Fraction | None:
    """Of the examiners' marks; None before all are there."""
    if state is None or len(state["marks"]) < EXAMINERS:
        return None
    return sum((Fraction(one["mark"]) for one in state["marks"]), Fraction()) / len(state["marks"])


def result_of(state: Mapping) -> dict | None:
    """{mean, grade}: two decimals, and the grade by the exact mean."""
    mean = mean_of(state)
    return None if mean is None else {"mean": shown(mean, 2), "grade": latsar_grade(mean)}


def decide(state: dict | None, command: HandIn | Examine, now: datetime) -> list[Fact]:
    match command:
        case HandIn():
            return [_handed_in(state, command, now)]
        case Examine():
            return [_examined(known(state), command)]
        case _:
            raise TypeError(command)


def _handed_in(state: dict | None, command: HandIn, now: datetime) -> Fact:
    latsar = _going(own(command.latsar, command.person))
    first = next(one["first"] for one in latsar["phases"] if one["phase"] == HANDED_IN_FROM)
    if wib_date(now).isoformat() < first:
        raise Refused("proyek-terlalu-awal", f"Proyek diserahkan mulai {first}, hari pertama habituasi.")
    remedial = latsar["remedial"] is not None
    if state is not None and state["marks"] and (not remedial or state["remedial"]):
        raise Refused("proyek-sudah-diuji", "Proyek ini sudah diuji; berkasnya tidak diganti lagi.")
    data = {**{name: latsar[name] for name in OF_LATSAR}, "title": command.title, "size": command.size}
    return Fact("project.handed_in", {**data, "sealed_sha256": command.sealed_sha256, "remedial": remedial})


def _examined(state: dict, command: Examine) -> Fact:
    latsar = _going(command.latsar)
    check_seen(state["handed_in"], command.handed_in, "handed_in")
    if command.examiner in (latsar["person"], latsar["mentor"], latsar["coach"]):
        raise Refused("penguji-tidak-sah", "Peserta, mentor, dan coach tidak menguji.", status=403)
    if any(same_person(one["actor"], command.actor) for one in state["marks"]):
        raise Refused("sudah-menguji", "Anda sudah memberi nilai; penguji kedua orang lain.")
    if len(state["marks"]) == EXAMINERS:
        raise Refused("proyek-sudah-diuji", "Proyek ini sudah diuji dua orang.")
    named = {name: state[name] for name in OF_LATSAR}
    return Fact("project.examined", {**named, "handed_in": reference(state["handed_in"]), "mark": str(command.mark)})


def _going(latsar: Mapping | None) -> Mapping:
    if known_latsar(latsar)["status"] != GOING:
        raise Refused("latsar-sudah-diputuskan", "Hasil Latsar ini sudah ditetapkan.")
    return latsar


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "project.handed_in":
        return {**event.data, "handed_in": signature(event), "handed_in_at": event.time, "marks": []}
    return {**state, "marks": [*state["marks"], {"actor": event.actor, "mark": event.data["mark"]}]}


AGGREGATE = Aggregate("project", decide, evolve)
