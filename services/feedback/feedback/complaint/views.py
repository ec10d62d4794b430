"""Complaints as the officer's desk lists them, and their numbers as everybody may read them.

`complaint_figures`, `complaint_durations` and `complaint_ages` are one row each, ALL: units are few, and a day on which
no open complaint was sent is taken out. `units` are the names of offices that formations and surveys have told so far.
"""

from asnkit.events import Event, View

from .domain import OPEN

ALL = "all"
OFFICER, REPORTER, ENDED = "officer", "reporter", "ended"

_FACTS = (
    "submitted", "routed", "returned", "asked", "answered", "replied", "postponed", "resumed", "not_our_authority",
    "merged", "closed", "sla_breached", "rescheduled", "erased",
)  # fmt: skip
_NAMES = tuple(f"feedback.complaint.{fact}" for fact in _FACTS)

COMPLAINTS = View(
    "complaints",
    shape=4,
    indexes=(
        [("desk", 1), ("rank", 1), ("due", 1), ("_id", 1)],
        [("desk", 1), ("unit", 1), ("rank", 1), ("due", 1), ("_id", 1)],
        [("number", 1)],
    ),
)
FIGURES = View("complaint_figures")
DURATIONS = View("complaint_durations")
AGES = View("complaint_ages")
UNITS = View("units")


@UNITS.on("registration.vacancy.published", "feedback.survey.opened", keys=lambda event: [event.data["unit"]])
def _unit(row: dict | None, event: Event) -> dict:
    return {}


@COMPLAINTS.on(*_NAMES, "feedback.complaint.prioritised", keys=lambda event: [event.subject.partition("-")[2]])
def _complaint(row: dict | None, event: Event) -> dict:
    data = event.data
    if event.fact == "complaint.submitted":
        kept = {name: data[name] for name in ("number", "class", "unit")}
        row = {**kept, "submitted_on": data["day"], "late": False, "reopened": False, "said": False, "asked": False}
        row |= {"urgent": False, "with_unit": False, "verify": data["verify"]["due"], "answer": data["answer"]["due"]}
    row = {**row, "status": _after(event), "unit": data["unit"]}
    match event.fact.partition(".")[2]:
        case "routed":
            row |= {"class": data["class"], "answer": data["answer"]["due"], "said": False, "with_unit": True}
        case "returned":
            row["with_unit"] = False
        case "asked":
            row |= {"asked": True, "closes": data["closes"], "said": False}
        case "answered":
            row |= {"closes": data["closes"], "said": False}
        case "replied":
            row |= {"said": True, "reopened": row["reopened"] or data["reopens"]} | _clocks(data)
            row["asked"] = row["asked"] and data["answer"] is None
        case "resumed":
            row |= {"said": False} | _clocks(data)
        case "rescheduled":
            row |= _clocks(data)
        case "sla_breached":
            row["late"] = True
        case "prioritised":
            row["urgent"] = data["urgent"]
    return {**row, **_desk(row), "rank": 0 if row["urgent"] else 1}


def _clocks(data: dict) -> dict:
    return {name: data[name]["due"] for name in ("verify", "answer") if data[name]}


def _desk(row: dict) -> dict:
    """Whose turn it is, and until when: `due` is None where no clock runs."""
    if row["status"] not in OPEN:
        return {"desk": ENDED, "due": None}
    if row["asked"] or row["status"] == "answered":
        return {"desk": REPORTER, "due": row["closes"]}
    if row["status"] == "postponed":
        return {"desk": REPORTER, "due": None}
    return {"desk": OFFICER, "due": row["verify"] if row["status"] == "received" else row["answer"]}


def _after(event: Event) -> str:
    """The state after an event, as its domain has it."""
    data = event.data
    match event.fact.partition(".")[2]:
        case "submitted":
            return "received"
        case "routed":
            return "forwarded"
        case "answered" | "postponed" | "closed" | "not_our_authority" as status:
            return status
        case "replied" if data["reopens"] or (data["answer"] and data["was"] != "received"):
            return "in_progress"
        case "resumed":
            return data["to"]
        case "merged" | "erased":
            return "archived"
    return data["was"]


@FIGURES.on(*_NAMES, keys=lambda event: [ALL])
def _figure(row: dict | None, event: Event) -> dict:
    """`units`: {unit or None, its states with how many are in each, late}, by name; without zeros."""
    data, counted = event.data, {one["unit"]: dict(one["states"]) for one in (row or {"units": []})["units"]}
    late = {one["unit"]: one["late"] for one in (row or {"units": []})["units"]}
    if event.fact == "complaint.sla_breached":
        late[data["unit"]] = late.get(data["unit"], 0) + 1
    elif event.fact == "complaint.submitted":
        _count(counted, data["unit"], "received", 1)
    else:
        _count(counted, data["was_unit"] if "was_unit" in data else data["unit"], data["was"], -1)
        _count(counted, data["unit"], _after(event), 1)
    names = sorted({*counted, *late}, key=lambda name: (name is not None, name or ""))
    units = [{"unit": name, "states": _known(counted.get(name, {})), "late": late.get(name, 0)} for name in names]
    return {"units": [one for one in units if one["states"] or one["late"]]}


def _count(counted: dict, unit: str | None, status: str, more: int) -> None:
    states = counted.setdefault(unit, {})
    states[status] = states.get(status, 0) + more


def _known(numbers: dict) -> dict:
    return {name: number for name, number in sorted(numbers.items()) if number}


@DURATIONS.on(*_NAMES, keys=lambda event: [ALL])
def _duration(row: dict | None, event: Event) -> dict:
    """How many are `open` by the day on which they were sent, and `closed` or `left` by days until then."""
    found = {name: dict((row or {}).get(name, {})) for name in ("open", "closed", "left")}

    def add(kind: str, key, more: int = 1) -> None:
        found[kind][str(key)] = found[kind].get(str(key), 0) + more

    data = event.data
    if event.fact == "complaint.submitted":
        add("open", data["day"])
    elif event.fact == "complaint.resumed" and data["ended_days"] is not None:
        add("open", data["submitted_on"])
        add("left", data["ended_days"], -1)
    elif data.get("was") in OPEN and _after(event) not in OPEN:
        add("open", data["submitted_on"], -1)
        add("closed" if event.fact == "complaint.closed" else "left", data["days"])
    return {name: _known(numbers) for name, numbers in found.items()}


@AGES.on(*_NAMES, keys=lambda event: [ALL])
def _age(row: dict | None, event: Event) -> dict:
    """How many are in each state of OPEN, by the day on which they were sent; without zeros."""
    data, found = event.data, {name: dict(days) for name, days in (row or {}).items() if name in OPEN}
    if event.fact == "complaint.submitted":
        _count(found, "received", data["day"], 1)
    else:
        for status, more in ((data["was"], -1), (_after(event), 1)):
            if status in OPEN:
                _count(found, status, data["submitted_on"], more)
    return {name: _known(days) for name, days in sorted(found.items()) if _known(days)}
