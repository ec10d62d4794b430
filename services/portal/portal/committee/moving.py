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
from ..staff.confirming import needed, sure
from ..words import Badge
from .selection import COMMITTEE, READERS, Selection, find, read, seen

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
        page=stretch(found | {"total": 0}),
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
    labels = {"read": _("Saya sudah membaca apa yang berubah dan mengapa")}
    return _decide(code, id, "approval", "committee/change_approve.html", labels)


@blueprint.route("/kerja/seleksi/<code>/perubahan/<id>/penolakan", methods=["GET", "POST"])
def reject(code: str, id: str):
    """Usulan ditolak atau ditarik kembali; periodenya tetap."""
    return _decide(code, id, "rejection", "committee/change_reject.html", {})


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
    if not sure():
        other = _other(selection, after_)
        if kind == CANCEL or other:
            return form.page("committee/change_confirm.html", selection=selection, kind=kind, after=other)
        form.fail("", _("Belum ada yang berubah. Ubah sedikitnya satu isian."))
        return form.page(back, selection=selection)
    with form.problems():
        told = {name: form.get(name) for name in ("reason_code", "letter")}
        body = {"period": selection.code, "kind": kind, "after": after_, **told}
        done = api("registration").post("/v1/period-changes", body, form.key)
        flash(_("Perubahan diusulkan. Orang lain harus membacanya dan menyetujuinya."))
        return redirect(url_for("moving.show", code=selection.code, id=done["id"]), 303)
    return form.page(back, selection=selection)


def _decide(code: str, id: str, act: str, template: str, labels: dict):
    values = _values(code, id)
    change, back = values["change"], url_for("moving.show", code=code, id=id)
    form = Form(labels, seen(change["proposed"]), change["version"], fields={"proposed": ""})
    if form.sent and sure():
        if labels and not form.get("read"):
            form.fail("read", _("Centang bahwa Anda sudah membacanya."))
        else:
            with form.problems():
                where, body = path("v1", "period-changes", id, act), {"proposed": read(form)}
                api("registration").post(where, body, form.key, form.version)
                flash(str(_TOLD[act]))
                return redirect(back, 303)
    elif form.sent or not values["may"]:
        return redirect(back, 303)
    return form.page(template, **values)


_TOLD = {
    "approval": _l("Perubahan berlaku sejak sekarang, dan setiap pelamar periode ini diberi tahu."),
    "rejection": _l("Usulan ditolak. Periode tetap seperti semula."),
}


def _values(code: str, id: str) -> dict:
    change = api("registration").get(path("v1", "period-changes", id))
    return {
        "selection": find(code),
        "change": change,
        "statuses": STATUSES,
        "may": person().role in COMMITTEE and change["status"] == "proposed",
    }
