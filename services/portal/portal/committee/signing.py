"""Hasil satu tahap: proposed by one person, approved by another, then published; each on a page that asks."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed, refusal, sure
from ..staff.seconding import Second, read, seen
from ..words import Badge
from .ranking import total
from .selection import RANKED, READERS, find, pending, rankings

blueprint = Blueprint("signing", __name__)
only_for(blueprint, *READERS)

STATUSES = {
    "proposed": Badge(_l("Satu tanda tangan"), "✎", "orange"),
    "approved": Badge(_l("Dua tanda tangan"), "✓", "blue"),
    "published": Badge(_l("Terbit"), "★", "green"),
}
TITLES = {"SKD": _l("Hasil Seleksi Kompetensi Dasar"), "FINAL": _l("Hasil Akhir Seleksi")}
OUT_OF_ORDER = "urutan-tahap"
LETTER_TITLES = {"SKD": "Hasil Seleksi Kompetensi Dasar", "FINAL": "Hasil Akhir Seleksi"}
"""What is published is in the office's language, whatever the page's."""


@blueprint.get("/kerja/seleksi/<code>/hasil/<stage>")
def show(code: str, stage: str):
    return render_template("committee/result.html", **_values(code, stage))


@blueprint.route("/kerja/seleksi/<code>/hasil/<stage>/usulan", methods=["GET", "POST"])
def propose(code: str, stage: str):
    """Tanda tangan pertama. Why is asked only of a result that goes ahead of a stage that is not announced."""
    values = _values(code, stage)
    result, round_ = values["result"], values["selection"].round
    form = Form({"order_reason": _("Alasan mendahului")}, version=result["version"] if result else None)
    if round_ is None or (form.sent and not sure()):
        return _back(code, stage)
    where = path("v1", "rounds", round_["id"], "results", stage, "proposal")
    if form.sent:
        reason = form.get("order_reason")
        with form.problems():
            api("selection").post(where, {"order_reason": reason} if reason else {}, form.key, form.version)
            flash(_("Hasil diusulkan. Orang lain harus membacanya dan menyetujuinya."))
            return _back(code, stage)
    refused = refusal("selection", where, {}, form.version)
    early = refused if refused and refused.rule == OUT_OF_ORDER else None
    form.refused = None if early or form.sent else refused
    return form.page("committee/result_propose.html", early=early, **values)


@blueprint.route("/kerja/seleksi/<code>/hasil/<stage>/persetujuan", methods=["GET", "POST"])
def approve(code: str, stage: str):
    """Tanda tangan kedua, atas sidik jari yang dibaca."""
    values = _values(code, stage)
    result = values["result"]
    if result is None:
        return _back(code, stage)
    second = Second(
        "selection",
        path("v1", "results", result["id"], "approval"),
        _("Hasil disetujui dua orang. Sekarang dapat diterbitkan."),
        url_for("signing.show", code=code, stage=stage),
        tick=_("Saya sudah membaca daftar dengan sidik jari ini"),
    )
    return second.page("committee/result_approve.html", result["proposed"], result["version"], values)


@blueprint.route("/kerja/seleksi/<code>/hasil/<stage>/penerbitan", methods=["GET", "POST"])
def publish(code: str, stage: str):
    values = _values(code, stage)
    result = values["result"]
    if result is None:
        return _back(code, stage)
    labels = {"number": _("Nomor surat"), "title": _("Judul pengumuman")}
    start = {"title": f"{LETTER_TITLES[stage]} {values['selection'].name}", **seen(result["approved"])}
    form = Form(labels, start, result["version"], fields={"approved": ""})
    if needed(form, *labels):
        with form.problems():
            body = {**{name: form.get(name) for name in labels}, "approved": read(form)}
            where = path("v1", "results", result["id"], "publication")
            if asks(form, "selection", where, body):
                return form.page("committee/result_publish_confirm.html", **values)
            api("selection").post(where, body, form.key, form.version)
            flash(_("Hasil terbit dan dapat diperiksa siapa saja."))
            return _back(code, stage)
    return form.page("committee/result_publish.html", **values)


def _back(code: str, stage: str):
    return redirect(url_for("signing.show", code=code, stage=stage), 303)


def _values(code: str, stage: str) -> dict:
    """What all these pages show: the list as ranked now, and the result on its way."""
    if stage not in RANKED:
        abort(404)
    selection = find(code)
    id = selection.round["id"] if selection.round else None
    lines = rankings(id, stage) if id else []
    return {
        "selection": selection,
        "stage": stage,
        "heading": TITLES[stage],
        "lines": lines,
        "counts": total(lines),
        "result": pending(id, stage) if id else None,
        "statuses": STATUSES,
    }
