"""Buat akun."""

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..security import safe_path
from ..signin.pages import enter

blueprint = Blueprint("account", __name__)

NOTICE = "2024-1"
"""The version of the privacy notice on the page."""

PURPOSES = ("selection", "announcement", "contact")


@blueprint.route("/akun/baru", methods=["GET", "POST"])
def create():
    onward = safe_path(request.values.get("lanjut"), "/saya")
    form = Form(
        {
            "nik": _("NIK"),
            "family_card_no": _("Nomor Kartu Keluarga"),
            "name": _("Nama lengkap"),
            "birth_date": _("Tanggal lahir"),
            "sex": _("Jenis kelamin"),
            "email": _("Alamat surel"),
            "phone": _("Nomor HP"),
            "password": _("Kata sandi"),
            "purposes": _("Persetujuan"),
        },
        fields={"consent": "purposes", "consent.purposes": "purposes"},
    )
    if form.sent:
        with form.problems():
            api("registration").post("/v1/accounts", _body(form), key=form.key)
            enter(form.get("email"), form.raw("password"))
            flash(_("Akun Anda sudah dibuat."))
            return redirect(onward, 303)
    return form.page("applicant/account.html", onward=onward)


def _body(form: Form) -> dict:
    body = {name: form.get(name) for name in form.labels if name not in ("password", "purposes")}
    body["nik"] = body["nik"].replace(" ", "")
    body["family_card_no"] = body["family_card_no"].replace(" ", "")
    consent = {"notice": NOTICE, "purposes": [purpose for purpose in PURPOSES if purpose in form.all("purposes")]}
    return body | {"password": form.raw("password"), "consent": consent}
