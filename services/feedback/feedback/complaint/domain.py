"""A complaint, a suggestion or a request for information, from somebody without an account, and its clocks.

Streams: complaint-<random uuid>. What is written is sealed with a key of the complaint's own, never public. Two terms
run from the day on which it was sent: to be handed to a unit, and to be answered, by its class (docs/rules.md §5.2).
While the reporter is asked, or the matter is postponed for a reason, both stand still. What the reporter does says the
day and not the hour: its time is the beginning of the day, or the moment of the event before.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import day_begins, wib_date

from ..rules.calendar import Amendments, Term, term
from ..rules.quarters import quarter_of
from .commands import (
    Answer,
    Ask,
    Confirm,
    Erase,
    Lapse,
    Merge,
    Postpone,
    Prioritise,
    Recount,
    Refuse,
    Reply,
    Resume,
    Return,
    Route,
    Submit,
)

KINDS = ("complaint", "suggestion", "information")
ANSWER_DAYS = {"complaint": 14, "suggestion": 14, "information": 5, "supervision": 60}
"""Working days by class; `supervision` is a complaint that has to be examined, which the officer says."""
CLASSES = tuple(ANSWER_DAYS)
VERIFY_DAYS = 3
SILENCE_DAYS = 10
"""Working days that an answer or a question waits for the reporter."""
MOST_MESSAGES = 40

RECEIVED, FORWARDED, IN_PROGRESS, ANSWERED = "received", "forwarded", "in_progress", "answered"
CLOSED, POSTPONED, ELSEWHERE, ARCHIVED = "closed", "postponed", "not_our_authority", "archived"
STATUSES = (RECEIVED, FORWARDED, IN_PROGRESS, ANSWERED, CLOSED, POSTPONED, ELSEWHERE, ARCHIVED)
RUNNING = (RECEIVED, FORWARDED, IN_PROGRESS)
OPEN = (*RUNNING, ANSWERED, POSTPONED)
"""States in which a complaint may still be solved."""
LATE, REOPENED = "late", "reopened"
"""What went wrong with a complaint while it lay with a unit."""
LIAISON = "penghubung"
"""The role of a unit's own people, who see what was handed to their unit."""
MISSING = Refused("aduan-tidak-ada", "Aduan ini tidak ditemukan. Periksa nomor dan kodenya.", status=404)


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    today = wib_date(now)
    if isinstance(command, Submit):
        return _submit(state, command, today)
    if type(command) not in (*_ACTS, *_OTHERS):
        raise TypeError(command)
    if state is None or state["erased"]:
        raise MISSING
    if type(command) in _ACTS:
        return _late(state, today) + _ACTS[type(command)](state, command, today)
    return _OTHERS[type(command)](state, command, today)


def _submit(state: dict | None, command: Submit, today: date) -> list[Fact]:
    if state is not None:
        raise Refused("aduan-sudah-ada", "Aduan ini sudah tercatat.")
    if command.unit is not None:
        _check_unit(command.known)
    if set(command.found) - set(command.aware):
        message = "Baca dahulu peringatan tentang isi aduan, lalu kirim lagi."
        raise Refused("peringatan-belum-dibaca", message, "aware", status=422)
    data = {
        "number": command.number,
        "class": command.kind,
        "unit": command.unit,
        "day": today.isoformat(),
        "text": command.text,
        "code": command.code,
        "reporter_name": command.name,
        "contact": command.contact,
        "verify": clock(term(today, VERIFY_DAYS, (), command.calendar)),
        "answer": clock(term(today, ANSWER_DAYS[command.kind], (), command.calendar)),
    }
    if command.helped:
        data["helped"] = True
    return [Fact("complaint.submitted", data, time=format_time(day_begins(today)))]


