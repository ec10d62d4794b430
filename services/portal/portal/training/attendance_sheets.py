"""Lembar kehadiran of a session: downloaded, filled in elsewhere, read, and recorded after a look at what is new."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..lists import passed_on
from ..signin.access import only_for
from ..staff.confirming import changing, sure
from ..staff.names import called, names_on_roster
from ..staff.uploads import ACCEPTED, fail, uploaded

blueprint = Blueprint("attendance_sheets", __name__, url_prefix="/kerja/diklat/sesi")
only_for(blueprint, "diklat")


@blueprint.get("/<id>/lembar.<any(csv, xlsx):form>")
def download(id: str, form: str):
    return passed_on(api("training").stream(path("v1", "sessions", id, f"attendance-sheet.{form}")))


@blueprint.get("/lembar/kesalahan/<id>.<any(csv, xlsx):form>")
def faults(id: str, form: str):
    return passed_on(api("training").stream(path("v1", "attendance-faults", f"{id}.{form}")))


@blueprint.route("/<id>/lembar", methods=["GET", "POST"])
def upload(id: str):
    """Unggah lembar yang sudah diisi, periksa apa yang baru, lalu catat. `marks` is what was looked at."""
    session = api("training").get(path("v1", "sessions", id))
    form, found = Form({"file": _("Berkas XLSX atau CSV"), "marks": _("Kehadiran")}), None
    marks = [] if changing() else _read(form.get("marks"))
    if form.sent and marks and sure():
        with form.problems():
            body = {"marks": [{"enrolment": enrolment, "date": day} for enrolment, day in marks]}
            api("training").post(path("v1", "sessions", id, "attendance-records"), body, key=form.key)
            flash(_("%(n)s kehadiran tercatat.", n=len(marks)))
            return redirect(url_for("training_sessions.show", id=id), 303)
    elif form.sent and not marks and not changing():
        file = uploaded(form)
        with form.problems():
            where = path("v1", "sessions", id, "attendance-sheet")
            found = file and api("training").post(where, params={"file": file.name}, data=file.content)
        if found and found["errors"]:
            fail(form)
        elif found:
            marks = [(row["enrolment"], day) for row in found["rows"] for day in row["days"]]
    if marks:
        values = {"session": session, "marks": marks, "names": _names(id), "found": found}
        return form.page("training/attendance_sheet_sure.html", **values)
    return form.page("training/attendance_sheet.html", session=session, found=found, accepted=ACCEPTED)


def _read(text: str) -> list[tuple[str, str]]:
    """ "enrolment/day enrolment/day" as the page before wrote it; the service checks each."""
    return [(enrolment, day) for enrolment, _slash, day in (one.partition("/") for one in text.split())]


def _names(session: str) -> dict[str, str]:
    """Enrolment → name of whoever has a seat."""
    people = list(api("training").every(path("v1", "sessions", session, "participants"), standing="SEATED"))
    names = names_on_roster([one["person"] for one in people])
    return {one["id"]: called(names, one["person"]) for one in people}
