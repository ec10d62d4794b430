"""A certificate of a training elsewhere: from the hand of its owner, by an officer's eyes, into the one JP book."""

import uuid

import pytest

from tests.hostile import CHANGES
from tests.http.running import problem
from tests.papers import as_kept, pdf

from .classes import at, together

pytestmark = pytest.mark.servers

MARKED = b"0 0 42 4242 re f"
PDF = pdf(2, change=lambda made: made.pages[0].obj.__setattr__("Contents", made.make_stream(MARKED)))
MINE, ALL = "/v1/my-activities", "/v1/activities"
TOLD = {
    "kind": "TECHNICAL",
    "title": "Bimtek Pengelolaan Arsip Dinamis",
    "provider": "ANRI",
    "number": "12/ANRI/2025",
    "began": "2025-06-02",
    "completed_on": "2025-06-04",
    "hours": "20",
}
COACHED = {name: value for name, value in TOLD.items() if name != "hours"} | {"kind": "COACHING", "amount": "3"}
LETTER = COACHED | {"title": "Coaching penyusunan SOP", "number": "ST-9/2025"}


def hand_in(who, **change):
    return who.post(MINE, params={**TOLD, **change}, data=PDF)


def test_a_certificate_is_sealed_looked_at_and_in_the_book_once(training, officer, people):
    (person, mine), (_other, stranger) = people(2)
    assert mine.get(MINE).json() == {"items": []}
    problem(mine.post(MINE, params=TOLD, data=b"Halo"), 422, "jenis-berkas", "file")
    problem(mine.post(MINE, params=TOLD, data=PDF + b" " * 5_300_000), 422, "ukuran-berkas", "file")
    problem(hand_in(mine, completed_on="2999-01-01"), 422, "selesai-di-masa-depan", "completed_on")
    problem(hand_in(mine, kind="COACHING"), 422, "isian", "amount")
    problem(hand_in(training.as_(str(uuid.uuid4()), "pegawai")), 403, "bukan-asn")
    answer = hand_in(mine)
    assert answer.status_code == 201, answer.text
    id = answer.json()["id"]
    problem(hand_in(mine, title="Judul lain", number="12-anri-2025"), 409, "sertifikat-sudah-tercatat", "number")
    problem(hand_in(mine, number="13/ANRI/2025"), 409, "kegiatan-sudah-tercatat", "title")
    assert hand_in(stranger).status_code == 201, "two people may have been at the same training"
    kept = list(training.runtime.db.batch_files.find())
    assert kept and not any(MARKED in bytes(piece["bytes"]) for piece in kept)
    stored = str(list(training.runtime.db.commits.find({"stream": f"activity-{id}"})))
    assert not any(TOLD[name] in stored for name in ("title", "provider", "number"))

    problem(stranger.get(f"{ALL}/{id}/file"), 404, "kegiatan-tidak-ada")
    problem(mine.get(ALL), 403, "peran")
    row = next(one for one in officer.get(ALL).json()["items"] if one["id"] == id)
    assert "content" not in row and (row["status"], row["hours"]) == ("waiting", 20)
    seen = officer.get(f"{ALL}/{id}").json()
    assert seen["content"] == {name: TOLD[name] for name in ("title", "provider", "number")}
    assert mine.get(f"{ALL}/{id}/file").content == officer.get(f"{ALL}/{id}/file").content == as_kept(PDF)
    readings = training.runtime.db.state.find({"aggregate": "roster_reading", "data.persons": person})
    assert [one["data"]["purpose"] for one in readings] == ["activity", "activity"], "the page and the file"

    where, before = f"{ALL}/{id}/acceptance", training.public.get("/v1/counts").json()
    problem(officer.post(where, {"hours": 18}, version=1), 422, "alasan-wajib", "reason")
    problem(officer.post(where, {"hours": 20}), 428, "versi-wajib", "If-Match")
    why = "Sehari di antaranya acara pembukaan."
    assert officer.post(where, {"hours": 18, "reason": why}, version=1).status_code == 200
    problem(officer.post(where, {"hours": 18, "reason": why}, version=2), 409, "sudah-diperiksa")
    own = mine.get(MINE).json()["items"][0]
    assert (own["status"], own["accepted"], own["reason"]) == ("accepted", 18, why)
    [entry] = mine.get("/v1/hours/own").json()["items"]
    assert (entry["id"], entry["hours"], entry["kind"]) == (id, 18, "TECHNICAL")
    after = training.public.get("/v1/counts").json()
    told = [after[name] - before[name] for name in ("completed", "hours")]
    assert told == [0, 18], "hours of the city's book, and no course of the city's"
    training.deliver()
    assert mine.get("/v1/my-training").json()["yearly_hours"] == {"2025": 18}