def _route(state: dict, command: Route, today: date) -> list[Fact]:
    _running(state, "diteruskan")
    _check_unit(command.known)
    if (
        state["status"] == FORWARDED
        and state["with_unit"]
        and (command.unit, command.kind) == (state["unit"], state["class"])
    ):
        raise Refused("sudah-di-unit-itu", "Aduan ini sudah ada pada unit itu, dengan jenis yang sama.", "unit")
    data = {**_where(state), "was_unit": state["unit"], "unit": command.unit, "class": command.kind}
    return [Fact("complaint.routed", data | {"answer": _answer_clock(state, command.kind, command.calendar)})]


def _return(state: dict, command: Return, today: date) -> list[Fact]:
    if not state["with_unit"]:
        raise Refused("tidak-di-unit", "Aduan ini tidak sedang di tangan unit.")
    _running(state, "dikembalikan")
    by = "unit" if command.by_unit else "officer"
    return [Fact("complaint.returned", {**_where(state), "by": by, "reason": command.reason, "day": today.isoformat()})]


def _ask(state: dict, command: Ask, today: date) -> list[Fact]:
    _running(state, "ditanyakan")
    _room(state)
    return [Fact("complaint.asked", _where(state) | _waits(command, today))]


def _answer(state: dict, command: Answer, today: date) -> list[Fact]:
    if state["status"] == RECEIVED:
        raise Refused("belum-diteruskan", "Teruskan dahulu aduan ini kepada unit yang menjawabnya.")
    _running(state, "dijawab")
    _room(state)
    return [Fact("complaint.answered", _where(state) | _waits(command, today))]


def _waits(command: Ask | Answer, today: date) -> dict:
    """The text, and until when it waits for the reporter."""
    closes = term(today, SILENCE_DAYS, (), command.calendar).due
    return {"text": command.text, "day": today.isoformat(), "closes": closes.isoformat()}


def _reply(state: dict, command: Reply, today: date) -> list[Fact]:
    return _quietly(state, today, [_said_again(state, command, today)])


def _said_again(state: dict, command: Reply, today: date) -> Fact:
    status, resumes = state["status"], state["asked"]
    if status in (CLOSED, ARCHIVED):
        raise Refused("aduan-sudah-selesai", "Aduan ini sudah selesai. Kirim aduan baru bila ada hal baru.")
    _room(state)
    reopens = command.unsolved and status == ANSWERED
    if reopens and state["reopened"]:
        raise Refused("sudah-dibuka-lagi", "Aduan hanya dapat dibuka lagi satu kali. Kirim aduan baru.", "unsolved")
    data = {**_where(state), "text": command.text, "day": today.isoformat(), "reopens": reopens}
    clocks = {"verify": None, "answer": None}
    if reopens:
        clocks["answer"] = clock(term(today, ANSWER_DAYS[state["class"]], (), command.calendar))
    elif resumes:
        clocks = _clocks_after(state, today, command.calendar)
    return Fact("complaint.replied", data | clocks)


def _confirm(state: dict, _command: Confirm, today: date) -> list[Fact]:
    if state["status"] != ANSWERED:
        raise Refused("belum-dijawab", "Aduan ini belum dijawab, jadi belum dapat dinyatakan selesai.")
    return _quietly(state, today, [Fact("complaint.closed", _ended(state, today) | {"by": "reporter"})])


def _erase(state: dict, _command: Erase, today: date) -> list[Fact]:
    return _quietly(state, today, [*_late(state, today), Fact("complaint.erased", _ended(state, today))])


def _postpone(state: dict, command: Postpone, today: date) -> list[Fact]:
    _running(state, "ditunda")
    return [Fact("complaint.postponed", {**_where(state), "reason": command.reason, "day": today.isoformat()})]


def _refuse(state: dict, command: Refuse, today: date) -> list[Fact]:
    _running(state, "dinyatakan di luar wewenang", POSTPONED)
    return [Fact("complaint.not_our_authority", _ended(state, today) | {"reason": command.reason})]


