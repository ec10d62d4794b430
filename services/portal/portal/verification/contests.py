"""Sengketa NIK: two accounts name one NIK; begun by a verifier or a person, decided by the chair after both spoke."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..signin.tokens import person
from ..staff.confirming import asks, needed, sure
from ..words import Badge
from . import files

blueprint = Blueprint("contest_board", __name__)
only_for(blueprint, "verifikator", "ketua")

STATUSES = {
    "open": Badge(_l("Menunggu putusan"), "▲", "orange"),
    "MOVED": Badge(_l("NIK berpindah"), "✓", "blue"),
    "KEPT": Badge(_l("NIK tetap"), "✓", "blue"),
}
ROLES = {True: _l("Pemegang pertama"), False: _l("Pelamar kedua")}
"""Of both people, by whether it is who had the NIK."""
REASONS = {
    "SECOND_PROVED": _l("KTP terbukti milik pelamar kedua: NIK berpindah, putusan MS pemegang pertama menjadi TMS"),
    "FIRST_PROVED": _l("KTP terbukti milik pemegang pertama: NIK tetap"),
    "NOT_PROVED": _l("Pelamar kedua tidak membuktikan KTP-nya: NIK tetap"),
}
ALONE = {
    "SECOND_PROVED": _l("KTP terbukti milik pelapor: NIK menjadi miliknya"),
    "NOT_PROVED": _l("Pelapor tidak membuktikan KTP-nya"),
}
"""Where no other account has the NIK."""


@blueprint.get("/kerja/sengketa")
def listing():
    page = stretch(api("registration").get("/v1/contests", limit=PAGE, after=after()))
    return Form({}).page("verification/contests.html", page=page, statuses=STATUSES)


@blueprint.route("/kerja/sengketa/<id>", methods=["GET", "POST"])
def show(id: str):
    opening = request.form.get("buka")
    if opening:
        files.open_(opening)
    contest = api("registration").get(path("v1", "contests", id))
    form = Form({"reason": _("Putusan")}, version=contest["version"])
    known = REASONS if contest["holder"] else ALONE
    may_decide = person().role == "ketua"
    values = {"contest": contest, "statuses": STATUSES, "roles": ROLES, "reasons": known, "may_decide": may_decide}
    if not opening and needed(form, "reason") and form.get("reason") in known:
        with form.problems():
            where, body = path("v1", "contests", id, "decision"), {"reason": form.get("reason")}
            if asks(form, "registration", where, body):
                return form.page("verification/contest_decide.html", **values)
            api("registration").post(where, body, key=form.key, version=form.version)
            flash(_("Sengketa diputuskan. Keduanya diberi tahu lewat surat."))
            return redirect(url_for("contest_board.show", id=id), 303)
    return form.page("verification/contest.html", **values, opened=opening)


@blueprint.get("/kerja/sengketa/<id>/berkas/<document>")
def document(id: str, document: str):
    """Isi KTP atau swafoto yang sudah dibuka."""
    return files.passed_on(document, url_for("contest_board.show", id=id))


@blueprint.route("/kerja/sengketa/<id>/buka", methods=["GET", "POST"])
def begin(id: str):
    """Buka sengketa atas lamaran yang dipegang."""
    if not Form({}).sent and api("registration").find(path("v1", "contests", id)):
        return redirect(url_for("contest_board.show", id=id), 303)
    form = Form({})
    if form.sent and sure():
        with form.problems():
            api("registration").post("/v1/contests", {"application": id}, key=form.key)
            flash(_("Sengketa dibuka. Keduanya diberi tahu lewat surat dan didengar paling lama tiga hari."))
            return redirect(url_for("contest_board.show", id=id), 303)
    elif form.sent:
        return redirect(url_for("desk.show", id=id), 303)
    return form.page("verification/contest_open.html", id=id)
