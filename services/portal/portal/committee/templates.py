"""Templat pesan: the words of each kind of message, by language; proposed by one, in use after another has signed."""

from asnkit.events import format_time
from asnkit.web import current
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..formats import now
from ..forms import Form
from ..language import LANGUAGES
from ..message import editions, wording
from ..message.kinds import KINDS
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..staff.inbox import TURNS, UNUSABLE
from ..staff.seconding import Second
from .differences import differences
from .selection import COMMITTEE

blueprint = Blueprint("templates", __name__, url_prefix="/kerja/templat")
only_for(blueprint, *COMMITTEE)

EXAMPLE = {editions.PERIOD: "CPNS-2026", editions.NUMBER: "242715390841"}
PLACEHOLDERS = {
    editions.PERIOD: _l("Kode periode seleksi"),
    editions.NUMBER: _l("Nomor peserta orang itu"),
    editions.DAY: _l("Hari kejadiannya"),
}


@blueprint.get("")
def listing():
    found = api("registration").get("/v1/templates")["items"]
    lacking = {(one["kind"], one["language"]) for one in editions.unusable(current().db)}
    return render_template(
        "committee/templates.html",
        items=found,
        lacking=lacking,
        kinds=KINDS,
        languages=LANGUAGES,
        pending=TURNS["other"],
        broken=UNUSABLE,
    )


@blueprint.get("/<kind>/<language>")
def show(kind: str, language: str):
    values = _values(kind, language)
    waiting = values["one"]["waiting"]
    return render_template("committee/template.html", **values, **_beside(values, waiting))


@blueprint.route("/<kind>/<language>/ubah", methods=["GET", "POST"])
def propose(kind: str, language: str):
    """Tanda tangan pertama: teks lain, atau teks lama sekali lagi."""
    values = _values(kind, language)
    labels = {"title": _("Judul"), "text": _("Teks")}
    form = Form(labels, _start(values["one"], values["now"]), values["one"]["version"] or None)
    body = {name: form.get(name) for name in labels}
    if needed(form, *labels):
        with form.problems():
            where = path("v1", "templates", kind, language, "proposals")
            if asks(form, "registration", where, body):
                api("registration").post(path("v1", "templates", kind, language, "check"), body)
                return form.page("committee/template_confirm.html", **values, **_beside(values, body))
            api("registration").post(where, body, form.key, form.version)
            flash(_("Usulan tersimpan. Orang lain membacanya dan mengesahkannya."))
            return redirect(url_for("templates.show", kind=kind, language=language), 303)
    return form.page("committee/template_edit.html", **values)


@blueprint.route("/<kind>/<language>/pengesahan", methods=["GET", "POST"])
def approve(kind: str, language: str):
    """Tanda tangan kedua."""
    told = _("Teks ini dipakai sejak sekarang. Pesan yang sudah terkirim tidak berubah.")
    tick = _("Saya sudah membaca teks ini beserta contohnya")
    return _second(kind, language, "approval", "committee/template_approve.html", told, tick)


@blueprint.route("/<kind>/<language>/penolakan", methods=["GET", "POST"])
def reject(kind: str, language: str):
    """Usulan ditolak atau ditarik kembali."""
    told = _("Usulan ditolak. Teks yang berlaku tetap dipakai.")
    return _second(kind, language, "rejection", "committee/template_reject.html", told)


def _second(kind: str, language: str, act: str, template: str, told: str, tick: str = ""):
    values = _values(kind, language)
    waiting, back = values["one"]["waiting"], url_for("templates.show", kind=kind, language=language)
    second = Second("registration", path("v1", "templates", kind, language, act), told, back, waiting is not None, tick)
    signed = waiting["proposed"] if waiting else None
    return second.page(template, signed, values["one"]["version"], values | _beside(values, waiting))


def _values(kind: str, language: str) -> dict:
    """The template, and the words in use: an edition's, or the portal's own."""
    if kind not in KINDS or language not in LANGUAGES:
        abort(404)
    one = api("registration").get(path("v1", "templates", kind, language))
    used = one["editions"][0] if one["editions"] else wording.own(kind, language)._asdict()
    return {
        "one": one,
        "kind": kind,
        "language": language,
        "name": wording.own(kind, "id").title,
        "spoken": LANGUAGES[language],
        "now": used,
        "example": _example(used, language),
        "placeholders": PLACEHOLDERS,
        "lacks": editions.in_use(current().db, kind).get(language, {}).get("lacks"),
    }


def _beside(values: dict, words: dict | None) -> dict:
    """Other words beside those in use: filled with an example, and what differs."""
    if words is None:
        return {"preview": None, "changed": {}}
    changed = {name: differences(values["now"][name], words[name]) for name in ("title", "text")}
    return {"preview": _example(words, values["language"]), "changed": changed}


def _example(words: dict, language: str) -> wording.Words:
    return wording.filled(words, {**EXAMPLE, editions.DAY: format_time(now())}, language)


def _start(one: dict, used: dict) -> dict:
    """What the form starts with: the words in use, or the edition that the address asks for."""
    wanted = request.args.get("edisi", type=int)
    return next((old for old in one["editions"] if old["edition"] == wanted), used)
