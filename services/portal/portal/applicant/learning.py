"""Pelatihan saya: one's lesson hours, seats, attendance and certificates; asking for a seat and giving it up."""

from urllib.parse import urlencode

from asnkit.web import current
from asnkit.wib import wib_date
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ..charts import Bar, Chart
from ..client import api, path
from ..formats import day, now, number, parsed
from ..forms import Form
from ..lists import passed_on
from ..printed import MARGIN, QR_SIDE, code, fact, sheet
from ..public.courses import coming
from ..signin.access import APPLICANT, only_for
from ..training.certificates import STATES
from ..training.competences import picture
from ..training.latsar import GRADES, PHASES
from ..training.latsar import STATES as STATES_OF_LATSAR
from ..typeface import SANS, shown
from ..words import REVIEW_ELEMENTS, REVIEW_SCALE
from .exams import WORDS

blueprint = Blueprint("learning", __name__, url_prefix="/saya/pelatihan")
only_for(blueprint, APPLICANT)

HABITUATION = "HABITUATION"
LEFT = ("GONE", "DECLINED")
"""Standings after which one may ask again."""


@blueprint.get("")
def show():
    record = api("training").find("/v1/my-training")
    places = api("training").get("/v1/my-places")["items"]
    skills = api("training").get("/v1/my-competence") if record else None
    ahead = coming()
    taken = {place["session"] for place in places if place["standing"] not in LEFT}
    return render_template(
        "applicant/learning.html",
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
    )


@blueprint.get("/latsar/<uuid:id>")
def latsar(id):
    """Tahap, mentor, coach, dan hasil Latsar sendiri."""
    one = api("training").get(path("v1", "latsar", str(id)))
    begun = any(phase["phase"] == HABITUATION and phase["first"] <= _today() for phase in one["phases"])
    return render_template(
        "applicant/latsar.html",
        one=one,
        states=STATES_OF_LATSAR,
        phases=PHASES,
        grades=GRADES,
        begun=begun,
        project=api("training").find(path("v1", "latsar", str(id), "project")),
    )


@blueprint.route("/latsar/<uuid:id>/proyek", methods=["GET", "POST"])
def project(id):
    """Serahkan proyek aktualisasi, atau berkas penggantinya."""
    where = path("v1", "latsar", str(id), "project")
    before = api("training").find(where)
    form = Form({"title": _("Judul proyek"), "file": _("Berkas proyek")}, {"title": before["title"]} if before else {})
    if form.sent:
        form.require("title")
        file = request.files.get("file")
        content = file.read() if file else b""
        if not content:
            form.fail("file", _("Pilih berkas PDF yang tidak kosong."))
        if not form.errors:
            with form.problems():
                api("training").post(where, key=form.key, params={"title": form.get("title")}, data=content)
                flash(_("Proyek Anda diserahkan."))
                return redirect(url_for("learning.latsar", id=id), 303)
    return form.page("applicant/latsar_project.html", id=id, before=before)


@blueprint.get("/latsar/<uuid:id>/proyek/berkas")
def project_file(id):
    return passed_on(api("training").stream(path("v1", "latsar", str(id), "project", "file")))


@blueprint.route("/minta", methods=["GET", "POST"])
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
                return redirect(url_for("learning.show"), 303)
    return form.page("applicant/learning_request.html")


@blueprint.route("/<session>/daftar", methods=["GET", "POST"])
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
            return redirect(url_for("learning.show"), 303)
    return form.page("applicant/learning_ask.html", one=one)


@blueprint.route("/<id>/lepas", methods=["GET", "POST"])
def withdraw(id: str):
    """Lepaskan kursi."""
    place = _place(id)
    if place is None:
        return redirect(url_for("learning.show"), 303)
    form = Form({"reason": _("Alasan")})
    if form.sent:
        form.require("reason")
        if not form.errors:
            with form.problems():
                body = {"reason": form.get("reason")}
                api("training").post(path("v1", "enrolments", id, "withdraw"), body, key=form.key)
                flash(_("Kursi Anda dilepas. Yang menunggu paling awal naik dengan sendirinya."))
                return redirect(url_for("learning.show"), 303)
    return form.page("applicant/learning_leave.html", place=place)


