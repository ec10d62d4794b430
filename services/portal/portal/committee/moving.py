"""Perubahan periode: dates and days that move, or the period cancelled; then a second person reads and signs."""

from datetime import datetime

from asnkit.wib import WIB
from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..formats import now, parsed
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed, sure
from ..staff.seconding import Second
from ..words import Badge
from .selection import COMMITTEE, READERS, Selection, find

blueprint = Blueprint("moving", __name__)
only_for(blueprint, *READERS)

AMEND, CANCEL = "AMEND", "CANCEL"
MOMENTS = ("registration_opens", "registration_closes")
DAYS = ("objection_days", "answer_days")
STATUSES = {
    "proposed": Badge(_l("Menunggu tanda tangan kedua"), "✎", "orange"),
    "approved": Badge(_l("Berlaku"), "✓", "green"),
    "rejected": Badge(_l("Ditolak"), "✕", "red"),
}


@blueprint.get("/kerja/seleksi/<code>/perubahan")
def listing(code: str):
    found = api("registration").get("/v1/period-changes", period=code, limit=PAGE, after=after())
    return render_template(
        "committee/changes.html",
        selection=find(code),
        page=stretch(found),
        statuses=STATUSES,
        may=person().role in COMMITTEE,
    )


@blueprint.route("/kerja/seleksi/<code>/perubahan/jadwal", methods=["GET", "POST"])
def amend(code: str):
    """Tanda tangan pertama: jadwal yang seharusnya."""
    selection = find(code)
    start = {name: _local(selection.period[name]) for name in MOMENTS}
    start |= {name: selection.period[name] for name in DAYS}
    form = Form({**_dates(selection), **_why()}, start, fields={f"after.{name}": name for name in (*MOMENTS, *DAYS)})
    if needed(form, *form.labels):
        after_ = _typed(form)
        if not form.errors:
            return _propose(form, selection, AMEND, after_, "committee/change_new.html")
    return form.page("committee/change_new.html", selection=selection)


@blueprint.route("/kerja/seleksi/<code>/perubahan/pembatalan", methods=["GET", "POST"])
def cancel(code: str):
    """Tanda tangan pertama: periode dibatalkan."""
    selection, form = find(code), Form(_why())
    if needed(form, *form.labels):
        return _propose(form, selection, CANCEL, {}, "committee/change_cancel.html")
    return form.page("committee/change_cancel.html", selection=selection)


@blueprint.get("/kerja/seleksi/<code>/perubahan/<id>")
def show(code: str, id: str):
    return render_template("committee/change.html", **_values(code, id))


@blueprint.route("/kerja/seleksi/<code>/perubahan/<id>/persetujuan", methods=["GET", "POST"])
def approve(code: str, id: str):
    """Tanda tangan kedua."""
    tick = _("Saya sudah membaca apa yang berubah dan mengapa")
    told = _("Perubahan berlaku sejak sekarang, dan setiap pelamar periode ini diberi tahu.")
    return _second(code, id, "approval", "committee/change_approve.html", told, tick)


@blueprint.route("/kerja/seleksi/<code>/perubahan/<id>/penolakan", methods=["GET", "POST"])
def reject(code: str, id: str):
    """Usulan ditolak atau ditarik kembali; periodenya tetap."""
    told = _("Usulan ditolak. Periode tetap seperti semula.")
    return _second(code, id, "rejection", "committee/change_reject.html", told)


def _why() -> dict[str, str]:
    return {"reason_code": _("Mengapa"), "letter": _("Nomor surat dasarnya")}


def _dates(selection: Selection) -> dict[str, str]:
    """What may still change, with its words."""
    labels = {
        "registration_opens": _("Pendaftaran dibuka"),
        "registration_closes": _("Pendaftaran ditutup"),
        "objection_days": _("Lama masa sanggah, dalam hari kalender"),
        "answer_days": _("Lama masa jawab sanggah, dalam hari kalender"),
    }
    if parsed(selection.period["registration_opens"]) <= now():
        del labels["registration_opens"]
    return labels


def _local(text: str) -> str:
    """As a field for date and time has it, in WIB."""
    local = parsed(text).astimezone(WIB).replace(tzinfo=None)
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds")


def _typed(form: Form) -> dict:
    """The service's body, with what stays as it is; what is no number or moment gets its sentence."""
    body = {}
    for name in DAYS:
        if form.get(name).isdecimal():
            body[name] = int(form.get(name))
        else:
            form.fail(name, _("%(field)s diisi dengan angka.", field=form.labels[name]))
    for name in MOMENTS:
        if name not in form.labels:
            continue
        try:
            body[name] = datetime.fromisoformat(form.get(name)).replace(tzinfo=WIB).isoformat()
        except ValueError:
            form.fail(name, _("%(field)s diisi tanggal dan jam.", field=form.labels[name]))
    return body


def _other(selection: Selection, after_: dict) -> dict:
    """What of it is not so yet."""
    period = selection.period
    return {
        name: value
        for name, value in after_.items()
        if (parsed(value) != parsed(period[name]) if name in MOMENTS else value != period[name])
    }


def _propose(form: Form, selection: Selection, kind: str, after_: dict, back: str):
    other = _other(selection, after_)
    if kind != CANCEL and not other and not sure():
        form.fail("", _("Belum ada yang berubah. Ubah sedikitnya satu isian."))
        return form.page(back, selection=selection)
    with form.problems():
        told = {name: form.get(name) for name in ("reason_code", "letter")}
        body = {"period": selection.code, "kind": kind, "after": after_, **told}
        if asks(form, "registration", "/v1/period-changes", body):
            return form.page("committee/change_confirm.html", selection=selection, kind=kind, after=other)
        done = api("registration").post("/v1/period-changes", body, form.key)
        flash(_("Perubahan diusulkan. Orang lain harus membacanya dan menyetujuinya."))
        return redirect(url_for("moving.show", code=selection.code, id=done["id"]), 303)
    return form.page(back, selection=selection)


def _second(code: str, id: str, act: str, template: str, told: str, tick: str = ""):
    values, back = _values(code, id), url_for("moving.show", code=code, id=id)
    second = Second("registration", path("v1", "period-changes", id, act), told, back, values["may"], tick)
    return second.page(template, values["change"]["proposed"], values["change"]["version"], values)


def _values(code: str, id: str) -> dict:
    change = api("registration").get(path("v1", "period-changes", id))
    return {
        "selection": find(code),
        "change": change,
        "statuses": STATUSES,
        "may": person().role in COMMITTEE and change["status"] == "proposed",
    }
