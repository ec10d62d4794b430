"""The staff's inbox: what waits over all periods, by its day; and what of it waits for somebody else.

The services say what waits and for whom; here is where each thing leads and how it is called.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from asnkit.wib import wib_date
from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ..formats import now, number, parsed
from ..words import Badge, role_name

TURNS = {
    "you": Badge(_l("Menunggu Anda"), "▲", "orange"),
    "second": Badge(_l("Menunggu tanda tangan Anda"), "✎", "orange"),
    "other": Badge(_l("Menunggu orang kedua"), "◐", "grey"),
    "early": Badge(_l("Belum waktunya"), "○", "grey"),
}
MINE = ("you", "second")
LATE = Badge(_l("Lewat tenggat"), "✕", "red")
STEP = Badge(_l("Langkah berikutnya"), "→", "blue")
NEWS = Badge(_l("Baru"), "→", "blue")
UNUSABLE = Badge(_l("Tidak terpakai"), "✕", "red")

WORDS = {
    "file": _l("Lanjutkan pemeriksaan berkas"),
    "files": _l("Ambil berkas dari antrean"),
    "objections": _l("Jawab sanggahan"),
    "acceptance": _l("Usulan menerima sanggahan"),
    "contest": _l("Sengketa NIK"),
    "correction": _l("Perbaikan data diri"),
    "erasure": _l("Penghapusan data"),
    "period_change": _l("Perubahan periode"),
    "vacancy_change": _l("Perubahan formasi"),
    "announcement_change": _l("Koreksi pengumuman"),
    "parked": _l("Yang tertahan"),
    "template": _l("Templat pesan"),
    "rules": _l("Usulan aturan seleksi"),
    "application": _l("Permohonan kursi tanpa atasan"),
    "team": _l("Permohonan kursi bawahan"),
    "evaluation": _l("Hasil pelatihan bawahan"),
    "own_today": _l("Catat kehadiran pelatihan hari ini"),
    "own_exams": _l("Uji pelatihan"),
    "own_reviews": _l("Kesan tentang pelatihan"),
    "own_decided": _l("Permohonan kursi Anda diputus"),
    "own_checked": _l("Kegiatan Anda di tempat lain diperiksa"),
    "activities": _l("Kegiatan di tempat lain menunggu diperiksa"),
    "own_moved": _l("Sesi pelatihan Anda diubah atau dibatalkan"),
    "scores": _l("Berkas nilai"),
    "amendment": _l("Koreksi nilai"),
    "objection": _l("Sanggahan hasil"),
    "tie": _l("Seri di batas kuota"),
    "result": _l("Hasil"),
    "complaint": _l("Aduan"),
    "comments": _l("Baca tanggapan atas seleksi"),
    "report": _l("Laporan integritas"),
    "appraisal": _l("Penilaian kinerja"),
    "cycle_change": _l("Perubahan siklus kinerja"),
    "moved": _l("Hari siklus kinerja dipindahkan"),
    "evidence": _l("Bukti IP ASN"),
    "calendar": _l("Perubahan kalender"),
    "unit_list": _l("Daftar unit"),
    "roster_list": _l("Daftar ASN"),
    "roster_undo": _l("Penarikan daftar ASN"),
    "ikm": _l("Usulkan penerbitan IKM"),
    "publication": _l("Penerbitan IKM"),
    "agency": _l("Permintaan instansi"),
    "agency_end": _l("Pemberian yang segera berakhir"),
    "certificate": _l("Pencabutan sertifikat"),
    "reissue": _l("Penggantian sertifikat"),
    "endpoint": _l("Webhook yang berhenti"),
    "role": _l("Usulan peran"),
    "role_review": _l("Tinjauan peran"),
    "role_extension": _l("Perpanjangan peran"),
    "role_end": _l("Peran yang segera berakhir"),
    "decree": _l("Keputusan tentang ASN"),
    "probation": _l("Siap diangkat menjadi PNS"),
    "plan": _l("Rencana pelatihan"),
    "needs": _l("Kebutuhan pelatihan"),
    "latsar": _l("Tidak lulus Latsar"),
    "training": _l("Peserta Latsar belum selesai"),
    "finding": _l("Temuan auditor"),
    "finding_answer": _l("Tanggapan atas temuan"),
}
OF_ROLES = ("role", "role_review", "role_extension", "role_end")
STAGED = ("scores", "amendment", "objection", "result")
"""Of a stage, which stands behind the word."""


class Count(NamedTuple):
    """A number, what it counts, and where it leads."""

    number: int
    what: str
    address: str


@dataclass(frozen=True)
class Item:
    """One thing; `period` is a code or "", `due` a day, a moment or None."""

    what: str
    address: str
    badge: Badge
    mine: bool = True
    about: str = ""
    period: str = ""
    since: str | None = None
    due: str | None = None

    @property
    def late(self) -> bool:
        return self.due is not None and _over(self.due)


@dataclass(frozen=True)
class Inbox:
    """`names` maps the periods' codes; `more` says how many things are on no list here, `away` who could not say.

    `parked` says of each service how many things stand still there until the technical office sees to them.
    """

    items: list[Item] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    more: int = 0
    away: tuple[str, ...] = ()
    parked: dict[str, int] = field(default_factory=dict)

    @property
    def mine(self) -> list[Item]:
        return [one for one in self._shown() if one.mine]

    @property
    def others(self) -> list[Item]:
        return [one for one in self._shown() if not one.mine]

    @property
    def choices(self) -> list[tuple[str, str, int]]:
        """(code, name, how many) of each period with something, where there are several."""
        codes = [one.period for one in self.items if one.period]
        found = [(code, name, codes.count(code)) for code, name in self.names.items() if code in codes]
        return found if len(found) > 1 else []

    @property
    def chosen(self) -> str:
        """The one period that the address asks for; "" for all."""
        wanted = request.args.get("periode", "")
        return wanted if wanted in self.names else ""

    def _shown(self) -> list[Item]:
        return [one for one in ordered(self.items) if self.chosen in ("", one.period)]


def ordered(items: Iterable[Item]) -> list[Item]:
    """By the day it is due, then the longest waiting; what has neither comes last."""
    return sorted(items, key=lambda one: (one.due is None, (one.due or "")[:10], one.since is None, one.since or ""))


def told(found: Iterable[dict]) -> Iterator[Item]:
    """What services answer at /v1/waiting."""
    for one in found:
        known = {name: one.get(name) for name in ("since", "due")}
        place = _address(one)
        mine = one["turn"] in MINE
        about = role_name(one["about"]) if one["kind"] in OF_ROLES else one["about"]
        yield Item(_what(one), place, TURNS[one["turn"]], mine, about, one.get("period") or "", **known)


def _what(one: dict) -> str:
    word = str(WORDS[one["kind"]])
    if one["kind"] == "result" and one["turn"] == "you":
        word = _("Terbitkan hasil")
    if one["kind"] in STAGED:
        word = f"{word} {_('akhir') if one['stage'] == 'FINAL' and one['kind'] != 'scores' else one['stage']}"
    return f"{word} ({number(one['number'])})" if one.get("number", 1) > 1 else word


def _address(one: dict) -> str:
    code, id = one.get("period"), one["id"]
    match one["kind"]:
        case "file":
            return url_for("desk.show", id=id)
        case "files":
            return url_for("queue.show", periode=code)
        case "objections":
            return url_for("objection_board.listing", periode=code, status="filed")
        case "acceptance":
            return url_for("objection_board.show", id=id)
        case "contest":
            return url_for("contest_board.show", id=id)
        case "correction":
            return url_for("correction_board.show", id=id)
        case "erasure":
            return _erasure(id, one["turn"])
        case "period_change":
            return url_for("moving.show", code=code, id=id)
        case "vacancy_change":
            return url_for("line_changing.show", code=code, id=id)
        case "announcement_change":
            return url_for("letter_changing.show", code=code, id=id)
        case "template":
            kind, _slash, language = id.partition("/")
            return url_for("templates.show", kind=kind, language=language)
        case "calendar":
            return url_for("calendar_office.show", id=id)
        case "roster_list" | "roster_undo":
            return url_for("roster_files.show", id=id)
        case "certificate" | "reissue":
            return url_for("certificate_office.show", id=id)
        case "decree":
            return url_for("roster.show", id=id)
        case "application":
            return url_for("application_office.approve", id=id)
        case "latsar":
            return url_for("latsar.show", id=id)
        case "plan":
            return url_for("plans.show", year=int(one["about"]))
        case "unit_list":
            return url_for("unit_register.preview", id=id)
        case "agency" | "agency_end":
            return url_for("agency_office.show", id=id)
        case "endpoint":
            return url_for("webhooks.show", id=id)
        case "role" | "role_review" | "role_extension" | "role_end":
            return url_for("role_office.show", id=id)
        case "publication":
            return url_for("index_signing.show", survey=one["of"], id=id)
        case "cycle_change":
            return url_for("cycle_moving.show", cycle=one["of"], id=id)
        case "ikm":
            return url_for("survey_office.show", id=id)
        case "rules":
            return url_for("ruling.show", code=code)
        case "scores":
            return url_for("score_files.show", code=code, stage=one["stage"], id=id)
        case "amendment":
            return url_for("amending.show", code=code, id=id)
        case "objection":
            return url_for("result_objections.show", code=code, id=id)
        case "tie":
            return url_for("ties.show", code=code, id=id)
        case "result":
            return url_for("signing.show", code=code, stage=one["stage"])
    raise KeyError(one["kind"])


def _erasure(id: str, turn: str) -> str:
    pages = {"you": "erasure_office.request_", "second": "erasure_office.confirm"}
    return url_for(pages[turn], id=id) if turn in pages else url_for("erasure_office.listing")


def _over(due: str) -> bool:
    return now() > parsed(due) if "T" in due else wib_date(now()) > date.fromisoformat(due)
