"""From a course in the catalogue to a certificate that anybody can check."""

import csv
import hashlib
import io
import uuid
from datetime import timedelta

import pytest
from asnkit.commands import Context
from training.attendance.sheet import titles
from training.evaluation.keeping import ask
from training.rules.reviews import AT_WORK, asked_on
from training.streams import evaluation_stream

from tests.http.running import problem
from tests.http.test_training import UNIT, appointed, resigned

from .classes import COURSE, at, enrolment, places, together

pytestmark = pytest.mark.servers

WHY = {"reason": "Ada tugas lain pada hari itu."}


def own(who):
    """What waits of one's own trainings."""
    return who.get("/v1/my-team/waiting").json()["own"]


def test_a_course_is_in_the_catalogue_for_everybody_and_its_code_is_its_own(training, officer, course):
    training.deliver()
    found = training.public.get("/v1/courses?q=pengadaan").json()
    assert [one["code"] for one in found["items"]] == ["PBJ-DASAR"] and found["items"][0]["id"] == course
    problem(officer.post("/v1/courses", COURSE), 409, "kode-dipakai", "code")
    assert training.public.get(f"/v1/courses/{course}").json()["hours"] == 16


def test_two_sessions_do_not_take_one_room_at_one_time(training, officer, schedule):
    first, _ = schedule(ahead=30, room="Aula")
    problem(schedule(ahead=30, room="AULA")[0], 409, "ruang-dipakai", "room")
    answer = officer.post(f"/v1/sessions/{first.json()['id']}/cancel", {"reason": "Pengajar sakit."}, version=1)
    assert answer.status_code == 200, answer.text
    assert schedule(ahead=30, room="Aula")[0].status_code == 201


def test_whoever_waits_moves_up_when_a_seat_is_freed(training, officer, people, schedule):
    session = schedule(capacity=1)[0].json()["id"]
    (one, first), (two, second) = people(2)
    assert first.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
    training.deliver()
    assert officer.post(f"/v1/sessions/{session}/enrolments", {"person": two}).status_code == 201
    training.deliver()
    assert {row["standing"] for row in second.get("/v1/my-places").json()["items"]} == {"QUEUED"}
    problem(first.post(f"/v1/sessions/{session}/enrolments", {"person": two}), 403, "bukan-diri-sendiri", "person")
    stranger = second.post(f"/v1/enrolments/{enrolment(one, session)}/withdraw", WHY)
    problem(stranger, 404, "kepesertaan-tidak-ada")
    assert first.post(f"/v1/enrolments/{enrolment(one, session)}/withdraw", WHY).status_code == 200
    training.deliver()
    assert {person: row["standing"] for person, row in places(officer, session).items()} == {one: "GONE", two: "SEATED"}
    shown = training.public.get(f"/v1/sessions/{session}").json()
    assert (shown["confirmed"], shown["waiting"]) == (1, 0)
    [listed] = [one for one in training.public.get("/v1/sessions").json()["items"] if one["id"] == session]
    assert (listed["confirmed"], listed["waiting"]) == (1, 0)


def test_whoever_resigns_after_the_appointment_gives_the_seat_up_and_the_next_one_moves_up(
    training, officer, people, schedule
):
    session, candidate, gone = schedule(capacity=1)[0].json()["id"], str(uuid.uuid4()), str(uuid.uuid4())
    training.deliver(appointed(person=gone, candidate=candidate))
    leaving, [(waits, next_one)] = training.as_(gone, "pegawai"), people(1)
    for who in (leaving, next_one):
        assert who.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
        training.deliver()
    training.deliver(resigned(person=gone, candidate=candidate))
    training.deliver()
    assert {who: row["standing"] for who, row in places(officer, session).items()} == {gone: "GONE", waits: "SEATED"}
    problem(leaving.post(f"/v1/sessions/{session}/enrolments", {}), 404, "asn-tidak-ada", "person")


