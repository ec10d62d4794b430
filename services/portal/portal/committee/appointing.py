"""Pengangkatan: the winners by name, the decree, the page that asks, and the progress."""

from dataclasses import replace
from decimal import Decimal

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import part, sheet_answer
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed
from .score_files import refresh, refreshing
from .selection import COMMITTEE, find
from .winners import final_result, named, winners

blueprint = Blueprint("appointing", __name__)
only_for(blueprint, *COMMITTEE)


@blueprint.route("/kerja/seleksi/<code>/pengangkatan", methods=["GET", "POST"])
def show(code: str):
    selection = find(code)
    result = final_result(selection) if selection.round else None
    won = winners(selection) if result else []
    waiting = [one for one in won if not one["appointed"]]
    labels = {"effective_date": _("Terhitung mulai tanggal (TMT)"), "decree_no": _("Nomor keputusan")}
    form, page = Form(labels), part(won)
    values = {
        "selection": selection,
        "result": result,
        "page": page,
        "won": won,
        "waiting": waiting,
        "may_order": person().role == "ketua",
    }
    if needed(form, *labels):
        with form.problems():
            body = {name: form.get(name) for name in labels}
            where = path("v1", "rounds", selection.needed_round()["id"], "appointments")
            if asks(form, "selection", where, body):
                return form.page("committee/appointment_confirm.html", **values | {"waiting": named(waiting)})
            done = api("selection").post(where, body, key=form.key)
            flash(_("Pengangkatan diperintahkan."))
            return redirect(url_for("appointing.progress", code=code, id=done["id"]), 303)
    return form.page("committee/appointments.html", **values | {"page": replace(page, items=named(page.items))})


@blueprint.get("/kerja/seleksi/<code>/pengangkatan.<any(csv, xlsx):form>")
def download(code: str, form: str):
    selection = find(code)
    result = final_result(selection) if selection.round else None
    columns = (_("Nomor peserta"), _("Nama"), _("Jabatan"), _("Unit"), _("Nilai akhir"), _("Diangkat"))
    rows = (
        (
            *(one[name] for name in ("participant_no", "name", "job_name", "unit")),
            one["final_shown"] and Decimal(one["final_shown"]),
            one["appointed"]["decree_no"] if one["appointed"] else "",
        )
        for one in (named(winners(selection)) if result else [])
    )
    return sheet_answer(form, f"pengangkatan-{code.lower()}", columns, rows)


@blueprint.get("/kerja/seleksi/<code>/pengangkatan/<id>")
def progress(code: str, id: str):
    order = api("selection").get(path("v1", "appointments", id))
    again = refreshing(order)
    values = {"selection": find(code), "order": order, "refreshing": again}
    content, status, headers = Form({}).page("committee/appointment.html", **values)
    return content, status, headers | refresh(again)
