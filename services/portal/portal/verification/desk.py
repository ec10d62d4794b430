"""Meja verifikasi: one application, its documents beside what is asked, and the verdict."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import Problem, api, path
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import needed, sure
from . import files
from .requirements import items

blueprint = Blueprint("desk", __name__)
only_for(blueprint, "verifikator")

VERDICTS = {
    "MS": _l("MS – Memenuhi Syarat: semua sesuai"),
    "TMS": _l("TMS – Tidak Memenuhi Syarat: ada alasan di atas"),
}


@blueprint.route("/kerja/verifikasi/<id>", methods=["GET", "POST"])
def show(id: str):
    registration = api("registration")
    file = registration.get(path("v1", "applications", id, "file"))
    if file["applicant"] is None:
        sentence = _("Data pribadi pelamar ini sudah dihapus dan tidak dapat dibaca lagi.")
        raise Problem(410, "data-dihapus", [("", sentence)])
    line = registration.get(path("v1", "vacancies", file["vacancy"]))
    known = reasons()
    form = Form({"reasons": _("Alasan"), "verdict": _("Putusan")}, version=file["version"])
    if needed(form, "verdict") and form.get("verdict") in VERDICTS:
        verdict, given = form.get("verdict"), form.all("reasons")
        if not sure():
            return form.page("verification/verdict.html", file=file, line=line, verdict=verdict, known=known)
        with form.problems():
            body = {"verdict": verdict, "reasons": given}
            where = path("v1", "applications", id, "verdict")
            registration.post(where, body, key=form.key, version=form.version)
            number = file["participant_no"]
            flash(_("%(number)s diputuskan %(verdict)s dan lepas dari meja Anda.", number=number, verdict=verdict))
            return redirect(url_for("queue.show", periode=file["period"]), 303)
    facts, documents, others = items(file, line, known)
    opened = next((item for item in documents if item.picture and item.document == request.args.get("lihat")), None)
    return form.page(
        "verification/desk.html",
        file=file,
        line=line,
        facts=facts,
        documents=documents,
        others=others,
        opened=opened,
        verdicts=VERDICTS,
    )


@blueprint.get("/kerja/verifikasi/<id>/berkas/<document>")
def document(id: str, document: str):
    """Isi satu berkas dari lamaran yang sedang diperiksa."""
    return files.passed_on(document, url_for("desk.show", id=id))


def reasons() -> dict[str, str]:
    """Code → the rule in words, as registration has them."""
    return {one["code"]: one["text"] for one in api("registration").get("/v1/applications/reasons")["items"]}
