"""The audit log for reading: summary, search, one event, and the way of one object."""

from datetime import date, datetime, time, timedelta

from asnkit.clock import WIB
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..client import Problem, api, path
from ..forms import Form
from ..lists import address_with, chips, csv_answer
from ..signin.access import only_for
from .names import SERVICES, by_service, name_of
from .sealed import fields

blueprint = Blueprint("audit_log", __name__)
only_for(blueprint, "auditor")
blueprint.add_app_template_global(name_of, "event_words")

NEWEST, SHOWN, AT_ONCE, MOST_FILED = 12, 50, 1000, 100_000
FILTERS = {"objek": "subject", "pelaku": "actor", "jenis": "name", "jejak": "correlation"}
DAYS = {"dari": "since", "sampai": "until"}


@blueprint.get("/audit")
def summary():
    audit = api("audit")
    newest = audit.get("/v1/entries", limit=NEWEST)
    counts = {
        service: {name: audit.get("/v1/entries", name=name, limit=1)["total"] for name in names}
        for service, names in by_service().items()
        if names
    }
    return render_template(
        "auditor/summary.html", newest=newest["items"], total=newest["total"], counts=counts, services=SERVICES
    )


@blueprint.get("/audit/penelusuran")
def search():
    form = Form({"objek": _("Objek"), "pelaku": _("Pelaku"), "dari": _("Dari tanggal"), "sampai": _("Sampai tanggal")})
    wanted, found = _wanted(form), None
    if not form.errors:
        try:
            found = api("audit").get("/v1/entries", limit=SHOWN, before=_before(), **wanted)
        except Problem as problem:
            if problem.status != 422:
                raise
            form.fail("", problem.sentence)
    return form.page(
        "auditor/search.html",
        found=found,
        names=by_service(),
        services=SERVICES,
        chips=chips(_labels()),
        older=_older(found),
        csv=address_with(sebelum=None).replace("/penelusuran", "/penelusuran.csv", 1),
    )


@blueprint.get("/audit/penelusuran.csv")
def download():
    columns = (_("Nomor"), _("Waktu"), _("Peristiwa"), _("Objek"), _("Versi"), _("Pelaku"), _("Jejak"), "SHA-256")
    keys = ("index", "time", "name", "subject", "streamversion", "actor", "correlationid", "sha256")
    rows = ([entry[key] for key in keys] for entry in _all(_wanted(Form({}))))
    return csv_answer("penelusuran", columns, rows)


@blueprint.get("/audit/peristiwa/<int:index>")
def event(index: int):
    audit = api("audit")
    entry = audit.get(path("v1", "entries", str(index)))
    related = audit.get("/v1/entries", correlation=entry["correlationid"], limit=SHOWN)["items"]
    cause = next((one for one in related if one["id"] == entry["causationid"]), None)
    if cause is None and entry["causationid"]:
        cause = audit.find(path("v1", "receipts", entry["causationid"]))
    return render_template(
        "auditor/event.html",
        entry=entry,
        fields=fields(entry["data"]),
        cause=cause,
        effects=[one for one in reversed(related) if one["causationid"] == entry["id"]],
        together=len(related),
    )


@blueprint.get("/audit/objek")
def find_object():
    """To an object's way, from a form that asks for its number."""
    wanted = request.args.get("objek", "").strip().partition("@")[0]
    return redirect(url_for("audit_log.trail", stream=wanted) if wanted else url_for("audit_log.search"), 303)


@blueprint.get("/audit/objek/<stream>")
def trail(stream: str):
    history = api("audit").get(path("v1", "objects", stream, "history"))
    entries = [{**entry, "fields": fields(entry["data"])} for entry in reversed(history["items"])]
    return render_template("auditor/trail.html", stream=stream, entries=entries, total=history["total"])


@blueprint.get("/audit/objek/<stream>.csv")
def download_trail(stream: str):
    history = api("audit").get(path("v1", "objects", stream, "history"))
    columns = (_("Nomor"), _("Versi"), _("Waktu"), _("Peristiwa"), _("Pelaku"), "SHA-256")
    keys = ("index", "streamversion", "time", "name", "actor", "sha256")
    return csv_answer(f"jejak-{stream}", columns, ([entry[key] for key in keys] for entry in history["items"]))


def _wanted(form: Form) -> dict[str, str]:
    """The service's filters; a day means that day in WIB, the last one included."""
    found = {theirs: request.args.get(ours, "").strip() for ours, theirs in FILTERS.items()}
    for ours, theirs in DAYS.items():
        text = request.args.get(ours, "").strip()
        if not text:
            continue
        try:
            day = date.fromisoformat(text) + timedelta(days=ours == "sampai")
        except ValueError:
            form.fail(ours, _("Tulis tanggal seperti 2026-08-20."))
            continue
        found[theirs] = datetime.combine(day, time(), WIB).isoformat()
    return found


def _labels() -> dict[str, str]:
    args = request.args
    labels = {name: args.get(name, "") for name in (*FILTERS, *DAYS)}
    return labels | {
        "jenis": name_of(args.get("jenis", "")),
        "dari": _("dari %(day)s", day=args.get("dari", "")),
        "sampai": _("sampai %(day)s", day=args.get("sampai", "")),
    }


def _before() -> str:
    """Entries are paged by their number, so that a page stays the same while the log grows."""
    wanted = request.args.get("sebelum", "")
    return wanted if wanted.isascii() and wanted.isdecimal() and len(wanted) < 16 else ""


def _older(found: dict | None) -> str:
    if not found or len(found["items"]) < SHOWN or found["items"][-1]["index"] == 0:
        return ""
    return address_with(sebelum=str(found["items"][-1]["index"]))


def _all(wanted: dict):
    """Every entry that matches, newest first, up to MOST_FILED."""
    before, filed = "", 0
    while filed < MOST_FILED:
        items = api("audit").get("/v1/entries", limit=AT_ONCE, before=before, **wanted)["items"]
        yield from items
        filed += len(items)
        if len(items) < AT_ONCE or items[-1]["index"] == 0:
            return
        before = str(items[-1]["index"])
