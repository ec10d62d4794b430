"""A complaint from its sending to its end, over HTTP: by somebody unknown, by the officer, and by the clock."""

import json
import uuid
from datetime import timedelta

import pytest
from asnkit.deadlines import Deadlines

from .running import problem

TEXT = "Antrean di puskesmas dua jam setiap Senin.\nLoketnya hanya satu."
UNIT = "UPTD Puskesmas Datuk Bandar"

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def feedback(serve):
    running = serve("feedback")
    survey = {"unit": UNIT, "service": "Pendaftaran pasien", "title": "SKM 2026"}
    running.staff("aduan").post("/v1/surveys", survey)
    running.deliver()
    return running


def send(feedback, key=None, **more):
    """The answer's `extra`, with its id."""
    answer = feedback.public.post("/v1/complaints", {"class": "complaint", "text": TEXT, **more}, key=key)
    assert answer.status_code == 201, answer.text
    return answer.json()["extra"] | {"id": answer.json()["id"], "promise": answer.json()["promise"]}


def track(feedback, one):
    return feedback.public.get(f"/v1/complaints/tracked/{one['number']}/{one['code']}")


def say(feedback, one, what, body=None):
    return feedback.public.post(f"/v1/complaints/tracked/{one['number']}/{one['code']}/{what}", body or {})


def act(feedback, one, what, body, status=200):
    officer = feedback.staff("aduan")
    version = officer.get(f"/v1/complaints/{one['id']}").json()["version"]
    answer = officer.post(f"/v1/complaints/{one['id']}/{what}", body, version=version)
    assert answer.status_code == status, answer.text
    return answer


def pass_days(feedback, days):
    feedback.clock.forward(timedelta(days=days))
    while Deadlines(feedback.runtime.store, feedback.runtime.service.deadlines).fire():
        pass


def test_from_sending_to_the_end_without_an_account(feedback):
    assert feedback.public.get("/v1/complaints/units").json() == {"items": [UNIT]}
    problem(feedback.public.post("/v1/complaints", {"class": "complaint", "text": " \n"}), 422, "isian", "text")
    problem(feedback.public.post("/v1/complaints", {"class": "supervision", "text": TEXT}), 422, "isian", "class")
    key = uuid.uuid4().hex
    one = send(feedback, key, unit=UNIT, name="Siti Aminah", contact="0812 3456 7890")
    assert send(feedback, key, unit=UNIT, name="Siti Aminah", contact="0812 3456 7890") == one, "a lost line"
    assert "feedback" in one["promise"]

    seen = track(feedback, one).json()
    assert (seen["text"], seen["status"], seen["unit"], seen["may"]) == (TEXT, "received", UNIT, ["reply", "erase"])
    assert [happened["fact"] for happened in seen["history"]] == ["feedback.complaint.submitted"]
    assert track(feedback, one | {"number": one["number"].lower().replace("-", " ")}).status_code == 200
    problem(track(feedback, one | {"code": "A" * 19}), 404, "aduan-tidak-ada")
    problem(track(feedback, one | {"number": "2222-2222"}), 404, "aduan-tidak-ada")

    feedback.deliver()
    officer = feedback.staff("aduan")
    [row] = officer.get("/v1/complaints").json()["items"]
    assert (row["number"], row["due"], row["late"]) == (one["number"], seen["verify"]["due"], False)
    opened = officer.get(f"/v1/complaints/{one['id']}").json()
    assert (opened["name"], opened["contact"]) == ("Siti Aminah", "0812 3456 7890")
    problem(
        officer.post(f"/v1/complaints/{one['id']}/routing", {"unit": UNIT, "class": "complaint"}),
        428,
        "versi-wajib",
        "If-Match",
    )
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    act(feedback, one, "question", {"text": "Hari Senin tanggal berapa?"})
    assert say(feedback, one, "replies", {"text": "Tanggal 3."}).status_code == 200
    act(feedback, one, "answer", {"text": "Loket kedua dibuka."})
    problem(say(feedback, one, "replies", {"text": "x"}), 422, "isian", "text")
    assert say(feedback, one, "replies", {"text": "Masih satu loket.", "unsolved": True}).status_code == 200
    act(feedback, one, "answer", {"text": "Sekarang dua."})
    assert say(feedback, one, "confirmation").status_code == 200
    ended = track(feedback, one).json()
    assert (ended["status"], ended["closed_by"], ended["reopened"]) == ("closed", "reporter", True)
    assert [said["text"] for said in ended["messages"]] == [
        "Hari Senin tanggal berapa?", "Tanggal 3.", "Loket kedua dibuka.", "Masih satu loket.", "Sekarang dua.",
    ]  # fmt: skip


