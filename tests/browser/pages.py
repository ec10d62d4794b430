"""Every page, in every state, with what it takes to get there.

A page is (name, state, who, path, what to do there, the status it answers): `who` is one of the
town's people or "" for a visitor; `act` fills in and sends something wrong. A page that needs nothing but its
address comes from the portal's own map (addresses.py): only its further states are listed.
"""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import requests
from asnkit.events import uuid_of
from selection.result.book import list_id
from training.streams import place_stream

from tests.papers import jpeg

from .addresses import plain
from .hands import click
from .story import DONE, OBJECTING, OPEN

NURSES = list_id("Perawat Ahli Pertama", "UPTD Puskesmas Datuk Bandar")


class Page(NamedTuple):
    name: str
    state: str
    who: str
    path: str | Callable[[object], str]
    act: Callable | None = None
    status: int = 200

    def address(self, town) -> str:
        return self.path if isinstance(self.path, str) else self.path(town)


def with_plain(listed: list, people: set) -> list:
    """These pages, and those of these people that need nothing but their address and are not among them."""
    known = {page.path for page in listed}
    return [*listed, *(page for page in PLAIN if page.who in people and page.path not in known)]


def _argue(page):
    """An objection that is complete."""
    page.get_by_role("checkbox").first.check()
    page.fill("#text", "Ijazah saya terbaca jelas pada kedua halamannya.")
    _send(page)


def _mine(who, period, rest=""):
    return lambda town: f"/saya/lamaran/{town.people[who].applications[period]['id']}{rest}"


def _opinion(town) -> str:
    return f"/rekan/{town.appraisals['agreed']}/{town.peer_code}"


def _published(town) -> str:
    """SHA-256 of the event that published a formation."""
    commit = town.runtimes["registration"].db.commits.find_one({"_id": f"vacancy-{town.lines[OPEN]}@1"})
    return hashlib.sha256(commit["events"][0]["bytes"]).hexdigest()


def _announcement(stage, query=""):
    """The first period's announcement of a stage."""

    def path(town):
        found = requests.get(f"{town.urls['registration']}/v1/announcements?period={DONE}", timeout=10).json()["items"]
        id = next(one["id"] for one in found if one["stage"] == stage)
        return f"/pengumuman/{id}{query(town) if callable(query) else query}"

    return path


def _complaint(name, rest=""):
    def path(town):
        one = town.complaints[name]
        return f"/aduan/lacak/{one['number']}/{one['code']}{rest}"

    return path


def _message(town):
    """What siti was told of the first period's file check."""
    wanted = {"data.application": town.people["siti"].applications[DONE]["id"], "data.kind": "announced_files"}
    return f"/saya/pesan/{town.runtimes['portal'].db.state.find_one(wanted)['_id'].partition('-')[2]}"


def _exam(rest=""):
    return lambda town: f"/saya/pelatihan/{town.session}/uji/awal{rest}"


def _number(town):
    return f"?peserta={town.people['siti'].applications[DONE]['number']}"


def _send(page):
    """Send the form as it is: nothing filled in."""
    click(page.locator("main form[method=post]").last.locator("button"))


def _first(page):
    """Send the first form as it is."""
    click(page.locator("main form[method=post]").first.locator("button"))


def _wrong_file(page):
    page.set_input_files("#file", {"name": "foto.txt", "mimeType": "text/plain", "buffer": b"bukan foto"})
    _send(page)


