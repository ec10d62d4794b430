"""Pelatihan saya: one's lesson hours, seats, attendance and certificates; asking for a seat and giving it up.

Who was appointed here signs in as an applicant does, who served before at the office's provider: the same pages stand
under both addresses.
"""

from asnkit import text
from asnkit.wib import wib_date
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..charts import Bar, Chart
from ..client import api, path
from ..formats import now, parsed
from ..forms import Form
from ..public.courses import coming
from ..signin.tokens import person
from ..training.certificates import STATES
from ..training.competences import picture
from ..words import REVIEW_ELEMENTS, REVIEW_SCALE
from . import certificate, exams, hours, latsar

CODE = "kode"
"""In the address that the QR code of the room has."""
LEFT = ("GONE", "DECLINED")
"""Standings after which one may ask again."""
BESIDE = {"performance": "performance.show", "team": "team.show"}
BESIDE_OF_STAFF = {"performance": "performance_desk.show", "team": "team_desk.show"}
"""Where the pages lie that these lead to."""


def add_pages(blueprint: Blueprint) -> None:
    sending = ["GET", "POST"]
    blueprint.add_url_rule("", view_func=show)
    blueprint.add_url_rule("/minta", view_func=request_, methods=sending)
    blueprint.add_url_rule("/<session>/daftar", view_func=ask, methods=sending)
    blueprint.add_url_rule("/<id>/lepas", view_func=withdraw, methods=sending)
    blueprint.add_url_rule("/<session>/hadir", view_func=attend, methods=sending)
    blueprint.add_url_rule("/<session>/kesan", view_func=review, methods=sending)
    for part in (latsar, exams, certificate, hours):
        part.add_pages(blueprint)


def show():
    record = api("training").find("/v1/my-training")
    places = api("training").get("/v1/my-places")["items"]
    skills = api("training").get("/v1/my-competence") if record else None
    ahead = coming()
    taken = {place["session"] for place in places if place["standing"] not in LEFT}
    return render_template(
        "learning/list.html",
        record=record,
        places=places,
        sessions={one["id"]: one for one in ahead},
        today=_today(),
        open=[one for one in ahead if one["id"] not in taken and _open(one)] if record else [],
        chart=_year(record) if record else None,
        asked=api("training").get("/v1/my-needs")["items"] if record else [],
        skills=skills,
        exams=_exams() if record else {},
        revoked=STATES["REVOKED"],
        team=api("training").get("/v1/my-team/waiting") if record else None,
        gaps=picture(skills) if skills else None,
        beside=BESIDE_OF_STAFF if person().staff else BESIDE,
    )


def request_():
    """Minta pelatihan yang belum ada jadwalnya."""
    form = Form({"subject": _("Yang ingin dipelajari"), "reason": _("Alasan")})
    if form.sent:
        form.require("subject", "reason")
        if not form.errors:
            with form.problems():
                body = {name: form.get(name) for name in form.labels}
                api("training").post("/v1/my-needs", body, key=form.key)
                flash(_("Permintaan Anda tercatat."))
                return redirect(url_for(".show"), 303)
    return form.page("learning/request.html")


def ask(session: str):
    """Minta kursi, sesudah membaca syarat lulusnya."""
    one = api("training").get(path("v1", "sessions", session))
    form = Form({})
    if form.sent:
        with form.problems():
            api("training").post(path("v1", "sessions", session, "enrolments"), {}, key=form.key)
            flash(
                _("Permohonan Anda tercatat. Siapa memutusnya, dan putusannya, tampak di sini.")
                if one["approval"]
                else _("Permintaan Anda tercatat. Kursi dibagi menurut urutan permintaan; hasilnya tampak di sini.")
            )
            return redirect(url_for(".show"), 303)
    return form.page("learning/ask.html", one=one)


