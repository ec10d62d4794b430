"""Sesi pelatihan: scheduling, participants, the code in the room, attendance by hand, outcomes."""

from datetime import date, timedelta

from asnkit.web import current
from asnkit.wib import wib_date
from asnkit.workdays import is_workday
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from .. import qr
from ..client import api, path
from ..formats import decimal, now
from ..forms import Form
from ..learning.pages import CODE
from ..lists import PAGE, after, stretch
from ..signin.access import only_for
from ..staff.confirming import asks, needed
from ..staff.names import called, names_on_roster
from .catalogue import money, whole
from .certificates import STATES

blueprint = Blueprint("training_sessions", __name__)
only_for(blueprint, "diklat")

AT = "/kerja/diklat/sesi"
MOST_PARTICIPANTS = 500
SCORE, PRESENT = "nilai-", "hadir"


@blueprint.get(AT)
def listing():
    since = "" if request.args.get("semua") else wib_date(now()).isoformat()
    found = api("training").get("/v1/sessions", limit=PAGE, after=after(), since=since)
    return render_template("training/sessions.html", page=stretch(found), since=since)


@blueprint.route("/kerja/diklat/katalog/<course>/sesi", methods=["GET", "POST"])
def schedule(course: str):
    """Jadwalkan sesi: hari kerja berturut-turut mulai hari pertama."""
    one = api("training").get(path("v1", "courses", course))
    form = Form(_labels(), {"begins": "08:00", "ends": "16:00", "days": 1})
    if needed(form, "code", "first", "days", "begins", "ends", "place", "capacity"):
        days, numbers, cost = _days(form), {"capacity": whole(form, "capacity")}, money(form, "cost")
        if not form.errors:
            numbers |= {} if cost is None else {"cost": cost}
            body = {name: form.get(name) for name in ("code", "place")} | numbers
            body |= {"course": course, "days": days, "room": form.get("room") or None, "closes": _closes(days)}
            with form.problems():
                if asks(form, "training", "/v1/sessions", body):
                    return form.page("training/session_confirm.html", course=one, days=days)
                done = api("training").post("/v1/sessions", body, key=form.key)
                flash(_("Sesi dijadwalkan dan tampak di jadwal umum."))
                return redirect(url_for("training_sessions.show", id=done["id"]), 303)
    return form.page("training/session_new.html", course=one)


@blueprint.get(f"{AT}/<id>")
def show(id: str):
    people = _participants(id)
    return render_template(
        "training/session.html",
        session=api("training").get(path("v1", "sessions", id)),
        people=people,
        revoked=STATES["REVOKED"],
        names=names_on_roster([one["person"] for one in people]),
        today=wib_date(now()).isoformat(),
        reviews=api("training").get(path("v1", "sessions", id, "reviews")),
    )


@blueprint.route(f"{AT}/<id>/usul", methods=["GET", "POST"])
def nominate(id: str):
    """Usulkan seorang ASN."""
    session, unit = api("training").get(path("v1", "sessions", id)), request.args.get("unit", "").strip()
    form = Form({"person": _("ASN")})
    if needed(form, "person"):
        with form.problems():
            body = {"person": form.get("person")}
            api("training").post(path("v1", "sessions", id, "enrolments"), body, key=form.key)
            flash(_("Usulan tercatat; kursinya dibagi menurut urutan."))
            return redirect(url_for("training_sessions.show", id=id), 303)
    people = api("training").get("/v1/roster", limit=200, unit=unit)["items"]
    names = names_on_roster([one["person"] for one in people])
    choices = {one["person"]: f"{called(names, one['person'])}, {one['unit']}" for one in people}
    return form.page("training/nominate.html", session=session, choices=choices, unit=unit)


