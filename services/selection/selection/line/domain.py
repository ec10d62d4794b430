"""A formation line as selection knows it: a copy of the published vacancy, of its seats since, and of its end
(docs/rules.md §2).

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


@dataclass(frozen=True, slots=True)
class Amend:
    """`change` is the id of registration's vacancy.amended, `before` and `after` its seats."""

    change: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Close:
    """`change` is the id of registration's vacancy.closed: nobody is ranked in the line from then on."""

    change: str


def decide(state: dict | None, command: Register | Amend | Close, now: datetime) -> list[Fact]:
    match command:
        case Register():
            return _register(state, command)
        case Amend():
            return _amend(state, command)
        case Close():
            return _close(state, command)
    raise TypeError(command)


def _register(state: dict | None, command: Register) -> list[Fact]:
    if state is not None:
        return []
    data = {"vacancy": command.vacancy, **{field: command.line[field] for field in FIELDS}}
    return [Fact("line.registered", data)]


def _amend(state: dict | None, command: Amend) -> list[Fact]:
    """Registration has decided it: nothing is refused here. Seats that are no more those named stop the consumer."""
    if state is None or state["quota"] != command.before:
        raise ValueError(f"{command.change} changes {command.before} seats, which this line does not have")
    data = {"vacancy": state["vacancy"], "period": state["period"], "change": command.change}
    return [Fact("line.amended", {**data, "before": command.before, "after": command.after})]


def _close(state: dict | None, command: Close) -> list[Fact]:
    if state is None:
        raise ValueError(f"{command.change} closes a line that is not here")
    if state.get("closed"):
        return []
    data = {"vacancy": state["vacancy"], "period": state["period"], "change": command.change}
    return [Fact("line.closed", {**data, "quota": state["quota"]})]


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "line.amended":
        return {**state, "quota": event.data["after"]}
    if event.fact == "line.closed":
        return {**state, "closed": True}
    return dict(event.data)


AGGREGATE = Aggregate("line", decide, evolve)
