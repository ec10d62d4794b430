"""Papers of a selection as PDF: both berita acara, and an announcement's letter with its list."""

from collections.abc import Iterable

from flask_babel import gettext as _

from ..formats import day, moment, number
from ..printed import Letter, fact
from ..typeface import MONO
from ..words import CODES

LISTED = 5_000
"""Rows that are printed; a longer list is read at its address."""


def result_minutes(selection: str, heading: str, result: dict, signed: dict, address: str) -> bytes:
    page = Letter(_("Berita acara %(what)s", what=heading))
    page.paragraph(selection)
    page.paragraph(
        _("Hasil di bawah ini dihitung dari nilai yang tercatat menurut aturan yang dikunci, diusulkan oleh satu orang "
          "dan disetujui oleh orang lain sesudah membaca daftar dengan sidik jari yang sama.")
        if result["approved"]
        else _("Hasil di bawah ini diusulkan oleh satu orang dan menunggu orang kedua. Berita acara ini belum lengkap.")
    )  # fmt: skip
    fact(page, _("Edisi"), number(result["edition"]))
    fact(page, _("Aturan"), result["rule_set"]["id"])
    fact(page, _("Sidik jari aturan"), result["rules_sha256"], font=MONO, size=9)
    fact(page, _("Sidik jari daftar"), result["list_sha256"], font=MONO, size=9)
    _counts(page, result["counts"])
    return _signed(page, _("Yang mengusulkan"), _("Yang menyetujui"), signed, address)


def score_minutes(selection: str, stage: str, file: dict, address: str) -> bytes:
    page = Letter(_("Berita acara nilai %(stage)s", stage=stage))
    page.paragraph(selection)
    page.paragraph(
        _("Berkas nilai ini diunggah oleh satu orang dan menunggu orang kedua. Berita acara ini belum lengkap.")
        if file["status"] == "staged"
        else _("Berkas nilai ini diunggah oleh satu orang dan disetujui oleh orang lain sesudah dicocokkan dengan "
               "berkas resmi CAT.")
    )  # fmt: skip
    fact(page, _("Berkas"), file["file"])
    told = {
        _("Baris"): file["rows"],
        _("Hadir"): file["summary"]["present"],
        _("Tidak hadir (TH)"): file["summary"]["absent"],
        _("Diskualifikasi (DIS)"): file["summary"]["disqualified"],
        _("Peserta tanpa baris"): file["missing"],
    }
    page.rows((_("Isi"), _("Jumlah")), (80, 30), [(label, number(value)) for label, value in told.items()])
    return _signed(page, _("Yang mengunggah"), _("Yang menyetujui"), file["staged"], address)


def announcement(one: dict, rows: Iterable[dict], total: int, address: str) -> bytes:
    """The letter; `rows` as everybody reads them, no name whole."""
    page = Letter(one["title"])
    page.paragraph(_("Nomor %(number)s, %(day)s", number=one["number"], day=day(one["published_at"])))
    for change in one["changes"]:
        known = {"n": change["version"], "day": day(change["at"]), "letter": change["letter"]}
        was = ", ".join(change["before"].values())
        told = _("Versi %(n)s, %(day)s, menurut surat %(letter)s; dahulu tertulis: %(was)s.", was=was, **known)
        page.paragraph(told)
    if one["objection_closes"]:
        closes = moment(one["objection_closes"])
        page.paragraph(_("Sanggahan diajukan di portal sampai %(when)s.", when=closes))
    _counts(page, one["counts"])
    page.check(address, _("Pengumuman ini dengan daftar lengkapnya, untuk dibaca dan dicari siapa saja, ada di:"))
    fact(page, _("Sidik jari daftar"), one["list_sha256"], font=MONO, size=9)
    if total <= LISTED:
        page.heading(_("Daftar (%(n)s orang)", n=number(total)))
        head = (_("Nomor peserta"), _("Nama (tersamar)"), _("Jabatan"), _("Kode"))
        listed = ((row["participant_no"], row["name"], row["job_name"], row["code"]) for row in rows)
        page.rows(head, (32, 48, 74, 16), listed)
    else:
        page.paragraph(_("Daftar berisi %(n)s orang; bacalah di alamat di atas.", n=number(total)))
    return bytes(page.output())


def _counts(page: Letter, counts: dict[str, int]) -> None:
    listed = [(code, CODES.get(code, ""), number(many)) for code, many in counts.items()]
    page.rows((_("Kode"), _("Arti"), _("Jumlah")), (22, 120, 28), listed)


def _signed(page: Letter, first: str, second: str, signed: dict, address: str) -> bytes:
    page.heading(_("Tanda tangan"))
    page.signatures(first, second)
    page.check(address, _("Pindai kode ini untuk memeriksa tanda tangan terakhir dengan catatan audit:"))
    fact(page, _("Peristiwa"), signed["event"], font=MONO, size=8)
    fact(page, _("Sidik jari peristiwa"), signed["sha256"], font=MONO, size=8)
    return bytes(page.output())
