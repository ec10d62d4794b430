"""Pelatihan: the calendar of sessions, each as a file for one's own, and the catalogue; Cek sertifikat: whether one is
genuine."""

from datetime import UTC, date, datetime, time

from asnkit import text
from asnkit.web import current
from asnkit.wib import WIB, wib_date
from flask import Blueprint, Response, g, render_template, request
from flask_babel import gettext as _
from icalendar import Calendar, Event

from ..client import Problem, api, path
from ..formats import now
from ..learning.certificate import signer
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


@blueprint.get("/pelatihan/sesi/<uuid:id>.ics")
def calendar(id):
    """The days of a session (iCalendar, RFC 5545); one that moves keeps its UID, and what was cancelled says so."""
    session = api("training").get(path("v1", "sessions", str(id)))
    made = Calendar()
    made.add("prodid", "-//Kota Tanjungbalai//Pelatihan ASN//ID")
    made.add("version", "2.0")
    for number, day in enumerate(session["days"], 1):
        event = Event()
        event.add("uid", f"{id}-{number}@asn-tanjungbalai")
        event.add("sequence", session["version"])
        event.add("dtstamp", now())
        event.add("dtstart", _moment(day, "begins"))
        event.add("dtend", _moment(day, "ends"))
        event.add("status", "CANCELLED" if session["status"] == "CANCELLED" else "CONFIRMED")
        event.add("summary", f"{session['title']} ({session['code']})")
        event.add("location", session["place"])
        event.add("url", f"{current().settings.urls['portal']}/pelatihan/{session['course']}")
        made.add_component(event)
    headers = {"Content-Disposition": f'attachment; filename="{session["code"]}.ics"'}
    return Response(made.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)


def _moment(day: dict, name: str) -> datetime:
    return datetime.combine(date.fromisoformat(day["date"]), time.fromisoformat(day[name]), WIB).astimezone(UTC)


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
    values = {"found": found, "wrong": wrong, "number": number, "code": code, "signer": signer()}
    answer = render_template("public/certificate.html", **values)
    return answer, 404 if wrong else 200


def coming(course: str = "") -> list[dict]:
    """Sessions that are not over, the next one first."""
    since = wib_date(now()).isoformat()
    return api("training").get("/v1/sessions", limit=COMING, since=since, course=course)["items"]
