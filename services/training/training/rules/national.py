"""The columns in which trainings are entered in the national record (SIASN, riwayat kursus).

Untested: no file of ours was ever taken in there, and no reference of its codes was at hand; kinds go as words. Whoever
sends the first file by hand compares these with the service's own template (docs/decisions/0179).
"""

EDITION = "riwayat-kursus-1"
COLUMNS = (
    ("nip", "nipBaru"),
    ("name", "nama"),
    ("title", "namaKursus"),
    ("kind", "jenisKursus"),
    ("provider", "institusiPenyelenggara"),
    ("certificate_no", "nomorSertifikat"),
    ("begins", "tanggalKursus"),
    ("completed_on", "tanggalSelesaiKursus"),
    ("year", "tahunKursus"),
    ("hours", "jumlahJam"),
    ("event", "tandaTerima"),
    ("sha256", "sidikJari"),
)
"""(what it is here, the column's name); the last two are ours: the event of the audit log that issued the row's
certificate, and its SHA-256."""
KINDS = {
    "TECHNICAL": "Pelatihan Teknis",
    "FUNCTIONAL": "Pelatihan Fungsional",
    "LEADERSHIP": "Pelatihan Kepemimpinan",
    "MANAGERIAL": "Pelatihan Manajerial",
    "SOCIO_CULTURAL": "Pelatihan Sosial Kultural",
    "SEMINAR": "Seminar",
}
MOST = 1000
"""Rows of a file."""
