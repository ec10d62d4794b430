"""An appointment that arrives as an event makes a civil servant with a place in Latsar."""

import json
import uuid
from datetime import date, timedelta

import pytest
from asnkit.wib import wib_date
from training.enrolment.courses import LATSAR
from training.streams import enrolment_stream

from .running import problem

pytestmark = pytest.mark.servers

PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
CANDIDATE = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"
UNIT = "UPTD Puskesmas Datuk Bandar"


@pytest.fixture(scope="module")
def training(serve):
    return serve("training")


def appointed(version=1, person=PERSON, candidate=CANDIDATE, unit=UNIT, **more):
    stream = f"candidate-{candidate}"
    envelope = {
        "specversion": "1.0",
        "id": f"{stream}@{version}",
        "source": "/asn/selection",
        "type": "id.go.tanjungbalai.asn.selection.candidate.appointed.v1",
        "subject": stream,
        "time": "2025-06-01T02:00:00.000Z",
        "streamversion": version,
        "actor": "ketua:k1",
        "correlationid": "c1",
        "data": {
            "period": "CPNS-2024",
            "vacancy": "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0002",
            "person": person,
            "participant_no": "242715390847",
            "unit": unit,
            "job_code": "JF-0412",
            "job_name": "Perawat Ahli Pertama",
            "education_level": "PROFESI",
            "decree_no": "800/117/BKPSDM/2025",
            "effective_date": "2025-06-01",
            "result": "result-8a0f8a5e-6d1c-5f0e-9c7e-0d8a7f1f3b21@3",
            **more,
        },
    }
    return json.dumps(envelope).encode()


def resigned(person, candidate):
    """After the appointment."""
    gone = json.loads(appointed(2, person, candidate))
    names = ("period", "vacancy", "person", "participant_no")
    told = {name: gone["data"][name] for name in names} | {"application": candidate, "reason_code": "HEALTH"}
    gone |= {"type": gone["type"].replace("appointed", "resigned"), "data": told | {"appointed": True}}
    return json.dumps(gone).encode()


def test_from_the_appointment_to_the_hours(training):
    mine = training.as_(PERSON, "pegawai")
    problem(mine.get("/v1/my-training"), 404, "asn-tidak-ada")
    training.deliver(appointed())
    training.deliver(appointed())
    record = mine.get("/v1/my-training").json()
    assert (record["status"], record["unit"], record["hours_by_year"]) == ("CPNS", "UPTD Puskesmas Datuk Bandar", {})
    [enrolment] = record["enrolments"]
    assert (enrolment["course"], enrolment["hours"], enrolment["completed_on"]) == ("LATSAR_CPNS", 647, None)
    assert training.public.get("/v1/counts").json() == {
        "civil_servants": 1, "enrolments": 1, "completed": 0, "hours": 0,
    }  # fmt: skip

    officer = training.staff("diklat")
    training.clock.forward(timedelta(days=74))
    done = (date.today() + timedelta(days=73)).isoformat()
    body = {"enrolment": enrolment["id"], "completed_on": done, "certificate_no": "12/LATSAR/2025"}
    problem(mine.post("/v1/hours", body), 403, "peran")
    later = body | {"completed_on": (date.today() + timedelta(days=80)).isoformat()}
    problem(officer.post("/v1/hours", later), 422, "selesai-di-masa-depan", "completed_on")
    assert officer.post("/v1/hours", body).status_code == 201
    problem(officer.post("/v1/hours", body), 409, "sudah-dikreditkan", "enrolment")
    problem(officer.post("/v1/hours", body | {"enrolment": PERSON}), 404, "kepesertaan-tidak-ada", "enrolment")
    training.deliver()
    roster = officer.get("/v1/roster?unit=UPTD Puskesmas Datuk Bandar").json()
    assert (roster["total"], roster["items"][0]["hours_by_year"]) == (1, {done[:4]: 647})
    assert roster["items"][0]["enrolments"][0]["certificate_no"] == "12/LATSAR/2025"
    assert officer.get(f"/v1/roster/{PERSON}").json() == roster["items"][0]


def test_a_pppk_has_the_orientation_and_no_latsar(training):
    person, officer = str(uuid.uuid4()), training.staff("diklat")
    training.deliver(appointed(person=person, candidate=str(uuid.uuid4()), procurement_type="PPPK"))
    record = training.as_(person, "pegawai").get("/v1/my-training").json()
    assert (record["status"], record["yearly_most"]) == ("PPPK", 24)
    [enrolment] = record["enrolments"]
    assert (enrolment["course"], enrolment["title"]) == ("ORIENTASI_PPPK", "Orientasi PPPK")
    pair = {"begins": wib_date(training.clock.now()).isoformat(), "mentor": PERSON, "coach": person}
    problem(officer.post(f"/v1/latsar/{enrolment['id']}", pair), 404, "kepesertaan-tidak-ada")
    done = {"enrolment": enrolment["id"], "completed_on": wib_date(training.clock.now()).isoformat()}
    assert officer.post("/v1/hours", done | {"certificate_no": "7/ORIENTASI/2025"}).status_code == 201
    training.deliver()
    record = training.as_(person, "pegawai").get("/v1/my-training").json()
    assert (sum(record["hours_by_year"].values()), record["yearly_hours"]) == (24, {})