@blueprint.route("/<session>/hadir", methods=["GET", "POST"])
def attend(session: str):
    """Kode yang tampil di ruang pelatihan."""
    one = api("training").get(path("v1", "sessions", session))
    form = Form({"code": _("Kode kehadiran")})
    if form.sent:
        form.require("code")
        if not form.errors:
            with form.problems():
                body = {"code": form.get("code")}
                api("training").post(path("v1", "sessions", session, "attendance"), body, key=form.key)
                flash(_("Kehadiran Anda hari ini tercatat."))
                return redirect(url_for("learning.show"), 303)
    return form.page("applicant/learning_attend.html", one=one)


@blueprint.route("/<session>/kesan", methods=["GET", "POST"])
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
                return redirect(url_for("learning.show"), 303)
    return form.page("applicant/learning_review.html", one=one, scale=REVIEW_SCALE)


@blueprint.get("/<id>/sertifikat")
def certificate(id: str):
    """Why one's certificate was revoked; one that holds is its paper."""
    one = api("training").get(path("v1", "certificates", id))
    if one["revoked_at"] is None:
        return redirect(url_for("learning.download", id=id), 303)
    return render_template("applicant/learning_certificate.html", one=one)


@blueprint.get("/<id>/sertifikat.pdf")
def download(id: str):
    one = api("training").get(path("v1", "certificates", id))
    if one["revoked_at"] is not None:
        return redirect(url_for("learning.certificate", id=id), 303)
    name = api("registration").get("/v1/accounts/me")["name"]
    headers = {"Content-Disposition": 'inline; filename="sertifikat.pdf"'}
    return Response(pdf(one, name), mimetype="application/pdf", headers=headers)


def pdf(one: dict, name: str) -> bytes:
    """The certificate on paper; its QR code leads to Cek sertifikat with its code."""
    page = sheet(_("Sertifikat"))
    fact(page, _("Nomor"), one["certificate_no"], size=14)
    fact(page, _("Diberikan kepada"), name, size=18)
    fact(page, _("Lulus pelatihan"), one["title"], size=16)
    fact(page, _("Selesai"), day(one["completed_on"]))
    fact(page, _("Jam pelajaran"), _("%(n)s JP (1 JP = 45 menit)", n=number(one["hours"])))
    page.ln(6)
    top = page.get_y()
    code(page, address(one), MARGIN, top)
    page.set_xy(MARGIN + QR_SIDE + 8, top)
    page.set_font(SANS, "", 10)
    told = _(
        "Pindai untuk memeriksa sertifikat ini. Nama pemegangnya tampak hanya dengan kode %(code)s.", code=one["code"]
    )
    page.multi_cell(0, 5, shown(page, told), align="L")
    return bytes(page.output())


def address(one: dict) -> str:
    """Where anyone can check this certificate, with its code."""
    query = urlencode({"nomor": one["certificate_no"], "kode": one["code"]})
    return f"{current().settings.urls['portal']}/sertifikat?{query}"


def _today() -> str:
    return wib_date(now()).isoformat()


def _open(session: dict) -> bool:
    return session["status"] == "SCHEDULED" and now() <= parsed(session["closes"])


def _exams() -> dict[str, list[dict]]:
    """One's own tests by session."""
    found: dict[str, list[dict]] = {}
    for one in api("training").get("/v1/my-exams")["items"]:
        found.setdefault(one["session"], []).append({**one, "word": WORDS[one["phase"]]})
    return found


def _place(id: str) -> dict | None:
    return next((one for one in api("training").get("/v1/my-places")["items"] if one["id"] == id), None)


def _year(record: dict) -> Chart:
    """This year's lesson hours against what the law asks for."""
    year = str(wib_date(now()).year)
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
