"""Webhook sebuah instansi, at the desk of IT: where its events are sent, the secret, and what came of each."""

from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..lists import PAGE, after, chips, stretch
from ..signin.access import only_for
from ..staff.confirming import sure
from ..words import Badge, event_name

blueprint = Blueprint("webhooks", __name__, url_prefix="/kerja/instansi/webhook")
only_for(blueprint, "ti")

EXAMPLE = "https://contoh.go.id/terima"
STATES = {
    "active": Badge(_l("Aktif"), "✓", "green"),
    "paused": Badge(_l("Dijeda"), "‖", "orange"),
    "removed": Badge(_l("Dihapus"), "■", "grey"),
}
CAUSES = {
    "DESK": _l("Dijeda petugas TI."),
    "FAILURES": _l("Dijeda sendiri: sehari penuh tidak ada kiriman yang diterima."),
    "GONE": _l("Dijeda sendiri: tujuan menjawab 410, tidak menerima lagi."),
}
STATUSES = {
    "waiting": Badge(_l("Menunggu"), "●", "blue"),
    "delivered": Badge(_l("Diterima"), "✓", "green"),
    "failed": Badge(_l("Gagal"), "✕", "red"),
    "withdrawn": Badge(_l("Ditarik"), "■", "grey"),
}
OUTCOMES = {
    "address": _l("alamatnya terlarang"),
    "name": _l("namanya tidak dikenal"),
    "connection": _l("tidak tersambung"),
    "certificate": _l("sertifikatnya tidak sah"),
    "time": _l("terlalu lama"),
    "answer": _l("jawabannya bukan HTTP"),
    "proxy": _l("perantara keluar kita menolak atau mati"),
}


class Act(NamedTuple):
    """`step` is the service's path, `what` is said on the page that asks."""

    step: str
    label: str
    what: str
    told: str
    states: tuple[str, ...]


ACTS = {
    "jeda": Act("pause", _l("Jeda"), _l("Kiriman berikutnya menunggu sampai dilanjutkan."),
                _l("Webhook dijeda."), ("active",)),
    "lanjutkan": Act("resumption", _l("Lanjutkan"), _l("Semua yang menunggu dikirim sekarang, menurut urutannya."),
                     _l("Webhook dilanjutkan."), ("paused",)),
    "rahasia": Act("secret", _l("Ganti rahasia"),
                   _l("Rahasia lama masih menandatangani satu hari, bersama yang baru."),
                   _l("Rahasia diganti. Salin sekarang: tampil 15 menit, hanya bagi Anda."), ("active", "paused")),
    "hapus": Act("removal", _l("Hapus"), _l("Untuk selamanya, dengan semua kiriman yang menunggu."),
                 _l("Webhook dihapus."), ("active", "paused")),
}  # fmt: skip
"""Word in the address → what it does."""


@blueprint.route("/baru/<uuid:agency>", methods=["GET", "POST"])
def register(agency):
    """Tambah webhook."""
    one, found = api("platform").get(path("v1", "agencies", str(agency))), _of(agency)
    form = Form({"url": _("Alamat tujuan"), "types": _("Peristiwa yang dikirim")})
    if form.sent:
        form.require("url", "types")
    if form.sent and not form.errors:
        with form.problems():
            body = {"url": form.get("url"), "types": form.all("types")}
            where = path("v1", "agencies", str(agency), "endpoints")
            made = api("platform").post(where, body, key=form.key)
            flash(_("Webhook tersimpan. Salin rahasianya sekarang: tampil 15 menit, hanya bagi Anda."))
            return redirect(url_for("webhooks.show", id=made["id"]), 303)
    types = {name: event_name(name) for name in found["offered"]}
    return form.page("technical/webhook_new.html", one=one, types=types, example=EXAMPLE)


@blueprint.get("/<uuid:id>")
def show(id):
    one = _one(id)
    status = request.args.get("status", "")
    wanted = {"status": status} if status in STATUSES else {}
    where = path("v1", "endpoints", str(id), "deliveries")
    found = stretch(api("platform").get(where, limit=PAGE, after=after(), **wanted))
    values = {
        "one": one,
        "agency": api("platform").get(path("v1", "agencies", one["agency"])),
        "secret": _secret(id),
        "acts": {word: act for word, act in ACTS.items() if one["status"] in act.states},
        "page": found,
        "chips": chips({name: STATUSES[value].word for name, value in wanted.items()}),
    }
    words = {"states": STATES, "causes": CAUSES, "statuses": STATUSES, "outcomes": OUTCOMES}
    return render_template("technical/webhook.html", **values, **words)


@blueprint.route("/<uuid:id>/ulang", methods=["GET", "POST"])
def send_again(id):
    """Kirim sekali lagi satu peristiwa."""
    event = request.args.get("peristiwa", "")
    what = _("%(event)s dikirim sekali lagi, dengan webhook-id yang sama.", event=event)
    act = Act("redeliveries", _("Kirim lagi"), what, _("Peristiwa itu dikirim lagi."), ("active", "paused"))
    return _sure(_one(id), act, {"event": event})


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    return _sure(_one(id), ACTS[act], {})


def _sure(one: dict, act: Act, body: dict):
    back = url_for("webhooks.show", id=one["id"])
    form = Form({}, version=one["version"])
    if (form.sent and not sure()) or (not form.sent and one["status"] not in act.states):
        return redirect(back, 303)
    if form.sent:
        with form.problems():
            where = path("v1", "endpoints", one["id"], act.step)
            api("platform").post(where, body, key=form.key, version=form.version)
            flash(str(act.told))
            return redirect(back, 303)
    return form.page("technical/webhook_sure.html", one=one, act=act, back=back)


def _one(id) -> dict:
    return api("platform").get(path("v1", "endpoints", str(id)))


def _of(agency) -> dict:
    return api("platform").get(path("v1", "agencies", str(agency), "endpoints"))


def _secret(id) -> str:
    """ "" unless whoever looks made it a moment ago."""
    try:
        return api("platform").get(path("v1", "endpoints", str(id), "secret"))["secret"]
    except Problem as problem:
        if problem.rule == "rahasia-tertutup":
            return ""
        raise
