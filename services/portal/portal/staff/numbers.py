"""Cari nomor: one box for any number that people have on paper; what it is shows in how it is written."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from asnkit import text
from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from ..client import Problem, api
from ..formats import day
from ..signin.access import STAFF, only_for
from ..signin.tokens import person
from ..words import STAGES
from .periods import shown_line

blueprint = Blueprint("numbers", __name__)
only_for(blueprint, *STAFF)

LONGEST = 120
MOST = 10
PARTICIPANT = re.compile(r"[0-9]{12}")
COMPLAINT = re.compile(r"[0-9A-Z]{4}-?[0-9A-Z]{4}")
SHA256 = re.compile(r"[0-9a-f]{64}")
STREAM = re.compile(r"[a-z_]+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(@[0-9]{1,9})?")
SEES_CERTIFICATES = ("diklat", "ketua")
SEES_APPLICATIONS = ("verifikator", "panitia", "ketua", "auditor")


class Hit(NamedTuple):
    """`address` is "" where this role has no page for it."""

    what: str
    about: str
    address: str


@blueprint.get("/kerja/cari")
def find():
    number = text.line(request.args.get("nomor", ""))[:LONGEST]
    found = list(_hits(number, person().role)) if number else []
    return render_template("staff/numbers.html", number=number, found=found)


def _hits(number: str, role: str) -> Iterator[Hit]:
    """What it may be, by its form; of a text that has none of these a letter, a certificate and formations."""
    plain = number.replace(" ", "").replace(".", "")
    if PARTICIPANT.fullmatch(plain):
        yield from _applications(plain, role)
    elif SHA256.fullmatch(number.lower()):
        yield Hit(_("Bukti peristiwa"), number.lower(), url_for("proof.show", bukti=number.lower()))
    elif STREAM.fullmatch(number):
        place = url_for("audit_log.trail", stream=number.partition("@")[0]) if role == "auditor" else ""
        yield Hit(_("Objek dalam log"), number, place)
    elif COMPLAINT.fullmatch(number.upper()) and role in ("aduan", "penghubung"):
        yield from _complaints(number)
    else:
        yield from _letters(number)
        yield from _certificates(number, role)
        yield from _formations(number)


def _applications(number: str, role: str) -> Iterator[Hit]:
    if role not in SEES_APPLICATIONS:
        return
    for one in api("registration").get("/v1/applications", participant_no=number)["items"]:
        about = _("peserta %(number)s, periode %(code)s", number=number, code=one["period"])
        yield Hit(_("Lamaran"), about, _file(one))


def _file(row: dict) -> str:
    who, id = person(), row["id"]
    if who.role == "auditor":
        return url_for("audit_log.trail", stream=f"application-{id}")
    if who.role == "verifikator":
        mine = (row.get("held_by") or "").partition(":")[2] == who.id
        return url_for("desk.show", id=id) if mine else url_for("queue.show", periode=row["period"])
    return url_for("openings.show", id=id)


def _complaints(number: str) -> Iterator[Hit]:
    for one in api("feedback").get("/v1/complaints", number=number)["items"]:
        yield Hit(_("Aduan"), one["number"], url_for("complaint_desk.show", id=one["id"]))


def _letters(number: str) -> Iterator[Hit]:
    for one in api("registration").get("/v1/announcements", number=number, limit=MOST)["items"]:
        about = f"{one['title']}, {STAGES.get(one['stage'], one['stage'])}, {day(one['published_at'])}"
        word = _("Pengumuman nomor %(number)s", number=one["number"])
        yield Hit(word, about, url_for("announcements.show", id=one["id"]))


def _certificates(number: str, role: str) -> Iterator[Hit]:
    office = role in SEES_CERTIFICATES
    try:
        if office:
            found = api("training").get("/v1/certificates/issued", number=number)["items"]
        else:
            one = api("training").find("/v1/certificates", number=number)
            found = [one] if one else []
    except Problem as problem:
        if problem.status != 422:
            raise
        return
    for one in found:
        everybody = url_for("courses.certificate", nomor=number)
        place = url_for("certificate_office.show", id=one["id"]) if office else everybody
        yield Hit(_("Sertifikat"), one["title"], place)


def _formations(words: str) -> Iterator[Hit]:
    for line in api("registration").get("/v1/vacancies", q=words, limit=MOST)["items"]:
        yield Hit(_("Formasi"), f"{shown_line(line)}, {line['period']}", url_for("vacancies.show", id=line["id"]))
