"""The words that people read for the codes that the services use, and the badges."""

from typing import NamedTuple

from asnkit.contracts import Contracts
from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from .language import chosen


class Badge(NamedTuple):
    """A word that carries the meaning; `shape` and `tone` (a class of style.css) only help to find it."""

    word: str
    shape: str
    tone: str


DRAFT = Badge(_l("Draf"), "○", "grey")
NOT_SENT = Badge(_l("Tidak terkirim"), "✕", "grey")
SENT = Badge(_l("Terkirim"), "●", "blue")
MS = Badge(_l("MS"), "✓", "green")
TMS = Badge(_l("TMS"), "✕", "red")
OBJECTION_WINDOW = Badge(_l("Masa sanggah"), "▲", "orange")
PASSED_STAGE = Badge(_l("Lulus tahap"), "★", "green")
NOT_PASSED = Badge(_l("Tidak lulus"), "✕", "red")
PASSED = Badge(_l("Lulus"), "★", "green")
UNDECIDED = Badge(_l("Seri"), "=", "orange")
APPOINTED = Badge(_l("Diangkat"), "★", "green")
WITHDRAWN = Badge(_l("Mundur"), "■", "grey")
CANCELLED = Badge(_l("Periode dibatalkan"), "■", "grey")
LINE_CLOSED = Badge(_l("Formasi ditutup"), "■", "grey")
TAKING = Badge(_l("Dibuka"), "●", "green")
OVER = Badge(_l("Ditutup"), "■", "grey")
EARLY = Badge(_l("Belum dibuka"), "○", "blue")

ROLES = {
    "pelamar": _l("pelamar"),
    "verifikator": _l("verifikator"),
    "panitia": _l("panitia seleksi"),
    "ketua": _l("ketua panitia seleksi"),
    "pimpinan": _l("pimpinan (PPK)"),
    "diklat": _l("pengelola diklat"),
    "pegawai": _l("pegawai"),
    "penilai": _l("penilai kinerja"),
    "aduan": _l("petugas aduan"),
    "penghubung": _l("penghubung unit"),
    "inspektorat": _l("Inspektorat"),
    "auditor": _l("auditor"),
    "ti": _l("petugas TI"),
    "service": _l("sistem"),
    "publik": _l("masyarakat"),
}

NEED_TYPES = {
    "UMUM": _l("Umum"),
    "CUMLAUDE": _l("Lulusan terbaik (cumlaude)"),
    "DISABILITAS": _l("Penyandang disabilitas"),
    "PAPUA": _l("Putra/putri Papua"),
    "KALIMANTAN": _l("Putra/putri Kalimantan"),
    "DAERAH_TERTINGGAL": _l("Putra/putri daerah tertinggal"),
    "DIASPORA": _l("Diaspora"),
}

LEVELS = {
    "SMA": _l("SMA/sederajat"),
    "D1": _l("D-I"),
    "D2": _l("D-II"),
    "D3": _l("D-III"),
    "D4": _l("D-IV"),
    "S1": _l("S-1"),
    "PROFESI": _l("Profesi"),
    "S2": _l("S-2"),
    "S3": _l("S-3"),
}

JOB_KINDS = {"FUNCTIONAL": _l("Fungsional"), "EXECUTOR": _l("Pelaksana")}

PROCUREMENTS = {"PNS": _l("CPNS"), "PPPK": _l("PPPK"), "PPPK_PART_TIME": _l("PPPK paruh waktu")}

DOCUMENTS = {
    "id_card": _l("KTP"),
    "photo": _l("Pasfoto berlatar merah"),
    "selfie": _l("Swafoto"),
    "diploma": _l("Ijazah"),
    "transcript": _l("Transkrip nilai"),
    "application_letter": _l("Surat lamaran"),
    "statement_letter": _l("Surat pernyataan lima poin"),
    "health_registration": _l("STR"),
    "teaching_certificate": _l("Sertifikat pendidik"),
    "disability_certificate": _l("Surat keterangan disabilitas"),
}

WANTED = {
    "id_card": _l("Terbaca utuh, milik pelamar, data sama dengan isian."),
    "photo": _l("Terbaru, berlatar merah, wajah tampak jelas."),
    "selfie": _l("Wajah pelamar tampak jelas dan sama dengan KTP."),
    "diploma": _l("Asli, terbaca utuh, jenjang dan program studi sesuai formasi."),
    "transcript": _l("Asli, terbaca utuh, IPK sama dengan isian."),
    "application_letter": _l("Sesuai format, ditandatangani, bermeterai."),
    "statement_letter": _l("Memuat lima poin, ditandatangani, bermeterai."),
    "health_registration": _l("Masih berlaku dan untuk jabatan ini."),
    "teaching_certificate": _l("Ada dan sesuai dengan jabatan."),
    "disability_certificate": _l("Dari dokter pada fasilitas kesehatan pemerintah."),
}
"""What a paper has to show: its applicant is told the same as who checks it."""

STATEMENTS = {
    "no_prison_sentence": _l("Saya tidak pernah dipidana penjara 2 (dua) tahun atau lebih."),
    "never_dismissed": _l(
        "Saya tidak pernah diberhentikan tidak dengan hormat sebagai ASN, prajurit TNI, anggota Polri, "
        "atau pegawai swasta."
    ),
    "not_serving": _l("Saya tidak berkedudukan sebagai CPNS, PNS, PPPK, prajurit TNI, atau anggota Polri."),
    "no_party": _l("Saya tidak menjadi anggota atau pengurus partai politik dan tidak terlibat politik praktis."),
    "any_placement": _l(
        "Saya bersedia ditempatkan di seluruh wilayah Republik Indonesia atau negara lain yang ditentukan."
    ),
}

