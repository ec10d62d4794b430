"""Putar ulang sebuah webhook, at the desk of IT: everything since a day once more, at a rate, and how far it is."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..auditor.refreshing import again, headers
from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..staff.confirming import sure
from ..words import Badge

blueprint = Blueprint("stream_replays", __name__, url_prefix="/kerja/instansi/webhook")
only_for(blueprint, "ti")

STATUSES = {
    "running": Badge(_l("Berjalan"), "●", "blue"),
    "stopped": Badge(_l("Dihentikan"), "■", "grey"),
    "completed": Badge(_l("Selesai"), "✓", "green"),
}
RATES = {"60": _l("60 per menit"), "600": _l("600 per menit"), "6000": _l("6.000 per menit")}
SLOW = "60"


@blueprint.route("/<uuid:id>/putar-ulang", methods=["GET", "POST"])
def show(id):
    """Putar ulang yang berjalan dan yang sudah, dan cara memulai satu lagi."""
    form = Form({"since": _("Sejak hari"), "rate": _("Paling cepat")}, {"rate": SLOW})
    where = path("v1", "endpoints", str(id), "replays")
    if form.sent:
        form.require("since", "rate")
    if form.sent and not form.errors:
        with form.problems():
            rate = int(form.get("rate")) if form.get("rate") in RATES else 0
            api("platform").post(where, {"since": form.date("since"), "rate": rate}, key=form.key)
            flash(_("Putar ulang dimulai."))
            return redirect(url_for("stream_replays.show", id=id), 303)
    found = stretch(api("platform").get(where, limit=PAGE, after=after()))
    running = next((one for one in found.items if one["status"] == "running"), None)
    page, status, waiting = form.page(
        "technical/stream_replays.html",
        one=api("platform").get(path("v1", "endpoints", str(id))),
        page=found,
        running=running,
        refreshing=again(running),
        statuses=STATUSES,
        rates=RATES,
    )
    return page, status, waiting | headers(running)


@blueprint.route("/putar-ulang/<uuid:id>/henti", methods=["GET", "POST"])
def stop(id):
    one = api("platform").get(path("v1", "replays", str(id)))
    form, back = Form({}, version=one["version"]), url_for("stream_replays.show", id=one["endpoint"])
    if (form.sent and not sure()) or (not form.sent and one["status"] != "running"):
        return redirect(back, 303)
    if form.sent:
        with form.problems():
            api("platform").post(path("v1", "replays", str(id), "stop"), {}, key=form.key, version=form.version)
            flash(_("Putar ulang dihentikan. Yang sudah dititipkan tetap dikirim."))
            return redirect(back, 303)
    return form.page("technical/stream_replay_stop.html", one=one, back=back)