def withdraw(id: str):
    """Lepaskan kursi."""
    place = _place(id)
    if place is None:
        return redirect(url_for(".show"), 303)
    form = Form({"reason": _("Alasan")})
    if form.sent:
        form.require("reason")
        if not form.errors:
            with form.problems():
                body = {"reason": form.get("reason")}
                api("training").post(path("v1", "enrolments", id, "withdraw"), body, key=form.key)
                flash(_("Kursi Anda dilepas. Yang menunggu paling awal naik dengan sendirinya."))
                return redirect(url_for(".show"), 303)
    return form.page("learning/leave.html", place=place)


def attend(session: str):
    """Kode yang tampil di ruang pelatihan; dari kode QR-nya sudah terisi."""
    one = api("training").get(path("v1", "sessions", session))
    form = Form({"code": _("Kode kehadiran")}, {"code": text.line(request.args.get(CODE, ""))})
    if form.sent:
        form.require("code")
        if not form.errors:
            with form.problems():
                body = {"code": form.get("code")}
                api("training").post(path("v1", "sessions", session, "attendance"), body, key=form.key)
                flash(_("Kehadiran Anda hari ini tercatat."))
                return redirect(url_for(".show"), 303)
    return form.page("learning/attend.html", one=one)


def review(session: str):
    """Kesan tentang sesi yang diikuti."""
    one = api("training").get(path("v1", "sessions", session))
    form = Form({**REVIEW_ELEMENTS, "comment": _("Yang ingin Anda sampaikan")})
    if form.sent:
        form.require(*REVIEW_ELEMENTS)
        if not form.errors:
            with form.problems():
                ratings = {name: int(form.get(name)) for name in REVIEW_ELEMENTS if form.get(name) in REVIEW_SCALE}
                body = {"ratings": ratings, "comment": form.get("comment") or None}
                api("training").post(path("v1", "sessions", session, "reviews"), body, key=form.key)
                flash(_("Terima kasih. Kesan Anda tercatat."))
                return redirect(url_for(".show"), 303)
    return form.page("learning/review.html", one=one, scale=REVIEW_SCALE)


def _today() -> str:
    return wib_date(now()).isoformat()


def _open(session: dict) -> bool:
    return session["status"] == "SCHEDULED" and now() <= parsed(session["closes"])


def _exams() -> dict[str, list[dict]]:
    """One's own tests by session."""
    found: dict[str, list[dict]] = {}
    for one in api("training").get("/v1/my-exams")["items"]:
        found.setdefault(one["session"], []).append({**one, "word": exams.WORDS[one["phase"]]})
    return found


def _place(id: str) -> dict | None:
    return next((one for one in api("training").get("/v1/my-places")["items"] if one["id"] == id), None)


def _year(record: dict) -> Chart:
    """This year's lesson hours against what the law asks for."""
    year = _today()[:4]
    hours, target = record["yearly_hours"].get(year, 0), record["yearly_target"]
    if record["yearly_most"]:
        return _at_most(year, hours, record["yearly_most"])
    short = max(0, target - hours)
    numbers = {"n": hours, "year": year, "short": short, "target": target}
    told = (
        _("%(n)s JP pada tahun %(year)s; kurang %(short)s JP dari %(target)s.", **numbers)
        if short
        else _("%(n)s JP pada tahun %(year)s; target %(target)s JP tercapai.", **numbers)
    )
    bar = Bar(_("JP tahun %(year)s, tanpa Latsar", year=year), hours, target)
    return Chart("jp", _("Jam pelajaran tahun ini"), told, [bar], most=max(hours, target))


def _at_most(year: str, hours: int, most: int) -> Chart:
    """Of a PPPK: a ceiling, over which nothing is taken away."""
    over = max(0, hours - most)
    numbers = {"n": hours, "year": year, "over": over, "most": most}
    told = (
        _("%(n)s JP pada tahun %(year)s; lebih %(over)s JP dari %(most)s yang paling banyak bagi PPPK.", **numbers)
        if over
        else _("%(n)s JP pada tahun %(year)s; bagi PPPK paling banyak %(most)s JP.", **numbers)
    )
    bar = Bar(_("JP tahun %(year)s, tanpa orientasi", year=year), hours, most)
    return Chart("jp", _("Jam pelajaran tahun ini"), told, [bar], most=max(hours, most))
