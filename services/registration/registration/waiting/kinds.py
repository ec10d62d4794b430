"""What waits for whom, kind by kind: each function gives schemas.WaitingOne for whoever asks, found by an index."""

from collections import Counter
from collections.abc import Iterator

from asnkit import states
from asnkit.events import aggregate_of, format_time, parse_time, uuid_of
from asnkit.scope import within
from asnkit.signing import same_person
from asnkit.web import caller, current

from ..account.erasure import WAITING as ERASING
from ..announcement.domain import FILE_CHECK
from ..contest.domain import decided_from
from ..contest.domain import judged as judged_contest
from ..correction.domain import judged as judged_correction
from ..objection.domain import judged
from ..verification.held import shown as held

MOST = 25
YOU, SECOND, OTHER, EARLY = "you", "second", "other", "early"
PROPOSED = {"aggregate": "objection", "data.proposed.at": {"$gt": ""}}


def files_held(_periods: list[dict]) -> Iterator[dict]:
    for one in held(states.every(current().db, "verification", verifier=caller().actor, **within())):
        about = f"{one['participant_no']} – {one['job_name']}"
        yield _one("file", one["id"], YOU, one["since"], period=one["period"], about=about)


def files_free(periods: list[dict]) -> Iterator[dict]:
    for period in periods:
        free = period["applications"]["undecided"] - period["held"]
        if free > 0:
            yield _one("files", period["period"], YOU, None, period=period["period"], number=free)


def objections(periods: list[dict]) -> Iterator[dict]:
    """Those that nobody has proposed an answer for."""
    proposed = Counter(one["data"]["period"] for one in current().db.state.find(PROPOSED, {"data.period": 1}))
    for period in periods:
        number = period["objections"]["unanswered"] - proposed[period["period"]]
        if number > 0:
            first = period["announced"].get(FILE_CHECK)
            due = first and first["republish_by"]
            yield _one("objections", period["period"], YOU, None, period=period["period"], number=number, due=due)


def acceptances(_periods: list[dict]) -> Iterator[dict]:
    """Of whoever gave none of the verdicts."""
    found = list(current().db.state.find(PROPOSED | within("data.period")).sort("data.proposed.at", 1).limit(MOST))
    named = [f"application-{one['data']['application']}" for one in found]
    applications = {one["_id"]: one["data"] for one in current().db.state.find({"_id": {"$in": named}})}
    for one, name in zip(found, named, strict=True):
        state, application = one["data"], applications[name]
        if not judged(application, caller().actor):
            turn = OTHER if same_person(state["proposed"]["signed"]["actor"], caller().actor) else SECOND
            known = {"period": state["period"], "about": application["participant_no"]}
            yield _one("acceptance", uuid_of(one["_id"]), turn, state["proposed"]["at"], **known)


def changes(_periods: list[dict]) -> Iterator[dict]:
    """Of periods; there is one at a time for each."""
    for one in _proposed("period_change"):
        yield _second(one)


def line_changes(_periods: list[dict]) -> Iterator[dict]:
    """Of formation lines; there is one at a time for each."""
    found = _proposed("vacancy_change")
    lines = _subjects(found)
    for one in found:
        yield _second(one, about=lines[one["data"]["subject"]]["job_name"])


def letter_changes(_periods: list[dict]) -> Iterator[dict]:
    """Of announcements' letters; there is one at a time for each."""
    found = _proposed("announcement_change")
    letters = _subjects(found)
    for one in found:
        yield _second(one, about=letters[one["data"]["subject"]]["title"])


def _proposed(aggregate: str) -> list[dict]:
    """What waits for its second signature, the oldest first."""
    query = states.query(aggregate, {"status": "proposed", **within()})
    return list(current().db.state.find(query).sort("_id", 1).limit(MOST))


def _subjects(found: list[dict]) -> dict[str, dict]:
    """What these proposals would change, by stream."""
    named = {one["data"]["subject"] for one in found}
    return {one["_id"]: one["data"] for one in current().db.state.find({"_id": {"$in": sorted(named)}})}


def _second(one: dict, **known) -> dict:
    """A proposal of one person that another one of the same period signs."""
    state = one["data"]
    turn = OTHER if same_person(state["proposed"]["actor"], caller().actor) else SECOND
    kind = aggregate_of(one["_id"])
    return _one(kind, uuid_of(one["_id"]), turn, state["proposed_at"], period=state["period"], **known)


def contests(_periods: list[dict]) -> Iterator[dict]:
    now = current().clock.now()
    found = current().db.state.find(states.query("contest", {"status": "open", **within()})).sort("_id", 1).limit(MOST)
    for one in found:
        state, begins = one["data"], decided_from(one["data"])
        turn = OTHER if judged_contest(state, caller().actor) else YOU if now >= begins else EARLY
        due = format_time(begins) if turn == EARLY else None
        yield _one("contest", uuid_of(one["_id"]), turn, state["opened_at"], period=state["period"], due=due)


def corrections(_periods: list[dict]) -> Iterator[dict]:
    """Requests for another name, birth date or NIK; another NIK is for whoever did not accept the one that stands."""
    found = list(current().db.state.find(states.query("correction", {"status": "open"})).sort("_id", 1).limit(MOST))
    named = [f"identity-{one['data']['person']}" for one in found]
    accepted = {one["_id"]: one["data"]["by"] for one in current().db.state.find({"_id": {"$in": named}})}
    for one, name in zip(found, named, strict=True):
        turn = OTHER if judged_correction(one["data"], caller().actor, accepted.get(name)) else YOU
        yield _one("correction", uuid_of(one["_id"]), turn, one["data"]["asked_at"])


def erasures(_periods: list[dict]) -> Iterator[dict]:
    now = current().clock.now()
    for one in current().db.state.find({"aggregate": "account", **ERASING}).sort("_id", 1).limit(MOST):
        state, id = one["data"], uuid_of(one["_id"])
        erasure = state["erasure"]
        if erasure is None:
            yield _one("erasure", id, YOU, state["asked_at"])
        else:
            second = SECOND if now >= parse_time(erasure["due"]) else EARLY
            turn = OTHER if same_person(erasure["signed"]["actor"], caller().actor) else second
            yield _one("erasure", id, turn, erasure["at"], due=erasure["due"] if turn == EARLY else None)


def templates(_periods: list[dict]) -> Iterator[dict]:
    """Words of messages; one proposal at a time for each kind and language."""
    for _, _, state in states.every(current().db, "template"):
        if waiting := state["waiting"]:
            turn = OTHER if same_person(waiting["proposed"]["actor"], caller().actor) else SECOND
            name = f"{state['kind']}/{state['language']}"
            yield _one("template", name, turn, waiting["at"], about=waiting["title"])


BY_ROLE = {
    "verifikator": (files_held, acceptances, objections, corrections, files_free),
    "panitia": (changes, line_changes, letter_changes, templates, acceptances, objections),
    "ketua": (changes, line_changes, letter_changes, templates, acceptances, contests, corrections, erasures),
    "ti": (erasures,),
}


def _one(kind: str, id: str, turn: str, since: str | None, **more) -> dict:
    empty = {"period": None, "about": "", "number": 1, "due": None}
    return {"kind": kind, "id": id, "turn": turn, "since": since, **empty, **more}
