"""Penghapusan data: what people asked for; one requests it, another one confirms, either may stop it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..signin.access import only_for
from .confirming import asks, needed, refusal, sure
from .seconding import read, seen

blueprint = Blueprint("erasure_office", __name__)
only_for(blueprint, "ketua", "ti")

BASES = {
    "request": _l("Permintaan pemilik data"),
    "retention": _l("Masa simpan sudah lewat"),
}


@blueprint.get("/kerja/penghapusan")
def listing():
    return render_template("staff/erasures.html", items=_waiting(), bases=BASES)


@blueprint.route("/kerja/penghapusan/<uuid:id>", methods=["GET", "POST"])
def request_(id):
    """Minta penghapusan sebagai orang pertama."""
    labels = {"basis": _("Dasar"), "reference": _("Nomor permintaan atau daftar retensi")}
    form, values = Form(labels, {"basis": "request"}), {"id": id, "bases": BASES, "one": _one(id)}
    if needed(form, *labels) and form.get("basis") in BASES:
        with form.problems():
            body, where = {name: form.get(name) for name in labels}, path("v1", "accounts", str(id), "erasure")
            if asks(form, "registration", where, body):
                return form.page("staff/erasure_request.html", **values)
            api("registration").post(where, body, key=form.key)
            flash(_("Penghapusan diminta. Pemiliknya disurati; orang lain memastikannya sesudah masa tunggu."))
            return redirect(url_for("erasure_office.listing"), 303)
    return form.page("staff/erasure.html", **values)


@blueprint.route("/kerja/penghapusan/<uuid:id>/pastikan", methods=["GET", "POST"])
def confirm(id):
    """Pastikan sebagai orang kedua."""
    return _second(id, "confirmation", "staff/erasure_confirm.html", _("Data itu dihapus untuk selamanya."))


@blueprint.route("/kerja/penghapusan/<uuid:id>/hentikan", methods=["GET", "POST"])
def stop(id):
    """Hentikan penghapusan."""
    return _second(id, "stop", "staff/erasure_stop.html", _("Penghapusan dihentikan. Data itu tetap tersimpan."))


def _second(id, step: str, page: str, done: str):
    one = _one(id)
    form = Form({}, seen(one.get("requested")), fields={"requested": ""})
    where = path("v1", "accounts", str(id), "erasure", step)
    body = {"requested": read(form)} if step == "confirmation" else {}
    if form.sent and sure():
        with form.problems():
            api("registration").post(where, body, key=form.key)
            flash(done)
            return redirect(url_for("erasure_office.listing"), 303)
    elif form.sent:
        return redirect(url_for("erasure_office.listing"), 303)
    elif not one or (step == "confirmation" and not one["due"]):
        raise Problem(404, "penghapusan-belum-diminta", [("", _("Tidak ada penghapusan yang diminta untuk akun ini."))])
    if not form.sent:
        form.refused = refusal("registration", where, body)
    return form.page(page, id=id, one=one, bases=BASES)


def _waiting() -> list[dict]:
    return api("registration").get("/v1/accounts/erasures")["items"]


def _one(id) -> dict:
    """What is asked or requested for this person, with the event that a second person signs; {} for nothing."""
    asked = next((one for one in _waiting() if one["person"] == str(id)), {})
    return asked | (api("registration").find(path("v1", "accounts", str(id), "erasure")) or {})