STAGES = {
    "administrasi": _l("Seleksi administrasi"),
    "pasca_sanggah": _l("Seleksi administrasi, pasca sanggah"),
    "skd": _l("Seleksi kompetensi dasar (SKD)"),
    "final": _l("Hasil akhir"),
    "SKD": _l("Seleksi kompetensi dasar (SKD)"),
    "FINAL": _l("Hasil akhir"),
}

CHECKS = {
    "age": _l("Usia"),
    "education": _l("Pendidikan"),
    "gpa": _l("Indeks prestasi kumulatif"),
    "identity": _l("Data diri dan NIK"),
}

CHECK_RESULTS = {
    "meets": Badge(_l("Sesuai"), "✓", "green"),
    "not_met": Badge(_l("Belum sesuai"), "✕", "red"),
    "review": Badge(_l("Diperiksa petugas"), "◐", "blue"),
}

CHECK_REASONS = {
    ("age", "not_met"): _l("Usia Anda pada hari yang dihitung di luar batas formasi ini."),
    ("education", "not_met"): _l("Jenjang pendidikan Anda bukan yang diminta formasi ini."),
    ("education", "review"): _l(
        "Nama program studi tidak sama dengan yang diminta; petugas membandingkannya dengan ijazah Anda."
    ),
    ("gpa", "not_met"): _l("IPK Anda di bawah yang diminta formasi ini."),
    ("gpa", "review"): _l("IPK belum ditulis; petugas melihatnya pada transkrip Anda."),
    ("identity", "review"): _l(
        "NIK menunjukkan tanggal lahir atau jenis kelamin lain; petugas mencocokkannya dengan KTP Anda."
    ),
}
"""Why a check is not green, by rule and result."""

SECTIONS = {
    "education": _l("Pendidikan"),
    "statements": _l("Pernyataan lima poin"),
    "placement": _l("Penempatan"),
}

SCORE_PARTS = {
    "twk": _l("Tes Wawasan Kebangsaan (TWK)"),
    "tiu": _l("Tes Intelegensia Umum (TIU)"),
    "tkp": _l("Tes Karakteristik Pribadi (TKP)"),
    "total": _l("Nilai kumulatif SKD"),
}

SCORE_SHORT = {"twk": "TWK", "tiu": "TIU", "tkp": "TKP", "total": _l("jumlah SKD")}

CODES = {
    "MS": _l("Memenuhi syarat"),
    "TMS": _l("Tidak memenuhi syarat"),
    "P/L": _l("Memenuhi nilai ambang batas dan berhak mengikuti tahap berikutnya"),
    "P": _l("Memenuhi nilai ambang batas tetapi di luar tiga kali kebutuhan"),
    "L": _l("Lulus dan mengisi formasi"),
    "TL": _l("Tidak lulus"),
    "TH": _l("Tidak hadir"),
    "DIS": _l("Diskualifikasi"),
    "APS": _l("Mengundurkan diri"),
    "SERI": _l("Seri penuh di batas kuota, menunggu keputusan panitia"),
}

CHANGE_REASONS = {
    "SYSTEM_OUTAGE": _l("Gangguan sistem atau jaringan"),
    "NATIONAL_SCHEDULE": _l("Jadwal nasional berubah"),
    "FEW_APPLICANTS": _l("Pelamar belum mencukupi"),
    "EMERGENCY": _l("Bencana atau keadaan darurat"),
    "FORMATION_CHANGED": _l("Penetapan kebutuhan berubah"),
    "ENTRY_ERROR": _l("Ada yang salah ditulis"),
}
"""Why a period moves."""

LINE_CHANGE_REASONS = {
    "FORMATION_CHANGED": _l("Penetapan kebutuhan berubah"),
    "UNIT_CHANGED": _l("Unit kerjanya digabung atau ditutup"),
    "BUDGET": _l("Anggaran untuk kursinya tidak tersedia"),
    "ENTRY_ERROR": _l("Ada yang salah ditulis"),
}
"""Why a formation line changes."""

LETTER_CHANGE_REASONS = {
    "ENTRY_ERROR": _l("Ada yang salah ditulis"),
    "RENUMBERED": _l("Suratnya dinomori ulang"),
    "REISSUED": _l("Suratnya diterbitkan ulang"),
}
"""Why the letter of an announcement is corrected."""

AMENDMENT_REASONS = {
    "CAT_CORRECTION": _l("Penyelenggara CAT memperbaiki nilainya"),
    "ENTRY_ERROR": _l("Nilai salah tulis dalam berkas nilai"),
    "SWAPPED": _l("Nilai tertukar dengan peserta lain"),
    "ATTENDANCE_ERROR": _l("Kehadiran atau diskualifikasi salah dicatat"),
    "RECOUNT": _l("Komponen tes dihitung ulang"),
}

CONTESTS = {
    "SKD_SCORE": _l("Nilai SKD"),
    "SKB_SCORE": _l("Nilai SKB"),
    "ATTENDANCE": _l("Kehadiran atau diskualifikasi"),
    "RANK": _l("Peringkat"),
}

RESULT_ANSWERS = {
    "COMMITTEE_ERROR": _l("Kekeliruan panitia atau penyelenggara tes"),
    "SYSTEM_ERROR": _l("Gangguan sistem, bukan kesalahan peserta"),
    "SCORE_CONFIRMED": _l("Nilai dan peringkat sudah benar menurut bukti"),
    "NO_NEW_FACT": _l("Sanggahan tidak memuat hal yang mengubah nilai"),
}