def test_nothing_that_was_written_and_nobody_stands_in_an_event(feedback):
    key, page = uuid.uuid4().hex, "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
    body = {"class": "information", "text": "Berapa biaya surat pindah?", "contact": "siti di contoh"}
    officer = feedback.staff("aduan")
    sent = officer.post("/v1/complaints", body, key=key, traceparent=page).json()  # signed in by chance
    assert say(feedback, sent["extra"], "replies", {"text": "Untuk satu orang."}).status_code == 200
    raw = b"".join(
        bytes(event["bytes"])
        for commit in feedback.runtime.db.commits.find({"stream": sent["stream"]})
        for event in commit["events"]
    )
    for hidden in ("biaya", "siti", "satu orang", sent["extra"]["code"], "ab" * 16, "aduan:"):
        assert hidden.encode() not in raw, hidden
    assert raw.count(b'"actor":"publik:-"') == 2
    kept = json.dumps(list(feedback.runtime.db.commands.find({}, {"_id": 0, "expires": 0})), default=str)
    assert sent["extra"]["code"] not in kept


def test_who_opens_a_complaint_is_in_the_record(feedback):
    one = send(feedback)
    before = feedback.runtime.db.state.count_documents({"aggregate": "reading"})
    feedback.staff("aduan", "b").get(f"/v1/complaints/{one['id']}")
    readings = list(feedback.runtime.db.state.find({"aggregate": "reading", "data.complaint": one["id"]}))
    assert [reading["data"]["reader"] for reading in readings] == ["aduan:aduan-b"]
    assert feedback.runtime.db.state.count_documents({"aggregate": "reading"}) == before + 1


def test_a_term_that_is_over_is_told_once_and_silence_closes_what_was_answered(feedback):
    one, other = send(feedback), send(feedback)
    act(feedback, other, "routing", {"unit": UNIT, "class": "complaint"})
    act(feedback, other, "answer", {"text": "Sudah diperbaiki."})
    pass_days(feedback, 9)
    facts = [happened["fact"] for happened in track(feedback, one).json()["history"]]
    assert facts.count("feedback.complaint.sla_breached") == 1
    assert track(feedback, other).json()["status"] == "answered"
    pass_days(feedback, 2)
    pass_days(feedback, 0)
    ended = track(feedback, other).json()
    assert (ended["status"], ended["closed_by"]) == ("closed", "time")
    facts = [happened["fact"] for happened in track(feedback, one).json()["history"]]
    assert facts.count("feedback.complaint.sla_breached") == 1
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})


def test_what_was_sent_twice_is_merged_and_both_read_the_answer(feedback):
    one, twin = send(feedback), send(feedback)
    act(feedback, twin, "merging", {"into": twin["number"]}, 422)
    act(feedback, twin, "merging", {"into": one["number"].replace("-", "")})
    act(feedback, one, "routing", {"unit": UNIT, "class": "information"})
    act(feedback, one, "answer", {"text": "Jawaban untuk keduanya."})
    merged = track(feedback, twin).json()["merged"]
    assert (merged["number"], merged["status"]) == (one["number"], "answered")
    assert [said["text"] for said in merged["answers"]] == ["Jawaban untuk keduanya."]
    act(feedback, twin, "resumption", {"reason": "Ternyata hal lain."})
    assert (track(feedback, twin).json()["status"], track(feedback, twin).json()["merged"]) == ("received", None)


def test_what_its_writer_wants_gone_is_unreadable_for_everybody(feedback):
    one = send(feedback, contact="rumah nomor 7")
    place, key = f"/v1/complaints/tracked/{one['number']}/{one['code']}/erasure", uuid.uuid4().hex
    gone = [feedback.public.post(place, {}, key=key) for _ in range(2)]
    assert [answer.status_code for answer in gone] == [200, 200] and gone[1].json()["repeated"], "a lost line"
    problem(track(feedback, one), 404, "aduan-tidak-ada")
    shown = feedback.staff("aduan").get(f"/v1/complaints/{one['id']}").json()
    assert (shown["text"], shown["contact"], shown["status"], shown["may"]) == (None, None, "archived", [])
    assert feedback.runtime.keys.persons.find_one({"_id": one["id"]})["wrapped"] is None
    assert feedback.runtime.db.erasures.count_documents({}) == 0


def test_a_text_is_taken_when_its_writer_has_read_what_it_says(feedback):
    text = "Saya diminta pungli oleh Pak Joko, NIK saya 1274011808950042."
    checked = feedback.public.post("/v1/complaints/check", {"class": "complaint", "text": text}).json()
    assert checked["warnings"] == ["NIK", "NAME", "CORRUPTION"] and checked["verify_due"] < checked["answer_due"]
    body = {"class": "complaint", "text": text}
    problem(feedback.public.post("/v1/complaints", body), 422, "peringatan-belum-dibaca", "aware")
    assert feedback.public.post("/v1/complaints", body | {"aware": checked["warnings"]}).status_code == 201


def test_everybody_reads_figures_and_no_small_number(feedback):
    for _ in range(6):
        send(feedback, unit=UNIT)
    feedback.deliver()
    found = feedback.public.get("/v1/complaints/figures")
    numbers = found.json()
    assert numbers["total"] == feedback.runtime.db.state.count_documents({"aggregate": "complaint"})
    small = [n for unit in numbers["units"] for n in (*unit["states"].values(), unit["total"]) if n and n < 5]
    assert small == [] and "Antrean" not in found.text
    rows = feedback.runtime.views["complaints"]
    assert sum(feedback.staff("aduan").get("/v1/complaints").json()["desks"].values()) == rows.count_documents({})
