"""Instansi lain, at the desk of IT: one person proposes what an agency is given, another one grants it."""

from typing import NamedTuple

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..lists import PAGE, after, chips, stretch
from ..public.agencies import STATUSES, TOPICS
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import sure
from ..staff.seconding import Second
from .webhooks import STATES

blueprint = Blueprint("agency_office", __name__, url_prefix="/kerja/instansi")
only_for(blueprint, "ti")


class Act(NamedTuple):
    """What may be done in some states: `asks` are "topics", "until" or "reason", `step` the service's path."""

    step: str
    label: str
    told: str
    states: tuple[str, ...]
    asks: tuple[str, ...] = ()
    hint: str = ""


TO_ALL = _l("Dibaca semua orang di halaman instansi.")
ACTS = {
    "usulkan": Act(
        "proposal", _l("Usulkan pemberian"), _l("Usulan tersimpan. Petugas lain mengesahkannya."),
        ("asked", "proposed"), ("topics", "until"),
    ),
    "tolak": Act(
        "refusal", _l("Tolak"), _l("Permintaan ditolak; alamatnya dihapus."), ("asked", "proposed"), ("reason",),
        _l("Tercatat, dan tidak tampil di halaman umum."),
    ),
    "persempit": Act(
        "narrowing", _l("Persempit"), _l("Pemberian dipersempit. Terapkan KafkaUser yang baru."), ("granted", "paused"),
        ("topics",),
    ),
    "jeda": Act(
        "pause", _l("Jeda"), _l("Pemberian dijeda. Terapkan KafkaUser yang baru."), ("granted",), ("reason",),
        TO_ALL,
    ),
    "lanjutkan": Act(
        "resumption", _l("Lanjutkan"), _l("Pemberian berlanjut. Terapkan KafkaUser yang baru."), ("paused",)
    ),
    "akhiri": Act(
        "end", _l("Akhiri"), _l("Pemberian berakhir; alamatnya dihapus. Hapus KafkaUser itu."), ("granted", "paused"),
        ("reason",), TO_ALL,
    ),
}  # fmt: skip
"""Word in the address → what it does."""


@blueprint.get("")
def listing():
    status = request.args.get("status", "")
    wanted = {"status": status} if status in STATUSES else {}
    found = api("platform").get("/v1/agencies/requests", limit=PAGE, after=after(), **wanted)
    shown = chips({name: STATUSES[value].word for name, value in wanted.items()})
    return render_template("technical/agencies.html", page=stretch(found), statuses=STATUSES, chips=shown)


@blueprint.get("/<uuid:id>")
def show(id):
    one = _one(id)
    acts = {word: act for word, act in ACTS.items() if one["status"] in act.states}
    sent = one["status"] in ("granted", "paused")
    endpoints = api("platform").get(path("v1", "agencies", str(id), "endpoints"))["items"] if sent else []
    values = {"one": one, "topics": TOPICS, "statuses": STATUSES, "acts": acts, "mine": _mine(one)}
    values |= {"sent": sent, "endpoints": endpoints, "states": STATES}
    return render_template("technical/agency.html", **values)


@blueprint.route("/<uuid:id>/kontak", methods=["GET", "POST"])
def contact(id):
    """Opening the address is an act, recorded by the service; then this page shows it for a quarter of an hour."""
    one, back, form = _one(id), url_for("agency_office.show", id=id), Form({})
    if form.sent and not sure():
        return redirect(back, 303)
    if form.sent:
        with form.problems():
            api("platform").post(path("v1", "agencies", str(id), "contact-readings"), {}, key=form.key)
            return redirect(url_for("agency_office.contact", id=id), 303)
    known = None if form.sent else _contact(id)
    return form.page("technical/agency_contact.html", one=one, back=back, contact=known)


@blueprint.get("/<uuid:id>/kafka-user.json")
def manifest(id):
    found = api("platform").get(path("v1", "agencies", str(id), "kafka-user"))
    told = {"Content-Disposition": f'attachment; filename="{found["user"]}.json"'}
    return Response(found["manifest"], mimetype="application/json", headers=told)


@blueprint.route("/<uuid:id>/sahkan", methods=["GET", "POST"])
def grant(id):
    """Sahkan sebagai orang kedua."""
    one, back = _one(id), url_for("agency_office.show", id=id)
    may = one["status"] == "proposed" and not _mine(one)
    told = _("Data diberikan. Terapkan KafkaUser di bawah, lalu kirim kata sandinya ke surel instansi.")
    second = Second("platform", path("v1", "agencies", str(id), "grant"), told, back, may)
    values = {"one": one, "topics": TOPICS, "back": back}
    return second.page("technical/agency_grant.html", one["proposed"], one["version"], values)


@blueprint.route("/<uuid:id>/<act>", methods=["GET", "POST"])
def do(id, act: str):
    if act not in ACTS:
        abort(404)
    wanted, one, back = ACTS[act], _one(id), url_for("agency_office.show", id=id)
    if one["status"] not in wanted.states and request.method == "GET":
        return redirect(back, 303)
    labels = {"topics": _("Data yang diberikan"), "until": _("Hari terakhir"), "reason": _("Alasan")}
    labels = {name: labels[name] for name in wanted.asks}
    form = Form(labels, {"topics": one["topics"]}, one["version"])
    if form.sent:
        form.require(*(name for name in labels if name != "until"))
    if form.sent and not wanted.asks and not sure():
        return redirect(back, 303)
    if form.sent and not form.errors:
        with form.problems():
            reads = {"topics": form.all, "until": form.date, "reason": form.get}
            body = {name: reads[name](name) for name in labels}
            where = path("v1", "agencies", str(id), wanted.step)
            api("platform").post(where, body, key=form.key, version=form.version)
            flash(str(wanted.told))
            return redirect(back, 303)
    topics = {name: word for name, word in TOPICS.items() if act == "usulkan" or name in one["topics"]}
    return form.page("technical/agency_act.html", one=one, act=wanted, topics=topics, back=back)


def _one(id) -> dict:
    return api("platform").get(path("v1", "agencies", str(id)))


def _contact(id) -> str | None:
    """None while nobody here opened it."""
    try:
        return api("platform").get(path("v1", "agencies", str(id), "contact"))["contact"] or "–"
    except Problem as problem:
        if problem.rule == "belum-dibuka":
            return None
        raise


def _mine(one: dict) -> bool:
    return (one["proposer"] or "").partition(":")[2] == person().id