TIE_GROUNDS = {
    "EXPERIENCE": _l("Pengalaman kerja yang sesuai dengan jabatan"),
    "CERTIFICATE": _l("Sertifikat kompetensi yang sesuai dengan jabatan"),
    "ACCREDITATION": _l("Akreditasi program studi pada ijazah"),
    "WITNESSED_DRAW": _l("Undian di depan saksi"),
}

RESIGNING = {
    "OTHER_JOB": _l("Pekerjaan lain"),
    "PLACEMENT": _l("Lokasi penempatan"),
    "HEALTH": _l("Kesehatan"),
    "PERSONAL": _l("Alasan pribadi"),
}

CODE_BADGES = {
    "MS": MS,
    "TMS": TMS,
    "P/L": Badge("P/L", "★", "green"),
    "P": Badge("P", "◐", "orange"),
    "L": Badge("L", "★", "green"),
    "TL": Badge("TL", "✕", "red"),
    "TH": Badge("TH", "–", "grey"),
    "DIS": Badge("DIS", "✕", "red"),
    "APS": Badge("APS", "■", "grey"),
    "SERI": Badge("SERI", "=", "orange"),
}

COURSE_KINDS = {
    "TECHNICAL": _l("Teknis"),
    "FUNCTIONAL": _l("Fungsional"),
    "LEADERSHIP": _l("Kepemimpinan"),
    "MANAGERIAL": _l("Manajerial"),
    "SOCIO_CULTURAL": _l("Sosiokultural"),
    "SEMINAR": _l("Seminar"),
}

ACTIVITY_KINDS = COURSE_KINDS | {
    "COACHING": _l("Coaching"),
    "MENTORING": _l("Mentoring"),
    "INTERNSHIP": _l("Magang"),
    "DETACHMENT": _l("Detasering"),
    "E_LEARNING": _l("E-learning"),
    "DISTANCE": _l("Pelatihan jarak jauh"),
    "OUTDOOR": _l("Pembelajaran alam terbuka"),
    "GUIDANCE": _l("Bimbingan di tempat kerja"),
}
"""Of a training elsewhere, or of what is converted to lesson hours."""
HOURS_FACTS = {
    "hours.credited": _l("dikreditkan"),
    "hours.recognised": _l("diakui"),
    "hours.reversed": _l("dibatalkan"),
    "hours.withdrawn": _l("dibatalkan"),
}

COURSE_METHODS = {"CLASSICAL": _l("Klasikal"), "NON_CLASSICAL": _l("Nonklasikal")}

UNIT_KINDS = {"AGENCY": _l("Perangkat daerah"), "UNDER": _l("Unit di bawah perangkat daerah")}

POST_KINDS = {"STRUCTURAL": _l("Struktural"), "FUNCTIONAL": _l("Fungsional"), "EXECUTOR": _l("Pelaksana")}

RANKS = [f"{group}/{room}" for group in ("I", "II", "III", "IV") for room in ("abcde" if group == "IV" else "abcd")]

FITS = {
    "FITS": Badge(_l("Sesuai"), "★", "green"),
    "NEARLY": Badge(_l("Hampir sesuai"), "◐", "orange"),
    "NOT_YET": Badge(_l("Belum sesuai"), "✕", "red"),
}

LEAVING = {
    "RETIRED": _l("Pensiun"),
    "DIED": _l("Meninggal dunia"),
    "RESIGNED": _l("Mengundurkan diri"),
    "MOVED_OUT": _l("Pindah ke instansi lain"),
    "FAILED_LATSAR": _l("Diberhentikan: tidak lulus Latsar"),
    "DISMISSED": _l("Diberhentikan"),
}
LEFT_BY_ONE = ("RETIRED", "DIED", "RESIGNED", "MOVED_OUT")
"""What ends a service without a second person."""
DECREES = {
    "PERMANENT": _l("Diangkat menjadi PNS"),
    "FAILED_LATSAR": LEAVING["FAILED_LATSAR"],
    "DISMISSED": LEAVING["DISMISSED"],
}

REVIEW_ELEMENTS = {
    "MATERIAL": _l("Materi"),
    "TRAINER": _l("Pengajar"),
    "PLACE": _l("Tempat dan penyelenggaraan"),
    "USEFUL": _l("Kegunaan bagi pekerjaan"),
}
AT_WORK = {
    "APPLIED": _l("Yang dipelajari dipakai dalam pekerjaan"),
    "BETTER": _l("Pekerjaannya menjadi lebih baik"),
    "SHARED": _l("Yang dipelajari dibagikan kepada rekan"),
}
AT_WORK_SCALE = {"4": _l("Sangat"), "3": _l("Ya"), "2": _l("Sedikit"), "1": _l("Tidak")}
REVIEW_SCALE = {"4": _l("Sangat baik"), "3": _l("Baik"), "2": _l("Kurang baik"), "1": _l("Tidak baik")}
REVIEW_BANDS = {
    "STRONG": Badge(_l("Kuat"), "✓", "green"),
    "MEDIUM": Badge(_l("Sedang"), "◐", "blue"),
    "WEAK": Badge(_l("Lemah"), "✕", "red"),
}

