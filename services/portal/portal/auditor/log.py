"""The audit log for reading: the search, and the way of one object."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import address_with, chips, passed_on, sheet_answer
from ..signin.access import only_for
from ..words import SERVICES, events_by_service
from . import criteria, queries
from .moments import clock
from .sealed import fields

blueprint = Blueprint("audit_log", __name__)
only_for(blueprint, "auditor")

SHOWN = 50


@blueprint.get("/audit/penelusuran")
def search():
    form = Form(criteria.labels(), fields=criteria.OURS)
    wanted, found = criteria.read(form), None
    if not form.errors:
        with form.problems():
            found = api("audit").get("/v1/search", limit=SHOWN, before=request.args.get("sebelum", ""), **wanted)
    if form.status == 403:
        form.errors = [("pelaku", _("Menelusuri seseorang dicatat lebih dahulu: pakai Telusuri orang, di bawah."))]
    return form.page(
        "auditor/search.html",
        found=found,
        names=events_by_service(),
        services=SERVICES,
        chips=chips(criteria.words({name: request.args.get(name, "") for name in form.labels})),
        older=address_with(sebelum=found["next"]) if found and found["next"] else "",
        asked=criteria.address(wanted),
        queries=queries.saved(),
    )


@blueprint.get("/audit/penelusuran.<any(csv, xlsx):form>")
def download(form: str):
    return passed_on(api("audit").stream(path("v1", "search", form), **criteria.read(Form({}))))


@blueprint.get("/audit/objek")
def find_object():
    """To an object's way, from a form that asks for its number."""
    wanted = request.args.get("objek", "").strip().partition("@")[0]
    return redirect(url_for("audit_log.trail", stream=wanted) if wanted else url_for("audit_log.search"), 303)


@blueprint.get("/audit/objek/<stream>")
def trail(stream: str):
    history = api("audit").get(path("v1", "objects", stream, "history"))
    items = history["items"]
    entries = [{**entry, "fields": fields(entry["data"]), "clock": clock(entry["time"])} for entry in reversed(items)]
    first, last = items[0]["time"], items[-1]["time"]
    between = {"dari": clock(first, after=clock(first) < clock(last)), "sampai": clock(last)}
    return render_template(
        "auditor/trail.html", stream=stream, entries=entries, total=history["total"], between=between
    )


@blueprint.get("/audit/objek/<stream>.<any(csv, xlsx):form>")
def download_trail(stream: str, form: str):
    history = api("audit").get(path("v1", "objects", stream, "history"))
    columns = (_("Nomor"), _("Versi"), _("Waktu"), _("Peristiwa"), _("Pelaku"), "SHA-256")
    keys = ("index", "streamversion", "time", "name", "actor", "sha256")
    return sheet_answer(form, f"jejak-{stream}", columns, ([entry[key] for key in keys] for entry in history["items"]))
