"""A selection period: when applications may be submitted, and how long objections run.

Every number is the period's own setting (docs/rules.md §0.2). Streams: period-<uuid>; people
and events name a period by its code, such as CPNS-2024. What two people change of it later is kept beside what
it was before (../period_change).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time, parse_time

from ..dates import moment_text

BY_SUBMISSION = "submission"
AMEND, CANCEL = "AMEND", "CANCEL"


@dataclass(frozen=True, slots=True)
class Announce:
    """`age_counted_on` is "submission" or a day (YYYY-MM-DD); days are calendar days."""

    code: str
    name: str
    procurement_type: str
    budget_year: int
    mode: str
    registration_opens: datetime
    registration_closes: datetime
    age_counted_on: str
    objection_days: int
    answer_days: int
    decree: str


@dataclass(frozen=True, slots=True)
class Change:
    """What two people decided, in the transaction of the second signature; `proposal` is that stream's state.

    `signers` are the roles of the two.
    """

    change_stream: str
    proposal: Mapping
    signers: tuple[str, str]


def decide(state: dict | None, command: Announce | Change, now: datetime) -> list[Fact]:
    match command:
        case Announce():
            return _announce(state, command)
        case Change():
            return _change(state, command)
    raise TypeError(command)


def _announce(state: dict | None, command: Announce) -> list[Fact]:
    if state is not None:
        raise Refused("periode-sudah-diumumkan", "Periode ini sudah diumumkan.")
    if command.registration_closes <= command.registration_opens:
        raise Refused("jadwal-terbalik", "Pendaftaran harus ditutup sesudah dibuka.", "registration_closes", status=422)
    if command.age_counted_on != BY_SUBMISSION:
        _day(command.age_counted_on)
    data = asdict(command)
    data["registration_opens"] = format_time(command.registration_opens)
    data["registration_closes"] = format_time(command.registration_closes)
    return [Fact("period.announced", data)]


def _change(state: dict, command: Change) -> list[Fact]:
    proposal = command.proposal
    data = {
        "code": state["code"],
        **{name: proposal[name] for name in ("reason_code", "letter")},
        "signers": list(command.signers),
        "change": command.change_stream,
    }
    if proposal["kind"] == CANCEL:
        return [Fact("period.cancelled", data)]
    return [Fact("period.amended", {**data, **{name: proposal[name] for name in ("before", "after")}})]


def takes_applications(period: dict, now: datetime) -> bool:
    """Whether its registration runs now."""
    opens, closes = parse_time(period["registration_opens"]), parse_time(period["registration_closes"])
    return opens <= now <= closes and not period.get("cancelled_at")


def check_running(period: dict) -> None:
    """Raises Refused when the period was cancelled: nothing is begun in it any more."""
    if period.get("cancelled_at"):
        when = moment_text(parse_time(period["cancelled_at"]))
        raise Refused("periode-dibatalkan", f"Periode ini dibatalkan {when}.")


def check_change(period: dict, after: Mapping, now: datetime) -> None:
    """Whether these fields may become that now; raises Refused naming the field.

    Nobody loses days that were announced: what has opened closes no earlier.
    """
    if not after:
        raise Refused("tidak-ada-perubahan", "Semua isian sama dengan yang berlaku sekarang.", status=422)
    opens, closes = parse_time(period["registration_opens"]), parse_time(period["registration_closes"])
    if "registration_opens" in after and now >= opens:
        message = f"Pendaftaran sudah dibuka {moment_text(opens)}; saat itu tidak dapat diubah."
        raise Refused("pendaftaran-sudah-dibuka", message, "registration_opens")
    for name in ("registration_opens", "registration_closes"):
        if name in after and parse_time(after[name]) <= now:
            raise Refused("saat-sudah-lewat", "Saat yang baru harus masih akan datang.", name, status=422)
    changed = {**period, **after}
    if parse_time(changed["registration_closes"]) <= parse_time(changed["registration_opens"]):
        raise Refused("jadwal-terbalik", "Pendaftaran harus ditutup sesudah dibuka.", "registration_closes", status=422)
    if now >= opens and parse_time(changed["registration_closes"]) < closes:
        message = f"Pendaftaran yang sudah dibuka tidak dipersingkat; paling awal ditutup {moment_text(closes)}."
        raise Refused("pendaftaran-dipersingkat", message, "registration_closes", status=422)


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    if event.fact == "period.announced":
        return dict(data)
    told = {name: data[name] for name in ("reason_code", "letter", "signers")}
    if event.fact == "period.cancelled":
        return {**state, "cancelled_at": event.time, "changes": _changes(state, event, CANCEL, {}, {}, told)}
    changes = _changes(state, event, AMEND, data["before"], data["after"], told)
    return {**state, **data["after"], "changes": changes}


def _changes(state: dict, event: Event, kind: str, before: dict, after: dict, told: dict) -> list[dict]:
    change = {"at": event.time, "kind": kind, "before": before, "after": after, **told}
    return [*state.get("changes", ()), change]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            "tanggal-tidak-ada",
            "Tanggal hitung usia harus berupa tanggal kalender (TTTT-BB-HH) atau kata submission.",
            "age_counted_on",
            status=422,
        ) from None


AGGREGATE = Aggregate("period", decide, evolve)