def test_whoever_resigns_after_the_appointment_is_on_the_roster_no_more(training):
    person, candidate = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0077", "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0078"
    before = training.public.get("/v1/counts").json()["civil_servants"]
    training.deliver(appointed(person=person, candidate=candidate))
    assert training.public.get("/v1/counts").json()["civil_servants"] == before + 1
    for _ in range(2):
        training.deliver(resigned(person, candidate))
    record = training.as_(person, "pegawai").get("/v1/my-training").json()
    assert record["left_at"] and training.public.get("/v1/counts").json()["civil_servants"] == before


def test_a_latsar_begun_here_credits_its_hours_by_its_result_and_who_fails_waits_for_the_officer(training):
    officer, people = training.staff("diklat"), [str(uuid.uuid4()) for _ in range(3)]
    for person in people:
        training.deliver(appointed(person=person, candidate=str(uuid.uuid4())))
    mine = training.as_(people[0], "pegawai")
    places = [enrolment_stream(person, LATSAR).partition("-")[2] for person in people]
    today = wib_date(training.clock.now())
    begun = {"begins": "2025-06-02", "mentor": people[1], "coach": people[2]}
    problem(mine.post(f"/v1/latsar/{places[0]}", begun), 403, "peran")
    problem(mine.get(f"/v1/latsar/{places[0]}"), 404, "latsar-belum-mulai")
    assert officer.post(f"/v1/latsar/{places[0]}", begun).status_code == 201
    problem(training.as_(people[1], "pegawai").get(f"/v1/latsar/{places[0]}"), 404, "latsar-belum-mulai")
    by_hand = {"enrolment": places[0], "completed_on": today.isoformat()}
    problem(officer.post("/v1/hours", by_hand), 409, "sudah-dikreditkan", "enrolment")
    passed = {"score": "86,5", "certificate_no": "12/LATSAR/2025"}
    assert officer.post(f"/v1/latsar/{places[0]}/result", passed, version=1).status_code == 200
    training.deliver()
    record = officer.get(f"/v1/roster/{people[0]}").json()
    [entry] = record["enrolments"]
    assert (entry["latsar"], entry["completed_on"], entry["certificate_no"]) == (
        "PASSED", "2025-08-14", "12/LATSAR/2025",
    )  # fmt: skip
    assert (record["hours_by_year"], record["yearly_hours"]) == ({"2025": 647}, {})

    where = f"/v1/latsar/{places[1]}"
    begun |= {"mentor": people[0]}
    assert officer.post(where, begun).status_code == 201
    remedial = {"score": "64,25", "until": (today + timedelta(days=1)).isoformat()}
    assert officer.post(f"{where}/remedial", remedial, version=1).status_code == 200
    training.clock.forward(timedelta(days=2))
    assert officer.post(f"{where}/result", {"score": "70"}, version=2).status_code == 200
    assert officer.get("/v1/latsar?status=FAILED").json()["items"][0]["grade"] == "NOT_PASSED"
    waiting = [one for one in officer.get("/v1/waiting").json()["items"] if one["kind"] == "latsar"]
    assert [(one["id"], one["turn"]) for one in waiting] == [(places[1], "you")]

    record, day = f"/v1/roster/{people[1]}", today.isoformat()
    decree = {"change": "FAILED_LATSAR", "decree_no": "811/9/2025", "effective": day}
    assert officer.post(f"{record}/decree", decree, version=1).status_code == 200
    waiting = {one["kind"]: one for one in officer.get("/v1/waiting").json()["items"]}
    assert "latsar" not in waiting and waiting["decree"]["turn"] == "other"
    read = {"proposed": officer.get(f"{record}/stations").json()["waiting"]["proposed"]}
    problem(officer.post(f"{record}/decree/approval", read, version=2), 403, "penanda-tangan-sama")
    assert training.staff("diklat", "o2").post(f"{record}/decree/approval", read, version=2).status_code == 200
    training.deliver()
    gone = training.as_(people[1], "pegawai").get("/v1/my-training").json()
    assert (gone["left_reason"], gone["left_at"] is not None) == ("FAILED_LATSAR", True)


def test_who_passed_latsar_and_served_a_year_is_listed_until_two_people_make_a_pns_of_them(training):
    officer, person = training.staff("diklat"), str(uuid.uuid4())
    training.deliver(appointed(person=person, candidate=str(uuid.uuid4())))
    where, today = f"/v1/roster/{person}", wib_date(training.clock.now())
    decree = {
        "change": "PERMANENT", "decree_no": "821/7/2026", "effective": today.isoformat(), "health_letter_no": "440/112",
    }  # fmt: skip
    problem(officer.post(f"{where}/decree", decree, version=1), 409, "latsar-belum-lulus")
    place = enrolment_stream(person, LATSAR).partition("-")[2]
    assert officer.post("/v1/hours", {"enrolment": place, "completed_on": today.isoformat()}).status_code == 201

    def listed():
        training.deliver()
        return {one["person"]: one["change"] for one in officer.get("/v1/probation").json()["items"]}

    assert listed()[person] is None and officer.get("/v1/waiting").json()["probation"] == len(listed())
    assert officer.post(f"{where}/decree", decree, version=1).status_code == 200
    assert listed()[person] == "PERMANENT"
    assert officer.post(f"{where}/decree/rejection", {}, version=2).status_code == 200
    assert officer.post(f"{where}/decree", decree, version=3).status_code == 200
    read = {"proposed": officer.get(f"{where}/stations").json()["waiting"]["proposed"]}
    assert training.staff("diklat", "o2").post(f"{where}/decree/approval", read, version=4).status_code == 200
    assert person not in listed() and officer.get(where).json()["status"] == "PNS"
