"""Koreksi nilai: whose score, what it should be, what that does to the lists; then a second person reads and signs."""

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
from ..words import AMENDMENT_REASONS, Badge
from . import corrections
from .corrections import ATTENDANCE
from .selection import COMMITTEE, READERS, SCORED, SKD, find

blueprint = Blueprint("amending", __name__)
only_for(blueprint, *READERS)

STATUSES = {
    "proposed": Badge(_l("Menunggu tanda tangan kedua"), "✎", "orange"),
    "approved": Badge(_l("Nilai dikoreksi"), "✓", "green"),
    "rejected": Badge(_l("Koreksi ditolak"), "✕", "red"),
}


@blueprint.get("/kerja/seleksi/<code>/koreksi")
def listing(code: str):
    selection, page = find(code), None
    if selection.round:
        found = api("selection").get("/v1/score-amendments", round=selection.round["id"], limit=PAGE, after=after())
        page = stretch(found)
    return render_template(
        "committee/amendments.html",
        selection=selection,
        page=page,
        statuses=STATUSES,
        stages=SCORED,
        may=person().role in COMMITTEE,
    )


@blueprint.route("/kerja/seleksi/<code>/koreksi/baru", methods=["GET", "POST"])
def propose(code: str):
    """Tanda tangan pertama: usulan dengan dampaknya."""
    stage = request.args.get("tahap", SKD)
    if stage not in SCORED or person().role not in COMMITTEE:
        abort(404)
    typed = corrections.of(find(code), request.args.get("nomor", ""), stage)
    form = Form(typed.labels, typed.start, fields=corrections.FIELDS)
    if needed(form, *corrections.NEEDED):
        corrections.check_document(form)
        if not form.errors:
            with form.problems():
                impact = None if sure() else typed.impact(form)
                body = {**typed.signed(form, impact), "candidate": typed.candidate["id"]}
                if asks(form, "selection", "/v1/score-amendments", body):
                    told = {"impact": impact, "correction": typed.correction(form)}
                    return form.page("committee/amendment_confirm.html", **typed.values(form), **told)
                done = api("selection").post("/v1/score-amendments", body, form.key)
                flash(_("Koreksi diusulkan. Orang lain harus membacanya dan menyetujuinya."))
                return redirect(url_for("amending.show", code=code, id=done["id"]), 303)
    return form.page("committee/amendment_new.html", **typed.values(form))


@blueprint.get("/kerja/seleksi/<code>/koreksi/<id>")
def show(code: str, id: str):
    return render_template("committee/amendment.html", **_values(code, id))


@blueprint.route("/kerja/seleksi/<code>/koreksi/<id>/persetujuan", methods=["GET", "POST"])
def approve(code: str, id: str):
    """Tanda tangan kedua, atas dampak yang dibaca."""
    tick = _("Saya sudah membaca nilai, bukti, dan dampak koreksi ini")
    told = _("Nilai dikoreksi, dan peringkat formasinya dihitung ulang.")
    return _second(code, id, "approval", "committee/amendment_approve.html", told, tick)


@blueprint.route("/kerja/seleksi/<code>/koreksi/<id>/penolakan", methods=["GET", "POST"])
def reject(code: str, id: str):
    """Usulan ditolak; nilainya tetap."""
    told = _("Koreksi ditolak. Nilainya tetap.")
    return _second(code, id, "rejection", "committee/amendment_reject.html", told)


def _second(code: str, id: str, act: str, template: str, told: str, tick: str = ""):
    values, back = _values(code, id), url_for("amending.show", code=code, id=id)
    where, may = path("v1", "score-amendments", id, act), person().role in COMMITTEE
    second = Second("selection", where, told, back, may, tick)
    return second.page(template, values["amendment"]["proposed"], values["amendment"]["version"], values)


def _values(code: str, id: str) -> dict:
    amendment = api("selection").get(path("v1", "score-amendments", id))
    return {
        "selection": find(code),
        "amendment": amendment,
        "statuses": STATUSES,
        "attendance": ATTENDANCE,
        "reasons": AMENDMENT_REASONS,
        "may": person().role in COMMITTEE and amendment["status"] == "proposed",
    }