def test_who_is_transferred_in_the_middle_of_a_session_goes_on_and_has_its_certificate(
    training, officer, people, schedule
):
    answer, days = schedule(ahead=2, days=2)
    session, [(person, who)] = answer.json()["id"], people(1)
    assert who.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
    training.deliver()
    place = f"/v1/enrolments/{enrolment(person, session)}"
    at(training, days[0], 12)
    assert officer.post(f"{place}/attendance", {"date": days[0].isoformat()}).status_code == 201
    at(training, days[1], 9)
    since = {"since": "2020-01-02", "basis": "Perda 5/2019"}
    unit = {"name": f"Dinas {uuid.uuid4().hex[:8]}", "kind": "AGENCY", **since}
    moved = {
        "unit": officer.post("/v1/units", unit).json()["id"], "job_code": "JF-0412", "job_name": "Perawat",
        "decree_no": "800/5/2026", "effective": days[1].isoformat(),
    }  # fmt: skip
    version = officer.get(f"/v1/roster/{person}/stations").json()["version"]
    transferred = officer.post(f"/v1/roster/{person}/transfer", moved, version=version)
    assert transferred.status_code == 200, transferred.text
    at(training, days[1], 17)
    assert officer.post(f"{place}/attendance", {"date": days[1].isoformat()}).status_code == 201
    assert officer.post(f"{place}/outcome", {"score": "90"}).status_code == 201
    training.deliver()
    row = places(officer, session)[person]
    assert (row["outcome"], bool(row["certificate"]), row["attended"]) == (
        "PASSED",
        True,
        [d.isoformat() for d in days],
    )
    assert who.get("/v1/my-training").json()["unit"] == unit["name"]


def test_fifty_who_ask_at_once_for_four_seats_get_four(training, officer, people, schedule):
    session = schedule(capacity=4)[0].json()["id"]
    crowd = people(50)
    answers = together(lambda one: one[1].post(f"/v1/sessions/{session}/enrolments", {}), crowd)
    assert [answer.status_code for answer in answers] == [201] * 50
    training.deliver()
    shown = training.public.get(f"/v1/sessions/{session}").json()
    assert (shown["confirmed"], shown["waiting"]) == (4, 46)
    events = training.runtime.db.commits.find({"stream": f"seating-{session}"})
    assert sum(len(commit["events"]) for commit in events) == 1 + 50


def test_nobody_takes_two_places_at_one_time_even_at_the_same_moment(training, people, schedule):
    sessions = [schedule(ahead=5)[0].json()["id"] for _ in range(2)]
    [(_, who)] = people(1)
    answers = together(lambda id: who.post(f"/v1/sessions/{id}/enrolments", {}), sessions)
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    problem(next(answer for answer in answers if answer.status_code == 409), 409, "jadwal-bentrok")


def test_a_stranger_to_the_roster_gets_no_seat(training, schedule):
    session = schedule()[0].json()["id"]
    stranger = training.as_(str(uuid.uuid4()), "pegawai")
    problem(stranger.post(f"/v1/sessions/{session}/enrolments", {}), 404, "asn-tidak-ada", "person")


