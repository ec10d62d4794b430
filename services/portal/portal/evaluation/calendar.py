"""Kalender hari kerja: what terms are counted with, and its changes by decree: one person proposes, another signs."""

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import needed, sure
from ..words import Badge

blueprint = Blueprint("calendar_office", __name__, url_prefix="/kerja/kalender")
only_for(blueprint, "aduan", "ketua")

STATUSES = {
    "proposed": Badge(_l("Menunggu orang kedua"), "◐", "orange"),
    "amended": Badge(_l("Berlaku"), "✓", "green"),
    "rejected": Badge(_l("Ditolak"), "✕", "red"),
}
ACTS = {
    "sahkan": ("approval", _l("Sahkan"), _l("Perubahan berlaku. Tenggat aduan yang berjalan dihitung ulang.")),
    "tolak": ("rejection", _l("Tolak"), _l("Usulan ditolak.")),
}
"""Word in the address → (the service's path, the button, what is told afterwards)."""


@blueprint.get("")
def listing():
    found = api("feedback").get("/v1/calendar/amendments", limit=PAGE, after=after())
    years = api("feedback").get("/v1/calendar")["years"]
    return render_template("evaluation/calendar.html", years=years, page=stretch(found), statuses=STATUSES)


@blueprint.route("/ubah", methods=["GET", "POST"])
def propose():
    """Usulkan perubahan."""
    labels = {
        "year": _("Tahun"),
        "decree": _("Keputusan bersama"),
        "added": _("Hari yang menjadi libur"),
        "removed": _("Hari yang menjadi hari kerja"),
    }
    form = Form(labels)
    if needed(form, "year", "decree"):
        body = {"decree": form.get("decree"), "added": _days(form, "added"), "removed": _days(form, "removed")}
        if not form.get("year").isascii() or not form.get("year").isdecimal():
            form.fail("year", _("%(field)s diisi dengan angka.", field=labels["year"]))
        if not form.errors:
            with form.problems():
                body["year"] = int(form.get("year"))
                done = api("feedback").post("/v1/calendar/amendments", body, key=form.key)
                flash(_("Usulan tersimpan. Orang lain mengesahkannya."))
                return redirect(url_for("calendar_office.show", id=done["id"]), 303)
    return form.page("evaluation/calendar_propose.html")


@blueprint.get("/<uuid:id>")
def show(id):
    one = _one(id)
    mine = one["proposer"].partition(":")[2] == person().id
    return render_template("evaluation/amendment.html", one=one, statuses=STATUSES, mine=mine)


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    step, button, told = ACTS[act]
    one, back = _one(id), url_for("calendar_office.show", id=id)
    signed = {"event": one["proposed"]["event"], "event_sha256": one["proposed"]["sha256"]}
    form = Form({}, signed, one["version"])
    if form.sent and not sure():
        return redirect(back, 303)
    if form.sent:
        with form.problems():
            proposed = {"event": form.get("event"), "sha256": form.get("event_sha256")}
            body = {"proposed": proposed} if act == "sahkan" else {}
            where = path("v1", "calendar", "amendments", str(id), step)
            api("feedback").post(where, body, key=form.key, version=form.version)
            flash(str(told))
            return redirect(back, 303)
    return form.page("evaluation/amendment_sure.html", one=one, act=act, button=button, back=back)


def _one(id) -> dict:
    return api("feedback").get(path("v1", "calendar", "amendments", str(id)))


def _days(form: Form, name: str) -> list[str]:
    """One day a line, as 28-12-2026; what is none gets its sentence."""
    found = []
    for line in form.get(name).splitlines():
        try:
            found.append(datetime.strptime(line.strip().replace("/", "-"), "%d-%m-%Y").date().isoformat())
        except ValueError:
            if line.strip():
                form.fail(name, _("%(line)s bukan tanggal. Tulis seperti 28-12-2026.", line=line.strip()[:40]))
    return found