def _wrong_receipt(page):
    page.set_input_files("#berkas", {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": jpeg()})
    _send(page)


def _complain(page):
    page.check("#kind")
    page.fill("#text", "Pak Budi di loket 3 meminta uang pelicin.")
    _send(page)


def _complain_alike(page):
    page.check("#kind")
    page.fill("#text", "Setiap Senin antrean di loket pendaftaran dua jam.")
    _send(page)


def _wrong_login(page):
    page.fill("#email", "siapa@contoh.id")
    page.fill("#password", "salah-sekali")
    _send(page)


CODE_PAGE = "/akun/kode/0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
STOP_PAGE = f"/berhenti/0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001.{'0' * 32}"
FOLLOW_PAGE = f"/aduan/ikuti/0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001.{'0' * 32}"
RENEWAL_PAGE = "/lupa-sandi/0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"


def _application(town):
    """Of somebody whom siti leads."""
    return f"/saya/pelatihan/bawahan/permohonan/{uuid_of(place_stream(town.applicant, town.approving))}"


FULL = [
    Page("beranda", "full", "", "/"),
    Page("formasi", "full", "", "/formasi"),
    Page("formasi-tersaring", "full", "", f"/formasi?periode={OPEN}&jenjang=S1&jenis=DISABILITAS&urut=kursi"),
    Page("formasi-tanpa-hasil", "empty", "", "/formasi?kata=zzz"),
    Page("formasi-semua", "full", "", "/formasi?keadaan=semua"),
    Page("contoh-surat", "full", "", lambda town: f"/formasi/{town.lines[OPEN]}/surat/pernyataan"),
    Page("aturan-periode", "full", "", f"/aturan/{DONE}"),
    Page("rincian-formasi", "full", "", lambda town: f"/formasi/{town.lines[OPEN]}"),
    Page("rincian-formasi-tutup", "full", "siti", lambda town: f"/formasi/{town.lines[DONE]}"),
    Page("pengumuman", "full", "", "/pengumuman"),
    Page("daftar", "full", "", _announcement("administrasi")),
    Page("pengumuman-versi", "full", "", _announcement("administrasi", "/versi/1")),
    Page("daftar-galat", "error", "", _announcement("administrasi", "?peserta=12")),
    Page("daftar-tanpa-hasil", "empty", "", _announcement("administrasi", "?peserta=240000000000")),
    Page("hasil-skd", "full", "", _announcement("skd", f"?formasi={NURSES}&hal=2")),
    Page("hasil-skd-habis", "empty", "", _announcement("skd", f"?formasi={NURSES}&hal=99")),
    Page(
        "hasil-akhir",
        "full",
        "",
        _announcement("final", lambda t: f"?peserta={t.people['siti'].applications[DONE]['number']}"),
    ),
    Page("papan", "full", "", f"/transparansi?periode={OPEN}"),
    Page("papan-selesai", "full", "", f"/transparansi?periode={DONE}"),
    Page("tanggapan", "full", "", f"/transparansi/{OPEN}/tanggapan"),
    Page("tanggapan-galat", "error", "", f"/transparansi/{OPEN}/tanggapan", _send, 422),
    Page("tanggapan-tutup", "empty", "", f"/transparansi/{DONE}/tanggapan"),
    Page("tanggapan-terima", "full", "", f"/transparansi/{OPEN}/tanggapan/terima-kasih"),
    Page("papan-tabel", "full", "", f"/transparansi?periode={OPEN}&tampil=tabel"),
    Page("bukti", "empty", "", "/bukti"),
    Page("bukti-tercatat", "full", "", lambda town: f"/bukti?bukti={_published(town)}"),
    Page("bukti-belum", "error", "", f"/bukti?bukti={'0' * 64}"),
    Page("bukti-galat", "error", "", "/bukti?bukti=abc"),
    Page("bukti-kosong", "error", "", "/bukti?bukti="),
    Page("bukti-berkas-galat", "error", "", "/bukti", _wrong_receipt, 422),
    Page("survei", "full", "", lambda town: f"/survei/{town.surveys['open']}"),
    Page("survei-galat", "error", "", lambda town: f"/survei/{town.surveys['open']}", _send, 422),
    Page("survei-slip", "full", "", lambda town: f"/survei/{town.surveys['open']}/slip/{town.slip}"),
    Page("survei-slip-salah", "error", "", lambda town: f"/survei/{town.surveys['open']}/slip/AAAA", None, 404),
    Page("kios", "full", "", lambda town: f"/survei/{town.surveys['open']}/kios"),
    Page("kios-terima-kasih", "full", "", lambda town: f"/survei/{town.surveys['open']}/kios?terima=1"),
    Page("kios-tutup", "empty", "", lambda town: f"/survei/{town.surveys['done']}/kios"),
    Page("rekan", "full", "", _opinion),
    Page("rekan-galat", "error", "", _opinion, _send, 422),
    Page("survei-tutup", "empty", "", lambda town: f"/survei/{town.surveys['done']}"),
    Page("survei-terima-kasih", "full", "", lambda town: f"/survei/{town.surveys['open']}/terima-kasih"),
    Page("ikm", "full", "", "/ikm"),
    Page("ikm-satu", "full", "", lambda town: f"/ikm/{town.surveys['done']}"),
    Page("ikm-tabel", "full", "", lambda town: f"/ikm/{town.surveys['done']}?tampil=tabel"),
    Page("perbaikan-tidak-ditepati", "full", "", "/perbaikan?keadaan=tidak-ditepati"),
    Page("perbaikan-tanpa-hasil", "empty", "", "/perbaikan?keadaan=lewat"),
    Page("kurang-satu", "full", "", lambda town: f"/perbaikan/kurang/{town.gap}"),
    Page("kurang-tanpa-hasil", "empty", "", "/perbaikan/kurang?unit=Tidak+ada"),
    Page("kontrak-satu", "full", "", "/kontrak/registration.account.created"),
    Page("kontrak-tidak-ada", "error", "", "/kontrak/registration.account.sold", None, 404),
    Page("pelatihan", "full", "", lambda town: f"/pelatihan/{town.course}"),
    Page("kalender-kosong", "empty", "", "/pelatihan/kalender?bulan=2031-01"),
    Page("katalog-tanpa-hasil", "empty", "", "/pelatihan?kata=zzz"),
    Page("sertifikat-berlaku", "full", "", "/sertifikat?nomor=PBJ-2025-01/002"),
    Page("sertifikat-dicabut", "full", "", "/sertifikat?nomor=PBJ-2025-01/003"),
    Page("sertifikat-kedaluwarsa", "full", "", "/sertifikat?nomor=PBJ-2025-01/006"),
    Page("sertifikat-diganti", "full", "", "/sertifikat?nomor=PBJ-2025-01/005"),
    Page("sertifikat-pengganti", "full", "", "/sertifikat?nomor=PBJ-2025-01/005-2"),
    Page("sertifikat-saya-dicabut", "full", "siti", lambda town: f"/saya/pelatihan/{town.revoked}/sertifikat"),
    Page("sertifikat-tidak-ada", "error", "", "/sertifikat?nomor=TIDAK/001", None, 404),
    Page("aduan", "full", "", "/aduan"),
    Page("aduan-tabel", "full", "", "/aduan?tampil=tabel"),
    Page("aduan-kirim-galat", "error", "", "/aduan/kirim", _send, 422),
    Page("aduan-periksa", "full", "", "/aduan/kirim", _complain),
    Page("aduan-serupa", "full", "", "/aduan/kirim", _complain_alike),
    Page("instansi-galat", "error", "", "/instansi/minta", _send, 422),
    Page("pokok-satu", "full", "", lambda town: f"/aduan/pokok/{town.complaints['answered']['id']}"),
    Page("pokok-surat", "full", "", lambda town: f"/aduan/pokok/{town.complaints['answered']['id']}?surat=1"),
    Page("pokok-galat", "error", "", lambda town: f"/aduan/pokok/{town.complaints['answered']['id']}", _send, 422),
    Page("pokok-ikuti", "full", "", FOLLOW_PAGE),
    Page("pokok-ikuti-galat", "error", "", FOLLOW_PAGE, _send, 404),
    Page("pokok-berhenti", "full", "", FOLLOW_PAGE.replace("ikuti", "berhenti")),
    Page("pokok-tanpa-hasil", "empty", "", "/aduan/pokok?unit=Tidak+ada"),
    Page("aduan-lacak-galat", "error", "", "/aduan/lacak?nomor=AAAA-AAAA&kode=x", None, 404),
    Page("aduan-baru", "full", "", _complaint("new", "?baru=1")),
    Page("aduan-dijawab", "full", "", _complaint("answered")),
    Page("aduan-tulisan-galat", "error", "", _complaint("answered"), _send, 422),
    Page("aduan-selesai", "full", "", _complaint("closed2")),
    Page("aduan-nyatakan", "full", "", _complaint("answered", "/selesai")),
    Page("aduan-hapus", "full", "", _complaint("answered", "/hapus")),
    Page("aduan-tambah-foto", "full", "", _complaint("answered", "/foto")),
    Page("aduan-foto-galat", "error", "", _complaint("answered", "/foto"), _send, 422),
    Page("aduan-foto-terbaca", "full", "", lambda town: _complaint("answered", f"/foto/{town.photo}")(town)),
    Page("laporan-baru", "full", "", _complaint("report", "?baru=1")),
    Page("laporan", "full", "", _complaint("report")),
    Page("laporan-galat", "error", "", _complaint("report"), _send, 422),
    Page("aduan-terhapus", "empty", "", lambda town: f"/aduan/terhapus/{town.complaints['new']['number']}"),
    Page("bantuan", "full", "", "/bantuan"),
    Page("aksesibilitas", "full", "", "/aksesibilitas"),
    Page("tidak-ada", "error", "", "/tidak-ada", None, 404),
    Page("masuk", "full", "", "/masuk"),
    Page("masuk-galat", "error", "", "/masuk", _send, 422),
    Page("masuk-salah", "error", "", "/masuk", _wrong_login, 401),
    Page("masuk-pegawai", "full", "", "/masuk/pegawai"),
    Page("lupa-sandi", "empty", "", "/lupa-sandi"),
    Page("lupa-sandi-galat", "error", "", "/lupa-sandi", _send, 422),
    Page("sandi-baru", "empty", "", RENEWAL_PAGE),
    Page("sandi-baru-galat", "error", "", RENEWAL_PAGE, _send, 422),
    Page("akun", "empty", "", "/akun/baru"),
    Page("akun-galat", "error", "", "/akun/baru", _send, 422),
    Page("akun-kode", "full", "", CODE_PAGE),
    Page("akun-kode-galat", "error", "", CODE_PAGE, _first, 422),
    Page("pesan-satu", "full", "siti", _message),
    Page("berhenti", "full", "", STOP_PAGE),
    Page("akun-surel", "empty", "", f"{CODE_PAGE}/surel"),
    Page("akun-surel-galat", "error", "", f"{CODE_PAGE}/surel", _send, 422),
    Page("surel", "full", "siti", "/saya/surel"),
    Page("surel-galat", "error", "siti", "/saya/surel", _send, 422),
    Page("surel-kode", "empty", "siti", "/saya/surel/0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"),
    Page("surel-kode-galat", "error", "siti", "/saya/surel/0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001", _send, 422),
    Page("saya", "full", "siti", "/saya"),
    Page("sanggah-hasil-saya", "full", "siti", _mine("siti", DONE, "/sanggah-hasil")),
    Page("mundur", "full", "siti", _mine("siti", DONE, "/mundur")),
    Page("mundur-galat", "error", "siti", _mine("siti", DONE, "/mundur"), _send, 422),
    Page("pelatihan-saya", "full", "siti", "/saya/pelatihan"),
    Page("latsar-saya", "full", "siti", lambda town: f"/saya/pelatihan/latsar/{town.latsar}"),
    Page("pelatihan-belum", "empty", "dewi", "/saya/pelatihan"),
    Page("kinerja-saya", "full", "siti", "/saya/kinerja"),
    Page("kinerja-rencana-saya", "full", "siti", lambda town: f"/saya/kinerja/{town.cycle}/rencana"),
    Page("penilaian-saya", "full", "siti", lambda town: f"/saya/kinerja/penilaian/{town.appraisals['siti']}"),
    Page("penilaian-kode-saya", "full", "siti", lambda town: f"/saya/kinerja/rekan/{town.appraisals['agreed']}"),
    Page("ip-asn-siti", "full", "siti", "/saya/kinerja/indeks"),
    Page("ip-asn-pemimpin", "full", "siti", lambda town: f"/saya/kinerja/indeks/{town.leader}"),
    Page("ip-asn-belum", "empty", "dewi", "/saya/kinerja/indeks"),
    Page("ip-asn-bukti-seminar", "full", "siti", "/saya/kinerja/bukti/seminar"),
    Page(
        "penilaian-lapor-saya", "full", "siti", lambda town: f"/saya/kinerja/penilaian/{town.appraisals['siti']}/lapor"
    ),
    Page("kursi", "full", "siti", lambda town: f"/saya/pelatihan/{town.other_session}/daftar"),
    Page("kursi-penuh", "error", "siti", lambda town: f"/saya/pelatihan/{town.session}/daftar", _send, 409),
    Page("lepas", "empty", "siti", lambda town: f"/saya/pelatihan/{town.place}/lepas"),
    Page("lepas-galat", "error", "siti", lambda town: f"/saya/pelatihan/{town.place}/lepas", _send, 422),
    Page("minta-galat", "error", "siti", "/saya/pelatihan/minta", _send, 422),
    Page("hadir", "empty", "siti", lambda town: f"/saya/pelatihan/{town.session}/hadir"),
    Page("hadir-galat", "error", "siti", lambda town: f"/saya/pelatihan/{town.session}/hadir", _send, 422),
    Page("uji-berlangsung", "full", "siti", _exam()),
    Page("uji-soal", "full", "siti", _exam("/1")),
    Page("uji-soal-galat", "error", "siti", _exam("/2"), _send, 422),
    Page("uji-kumpulkan", "full", "siti", _exam("/kumpulkan")),
    Page("kesan", "full", "siti", lambda town: f"/saya/pelatihan/{town.session}/kesan"),
    Page("kesan-galat", "error", "siti", lambda town: f"/saya/pelatihan/{town.session}/kesan", _send, 422),
    Page("bawahan", "full", "siti", lambda town: f"/saya/pelatihan/bawahan/{town.evaluation}"),
    Page("bawahan-galat", "error", "siti", lambda town: f"/saya/pelatihan/bawahan/{town.evaluation}", _send, 422),
    Page("permohonan-saya", "full", "siti", _application),
    Page("permohonan-saya-tolak", "full", "siti", lambda town: f"{_application(town)}/tolak"),
    Page("permohonan-saya-tolak-galat", "error", "siti", lambda town: f"{_application(town)}/tolak", _send, 422),
    Page("serahkan-kegiatan", "empty", "siti", "/saya/pelatihan/buku-jp/serahkan/magang"),
    Page("serahkan-kegiatan-galat", "error", "siti", "/saya/pelatihan/buku-jp/serahkan/teknis", _send, 422),
    Page("proyek", "empty", "siti", lambda town: f"/saya/pelatihan/latsar/{town.latsar}/proyek"),
    Page("proyek-galat", "error", "siti", lambda town: f"/saya/pelatihan/latsar/{town.latsar}/proyek", _send, 422),
    Page("bawahan-saya", "full", "siti", "/saya/pelatihan/bawahan"),
    Page("bawahan-tidak-ada", "empty", "dewi", "/saya/pelatihan/bawahan"),
    Page("kursi-dimohon", "full", "siti", lambda town: f"/saya/pelatihan/{town.approving}/daftar"),
    Page("uji-tidak-ada", "error", "siti", lambda town: f"/saya/pelatihan/{town.session}/uji/akhir", None, 404),
    Page("berkas", "full", "siti", "/saya/berkas"),
    Page("unggah", "full", "siti", "/saya/berkas/unggah/photo"),
    Page("unggah-galat", "error", "siti", "/saya/berkas/unggah/photo", _send, 422),
    Page("unggah-terbaca", "full", "siti", "/saya/berkas/terbaca/photo"),
    Page("unggah-pdf", "full", "siti", "/saya/berkas/unggah/diploma"),
    Page("unggah-habis", "empty", "rina", "/saya/berkas/unggah/transcript"),
    Page("unggah-salah", "error", "siti", "/saya/berkas/unggah/photo", _wrong_file, 422),
    Page("mulai", "full", "tono", lambda town: f"/saya/lamaran/baru?vacancy={town.lines[OPEN]}"),
    Page("mulai-galat", "error", "tono", lambda town: f"/saya/lamaran/baru?vacancy={town.lines[OPEN]}", _send, 409),
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
    Page("sanggah-periksa", "full", "siti", _mine("siti", OBJECTING, "/sanggah"), _argue),
    Page("sanggah-galat", "error", "siti", _mine("siti", OBJECTING, "/sanggah"), _send, 422),
    Page("sanggah-tidak", "empty", "budi", _mine("budi", OBJECTING, "/sanggah")),
    Page("hasil", "full", "siti", _mine("siti", DONE, "/hasil")),
    Page("hasil-tabel", "full", "siti", _mine("siti", DONE, "/hasil?tampil=tabel")),
    Page("hasil-belum", "empty", "siti", _mine("siti", OBJECTING, "/hasil")),
    Page("keterangan-nik", "full", "rina", f"/saya/sengketa/{'0' * 8}-{'0000-' * 3}{'0' * 12}"),
    Page("tarik", "full", "rina", _mine("rina", OPEN, "/tarik")),
    Page("peran-lain", "error", "siti", "/kerja", None, 403),
]

PLAIN = [Page(path.strip("/").replace("/", "-") or "beranda", "full", who, path) for who, path in plain()]
CITIZENS = {"", "siti"}
