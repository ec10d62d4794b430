"""What pegawai2, who served before, does and did in trainings."""

import uuid
from datetime import date, timedelta

from asnkit.events import format_time
from training.certificate.domain import Issue, ProposeRevocation
from training.latsar.domain import laid_out
from training.streams import certificate_stream

from tests.papers import PDF

from .. import story


def fill(office) -> None:
    """`office.taught`, in which pegawai2 (`office.learner`) has a seat, `office.taught_place`, and sits the test
    before it; `office.own_latsar` waits for its project; `office.own_revoked` is a certificate that was revoked;
    `office.activities` are what pegawai2 did elsewhere, by what became of it."""
    learner, officer = office.staff("pegawai2"), office.staff("diklat")
    office.learner = office.served[1]
    office.taught = story.session(office, office.course, "PBJ-2026-04", days=2, capacity=30, ahead=40)
    seats = f"/v1/sessions/{office.taught}"
    learner.post("training", f"{seats}/enrolments", {})
    office.flow()
    office.taught_place = next(
        one["id"] for one in learner.get("training", "/v1/my-places")["items"] if one["session"] == office.taught
    )
    until = format_time(office.clock.now() + timedelta(days=5))
    officer.post("training", f"{seats}/exams/BEFORE", {"count": 4, "minutes": 240, "until": until})
    learner.post("training", f"{seats}/exams/BEFORE/paper", {})
    _revoked(office)
    _latsar(office)
    _elsewhere(office, learner)
    office.flow()


def _revoked(office) -> None:
    session = office.staff("diklat").get("training", f"/v1/sessions/{office.taught}")
    id = office.own_revoked = str(uuid.uuid4())
    passed = {field: session[field] for field in ("course", "title", "hours", "kind")}
    passed |= {"enrolment": id, "person": office.learner, "session": office.taught, "code": "PBJ-2025-02"}
    passed |= {"completed_on": "2025-11-21", "certificate_no": "PBJ-2025-02/001"}
    why = ProposeRevocation("Dua tanda tangan pada daftar hadir ditulis orang yang sama.")
    story._decide(office.runtimes["training"].store, [(certificate_stream(id), [Issue(passed), why])])
    other, where = office.staff("diklat2"), f"/v1/certificates/{id}"
    body = {"proposed": other.get("training", where)["proposed"]}
    other.post("training", f"{where}/revoke", body, version=2)


def _latsar(office) -> None:
    """As if pegawai2 had been appointed here, with a login of the office beside the own account."""
    store, office.own_latsar = office.runtimes["training"].store, str(uuid.uuid4())
    state = store.load(f"latsar-{office.latsar}").state | {"phases": laid_out(date(2025, 6, 2)), "letters": []}
    own = state | {"enrolment": office.own_latsar, "person": office.learner}
    store.db.state.insert_one(story._document(f"latsar-{office.own_latsar}", own))


def _elsewhere(office, learner) -> None:
    """One is looked at by nobody yet, one counts again after it was withdrawn, one is no certificate of theirs."""
    days = {"began": "2025-01-13", "completed_on": "2025-01-16"}
    training = days | {"kind": "TECHNICAL", "provider": "Arsip Nasional Republik Indonesia"}
    papers = {
        "accepted": training | {"title": "Bimtek Pengelolaan Arsip Dinamis", "number": "12/ANRI/2025", "hours": "24"},
        "refused": training | {"title": "Webinar Satu Data", "number": "77/ANRI/2025", "hours": "3"},
        "waiting": days
        | {"kind": "COACHING", "title": "Coaching penyusunan SOP loket", "number": "ST-9/2025"}
        | {"provider": "Dinas Kesehatan Provinsi Sumatera Utara", "amount": "3"},
    }
    office.activities = {
        status: learner.post("training", "/v1/my-activities", params=told, data=PDF)["id"]
        for status, told in papers.items()
    }
    first, second, accepted = office.staff("diklat"), office.staff("diklat2"), office.activities["accepted"]
    body = {"hours": 20, "reason": "Hari terakhir hanya penutupan."}
    first.post("training", f"/v1/activities/{accepted}/acceptance", body, version=1)
    why = {"reason": "Sertifikat ini atas nama orang lain."}
    first.post("training", f"/v1/activities/{office.activities['refused']}/refusal", why, version=1)
    book, again = f"/v1/hours/{accepted}", {"reason": "Nama pada sertifikat adalah nama sebelum menikah."}
    first.post("training", f"{book}/withdrawal", {"reason": "Nama pada sertifikat bukan namanya."}, version=1)
    second.post("training", f"{book}/restoration", again, version=2)
