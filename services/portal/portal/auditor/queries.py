"""Searches that are kept under a title, for every auditor to run again."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from . import criteria

blueprint = Blueprint("queries", __name__)
only_for(blueprint, "auditor")


def saved() -> list[dict]:
    """Each with `address`, the arguments of the search, and `said`, the same in words."""
    items = api("audit").get("/v1/queries")["items"]
    return [{**one, **_shown(one["criteria"])} for one in items]


@blueprint.route("/audit/kueri/simpan", methods=["GET", "POST"])
def save():
    """Keep the search whose criteria stand in the address."""
    form = Form({"title": _("Judul kueri")}, fields={"criteria": ""})
    wanted = criteria.read(form)
    if form.sent:
        form.require("title")
        if not form.errors:
            with form.problems():
                api("audit").post("/v1/queries", {"title": form.get("title"), "criteria": wanted}, form.key)
                flash(_("Kueri disimpan."))
                return redirect(url_for("audit_log.search", **criteria.address(wanted)), 303)
    return form.page("auditor/query.html", asked=_shown(wanted))


@blueprint.route("/audit/kueri/<id>/buang", methods=["GET", "POST"])
def remove(id: str):
    query = next((one for one in saved() if one["id"] == id), None)
    form = Form({}, version=query["version"] if query else 0)
    if form.sent:
        with form.problems():
            api("audit").post(path("v1", "queries", id, "removal"), None, form.key, form.version)
            flash(_("Kueri dibuang dari daftar. Catatan bahwa ia pernah ada tetap dalam log."))
            return redirect(url_for("audit_log.search"), 303)
    if query is None:
        return redirect(url_for("audit_log.search"), 303)
    return form.page("auditor/query_removal.html", query=query)


def _shown(kept: dict[str, str]) -> dict:
    address = criteria.address(kept)
    return {"address": address, "said": [word for word in criteria.words(address).values() if word]}
