"""Numbers of a period and of each formation line, one row each: adding is safe, for each event is folded once.

`lines` and `quota` are those of the lines that are not closed; a period names its `closed` ones.
`draft`, `submitted`, `MS`, `TMS` and `withdrawn` are where applications stand now, `never_sent` of the withdrawn were
drafts; `filed` objections wait, `accepted` and `rejected` are answered; `held` files lie on verifiers' desks.
"""

from asnkit.events import Event, View, uuid_of

STATUSES = ("draft", "submitted", "MS", "TMS", "withdrawn")
OUTCOMES = ("filed", "accepted", "rejected")
BEFORE = {"file_check": "submitted", "objection": "TMS", "contest": "MS"}
"""What a verdict replaces, by what it rests on."""

EMPTY = dict.fromkeys(("lines", "quota", *STATUSES, "never_sent", *OUTCOMES, "held"), 0)

TALLIES = View("tallies")


def _period(event: Event) -> list[str]:
    return [event.data["period"]]


def _period_and_line(event: Event) -> list[str]:
    return [event.data["period"], event.data["vacancy"]]


def _add(row: dict | None, **more: int) -> dict:
    row = row or EMPTY
    return {**row, **{name: row[name] + number for name, number in more.items()}}


@TALLIES.on("registration.vacancy.published", keys=_period)
def _line(row: dict | None, event: Event) -> dict:
    return _add(row, lines=1, quota=event.data["quota"])


@TALLIES.on("registration.vacancy.amended", keys=_period)
def _amended(row: dict | None, event: Event) -> dict:
    before, after = event.data["before"], event.data["after"]
    return _add(row, quota=after["quota"] - before["quota"]) if "quota" in after else row


@TALLIES.on("registration.vacancy.closed", keys=_period)
def _closed(row: dict | None, event: Event) -> dict:
    row = _add(row, lines=-1, quota=-event.data["quota"])
    return {**row, "closed": sorted([*row.get("closed", ()), uuid_of(event.subject)])}


@TALLIES.on("registration.application.started", keys=_period_and_line)
def _started(row: dict | None, event: Event) -> dict:
    return _add(row, draft=1)


@TALLIES.on("registration.application.submitted", keys=_period_and_line)
def _submitted(row: dict | None, event: Event) -> dict:
    return _add(row, draft=-1, submitted=1)


@TALLIES.on("registration.application.verified", keys=_period_and_line)
def _verified(row: dict | None, event: Event) -> dict:
    return _add(_add(row, **{BEFORE[event.data["basis"]]: -1}), **{event.data["verdict"]: 1})


@TALLIES.on("registration.application.withdrawn", keys=_period_and_line)
def _withdrawn(row: dict | None, event: Event) -> dict:
    was = event.data["was"]
    return _add(row, **{was: -1}, withdrawn=1, never_sent=was == "draft")


@TALLIES.on("registration.verification.assigned", keys=_period)
def _assigned(row: dict | None, event: Event) -> dict:
    return _add(row, held=1)


@TALLIES.on("registration.verification.released", keys=_period)
def _released(row: dict | None, event: Event) -> dict:
    return _add(row, held=-1)


@TALLIES.on("registration.objection.filed", keys=_period)
def _filed(row: dict | None, event: Event) -> dict:
    return _add(row, filed=1)


@TALLIES.on("registration.objection.answered", keys=_period)
def _answered(row: dict | None, event: Event) -> dict:
    return _add(row, filed=-1, **{"accepted" if event.data["accepted"] else "rejected": 1})


@TALLIES.on("registration.objection.accepted", keys=_period)
def _accepted(row: dict | None, event: Event) -> dict:
    return _add(row, filed=-1, accepted=1)
