"""Istilah: what the words on our pages mean; and which one stands for a thing that has several names elsewhere."""

import re
from typing import NamedTuple

from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

blueprint = Blueprint("glossary", __name__)


class Term(NamedTuple):
    """A word as it stands on the pages, and what it means in simple ones."""

    word: str
    meaning: str


TERMS = {
    _l("Melamar"): (
        Term(_l("Periode"), _l("Satu masa pengadaan pegawai, dari pengumuman sampai pengangkatan.")),
        Term(_l("Formasi"), _l("Jabatan pada satu unit kerja yang dibuka untuk dilamar, dengan jumlah kursinya.")),
        Term(_l("Kursi"), _l("Tempat untuk satu orang pada satu formasi.")),
        Term(_l("Pelamar"), _l("Orang yang melamar.")),
        Term(_l("Peserta"), _l("Pelamar yang lamarannya terkirim; nomornya dua belas angka.")),
        Term(_l("Lamaran"), _l("Isian dan berkas yang dikirim untuk satu formasi.")),
        Term(_l("Berkas"), _l("Dokumen yang diunggah, misalnya KTP atau ijazah; juga seluruh isi satu lamaran.")),
        Term(_l("Tanda terima"), _l("Bukti bahwa sesuatu tercatat, dapat diperiksa siapa pun di halaman Cek bukti.")),
    ),
    _l("Pemeriksaan berkas"): (
        Term(_l("Verifikator"), _l("Petugas yang memeriksa berkas dan memutuskan MS atau TMS.")),
        Term(_l("Putusan"), _l("Hasil pemeriksaan satu lamaran: MS atau TMS.")),
        Term("MS", _l("Memenuhi syarat: semua yang diminta formasi ada dan sesuai.")),
        Term("TMS", _l("Tidak memenuhi syarat; alasannya tertulis satu per satu.")),
        Term(_l("Sanggahan"), _l("Keterangan pelamar bahwa putusan atau hasil keliru. Satu kali untuk setiap tahap.")),
        Term(_l("Masa sanggah"), _l("Hari-hari saat sanggahan dapat diajukan.")),
        Term(_l("Pasca sanggah"), _l("Sesudah sanggahan dijawab; daftarnya diumumkan sekali lagi.")),
    ),
    _l("Tes dan hasil"): (
        Term("SKD", _l("Seleksi Kompetensi Dasar: TWK, TIU, dan TKP dengan komputer.")),
        Term("TWK", _l("Tes Wawasan Kebangsaan, bagian dari SKD.")),
        Term("TIU", _l("Tes Intelegensia Umum, bagian dari SKD.")),
        Term("TKP", _l("Tes Karakteristik Pribadi, bagian dari SKD.")),
        Term("SKB", _l("Seleksi Kompetensi Bidang, sesudah SKD.")),
        Term("CAT", _l("Tes dengan komputer; nilainya langsung tampak.")),
        Term(_l("Ambang batas"), _l("Nilai terendah yang harus dicapai pada satu bagian.")),
        Term(_l("Peringkat"), _l("Urutan peserta pada satu formasi menurut aturan yang dikunci sebelum tes.")),
        Term("P/L", _l("Lulus SKD dan ikut SKB.")),
        Term("L", _l("Lulus: mendapat kursi.")),
        Term("TL", _l("Tidak lulus.")),
        Term("TH", _l("Tidak hadir pada tes.")),
        Term(_l("Seri"), _l("Nilai sama sampai aturan terakhir, di batas kursi; diputuskan dua orang panitia.")),
        Term(_l("Edisi"), _l("Satu terbitan daftar. Yang diperbaiki menjadi edisi baru; yang lama tetap ada.")),
    ),
    _l("Kantor"): (
        Term(_l("Orang kedua"), _l("Keputusan berat ditandatangani dua orang; yang kedua membaca yang pertama.")),
        Term(_l("Tenggat"), _l("Hari terakhir sesuatu harus selesai.")),
        Term("BKPSDM", _l("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia, penyelenggara seleksi ini.")),
        Term("Latsar", _l("Pelatihan dasar bagi calon pegawai negeri sipil.")),
        Term("JP", _l("Jam pelajaran, ukuran lamanya pelatihan.")),
        Term("IKM", _l("Indeks Kepuasan Masyarakat, dihitung dari sembilan pertanyaan survei.")),
    ),
    _l("Bukti"): (
        Term(_l("Log"), _l("Catatan semua peristiwa, yang hanya dapat ditambah.")),
        Term(_l("Peristiwa"), _l("Satu hal yang terjadi dan tercatat, misalnya lamaran dikirim.")),
        Term(_l("Sidik jari"), _l("Deret huruf dan angka (SHA-256) yang berubah bila satu huruf isinya berubah.")),
        Term(_l("Saksi"), _l("Lembaga lain yang menandatangani isi log, agar tidak dapat diganti diam-diam.")),
    ),
}
"""Chapter → its words."""

ONE_WORD = {
    "surel": ("email", "e-mail", "imel"),
    "unggah": ("upload", "aplod"),
    "unduh": ("download",),
    "tenggat": ("deadline", "batas waktu", "jatuh tempo"),
    "kata sandi": ("password", "sandi lewat"),
    "formasi": ("lowongan kerja", "lowker"),
    "pelamar": ("pendaftar", "kandidat"),
    "sanggahan": ("keberatan", "banding"),
    "tanda terima": ("resi", "kuitansi"),
    "peringkat": ("ranking", "rangking"),
    "nilai": ("skor",),
    "ambang batas": ("passing grade", "nilai batas"),
    "nomor peserta": ("nomor ujian", "nomor tes"),
    "unit": ("opd", "skpd"),
    "masuk": ("login", "log in"),
    "keluar": ("logout", "log out"),
}
"""The word of our pages → names for the same thing that are not used here."""


def others(sentence: str) -> list[str]:
    """Which names of ONE_WORD's right side stand in it."""
    return [
        name
        for names in ONE_WORD.values()
        for name in names
        if re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w-])", sentence, re.IGNORECASE)
    ]


@blueprint.get("/istilah")
def show():
    return render_template("public/glossary.html", chapters=TERMS)
