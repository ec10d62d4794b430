"""Perbaikan data: name, birth date or NIK are not as on the identity card; one asks, and reads how it ended."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from ..words import CORRECTION_REASONS, CORRECTIONS, READ_FIELDS
from . import receipts

blueprint = Blueprint("own_corrections", __name__)
only_for(blueprint, APPLICANT)

LONGEST = 1000


@blueprint.get("/saya/perbaikan")
def listing():
    found = api("registration").get("/v1/corrections/mine")["items"]
    return render_template(
        "applicant/corrections.html",
        corrections=found,
        fields=READ_FIELDS,
        statuses=CORRECTIONS,
        reasons=CORRECTION_REASONS,
        waiting=any(one["status"] == "open" for one in found),
    )


@blueprint.route("/saya/perbaikan/minta", methods=["GET", "POST"])
def ask():
    """Minta perbaikan: the account's data as they should be."""
    account = api("registration").get("/v1/accounts/me")
    names = {"name": _("Nama lengkap"), "birth_date": _("Tanggal lahir"), "nik": _("NIK")}
    form = Form({**names, "text": _("Apa yang salah, dan mengapa"), "documents": _("Berkas")}, _start(account))
    if form.sent:
        form.require("name", "nik", "text")
    if form.sent and not form.errors:
        body = {name: form.get(name) for name in ("name", "nik", "text")} | {"birth_date": form.date("birth_date")}
        with form.problems():
            receipts.keep(api("registration").post("/v1/corrections/mine", body, key=form.key))
            flash(_("Permintaan Anda sudah kami terima. Putusannya dikirim ke surel Anda dan tertulis di sini."))
            return redirect(url_for("own_corrections.listing"), 303)
    return form.page("applicant/correction_ask.html", longest=LONGEST)


def _start(account: dict) -> dict:
    year, month, day = account["birth_date"].split("-")
    boxes = {"birth_date-hari": day, "birth_date-bulan": month, "birth_date-tahun": year}
    return {"name": account["name"], "nik": account["nik"], **boxes}
