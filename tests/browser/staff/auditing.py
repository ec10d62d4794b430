"""What auditors did, and what the standing auditor reported: every outcome once."""

from datetime import timedelta

CHECKS = ("log", "checkpoints", "tiles", "kafka", "commits", "promises", "states", "views")
REASON = "Pengaduan masyarakat nomor 12/2026 tentang putusan berkas yang diubah setelah diumumkan."
HASH = "0123456789abcdef" * 4


def fill(office) -> None:
    """`office.audit` then names what was made."""
    office.flow()
    auditor, machine = office.staff("auditor"), office.auditor()
    good = machine.post("audit", "/v1/inspections/results", result(office))["id"]
    view = discovery(
        office, "views", f"Baris application-{office.held} tampilan applications disunting: status.", "applications"
    )
    kafka = discovery(office, "kafka", f"Peristiwa application-{office.held}@4 di Kafka berbeda dari entrinya.")
    bad = machine.post("audit", "/v1/inspections/results", result(office, view, kafka))["id"]
    office.audit = {"good": good, "bad": bad, **replays(auditor, machine, office), **findings(office, auditor)}
    criteria = {"object": f"application-{office.held}", "since": "2026-01-01T00:00:00+07:00"}
    office.audit["query"] = auditor.post("audit", "/v1/queries", {"title": "Lamaran di meja", "criteria": criteria})[
        "id"
    ]
    for variant in ("masked", "whole"):
        body = {"scope": {"object": f"application-{office.held}"}, "reason": REASON, "variant": variant}
        auditor.post("audit", "/v1/packages", body)
    office.flow()


def result(office, *found) -> dict:
    """A round as the standing auditor reports it."""
    checks = [
        {"name": name, "examined": 1200 + place, "findings": sum(one["check"] == name for one in found)}
        for place, name in enumerate(CHECKS)
    ]
    started = office.clock.now().isoformat()
    told = {"started_at": started, "seconds": 3, "size": 1200, "checks": checks}
    return told | {"findings": list(found), "found": len(found)}


def discovery(office, check, sentence, view=None) -> dict:
    where = {"service": "registration", "subject": f"application-{office.held}", "view": view, "field": None}
    return {"check": check, "sentence": sentence, **where}


def replays(auditor, machine, office) -> dict[str, str]:
    body = {"services": ["registration", "selection"], "reason": REASON}
    ids = {
        name: auditor.post("audit", "/v1/replays", body)["id"] for name in ("running", "same", "differing", "failed")
    }
    progress = {"done": 4200, "total": 12_000, "percent": 35, "events_per_second": 5100, "step": "events"}
    machine.post("audit", f"/v1/replays/{ids['running']}/progress", progress)
    machine.post("audit", f"/v1/replays/{ids['same']}/completion", outcome(HASH))
    differing = {
        "service": "registration",
        "part": "applications",
        "kind": "view",
        "key": office.held,
        "field": "status",
        "sentence": "status: peristiwa membuat “submitted”, yang hidup “MS”.",
    }
    machine.post("audit", f"/v1/replays/{ids['differing']}/completion", outcome(HASH[::-1], differing))
    reason = {"reason": f"1 aliran tidak dapat dilipat, yang pertama application-{office.held}: KeyError"}
    machine.post("audit", f"/v1/replays/{ids['failed']}/failure", reason)
    return ids


def outcome(live, *differences) -> dict:
    parts = [
        {
            "service": "registration",
            "part": part,
            "kind": kind,
            "rebuilt": 12_345,
            "compared": 12_345,
            "same": 12_345 - len(differences) * (part == "applications"),
            "rebuilt_sha256": HASH,
            "live_sha256": live if part == "applications" else HASH,
        }
        for part, kind in (("application", "states"), ("applications", "view"))
    ]
    told = {"events": 98_765, "seconds": 21, "parts": parts}
    return told | {"differences": list(differences), "differing": len(differences)}


def findings(office, auditor) -> dict[str, str]:
    today = office.clock.now().date()
    title = "Putusan atas berkas lamaran berubah sesudah pengumuman tanpa surat perintah ketua panitia seleksi daerah"
    body = {"title": title, "description": f"{title}. Lihat jejak objeknya.", "severity": "critical"}
    body |= {"about": f"application-{office.held}", "entry": 3, "owner": "Sekretariat panitia seleksi"}
    body |= {"desk": "panitia"}
    late = auditor.post("audit", "/v1/findings", body | {"due": (today - timedelta(days=3)).isoformat()})["id"]
    auditor.post("audit", f"/v1/findings/{late}/notes", {"text": "Panitia diminta menjelaskan."}, version=1)
    small = {"title": "Judul berkas keliru", "severity": "low", "description": "Tahunnya tertukar."}
    auditor.post("audit", "/v1/findings", small | {"due": (today + timedelta(days=30)).isoformat()})
    closed = auditor.post("audit", "/v1/findings", small | {"severity": "medium"})["id"]
    end = {"outcome": "resolved", "reason": "Judulnya sudah diluruskan."}
    auditor.post("audit", f"/v1/findings/{closed}/closing", end, version=1)
    answered = auditor.post("audit", "/v1/findings", small | {"desk": "ti", "owner": "Bidang Pengolahan Data"})["id"]
    said = {"text": "Tahun pada judul diluruskan pada templat; berkas lama tetap seperti semula."}
    office.staff("ti").post("audit", f"/v1/findings/{answered}/answers", said, version=1)
    return {"overdue": late, "closed": closed, "answered": answered}
