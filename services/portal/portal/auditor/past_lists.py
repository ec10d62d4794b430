"""Mesin waktu: lists as they were, page by page, and what changed in them between two moments."""

from datetime import datetime

from asnkit.wib import WIB
from flask import Blueprint, abort, request
from flask_babel import gettext as _

from ..client import api, path
from ..formats import now
from ..lists import address_with, csv_address, sheet_answer
from ..signin.access import only_for
from ..words import SERVICES
from . import moments
from .sealed import fields

blueprint = Blueprint("past_lists", __name__)
only_for(blueprint, "auditor")

SHOWN, AT_ONCE, MOST_FILED = 50, 500, 50_000
TOLD = 3


@blueprint.get("/audit/mesin-waktu/daftar/<service>/<kind>/<name>")
def show(service: str, kind: str, name: str):
    form = _form(moments.form("saat"))
    found, wanted = None, _wanted(form)
    if not form.errors:
        with form.problems():
            found = _fold(_where(service, kind, name), limit=SHOWN, after=_after(), **wanted)
    if form.status == 404:
        abort(404)
    rows = [_row(one) for one in found["items"]] if found else []
    return form.page(
        "auditor/past_list.html",
        list={"service": service, "kind": kind, "name": name},
        found=found,
        rows=rows,
        services=SERVICES,
        following=_following(found, saat=_moment()),
        csv=csv_address(saat=_moment()),
    )


@blueprint.get("/audit/mesin-waktu/daftar/<service>/<kind>/<name>.<any(csv, xlsx):form>")
def download(service: str, kind: str, name: str, form: str):
    rows = _all(_where(service, kind, name), _wanted(_form(moments.form("saat"))))
    flat = {row["key"]: {one.path: one for one in fields(row["row"])} for row in rows}
    columns = list(dict.fromkeys(column for row in flat.values() for column in row))
    cells = ([key, *(_cell(row.get(column)) for column in columns)] for key, row in flat.items())
    return sheet_answer(form, f"{service}-{name}", (_("Kunci"), *columns), cells)


@blueprint.get("/audit/mesin-waktu/daftar/<service>/<kind>/<name>/beda")
def difference(service: str, kind: str, name: str):
    form = moments.form("dari", "sampai")
    where = f"{_where(service, kind, name)}/diff"
    found = moments.difference(form, where, limit=SHOWN, after=_after())
    return form.page(
        "auditor/list_difference.html",
        list={"service": service, "kind": kind, "name": name},
        found=found,
        services=SERVICES,
        following=_following(found),
    )


@blueprint.get("/audit/mesin-waktu/daftar/<service>/<kind>/<name>/beda.<any(csv, xlsx):form>")
def download_difference(service: str, kind: str, name: str, form: str):
    rows = _all(f"{_where(service, kind, name)}/diff", moments.read(moments.form("dari", "sampai")))
    keys = ("field", "before", "after", "sentence")
    cells = ([row["key"], *(change[key] for key in keys)] for row in rows for change in row["changes"])
    columns = (_("Kunci"), _("Isian"), _("Sebelum"), _("Sesudah"), _("Kalimat"))
    return sheet_answer(form, f"beda-{service}-{name}", columns, cells)


def _form(form):
    form.labels |= {"field": _("Isian yang disaring"), "value": _("Nilainya")}
    return form


def _wanted(form) -> dict[str, str]:
    chosen = {name: request.args.get(name, "").strip() for name in ("field", "value")}
    pinned = {"at": datetime.fromisoformat(moments.clock(now())).replace(tzinfo=WIB).isoformat()}
    return pinned | moments.read(form) | (chosen if chosen["field"] else {})


def _moment() -> str:
    """What was asked for; else this second, so that every page of the list is of one moment."""
    return request.args.get("saat") or moments.clock(now())


def _where(service: str, kind: str, name: str) -> str:
    return path("v1", "history", "lists", service, kind, name)


def _after() -> str:
    return request.args.get("setelah", "")[:300]


def _following(found: dict | None, **pinned) -> str:
    return address_with(setelah=found["next"], **pinned) if found and found["next"] else ""


def _fold(where: str, **wanted) -> dict:
    return api("audit", moments.FOLDING_SECONDS).get(where, **wanted)


def _all(where: str, wanted: dict):
    """Every item of a list or a difference, up to MOST_FILED."""
    after, filed = "", 0
    while filed < MOST_FILED:
        found = _fold(where, limit=AT_ONCE, after=after, **wanted)
        yield from found["items"]
        filed += len(found["items"])
        after = found["next"]
        if not after:
            return


def _row(one: dict) -> dict:
    """A row for reading: its key, the first short values that tell it apart, and everything."""
    found = fields(one["row"])
    short = [f"{field.path}: {field.value}" for field in found if not field.sealed and _telling(field)]
    return {"key": one["key"], "told": " · ".join(short[:TOLD]), "fields": found}


def _telling(field) -> bool:
    return 1 < len(field.value) < 25 and not field.path.endswith("_at")


def _cell(field) -> str:
    if field is None:
        return ""
    return _("tersegel") if field.sealed else field.value
