"""Numbers of a round while it runs, one row for each period: adding is safe, for each event is folded once."""

from asnkit.events import Event, View

EMPTY = {"lines": 0, "quota": 0, "candidates": 0, "withdrawn": 0, "skd": 0, "skb": 0, "appointed": 0}

TALLIES = View("tallies", shape=1)


def _period(event: Event) -> list[str]:
    return [event.data["period"]]


def _add(row: dict | None, **more: int) -> dict:
    row = row or EMPTY
    return {**row, **{name: row[name] + number for name, number in more.items()}}


@TALLIES.on("selection.line.registered", keys=_period)
def _line(row: dict | None, event: Event) -> dict:
    return _add(row, lines=1, quota=event.data["quota"])


@TALLIES.on("selection.line.amended", keys=_period)
def _amended(row: dict | None, event: Event) -> dict:
    return _add(row, quota=event.data["after"] - event.data["before"])


@TALLIES.on("selection.line.closed", keys=_period)
def _closed(row: dict | None, event: Event) -> dict:
    return _add(row, lines=-1, quota=-event.data["quota"])


@TALLIES.on("selection.candidate.registered", keys=_period)
def _registered(row: dict | None, event: Event) -> dict:
    return _add(row, candidates=1)


@TALLIES.on("selection.candidate.withdrawn", keys=_period)
def _withdrawn(row: dict | None, event: Event) -> dict:
    return _add(row, withdrawn=1)


@TALLIES.on("selection.score.recorded", keys=_period)
def _score(row: dict | None, event: Event) -> dict:
    return _add(row, **{event.data["stage"].lower(): 1})


@TALLIES.on("selection.candidate.appointed", keys=_period)
def _appointed(row: dict | None, event: Event) -> dict:
    return _add(row, appointed=1)
