"""Complaints: sending and following one without an account, the officer's desk, and the figures for everybody."""

import secrets
import uuid

from asnkit import states
from asnkit.commits import Context
from asnkit.erasing import destroy_waiting
from asnkit.events import Refused, new_id, uuid_of
from asnkit.paging import page
from asnkit.schemas import CommandAnswer
from asnkit.tracing import continue_trace, current_traceparent, trace_of
from asnkit.web import Blueprint, allow, caller, current, public, run_work, source
from asnkit.wib import wib_date

from ..calendar.keeping import amendments
from ..follower import keeping as followers
from ..integrity import keeping as integrity
from ..integrity.domain import INTEGRITY
from ..photo.keeping import forget as forget_photos
from ..reading.domain import Record
from ..roster.liaisons import own_names
from ..rules.calendar import term
from ..rules.warnings import warnings
from ..topic import keeping as topics
from ..topic.showing import similar
from . import domain, pacing, schemas
from .figures import figures
from .keeping import forget, new_code, new_number, opened, schedule, spelled
from .showing import tracked, whole
from .views import ALL, ENDED, OFFICER, REPORTER

DESKS = (OFFICER, REPORTER, ENDED)

blueprint = Blueprint("complaints", __name__, url_prefix="/v1/complaints", description="Aduan, saran, permintaan info")


@blueprint.route("", methods=["POST"])
@public
@blueprint.arguments(schemas.SubmitComplaint)
@blueprint.response(201, CommandAnswer)
def submit(body):
    """Kirim aduan tanpa akun. `extra` memuat nomor dan kode rahasianya; ulangan kiriman yang sama menjawab sama.

    Jenis `integrity` menjadi laporan yang hanya dapat dibuka Inspektorat.
    """
    closed = body["kind"] == INTEGRITY
    stream, number = f"{INTEGRITY if closed else 'complaint'}-{uuid.uuid4()}", new_number()
    counted = pacing.admit(current(), source(), body["text"], body["stamp"])

    def work(tx):
        _number(tx, stream, number)
        if closed:
            integrity.report(current(), tx, stream, number, new_code(), body)
        else:
            _submit(tx, stream, number, body)

    answer, headers = _unseen(work)
    if answer["repeated"]:
        pacing.take_back(current(), counted)
    return _with_code(answer), headers


@blueprint.route("/at-counter", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.SubmitComplaint)
@blueprint.response(201, CommandAnswer)
def submit_at_counter(body):
    """Catat aduan bagi seseorang di loket. `extra` memuat nomor dan kode rahasia untuk orang itu."""
    if body["kind"] == INTEGRITY:
        own = "Laporan integritas ditulis sendiri oleh pelapornya, di halaman Aduan: petugas tidak boleh mengetahuinya."
        raise Refused("laporan-sendiri", own, "class", status=422)
    stream, number = f"complaint-{uuid.uuid4()}", new_number()

    def work(tx):
        _number(tx, stream, number)
        _submit(tx, stream, number, body, helped=True)

    answer, headers = run_work(work)
    return _with_code(answer), headers


def _number(tx, stream: str, number: str) -> None:
    tx.claim(f"complaint/{number}", stream, Refused("coba-lagi", "Kirim sekali lagi.", status=503))


def _submit(tx, stream: str, number: str, body: dict, helped: bool = False) -> None:
    sealed = {name: _sealed(stream, field, body[name]) for name, field in _PERSONAL.items()}
    tx.decide(
        stream,
        domain.Submit(
            number, body["kind"], body["unit"], _is_known(body["unit"]), code=_sealed(stream, "code", new_code()),
            found=warnings(body["text"]), aware=tuple(body["aware"]),
            calendar=amendments(tx.db, tx.session), helped=helped, **sealed,
        ),
    )  # fmt: skip
    schedule(tx, stream)


def _with_code(answer: dict) -> dict:
    state = current().store.load(answer["stream"]).state
    code = current().vault.readable(answer["stream"], "code", state["code"])
    return {**answer, "extra": {"number": state["number"], "code": code}}


