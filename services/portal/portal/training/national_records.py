"""Berkas untuk SIASN: made for a span of days, downloaded with names and NIP, and sent by hand."""

from datetime import timedelta

from asnkit.wib import wib_date
from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..formats import now
from ..forms import Form
from ..lists import PAGE, after, sheet_answer, stretch
from ..signin.access import only_for
from ..staff.confirming import needed

blueprint = Blueprint("national_records", __name__, url_prefix="/kerja/diklat/siasn")
only_for(blueprint, "diklat")


@blueprint.route("", methods=["GET", "POST"])
def listing():
    today = wib_date(now())
    last = today.replace(day=1) - timedelta(days=1)
    start = {"since": last.replace(day=1).isoformat(), "until": last.isoformat()}
    form = Form({"since": _("Selesai sejak"), "until": _("Sampai dengan")}, start)
    if needed(form):
        body = {"since": form.date("since"), "until": form.date("until")}
        if not form.errors:
            with form.problems():
                api("training").post("/v1/national-records", body, key=form.key)
                flash(_("Berkas dibuat. Unduhlah di bawah ini; pengunduhan membuka nama dan NIP, dan itu tercatat."))
                return redirect(url_for("national_records.listing"), 303)
    found = api("training").get("/v1/national-records", limit=PAGE, after=after())
    return form.page("training/national_records.html", page=stretch(found))


@blueprint.get("/<uuid:id>/berkas.<any(csv, xlsx):form>")
def download(id, form: str):
    found = api("training").get(path("v1", "national-records", str(id), "rows"))
    return sheet_answer(form, "riwayat-kursus", found["columns"], found["rows"])
