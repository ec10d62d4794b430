"""Putar ulang: states and views built again beside the live ones, followed while it runs, and what differs."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import address_with, sheet_answer
from ..signin.access import only_for
from ..words import SERVICES, Badge
from . import criteria
from .refreshing import again, headers

blueprint = Blueprint("replays", __name__)
only_for(blueprint, "auditor")

SHOWN = 20
RUNNING = Badge(_l("Berjalan"), "◐", "blue")
SAME = Badge(_l("Sama"), "✓", "green")
DIFFERING = Badge(_l("Berbeda"), "✕", "red")
FAILED = Badge(_l("Gagal"), "▲", "orange")
KINDS = {"states": _l("keadaan"), "view": _l("tampilan")}


@blueprint.get("/audit/putar-ulang")
def listing():
    found = api("audit").get("/v1/replays", limit=SHOWN, before=request.args.get("sebelum", ""))
    items = found["items"]
    older = address_with(sebelum=items[-1]["id"]) if len(items) == SHOWN else ""
    values = {"items": items, "total": found["total"], "older": older, "badge_of": badge_of, "services": SERVICES}
    return render_template("auditor/replays.html", **values)


@blueprint.route("/audit/putar-ulang/baru", methods=["GET", "POST"])
def start():
    labels = {
        "services": _("Layanan"),
        "since": _("Berubah sejak tanggal"),
        "until": _("Berubah sampai tanggal"),
        "reason": _("Alasan"),
    }
    form = Form(labels)
    if form.sent:
        if not form.all("services"):
            form.fail("services", _("Pilih sedikitnya satu layanan."))
        form.require("reason")
        period = {name: criteria.day(form, name, form.get(name), last=name == "until") for name in ("since", "until")}
        if not form.errors:
            with form.problems():
                body = {"services": form.all("services"), "reason": form.get("reason")}
                body |= {name: at for name, at in period.items() if at}
                done = api("audit").post("/v1/replays", body, form.key)
                flash(_("Putar ulang diminta."))
                return redirect(url_for("replays.show", id=done["id"]), 303)
    return form.page("auditor/replay_start.html", services=SERVICES)


@blueprint.get("/audit/putar-ulang/<id>")
def show(id: str):
    replay = api("audit").get(path("v1", "replays", id))
    running = replay["status"] == "started"
    page = render_template(
        "auditor/replay.html",
        replay=replay,
        refreshing=again(running),
        badge_of=badge_of,
        services=SERVICES,
        kinds=KINDS,
    )
    return page, 200, headers(running)


@blueprint.get("/audit/putar-ulang/<id>.<any(csv, xlsx):form>")
def download(id: str, form: str):
    result = api("audit").get(path("v1", "replays", id))["result"] or {}
    keys = ("service", "part", "kind", "key", "field", "sentence")
    columns = (_("Layanan"), _("Bagian"), _("Jenis"), _("Kunci"), _("Isian"), _("Kalimat"))
    return sheet_answer(
        form, f"putar-ulang-{id}", columns, ([one[k] for k in keys] for one in result.get("differences", []))
    )


def badge_of(replay: dict) -> Badge:
    if replay["status"] == "started":
        return RUNNING
    if replay["status"] == "failed":
        return FAILED
    return DIFFERING if replay["result"]["differing"] else SAME
