"""The tests before and after a session: drawn, sat, counted; and nobody who sits one meets a key."""

import json
from datetime import timedelta

import pytest
from asnkit.deadlines import Deadlines

from tests.http.running import problem

from .classes import at, enrolment

pytestmark = pytest.mark.servers

RIGHT = 2
ITEMS = [
    {"text": f"Ambang batas nomor {n}?", "options": [f"salah {n}", f"keliru {n}", f"benar {n}"], "key": RIGHT}
    for n in range(12)
]


@pytest.fixture
def bank(officer, course):
    """The items of the course with their ids, published once."""
    path = f"/v1/courses/{course}/items"
    if officer.get(path).json()["edition"] == 0:
        assert officer.post(path, {"items": ITEMS}).status_code == 201
    return officer.get(path).json()


@pytest.fixture
def session(training, people, schedule):
    """(id, its day, those who sit in it)."""
    answer, [day] = schedule(ahead=2, capacity=20)
    id, crowd = answer.json()["id"], people(2)
    for _, who in crowd:
        assert who.post(f"/v1/sessions/{id}/enrolments", {}).status_code == 201
    training.deliver()
    at(training, day, 8)
    return id, day, crowd


def opened(training, officer, session, phase, count=4, minutes=10):
    until = (training.clock.now() + timedelta(minutes=30)).isoformat()
    body = {"count": count, "minutes": minutes, "until": until}
    return officer.post(f"/v1/sessions/{session}/exams/{phase}", body)


def sit(who, paper, right):
    """Begins, answers so many items rightly and hands in; what was read on the way."""
    assert who.post(paper, {}).status_code == 201
    read = who.get(paper).json()
    for number, item in enumerate(read["questions"]):
        body = {"item": item["id"], "choice": RIGHT if number < right else 0}
        assert who.post(f"{paper}/answers", body).status_code == 200
    assert who.post(f"{paper}/hand-in", {}).status_code == 200
    return read


def test_a_test_is_drawn_answered_and_handed_in_and_no_key_is_met_on_the_way(training, officer, bank, session):
    id, _, [(one, first), (two, second)] = session
    assert opened(training, officer, id, "BEFORE").status_code == 201
    problem(opened(training, officer, id, "BEFORE"), 409, "uji-sudah-dibuka")
    paper = f"/v1/sessions/{id}/exams/BEFORE/paper"
    problem(first.get(paper), 404, "uji-belum-dimulai")
    assert [item["status"] for item in first.get("/v1/my-exams").json()["items"]] == ["OPEN"]
    assert first.post(paper, {}).status_code == 201
    read = first.get(paper).json()
    drawn = [item["id"] for item in read["questions"]]
    assert len(drawn) == 4 and read["seconds_left"] <= 600 and {item["choice"] for item in read["questions"]} == {None}

    answer = {"item": drawn[0], "choice": RIGHT}
    assert first.post(f"{paper}/answers", answer).status_code == 200
    others = next(item["id"] for item in bank["items"] if item["id"] not in drawn)
    problem(first.post(f"{paper}/answers", answer | {"item": others}), 422, "soal-bukan-milik-anda", "item")
    problem(first.post(f"{paper}/answers", answer | {"choice": 3}), 422, "pilihan-tidak-ada", "choice")
    training.clock.forward(timedelta(minutes=3))  # the line is lost, and found again
    assert first.post(paper, {}).status_code == 201
    again = first.get(paper).json()
    assert [item["id"] for item in again["questions"]] == drawn and again["seconds_left"] <= 420
    assert [item["choice"] for item in again["questions"]] == [RIGHT, None, None, None]
    peeked(training, first, id, bank, drawn, again)

    assert first.post(f"{paper}/hand-in", {}).status_code == 200
    problem(first.post(f"{paper}/hand-in", {}), 409, "sudah-dikumpulkan")
    problem(first.post(f"{paper}/answers", answer), 409, "sudah-dikumpulkan")
    done = first.get(paper).json()
    assert (done["status"], done["questions"], done["score"]) == ("OVER", [], "25.00")

    sit(second, paper, 2)
    stranger = training.as_("0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0009", "pegawai")
    problem(stranger.post(paper, {}), 404, "bukan-peserta")
    found = officer.get(f"/v1/sessions/{id}/learning").json()
    assert {row["enrolment"]: row["before"] for row in found["people"]} == {
        enrolment(one, id): "25.00",
        enrolment(two, id): "50.00",
    }
    assert (found["gain"]["pairs"], found["gain"]["left_out"], found["gain"]["mean_gain"]) == (0, 2, None)
    assert [(exam["phase"], exam["begun"], exam["over"]) for exam in found["exams"]] == [("BEFORE", 2, 2)]
    assert sum(item["before"]["right"] for item in found["items"]) == 3


