"""What a unit has to learn, where that was said, and what was decided on it.

Streams: need-<id of its unit, subject and quarter>. While a need is open whatever else speaks for it joins it, so that
a unit has one open need for a subject. What was decided stays decided for its quarter (docs/decisions/0112).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.wib import wib_date

from ..assessment.domain import key_of
from ..rules.competences import CORE, TITLES
from ..unit.domain import ended
from ..unit.domain import known as known_unit

GAP, PERSON, UNIT, LAW, INDEX, COMPLAINTS = ORIGINS = ("GAP", "PERSON", "UNIT", "LAW", "INDEX", "COMPLAINTS")
MEASURED = (GAP, INDEX, COMPLAINTS)
"""What figures say, once a quarter each."""
OPEN, ACCEPTED, DECLINED, MERGED = STATUSES = ("OPEN", "ACCEPTED", "DECLINED", "MERGED")
MISSING = Refused("kebutuhan-tidak-ada", "Kebutuhan pelatihan ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Source:
    """What speaks for a need: `missing` are levels over all its `people`, one for each where nobody measured them.

    `person` asked for it, `basis` is the number of the letter or regulation; figures need neither. `link` is the
    portal's page with the figures of what the public says, whose `people` answered or complained.
    """

    origin: str
    people: int
    missing: int
    person: str | None = None
    basis: str | None = None
    reason: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Identify:
    """`unit` is that stream's state, None where there is none; `competence` one of CORE, or None; `quarter` is that of
    the figures, None for today's."""

    unit_id: str
    unit: Mapping | None
    competence: str | None
    subject: str
    source: Source
    quarter: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """What spoke for another need of the unit, which was merged into this one, each with its quarter."""

    sources: Sequence[tuple[Source, str]]


@dataclass(frozen=True, slots=True)
class Merge:
    """`into` is the other need's state."""

    into_id: str
    into: Mapping | None
    reason: str


@dataclass(frozen=True, slots=True)
class Accept:
    reason: str


@dataclass(frozen=True, slots=True)
class Decline:
    reason: str


def subject_of(typed: str) -> tuple[str | None, str]:
    """(competence of CORE or None, subject): what is called like one of CORE is that one."""
    known = {key_of(title): (name, title) for name, title in TITLES.items()}
    return known.get(key_of(typed), (None, typed))


def subject_key(competence: str | None, subject: str) -> str:
    """A subject as it is compared."""
    return competence or key_of(subject)


def quarter_of(day: date) -> str:
    """ "2026-Q4"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def sources_of(state: Mapping) -> list[tuple[Source, str]]:
    return [(Source(**{name: one[name] for name in Source.__slots__}), one["quarter"]) for one in state["sources"]]


def weight_of(sources: Sequence[Mapping]) -> int:
    """People × gap: what is missing by the last of each kind of figures, and for whoever was asked for besides."""
    last = {one["origin"]: one["missing"] for one in sources if one["origin"] in MEASURED}
    return sum(last.values()) + sum(one["missing"] for one in sources if one["origin"] not in MEASURED)


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    match command:
        case Identify():
            return _identify(state, command, now)
        case Join():
            state = _open(state)
            return [_joined(state, one, at) for one, at in command.sources if not _told(state, one, at)]
        case Merge():
            return [Fact("need.merged", _merged(_open(state), command))]
        case Accept():
            return [Fact("need.accepted", _named(_open(state)) | {"reason": command.reason})]
        case Decline():
            return [Fact("need.declined", _named(_open(state)) | {"reason": command.reason})]
        case _:
            raise TypeError(command)


def _identify(state: dict | None, command: Identify, now: datetime) -> list[Fact]:
    today = wib_date(now)
    if command.competence not in (None, *CORE):
        raise Refused("kompetensi-tidak-dikenal", "Kompetensi ini tidak dikenal.", "subject", status=422)
    if ended(known_unit(command.unit), today.isoformat()):
        raise Refused("unit-sudah-berakhir", "Unit ini sudah berakhir.", "unit", status=422)
    quarter = command.quarter or quarter_of(today)
    if state is not None:
        if state["status"] != OPEN:
            told = f"Kebutuhan ini sudah diputuskan pada triwulan ini: {state['answer']['reason']}"
            raise Refused("kebutuhan-sudah-diputuskan", told if told.endswith(".") else f"{told}.", "subject")
        return [] if _told(state, command.source, quarter) else [_joined(state, command.source, quarter)]
    named = {"unit": command.unit_id, "competence": command.competence, "subject": command.subject}
    return [Fact("need.identified", named | {"quarter": quarter} | asdict(command.source))]


def _told(state: Mapping, source: Source, quarter: str) -> bool:
    """Whether this speaks for the need already: one figure a quarter, one request of a person, of a letter."""
    if source.origin in MEASURED:
        return (source.origin, quarter) in [(one["origin"], one["quarter"]) for one in state["sources"]]
    said = (source.origin, source.person, source.basis)
    return said in [(one["origin"], one["person"], one["basis"]) for one in state["sources"]]


def _joined(state: Mapping, source: Source, quarter: str) -> Fact:
    return Fact("need.joined", _named(state) | {"quarter": quarter} | asdict(source))


def _merged(state: Mapping, command: Merge) -> dict:
    into = known(command.into)
    if into == state or into["unit"] != state["unit"]:
        raise Refused(
            "bukan-unit-yang-sama", "Gabungkan dengan kebutuhan lain dari unit yang sama.", "into", status=422
        )
    if into["status"] != OPEN:
        raise Refused("kebutuhan-sudah-diputuskan", "Kebutuhan yang dituju sudah diputuskan.", "into")
    return _named(state) | {"into": command.into_id, "reason": command.reason}


def _open(state: dict | None) -> dict:
    if known(state)["status"] != OPEN:
        raise Refused("kebutuhan-sudah-diputuskan", "Kebutuhan ini sudah diputuskan.")
    return state


def _named(state: Mapping) -> dict:
    return {name: state[name] for name in ("unit", "competence", "subject")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "need.identified" | "need.joined":
            source = {name: data[name] for name in (*Source.__slots__, "quarter")} | {"at": event.time}
            if state is not None:
                return {**state, "sources": [*state["sources"], source]}
            told = {name: data[name] for name in ("unit", "competence", "subject", "quarter")}
            return {**told, "status": OPEN, "sources": [source], "answer": None}
        case _:
            answer = {"reason": data["reason"], "at": event.time, "into": data.get("into")}
            return {**state, "status": event.fact.partition(".")[2].upper(), "answer": answer}


AGGREGATE = Aggregate("need", decide, evolve)
