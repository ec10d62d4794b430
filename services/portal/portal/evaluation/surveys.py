"""Survei kepuasan: open one, watch the number of answers, close it, publish its index."""

from decimal import Decimal

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..client import api, path
from ..forms import Form
from ..lists import PAGE, Page, chips, offset, page_number, sheet_answer
from ..signin.access import only_for
from ..staff.confirming import needed, sure
from ..words import CHANNELS, Badge

blueprint = Blueprint("survey_office", __name__)
only_for(blueprint, "aduan", "panitia", "ketua")

OPEN = Badge(_l("Dibuka"), "◐", "blue")
CLOSED = Badge(_l("Ditutup"), "■", "grey")
PUBLISHED = Badge(_l("IKM terbit"), "★", "green")
STATUSES = {"open": _l("Dibuka"), "closed": _l("Ditutup")}


@blueprint.get("/kerja/survei")
def listing():
    found = api("feedback").get("/v1/surveys", limit=PAGE, offset=offset(), status=_status())
    return render_template(
        "evaluation/surveys.html",
        page=Page(found["items"], found["total"], page_number()),
        statuses=STATUSES,
        badge_of=badge_of,
        chips=chips({"status": str(STATUSES.get(_status(), ""))} if _status() else {}),
    )


@blueprint.get("/kerja/survei.<any(csv, xlsx):form>")
def download(form: str):
    columns = (_("Judul"), _("Unit"), _("Layanan"), _("Keadaan"), _("Responden"), "IKM", _("Mutu"))
    rows = (
        (
            one["title"],
            one["unit"],
            one["service"],
            badge_of(one).word,
            one["ikm"]["responses"] if one["ikm"] else "",
            Decimal(one["ikm"]["shown"]) if one["ikm"] else "",
            one["ikm"]["grade"] if one["ikm"] else "",
        )
        for one in api("feedback").every("/v1/surveys", status=_status())
    )
    return sheet_answer(form, "survei", columns, rows)


@blueprint.route("/kerja/survei/buka", methods=["GET", "POST"])
def begin():
    """Buka survei."""
    labels = {
        "title": _("Judul survei"),
        "unit": _("Unit"),
        "service": _("Layanan yang dinilai"),
        "population": _("Jumlah orang yang dilayani"),
        "minimum": _("Responden paling sedikit"),
        **{name: _("Kuota: %(channel)s", channel=word) for name, word in CHANNELS.items()},
    }
    form = Form(labels, {"minimum": 30}, fields={f"quotas.{name}": name for name in CHANNELS})
    if needed(form, "title", "unit", "service"):
        body = {name: form.get(name) for name in ("title", "unit", "service")}
        body |= _whole_numbers(form, "population", "minimum") | {"quotas": _whole_numbers(form, *CHANNELS)}
        if not form.errors:
            with form.problems():
                done = api("feedback").post("/v1/surveys", body, key=form.key)
                flash(_("Survei dibuka. Sebarkan alamatnya kepada yang dilayani."))
                return redirect(url_for("survey_office.show", id=done["id"]), 303)
    return form.page("evaluation/open.html")


@blueprint.get("/kerja/survei/<id>")
def show(id: str):
    survey = api("feedback").get(path("v1", "surveys", id))
    waiting = None
    if survey["status"] == "closed" and not survey["ikm"]:
        found = api("feedback").get("/v1/publications", survey=survey["id"], status="proposed", limit=1)
        waiting = next(iter(found["items"]), None)
    return render_template("evaluation/survey.html", survey=survey, waiting=waiting, badge_of=badge_of)


@blueprint.route("/kerja/survei/<id>/tutup", methods=["GET", "POST"])
def close(id: str):
    """A page that says what will happen, and the step when it is confirmed."""
    survey = api("feedback").get(path("v1", "surveys", id))
    form = Form({}, version=survey["version"])
    if form.sent and sure():
        with form.problems():
            api("feedback").post(path("v1", "surveys", id, "closing"), None, form.key, form.version)
            flash(_("Survei ditutup. Sekarang penerbitan IKM dapat diusulkan."))
            return redirect(url_for("survey_office.show", id=id), 303)
    elif form.sent:
        return redirect(url_for("survey_office.show", id=id), 303)
    return form.page("evaluation/close.html", survey=survey)


def badge_of(survey: dict) -> Badge:
    if survey["ikm"]:
        return PUBLISHED
    return OPEN if survey["status"] == "open" else CLOSED


def _status() -> str:
    wanted = request.args.get("status", "")
    return wanted if wanted in STATUSES else ""


def _whole_numbers(form: Form, *names: str) -> dict[str, int]:
    """Those that are filled in; what is no number gets its sentence."""
    found = {}
    for name in names:
        text = form.get(name).replace(".", "")
        if text.isascii() and text.isdecimal():
            found[name] = int(text)
        elif text:
            form.fail(name, _("%(field)s diisi dengan angka.", field=form.labels[name]))
    return found
