"""Contests over a NIK: opened by a verifier or an applicant, spoken to by both people, decided by the chair."""

from asnkit import states
from asnkit.events import format_time, new_id, parse_time, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.scope import within
from asnkit.web import Blueprint, allow, caller, current, run_work, with_etag

from .. import readings
from ..account.erasure import hold_account
from ..announcement.lookup import is_announced
from ..application.assembling import documents_of
from ..application.domain import Verify
from ..identity import claiming
from ..outcome.telling import tell_contest
from . import letters, schemas
from .domain import HEARD_FOR, MISSING, MOVED, REASONS, Begin, Decide, Open, Speak

IDENTITY = ("name", "nik", "birth_date")
"""What is compared with the card."""

blueprint = Blueprint("contests", __name__, url_prefix="/v1/contests", description="Sengketa NIK")


@blueprint.route("", methods=["POST"])
@allow("verifikator")
@blueprint.arguments(schemas.OpenContest)
@blueprint.response(201, CommandAnswer)
def open_(body):
    """Buka sengketa: NIK lamaran yang Anda pegang sudah terbukti milik akun lain. Keduanya diberi tahu lewat surat."""
    id = str(body["application"])

    def work(tx):
        application = tx.load_signed(f"application-{id}").state
        desk = tx.load_signed(f"verification-{id}").state
        holder, accepted_by, others = None, None, []
        if application:
            hold_account(tx, application["person"])
            holder, accepted_by = _holder(tx, application["person"])
            others = [state for _, _, state in _contests(tx.db, application["person"], tx.session)]
        tx.decide(f"contest-{id}", Open(id, application, desk, holder, accepted_by, others, tx.actor))
        letters.tell(tx, id, tx.load(f"contest-{id}").state)
        tell_contest(tx, f"contest-{id}", tx.load(f"contest-{id}").state)

    return run_work(work)


@blueprint.route("/mine", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.Statement)
@blueprint.response(201, CommandAnswer)
def begin(body):
    """Laporkan bahwa NIK Anda dipakai akun lain, dengan KTP dan swafoto Anda. Jawabannya sama, dipakai atau tidak."""
    stream, person = new_id("contest"), caller().id
    text = current().vault.seal(person, stream, "text", body["text"])

    def work(tx):
        hold_account(tx, person)
        holder, accepted_by = _holder(tx, person)
        period = _unannounced(tx, holder) if holder else None
        others = [state for _, _, state in _contests(tx.db, person, tx.session)]
        papers = documents_of(tx.db, person, tx.session)
        tx.decide(stream, Begin(person, holder, accepted_by, period, others, text, papers))
        letters.tell(tx, uuid_of(stream), tx.load(stream).state)
        tell_contest(tx, stream, tx.load(stream).state)

    return run_work(work)


@blueprint.route("", methods=["GET"])
@allow("verifikator", "panitia", "ketua", "auditor")
@blueprint.arguments(schemas.ContestFilter, location="query")
@blueprint.response(200, schemas.Contests)
def list_contests(wanted):
    """Sengketa NIK, yang tertua lebih dahulu."""
    only = {name: wanted[name] for name in ("period", "status") if name in wanted} | within()
    found, following = page(current().db.state, states.query("contest", only), [("_id", 1)], wanted)
    items = [_shown(document["_id"], document["version"], document["data"]) for document in found]
    return {"items": items, "total": states.count(current().db, "contest", **only), "next": following}


@blueprint.route("/mine", methods=["GET"])
@allow("pelamar")
@blueprint.response(200, schemas.OwnContests)
def list_mine():
    """Sengketa tentang NIK Anda."""
    found = _contests(current().db, caller().id)
    return {"items": [_own(*one, caller().id) for one in reversed(found)]}


@blueprint.route("/<id>", methods=["GET"])
@allow("verifikator", "ketua")
@blueprint.response(200, schemas.ContestWithParties)
def show(id):
    """Satu sengketa beserta keterangan keduanya. Pembacaan dicatat."""
    loaded = current().store.load(f"contest-{id}")
    if loaded.state is None:
        raise MISSING
    persons = [person for person in (loaded.state["holder"], loaded.state["person"]) if person]
    opened = [*IDENTITY, "contest_text"] if loaded.state["status"] == "open" else ["contest_text"]
    readings.record(persons, opened, "contest", loaded.state["application"])
    parties = [_party(loaded.stream, loaded.state, person) for person in persons]
    return with_etag({**_shown(loaded.stream, loaded.version, loaded.state), "parties": parties}, loaded.version)