def _merge(state: dict, command: Merge, today: date) -> list[Fact]:
    _running(state, "digabung", POSTPONED)
    other = command.other
    if other is None or other["erased"] or other["number"] == state["number"] or other["status"] == ARCHIVED:
        raise Refused("aduan-induk", "Tulis nomor aduan lain yang masih ada dan tidak digabung.", "into", status=422)
    return [Fact("complaint.merged", _ended(state, today) | {"into": command.into})]


def _resume(state: dict, command: Resume, today: date) -> list[Fact]:
    if state["status"] not in (POSTPONED, ELSEWHERE, ARCHIVED):
        raise Refused("tidak-ditunda", "Aduan ini tidak sedang ditunda, ditolak, atau digabung.")
    data = {**_where(state), "reason": command.reason, "day": today.isoformat(), "to": state["before"]}
    data["ended_days"] = state["ended_days"]
    return [Fact("complaint.resumed", data | _clocks_after(state, today, command.calendar))]


def _prioritise(state: dict, command: Prioritise, today: date) -> list[Fact]:
    if state["status"] not in OPEN:
        raise Refused("aduan-sudah-selesai", "Aduan ini sudah berakhir.")
    if command.urgent == is_urgent(state):
        stands = "sudah didahulukan" if command.urgent else "tidak sedang didahulukan"
        raise Refused("prioritas-sama", f"Aduan ini {stands}.")
    data = {**_where(state), "urgent": command.urgent, "reason": command.reason, "day": today.isoformat()}
    return [Fact("complaint.prioritised", data)]


def is_urgent(state: dict) -> bool:
    return state["priority"] is not None and state["priority"]["urgent"]


_ACTS = {
    Route: _route,
    Return: _return,
    Ask: _ask,
    Answer: _answer,
    Postpone: _postpone,
    Refuse: _refuse,
    Merge: _merge,
    Resume: _resume,
    Prioritise: _prioritise,
}
"""What the officer or the unit does; a term that was over before is told first."""


def _late(state: dict, today: date) -> list[Fact]:
    """Each term that is over without its act, once for every time it runs."""
    running = {"verify": state["status"] == RECEIVED, "answer": state["status"] in RUNNING}
    return [
        Fact("complaint.sla_breached", {**_where(state), "class": state["class"], "term": name, "clock": state[name]})
        for name, runs in running.items()
        if runs and state["held_since"] is None and today.isoformat() > state[name]["due"] and not state["late"][name]
    ]


def _lapse(state: dict, _command: Lapse, today: date) -> list[Fact]:
    return _late(state, today) + _silent(state, today)


def _silent(state: dict, today: date) -> list[Fact]:
    if state["closes"] is None or today.isoformat() <= state["closes"]:
        return []
    return [Fact("complaint.closed", _ended(state, today) | {"by": "time"})]


def _ended(state: dict, today: date) -> dict:
    days = (today - date.fromisoformat(state["submitted_on"])).days
    return {**_where(state), "day": today.isoformat(), "days": days}


def _recount(state: dict, command: Recount, today: date) -> list[Fact]:
    if state["status"] not in RUNNING or state["held_since"] is not None:
        return []
    counted = {"answer": _answer_clock(state, state["class"], command.calendar)}
    if state["status"] == RECEIVED:
        began = date.fromisoformat(state["began"])
        counted["verify"] = clock(term(began, VERIFY_DAYS, _pauses(state), command.calendar))
    moved = {name: now for name, now in counted.items() if now != state[name] and not state["late"][name]}
    if not moved:
        return []
    return [Fact("complaint.rescheduled", {**_where(state), "verify": None, "answer": None, **moved})]


_OTHERS = {Reply: _reply, Confirm: _confirm, Erase: _erase, Lapse: _lapse, Recount: _recount}
"""What the reporter does, and the clock."""


def _where(state: dict) -> dict:
    """What the lists of numbers need of every event: where it stood, and since when."""
    return {"was": state["status"], "unit": state["unit"], "submitted_on": state["submitted_on"]}


