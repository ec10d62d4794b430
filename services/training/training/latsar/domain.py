"""Basic training (Latsar) of one candidate: mentor, coach, the days of its phases, and how it ended, once.

Streams: latsar-<uuid of the enrolment>. It may be put off, and a score that does not pass is followed by one remedial
(a rule of this project, of no decree), before anything is decided. Whoever failed is dismissed by a decree elsewhere,
by two people (PP 11/2017; docs/rules.md §4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..civil_servant.domain import CANDIDATE, is_serving
from ..enrolment.courses import COURSES, LATSAR
from ..rules.latsar import EXAMINERS, FAILED, GOING, NOT_PASSED, PASSED, laid_out, latsar_grade, put_off
from ..unit.domain import AHEAD

OF_PERSON = ("enrolment", "person", "unit")


@dataclass(frozen=True, slots=True)
class Begin:
    """The states of the enrolment and of three people of the roster, None where there is none."""

    enrolment_id: str
    enrolment: Mapping | None
    servant: Mapping | None
    mentor: Mapping | None
    coach: Mapping | None
    begins: date


@dataclass(frozen=True, slots=True)
class Defer:
    """What is not over yet begins again on this day; `letter_no` says by which letter, and nothing says why."""

    begins: date
    letter_no: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """A final score of 100 points that does not pass; judged again after the day `until`."""

    score: Decimal
    until: date


@dataclass(frozen=True, slots=True)
class Judge:
    """`certificate_no` as the body that trained wrote it, None where nobody passed; `project` is that stream's state,
    None where none was handed in."""

    score: Decimal
    certificate_no: str | None
    project: Mapping | None = None


def known(state: dict | None) -> dict:
    if state is None:
        raise Refused("latsar-belum-mulai", "Latsar orang ini belum dimulai.", status=404)
    return state


def decide(state: dict | None, command: Begin | Defer | Remedy | Judge, now: datetime) -> list[Fact]:
    if isinstance(command, Begin):
        return [_begun(state, command, now)]
    if not isinstance(command, Defer | Remedy | Judge):
        raise TypeError(command)
    if known(state)["status"] != GOING:
        raise Refused("latsar-sudah-diputuskan", "Hasil Latsar ini sudah ditetapkan.")
    match command:
        case Defer():
            return [_deferred(state, command, now)]
        case Remedy():
            return [_remedied(state, command, now)]
        case Judge():
            return [_judged(state, command, now)]


def _begun(state: dict | None, command: Begin, now: datetime) -> Fact:
    if state is not None:
        raise Refused("latsar-sudah-mulai", "Latsar orang ini sudah dimulai.")
    if command.enrolment is None or command.enrolment["course"] != LATSAR:
        raise Refused("kepesertaan-tidak-ada", "Kepesertaan ini tidak ditemukan.", status=404)
    if not is_serving(command.servant):
        raise Refused("asn-sudah-keluar", "Orang ini tidak lagi menjadi ASN.")
    if command.servant["status"] != CANDIDATE:
        raise Refused("bukan-cpns", "Latsar hanya untuk CPNS.")
    person = command.servant["person"]
    for name, one in (("mentor", command.mentor), ("coach", command.coach)):
        if not is_serving(one) or one["person"] == person:
            raise Refused("pendamping-tidak-sah", "Pilih ASN lain yang masih bertugas.", name)
    if command.mentor["person"] == command.coach["person"]:
        raise Refused("pendamping-sama", "Mentor dan coach dua orang yang berbeda.", "coach")
    if command.begins.isoformat() < command.servant["effective_date"]:
        raise Refused("mulai-sebelum-tmt", "Latsar dimulai paling cepat pada TMT.", "begins", status=422)
    _check_ahead(command.begins, now)
    data = {
        "enrolment": command.enrolment_id,
        "person": person,
        "unit": command.servant["unit"],
        "hours": COURSES[LATSAR].hours,
        "mentor": command.mentor["person"],
        "coach": command.coach["person"],
        "phases": laid_out(command.begins),
    }
    return Fact("latsar.begun", data)


def _deferred(state: dict, command: Defer, now: datetime) -> Fact:
    today = wib_date(now)
    left = [one for one in state["phases"] if one["last"] >= today.isoformat()]
    if not left:
        raise Refused("tahap-sudah-selesai", "Semua tahap sudah selesai; tidak ada yang ditunda.")
    if command.begins < today or command.begins.isoformat() <= left[0]["first"]:
        raise Refused("bukan-penundaan", "Hari baru harus sesudah hari yang lama.", "begins", status=422)
    _check_ahead(command.begins, now)
    phases = put_off(state["phases"], command.begins, today)
    return Fact("latsar.deferred", {**_named(state), "letter_no": command.letter_no, "phases": phases})


def _remedied(state: dict, command: Remedy, now: datetime) -> Fact:
    _check_over(state, now)
    if state["remedial"]:
        raise Refused("remedial-sudah", "Remedial diberikan satu kali.")
    if latsar_grade(Fraction(command.score)) != NOT_PASSED:
        raise Refused("nilai-lulus", "Nilai ini sudah lulus; tetapkan hasilnya.", "score")
    if command.until <= wib_date(now):
        raise Refused("remedial-terlambat", "Remedial selesai paling cepat besok.", "until", status=422)
    _check_ahead(command.until, now, "until")
    data = {**_named(state), "score": str(command.score), "until": command.until.isoformat()}
    return Fact("latsar.remedial_set", data)


def _judged(state: dict, command: Judge, now: datetime) -> Fact:
    _check_over(state, now)
    if command.project is not None and len(command.project["marks"]) < EXAMINERS:
        raise Refused("proyek-belum-diuji", "Proyek aktualisasinya belum diuji dua orang.")
    grade = latsar_grade(Fraction(command.score))
    data = {**_named(state), "score": str(command.score), "grade": grade}
    if grade != NOT_PASSED:
        if command.certificate_no is None:
            raise Refused("nomor-wajib", "Isi nomor sertifikat.", "certificate_no", status=422)
        more = {"hours": state["hours"], "completed_on": _last(state), "certificate_no": command.certificate_no}
        return Fact("latsar.passed", data | more)
    if command.certificate_no is not None:
        raise Refused("tanpa-sertifikat", "Nilai ini tidak lulus; kosongkan nomor sertifikat.", "certificate_no")
    if not state["remedial"]:
        raise Refused("remedial-dahulu", "Nilai ini tidak lulus. Beri remedial dahulu.", "score")
    return Fact("latsar.failed", data)


def _check_over(state: dict, now: datetime) -> None:
    """All days are over, those of a remedial, too."""
    last = state["remedial"]["until"] if state["remedial"] else _last(state)
    if wib_date(now).isoformat() <= last:
        raise Refused("latsar-belum-selesai", f"Nilai dicatat sesudah hari terakhir, {last}.")


def _check_ahead(day: date, now: datetime, field: str = "begins") -> None:
    if day > wib_date(now) + AHEAD:
        raise Refused("berlaku-terlalu-jauh", "Paling jauh satu tahun lagi.", field, status=422)


def _last(state: dict) -> str:
    return state["phases"][-1]["last"]


def _named(state: dict) -> dict:
    return {name: state[name] for name in OF_PERSON}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "latsar.begun":
            nothing = {"letters": [], "remedial": None, "score": None, "grade": None, "certificate_no": None}
            return {**data, **nothing, "status": GOING, "begun_at": event.time}
        case "latsar.deferred":
            return {**state, "phases": data["phases"], "letters": [*state["letters"], data["letter_no"]]}
        case "latsar.remedial_set":
            return {**state, "remedial": {name: data[name] for name in ("score", "until")}}
        case "latsar.passed" | "latsar.failed":
            ended = {"status": PASSED if event.fact == "latsar.passed" else FAILED, "decided_at": event.time}
            result = {name: data.get(name) for name in ("score", "grade", "certificate_no")}
            return {**state, **ended, **result}
        case _:
            return state


def _again(event: Event, states: Mapping[str, dict | None]) -> Judge:
    project = states.get(f"project-{event.data['enrolment']}")
    return Judge(Decimal(event.data["score"]), event.data.get("certificate_no"), project)


AGGREGATE = Aggregate("latsar", decide, evolve, again={"latsar.passed": _again, "latsar.failed": _again})
