"""Ganti surel: a code goes to the new address, and with it that one counts."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..signin.access import APPLICANT, only_for

blueprint = Blueprint("address", __name__)
only_for(blueprint, APPLICANT)


@blueprint.route("/saya/surel", methods=["GET", "POST"])
def change():
    form = Form({"email": _("Alamat surel baru"), "password": _("Kata sandi")})
    if form.sent:
        form.require("email", "password")
    if form.sent and not form.errors:
        with form.problems():
            body = {"email": form.get("email"), "password": form.raw("password")}
            made = api("registration").post("/v1/accounts/me/address", body, key=form.key)
            return redirect(url_for("address.prove", id=made["extra"]["change"]), 303)
    return form.page("applicant/address.html", now=api("registration").get("/v1/accounts/me")["email"])


@blueprint.route("/saya/surel/<uuid:id>", methods=["GET", "POST"])
def prove(id):
    """Tulis kode yang dikirim ke surel baru."""
    form = Form({"code": _("Kode")})
    if form.sent:
        form.require("code")
    if form.sent and not form.errors:
        with form.problems():
            body = {"change": str(id), "code": "".join(form.get("code").split())}
            api("registration").post("/v1/accounts/me/address/proof", body, key=form.key)
            flash(_("Surel Anda sudah diganti. Mulai sekarang Anda masuk dengan surel baru."))
            return redirect(url_for("sign_ins.listing"), 303)
    return form.page("applicant/address_code.html", id=id)
