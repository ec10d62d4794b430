"""Ajukan sanggah: once, in the window, against reasons of the verdict; looked at once more before it is sent."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from ..staff.confirming import asks, changing
from . import receipts, standing
from .objection_paper import paper

blueprint = Blueprint("objection", __name__, url_prefix="/saya/lamaran/<id>")
only_for(blueprint, APPLICANT)

LONGEST = 1000


@blueprint.route("/sanggah", methods=["GET", "POST"])
def file(id: str):
    one, lies = standing.application(id), standing.around()
    form = Form({"contests": _("Alasan yang Anda sanggah"), "text": _("Uraian sanggahan")})
    values = {"one": one, "announced": standing.window(one, lies), "may_object": standing.may_object(one, lies)}
    ready = form.sent and not changing()
    if ready:
        if not form.all("contests"):
            form.fail("contests", _("Pilih sedikitnya satu alasan."))
        if not form.get("text"):
            form.fail("text", _("Tulis uraian sanggahan Anda."))
        elif len(form.get("text")) > LONGEST:
            form.fail("text", _("Uraian paling panjang 1.000 karakter."))
    if ready and not form.errors:
        body = {"application": id, "contests": form.all("contests"), "text": form.get("text")}
        with form.problems():
            if values["may_object"] and asks(form, "registration", "/v1/objections", body):
                return form.page("applicant/objection_check.html", **values)
            receipts.keep(api("registration").post("/v1/objections", body, key=form.key))
            flash(_("Sanggahan Anda sudah kami terima."))
            return redirect(url_for("applications.show", id=id), 303)
    return form.page(
        "applicant/objection.html",
        **values,
        filed=lies.objections.get(id),
        longest=LONGEST,
    )


@blueprint.get("/sanggah.pdf")
def as_pdf(id: str):
    one, filed = standing.application(id), standing.around().objections.get(id)
    if filed is None:
        abort(404)
    known = {reason["code"]: reason["text"] for reason in api("registration").get("/v1/applications/reasons")["items"]}
    contests = [known.get(code, code) for code in filed["contests"]]
    return paper(_("Sanggahan atas hasil seleksi administrasi"), one, filed, "objection", contests)
