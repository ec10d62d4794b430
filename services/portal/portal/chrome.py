"""What stands around every page: the menu of whoever is signed in, and the session's end."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flask import Flask, request, session, url_for
from flask_babel import lazy_gettext as _l

from .formats import now
from .message import inbox
from .signin.access import STAFF
from .signin.tokens import person
from .staff.names import called
from .words import role_name

PUBLIC = [
    ("home.show", _l("Beranda")),
    ("vacancies.listing", _l("Formasi")),
    ("announcements.listing", _l("Pengumuman")),
    ("board.show", _l("Transparansi")),
    ("proof.show", _l("Cek bukti")),
    ("surveys.results", _l("IKM")),
    ("courses.listing", _l("Pelatihan")),
    ("complaints.show", _l("Aduan")),
]
APPLICANT = [
    ("dashboard.show", _l("Lamaran saya")),
    ("documents.listing", _l("Berkas saya")),
    ("learning.show", _l("Pelatihan saya")),
    ("messages.listing", _l("Pesan")),
    ("personal.show", _l("Data saya")),
    ("sign_ins.listing", _l("Riwayat masuk")),
]
HOME = ("work.show", _l("Ruang kerja"))
SELECTIONS = ("selections.listing", _l("Daftar seleksi"))
OBJECTIONS = ("objection_board.listing", _l("Sanggah masuk"))
CORRECTIONS = ("correction_board.listing", _l("Perbaikan data"))
CONTESTS = ("contest_board.listing", _l("Sengketa NIK"))
SENT = ("messages_sent.listing", _l("Pesan terkirim"))
OPENINGS = ("openings.listing", _l("Buka berkas pelamar"))
ERASURES = ("erasure_office.listing", _l("Penghapusan data"))
AGENCIES = ("agency_office.listing", _l("Instansi lain"))
ROLES = ("role_office.listing", _l("Peran pegawai"))
SYSTEM = ("system.show", _l("Keadaan sistem"))
PARKED = ("parked_things.listing", _l("Yang tertahan"))
ROSTER = ("roster.listing", _l("Daftar ASN"))
UNITS = ("unit_register.listing", _l("Unit"))
COURSES = ("catalogue.listing", _l("Katalog"))
SESSIONS = ("training_sessions.listing", _l("Sesi"))
CERTIFICATES = ("certificate_office.listing", _l("Sertifikat"))
ACTIVITIES = ("activity_office.listing", _l("Kegiatan luar"))
NEEDS = ("needs.listing", _l("Kebutuhan"))
PLANS = ("plans.listing", _l("Rencana"))
SURVEYS = ("survey_office.listing", _l("Survei"))
IMPROVEMENTS = ("improvement_office.listing", _l("Perbaikan"))
CALENDAR = ("calendar_office.listing", _l("Kalender"))
REPORTS = ("integrity_desk.listing", _l("Laporan integritas"))
CYCLES = ("cycle_office.listing", _l("Siklus kinerja"))
INDEXES = ("professionalism_office.groups", _l("IP ASN"))
PERFORMANCE = ("performance_desk.show", _l("Kinerja"))
LEARNING = ("learning_desk.show", _l("Pelatihan saya"))
TEAM = ("team_desk.show", _l("Bawahan"))
COMPLAINTS = ("complaint_desk.listing", _l("Aduan masuk"))
COMMENTS = ("comment_desk.listing", _l("Tanggapan"))
WORK: dict[str, list] = {role: [HOME] for role in STAFF} | {
    "verifikator": [HOME, ("queue.show", _l("Antrean saya")), OBJECTIONS, CONTESTS, CORRECTIONS],
    "panitia": [HOME, SELECTIONS, OBJECTIONS, OPENINGS, SENT, SURVEYS],
    "ketua": [HOME, SELECTIONS, OBJECTIONS, CONTESTS, CORRECTIONS, OPENINGS, SENT, ROSTER, SURVEYS, CALENDAR],
    "diklat": [HOME, ROSTER, UNITS, NEEDS, PLANS, COURSES, SESSIONS, CERTIFICATES, ACTIVITIES],
    "pimpinan": [HOME, PLANS],
    "pegawai": [HOME, LEARNING, PERFORMANCE, TEAM],
    "penilai": [HOME, CYCLES, INDEXES],
    "aduan": [HOME, COMPLAINTS, COMMENTS, SURVEYS, IMPROVEMENTS, CALENDAR],
    "penghubung": [HOME, COMPLAINTS, IMPROVEMENTS],
    "inspektorat": [HOME, REPORTS],
    "ti": [HOME, SYSTEM, PARKED, ERASURES, AGENCIES, ROLES],
    "auditor": [
        ("integrity.show", _l("Integritas")),
        ("audit_log.search", _l("Penelusuran")),
        ("past.show", _l("Mesin waktu")),
        ("replays.listing", _l("Putar ulang")),
        ("checkpoints.show", _l("Titik periksa")),
        ("packages.listing", _l("Paket bukti")),
        ("findings.listing", _l("Temuan")),
    ],
}
"""Role → (endpoint, word) of the pages in its menu; the first is where the role arrives."""


class Link(NamedTuple):
    address: str
    label: str
    here: bool


def register(app: Flask) -> None:
    style = Path(app.static_folder) / "style.css"
    app.jinja_env.globals["release"] = hashlib.sha256(style.read_bytes()).hexdigest()[:10]
    app.jinja_env.globals["role_name"] = role_name
    app.jinja_env.globals["called"] = called
    app.context_processor(_around)


def _around() -> dict:
    who = person()
    unread = inbox.unread(who.id) if who is not None and not who.staff else 0
    # By the clock of the pages, which a development system may have set forward; a session ends by the real one.
    ends = now() + (session.ends - datetime.now(UTC)) if who and session.ends else None
    return {"person": who, "menu": _menu(who), "unread": unread, "session_ends": ends, "printed": now()}


def _menu(who) -> list[Link]:
    entries = PUBLIC
    if who is not None:
        entries = WORK.get(who.role, []) if who.staff else APPLICANT + PUBLIC[1:3]
    links = [(url_for(endpoint), str(label)) for endpoint, label in entries]
    here = max((address for address, _ in links if _under(address)), key=len, default="")
    return [Link(address, label, address == here) for address, label in links]


def _under(address: str) -> bool:
    return request.path == address or (address != "/" and request.path.startswith(f"{address}/"))
