"""An announcement: a list fixed by its hash, and the objection window that it opens.

Streams: announcement-<uuid>; one for each period and stage (a claim, in api.py). The list is kept by its
hash, which is in the event (lists.py), with the hash over the versions that it counted. What two people correct of its
letter (../announcement_change) makes another version of the letter; list and window stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit.events import Aggregate, Event, Fact, Refused, format_time, parse_time
from asnkit.wib import day_begins, day_ends, wib_date

from ..dates import moment_text
from ..period.domain import check_running
from ..rules.objection import objection_first, objection_last, objection_redeadline

FILE_CHECK = "administrasi"
AFTER_OBJECTIONS = "pasca_sanggah"
SETTLING = timedelta(seconds=10)
"""After a window closes: by then what was sent at its last moment is recorded, as a transaction lives five seconds."""
LETTER = ("number", "title")
"""What a version of the letter may say otherwise than the one before."""
NO_WINDOW = {"opens": None, "closes": None, "republish_by": None}


@dataclass(frozen=True, slots=True)
class Publish:
    """`undecided` counts submitted applications without verdict, `unanswered` open objections, `contested` open
    contests over the NIK of somebody on the list.

    `previous` is the state of the announcement that this one replaces, `previous_id` its UUID.
    """

    period: dict
    stage: str
    number: str
    title: str
    list_sha256: str
    counted_sha256: str
    counts: dict[str, int]
    undecided: int
    unanswered: int
    previous_id: str | None = None
    previous: dict | None = None
    contested: int = 0


@dataclass(frozen=True, slots=True)
class PublishResult:
    """A result that selection published becomes an announcement; `result` is that event's id.

    `objection` is {opens, closes, republish_by} of the window at selection, or None; `order` is {ahead_of, reason} of a
    result that went ahead of stages that were not announced, or None.
    """

    period: str
    stage: str
    number: str
    title: str
    list_sha256: str
    counts: dict[str, int]
    result: str
    objection: dict | None
    previous_id: str | None
    order: dict | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """What two people decided of the letter, in the transaction of the second signature; `proposal` is the state of
    `change_stream`.

    `signers` are the roles of the two.
    """

    change_stream: str
    proposal: Mapping
    signers: tuple[str, str]


def decide(state: dict | None, command: Publish | PublishResult | Correct, now: datetime) -> list[Fact]:
    match command:
        case Correct():
            return [_corrected(state, command)]
        case Publish() | PublishResult() if state is not None:
            raise Refused("sudah-diumumkan", "Pengumuman ini sudah terbit.")
        case PublishResult():
            return [_published(command, command.period, command.objection or NO_WINDOW)]
        case Publish():
            return [_publish(command, now)]
    raise TypeError(command)


def check_letter(after: Mapping) -> None:
    """Whether a version of the letter may say this instead; raises Refused."""
    if not after:
        raise Refused("tidak-ada-perubahan", "Semua isian sama dengan yang berlaku sekarang.", status=422)


def _publish(command: Publish, now: datetime) -> Fact:
    check_running(command.period)
    if command.stage == AFTER_OBJECTIONS:
        _check_answered(command, now)
        return _published(command, command.period["code"], NO_WINDOW)
    closes = parse_time(command.period["registration_closes"])
    if now <= closes + SETTLING:
        raise Refused("pendaftaran-masih-buka", f"Pendaftaran baru ditutup {moment_text(closes)}.")
    if command.undecided:
        raise Refused("belum-diputuskan", f"Masih ada {command.undecided} lamaran yang belum diputuskan.")
    if command.contested:
        raise Refused("sengketa-terbuka", f"Masih ada {command.contested} sengketa NIK yang belum diputuskan ketua.")
    return _published(command, command.period["code"], _window(command.period, now))


def _check_answered(command: Publish, now: datetime) -> None:
    if command.previous is None:
        raise Refused("belum-diumumkan", "Umumkan hasil seleksi administrasi lebih dahulu.")
    closes = parse_time(command.previous["objection_closes"])
    if now <= closes + SETTLING:
        raise Refused("sanggah-masih-buka", f"Masa sanggah baru berakhir {moment_text(closes)}.")
    if command.unanswered:
        raise Refused("sanggahan-belum-dijawab", f"Masih ada {command.unanswered} sanggahan yang belum dijawab.")


def _window(period: dict, now: datetime) -> dict:
    """Whole calendar days in WIB, from the day after the announcement."""
    today, days = wib_date(now), period["objection_days"]
    return {
        "opens": format_time(day_begins(objection_first(today))),
        "closes": format_time(day_ends(objection_last(today, days))),
        "republish_by": objection_redeadline(today, days, period["answer_days"]).isoformat(),
    }


def _published(command: Publish | PublishResult, period: str, window: dict) -> Fact:
    result, counted, order = None, None, None
    if isinstance(command, PublishResult):
        result, order = command.result, command.order
    else:
        counted = command.counted_sha256
    data = {
        "period": period,
        "stage": command.stage,
        "number": command.number,
        "title": command.title,
        "list_sha256": command.list_sha256,
        "counted_sha256": counted,
        "counts": command.counts,
        "objection_opens": window["opens"],
        "objection_closes": window["closes"],
        "republish_by": window["republish_by"],
        "replaces": command.previous_id,
        "result": result,
    }
    return Fact("announcement.published", data | ({"order": order} if order else {}))


def _corrected(state: dict, command: Correct) -> Fact:
    data = {
        **{name: state[name] for name in ("period", "stage")},
        "version": version_of(state) + 1,
        **{name: command.proposal[name] for name in ("before", "after", "reason_code", "letter")},
        "signers": list(command.signers),
        "change": command.change_stream,
    }
    return Fact("announcement.corrected", data)


def version_of(state: Mapping) -> int:
    """Which version of its letter stands."""
    return len(state.get("changes", ())) + 1


def as_of(state: Mapping, version: int) -> dict | None:
    """The announcement with this version of its letter; None where there was none."""
    if not 1 <= version <= version_of(state):
        return None
    changes = state.get("changes", [])
    was = {name: value for one in reversed(changes[version - 1 :]) for name, value in one["before"].items()}
    return {**state, **was, "changes": changes[: version - 1]}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    if event.fact == "announcement.published":
        return {**data, "published_at": event.time, "sha256": event.sha256}
    told = {name: data[name] for name in ("version", "before", "after", "reason_code", "letter", "signers")}
    changes = [*state.get("changes", ()), {"at": event.time, "sha256": event.sha256, **told}]
    return {**state, **data["after"], "changes": changes}


AGGREGATE = Aggregate("announcement", decide, evolve)