MEASURES = {
    "index": _l("Indeks: kesembilan unsur bersama"),
    "requirements": _l("Persyaratan"),
    "procedure": _l("Sistem, mekanisme, dan prosedur"),
    "time": _l("Waktu penyelesaian"),
    "cost": _l("Biaya/tarif"),
    "product": _l("Produk pelayanan"),
    "competence": _l("Kompetensi pelaksana"),
    "behaviour": _l("Perilaku pelaksana"),
    "complaints": _l("Penanganan pengaduan, saran, dan masukan"),
    "facilities": _l("Sarana dan prasarana"),
}
"""What a training may be measured by: the elements of SKM-2017."""

COMPETENCES = {
    "INTEGRITY": _l("Integritas"),
    "TEAMWORK": _l("Kerja sama"),
    "COMMUNICATION": _l("Komunikasi"),
    "RESULTS": _l("Orientasi pada hasil"),
    "SERVICE": _l("Pelayanan publik"),
    "DEVELOPMENT": _l("Pengembangan diri dan orang lain"),
    "CHANGE": _l("Mengelola perubahan"),
    "DECISIONS": _l("Pengambilan keputusan"),
    "NATION": _l("Perekat bangsa"),
}

SEATS = {
    "ASKED": Badge(_l("Permintaan dibaca"), "◐", "blue"),
    "SEATED": Badge(_l("Mendapat kursi"), "✓", "green"),
    "QUEUED": Badge(_l("Menunggu kursi"), "◐", "orange"),
    "APPLIED": Badge(_l("Menunggu persetujuan"), "◐", "orange"),
    "DECLINED": Badge(_l("Tidak disetujui"), "✕", "red"),
    "GONE": Badge(_l("Dilepas"), "■", "grey"),
}

EXAM_PHASES = {"BEFORE": _l("Uji awal"), "AFTER": _l("Uji akhir")}

OUTCOMES = {"PASSED": Badge(_l("Lulus"), "★", "green"), "FAILED": Badge(_l("Belum lulus"), "✕", "red")}

ANSWER_FLAGS = {
    "straight": _l("sembilan jawaban yang sama"),
    "fast": _l("lebih cepat dari satu detik setiap pertanyaan"),
    "burst": _l("satu dari sangat banyak dalam satu menit dari satu jaringan"),
    "again": _l("bukan yang pertama hari itu dari perangkat dan jaringan itu"),
}

COMMENT_STATES = {
    "given": Badge(_l("Menunggu dibaca"), "▲", "orange"),
    "released": Badge(_l("Ditampilkan"), "✓", "green"),
    "withheld": Badge(_l("Tidak ditampilkan"), "■", "grey"),
}

COMMENT_REASONS = {
    "PERSON": _l("Mengenalkan seseorang"),
    "OFF_TOPIC": _l("Bukan tentang tahap ini"),
    "INSULT": _l("Menghina, atau membenci golongan"),
    "ADVERTISING": _l("Iklan"),
    "REPORT": _l("Laporan kecurangan atau aduan, yang punya jalannya sendiri"),
    "REPEATED": _l("Sudah ditampilkan dengan kata yang sama"),
}

CYCLE_DAYS = {
    "plan_until": _l("Rencana disepakati paling lambat"),
    "rate_from": _l("Laporan dan penilaian mulai"),
    "rate_until": _l("Laporan dan penilaian paling lambat"),
    "settle_until": _l("Diterima atau ditinjau ulang paling lambat"),
}

CYCLE_MOVE_REASONS = {
    "EMERGENCY": _l("Bencana atau keadaan darurat"),
    "SYSTEM_OUTAGE": _l("Gangguan sistem atau jaringan"),
    "NATIONAL_SCHEDULE": _l("Jadwal nasional berubah"),
    "REORGANISATION": _l("Susunan unit atau atasannya berubah"),
    "ENTRY_ERROR": _l("Ada yang salah ditulis"),
}

NEED_ORIGINS = {
    "GAP": _l("Peta kompetensi"),
    "PERSON": _l("Permintaan seorang ASN"),
    "UNIT": _l("Permintaan unit"),
    "LAW": _l("Peraturan"),
    "INDEX": _l("Indeks kepuasan masyarakat"),
    "COMPLAINTS": _l("Aduan masyarakat"),
}

NEED_STATES = {
    "OPEN": Badge(_l("Belum diputuskan"), "▲", "orange"),
    "ACCEPTED": Badge(_l("Diterima"), "✓", "green"),
    "DECLINED": Badge(_l("Ditolak"), "✕", "red"),
    "MERGED": Badge(_l("Digabung"), "→", "grey"),
}

FUNDS = {"APBD": _l("APBD"), "APBN": _l("APBN"), "BLUD": _l("BLUD"), "OTHER": _l("Sumber lain")}

PLAN_STATES = {
    "draft": Badge(_l("Disusun"), "○", "grey"),
    "proposed": Badge(_l("Menunggu tanda tangan"), "◐", "orange"),
}

COMPLAINT_KINDS = {
    "complaint": _l("Pengaduan"),
    "suggestion": _l("Saran"),
    "information": _l("Permintaan informasi"),
    "supervision": _l("Pengaduan yang perlu pemeriksaan"),
    "integrity": _l("Laporan integritas (suap, jual beli jabatan)"),
}

INTEGRITY_OUTCOMES = {
    "proven": _l("Terbukti"),
    "not_proven": _l("Tidak terbukti"),
    "referred": _l("Diteruskan kepada yang berwenang"),
}