def test_what_is_converted_is_refused_with_a_reason_and_may_come_again(officer, people):
    [(_person, mine)] = people(1)
    rules = {one["kind"]: one for one in mine.get("/v1/conversions").json()["items"]}
    assert rules["COACHING"] == {"kind": "COACHING", "unit": "TIMES", "each": 1, "hours": 2}
    id = mine.post(MINE, params=LETTER, data=PDF).json()["id"]
    assert officer.get(f"{ALL}/{id}").json()["conversion"] == {"unit": "TIMES", "each": 1, "hours": 2, "amount": 3}
    why = {"reason": "Surat tugasnya tidak terbaca."}
    assert officer.post(f"{ALL}/{id}/refusal", why, version=1).status_code == 200
    assert mine.get(MINE).json()["items"][0]["reason"] == why["reason"]
    assert mine.get("/v1/hours/own").json() == {"items": []}
    assert mine.post(MINE, params=LETTER, data=PDF).status_code == 201


def test_of_two_at_the_same_moment_one_is_taken(people):
    [(_person, mine)] = people(1)
    answers = together(lambda _n: hand_in(mine), range(4))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


def test_a_session_of_the_city_is_no_training_elsewhere(officer, people, schedule, training):
    [(_person, mine)] = people(1)
    answer, dates = schedule(ahead=2)
    session = answer.json()["id"]
    assert mine.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
    at(training, dates[0], 17)
    title, day = officer.get(f"/v1/sessions/{session}").json()["title"], dates[0].isoformat()
    same = {"title": title.upper(), "began": day, "completed_on": day}
    problem(hand_in(mine, **same), 409, "kegiatan-sudah-tercatat", "title")


def test_hours_are_withdrawn_and_credited_again_by_two_and_the_book_says_all_three(training, officer, people):
    [(person, mine)] = people(1)
    id = hand_in(mine).json()["id"]
    assert officer.post(f"{ALL}/{id}/acceptance", {"hours": 20}, version=1).status_code == 200
    book, second = f"/v1/hours/{id}", training.staff("diklat", "d2")
    why = {"reason": "Nama pada sertifikat bukan namanya."}
    problem(mine.post(f"{book}/withdrawal", why, version=1), 403, "peran")
    assert officer.post(f"{book}/withdrawal", why, version=1).status_code == 200
    again = {"reason": "Namanya berubah karena pernikahan."}
    problem(officer.post(f"{book}/restoration", again, version=2), 409, "orang-yang-sama")
    assert second.post(f"{book}/restoration", again, version=2).status_code == 200
    [entry] = officer.get(f"/v1/hours/of/{person}").json()["items"]
    told = [(one["fact"], one["reason"]) for one in entry["told"]]
    assert told == [
        ("hours.recognised", None),
        ("hours.withdrawn", why["reason"]),
        ("hours.recognised", again["reason"]),
    ]
    assert not entry["reversed"] and officer.get(book).json()["hours"] == 20

    assert officer.post(f"{book}/withdrawal", why, version=3).status_code == 200
    other = hand_in(mine).json()["id"]
    problem(second.post(f"{book}/restoration", again, version=4), 409, "sertifikat-sudah-tercatat", "number")
    assert officer.post(f"{ALL}/{other}/acceptance", {"hours": 20}, version=1).status_code == 200
    problem(second.post(f"{book}/restoration", again, version=4), 409, "sertifikat-sudah-tercatat", "number")


def test_what_an_officer_opens_shows_its_pages_and_does_nothing_else(officer, people):
    [(_person, mine)] = people(1)
    for number, change in enumerate(CHANGES):
        hostile = pdf(change=change)
        told = {**TOLD, "number": f"{number}/ANRI/2025", "title": f"Bimtek Arsip {number}"}
        id = mine.post(MINE, params=told, data=hostile).json()["id"]
        assert officer.get(f"{ALL}/{id}/file").content == as_kept(hostile) != hostile, change
        assert officer.post(f"{ALL}/{id}/refusal", {"reason": "Hanya percobaan."}, version=1).status_code == 200
