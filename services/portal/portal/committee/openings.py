"""Buka berkas pelamar: a personal file without a case opens for a reason, which is recorded; and who opened what."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from .. import words
from ..client import Problem, api, path
from ..forms import Form
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..staff.periods import chosen
from .selection import COMMITTEE

blueprint = Blueprint("openings", __name__)
only_for(blueprint, *COMMITTEE)

LONGEST = 1000


@blueprint.get("/kerja/pembukaan")
def listing():
    periods, number = chosen(), "".join(request.args.get("peserta", "").split())
    form, registration = Form({"peserta": _("Nomor peserta")}), api("registration")
    if number and periods.code:
        found = registration.get("/v1/applications", period=periods.code, participant_no=number)["items"]
        if found:
            return redirect(url_for("openings.show", id=found[0]["id"]), 303)
        form.fail("peserta", _("Nomor peserta ini tidak ada pada periode itu."))
    page = stretch(registration.get("/v1/openings", limit=PAGE, after=after()))
    known = {"periods": periods, "number": number, "reasons": words.READ_REASONS}
    return form.page("committee/openings.html", page=page, **known)


@blueprint.route("/kerja/pembukaan/<uuid:id>", methods=["GET", "POST"])
def show(id):
    """Alasannya lebih dahulu; sesudah itu berkas terbuka 15 menit."""
    labels = {"why": _("Alasan"), "note": _("Keterangan")}
    form = Form(labels)
    if form.sent:
        form.require(*labels)
    if form.sent and not form.errors:
        with form.problems():
            body = {name: form.get(name) for name in labels}
            api("registration").post(path("v1", "applications", str(id), "openings"), body, key=form.key)
            flash(_("Alasan Anda tercatat. Berkas terbuka 15 menit."))
            return redirect(url_for("openings.show", id=id), 303)
    file = None if form.errors else _file(id)
    if file is None:
        return form.page("committee/opening.html", reasons=words.READ_REASONS, longest=LONGEST)
    line = api("registration").get(path("v1", "vacancies", file["vacancy"]))
    return form.page("committee/opened.html", file=file, line=line)


def _file(id) -> dict | None:
    """None while no reason is recorded."""
    try:
        return api("registration").get(path("v1", "applications", str(id), "file"))
    except Problem as problem:
        if problem.rule == "alasan-wajib":
            return None
        raise
