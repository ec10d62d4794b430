"""A formation line as selection knows it: a copy of the published vacancy (docs/rules.md §2).

Streams: line-<uuid of the vacancy>. SKD ranking, the cut and the final ranking all happen
inside one line.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact

FIELDS = ("period", "job_code", "job_name", "unit", "need_type", "quota")


@dataclass(frozen=True, slots=True)
class Register:
    """`vacancy` is the vacancy's UUID, `line` the data of registration's vacancy.published."""

    vacancy: str
    line: dict


def decide(state: dict | None, command: Register, now: datetime) -> list[Fact]:
    if not isinstance(command, Register):
        raise TypeError(command)
    if state is not None:
        return []
    data = {"vacancy": command.vacancy, **{field: command.line[field] for field in FIELDS}}
    return [Fact("line.registered", data)]


def evolve(state: dict | None, event: Event) -> dict:
    return dict(event.data)


AGGREGATE = Aggregate("line", decide, evolve)
