"""Pengumuman: all of them, one with its list, and the list as CSV.

Lists of the file check are registration's; lists of results are selection's, by job and unit.
"""

from asnkit import text
from asnkit.text import digits
from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from .. import words
from ..client import Problem, api, path
from ..lists import PAGE, Page, chips, offset, page_number, part, passed_on, sheet_answer
from ..spread import drawn

blueprint = Blueprint("announcements", __name__)

CHUNK = 1000
CHANGES = 200
"""How many changes of a list stand on its page; how many there are is said."""


@blueprint.get("/pengumuman")
def listing():
    code = text.line(request.args.get("periode", ""))
    items = api("registration").get("/v1/announcements", period=code)["items"]
    return render_template("public/announcements.html", page=part(items), chips=chips({"periode": code}))


@blueprint.get("/pengumuman/<id>")
def show(id: str):
    one = api("registration").get(path("v1", "announcements", id))
    periods = {period["code"]: period["name"] for period in api("registration").get("/v1/periods")["items"]}
    number = digits(request.args.get("peserta", ""))
    common = {"one": one, "period": periods.get(one["period"], one["period"]), "number": number}
    if one["result"]:
        return _result(one, number, common)
    error, page, changes = "", None, None
    if one["replaces"]:
        changes = api("registration").find(path("v1", "announcements", id, "changes"), limit=CHANGES)
    try:
        code = request.args.get("kode", "")
        wanted = {"participant_no": number, "code": code, "limit": PAGE, "offset": offset()}
        found = api("registration").get(path("v1", "announcements", id, "rows"), **wanted)
        page = Page(found["items"], found["total"], page_number())
    except Problem as problem:
        if problem.status != 422:
            raise
        error = _("Nomor peserta terdiri atas 12 angka, misalnya 240012345678.")
    labels = {"peserta": number, "kode": f"{code} – {words.CODES.get(code, '')}"} if not error else {}
    return render_template(
        "public/announcement.html",
        **common,
        page=page,
        changes=changes,
        error=error,
        chips=chips(labels),
        codes={code: words.CODES[code] for code in one["counts"] if code in words.CODES},
    )


@blueprint.get("/pengumuman/<id>/versi/<int:version>")
def version(id: str, version: int):
    """The letter as it was before it was corrected; its list is the announcement's."""
    registration = api("registration")
    newest = registration.get(path("v1", "announcements", id))
    one = registration.get(path("v1", "announcements", id, "versions", str(version)))
    periods = {period["code"]: period["name"] for period in registration.get("/v1/periods")["items"]}
    period = periods.get(one["period"], one["period"])
    return render_template("public/announcement_version.html", one=one, newest=newest, period=period)


@blueprint.get("/pengumuman/<id>/daftar.<any(csv, xlsx):form>")
def download(id: str, form: str):
    one = api("registration").get(path("v1", "announcements", id))
    if one["result"]:
        id = result_of(one)
        where = path("v1", "results", id, f"rows.{form}")
        return passed_on(api("selection").stream(where, edition=_edition(id, one["result"])))
    wanted = {
        "participant_no": digits(request.args.get("peserta", "")),
        "code": request.args.get("kode", ""),
    }
    rows = api("registration").every(path("v1", "announcements", id, "rows"), step=CHUNK, **wanted)
    listed = ([row[name] for name in ("participant_no", "name", "job_name", "code")] for row in rows)
    return sheet_answer(form, f"pengumuman-{one['period'].lower()}-{one['stage']}", columns(), listed)


def columns() -> tuple[str, ...]:
    """Of a list of the file check."""
    return _("Nomor peserta"), _("Nama tersamar"), _("Jabatan"), _("Kode")


def result_of(one: dict) -> str:
    """The UUID of selection's result behind an announcement; `result` is the event that published it."""
    return one["result"].partition("@")[0].partition("-")[2]


def _edition(result: str, event: str) -> int:
    """The edition that this event published: an announcement that was replaced goes on saying what it said."""
    editions = api("selection").get(path("v1", "results", result, "editions"))["items"]
    return next(one["edition"] for one in editions if one["event"] == event)


def _result(one: dict, number: str, common: dict):
    selection, id = api("selection"), result_of(one)
    edition = _edition(id, one["result"])
    result = selection.get(path("v1", "results", id), edition=edition)
    changes = selection.get(path("v1", "results", id, "changes"), edition=edition, limit=CHANGES)
    participant = selection.find(path("v1", "participants", number)) if number else None
    wanted = request.args.get("formasi", "")
    listed = next((one for one in result["lists"] if one["id"] == wanted), None)
    rows = spread = None
    if listed:
        wanted = {"list": listed["id"], "edition": edition, "limit": PAGE, "offset": offset()}
        found = selection.get(path("v1", "results", id, "rows"), **wanted)
        rows = Page(found["items"], found["total"], page_number())
        # A selection of the release before, met in the middle of a rollout, tells none.
        scores = selection.find(path("v1", "results", id, "spread"), list=listed["id"], edition=edition)
        spread = drawn("sebaran", _("Sebaran nilai"), scores["items"]) if scores else None
    return render_template(
        "public/result.html",
        **common,
        result=result,
        participant=participant,
        listed=listed,
        page=rows,
        spread=spread,
        lists=part(result["lists"]),
        changes=changes,
        codes={code: words.CODES.get(code, meaning) for code, meaning in result["codes"].items()},
    )
