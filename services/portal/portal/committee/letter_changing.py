"""Koreksi pengumuman: the number or the heading of a published letter; then a second person reads and signs."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from ..staff.seconding import Second
from .moving import STATUSES
from .selection import COMMITTEE, READERS, Selection, find

blueprint = Blueprint("letter_changing", __name__)
only_for(blueprint, *READERS)

LETTER = ("number", "title")


@blueprint.get("/kerja/seleksi/<code>/koreksi-pengumuman")
def listing(code: str):
    registration = api("registration")
    announced = registration.get("/v1/announcements", period=code)["items"]
    found = registration.get("/v1/announcement-changes", period=code, limit=PAGE, after=after())
    return render_template(
        "committee/letter_changes.html",
        selection=find(code),
        announced=announced,
        titles={one["id"]: one["title"] for one in announced},
        page=stretch(found),
        statuses=STATUSES,
        may=person().role in COMMITTEE,
    )


@blueprint.route("/kerja/seleksi/<code>/koreksi-pengumuman/baru/<id>", methods=["GET", "POST"])
def amend(code: str, id: str):
    """Tanda tangan pertama: surat yang seharusnya."""
    selection, letter = find(code), api("registration").get(path("v1", "announcements", id))
    labels = {
        "number": _("Nomor surat"),
        "title": _("Judul pengumuman"),
        "reason_code": _("Mengapa"),
        "letter": _("Nomor surat ralat"),
    }
    fields = {f"after.{name}": name for name in LETTER}
    form = Form(labels, {name: letter[name] for name in LETTER}, fields=fields)
    if needed(form, *labels):
        other = {name: form.get(name) for name in LETTER if form.get(name) != letter[name]}
        if not other:
            form.fail("", _("Belum ada yang berubah. Ubah sedikitnya satu isian."))
        else:
            with form.problems():
                return _propose(form, selection, letter, other)
    return form.page("committee/letter_change_new.html", selection=selection, letter=letter)


@blueprint.get("/kerja/seleksi/<code>/koreksi-pengumuman/<id>")
def show(code: str, id: str):
    return render_template("committee/letter_change.html", **_values(code, id))


@blueprint.route("/kerja/seleksi/<code>/koreksi-pengumuman/<id>/persetujuan", methods=["GET", "POST"])
def approve(code: str, id: str):
    """Tanda tangan kedua."""
    tick = _("Saya sudah membaca apa yang berubah dan mengapa")
    told = _("Surat itu sekarang berbunyi lain; versi sebelumnya tetap dapat dibaca, dan pesertanya diberi tahu.")
    return _second(code, id, "approval", "committee/letter_change_approve.html", told, tick)


@blueprint.route("/kerja/seleksi/<code>/koreksi-pengumuman/<id>/penolakan", methods=["GET", "POST"])
def reject(code: str, id: str):
    """Usulan ditolak atau ditarik kembali; suratnya tetap."""
    told = _("Usulan ditolak. Pengumuman tetap seperti semula.")
    return _second(code, id, "rejection", "committee/letter_change_reject.html", told)


def _propose(form: Form, selection: Selection, letter: dict, other: dict):
    """The page that asks, or the first signature and the page of the proposal. Raises client.Problem."""
    told = {name: form.get(name) for name in ("reason_code", "letter")}
    body = {"announcement": letter["id"], "after": other, **told}
    if asks(form, "registration", "/v1/announcement-changes", body):
        return form.page("committee/letter_change_confirm.html", selection=selection, letter=letter, after=other)
    done = api("registration").post("/v1/announcement-changes", body, form.key)
    flash(_("Koreksi diusulkan. Orang lain harus membacanya dan menyetujuinya."))
    return redirect(url_for("letter_changing.show", code=selection.code, id=done["id"]), 303)


def _second(code: str, id: str, act: str, template: str, told: str, tick: str = ""):
    values, back = _values(code, id), url_for("letter_changing.show", code=code, id=id)
    second = Second("registration", path("v1", "announcement-changes", id, act), told, back, values["may"], tick)
    return second.page(template, values["change"]["proposed"], values["change"]["version"], values)


def _values(code: str, id: str) -> dict:
    change = api("registration").get(path("v1", "announcement-changes", id))
    return {
        "selection": find(code),
        "change": change,
        "letter": api("registration").get(path("v1", "announcements", change["announcement"])),
        "statuses": STATUSES,
        "may": person().role in COMMITTEE and change["status"] == "proposed",
    }
