"""Pelatihan: the calendar of sessions and the catalogue; Cek sertifikat: whether one is genuine."""

from asnkit import text
from asnkit.wib import wib_date
from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _

from ..client import Problem, api, path
from ..formats import now
from ..lists import PAGE, after, stretch

blueprint = Blueprint("courses", __name__)

COMING = 100


@blueprint.get("/pelatihan")
def listing():
    """What comes next, and what there is."""
    wanted = text.line(request.args.get("kata", ""))
    return render_template(
        "public/courses.html",
        sessions=coming(),
        page=stretch(api("training").get("/v1/courses", limit=PAGE, after=after(), q=wanted)),
        wanted=wanted,
    )


@blueprint.get("/pelatihan/<id>")
def show(id: str):
    course = api("training").get(path("v1", "courses", id))
    return render_template("public/course.html", course=course, sessions=coming(id))


@blueprint.get("/sertifikat")
def certificate():
    """By its number; whose it is only with the code that is printed on it."""
    number, code = (text.line(request.args.get(name, "")) for name in ("nomor", "kode"))
    found, wrong = None, ""
    if number:
        try:
            found = api("training").get("/v1/certificates", number=number, code=code)
        except Problem as problem:
            if problem.status not in (404, 422):
                raise
            g.page_errors = wrong = _("Tidak ada sertifikat dengan nomor ini. Periksa lagi angka dan hurufnya.")
    answer = render_template("public/certificate.html", found=found, wrong=wrong, number=number, code=code)
    return answer, 404 if wrong else 200


def coming(course: str = "") -> list[dict]:
    """Sessions that are not over, the next one first."""
    since = wib_date(now()).isoformat()
    return api("training").get("/v1/sessions", limit=COMING, since=since, course=course)["items"]
