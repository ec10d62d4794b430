"""Which event is told to whom, and in which words: a new message is one entry here.

An event is told when everybody may know it: a verdict, a score and an answer to an objection are told by the
announcement that publishes them, never by the event in which they were decided (docs/decisions/0030, 0040).
"""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l


class Kind(NamedTuple):
    """The words of a message, and the page where it leads: an endpoint that takes the `id` of the application, if there
    is one."""

    title: str
    text: str
    action: str
    endpoint: str = "applications.show"


SUBMITTED, WITHDRAWN, APPOINTED = "submitted", "withdrawn", "appointed"

OWN = {
    "registration.application.submitted": SUBMITTED,
    "registration.application.withdrawn": WITHDRAWN,
    "selection.candidate.appointed": APPOINTED,
}
"""Event type → what the person is told whom it is about (`person` of its data)."""

ANNOUNCED = {
    "administrasi": "announced_files",
    "pasca_sanggah": "announced_after_objections",
    "skd": "announced_skd",
    "final": "announced_final",
}
"""Stage of a `registration.announcement.published` → what everybody in the round is told."""

MOVED = {
    "registration.period.amended": "period_moved",
    "registration.period.cancelled": "period_cancelled",
}
"""Event type → what everybody is told who has an application in the period, sent or only begun."""

LINES = {
    "registration.vacancy.amended": "line_changed",
    "registration.vacancy.closed": "line_closed",
}
"""Event type → what everybody is told who has an application for that line, sent or only begun."""

LETTERS = {"registration.announcement.corrected": "letter_corrected"}
"""Event type → what everybody is told whom that announcement concerned."""

OUTCOMES = {
    ("correction", "ACCEPTED"): "correction_accepted",
    ("correction", "REFUSED"): "correction_refused",
    ("contest", "OPEN"): "contest_open",
    ("contest", "YOURS"): "contest_yours",
    ("contest", "NOT_YOURS"): "contest_not_yours",
}
"""`about` and `outcome` of a `registration.outcome.told` → what its person is told about the own account."""

CERTIFICATE_REVOKED, CERTIFICATE_REISSUED = "certificate_revoked", "certificate_reissued"
APPLICATION_WAITS, EVALUATION_WAITS = "application_waits", "evaluation_waits"
APPLICATION_APPROVED, APPLICATION_DECLINED = "application_approved", "application_declined"

ACTIVITY_ACCEPTED, ACTIVITY_REFUSED = "activity_accepted", "activity_refused"

ACTIVITIES = {
    "training.activity.accepted": ACTIVITY_ACCEPTED,
    "training.activity.refused": ACTIVITY_REFUSED,
}
"""Event type → what is told to whoever handed in what they did elsewhere."""

SESSIONS = {
    "training.session.changed": "session_changed",
    "training.session.cancelled": "session_cancelled",
}
"""Event type → what everybody is told who asked for a seat in that session."""

OF_TRAINING = {
    "training.certificate.revoked": (CERTIFICATE_REVOKED, "person"),
    "training.enrolment.applied": (APPLICATION_WAITS, "superior"),
    "training.enrolment.approved": (APPLICATION_APPROVED, "person"),
    "training.enrolment.declined": (APPLICATION_DECLINED, "person"),
    "training.evaluation.asked": (EVALUATION_WAITS, "superior"),
}
"""Event type → (what is told, to whom of its data); nobody is told where it names no superior."""

REISSUED = {"training.certificate.reissued": (CERTIFICATE_REISSUED, "person")}
"""The same, heard by a reader of its own."""

FOR_APPLICANTS = ("administrasi", "pasca_sanggah")
"""Stages that are told to whoever applied; the others to whoever became a candidate."""

_READ = _l("Baca di lamaran Anda")
_CORRECTION = (_l("Baca putusannya"), "own_corrections.listing")
_CONTEST = (_l("Baca putusannya"), "contests.listing")