def test_from_the_code_in_the_room_to_the_certificate_and_back(training, officer, people, schedule):
    answer, [day] = schedule(ahead=2, capacity=2)
    session = answer.json()["id"]
    (one, first), (two, second) = people(2)
    for who in (first, second):  # read one after the other, so the first has the first seat
        assert who.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
        training.deliver()
    assert own(first)["today"] == 0
    at(training, day, 9)
    assert own(first)["today"] == own(second)["today"] == 1
    code = officer.get(f"/v1/sessions/{session}/code").json()["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    problem(first.post(f"/v1/sessions/{session}/attendance", {"code": wrong}), 422, "kode-salah", "code")
    assert first.post(f"/v1/sessions/{session}/attendance", {"code": code}).status_code == 201
    training.clock.forward(timedelta(seconds=61))
    for _ in range(10):
        problem(second.post(f"/v1/sessions/{session}/attendance", {"code": code}), 422, "kode-salah", "code")
    problem(second.post(f"/v1/sessions/{session}/attendance", {"code": code}), 429, "terlalu-sering-gagal")
    by_hand = f"/v1/enrolments/{enrolment(two, session)}/attendance"
    assert officer.post(by_hand, {"date": day.isoformat()}).status_code == 201
    gone = {"date": day.isoformat(), "present": False, "reason": "Namanya ditulis oleh rekannya."}
    assert officer.post(f"{by_hand}/correct", gone).status_code == 200

    outcome = {who: f"/v1/enrolments/{enrolment(who, session)}/outcome" for who in (one, two)}
    problem(officer.post(outcome[one], {"score": "82,5"}), 409, "sesi-belum-selesai")
    at(training, day, 17)
    problem(officer.post(outcome[one], {}), 422, "nilai-tes", "score")
    for who in (one, two):
        assert officer.post(outcome[who], {"score": "82,5"}).status_code == 201
    training.deliver()
    rows = places(officer, session)
    assert [(rows[who]["outcome"], rows[who]["score"]) for who in (one, two)] == [
        ("PASSED", "82.50"),
        ("FAILED", "82.50"),
    ]
    number = rows[one]["certificate"]
    assert rows[two]["certificate"] is None and number.endswith("/001")
    problem(officer.post(f"{by_hand}/correct", gone | {"present": True}), 409, "sudah-dinilai")

    reviews, said = f"/v1/sessions/{session}/reviews", "Pengajarnya sabar."
    given = {"ratings": dict.fromkeys(("MATERIAL", "TRAINER", "PLACE", "USEFUL"), 4), "comment": said}
    assert first.post(reviews, given).status_code == 201
    problem(first.post(reviews, given), 409, "kesan-sudah-diberikan")
    problem(first.get(reviews), 403, "peran")
    told = officer.get(reviews).json()
    assert (told["answered"], told["asked"], told["elements"], told["band"]) == (1, 2, [], None)
    assert told["comments"] == [said]
    kept = training.runtime.db.commits.find_one({"stream": f"review-{enrolment(one, session)}"})
    assert said.encode() not in bytes(kept["events"][0]["bytes"])
    training.deliver()
    assert [row["reviewed"] for row in first.get("/v1/my-places").json()["items"]] == [True]
    assert (own(first)["today"], own(first)["reviews"], own(second)["reviews"]) == (0, 0, 1)

    due = training.runtime.db.deadlines.find_one({"stream": evaluation_stream(enrolment(one, session))})
    assert due["due"].date() == asked_on(day, 3) - timedelta(days=1)  # at midnight in Tanjungbalai
    context = Context(actor="service:training", command_id=uuid.uuid4().hex, correlationid="c1")
    training.runtime.store.run(context, lambda tx: ask(tx, due["stream"], due["args"]))
    later = training.runtime.db.deadlines.find_one({"stream": evaluation_stream(enrolment(one, session), 6)})
    assert later["due"].date() == asked_on(day, 6) - timedelta(days=1)
    forms = officer.get(reviews).json()["superiors"]
    told = [(form["months"], form["on"], form["standing"], form["asked"]) for form in forms]
    assert told == [(months, asked_on(day, months).isoformat(), "WAITING", 0) for months in (3, 6)]

    year = str(day.year)
    assert first.get("/v1/my-training").json()["yearly_hours"] == {year: 16}
    seen = training.public.get("/v1/certificates", params={"number": number.lower(), "code": "SALAH"}).json()
    assert (seen["status"], seen["opened"], seen["holder"]) == ("VALID", False, None) and "person" not in seen
    assert seen["receipt"] is None
    problem(training.public.get("/v1/certificates?number=TIDAK-ADA/001"), 404, "sertifikat-tidak-ada", "number")
    certificate = f"/v1/certificates/{enrolment(one, session)}"
    mine = first.get(certificate).json()
    assert len(mine["code"]) == 16 and mine["certificate_no"] == number
    issued = training.runtime.db.commits.find_one({"stream": f"certificate-{enrolment(one, session)}"})
    assert mine["receipt"] == hashlib.sha256(issued["events"][0]["bytes"]).hexdigest()
    problem(second.get(certificate), 404, "sertifikat-tidak-ada", "number")

    doubt = {"reason": "Kehadiran dititipkan."}
    assert officer.post(f"{certificate}/revocation", doubt, version=1).status_code == 200
    waiting = [item for item in officer.get("/v1/waiting").json()["items"] if item["kind"] == "certificate"]
    assert [(item["about"], item["turn"]) for item in waiting] == [(number, "other")]
    assert training.public.get("/v1/certificates", params={"number": number}).json()["status"] == "VALID"
    held = first.get(certificate).json()
    assert (held["status"], held["reason"], held["proposed"]) == ("VALID", None, None)
    other = training.staff("diklat", "d2")
    assert other.get("/v1/waiting").json()["items"][0]["turn"] == "second"
    stays = {"reason": "Ia ada di daftar hadir."}
    assert other.post(f"{certificate}/rejection", stays, version=2).status_code == 200
    assert officer.get("/v1/certificates/issued?status=PROPOSED").json()["total"] == 0
    assert officer.post(f"{certificate}/revocation", doubt, version=3).status_code == 200
    proposed = {"proposed": officer.get(certificate).json()["proposed"]}
    problem(officer.post(f"{certificate}/revoke", proposed, version=4), 403, "penanda-tangan-sama")
    assert training.staff("ketua", "k").post(f"{certificate}/revoke", proposed, version=4).status_code == 200
    training.deliver()
    shown = training.public.get("/v1/certificates", params={"number": number}).json()
    assert shown["status"] == "REVOKED" and shown["revoked_at"]
    assert first.get(certificate).json()["reason"] == doubt["reason"]
    assert places(officer, session)[one]["revoked_at"] == shown["revoked_at"]
    [listed] = officer.get("/v1/certificates/issued", params={"number": number.lower()}).json()["items"]
    assert (listed["id"], listed["status"]) == (enrolment(one, session), "REVOKED")
    assert first.get("/v1/my-training").json()["yearly_hours"] == {}
    again = {"reason": "Yang dititipkan kehadirannya adalah orang lain."}
    entry = f"/v1/hours/{enrolment(one, session)}"
    assert officer.post(f"{entry}/restoration", again, version=2).status_code == 200
    training.deliver()
    assert first.get("/v1/my-training").json()["yearly_hours"] == {year: 16}


def test_a_session_moves_onto_another_one_of_its_people_only_when_that_is_seen(training, officer, people, schedule):
    (first, [day]), (second, [other]) = schedule(ahead=6), schedule(ahead=7)
    one, two = first.json()["id"], second.json()["id"]
    [(person, who)] = people(1)
    for session in (one, two):
        assert who.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
    before = officer.get(f"/v1/sessions/{one}").json()
    days = [{"date": other.isoformat(), "begins": "08:00", "ends": "11:00"}]
    body = {"days": days, "place": before["place"], "capacity": 2, "reason": "Pengajarnya datang besok."}
    problem(officer.post(f"/v1/sessions/{one}/change", body, version=1), 409, "peserta-bentrok", "days")
    tried = {"days": f"{other.isoformat()}/08:00/11:00"}
    [clash] = officer.get(f"/v1/sessions/{one}/clashes", params=tried).json()["items"]
    told = (clash["person"], clash["code"], clash["part"])
    assert told == (person, officer.get(f"/v1/sessions/{two}").json()["code"], f"{other.isoformat()}/AM")
    assert officer.get(f"/v1/sessions/{one}/clashes", params={"days": f"{day.isoformat()}/13:00/15:00"}).json() == {
        "items": []
    }
    problem(officer.get(f"/v1/sessions/{one}/clashes?days=kemarin"), 422, "isian", "days.0")
    assert officer.post(f"/v1/sessions/{one}/change", body | {"despite": True}, version=1).status_code == 200
    moved = {"days": days, "place": "Aula lama", "capacity": 2, "reason": "Aulanya saja yang lain."}
    assert officer.post(f"/v1/sessions/{one}/change", moved, version=2).status_code == 200, "the days stay"


def test_the_sheet_of_a_class_is_filled_in_looked_at_and_recorded_at_once(training, officer, people, schedule):
    answer, dates = schedule(ahead=2, capacity=3, days=2)
    session, class_ = answer.json()["id"], people(2)
    for _person, who in class_:
        assert who.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
    training.deliver()
    at(training, dates[1], 17)
    where = f"/v1/sessions/{session}/attendance-sheet"
    head = titles([day.isoformat() for day in dates])
    rows = [[enrolment(person, session), "", "", "", ""] for person, _ in class_]

    def sent(*lines):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([head, *lines])
        return officer.post(where, params={"file": "hadir.csv"}, data=text.getvalue().encode())

    wrong = sent([*rows[0][:3], "mungkin", "hadir"], rows[1]).json()
    assert (wrong["rows"], wrong["marks"], wrong["faults"]) == ([], 0, 1)
    assert officer.get(f"/v1/attendance-faults/{wrong['fault_file']}.csv").status_code == 200
    told = sent([*rows[0][:3], "hadir", "hadir"], [*rows[1][:3], "hadir", ""]).json()
    assert (told["marks"], told["known"], len(told["rows"])) == (3, 0, 2)
    assert not training.runtime.db.state.count_documents({"aggregate": "attendance", "data.session": session})
    marks = [{"enrolment": row["enrolment"], "date": day} for row in told["rows"] for day in row["days"]]
    stranger = {"enrolment": str(uuid.uuid4()), "date": marks[0]["date"]}
    records = f"/v1/sessions/{session}/attendance-records"
    problem(officer.post(records, {"marks": [*marks, stranger]}), 404, "bukan-peserta")
    assert not training.runtime.db.state.count_documents({"aggregate": "attendance", "data.session": session})
    problem(class_[0][1].post(records, {"marks": marks}), 403, "peran")
    assert officer.post(records, {"marks": marks}).status_code == 201
    training.deliver()
    assert sorted(len(row["attended"]) for row in places(officer, session).values()) == [1, 2]
    again = sent([*rows[0][:3], "hadir", "hadir"], rows[1]).json()
    assert (again["marks"], again["known"]) == (0, 2)


def test_a_superior_is_asked_about_whoever_passed_and_answers_once(training, officer, people):
    (person, member), (head, superior) = people(2)
    unit = {"name": UNIT, "kind": "AGENCY", "since": "2020-01-02", "basis": "Perda 5/2019"}
    led = {"person": head, "acting": False, "since": "2026-01-02", "decree_no": "821/9/2026"}
    where = f"/v1/units/{officer.post('/v1/units', unit).json()['id']}/heads"
    assert officer.post(where, led).status_code == 201
    training.deliver()
    of = {"title": "Pengadaan Barang dan Jasa Dasar", "person": person}
    of |= {name: str(uuid.uuid4()) for name in ("enrolment", "session", "course")}
    context = Context(actor="service:training", command_id=uuid.uuid4().hex, correlationid="c1")
    stream = evaluation_stream(of["enrolment"], 6)
    training.runtime.store.run(context, lambda tx: ask(tx, stream, of | {"months": 6}))
    [form] = superior.get("/v1/my-evaluations").json()["items"]
    assert (form["id"], form["months"]) == (stream.removeprefix("evaluation-"), 6)
    assert member.get("/v1/my-evaluations").json()["items"] == []
    where, said = f"/v1/evaluations/{form['id']}", {"ratings": dict.fromkeys(AT_WORK, 3)}
    problem(member.post(f"{where}/answer", said), 404, "evaluasi-tidak-ada")
    assert superior.post(f"{where}/answer", said).status_code == 200
    assert superior.get("/v1/my-evaluations").json()["items"] == []