def _running(state: dict, done: str, *more: str) -> None:
    if state["status"] not in (*RUNNING, *more):
        raise Refused("aduan-tidak-berjalan", f"Dalam keadaan ini aduan tidak dapat {done}.")
    if state["asked"]:
        raise Refused("menunggu-pelapor", "Pelapor sedang ditanya. Tunggu jawabannya lebih dahulu.")


def _room(state: dict) -> None:
    if len(state["messages"]) >= MOST_MESSAGES:
        raise Refused("percakapan-penuh", "Percakapan ini sudah terlalu panjang. Kirim aduan baru bila perlu.")


def _check_unit(known: bool) -> None:
    if not known:
        raise Refused("unit-tidak-dikenal", "Pilih unit dari daftar.", "unit", status=422)


def _quietly(state: dict, today: date, facts: list[Fact]) -> list[Fact]:
    """Of what the reporter does the record says the day, in an order that holds."""
    time = max(format_time(day_begins(today)), state["last"])
    return [Fact(fact.name, fact.data, time=time) for fact in facts]


def _answer_clock(state: dict, kind: str, calendar: Amendments) -> dict:
    return clock(term(date.fromisoformat(state["began"]), ANSWER_DAYS[kind], _pauses(state), calendar))


def _clocks_after(state: dict, today: date, calendar: Amendments) -> dict:
    """Both terms when a pause ends today."""
    held = state["held_since"]
    pauses = _pauses(state) + (((date.fromisoformat(held), today),) if held else ())
    began = date.fromisoformat(state["began"])
    checked = state["before"] != RECEIVED
    return {
        "verify": None if checked else clock(term(began, VERIFY_DAYS, pauses, calendar)),
        "answer": clock(term(began, ANSWER_DAYS[state["class"]], pauses, calendar)),
    }


def _pauses(state: dict) -> tuple:
    return tuple((date.fromisoformat(since), date.fromisoformat(until)) for since, until in state["pauses"])


def clock(counted: Term) -> dict:
    """A term as events have it."""
    decrees = [{"year": year, "decree": decree} for year, decree in counted.decrees.items()]
    return {"due": counted.due.isoformat(), "days": counted.days, "calendar": decrees}


def lies_with(state: dict, names: Collection[str]) -> bool:
    """Whether it was handed to the unit of these names, which has not given it back."""
    return state["with_unit"] and state["unit"] in names


def gave_back(state: dict, names: Collection[str]) -> bool:
    """Whether the unit of these names had it last, and gave it back: it may still look."""
    return state["unit"] in names and state["returned"] is not None and state["returned"]["by"] == "unit"


def next_moment(state: dict) -> datetime | None:
    """When something of this complaint is over that nobody may have noticed; None where nothing runs."""
    days = [state["closes"]] if state["closes"] else []
    if state["held_since"] is None and state["status"] in RUNNING:
        names = ("verify", "answer") if state["status"] == RECEIVED else ("answer",)
        days += [state[name]["due"] for name in names if not state["late"][name]]
    return day_begins(date.fromisoformat(min(days)) + timedelta(days=1)) if days else None


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    if event.fact == "complaint.submitted":
        kept = ("number", "class", "unit", "text", "code", "reporter_name", "contact", "verify", "answer")
        return {
            **{name: data[name] for name in kept},
            "submitted_on": data["day"], "began": data["day"], "status": RECEIVED, "before": RECEIVED,
            "pauses": [], "held_since": None, "asked": False, "closes": None, "reopened": False, "messages": [],
            "late": {"verify": False, "answer": False}, "into": None, "ended_days": None, "ended_on": None,
            "closed_by": None, "erased": False, "with_unit": False, "returned": None, "troubles": [],
            "helped": data.get("helped", False), "priority": None, "last": event.time,
        }  # fmt: skip
    return {**state, **_changed(state, event, data), "last": event.time}