COMPLAINT_STATES = {
    "received": Badge(_l("Diterima"), "●", "blue"),
    "forwarded": Badge(_l("Diteruskan"), "→", "blue"),
    "in_progress": Badge(_l("Dikerjakan"), "◐", "blue"),
    "answered": Badge(_l("Dijawab"), "▲", "orange"),
    "closed": Badge(_l("Selesai"), "✓", "green"),
    "postponed": Badge(_l("Ditunda"), "‖", "grey"),
    "not_our_authority": Badge(_l("Bukan wewenang kota"), "■", "grey"),
    "archived": Badge(_l("Digabung atau dihapus"), "■", "grey"),
}

APPRAISAL_STATES = {
    None: Badge(_l("Belum ada rencana"), "○", "grey"),
    "planned": Badge(_l("Rencana menunggu atasan"), "◐", "blue"),
    "returned": Badge(_l("Rencana dikembalikan"), "▲", "orange"),
    "agreed": Badge(_l("Rencana disetujui"), "✓", "green"),
    "reported": Badge(_l("Hasil dilaporkan"), "◐", "blue"),
    "rated": Badge(_l("Dinilai"), "▲", "orange"),
    "acknowledged": Badge(_l("Penilaian diterima"), "✓", "green"),
    "disputed": Badge(_l("Ditinjau sekali lagi"), "◐", "orange"),
    "reviewed": Badge(_l("Selesai ditinjau"), "✓", "green"),
}

RATINGS = {
    "DIATAS": _l("Di atas ekspektasi"),
    "SESUAI": _l("Sesuai ekspektasi"),
    "DIBAWAH": _l("Di bawah ekspektasi"),
}

PREDICATES = {
    "SANGAT_BAIK": _l("Sangat baik"),
    "BAIK": _l("Baik"),
    "BUTUH_PERBAIKAN": _l("Butuh perbaikan"),
    "KURANG": _l("Kurang"),
    "SANGAT_KURANG": _l("Sangat kurang"),
}

OLD_PREDICATES = {"CUKUP": _l("Cukup (sebelum 2022)"), "BURUK": _l("Buruk (sebelum 2022)")}

QUOTA_MET = Badge(_l("Tercapai"), "✓", "green")
QUOTA_MISSED = Badge(_l("Belum tercapai"), "▲", "orange")
ABOUT = {
    "age": (
        _l("Umur"),
        {
            "under_20": _l("di bawah 20 tahun"),
            "20_29": _l("20–29 tahun"),
            "30_39": _l("30–39 tahun"),
            "40_49": _l("40–49 tahun"),
            "50_59": _l("50–59 tahun"),
            "from_60": _l("60 tahun ke atas"),
        },
    ),
    "sex": (_l("Jenis kelamin"), {"male": _l("Laki-laki"), "female": _l("Perempuan")}),
    "education": (
        _l("Pendidikan terakhir"),
        {
            "primary": _l("SD atau di bawahnya"),
            "junior": _l("SMP sederajat"),
            "senior": _l("SMA sederajat"),
            "diploma": _l("Diploma"),
            "bachelor": _l("Sarjana ke atas"),
        },
    ),
    "disability": (_l("Penyandang disabilitas"), {"yes": _l("Ya"), "no": _l("Bukan")}),
}
"""What a survey asks about whoever answers: the question, and its answers."""
UNSAID = _l("tidak menyebut")
CHANNELS = {
    "counter": _l("Loket (slip atau tablet)"),
    "web": _l("Tautan atau kode QR"),
    "applicant": _l("Halaman pelamar"),
}

EVIDENCE_KINDS = {
    "EDUCATION": _l("Ijazah"),
    "LEADERSHIP": _l("Pelatihan kepemimpinan"),
    "FUNCTIONAL": _l("Pelatihan fungsional"),
    "TECHNICAL": _l("Pelatihan teknis, 20 JP atau lebih dalam setahun"),
    "SEMINAR": _l("Seminar atau sejenisnya"),
    "PREDICATE": _l("Penilaian kinerja"),
    "SANCTION": _l("Hukuman disiplin"),
    "MANAGERIAL": _l("Pelatihan manajerial"),
    "SOCIO_CULTURAL": _l("Pelatihan sosial kultural"),
}
DEGREES = {name: name for name in ("S3", "S2", "S1", "D4", "D3", "D2", "D1", "SLTA", "SLTP", "SD")}
ACTIVITY_STATES = {
    "waiting": Badge(_l("Menunggu diperiksa"), "◐", "blue"),
    "accepted": Badge(_l("Diakui"), "✓", "green"),
    "refused": Badge(_l("Tidak diakui"), "✕", "red"),
}
EVIDENCE_STATES = {
    "waiting": Badge(_l("Menunggu diperiksa"), "◐", "blue"),
    "valid": Badge(_l("Sah"), "✓", "green"),
    "refused": Badge(_l("Tidak sah"), "✕", "red"),
}
SANCTIONS = {"RINGAN": _l("Ringan"), "SEDANG": _l("Sedang"), "BERAT": _l("Berat")}
DIMENSIONS = {
    "qualification": _l("Kualifikasi"),
    "competence": _l("Kompetensi"),
    "performance": _l("Kinerja"),
    "discipline": _l("Disiplin"),
}
JOB_GROUPS = {"STRUKTURAL": _l("Struktural"), "FUNGSIONAL": _l("Fungsional"), "PELAKSANA": _l("Pelaksana")}
INDEX_CATEGORIES = {
    "SANGAT_TINGGI": _l("Sangat tinggi"),
    "TINGGI": _l("Tinggi"),
    "SEDANG": _l("Sedang"),
    "RENDAH": _l("Rendah"),
    "SANGAT_RENDAH": _l("Sangat rendah"),
}
FACT_REASONS = {
    "COUNTS": Badge(_l("Dihitung"), "✓", "green"),
    "TOO_OLD": Badge(_l("Terlalu lama"), "○", "grey"),
    "OTHER_GROUP": Badge(_l("Bukan untuk kelompok jabatan ini"), "○", "grey"),
    "TOO_FEW_HOURS": Badge(_l("Belum 20 JP"), "▲", "orange"),
    "SURPASSED": Badge(_l("Ada yang lebih menentukan"), "○", "grey"),
}
FACT_SOURCES = {
    "certificate": _l("Sertifikat diklat kota"),
    "appraisal": _l("Penilaian kinerja di sini"),
    "evidence": _l("Bukti yang diperiksa"),
    "sanction": _l("Catatan disiplin"),
}
TRAINING_PARTS = {
    "leadership": _l("Pelatihan kepemimpinan"),
    "functional": _l("Pelatihan fungsional"),
    "technical": _l("Pelatihan teknis 20 JP"),
    "seminar": _l("Seminar"),
}

