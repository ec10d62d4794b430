"""Buat akun, dan kode yang membuktikan surelnya."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..security import safe_path
from ..signin import device, tokens
from . import receipts

blueprint = Blueprint("account", __name__)

NOTICE = "2024-1"
"""The version of the privacy notice on the page."""

PURPOSES = ("selection", "announcement", "contact")


@blueprint.route("/akun/baru", methods=["GET", "POST"])
def create():
    onward = _onward()
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
        _look_over(form)
    if form.sent and not form.errors:
        with form.problems():
            asked = request.form.get("asked") == _told(form)
            body = _body(form) | {"ask": not asked}
            made = api("registration").post("/v1/accounts", body, key=form.key)
            return redirect(url_for("account.prove", id=made["id"], lanjut=onward), 303)
    return form.page("applicant/account.html", onward=onward, asked=_told(form) if form.error("nik") else "")


@blueprint.route("/akun/kode/<uuid:id>", methods=["GET", "POST"])
def prove(id):
    """Tulis kode yang dikirim ke surel; sesudah itu akun dapat dipakai."""
    form = Form({"code": _("Kode")})
    if form.sent:
        form.require("code")
    if form.sent and not form.errors:
        with form.problems():
            typed = {"code": "".join(form.get("code").split())}
            made = api("registration").post(path("v1", "accounts", str(id), "proof"), typed, key=form.key)
            device.keep(made["device"])
            tokens.begin(made)
            receipts.keep(made["answer"])
            flash(_("Akun Anda sudah dibuat."))
            return redirect(_onward(), 303)
    return _code_page(form, id)


@blueprint.post("/akun/kode/<uuid:id>/lagi")
def send_again(id):
    """Kirim kode baru."""
    form = Form({"code": _("Kode")})
    with form.problems():
        api("registration").post(path("v1", "accounts", str(id), "code"), {}, key=form.key)
        flash(_("Kode baru dikirim. Kode sebelumnya tidak berlaku lagi."))
        return redirect(url_for("account.prove", id=id, lanjut=_onward()), 303)
    return _code_page(form, id)


@blueprint.route("/akun/kode/<uuid:id>/surel", methods=["GET", "POST"])
def correct(id):
    """Perbaiki surel yang salah tulis."""
    form = Form({"email": _("Alamat surel"), "password": _("Kata sandi")})
    if form.sent:
        form.require("email", "password")
    if form.sent and not form.errors:
        with form.problems():
            body = {"person": str(id), "email": form.get("email"), "password": form.raw("password")}
            api("registration").post("/v1/accounts/correction", body, key=form.key)
            flash(_("Surel diperbaiki. Kode baru dikirim ke sana."))
            return redirect(url_for("account.prove", id=id, lanjut=_onward()), 303)
    return form.page("applicant/correction.html", id=id, onward=_onward())


def _code_page(form: Form, id):
    return form.page("applicant/code.html", id=id, onward=_onward())


def _onward() -> str:
    return safe_path(request.values.get("lanjut"), "/saya")


def _look_over(form: Form) -> None:
    """Tell of what is empty, in the order of the page; the rest is the service's to judge."""
    form.require("nik", "family_card_no", "name")
    if not _is_day(form.date("birth_date")):
        form.fail("birth_date", _("Tulis tanggal lahir yang ada di kalender, misalnya 18 08 1995."))
    form.require("sex", "email", "phone", "password")
    if not form.all("purposes"):
        form.fail(
            "purposes", _("Setujui pemrosesan data untuk seleksi dan pengumuman; tanpa itu Anda tidak dapat melamar.")
        )


def _told(form: Form) -> str:
    """What the question about the NIK is about: changed, it is asked anew."""
    return " ".join((form.get("nik"), form.date("birth_date"), form.get("sex")))


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _body(form: Form) -> dict:
    body = {name: form.get(name) for name in form.labels if name not in ("birth_date", "password", "purposes")}
    body["birth_date"] = form.date("birth_date")
    consent = {"notice": NOTICE, "purposes": [purpose for purpose in PURPOSES if purpose in form.all("purposes")]}
    return body | {"password": form.raw("password"), "consent": consent}