@blueprint.route("/check", methods=["POST"])
@public
@blueprint.arguments(schemas.Written)
@blueprint.response(200, schemas.Checked)
def check(body):
    """Peringatan tentang isi aduan dan tenggatnya, sebelum dikirim. Tidak ada yang disimpan."""
    today = wib_date(current().clock.now())
    text, told, closed = body["text"], body["stamp"], body["kind"] == INTEGRITY
    kind = "supervision" if closed else body["kind"]
    known = amendments(current().db)
    first, last = (term(today, days, (), known) for days in (domain.VERIFY_DAYS, domain.ANSWER_DAYS[kind]))
    return {
        "warnings": [] if closed else list(warnings(text)),
        "similar": [] if closed else similar(current(), text, body["unit"]),
        "stamp": pacing.stamp(current(), text) if pacing.age(current(), text, told) is None else told,
        "verify_due": first.due.isoformat(),
        "answer_due": last.due.isoformat(),
        "provisional": last.provisional,
    }


@blueprint.route("/units", methods=["GET"])
@public
@blueprint.response(200, schemas.Units)
def units():
    """Unit yang dikenal: dari formasi dan survei yang pernah diumumkan."""
    return {"items": [row["_id"] for row in current().views["units"].find().sort("_id", 1)]}


@blueprint.route("/figures", methods=["GET"])
@public
@blueprint.response(200, schemas.Figures)
def show_figures():
    """Angka semua aduan. Yang kurang dari lima tidak disebut."""
    views = current().views
    names = ("complaint_figures", "complaint_durations", "complaint_ages")
    rows = (views[name].find_one({"_id": ALL}) for name in names)
    return figures(*rows, wib_date(current().clock.now()), states.count(current().db, INTEGRITY))


@blueprint.route("/tracked/<number>/<code>", methods=["GET"])
@public
@blueprint.response(200, schemas.Tracked)
def track(number, code):
    """Satu aduan, atau laporan integritas, bagi pemegang kodenya."""
    if found := integrity.opened(current(), number, code):
        return integrity.tracked(current(), *found)
    return tracked(current(), *opened(current(), number, code))


@blueprint.route("/tracked/<number>/<code>/replies", methods=["POST"])
@public
@blueprint.arguments(schemas.Reply)
@blueprint.response(200, CommandAnswer)
def reply(body, number, code):
    """Tulis lagi: menjawab pertanyaan, menambah keterangan, atau menyatakan belum selesai."""
    if found := integrity.opened(current(), number, code):
        return _unseen(lambda tx: integrity.reply(current(), tx, found[0], body["text"]))

    def command(tx, stream):
        return domain.Reply(_said(stream, "text", body), body["unsolved"], amendments(tx.db, tx.session))

    return _reporters(number, code, command)


@blueprint.route("/tracked/<number>/<code>/confirmation", methods=["POST"])
@public
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def confirm(_body, number, code):
    """Nyatakan selesai."""
    return _reporters(number, code, lambda _tx, _stream: domain.Confirm())


@blueprint.route("/tracked/<number>/<code>/erasure", methods=["POST"])
@public
@blueprint.arguments(schemas.Nothing)
@blueprint.response(200, CommandAnswer)
def erase(_body, number, code):
    """Hapus aduan untuk selamanya: isinya tidak dapat dibaca siapa pun lagi. Angkanya tetap."""

    def also(tx, stream):
        forget_photos(current(), tx, stream)
        topics.withdraw(tx, stream)
        forget(tx, stream)

    answered = _reporters(number, code, lambda _tx, _stream: domain.Erase(), also)
    destroy_waiting(current())
    return answered