CORE_VALUES = {
    "SERVICE": _l("Berorientasi pelayanan"),
    "ACCOUNTABLE": _l("Akuntabel"),
    "COMPETENT": _l("Kompeten"),
    "HARMONIOUS": _l("Harmonis"),
    "LOYAL": _l("Loyal"),
    "ADAPTIVE": _l("Adaptif"),
    "COLLABORATIVE": _l("Kolaboratif"),
}
"""BerAKHLAK."""

SAID = {
    "question": _l("pertanyaan"),
    "answer": _l("jawaban"),
    "reply": _l("tulisan"),
    "unsolved": _l("belum selesai"),
    "postponed": _l("ditunda"),
    "resumed": _l("dilanjutkan"),
    "not_our_authority": _l("bukan wewenang kota"),
}
"""What a message in a complaint is."""

SERVICES = {
    "registration": _l("Pendaftaran"),
    "selection": _l("Seleksi"),
    "training": _l("Pelatihan"),
    "feedback": _l("Umpan balik"),
    "audit": _l("Audit"),
    "platform": _l("Platform TI"),
    "portal": _l("Portal"),
}

LISTS = {
    "applications": _l("Lamaran"),
    "timelines": _l("Riwayat lamaran"),
    "appointed": _l("Yang diangkat"),
    "sittings": _l("Nilai untuk memeriksa seri"),
    "weights": _l("Bobot SKB formasi"),
    "vacancies": _l("Formasi"),
    "roster": _l("Daftar ASN"),
    "surveys": _l("Survei"),
    "traces": _l("Penelusuran"),
    "message": _l("Pesan"),
    "letter": _l("Surel pemberitahuan"),
    "subscription": _l("Langganan surel"),
    "template": _l("Templat pesan"),
    "outcome": _l("Putusan tentang akun"),
    "account": _l("Akun"),
    "access": _l("Riwayat masuk"),
    "identity": _l("Pemilik NIK"),
    "contest": _l("Sengketa NIK"),
    "correction": _l("Perbaikan data diri"),
    "announcement": _l("Pengumuman"),
    "application": _l("Lamaran"),
    "disclosure": _l("Pembacaan data pribadi"),
    "document": _l("Berkas"),
    "import": _l("Impor formasi"),
    "objection": _l("Sanggahan"),
    "period": _l("Periode"),
    "period_change": _l("Perubahan periode"),
    "vacancy_change": _l("Perubahan formasi"),
    "announcement_change": _l("Koreksi pengumuman"),
    "vacancy": _l("Formasi"),
    "verification": _l("Pemeriksaan berkas"),
    "admission": _l("Penerimaan peserta"),
    "appointment_batch": _l("Pengangkatan"),
    "candidate": _l("Peserta ujian"),
    "line": _l("Formasi di seleksi"),
    "ranking": _l("Peringkat"),
    "ranking_batch": _l("Penghitungan peringkat"),
    "tie": _l("Seri di batas kuota"),
    "tallies": _l("Hitungan"),
    "paces": _l("Laju verifikator"),
    "result": _l("Hasil"),
    "round": _l("Seleksi"),
    "score_amendment": _l("Koreksi nilai"),
    "score_batch": _l("Berkas nilai"),
    "score_objection": _l("Sanggahan hasil"),
    "objection_reading": _l("Pembacaan uraian"),
    "roster_import": _l("Impor daftar ASN"),
    "roster_undo": _l("Penarikan daftar ASN"),
    "roster_reading": _l("Pembacaan nama ASN"),
    "assessment": _l("Penilaian kompetensi"),
    "need": _l("Kebutuhan pelatihan"),
    "latsar": _l("Latsar"),
    "project": _l("Proyek aktualisasi"),
    "review": _l("Kesan peserta"),
    "evaluation": _l("Evaluasi oleh atasan"),
    "comparison": _l("Pembanding dampak pelatihan"),
    "national_record": _l("Berkas riwayat kursus"),
    "effects": _l("Dampak pelatihan"),
    "effect": _l("Dampak pelatihan"),
    "sessions_measured": _l("Sesi yang diukur dampaknya"),
    "training_plans": _l("Rencana pelatihan yang disahkan"),
    "plan": _l("Rencana pelatihan"),
    "needs": _l("Kebutuhan pelatihan"),
    "civil_servant": _l("Aparatur"),
    "enrolment": _l("Kepesertaan pelatihan"),
    "hours": _l("JP"),
    "activity": _l("Kegiatan di tempat lain"),
    "course": _l("Pelatihan dalam katalog"),
    "courses": _l("Katalog pelatihan"),
    "session": _l("Sesi pelatihan"),
    "sessions": _l("Jadwal pelatihan"),
    "places": _l("Peserta pelatihan"),
    "seating": _l("Kursi sesi"),
    "attendance": _l("Kehadiran"),
    "participant": _l("Hasil pelatihan"),
    "certificate": _l("Sertifikat"),
    "item_bank": _l("Bank soal"),
    "exam": _l("Uji sesi"),
    "sitting": _l("Pengerjaan uji"),
    "response": _l("Jawaban survei"),
    "survey": _l("Survei"),
    "survey_answers": _l("Jumlah jawaban survei"),
    "publication": _l("Penerbitan IKM"),
    "note": _l("Catatan internal aduan"),
    "wording": _l("Templat jawaban"),
    "complaint": _l("Aduan"),
    "complaints": _l("Aduan"),
    "complaint_figures": _l("Angka aduan"),
    "complaint_durations": _l("Lama aduan"),
    "complaint_ages": _l("Umur aduan"),
    "topic": _l("Pokok aduan"),
    "topics": _l("Pokok aduan"),
    "comment": _l("Tanggapan atas seleksi"),
    "comments": _l("Tanggapan atas seleksi"),
    "comment_figures": _l("Jumlah tanggapan"),
    "selections": _l("Tahap yang dapat ditanggapi"),
    "follower": _l("Pengikut pokok aduan"),
    "photo": _l("Foto aduan"),
    "integrity": _l("Laporan integritas"),
    "amendment": _l("Perubahan kalender"),
    "improvement": _l("Perbaikan"),
    "gap": _l("Kekurangan unit"),
    "cycle": _l("Siklus penilaian kinerja"),
    "cycle_change": _l("Perubahan siklus kinerja"),
    "appraisal": _l("Penilaian kinerja"),
    "appraisal_reading": _l("Pembacaan penilaian kinerja"),
    "peer": _l("Pendapat rekan"),
    "evidence": _l("Bukti IP ASN"),
    "sanction": _l("Hukuman disiplin"),
    "price": _l("Harga pelatihan"),
    "servants": _l("Penempatan ASN"),
    "offices": _l("Unit menurut diklat"),
    "office_names": _l("Nama unit"),
    "headships": _l("Kepala unit"),
    "certificates": _l("Sertifikat menurut diklat"),
    "gap_needs": _l("Kebutuhan dari kekurangan"),
    "photos": _l("Foto aduan yang ditampilkan"),
    "reading": _l("Pembacaan aduan"),
    "units": _l("Unit"),
    "unit": _l("Unit"),
    "post": _l("Jabatan"),
    "posts": _l("Jabatan"),
    "headship": _l("Kepala unit"),
    "unit_import": _l("Impor unit"),
    "unit_names": _l("Nama unit dalam pengangkatan"),
    "finding": _l("Temuan"),
    "asked_findings": _l("Temuan untuk ditanggapi"),
    "inquiry": _l("Permintaan tanggapan"),
    "package": _l("Paket bukti"),
    "query": _l("Kueri"),
    "record": _l("Pembukaan nama"),
    "replay": _l("Putar ulang"),
    "inspection": _l("Pemeriksaan"),
    "agency": _l("Instansi lain"),
    "contact_reading": _l("Pembukaan alamat instansi"),
    "endpoint": _l("Webhook instansi"),
    "stream_replay": _l("Putar ulang webhook"),
    "role": _l("Peran pegawai"),
    "daily_file": _l("Berkas harian"),
}
"""The views and the kinds of streams that the time machine shows as lists."""


