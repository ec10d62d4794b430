"""Every page, in every state, with what it takes to get there.

A page is (name, town, who, path, what to do there, the status it answers): `who` is one of the
town's people or "" for a visitor; `act` fills in and sends something wrong.
"""

from collections.abc import Callable
from typing import NamedTuple

import requests

from .story import DONE, OBJECTING, OPEN


class Page(NamedTuple):
    name: str
    state: str
    who: str
    path: Callable[[object], str]
    act: Callable | None = None
    status: int = 200


def _fixed(path):
    return lambda town: path


def _mine(who, period, rest=""):
    return lambda town: f"/saya/lamaran/{town.people[who].applications[period]['id']}{rest}"


def _announcement(stage, query=""):
    """The first period's announcement of a stage."""

    def path(town):
        found = requests.get(f"{town.urls['registration']}/v1/announcements?period={DONE}", timeout=10).json()["items"]
        id = next(one["id"] for one in found if one["stage"] == stage)
        return f"/pengumuman/{id}{query(town) if callable(query) else query}"

    return path


def _number(town):
    return f"?peserta={town.people['siti'].applications[DONE]['number']}"


def _send(page):
    """Send the form as it is: nothing filled in."""
    page.locator("main form[method=post]").last.locator("button").click()


def _wrong_file(page):
    page.set_input_files("#file", {"name": "foto.txt", "mimeType": "text/plain", "buffer": b"bukan foto"})
    _send(page)


def _wrong_login(page):
    page.fill("#email", "siapa@contoh.id")
    page.fill("#password", "salah-sekali")
    _send(page)