@blueprint.get(f"{AT}/<id>/kode")
def code(id: str):
    """Kode kehadiran untuk layar di ruang pelatihan; halaman ini memperbarui dirinya."""
    shown = api("training").get(path("v1", "sessions", id, "code"))
    address = f"{current().settings.urls['portal']}{url_for('arriving.show', session=id, **{CODE: shown['code']})}"
    answer = render_template("training/room_code.html", shown=shown, id=id, picture=qr.picture(address))
    return answer, 200, {"Refresh": str(shown["seconds_left"]), "Cache-Control": "no-store"}


@blueprint.route(f"{AT}/<id>/hadir/<day>", methods=["GET", "POST"])
def attendance(id: str, day: str):
    """Catat kehadiran satu hari dengan tangan, menurut daftar hadir."""
    session = api("training").get(path("v1", "sessions", id))
    if day not in {one["date"] for one in session["days"]}:
        return redirect(url_for("training_sessions.show", id=id), 303)
    absent = [one for one in _participants(id, "SEATED") if day not in one["attended"]]
    form = Form({PRESENT: _("Hadir")})
    if needed(form, PRESENT):
        with form.problems():
            for enrolment in form.all(PRESENT):
                where = path("v1", "enrolments", enrolment, "attendance")
                api("training").post(where, {"date": day}, key=f"{form.key}.{enrolment}"[:128])
            flash(_("%(n)s kehadiran tercatat.", n=len(form.all(PRESENT))))
            return redirect(url_for("training_sessions.show", id=id), 303)
    names = names_on_roster([one["person"] for one in absent])
    choices = {one["id"]: called(names, one["person"]) for one in absent}
    return form.page("training/attendance.html", session=session, day=day, choices=choices)


@blueprint.route(f"{AT}/<id>/hasil", methods=["GET", "POST"])
def outcomes(id: str):
    """Tetapkan hasil semua peserta sekaligus; lulus dihitung dari kehadiran dan nilai."""
    session = api("training").get(path("v1", "sessions", id))
    people = [one for one in _participants(id, "SEATED") if one["outcome"] != "PASSED"]
    names = names_on_roster([one["person"] for one in people])
    tested = session["pass_mark"] is not None
    labels = {f"{SCORE}{one['id']}": called(names, one["person"]) for one in people} if tested else {}
    form = Form(labels, _after(id) if tested else {})
    judged = [one for one in people if not tested or form.get(f"{SCORE}{one['id']}")]
    if form.sent and people and not judged:
        form.fail("", _("Isi nilai sedikitnya satu peserta."))
    elif judged and needed(form):
        with form.problems():
            sent = [(path("v1", "enrolments", one["id"], "outcome"), _judged(form, one, tested)) for one in judged]
            if all(asks(form, "training", where, body) for where, body in sent):
                return form.page("training/outcomes_confirm.html", session=session, people=judged, names=names)
            for (where, body), one in zip(sent, judged, strict=True):
                api("training").post(where, body, key=f"{form.key}.{one['id']}"[:100])
            flash(_("%(n)s hasil ditetapkan. Sertifikat dan JP menyusul dengan sendirinya.", n=len(judged)))
            return redirect(url_for("training_sessions.show", id=id), 303)
    return form.page("training/outcomes.html", session=session, people=people, names=names)


def _judged(form: Form, one: dict, tested: bool) -> dict:
    return {"score": form.get(f"{SCORE}{one['id']}") if tested else None}


@blueprint.route(f"{AT}/<id>/batal", methods=["GET", "POST"])
def cancel(id: str):
    """Batalkan sesi yang belum dimulai."""
    session = api("training").get(path("v1", "sessions", id))
    form = Form({"reason": _("Alasan")}, version=session["version"])
    if needed(form, "reason"):
        with form.problems():
            body, where = {"reason": form.get("reason")}, path("v1", "sessions", id, "cancel")
            if asks(form, "training", where, body):
                return form.page("training/cancel_confirm.html", session=session)
            api("training").post(where, body, form.key, form.version)
            flash(_("Sesi dibatalkan."))
            return redirect(url_for("training_sessions.show", id=id), 303)
    return form.page("training/cancel.html", session=session)