def register(app: Flask) -> None:
    app.extensions["event words"] = Contracts(app.extensions["asn"].settings.contracts).words()
    app.jinja_env.globals["event_name"] = event_name
    app.jinja_env.globals["list_name"] = list_name
    app.jinja_env.globals["comment_stage"] = comment_stage
    app.jinja_env.globals["stages_named"] = stages_named
    app.jinja_env.globals["words"] = {
        "services": SERVICES,
        "needs": NEED_TYPES,
        "levels": LEVELS,
        "job_kinds": JOB_KINDS,
        "procurements": PROCUREMENTS,
        "documents": DOCUMENTS,
        "wanted": WANTED,
        "statements": STATEMENTS,
        "stages": STAGES,
        "checks": CHECKS,
        "check_results": CHECK_RESULTS,
        "check_reasons": CHECK_REASONS,
        "sections": SECTIONS,
        "parts": SCORE_PARTS,
        "codes": CODES,
        "code_badges": CODE_BADGES,
        "change_reasons": CHANGE_REASONS,
        "line_change_reasons": LINE_CHANGE_REASONS,
        "letter_change_reasons": LETTER_CHANGE_REASONS,
        "amendment_reasons": AMENDMENT_REASONS,
        "contests": CONTESTS,
        "tie_grounds": TIE_GROUNDS,
        "result_answers": RESULT_ANSWERS,
        "draft": DRAFT,
        "taking": TAKING,
        "over": OVER,
        "early": EARLY,
        "cancelled": CANCELLED,
        "line_closed": LINE_CLOSED,
        "not_sent": NOT_SENT,
        "roles": ROLES,
        "activity_kinds": ACTIVITY_KINDS,
        "activity_states": ACTIVITY_STATES,
        "hours_facts": HOURS_FACTS,
        "course_kinds": COURSE_KINDS,
        "course_methods": COURSE_METHODS,
        "unit_kinds": UNIT_KINDS,
        "post_kinds": POST_KINDS,
        "competences": COMPETENCES,
        "leaving": LEAVING,
        "review_elements": REVIEW_ELEMENTS,
        "at_work": AT_WORK,
        "review_bands": REVIEW_BANDS,
        "measures": MEASURES,
        "decrees": DECREES,
        "fits": FITS,
        "seats": SEATS,
        "outcomes": OUTCOMES,
        "exam_phases": EXAM_PHASES,
        "answer_flags": ANSWER_FLAGS,
        "cycle_days": CYCLE_DAYS,
        "cycle_move_reasons": CYCLE_MOVE_REASONS,
        "comment_states": COMMENT_STATES,
        "comment_reasons": COMMENT_REASONS,
        "funds": FUNDS,
        "plan_states": PLAN_STATES,
        "need_origins": NEED_ORIGINS,
        "need_states": NEED_STATES,
        "appraisal_states": APPRAISAL_STATES,
        "ratings": RATINGS,
        "predicates": PREDICATES,
        "core_values": CORE_VALUES,
        "about": ABOUT,
        "unsaid": UNSAID,
        "channels": CHANNELS,
        "quota_met": QUOTA_MET,
        "quota_missed": QUOTA_MISSED,
        "evidence_kinds": EVIDENCE_KINDS,
        "evidence_states": EVIDENCE_STATES,
        "fact_values": DEGREES | PREDICATES | OLD_PREDICATES | SANCTIONS,
        "job_groups": JOB_GROUPS,
        "index_categories": INDEX_CATEGORIES,
        "fact_reasons": FACT_REASONS,
        "fact_sources": FACT_SOURCES,
        "training_parts": TRAINING_PARTS,
        "dimensions": DIMENSIONS,
        "complaint_kinds": COMPLAINT_KINDS,
        "integrity_outcomes": INTEGRITY_OUTCOMES,
        "complaint_states": COMPLAINT_STATES,
        "said": SAID,
    }


