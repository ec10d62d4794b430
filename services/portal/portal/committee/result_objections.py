"""Sanggahan hasil: what candidates object to in a published result; one person proposes the answer, another decides."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed, sure
from ..staff.seconding import Second
from ..words import CONTESTS, RESULT_ANSWERS, Badge
from . import corrections
from .selection import COMMITTEE, READERS, SCORED, find

blueprint = Blueprint("result_objections", __name__)
only_for(blueprint, *READERS)

STATUSES = {
    "filed": Badge(_l("Menunggu jawaban"), "▲", "orange"),
    "accepted": Badge(_l("Sanggahan diterima"), "✓", "green"),
    "rejected": Badge(_l("Sanggahan ditolak"), "✕", "red"),
}
PROPOSED = Badge(_l("Menunggu tanda tangan kedua"), "✎", "orange")
REJECTING = {code: RESULT_ANSWERS[code] for code in ("SCORE_CONFIRMED", "NO_NEW_FACT")}
ACCEPTING = {code: RESULT_ANSWERS[code] for code in ("COMMITTEE_ERROR", "SYSTEM_ERROR")}
AT = "/kerja/seleksi/<code>/sanggah-hasil"


@blueprint.get(AT)
def listing(code: str):
    selection, page = find(code), None
    if selection.round:
        found = api("selection").get("/v1/score-objections", round=selection.round["id"], limit=PAGE, after=after())
        page = stretch(found)
    return render_template("committee/result_objections.html", selection=selection, page=page, shown=shown)


@blueprint.route(f"{AT}/<id>", methods=["GET", "POST"])
def show(code: str, id: str):
    """The words of the candidate, and the answer that rejects; accepting begins with a correction."""
    values = _values(code, id)
    labels = {"reason_code": _("Dasar jawaban"), "answer": _("Jawaban untuk peserta")}
    form = Form(labels, version=values["objection"]["version"])
    if needed(form, *labels):
        with form.problems():
            body = {name: form.get(name) for name in labels}
            if asks(form, "selection", _answer_of(id), body):
                return form.page("committee/result_objection_reject.html", **values)
            return _answered(code, id, body, form)
    return form.page("committee/result_objection.html", **values)


@blueprint.route(f"{AT}/<id>/terima", methods=["GET", "POST"])
def accept(code: str, id: str):
    """Diterima dengan koreksi nilai: first its impact, then the first signature."""
    values, stage = _values(code, id), request.args.get("tahap", "")
    objection = values["objection"]
    if stage not in SCORED or objection["status"] != "filed":
        return redirect(url_for("result_objections.show", code=code, id=id), 303)
    typed = corrections.of(values["selection"], objection["participant_no"], stage)
    told = {"basis": _("Dasar menerima sanggahan"), "answer": _("Jawaban untuk peserta")}
    fields = {f"correction.{name}": ours for name, ours in corrections.FIELDS.items()}
    form = Form({**typed.labels, **told}, typed.start, objection["version"], fields | {"correction": "status"})
    values |= typed.values(form)
    if needed(form, *corrections.NEEDED, *told):
        corrections.check_document(form)
        if not form.errors:
            with form.problems():
                impact = None if sure() else typed.impact(form)
                body = {"reason_code": form.get("basis"), "answer": form.get("answer")}
                body |= {"correction": typed.signed(form, impact)}
                if asks(form, "selection", _answer_of(id), body):
                    shown_ = {"impact": impact, "correction": typed.correction(form)}
                    return form.page("committee/result_objection_accept_confirm.html", **values, **shown_)
                return _answered(code, id, body, form)
    return form.page("committee/result_objection_accept.html", **values)


@blueprint.route(f"{AT}/<id>/putusan", methods=["GET", "POST"])
def decide(code: str, id: str):
    """Tanda tangan kedua, atas jawaban yang dibaca."""
    values, back = _values(code, id), url_for("result_objections.show", code=code, id=id)
    second = Second(
        "selection",
        path("v1", "score-objections", id, "decision"),
        _("Sanggahan diputuskan. Peserta dapat membaca jawabannya sekarang."),
        back,
        values["may_decide"],
        _("Saya sudah membaca sanggahan, jawaban, dan dampaknya"),
    )
    objection = values["objection"]
    return second.page("committee/result_objection_decide.html", objection["proposed"], objection["version"], values)


def shown(objection: dict) -> Badge:
    """Where an objection stands: what is proposed waits for somebody else."""
    return PROPOSED if objection["proposed"] else STATUSES[objection["status"]]


def _answer_of(id: str) -> str:
    return path("v1", "score-objections", id, "answer")


def _answered(code: str, id: str, body: dict, form: Form):
    api("selection").post(_answer_of(id), body, form.key, form.version)
    flash(_("Jawaban diusulkan. Orang lain harus membacanya dan memutuskannya."))
    return redirect(url_for("result_objections.show", code=code, id=id), 303)


def _values(code: str, id: str) -> dict:
    """What every page about one objection shows. Its words are for those who answer, not for auditors."""
    if person().role not in COMMITTEE:
        abort(404)
    objection = api("selection").get(path("v1", "score-objections", id))
    proposed = objection["proposed"]
    named = proposed["amendment"] if proposed else objection["amendment"]
    waits = objection["status"] == "filed"
    return {
        "selection": find(code),
        "objection": objection,
        "amendment": api("selection").get(path("v1", "score-amendments", named)) if named else None,
        "shown": shown,
        "contests": CONTESTS,
        "rejecting": REJECTING,
        "accepting": ACCEPTING,
        "attendance": corrections.ATTENDANCE,
        "reasons": corrections.AMENDMENT_REASONS,
        "stages": SCORED if objection["stage"] == "FINAL" else SCORED[:1],
        "may_answer": waits,
        "may_decide": waits and proposed is not None and not proposed["yours"],
    }
