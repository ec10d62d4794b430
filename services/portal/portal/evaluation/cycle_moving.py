"""Hari siklus kinerja yang dipindahkan: one person proposes other days and why, a second one reads and signs."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for, require
from ..staff.confirming import asks, needed
from ..staff.seconding import Second
from ..words import CYCLE_DAYS, CYCLE_MOVE_REASONS, Badge

blueprint = Blueprint("cycle_moving", __name__, url_prefix="/kerja/siklus/<uuid:cycle>/perubahan")
only_for(blueprint, "penilai", "pimpinan")

STATUSES = {
    "proposed": Badge(_l("Menunggu tanda tangan kedua"), "✎", "orange"),
    "approved": Badge(_l("Berlaku"), "✓", "green"),
    "rejected": Badge(_l("Ditolak"), "✕", "red"),
}


@blueprint.get("")
def listing(cycle):
    found = api("feedback").get("/v1/cycle-changes", cycle=str(cycle), limit=PAGE, after=after())
    values = {"cycle": _cycle(cycle), "page": stretch(found), "statuses": STATUSES}
    return render_template("evaluation/cycle_changes.html", **values)


@blueprint.route("/usul", methods=["GET", "POST"])
def propose(cycle):
    """Tanda tangan pertama: hari yang seharusnya."""
    require("penilai")
    days = _cycle(cycle)
    labels = {name: str(word) for name, word in CYCLE_DAYS.items()}
    why = {"reason_code": _("Mengapa"), "letter": _("Nomor surat dasarnya")}
    form = Form(
        labels | why, {name: days[name] for name in CYCLE_DAYS}, fields={f"after.{name}": name for name in CYCLE_DAYS}
    )
    values = {"cycle": days, "reasons": CYCLE_MOVE_REASONS}
    if needed(form, "reason_code", "letter"):
        moved = {name: form.date(name) for name in CYCLE_DAYS if form.date(name) != days[name]}
        if not moved:
            form.fail("", _("Belum ada yang berubah. Ubah sedikitnya satu hari."))
        else:
            with form.problems():
                body = {"cycle": str(cycle), "after": moved} | {name: form.get(name) for name in why}
                if asks(form, "feedback", "/v1/cycle-changes", body):
                    return form.page("evaluation/cycle_change_confirm.html", moved=moved, **values)
                done = api("feedback").post("/v1/cycle-changes", body, form.key)
                flash(_("Perubahan diusulkan. Orang lain harus membacanya dan menyetujuinya."))
                return redirect(url_for(".show", cycle=cycle, id=done["id"]), 303)
    return form.page("evaluation/cycle_change_new.html", **values)


@blueprint.get("/<uuid:id>")
def show(cycle, id):
    return render_template("evaluation/cycle_change.html", **_values(cycle, id))


@blueprint.route("/<uuid:id>/persetujuan", methods=["GET", "POST"])
def approve(cycle, id):
    """Tanda tangan kedua."""
    tick = _("Saya sudah membaca apa yang berubah dan mengapa")
    told = _("Hari baru berlaku sejak sekarang, dan setiap peserta melihatnya.")
    return _second(cycle, id, "approval", "evaluation/cycle_change_approve.html", told, tick)


@blueprint.route("/<uuid:id>/penolakan", methods=["GET", "POST"])
def reject(cycle, id):
    """Usulan ditolak atau ditarik kembali; siklusnya tetap."""
    told = _("Usulan ditolak. Siklus tetap seperti semula.")
    return _second(cycle, id, "rejection", "evaluation/cycle_change_reject.html", told)


def _second(cycle, id, act: str, template: str, told: str, tick: str = ""):
    values, back = _values(cycle, id), url_for(".show", cycle=cycle, id=id)
    second = Second("feedback", path("v1", "cycle-changes", str(id), act), told, back, values["may"], tick)
    return second.page(template, values["change"]["proposed"], values["change"]["version"], values)


def _values(cycle, id) -> dict:
    change = api("feedback").get(path("v1", "cycle-changes", str(id)))
    return {
        "cycle": _cycle(cycle),
        "change": change,
        "statuses": STATUSES,
        "may": change["status"] == "proposed",
        "reasons": CYCLE_MOVE_REASONS,
    }


def _cycle(cycle) -> dict:
    return api("feedback").get(path("v1", "cycles", str(cycle)))
