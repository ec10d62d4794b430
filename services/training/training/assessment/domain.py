"""What somebody can do, as assessed: levels of competences on a day, with what they rest on.

Streams: assessment-<person>, one for each person. An assessment may name some competences only; of each the last one
counts. Days go forward, and of one day the later entry counts (docs/decisions/0097).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.text import line
from asnkit.wib import wib_date

from ..civil_servant.domain import is_serving
from ..rules.competences import CORE, LEVELS

OFFICER, SUPERIOR = "OFFICER", "SUPERIOR"


@dataclass(frozen=True, slots=True)
class Record:
    """`servant` is the person's record, None where there is none; `core` are levels of some of CORE, `technical` of
    competences by name; `by` is OFFICER or SUPERIOR."""

    person: str
    servant: Mapping | None
    core: Mapping[str, int]
    technical: Mapping[str, int]
    day: date
    evidence: str
    by: str


def key_of(name: str) -> str:
    """A technical competence as it is compared: nobody minds capitals and spaces."""
    return line(name).casefold()


def profile_on(state: Mapping | None, day: str) -> dict[str, int]:
    """Level by competence on a day (YYYY-MM-DD): a name of CORE, or a technical one as key_of writes it."""
    found: dict[str, int] = {}
    for one in state["items"] if state else ():
        if one["on"] <= day:
            found |= one["core"] | {key_of(item["competence"]): item["level"] for item in one["technical"]}
    return found


def required_of(standard: Mapping) -> dict[str, int]:
    """What a standard asks for, named as profile_on names it."""
    core = {name: standard["core"][name] for name in CORE}
    return core | {key_of(one["competence"]): one["level"] for one in standard["technical"]}


def decide(state: dict | None, command: Record, now: datetime) -> list[Fact]:
    if not isinstance(command, Record):
        raise TypeError(command)
    if not is_serving(command.servant):
        raise Refused("asn-tidak-ada", "Orang ini tidak tercatat sebagai ASN.", status=404)
    if command.day > wib_date(now):
        raise Refused("penilaian-di-masa-depan", "Tanggal penilaian belum tiba.", "on", status=422)
    last = state["items"][-1]["on"] if state else ""
    if command.day.isoformat() < last:
        told = f"Penilaian terakhir bertanggal {last}; yang berikut tidak boleh lebih awal."
        raise Refused("berlaku-mundur", told, "on", status=422)
    if not command.core and not command.technical:
        raise Refused("penilaian-kosong", "Isi tingkat paling sedikit satu kompetensi.", "core", status=422)
    if any(level not in LEVELS for level in (*command.core.values(), *command.technical.values())):
        raise Refused("tingkat-tidak-sah", "Tingkat kompetensi 1 sampai 5.", "core", status=422)
    if len({key_of(name) for name in command.technical}) != len(command.technical):
        raise Refused("kompetensi-berulang", "Tulis setiap kompetensi teknis satu kali.", "technical", status=422)
    data = {
        "person": command.person,
        "core": {name: command.core[name] for name in CORE if name in command.core},
        "technical": [{"competence": name, "level": level} for name, level in command.technical.items()],
        "on": command.day.isoformat(),
        "evidence": command.evidence,
        "by": command.by,
    }
    return [Fact("assessment.recorded", data)]


def evolve(state: dict | None, event: Event) -> dict:
    item = {name: event.data[name] for name in ("core", "technical", "on", "evidence", "by")}
    return {"person": event.data["person"], "items": [*(state["items"] if state else ()), item]}


AGGREGATE = Aggregate("assessment", decide, evolve)