def peeked(training, who, id, bank, drawn, paper):
    """Nothing that a participant is answered, and no event, holds an item of others, or which option is right."""
    own = {item["id"]: item for item in paper["questions"]}
    assert all(set(item) == {"id", "text", "options", "choice"} for item in own.values())
    assert who.get(f"/v1/sessions/{id}/learning").status_code == 403
    assert who.get(f"/v1/courses/{bank['course']}/items").status_code == 403
    said = json.dumps([who.get(path).json() for path in ("/v1/my-exams", f"/v1/sessions/{id}/exams/BEFORE/paper")])
    for item in bank["items"]:
        assert (item["id"] in said) == (item["id"] in drawn) == (item["text"] in said)
    commits = training.runtime.db.commits.find({"stream": {"$regex": "^(item_bank|exam|sitting)-"}})
    recorded = b"".join(event["bytes"] for commit in commits for event in commit["events"]).decode()
    assert '"key"' not in recorded and not any(item["text"] in recorded for item in bank["items"])


def test_the_time_ends_a_test_for_whoever_is_gone_and_keeps_what_was_answered(training, officer, bank, session):
    id, _, [(_, first), (_, second)] = session
    paper = f"/v1/sessions/{id}/exams/BEFORE/paper"
    assert opened(training, officer, id, "BEFORE").status_code == 201
    assert first.post(paper, {}).status_code == 201
    item = first.get(paper).json()["questions"][0]["id"]
    assert first.post(f"{paper}/answers", {"item": item, "choice": RIGHT}).status_code == 200
    training.clock.forward(timedelta(minutes=10))
    late = {"item": item, "choice": 0}
    problem(first.post(f"{paper}/answers", late), 409, "waktu-habis")
    problem(first.post(f"{paper}/hand-in", {}), 409, "waktu-habis")
    assert first.get(paper).json()["questions"] == []
    Deadlines(training.runtime.store, training.runtime.service.deadlines).fire()
    done = first.get(paper).json()
    assert (done["status"], done["score"], done["answered"]) == ("OVER", "25.00", 1)
    training.clock.forward(timedelta(minutes=21))
    problem(second.post(paper, {}), 409, "uji-ditutup")
    assert [row["status"] for row in second.get("/v1/my-exams").json()["items"]] == ["MISSED"]
    assert opened(training, officer, id, "AFTER").status_code == 201
    sit(first, f"/v1/sessions/{id}/exams/AFTER/paper", 4)
    [row] = officer.get(f"/v1/sessions/{id}/learning").json()["people"]
    assert (row["before"], row["after"]) == ("25.00", "100.00")


def test_items_are_kept_under_their_hash_and_the_next_edition_leaves_an_open_test_alone(
    training,
    officer,
    course,
    bank,
    session,
):
    id, _, [(_, first), _] = session
    path = f"/v1/courses/{course}/items"
    assert opened(training, officer, id, "BEFORE", count=12).status_code == 201
    problem(officer.post(path, {"items": ITEMS}, version=bank["version"]), 422, "tanpa-perubahan", "items")
    problem(officer.post(path, {"items": ITEMS[:4]}, version=bank["version"]), 422, "isian", "items")
    fewer = {"items": ITEMS[:6]}
    problem(officer.post(path, fewer), 428, "versi-wajib", "If-Match")
    assert officer.post(path, fewer, version=bank["version"]).status_code == 201
    kept = officer.get(path).json()
    assert (kept["edition"], [item["id"] for item in kept["items"]]) == (
        bank["edition"] + 1,
        [item["id"] for item in bank["items"]][:6],
    )
    read = sit(first, f"/v1/sessions/{id}/exams/BEFORE/paper", 12)
    assert {item["id"] for item in read["questions"]} == {item["id"] for item in bank["items"]}
    assert officer.post(path, {"items": ITEMS}, version=kept["version"]).status_code == 201