@blueprint.route("", methods=["GET"])
@allow("aduan", domain.LIAISON)
@blueprint.arguments(schemas.ComplaintFilter, location="query")
@blueprint.response(200, schemas.Complaints)
def list_complaints(wanted):
    """Aduan menurut giliran siapa, yang didahulukan dan paling dekat tenggatnya lebih dahulu; penghubung: unitnya."""
    rows = current().views["complaints"]
    mine = {"unit": {"$in": own_names()}, "with_unit": True} if caller().role == domain.LIAISON else {}
    query = {name: wanted[name] for name in ("desk", "unit") if name in wanted} | mine
    if "number" in wanted:
        query = {"number": spelled(wanted["number"])} | mine
    found, following = page(rows, query, [("rank", 1), ("due", 1), ("_id", 1)], wanted)
    items = [{**row, "id": row["_id"], "kind": row["class"]} for row in found]
    desks = {desk: rows.count_documents({"desk": desk} | mine) for desk in DESKS}
    total = rows.count_documents(query) if {"unit", "number"} & wanted.keys() else desks[wanted["desk"]]
    return {"items": items, "total": total, "desks": desks, "next": following}


@blueprint.route("/<uuid:id>", methods=["GET"])
@allow("aduan", domain.LIAISON)
@blueprint.response(200, schemas.Complaint)
def show(id):
    """Satu aduan beserta isinya. Pembacaan dicatat."""
    stream = f"complaint-{id}"
    check_seen(current().store.load(stream).state, domain.gave_back)
    _record_reading(str(id))
    loaded = current().store.load(stream)
    shown = whole(current(), stream, loaded.version, loaded.state, caller().role == domain.LIAISON)
    return states.versioned(shown, loaded.version)


@blueprint.route("/<uuid:id>/routing", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.RouteComplaint)
@blueprint.response(200, CommandAnswer)
def route(body, id):
    """Periksa, tentukan jenisnya, dan teruskan kepada unit."""

    def command(tx, _stream):
        return domain.Route(body["unit"], _is_known(body["unit"]), body["kind"], amendments(tx.db, tx.session))

    return _act(id, command)


@blueprint.route("/<uuid:id>/return", methods=["POST"])
@allow("aduan", domain.LIAISON)
@blueprint.arguments(schemas.GiveReason)
@blueprint.response(200, CommandAnswer)
def return_(body, id):
    """Kembalikan kepada petugas aduan: oleh unit, atau ditarik petugas. Tenggat tetap berjalan."""

    def command(_tx, stream):
        return domain.Return(_said(stream, "reason", body), caller().role == domain.LIAISON)

    return _act(id, command)


@blueprint.route("/<uuid:id>/question", methods=["POST"])
@allow("aduan", domain.LIAISON)
@blueprint.arguments(schemas.Message)
@blueprint.response(200, CommandAnswer)
def ask(body, id):
    """Tanya pelapor; tenggat berhenti sampai dijawab."""
    return _act(id, lambda tx, stream: domain.Ask(_said(stream, "text", body), amendments(tx.db, tx.session)))


@blueprint.route("/<uuid:id>/answer", methods=["POST"])
@allow("aduan", domain.LIAISON)
@blueprint.arguments(schemas.Message)
@blueprint.response(200, CommandAnswer)
def answer(body, id):
    """Jawab atas nama unit."""
    return _act(id, lambda tx, stream: domain.Answer(_said(stream, "text", body), amendments(tx.db, tx.session)))


@blueprint.route("/<uuid:id>/postponement", methods=["POST"])
@allow("aduan", domain.LIAISON)
@blueprint.arguments(schemas.GiveReason)
@blueprint.response(200, CommandAnswer)
def postpone(body, id):
    """Tunda dengan alasan; tenggat berhenti sampai dilanjutkan."""
    return _act(id, lambda _tx, stream: domain.Postpone(_said(stream, "reason", body)))


@blueprint.route("/<uuid:id>/referral", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.GiveReason)
@blueprint.response(200, CommandAnswer)
def refuse(body, id):
    """Nyatakan di luar wewenang kota, dan sebut siapa yang berwenang."""
    return _act(id, lambda _tx, stream: domain.Refuse(_said(stream, "reason", body)))


