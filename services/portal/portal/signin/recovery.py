"""Lupa kata sandi: a code goes to the address, and with it a new password counts."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..security import safe_path
from . import device, tokens

blueprint = Blueprint("recovery", __name__)


@blueprint.route("/lupa-sandi", methods=["GET", "POST"])
def ask():
    """Minta kode; jawabannya sama, ada akun atau tidak."""
    form = Form({"email": _("Alamat surel")})
    if form.sent:
        form.require("email")
    if form.sent and not form.errors:
        with form.problems():
            wanted = {"email": form.get("email"), "device": device.kept()}
            made = api("registration").post("/v1/password/recoveries", wanted, key=form.key)
            return redirect(url_for("recovery.renew", id=made["extra"]["recovery"], lanjut=_onward()), 303)
    return form.page("signin/forgotten.html", onward=_onward())


@blueprint.route("/lupa-sandi/<uuid:id>", methods=["GET", "POST"])
def renew(id):
    """Kata sandi baru dengan kode dari surat; sesudah itu Anda sudah masuk."""
    form = Form({"code": _("Kode"), "password": _("Kata sandi baru")})
    if form.sent:
        form.require("code", "password")
    if form.sent and not form.errors:
        with form.problems():
            made = api("registration").post("/v1/password", _body(form, id), key=form.key)
            device.keep(made["device"])
            tokens.begin(made)
            flash(_("Kata sandi Anda sudah diganti. Semua sesi lain sudah berakhir."))
            return redirect(_onward(), 303)
    return form.page("signin/renewal.html", id=id, onward=_onward())


def _body(form: Form, id) -> dict:
    code = "".join(form.get("code").split())
    return {"recovery": str(id), "code": code, "password": form.raw("password")}


def _onward() -> str:
    return safe_path(request.values.get("lanjut"), "/saya")
