"""Lesson hours (JP) credited to a person, the entries of the JP book.

Streams: hours-<uuid>, one for each entry; an enrolment is credited once (a claim, in
api.py). A course is credited whole: hours of a part do not count. Hours of a session follow from its certificate, and
are reversed with it; those of a training elsewhere, or of another activity, are recognised with it, by an officer. A
reversed entry stays in the book and counts for nothing; what was reversed by mistake is credited again by somebody
else, and the book says all three.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused, parse_time
from asnkit.signing import same_person
from asnkit.wib import wib_date

from ..activity.likeness import Known, check_new

YEARLY_TARGET = 20
"""A PNS develops at least 20 JP a year (PP 11/2017 Pasal 203(4))."""


@dataclass(frozen=True, slots=True)
class Credit:
    """`enrolment` is that stream's state, None when it does not exist."""

    enrolment_id: str
    enrolment: dict | None
    completed_on: date
    certificate_no: str | None


@dataclass(frozen=True, slots=True)
class CreditPassed:
    """`passed` is what `participant.passed` says, or `latsar.passed` with a code."""

    passed: Mapping


@dataclass(frozen=True, slots=True)
class Reverse:
    """Because the certificate was revoked."""

    reason: str


@dataclass(frozen=True, slots=True)
class Recognise:
    """Of an activity that an officer accepts in the same commit."""

    activity: str
    person: str
    kind: str
    hours: int
    completed_on: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Hours of an activity, by an officer whose id is `by`."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Restore:
    """What was reversed counts again; `actor` is "<role>:<pseudonym>" of whoever decides, `by` their id.

    Of an activity `says` is what was handed in, `others` what is in the book besides.
    """

    actor: str
    by: str
    reason: str
    says: Known | None = None
    others: Sequence[Known] = ()


Command = Credit | CreditPassed | Reverse | Recognise | Withdraw | Restore
OWN = Refused("jp-sendiri", "JP sendiri diputuskan orang lain.", status=403)
MISSING = Refused("jp-tidak-ada", "Catatan JP ini tidak ditemukan.", status=404)
OF_COURSE = ("person", "enrolment", "course", "hours", "year")
OF_ACTIVITY = ("person", "activity", "kind", "hours", "year")


def decide(state: dict | None, command: Command, now: datetime) -> list[Fact]:
    match command:
        case Credit():
            return _credit(command, now)
        case CreditPassed():
            return _credit_passed(state, command.passed)
        case Reverse():
            return _reverse(state, command)
        case Recognise():
            year = date.fromisoformat(command.completed_on).year
            return [Fact("hours.recognised", {**asdict(command), "year": year})]
        case Withdraw():
            return [_withdrawn(known(state), command)]
        case Restore():
            return [_restored(known(state), command)]
        case _:
            raise TypeError(command)


def _credit(command: Credit, now: datetime) -> list[Fact]:
    enrolment = command.enrolment
    if enrolment is None:
        raise Refused("kepesertaan-tidak-ada", "Kepesertaan ini tidak ditemukan.", "enrolment", status=404)
    if "session" in enrolment:
        raise Refused("jp-dari-sertifikat", "JP sesi dikreditkan oleh sertifikatnya, tidak dengan tangan.", "enrolment")
    if command.completed_on > wib_date(now):
        raise Refused("selesai-di-masa-depan", "Tanggal selesai belum tiba.", "completed_on", status=422)
    if command.completed_on < wib_date(parse_time(enrolment["confirmed_at"])):
        raise Refused("selesai-sebelum-mulai", "Tanggal selesai mendahului kepesertaan.", "completed_on", status=422)
    data = {
        "person": enrolment["person"],
        "enrolment": command.enrolment_id,
        "course": enrolment["course"],
        "hours": enrolment["hours"],
        "year": command.completed_on.year,
        "completed_on": command.completed_on.isoformat(),
        "certificate_no": command.certificate_no,
    }
    return [Fact("hours.credited", data)]


def _credit_passed(state: dict | None, passed: Mapping) -> list[Fact]:
    if state is not None:
        return []
    year = date.fromisoformat(passed["completed_on"]).year
    names = ("person", "enrolment", "hours", "completed_on", "certificate_no")
    data = {**{name: passed[name] for name in names}, "course": passed["code"], "year": year}
    return [Fact("hours.credited", data)]


def _reverse(state: dict | None, command: Reverse) -> list[Fact]:
    if state is None or state.get("reversed"):
        return []
    return [Fact("hours.reversed", {**{name: state[name] for name in OF_COURSE}, "reason": command.reason})]


def _withdrawn(state: dict, command: Withdraw) -> Fact:
    if "activity" not in state:
        raise Refused("jp-dari-sertifikat", "JP sesi dibatalkan oleh pencabutan sertifikatnya, tidak dengan tangan.")
    if state.get("reversed"):
        raise Refused("sudah-dibatalkan", "JP ini sudah dibatalkan.")
    if command.by == state["person"]:
        raise OWN
    return Fact("hours.withdrawn", {**{name: state[name] for name in OF_ACTIVITY}, "reason": command.reason})


def _restored(state: dict, command: Restore) -> Fact:
    """Another fact of the kind that credited them: whoever adds and takes away has the book."""
    if not state.get("reversed"):
        raise Refused("masih-terhitung", "JP ini masih terhitung.")
    if command.by == state["person"]:
        raise OWN
    if same_person(state["told"][-1]["actor"], command.actor):
        raise Refused("orang-yang-sama", "Yang membatalkan tidak mengkreditkan lagi; orang lain memutuskannya.")
    if command.says is not None:
        check_new(command.says, command.others)
    dated = ("completed_on", "certificate_no") if "enrolment" in state else ("completed_on",)
    names = (*(OF_COURSE if "enrolment" in state else OF_ACTIVITY), *dated)
    fact = "hours.credited" if "enrolment" in state else "hours.recognised"
    return Fact(fact, {**{name: state[name] for name in names}, "again": command.reason})


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def evolve(state: dict | None, event: Event) -> dict:
    """`told` is everything that happened to the entry, in its order."""
    data = event.data
    one = {"fact": event.fact, "at": event.time, "actor": event.actor, "reason": data.get("reason", data.get("again"))}
    told = [*(state or {"told": ()})["told"], one]
    if event.fact in ("hours.reversed", "hours.withdrawn"):
        return {**state, "reversed": True, "told": told}
    return {**{name: value for name, value in data.items() if name != "again"}, "told": told}


AGGREGATE = Aggregate("hours", decide, evolve, shape=2)