@blueprint.route(f"{AT}/<id>/ubah", methods=["GET", "POST"])
def change(id: str):
    """Ubah hari, tempat, atau kursi; peserta yang bentrok disebut namanya, dan petugas memutuskan."""
    session = api("training").get(path("v1", "sessions", id))
    labels = {name: label for name, label in _labels().items() if name not in ("code", "cost")}
    labels |= {"reason": _("Alasan"), "despite": _("Tetap ubah, walaupun ada peserta yang bentrok")}
    form = Form(labels, _now_of(session), session["version"], fields={"days": "first"})
    clashes: list[dict] = []
    if needed(form, "first", "days", "begins", "ends", "place", "capacity", "reason"):
        days, numbers = _days(form), {"capacity": whole(form, "capacity")}
        if not form.errors:
            body = {name: form.get(name) for name in ("place", "reason")} | numbers
            body |= {"days": days, "room": form.get("room") or None, "despite": bool(form.get("despite"))}
            where = path("v1", "sessions", id, "change")
            with form.problems():
                if asks(form, "training", where, body):
                    return form.page("training/session_change_confirm.html", session=session, days=days)
                api("training").post(where, body, form.key, form.version)
                flash(_("Sesi diubah. Semua yang meminta kursi diberi tahu."))
                return redirect(url_for("training_sessions.show", id=id), 303)
            clashes = _clashes(id, days) if form.status == 409 else []
    names = names_on_roster([one["person"] for one in clashes]) if clashes else {}
    return form.page("training/session_change.html", session=session, clashes=clashes, names=names)


def _clashes(id: str, days: list[dict]) -> list[dict]:
    tried = ["/".join((day["date"], day["begins"], day["ends"])) for day in days]
    return api("training").get(path("v1", "sessions", id, "clashes"), days=tried)["items"]


def _now_of(session: dict) -> dict:
    """What the form starts with."""
    day = session["days"][0]
    start = {"first": day["date"], "days": len(session["days"]), "begins": day["begins"], "ends": day["ends"]}
    return start | {name: session[name] for name in ("place", "room", "capacity")}


def _participants(id: str, standing: str = "") -> list[dict]:
    return list(api("training").every(path("v1", "sessions", id, "participants"), standing=standing))


def _after(id: str) -> dict[str, str]:
    """What the form starts with: the points of the test after."""
    found = api("training").get(path("v1", "sessions", id, "learning"))["people"]
    return {f"{SCORE}{one['enrolment']}": decimal(one["after"]) for one in found if one["after"]}


def _days(form: Form) -> list[dict]:
    """Working days from the first one on, without weekends; each wrong field gets its sentence."""
    number = whole(form, "days") or 0
    try:
        day = date.fromisoformat(form.get("first"))
    except ValueError:
        form.fail("first", _("Hari pertama diisi tanggal, misalnya 2026-12-01."))
        return []
    if not 1 <= number <= 60:
        form.fail("days", _("Jumlah hari antara 1 dan 60."))
        return []
    found: list[date] = []
    while len(found) < number:
        if is_workday(day, ()) or not found:
            found.append(day)
        day += timedelta(days=1)
    return [{"date": one.isoformat(), "begins": form.get("begins"), "ends": form.get("ends")} for one in found]


def _closes(days: list[dict]) -> str:
    """Registration closes at the beginning of the first day."""
    return f"{days[0]['date']}T00:00:00+07:00"


def _labels() -> dict[str, str]:
    return {
        "code": _("Kode sesi"),
        "first": _("Hari pertama"),
        "days": _("Jumlah hari"),
        "begins": _("Mulai pukul"),
        "ends": _("Selesai pukul"),
        "place": _("Tempat atau tautan"),
        "room": _("Ruang"),
        "capacity": _("Kursi"),
        "cost": _("Biaya sesi (Rp)"),
    }