FULL = [
    Page("beranda", "full", "", _fixed("/")),
    Page("formasi", "full", "", _fixed("/formasi")),
    Page("formasi-tersaring", "full", "", _fixed(f"/formasi?periode={OPEN}&jenjang=S1&jenis=DISABILITAS&urut=kursi")),
    Page("formasi-tanpa-hasil", "empty", "", _fixed("/formasi?kata=zzz")),
    Page("rincian-formasi", "full", "", lambda town: f"/formasi/{town.lines[OPEN]}"),
    Page("rincian-formasi-tutup", "full", "siti", lambda town: f"/formasi/{town.lines[DONE]}"),
    Page("pengumuman", "full", "", _fixed("/pengumuman")),
    Page("daftar", "full", "", _announcement("administrasi")),
    Page("daftar-galat", "error", "", _announcement("administrasi", "?peserta=12")),
    Page("daftar-tanpa-hasil", "empty", "", _announcement("administrasi", "?peserta=240000000000")),
    Page("hasil-skd", "full", "", _announcement("skd", lambda town: f"?formasi={town.lines[DONE]}&hal=2")),
    Page(
        "hasil-akhir",
        "full",
        "",
        _announcement("final", lambda t: f"?peserta={t.people['siti'].applications[DONE]['number']}"),
    ),
    Page("papan", "full", "", _fixed(f"/transparansi?periode={OPEN}")),
    Page("papan-selesai", "full", "", _fixed(f"/transparansi?periode={DONE}")),
    Page("papan-tabel", "full", "", _fixed(f"/transparansi?periode={OPEN}&tampil=tabel")),
    Page("bukti", "empty", "", _fixed("/bukti")),
    Page("bukti-tercatat", "full", "", lambda town: f"/bukti?bukti=vacancy-{town.lines[OPEN]}@1"),
    Page("bukti-belum", "error", "", lambda town: f"/bukti?bukti=vacancy-{town.lines[OPEN]}@9"),
    Page("bukti-galat", "error", "", _fixed("/bukti?bukti=abc")),
    Page("survei", "full", "", lambda town: f"/survei/{town.surveys['open']}"),
    Page("survei-galat", "error", "", lambda town: f"/survei/{town.surveys['open']}", _send, 422),
    Page("survei-tutup", "empty", "", lambda town: f"/survei/{town.surveys['done']}"),
    Page("survei-terima-kasih", "full", "", lambda town: f"/survei/{town.surveys['open']}/terima-kasih"),
    Page("ikm", "full", "", _fixed("/ikm")),
    Page("ikm-satu", "full", "", lambda town: f"/ikm/{town.surveys['done']}"),
    Page("ikm-tabel", "full", "", lambda town: f"/ikm/{town.surveys['done']}?tampil=tabel"),
    Page("bantuan", "full", "", _fixed("/bantuan")),
    Page("aksesibilitas", "full", "", _fixed("/aksesibilitas")),
    Page("tidak-ada", "error", "", _fixed("/tidak-ada"), None, 404),
    Page("masuk", "full", "", _fixed("/masuk")),
    Page("masuk-galat", "error", "", _fixed("/masuk"), _send, 422),
    Page("masuk-salah", "error", "", _fixed("/masuk"), _wrong_login, 401),
    Page("masuk-pegawai", "full", "", _fixed("/masuk/pegawai")),
    Page("akun", "empty", "", _fixed("/akun/baru")),
    Page("akun-galat", "error", "", _fixed("/akun/baru"), _send, 422),
    Page("saya", "full", "siti", _fixed("/saya")),
    Page("berkas", "full", "siti", _fixed("/saya/berkas")),
    Page("unggah", "full", "siti", _fixed("/saya/berkas/unggah/photo")),
    Page("unggah-galat", "error", "siti", _fixed("/saya/berkas/unggah/photo"), _send, 422),
    Page("unggah-salah", "error", "siti", _fixed("/saya/berkas/unggah/photo"), _wrong_file, 422),
    Page("mulai", "full", "siti", lambda town: f"/saya/lamaran/baru?vacancy={town.lines[OPEN]}"),
    Page("mulai-galat", "error", "siti", lambda town: f"/saya/lamaran/baru?vacancy={town.lines[OPEN]}", _send, 409),
    Page("tugas", "full", "siti", _mine("siti", OPEN, "/isi")),
    Page("data-diri", "full", "siti", _mine("siti", OPEN, "/bagian/data-diri")),
    Page("pendidikan", "empty", "siti", _mine("siti", OPEN, "/bagian/pendidikan")),
    Page("pendidikan-galat", "error", "siti", _mine("siti", OPEN, "/bagian/pendidikan"), _send, 422),
    Page("pendidikan-terisi", "full", "budi", _mine("budi", OPEN, "/bagian/pendidikan")),
    Page("berkas-lamaran", "full", "siti", _mine("siti", OPEN, "/bagian/berkas")),
    Page("pernyataan-galat", "error", "siti", _mine("siti", OPEN, "/bagian/pernyataan"), _send, 422),
    Page("penempatan-galat", "error", "siti", _mine("siti", OPEN, "/bagian/penempatan"), _send, 422),
    Page("periksa", "full", "budi", _mine("budi", OPEN, "/periksa")),
    Page("periksa-galat", "error", "budi", _mine("budi", OPEN, "/periksa"), _send, 422),
    Page("terima-kasih", "full", "rina", _mine("rina", OPEN, "/terima-kasih")),
    Page("rincian-tms", "full", "siti", _mine("siti", OBJECTING)),
    Page("rincian-dijawab", "full", "budi", _mine("budi", OBJECTING)),
    Page("rincian-lulus", "full", "siti", _mine("siti", DONE)),
    Page("sanggah", "full", "siti", _mine("siti", OBJECTING, "/sanggah")),
    Page("sanggah-galat", "error", "siti", _mine("siti", OBJECTING, "/sanggah"), _send, 422),
    Page("sanggah-tidak", "empty", "budi", _mine("budi", OBJECTING, "/sanggah")),
    Page("hasil", "full", "siti", _mine("siti", DONE, "/hasil")),
    Page("hasil-tabel", "full", "siti", _mine("siti", DONE, "/hasil?tampil=tabel")),
    Page("hasil-belum", "empty", "siti", _mine("siti", OBJECTING, "/hasil")),
    Page("tarik", "full", "rina", _mine("rina", OPEN, "/tarik")),
    Page("peran-lain", "error", "siti", _fixed("/kerja"), None, 403),
]

EMPTY = [
    Page(name, "empty", who, _fixed(path))
    for name, who, path in (
        ("beranda-kosong", "", "/"),
        ("formasi-kosong", "", "/formasi"),
        ("pengumuman-kosong", "", "/pengumuman"),
        ("papan-kosong", "", "/transparansi"),
        ("survei-kosong", "", "/survei"),
        ("ikm-kosong", "", "/ikm"),
        ("saya-kosong", "siti", "/saya"),
        ("berkas-kosong", "siti", "/saya/berkas"),
    )
]