def role_name(role: str) -> str:
    return str(ROLES.get(role, role))


def event_name(name: str) -> str:
    """What happened, in the words of its contract; what a newer release records, by its own name."""
    return _event_words().get(name, {}).get(chosen(), name)


def events_by_service() -> dict[str, list[str]]:
    """Service → the names of its events."""
    return {service: sorted(n for n in _event_words() if n.startswith(f"{service}.")) for service in SERVICES}


def comment_stage(name: str) -> str:
    """A stage that people comment on: an announced one, or taking applications."""
    return _("Pendaftaran") if name == "pendaftaran" else str(STAGES.get(name, name))


def stages_named(stages: list[str]) -> str:
    return ", ".join(str(STAGES.get(name, name)) for name in stages)


def _event_words() -> dict[str, dict[str, str]]:
    return current_app.extensions["event words"]


def list_name(name: str) -> str:
    """A view or a kind of stream, in words."""
    return str(LISTS.get(name, name))


def education(line: dict) -> list[str]:
    """ "S-1 Ilmu Hukum" for each education that a formation line takes."""
    return [f"{LEVELS.get(item['level'], item['level'])} {item['programme']}" for item in line["education"]]


def age_range(line: dict) -> str:
    return _("%(low)s sampai %(high)s tahun", low=line["age_min"], high=line["age_max"])


CORRECTIONS = {
    "open": Badge(_l("Menunggu putusan"), "▲", "orange"),
    "ACCEPTED": Badge(_l("Diperbaiki"), "✓", "green"),
    "REFUSED": Badge(_l("Tidak diubah"), "✕", "grey"),
}

CORRECTION_REASONS = {
    "CARD_SHOWS_IT": _l("KTP menunjukkan data yang diminta: data diperbaiki"),
    "CARD_DIFFERS": _l("KTP menunjukkan data lain: data tetap"),
    "CARD_UNREADABLE": _l("KTP tidak terbaca: data tetap; unggah KTP yang jelas, lalu minta lagi"),
    "SOMEBODY_ELSE": _l("Yang diminta adalah data orang lain: data tetap"),
}

READ_FIELDS = {
    "name": _l("nama"),
    "birth_date": _l("tanggal lahir"),
    "gpa": _l("IPK"),
    "nik": _l("NIK"),
    "sex": _l("jenis kelamin"),
    "institution": _l("perguruan tinggi"),
    "programme": _l("program studi"),
    "objection_text": _l("uraian sanggahan"),
    "objection_answer": _l("jawaban sanggahan"),
    "contest_text": _l("keterangan sengketa NIK"),
    "correction_text": _l("keterangan permintaan perbaikan"),
}
"""What of a person somebody opened."""

READ_PURPOSES = {
    "file_check": _l("pemeriksaan berkas"),
    "objection": _l("sanggahan"),
    "tie_break": _l("memutus nilai yang sama"),
    "roster": _l("nama untuk daftar atau keputusan"),
    "contest": _l("sengketa NIK"),
    "correction": _l("perbaikan data diri"),
    "audit": _l("audit"),
}

READ_REASONS = {
    "COMPLAINT": _l("Aduan atas pemeriksaan berkas"),
    "APPLICANT_REQUEST": _l("Permintaan pelamar sendiri"),
    "SAMPLE_CHECK": _l("Uji petik pemeriksaan berkas"),
    "AUDITOR_REQUEST": _l("Permintaan auditor atau inspektorat"),
    "COURT_REQUEST": _l("Permintaan pengadilan atau penegak hukum"),
}
"""Why somebody opened a file whose case is not theirs."""