@blueprint.route("/<uuid:id>/merging", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.MergeComplaint)
@blueprint.response(200, CommandAnswer)
def merge(body, id):
    """Gabung dengan aduan lain tentang hal yang sama; pelapornya membaca jawaban aduan itu."""

    def command(tx, _stream):
        found = states.one(tx.db, "complaint", tx.session, number=spelled(body["into"]))
        return domain.Merge(uuid_of(found[0]) if found else "", tx.hold(found[0]).state if found else None)

    return _act(id, command)


@blueprint.route("/<uuid:id>/resumption", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.GiveReason)
@blueprint.response(200, CommandAnswer)
def resume(body, id):
    """Lanjutkan yang ditunda, atau batalkan penolakan dan penggabungan."""

    def command(tx, stream):
        return domain.Resume(_said(stream, "reason", body), amendments(tx.db, tx.session))

    return _act(id, command)


@blueprint.route("/<uuid:id>/priority", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.GiveReason)
@blueprint.response(200, CommandAnswer)
def prioritise(body, id):
    """Dahulukan di meja, dengan alasan. Tenggatnya tetap."""
    return _act(id, lambda _tx, stream: domain.Prioritise(True, _said(stream, "reason", body)))


@blueprint.route("/<uuid:id>/priority/removal", methods=["POST"])
@allow("aduan")
@blueprint.arguments(schemas.GiveReason)
@blueprint.response(200, CommandAnswer)
def deprioritise(body, id):
    """Tidak didahulukan lagi, dengan alasan."""
    return _act(id, lambda _tx, stream: domain.Prioritise(False, _said(stream, "reason", body)))


_PERSONAL = {"text": "text", "name": "reporter_name", "contact": "contact"}
"""What is sent → the field of the event in which it lies sealed."""


def _unseen(work):
    """A command of somebody unknown, in a trace of its own: the request's would tie it to the page before."""
    continue_trace(None)
    return run_work(work)


def _reporters(number: str, code: str, command, also=None):
    """What the reporter does; looked up inside, so that what is sent again after an erasure is answered as before."""

    def work(tx):
        stream, _ = opened(current(), number, code, tx.session)
        _decide(tx, stream, command(tx, stream))
        if also:
            also(tx, stream)

    return _unseen(work)


def _act(id, command):
    """`command(tx, stream)` is what the officer or the unit does to the complaint as last seen."""
    stream = f"complaint-{id}"

    def work(tx):
        check_seen(tx.load(stream).state)
        _decide(tx, stream, command(tx, stream), states.seen(tx))

    return run_work(work)


def check_seen(state: dict | None, *more) -> None:
    """Raises Refused where it is not there: for a unit's liaison that is what does not lie with the unit.

    `more` are further reasons, as functions of state and the unit's names.
    """
    names = own_names() if caller().role == domain.LIAISON else None
    if state is None or (names is not None and not any(one(state, names) for one in (domain.lies_with, *more))):
        raise domain.MISSING


def _decide(tx, stream: str, command, if_match: int | None = None) -> None:
    before = tx.load(stream).state["status"]
    tx.decide(stream, command, if_match)
    schedule(tx, stream)
    followers.moved(tx, stream, before)


def _is_known(unit: str | None) -> bool:
    return unit is not None and current().views["units"].find_one({"_id": unit}, {"_id": 1}) is not None


def _said(stream: str, field: str, body: dict) -> dict:
    return _sealed(stream, field, body[field])


def _sealed(stream: str, field: str, text: str | None) -> dict | None:
    return None if text is None else current().vault.seal(uuid_of(stream), stream, field, text)


def _record_reading(complaint: str) -> None:
    """A reading that came as a GET has no Idempotency-Key."""
    context = Context(
        actor=caller().actor,
        command_id=secrets.token_hex(32),
        correlationid=trace_of(current_traceparent()),
        traceparent=current_traceparent(),
        answered=False,
    )
    current().store.run(context, lambda tx: tx.decide(new_id("reading"), Record(complaint)))