KINDS = {
    SUBMITTED: Kind(
        _l("Lamaran Anda sudah kami terima"),
        _l(
            "Nomor peserta dan tanda terima ada di halaman lamaran. Hasil pemeriksaan berkas diumumkan untuk semua "
            "pelamar bersamaan; sesudah itu pesan berikutnya datang."
        ),
        _l("Buka lamaran"),
    ),
    WITHDRAWN: Kind(
        _l("Lamaran Anda sudah ditarik"),
        _l(
            "Penarikan ini tercatat dan tidak dapat dibatalkan. Bila bukan Anda yang menariknya, ganti kata sandi Anda "
            "dan laporkan kepada panitia."
        ),
        _l("Buka lamaran"),
    ),
    "announced_files": Kind(
        _l("Hasil pemeriksaan berkas diumumkan"),
        _l("Di halaman lamaran tertulis hasilnya bagi Anda, alasannya, dan sampai kapan Anda dapat menyanggah."),
        _READ,
    ),
    "announced_after_objections": Kind(
        _l("Hasil sesudah masa sanggah diumumkan"),
        _l("Di halaman lamaran tertulis hasilnya bagi Anda dan langkah berikutnya."),
        _READ,
    ),
    "announced_skd": Kind(
        _l("Hasil SKD diumumkan"),
        _l("Di halaman lamaran tertulis nilai Anda di samping ambang batas, dan apakah Anda ikut tahap berikutnya."),
        _READ,
    ),
    "announced_final": Kind(
        _l("Hasil akhir diumumkan"),
        _l("Di halaman lamaran tertulis hasil akhirnya bagi Anda dan langkah berikutnya."),
        _READ,
    ),
    "period_moved": Kind(
        _l("Jadwal seleksi berubah"),
        _l(
            "Panitia mengubah jadwal seleksi Anda. Yang berlaku sekarang tertulis di halaman lamaran; apa yang "
            "berubah, mengapa, dan menurut surat mana tertulis di papan transparansi. Isian Anda tetap tersimpan."
        ),
        _l("Buka lamaran"),
    ),
    "period_cancelled": Kind(
        _l("Seleksi ini dibatalkan"),
        _l(
            "Panitia membatalkan periode seleksi Anda. Lamaran Anda berakhir karena itu, bukan karena isian atau "
            "berkas Anda. Alasannya tertulis di papan transparansi."
        ),
        _l("Buka lamaran"),
    ),
    "line_changed": Kind(
        _l("Formasi yang Anda lamar berubah"),
        _l(
            "Kursi atau syarat formasi Anda diubah. Di halaman formasinya tertulis apa yang dahulu dan yang sekarang "
            "berlaku, mengapa, dan menurut surat mana. Lamaran Anda tetap."
        ),
        _l("Buka lamaran"),
    ),
    "line_closed": Kind(
        _l("Formasi yang Anda lamar ditutup"),
        _l(
            "Lamaran Anda berakhir karena itu, bukan karena isian atau berkas Anda. Selama pendaftaran masih dibuka "
            "Anda boleh melamar formasi lain pada periode yang sama. Alasannya tertulis di halaman formasinya."
        ),
        _l("Buka lamaran"),
    ),
    "letter_corrected": Kind(
        _l("Surat pengumuman dikoreksi"),
        _l(
            "Nomor atau judul surat satu pengumuman seleksi Anda dikoreksi. Daftarnya dan hasil Anda tetap. Di halaman "
            "pengumumannya tertulis apa yang dahulu dan yang sekarang berlaku, mengapa, dan menurut surat mana."
        ),
        _l("Buka lamaran"),
    ),
    "correction_accepted": Kind(
        _l("Data akun Anda sudah diperbaiki"),
        _l(
            "Petugas membandingkan permintaan Anda dengan KTP dan menerimanya. Data sebelum dan sesudahnya tertulis di "
            "halaman perbaikan data."
        ),
        *_CORRECTION,
    ),
    "correction_refused": Kind(
        _l("Permintaan perbaikan data Anda ditolak"),
        _l(
            "Data akun Anda tetap seperti semula. Alasannya, dan apa yang dapat Anda lakukan, tertulis di halaman "
            "perbaikan data."
        ),
        *_CORRECTION,
    ),
    "contest_open": Kind(
        _l("NIK Anda dipakai dua akun"),
        _l(
            "Petugas akan menentukan siapa pemiliknya. Unggah foto KTP dan swafoto terbaru, lalu beri keterangan dalam "
            "tiga hari."
        ),
        _l("Beri keterangan"),
        "contests.listing",
    ),
    "contest_yours": Kind(
        _l("NIK pada akun Anda milik Anda"),
        _l("Ketua panitia memutuskan sengketa NIK ini. Putusannya dan alasannya tertulis di halaman sengketa."),
        *_CONTEST,
    ),
    "contest_not_yours": Kind(
        _l("NIK yang disengketakan tidak menjadi milik akun Anda"),
        _l(
            "Ketua panitia memutuskan sengketa NIK ini. Putusannya dan alasannya tertulis di halaman sengketa. Bila "
            "Anda tidak setuju, datanglah ke panitia dengan KTP Anda."
        ),
        *_CONTEST,
    ),
    CERTIFICATE_REVOKED: Kind(
        _l("Sertifikat pelatihan Anda dicabut"),
        _l(
            "Dua orang menandatangani pencabutannya. Nomornya, harinya, dan alasannya tertulis di "
            "halaman Pelatihan saya. Bila alasannya keliru, datanglah ke pengelola diklat dengan bukti Anda."
        ),
        _l("Baca alasannya"),
        "learning.show",
    ),
    CERTIFICATE_REISSUED: Kind(
        _l("Sertifikat pelatihan Anda diganti"),
        _l(
            "Dua orang menandatangani penggantiannya. Yang berlaku bernomor baru dan diunduh di halaman Pelatihan "
            "saya; nomor lama menunjuk ke yang baru. JP Anda tetap."
        ),
        _l("Unduh yang baru"),
        "learning.show",
    ),
    APPLICATION_WAITS: Kind(
        _l("Permohonan kursi pelatihan menunggu Anda"),
        _l(
            "Seseorang yang hari ini Anda pimpin memohon kursi pada satu sesi pelatihan. Di halaman Bawahan tertulis "
            "JP-nya tahun ini, bentroknya, dan sampai kapan Anda dapat memutus."
        ),
        _l("Buka Bawahan"),
        "team.show",
    ),
    APPLICATION_APPROVED: Kind(
        _l("Permohonan kursi pelatihan Anda disetujui"),
        _l(
            "Kursinya diminta saat itu juga. Apakah Anda mendapatnya atau masuk daftar tunggu, tertulis di halaman "
            "Pelatihan saya."
        ),
        _l("Buka Pelatihan saya"),
        "learning.show",
    ),
    APPLICATION_DECLINED: Kind(
        _l("Permohonan kursi pelatihan Anda tidak disetujui"),
        _l("Alasannya tertulis di halaman Pelatihan saya. Selama pendaftaran dibuka Anda boleh memohon lagi."),
        _l("Baca alasannya"),
        "learning.show",
    ),
    ACTIVITY_ACCEPTED: Kind(
        _l("Kegiatan Anda di tempat lain diakui"),
        _l(
            "JP-nya masuk buku JP Anda. Berapa JP yang diakui, dan alasannya bila bukan yang Anda serahkan, tertulis "
            "di halaman Buku JP."
        ),
        _l("Buka Buku JP"),
        "learning.book",
    ),
    ACTIVITY_REFUSED: Kind(
        _l("Kegiatan Anda di tempat lain tidak diakui"),
        _l("Alasannya tertulis di halaman Buku JP. Sesudah diperbaiki, kegiatan itu boleh Anda serahkan lagi."),
        _l("Baca alasannya"),
        "learning.book",
    ),
    "session_changed": Kind(
        _l("Sesi pelatihan Anda berubah"),
        _l(
            "Hari, tempat, atau jumlah kursinya berubah; kursi atau urutan Anda tetap. Jadwal yang berlaku, juga "
            "sebagai berkas kalender, ada di halaman Pelatihan saya."
        ),
        _l("Buka Pelatihan saya"),
        "learning.show",
    ),
    "session_cancelled": Kind(
        _l("Sesi pelatihan Anda dibatalkan"),
        _l("Alasannya tertulis di halaman Pelatihan saya. Hapus sesi ini dari kalender Anda."),
        _l("Buka Pelatihan saya"),
        "learning.show",
    ),
    EVALUATION_WAITS: Kind(
        _l("Formulir tentang hasil pelatihan menunggu Anda"),
        _l(
            "Seseorang yang Anda pimpin selesai berlatih tiga atau enam bulan lalu. Tiga pertanyaan tentang hasilnya "
            "di tempat kerja dapat diisi selama tiga puluh hari di halaman Bawahan."
        ),
        _l("Buka Bawahan"),
        "team.show",
    ),
    APPOINTED: Kind(
        _l("Keputusan pengangkatan Anda terbit"),
        _l("Di halaman lamaran tertulis nomor keputusannya dan tanggal mulai berlakunya."),
        _READ,
    ),
}  # fmt: skip
