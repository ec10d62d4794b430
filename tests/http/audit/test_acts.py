"""What auditors do is recorded like everything else, with a promise."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.http.running import problem

from .conftest import PERSON, SERVANT

pytestmark = pytest.mark.servers


@pytest.fixture
def machine(audit):
    return audit.as_("auditor", "service", "audit:results")


def test_a_finding_from_its_opening_to_its_end(audit, auditor):
    body = {
        "title": "Jalur berbeda",
        "severity": "high",
        "description": "Lihat.",
        "about": SERVANT,
        "due": "2020-01-01",
    }
    opened = auditor.post("/v1/findings", body)
    assert opened.status_code == 201 and "audit/promise" in opened.json()["promise"], opened.text
    path = f"/v1/findings/{opened.json()['id']}"
    assert auditor.get(path).json()["overdue"] is True
    problem(auditor.post(f"{path}/notes", {"text": "Dilihat."}), 428, "versi-wajib", "If-Match")
    assert auditor.post(f"{path}/notes", {"text": "Dilihat."}, version=1).json()["version"] == 2
    assigned = {"owner": "panitia1", "due": "2099-01-01"}
    assert auditor.post(f"{path}/assignment", assigned, version=2).status_code == 200
    problem(auditor.post(f"{path}/notes", {"text": "Lagi."}, version=1), 412, "versi-lama")
    closing = {"outcome": "resolved", "reason": "Sudah cocok."}
    assert auditor.post(f"{path}/closing", closing, version=3).status_code == 200
    finding = auditor.get(path).json()
    assert (finding["status"], finding["overdue"], finding["notes"][0]["text"]) == ("closed", False, "Dilihat.")
    problem(auditor.post(f"{path}/notes", {"text": "Lagi."}, version=4), 409, "temuan-sudah-ditutup")
    assert auditor.get("/v1/findings", params={"status": "open"}).json()["total"] == 0
    assert auditor.get("/v1/findings", params={"severity": "high"}).json()["total"] == 1
    names = [event["type"].rpartition("audit.")[2] for event in audit.deliver()]
    assert names[-4:] == ["finding.opened.v1", "finding.noted.v1", "finding.assigned.v1", "finding.closed.v1"]
    problem(audit.staff("ketua").get("/v1/findings"), 403, "peran")


def test_a_desk_reads_what_it_is_asked_and_nothing_that_the_auditors_write_to_each_other(audit, auditor):
    body = {"title": "Jalur berbeda", "severity": "high", "description": "Lihat.", "owner": "Bidang Pengadaan"}
    body |= {"desk": "panitia", "due": "2020-01-01"}
    id = auditor.post("/v1/findings", body).json()["id"]
    auditor.post(f"/v1/findings/{id}/notes", {"text": "Mereka belum tahu."}, version=1)
    path, answers = f"/v1/findings/{id}/request", f"/v1/findings/{id}/answers"
    panitia = audit.staff("panitia")
    asked = panitia.get(path).json()
    assert (asked["title"], asked["overdue"], asked["answers"]) == ("Jalur berbeda", True, [])
    assert "Mereka" not in panitia.get(path).text
    for other in ("ketua", "ti"):
        problem(audit.staff(other).get(path), 404, "temuan-tidak-ada")
        problem(audit.staff(other).post(answers, {"text": "Bukan kami."}, version=2), 404, "temuan-tidak-ada")
    problem(panitia.post(answers, {"text": "x"}, version=2), 422, "isian", "text")
    assert panitia.post(answers, {"text": "Sudah dibangun ulang."}, version=2).status_code == 200
    assert [one["text"] for one in panitia.get(path).json()["answers"]] == ["Sudah dibangun ulang."]
    assert len(auditor.get(f"/v1/findings/{id}").json()["notes"]) == 2
    auditor.post(f"/v1/findings/{id}/assignment", {"owner": "TI", "desk": "ti"}, version=3)
    problem(panitia.get(path), 404, "temuan-tidak-ada")
    assert audit.staff("ti").get(path).json()["answers"] == [], "what another desk said"
    problem(auditor.post("/v1/findings", body | {"desk": "pegawai"}), 422, "isian", "desk")


def test_an_inspection_is_asked_for_done_by_the_machine_and_seen_by_anybody(audit, auditor, machine):
    problem(audit.public.get("/v1/inspections/latest"), 404, "belum-diperiksa")
    asked = auditor.post("/v1/inspections").json()
    assert machine.get("/v1/work").json()["inspections"] == [asked["id"]]
    found = {
        "check": "state",
        "service": "training",
        "subject": SERVANT,
        "view": None,
        "field": "unit",
        "sentence": "x.",
    }
    result = {
        "inspection": asked["id"], "started_at": "2025-07-01T00:00:00.000Z", "seconds": 2, "size": 3,
        "checks": [{"name": "state", "examined": 3, "findings": 1}], "findings": [found], "found": 1,
    }  # fmt: skip
    problem(auditor.post("/v1/inspections/results", result), 403, "peran")
    problem(audit.as_("portal", "service", "").post("/v1/inspections/results", result), 403, "peran")
    assert machine.post("/v1/inspections/results", result).status_code == 201
    assert machine.get("/v1/work").json()["inspections"] == []
    seen = audit.public.get("/v1/inspections/latest").json()
    assert (seen["found"], "findings" in seen) == (1, False)
    assert auditor.get(f"/v1/inspections/{asked['id']}").json()["findings"] == [found]
    # out of its own schedule, without being asked
    assert machine.post("/v1/inspections/results", result | {"inspection": None}).status_code == 201
    assert auditor.get("/v1/inspections").json()["total"] == 2


def test_a_replay_is_asked_for_followed_and_ended(auditor, machine):
    problem(auditor.post("/v1/replays", {"services": ["x"], "reason": "Triwulan"}), 422, "isian", "services.0")
    started = auditor.post("/v1/replays", {"services": ["training"], "reason": "Triwulan"}).json()
    [work] = machine.get("/v1/work").json()["replays"]
    assert work == {"id": started["id"], "services": ["training"], "since": None, "until": None}
    path = f"/v1/replays/{started['id']}"
    progress = {"done": 1, "total": 4, "percent": 25, "events_per_second": 900, "step": "training"}
    assert machine.post(f"{path}/progress", progress).status_code == 204
    assert auditor.get(path).json()["progress"] == progress
    result = {"events": 4, "seconds": 1, "parts": [], "differences": [], "differing": 0}
    assert machine.post(f"{path}/completion", result).status_code == 200
    assert auditor.get(path).json()["result"] == result
    problem(machine.post(f"{path}/failure", {"reason": "x"}), 409, "putar-ulang-selesai")
    problem(machine.post(f"{path}/progress", progress), 409, "putar-ulang-selesai")


class Registration(BaseHTTPRequestHandler):
    """As much of a provider and of registration as asking for a name takes."""

    def do_GET(self):
        self._answer({"token_endpoint": f"http://{self.headers['Host']}/token"})

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/token":
            return self._answer({"access_token": "t"})
        persons = json.loads(content)["persons"]
        self._answer({"items": [{"person": persons[0], "name": "Siti"}]})

    def _answer(self, body):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def names(audit, monkeypatch):
    server = HTTPServer(("127.0.0.1", 0), Registration)
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    settings = audit.runtime.settings
    (settings.secrets / "client.secret").write_text("s")
    address = f"http://127.0.0.1:{server.server_port}"
    object.__setattr__(settings, "oidc_issuer", address)
    monkeypatch.setitem(settings.urls, "registration", address)
    yield
    server.shutdown()
    server.server_close()


def test_a_name_is_opened_after_the_reason_was_recorded_and_to_nobody_else(audit, auditor, names):
    recorded = auditor.post("/v1/records", {"person": PERSON, "about": SERVANT, "reason": "Aduan 12/2025"})
    assert recorded.status_code == 201, recorded.text
    path = f"/v1/records/{recorded.json()['id']}"
    assert auditor.get(path).json() == {"person": PERSON, "name": "Siti"}
    problem(audit.staff("auditor", "b").get(path), 404, "pembukaan-tidak-ada")
    [event] = [event for event in audit.deliver() if event["subject"] == recorded.json()["stream"]]
    assert (event["actor"], event["data"]["reason"]) == ("auditor:auditor-a", "Aduan 12/2025")
    assert "Siti" not in json.dumps(event)


def test_it_is_read_how_old_the_last_checkpoint_and_the_last_backup_are(audit):
    db, shown = audit.runtime.db, audit.staff("ti").get("/v1/standing").json()
    assert (shown["checkpoint"], shown["backup"]) == (None, None)
    for days in (1, 2):
        at = datetime(2026, 11, days, 5, 0, tzinfo=UTC)
        db.checkpoints.insert_one({"_id": days, "at": at, "note": "", "sent": True, "cosignatures": []})
    db.backups.insert_one({"_id": "last", "at": datetime(2026, 10, 31, 18, 0, tzinfo=UTC)})
    shown = audit.staff("ti").get("/v1/standing").json()
    assert (shown["checkpoint"], shown["backup"]) == ("2026-11-02T05:00:00.000Z", "2026-10-31T18:00:00.000Z")
    db.checkpoints.delete_many({})
    db.backups.delete_many({})
