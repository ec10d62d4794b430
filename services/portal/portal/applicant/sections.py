"""The sections of an application, one thing on each page."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from .. import words
from ..client import api, path
from ..forms import Form
from ..signin.access import APPLICANT, only_for
from . import standing
from .documents import TYPES

blueprint = Blueprint("sections", __name__, url_prefix="/saya/lamaran/<id>/bagian")
only_for(blueprint, APPLICANT)
READ_BY_ALL = "sections.person"

STATEMENT_TEXT = "2024-1"
"""The version of the five statements on the page."""

ANSWERS = {"true": True, "false": False}


@blueprint.before_request
def offer():
    """Only what can still be changed is offered; what comes too late nevertheless, the service refuses."""
    if request.method == "GET" and request.endpoint != READ_BY_ALL:
        return standing.instead(request.view_args["id"])
    return None


@blueprint.get("/data-diri")
def person(id: str):
    return render_template(
        "applicant/person.html", one=standing.application(id), account=api("registration").get("/v1/accounts/me")
    )


@blueprint.get("/berkas")
def files(id: str):
    one = standing.application(id)
    kinds = {kind["kind"]: kind for kind in api("registration").get("/v1/documents")["kinds"]}
    return render_template("applicant/files.html", one=one, kinds=kinds, types=TYPES)


@blueprint.route("/pendidikan", methods=["GET", "POST"])
def education(id: str):
    one = standing.application(id)
    line = api("registration").get(path("v1", "vacancies", one["vacancy"]))
    labels = {
        "level": _("Jenjang"),
        "programme": _("Program studi atau jurusan"),
        "institution": _("Perguruan tinggi atau sekolah"),
        "gpa": _("IPK atau nilai rata-rata"),
    }
    start = dict(one["education"] or {})
    start["gpa"] = (start.get("gpa") or "").replace(".", ",")
    form = Form(labels, start=start, version=one["version"])
    if form.sent:
        body = {name: form.get(name) for name in labels} | {"gpa": form.get("gpa") or None}
        with form.problems():
            return _save(id, "education", body, form)
    return form.page("applicant/education.html", one=one, line=line)


@blueprint.route("/pernyataan", methods=["GET", "POST"])
def statements(id: str):
    one = standing.application(id)
    form = Form({"agreed": _("Saya menyatakan")}, start={"agreed": one["statements"]}, version=one["version"])
    if form.sent:
        agreed = [name for name in words.STATEMENTS if name in form.all("agreed")]
        if not agreed:
            form.fail("agreed", _("Kelima pernyataan harus disetujui; tanpa itu lamaran tidak dapat dikirim."))
    if form.sent and not form.errors:
        with form.problems():
            return _save(id, "statements", {"text": STATEMENT_TEXT, "agreed": agreed}, form)
    return form.page("applicant/statements.html", one=one)


@blueprint.route("/penempatan", methods=["GET", "POST"])
def placement(id: str):
    one = standing.application(id)
    now = {None: "", True: "true", False: "false"}[one["other_unit"]]
    form = Form({"other_unit": _("Bersedia ditempatkan di unit lain?")}, {"other_unit": now}, one["version"])
    if form.sent and form.get("other_unit") not in ANSWERS:
        form.fail("other_unit", _("Pilih salah satu."))
    if form.sent and not form.errors:
        with form.problems():
            return _save(id, "placement", {"other_unit": ANSWERS[form.get("other_unit")]}, form)
    return form.page("applicant/placement.html", one=one)


def _save(id: str, section: str, body: dict, form: Form):
    where = path("v1", "applications", id, "sections", section)
    api("registration").post(where, body, key=form.key, version=form.version)
    checking = request.values.get("dari") == "periksa"
    return redirect(url_for("submission.check" if checking else "applications.tasks", id=id), 303)
