"""Every event of the contracts by name, in words, service by service."""

from flask_babel import lazy_gettext as _l

from ..words import EVENTS

SERVICES = {
    "registration": _l("Pendaftaran"),
    "selection": _l("Seleksi"),
    "training": _l("Pelatihan"),
    "feedback": _l("Umpan balik"),
    "audit": _l("Audit"),
    "portal": _l("Portal"),
}

NAMES = {
    **EVENTS,
    "registration.application.section_saved": _l("Bagian lamaran disimpan"),
    "registration.disclosure.recorded": _l("Data pribadi dibaca"),
    "registration.document.viewed": _l("Berkas dibaca"),
    "registration.import.staged": _l("Daftar formasi diunggah"),
    "registration.import.approved": _l("Daftar formasi disetujui"),
    "registration.verification.assigned": _l("Lamaran diambil verifikator"),
    "registration.verification.released": _l("Lamaran dilepas verifikator"),
    "selection.line.registered": _l("Formasi tercatat di seleksi"),
    "selection.round.created": _l("Seleksi dibuat"),
    "selection.rules.proposed": _l("Aturan diusulkan"),
    "selection.rules.locked": _l("Aturan dikunci"),
    "selection.score_batch.staged": _l("Berkas nilai diunggah"),
    "selection.score_batch.approved": _l("Berkas nilai disetujui"),
    "selection.score_batch.closed": _l("Berkas nilai selesai dicatat"),
    "selection.ranking.computed": _l("Peringkat dihitung"),
    "selection.result.proposed": _l("Hasil diusulkan"),
    "selection.result.approved": _l("Hasil disetujui"),
    "selection.appointment_batch.ordered": _l("Pengangkatan diperintahkan"),
    "selection.appointment_batch.closed": _l("Pengangkatan selesai"),
    "training.hours.credited": _l("JP dikreditkan"),
    "feedback.survey.opened": _l("Survei dibuka"),
    "feedback.survey.closed": _l("Survei ditutup"),
    "registration.account.erased": _l("Data akun dihapus"),
    "audit.finding.opened": _l("Temuan dicatat"),
    "audit.finding.assigned": _l("Penanggung jawab temuan ditetapkan"),
    "audit.finding.noted": _l("Catatan pada temuan"),
    "audit.finding.closed": _l("Temuan ditutup"),
    "audit.package.created": _l("Paket bukti dibuat"),
    "audit.query.saved": _l("Kueri disimpan"),
    "audit.query.executed": _l("Peristiwa seseorang ditelusuri"),
    "audit.query.removed": _l("Kueri dibuang"),
    "audit.record.viewed": _l("Nama di balik nama samaran dibuka"),
    "audit.replay.started": _l("Putar ulang diminta"),
    "audit.replay.completed": _l("Putar ulang selesai"),
    "audit.replay.failed": _l("Putar ulang gagal"),
    "audit.inspection.requested": _l("Pemeriksaan diminta"),
    "audit.inspection.completed": _l("Pemeriksaan selesai"),
}

LISTS = {
    "applications": _l("Lamaran"),
    "timelines": _l("Riwayat lamaran"),
    "vacancies": _l("Formasi"),
    "roster": _l("Daftar ASN"),
    "surveys": _l("Survei"),
    "traces": _l("Penelusuran"),
    "account": _l("Akun"),
    "announcement": _l("Pengumuman"),
    "application": _l("Lamaran"),
    "disclosure": _l("Pembacaan data pribadi"),
    "document": _l("Berkas"),
    "import": _l("Impor formasi"),
    "objection": _l("Sanggahan"),
    "period": _l("Periode"),
    "vacancy": _l("Formasi"),
    "inspection": _l("Pemeriksaan"),
    "verification": _l("Pemeriksaan berkas"),
    "appointment_batch": _l("Pengangkatan"),
    "candidate": _l("Peserta ujian"),
    "line": _l("Formasi di seleksi"),
    "ranking": _l("Peringkat"),
    "result": _l("Hasil"),
    "round": _l("Seleksi"),
    "score_batch": _l("Berkas nilai"),
    "civil_servant": _l("Aparatur"),
    "enrolment": _l("Kepesertaan pelatihan"),
    "hours": _l("JP"),
    "response": _l("Jawaban survei"),
    "survey": _l("Survei"),
    "finding": _l("Temuan"),
    "package": _l("Paket bukti"),
    "query": _l("Kueri"),
    "record": _l("Pembukaan nama"),
    "replay": _l("Putar ulang"),
}
"""The views and the kinds of streams that the time machine shows as lists."""


def list_name(name: str) -> str:
    return str(LISTS.get(name, name))


def name_of(event: str) -> str:
    """In words; an event that has none yet by its own name."""
    return str(NAMES.get(event, event))


def by_service() -> dict[str, list[str]]:
    """Service → the names of its events."""
    return {service: sorted(n for n in NAMES if n.startswith(f"{service}.")) for service in SERVICES}
