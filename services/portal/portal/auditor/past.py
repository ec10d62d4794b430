"""Mesin waktu: one object as it was at a moment, and what changed between two."""

from asnkit.sheet.writing import FORMS
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..lists import json_answer, sheet_answer
from ..signin.access import only_for
from ..words import SERVICES
from . import moments
from .sealed import fields

blueprint = Blueprint("past", __name__)
only_for(blueprint, "auditor")
blueprint.add_app_template_filter(fields, "leaves")

LATE = 100


@blueprint.get("/audit/mesin-waktu")
def show():
    """Choose: an object by its number, or one of the lists."""
    stream = request.args.get("objek", "").strip().partition("@")[0]
    if stream:
        when = {name: request.args.get(name) or None for name in ("saat", "menurut")}
        return redirect(url_for("past.of_object", stream=stream, **when), 303)
    lists = {service: [] for service in SERVICES}
    for kind in api("audit").get("/v1/history/lists")["items"]:
        lists.setdefault(kind["service"], []).append(kind)
    return render_template("auditor/past.html", form=moments.form("saat"), lists=lists, services=SERVICES)


@blueprint.get("/audit/mesin-waktu/objek/<stream>")
def of_object(stream: str):
    form = moments.form("saat")
    past, wanted = None, moments.read(form)
    if not form.errors:
        with form.problems():
            past = api("audit").get(path("v1", "history", "objects", stream), **wanted)
    if past and request.args.get("bentuk") == "json":
        return json_answer(f"keadaan-{stream}", past)
    state = fields(past["state"]) if past and past["state"] is not None else None
    return form.page("auditor/past_object.html", stream=stream, past=past, state=state)


@blueprint.get("/audit/mesin-waktu/objek/<stream>/beda")
def object_difference(stream: str):
    form = moments.form("dari", "sampai")
    found = moments.difference(form, path("v1", "history", "objects", stream, "diff"))
    form_wanted = request.args.get("bentuk", "")
    if found and form_wanted in FORMS:
        cells = ([change[name] for name in ("field", "before", "after", "sentence")] for change in found["changes"])
        return sheet_answer(
            form_wanted, f"beda-{stream}", (_("Isian"), _("Sebelum"), _("Sesudah"), _("Kalimat")), cells
        )
    return form.page("auditor/object_difference.html", stream=stream, found=found)


@blueprint.get("/audit/mesin-waktu/terlambat")
def late():
    """Facts that were recorded after they began to hold."""
    items = api("audit").get("/v1/history/late", limit=LATE)["items"]
    return render_template("auditor/late.html", items=items, most=LATE)