@blueprint.route("/<id>/statements", methods=["POST"])
@allow("pelamar")
@blueprint.arguments(schemas.Statement)
@blueprint.response(200, CommandAnswer)
def speak(body, id):
    """Beri keterangan, satu kali; KTP dan swafoto Anda yang terakhir ikut tercatat."""
    stream, person = f"contest-{id}", caller().id
    text = current().vault.seal(person, stream, "text", body["text"])

    def work(tx):
        hold_account(tx, person)
        tx.decide(stream, Speak(person, text, documents_of(tx.db, person, tx.session)))

    return run_work(work)


@blueprint.route("/<id>/decision", methods=["POST"])
@allow("ketua")
@blueprint.arguments(schemas.ContestDecision)
@blueprint.response(200, CommandAnswer)
def decide(body, id):
    """Putuskan siapa pemilik NIK ini; bila berpindah, putusan MS pemegang pertama pada periode ini menjadi TMS."""
    stream, vault = f"contest-{id}", current().vault

    def work(tx):
        before = tx.load_signed(stream).state
        tx.decide(stream, Decide(body["reason"], tx.actor), states.seen(tx))
        contest = tx.load(stream).state
        if contest["status"] == MOVED:
            claiming.move(tx, vault, id, before)
            _undo_verdict(tx, before)
        letters.tell(tx, id, contest)
        tell_contest(tx, stream, contest)

    return run_work(work)


def _contests(db, person: str, session=None) -> list[tuple[str, int, dict]]:
    """Those that this person has to do with, oldest first."""
    found = [one for role in ("person", "holder") for one in states.every(db, "contest", session, **{role: person})]
    return sorted(found, key=lambda one: one[2]["opened_at"])


def _holder(tx, person: str) -> tuple[str | None, str | None]:
    """(who has the NIK that this person named, whose verdict gave it)."""
    holder = claiming.holder(tx, current().vault, person)
    return holder, claiming.accepted_by(tx, holder) if holder else None


def _unannounced(tx, person: str) -> str | None:
    """The newest period in which this person's verdict is not announced yet."""
    for _, _, application in reversed(states.every(tx.db, "application", tx.session, person=person)):
        code = application["period"]
        if "participant_no" in application and not is_announced(tx.db, code, tx.session):
            return code
    return None


def _undo_verdict(tx, contest: dict) -> None:
    """Of two applications with one NIK one counts: that of who had it without right meets the conditions no more."""
    if contest["holder"] is None or contest["period"] is None:
        return
    wanted = {"person": contest["holder"], "period": contest["period"], "status": "MS"}
    if found := states.one(tx.db, "application", tx.session, **wanted):
        tx.decide(found[0], Verify("TMS", ("ID_CARD",), "contest", tx.actor, contest=contest))


def _party(stream: str, state: dict, person: str) -> dict:
    """One of both with what was said; who that is by the own account only while it is to be compared with the card."""
    said, vault, account = state["spoken"].get(person), current().vault, f"account-{person}"
    named = {}
    if state["status"] == "open":
        sealed = current().store.load(account).state
        named = {name: vault.readable(account, name, sealed.get(name)) for name in IDENTITY}
    spoken = {**said, "text": vault.readable(stream, "text", said["text"])} if said else None
    return {"person": person, "first": person == state["holder"], **dict.fromkeys(IDENTITY), **named, "spoken": spoken}


def _shown(stream: str, version: int, state: dict) -> dict:
    reason = state.get("reason")
    until = format_time(parse_time(state["opened_at"]) + HEARD_FOR)
    return {
        **{name: state[name] for name in ("application", "period", "person", "holder", "status", "opened_at")},
        "id": uuid_of(stream),
        "version": version,
        "decided_at": state.get("decided_at"),
        "reason": reason,
        "reason_text": REASONS[reason][1] if reason else None,
        "heard_until": until,
        "spoken": sorted(state["spoken"]),
    }


def _own(stream: str, version: int, state: dict, person: str) -> dict:
    """Not the version, by which the other one's statement could be counted, nor the period, which is the other's."""
    shown, said = _shown(stream, version, state), state["spoken"].get(person)
    return {
        **{name: shown[name] for name in ("id", "status", "opened_at", "heard_until", "decided_at", "reason")},
        "begun": state["application"] is None and person == state["person"],
        "first": person == state["holder"],
        "text": current().vault.readable(stream, "text", said["text"]) if said else None,
    }
