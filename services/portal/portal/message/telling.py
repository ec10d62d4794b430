"""From what the services say to what each person is told.

`audiences` has one document for each application: {_id: application, period, vacancy, person, participant_no,
begun, draft, candidate, gone}.
An announcement, or a change of its letter, of a period or of a line, becomes a *wave*, {_id: event, kind, period,
vacancy, happened, candidates, drafts, after, sets_out, done}: to candidates alone, to everybody who sent an
application, or to drafts as well, of one line where it names one; the others are not for whoever applied for a line
that is closed. One of a training session is told to those of `seats` (seats.py). It goes through them in steps of one
transaction each: whoever dies in between goes on after the last row. What arrives after the announcement that it
belongs under (topics have no order between them) is told by the wave's own document.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from asnkit.commits import Context, Tx
from asnkit.events import Event, parse_time, uuid_of
from asnkit.reactions import Reaction
from asnkit.service import Runtime

from . import editions, seats
from .domain import Bounce, Send
from .kinds import (
    ACTIVITIES,
    ANNOUNCED,
    FOR_APPLICANTS,
    LETTERS,
    LINES,
    MOVED,
    OF_TRAINING,
    OUTCOMES,
    OWN,
    REISSUED,
    SESSIONS,
)

AT_ONCE = 200
NEWS = timedelta(days=7)
"""A portal that hears for the first time what happened longer ago keeps silent about it."""
SETTLING = timedelta(seconds=6)
"""A transaction lives five seconds: who joined while a wave of another consumer began is a row when it sets out, or
finds the wave."""
ANNOUNCEMENT, SUBMISSION = "registration.announcement.published", "registration.application.submitted"
WITHDRAWAL, CANDIDACY = "registration.application.withdrawn", "selection.candidate.registered"
BEGINNING, CLOSING = "registration.application.started", "registration.vacancy.closed"
WORDING, OUTCOME = "registration.template.approved", "registration.outcome.told"

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://tanjungbalai.go.id/asn/portal")


def stream_of(about: str, person: str, kind: str) -> str:
    return f"message-{uuid.uuid5(_NAMES, f'{about}/{person}/{kind}')}"


def tell(event: Event, tx: Tx) -> None:
    if event.name == ANNOUNCEMENT:
        return _announce(event, tx)
    if event.name in MOVED:
        return _begin_wave(event, tx, MOVED[event.name], event.data["code"], drafts=True)
    if event.name in LINES:
        only = {"drafts": True, "vacancy": uuid_of(event.subject)}
        return _begin_wave(event, tx, LINES[event.name], event.data["period"], **only)
    if event.name == WORDING:
        return editions.keep(event, tx)
    if event.name == OUTCOME:
        return _tell_account(event, tx, OUTCOMES[event.data["about"], event.data["outcome"]])
    if event.name in OF_TRAINING:
        return _tell_account(event, tx, *OF_TRAINING[event.name])
    application = event.data.get("application") or uuid_of(event.subject)
    if event.name == BEGINNING:
        _join(tx, event, application, {"begun": event.time}, {"draft": True, "candidate": False}, {"drafts": True})
    elif event.name == SUBMISSION:
        _join(tx, event, application, {"draft": False}, {"candidate": False}, {"candidates": False})
    elif event.name == CANDIDACY:
        _join(tx, event, application, {"candidate": True}, {}, {"candidates": True})
    elif event.name == WITHDRAWAL:
        tx.db.audiences.update_one({"_id": application}, {"$set": {"gone": True}}, session=tx.session)
    if event.name in OWN and event.data.get("was") != "draft":
        row = tx.db.audiences.find_one({"_id": application}, session=tx.session) or {}
        known = {**row, **event.data, "_id": application}
        kind = OWN[event.name]
        send(tx, known, kind, event.id, event.time, editions.in_use(tx.db, kind, tx.session))


def tell_reissue(event: Event, tx: Tx) -> None:
    _tell_account(event, tx, *REISSUED[event.name])


def tell_class(event: Event, tx: Tx) -> None:
    """What concerns whoever asked for a seat in a session."""
    if event.name not in SESSIONS:
        for wave in seats.follow(event, tx):
            _send_of_session(tx, event.data["person"], wave)
    elif tx.now - parse_time(event.time) < NEWS:
        _begin_wave(event, tx, SESSIONS[event.name], session=uuid_of(event.subject))


def tell_activity(event: Event, tx: Tx) -> None:
    if tx.now - parse_time(event.time) < NEWS:
        _tell_account(event, tx, ACTIVITIES[event.name])


def tell_letter(event: Event, tx: Tx) -> None:
    """A corrected letter, to whom the announcement is told. Whoever joins beside it is heard by another consumer."""
    kind, candidates = LETTERS[event.name], event.data["stage"] not in FOR_APPLICANTS
    _begin_wave(event, tx, kind, event.data["period"], candidates, sets_out=datetime.now(UTC) + SETTLING)


def send(tx: Tx, row: Mapping, kind: str, about: str, happened: str, newest: Mapping[str, dict]) -> None:
    """To the person of one of the `audiences`, of no application where its number is None; `newest` are the editions in
    use of this kind."""
    chosen = editions.choose(tx, newest, row)
    command = Send(row["person"], kind, row["_id"], about, happened, *chosen)
    tx.decide(stream_of(about, row["person"], kind), command)


def _tell_account(event: Event, tx: Tx, kind: str, whom: str = "person") -> None:
    """What is of no application; nobody is told where the event names nobody."""
    if whom not in event.data:
        return
    row = {"_id": None, "person": event.data[whom]}
    send(tx, row, kind, event.id, event.time, editions.in_use(tx.db, kind, tx.session))


def _join(tx: Tx, event: Event, application: str, now: dict, new: dict, waves: dict) -> None:
    """The row is `now` this, and that, too, when it is `new`; it hears of these `waves`, later ones than itself."""
    names = ("period", "vacancy", "person", "participant_no")
    known = {name: event.data[name] for name in names if name in event.data}
    change = {"$set": {**known, **now}, "$setOnInsert": {"gone": False, **new}}
    tx.db.audiences.update_one({"_id": application}, change, upsert=True, session=tx.session)
    period, vacancy = known["period"], known["vacancy"]
    concern = [vacancy] if vacancy in _closed(tx, period) else [vacancy, None]
    missed = {"period": period, "vacancy": {"$in": concern}, **waves, "happened": {"$gt": event.time}}
    for wave in tx.db.waves.find(missed, session=tx.session):
        row = tx.db.audiences.find_one({"_id": application}, session=tx.session)
        newest = editions.in_use(tx.db, wave["kind"], tx.session)
        send(tx, row, wave["kind"], wave["_id"], wave["happened"], newest)


def _announce(event: Event, tx: Tx) -> None:
    stage = event.data["stage"]
    if stage in ANNOUNCED:
        _begin_wave(event, tx, ANNOUNCED[stage], event.data["period"], candidates=stage not in FOR_APPLICANTS)


def _begin_wave(
    event: Event,
    tx: Tx,
    kind: str,
    period: str | None = None,
    candidates: bool = False,
    drafts: bool = False,
    vacancy: str | None = None,
    session: str | None = None,
    sets_out: datetime | None = None,
) -> None:
    """Through the applicants of a period, or through who has or waits for a seat in a session."""
    wave = {"kind": kind, "period": period, "session": session, "happened": event.time, "after": ""}
    wave |= {"candidates": candidates, "drafts": drafts, "vacancy": vacancy, "done": False}
    wave |= {"correlationid": event.correlationid, "traceparent": event.traceparent, "sets_out": sets_out}
    tx.db.waves.update_one({"_id": event.id}, {"$setOnInsert": wave}, upsert=True, session=tx.session)


def go_on(runtime: Runtime) -> int:
    """The next step of the oldest wave that is under way; the number of waves that were looked at."""
    under_way = {"done": False, "sets_out": {"$not": {"$gt": datetime.now(UTC)}}}
    wave = runtime.db.waves.find_one(under_way, sort=[("happened", 1), ("_id", 1)])
    if wave is None:
        return 0
    number = f"wave/{wave['_id']}/{wave['after']}"
    came = {name: wave[name] for name in ("correlationid", "traceparent")}
    context = Context("service:portal", number, **came, causationid=wave["_id"], answered=False)
    runtime.store.run(context, lambda tx: _step(tx, wave["_id"]))
    return 1


def _step(tx: Tx, id: str) -> None:
    wave = tx.db.waves.find_one({"_id": id, "done": False}, session=tx.session)
    if wave is None:
        return
    if wave.get("session"):
        rows = list(tx.db.seats.find(seats.wanted(wave), session=tx.session).sort("_id", 1).limit(AT_ONCE))
        tx.preload(stream_of(id, row["person"], wave["kind"]) for row in rows)
        for row in rows:
            _send_of_session(tx, row["person"], wave)
    else:
        rows = _of_period(tx, wave)
    moved = {"after": rows[-1]["_id"]} if rows else {}
    tx.db.waves.update_one({"_id": id}, {"$set": moved | {"done": len(rows) < AT_ONCE}}, session=tx.session)


def _of_period(tx: Tx, wave: Mapping) -> list[dict]:
    """The next ones, who are told."""
    id, wanted = wave["_id"], {"gone": False, "_id": {"$gt": wave["after"]}}
    wanted |= {"period": wave["period"]}
    wanted["vacancy"] = wave.get("vacancy") or {"$nin": _closed(tx, wave["period"])}
    wanted |= {"candidate": True} if wave["candidates"] else {}
    # However late it is carried out: who began after a change chose with it before their eyes.
    wanted |= {"begun": {"$not": {"$gte": wave["happened"]}}} if wave.get("drafts") else {"draft": {"$ne": True}}
    rows = list(tx.db.audiences.find(wanted, session=tx.session).sort("_id", 1).limit(AT_ONCE))
    tx.preload(stream_of(id, row["person"], wave["kind"]) for row in rows)
    newest = editions.in_use(tx.db, wave["kind"], tx.session)
    for row in rows:
        send(tx, row, wave["kind"], id, wave["happened"], newest)
    return rows


def _send_of_session(tx: Tx, person: str, wave: Mapping) -> None:
    newest = editions.in_use(tx.db, wave["kind"], tx.session)
    send(tx, {"_id": None, "person": person}, wave["kind"], wave["_id"], wave["happened"], newest)


def _closed(tx: Tx, period: str) -> list[str]:
    """The lines of a period that were closed, by their waves."""
    found = tx.db.waves.find({"period": period, "kind": LINES[CLOSING]}, {"vacancy": 1}, session=tx.session)
    return [wave["vacancy"] for wave in found]


def bounce(event: Event, tx: Tx) -> None:
    tx.decide(f"message-{event.data['message']}", Bounce())


TYPES = {
    ANNOUNCEMENT, BEGINNING, SUBMISSION, WITHDRAWAL, CANDIDACY, WORDING, OUTCOME, *OWN, *MOVED, *LINES, *OF_TRAINING,
}  # fmt: skip
REACTIONS = {
    # One consumer for all: who joins and what is announced must see each other.
    "messages": {name: [Reaction("tell", tell)] for name in sorted(TYPES)},
    "letters": {name: [Reaction("tell-letter", tell_letter)] for name in LETTERS},
    "classes": {name: [Reaction("tell-class", tell_class)] for name in sorted({*SESSIONS, *seats.TYPES})},
    # The release before heard of no such event in "messages".
    "reissues": {name: [Reaction("tell-reissue", tell_reissue)] for name in sorted(REISSUED)},
    "activities": {name: [Reaction("tell-activity", tell_activity)] for name in sorted(ACTIVITIES)},
    "bounces": {"registration.letter.refused": [Reaction("bounce", bounce)]},
}