def _changed(state: dict, event: Event, data: Mapping) -> dict:
    match event.fact.partition(".")[2]:
        case "routed":
            routed = {"unit": data["unit"], "class": data["class"], "answer": data["answer"]}
            return {**routed, "status": FORWARDED, "with_unit": True, "returned": None}
        case "returned":
            return {"with_unit": False, "returned": {name: data[name] for name in ("by", "reason", "day")}}
        case "prioritised":
            return {"priority": {name: data[name] for name in ("urgent", "reason", "day")}}
        case "asked":
            waits = {"asked": True, "held_since": data["day"], "closes": data["closes"], "before": state["status"]}
            return {**waits, "messages": _said(state, "question", event)}
        case "answered":
            answered = {"status": ANSWERED, "closes": data["closes"]}
            return {**answered, "messages": _said(state, "answer", event)}
        case "replied":
            return _replied(state, event, data)
        case "postponed":
            waits = {"status": POSTPONED, "before": state["status"], "held_since": data["day"]}
            return {**waits, "messages": _said(state, "postponed", event, "reason")}
        case "resumed":
            return {**_going_on(state, data), "status": data["to"], "into": None, "ended_days": None, "ended_on": None,
                    "messages": _said(state, "resumed", event, "reason")}  # fmt: skip
        case "rescheduled":
            return {name: data[name] for name in ("verify", "answer") if data[name]}
        case "sla_breached":
            late = {"late": state["late"] | {data["term"]: True}}
            unit_was_late = data["term"] == "answer" and state["with_unit"]
            return late | ({"troubles": _troubles(state, LATE, event)} if unit_was_late else {})
    return _over(state, event, data)


def _replied(state: dict, event: Event, data: Mapping) -> dict:
    messages = {"messages": _said(state, "unsolved" if data["reopens"] else "reply", event)}
    if data["reopens"]:
        again = {"status": IN_PROGRESS, "reopened": True, "closes": None, "answer": data["answer"], "pauses": []}
        again |= {"troubles": _troubles(state, REOPENED, event)}
        return {**messages, **again, "began": data["day"], "late": state["late"] | {"answer": False}}
    if data["answer"]:
        status = IN_PROGRESS if state["before"] != RECEIVED else RECEIVED
        return {**messages, **_going_on(state, data), "status": status, "asked": False, "closes": None}
    return messages


def _troubles(state: dict, kind: str, event: Event) -> list[dict]:
    quarter = quarter_of(wib_date(event.at))
    return [*state["troubles"], {"kind": kind, "unit": state["unit"], "quarter": quarter}]


def _going_on(state: dict, data: Mapping) -> dict:
    held = state["held_since"]
    pauses = [*state["pauses"], [held, data["day"]]] if held else state["pauses"]
    clocks = {"verify": data["verify"] or state["verify"], "answer": data["answer"]}
    return {"pauses": pauses, "held_since": None, **clocks}


def _over(state: dict, event: Event, data: Mapping) -> dict:
    how = event.fact.partition(".")[2]
    ended = {"asked": False, "closes": None, "ended_on": data["day"], "ended_days": data["days"]}
    match how:
        case "closed":
            return {**ended, "status": CLOSED, "closed_by": data["by"], "held_since": None}
        case "erased":
            return {**ended, "status": ARCHIVED, "erased": True, "held_since": None}
    # Postponed before: the day from which it stands still, and what it was, stay.
    before = state["before"] if state["status"] == POSTPONED else state["status"]
    if how == "merged":
        return {**ended, "status": ARCHIVED, "before": before, "into": data["into"]}
    said = _said(state, "not_our_authority", event, "reason")
    return {**ended, "status": ELSEWHERE, "before": before, "messages": said}


def _said(state: dict, kind: str, event: Event, field: str = "text") -> list[dict]:
    staff = "unit" if event.actor.partition(":")[0] == LIAISON else "officer"
    by = "reporter" if kind in ("reply", "unsolved") else staff
    said = {"by": by, "kind": kind, "day": event.data["day"], "field": field, "text": event.data[field]}
    return [*state["messages"], said]


AGGREGATE = Aggregate("complaint", decide, evolve, shape=4)
