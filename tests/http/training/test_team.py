"""The superior: who answers to them, what waits, and an application from its form to the seat."""

import hashlib
import itertools
import uuid
from datetime import date

import pytest
from asnkit.commands import Context
from asnkit.wib import wib_date
from training.certificate.domain import Issue
from training.enrolment.application import APPLIED
from training.streams import certificate_stream

from tests.http.running import problem
from tests.http.test_roster import bring_in

from .classes import COURSE, at, enrolment, places, together

pytestmark = pytest.mark.servers

WHY = {"reason": "Hari itu ada pemeriksaan di unit."}
NUMBER = itertools.count(101)


@pytest.fixture
def units(officer):
    """An agency and a unit under it: (id, name) of each."""
    since = {"since": "2020-01-02", "basis": "Perda 5/2019"}
    agency, below = (f"{kind} {uuid.uuid4().hex[:6]}" for kind in ("Dinas", "UPTD"))
    parent = officer.post("/v1/units", {"name": agency, "kind": "AGENCY", **since}).json()["id"]
    under = officer.post("/v1/units", {"name": below, "kind": "UNDER", "parent": parent, **since}).json()["id"]
    return (parent, agency), (under, below)


@pytest.fixture
def serving(training, officer):
    """A function that brings in so many people of a unit, by a list, whose names are kept here: (person, caller)."""

    def bring(unit, number, status="PNS"):
        rows = [
            f"198501152010011{next(NUMBER)};Ani Lubis;1985-01-15;{status};III/c;{unit};JP-1;Pengelola;821/30;2020-04-01"
            for _ in range(number)
        ]
        assert bring_in(training, *rows)["applied"] == number
        found = officer.get("/v1/roster", params={"unit": unit}).json()["items"]
        return [(row["person"], training.as_(row["person"], "pegawai")) for row in found]

    return bring


def lead(training, officer, unit, person):
    led = {"person": person, "acting": False, "since": "2026-01-02", "decree_no": "821/9/2026"}
    answer = officer.post(f"/v1/units/{unit[0]}/heads", led)
    assert answer.status_code == 201, answer.text
    training.deliver()


@pytest.fixture
def asking(training, officer, schedule):
    """A session that wants the superior's approval."""

    def make(**more):
        body = COURSE | {"code": f"C-{uuid.uuid4().hex[:8].upper()}", "approval": True}
        course = officer.post("/v1/courses", body).json()["id"]
        training.deliver()
        return schedule(course=course, **more)[0].json()["id"]

    return make


def test_who_applies_waits_for_who_leads_and_then_for_a_seat(training, officer, serving, asking, units):
    session = asking(capacity=1)
    assert training.public.get(f"/v1/sessions/{session}").json()["approval"] is True
    (one, first), (two, second), (head, superior) = serving(units[1][1], 3)
    seats = f"/v1/sessions/{session}/enrolments"
    assert first.post(seats, {}).status_code == 201
    waiting = [item for item in officer.get("/v1/waiting").json()["items"] if item["kind"] == "application"]
    assert [(item["id"], item["turn"]) for item in waiting] == [(enrolment(one, session), "you")]

    lead(training, officer, units[1], head)
    assert second.post(seats, {}).status_code == 201
    training.deliver()
    assert {row["standing"] for row in places(officer, session).values()} == {APPLIED}
    assert training.public.get(f"/v1/sessions/{session}").json()["confirmed"] == 0
    nothing = {"exams": 0, "today": 0, "reviews": 0, "decided": [], "moved": [], "checked": []}
    counts = {"people": 2, "applications": 2, "evaluations": 0}
    assert superior.get("/v1/my-team/waiting").json() == counts | {"own": nothing}
    team = superior.get("/v1/my-team").json()
    assert {row["person"] for row in team["people"]} == {one, two}
    told = ("name", "credited", "least", "most")
    assert [[row[name] for name in told] for row in team["people"]] == [["Ani Lubis", 0, 20, None]] * 2
    assert [row["id"] for row in team["applications"]] == [enrolment(one, session), enrolment(two, session)]
    assert first.get("/v1/my-team").json() == {"applications": [], "evaluations": [], "people": [], "total": 0}

    where = f"/v1/applications/{enrolment(one, session)}"
    problem(second.get(where), 404, "permohonan-tidak-ada")
    problem(officer.get(where), 403, "ada-atasan")
    seen = superior.get(where).json()
    assert (seen["name"], seen["hindrance"], seen["colleagues"], seen["credited"]) == ("Ani Lubis", None, 1, 0)
    read = {"applied": seen["applied"]}
    problem(first.post(f"{where}/approval", read), 404, "permohonan-tidak-ada")
    other = {"applied": {**seen["applied"], "sha256": "0" * 64}}
    problem(superior.post(f"{where}/approval", other), 409, "bukan-yang-dibaca", "applied")
    assert superior.post(f"{where}/approval", read).status_code == 200
    training.deliver()
    assert places(officer, session)[one]["standing"] == "SEATED"

    where = f"/v1/applications/{enrolment(two, session)}"
    read = {"applied": superior.get(where).json()["applied"]}
    assert superior.post(f"{where}/refusal", read | WHY).status_code == 200
    training.deliver()
    [row] = second.get("/v1/my-places").json()["items"]
    assert (row["standing"], row["declined"]) == ("DECLINED", WHY["reason"])
    problem(superior.post(f"{where}/approval", read), 409, "permohonan-sudah-diputus")
    assert superior.get("/v1/my-team/waiting").json()["applications"] == 0
    for who in (first, second):
        assert len(who.get("/v1/my-team/waiting").json()["own"]["decided"]) == 1
        assert who.get("/v1/my-team/waiting").json()["own"]["moved"] == []
    assert officer.post(f"/v1/sessions/{session}/cancel", WHY, version=1).status_code == 200
    training.deliver()
    moved = [len(who.get("/v1/my-team/waiting").json()["own"]["moved"]) for who in (first, second)]
    assert moved == [1, 0], "who was declined has no seat in it"


def test_on_the_certificate_of_who_served_before_stands_the_name_of_the_list(training, serving, units):
    [(person, who)], id = serving(units[0][1], 1), str(uuid.uuid4())
    passed = {
        "enrolment": id, "person": person, "session": str(uuid.uuid4()), "course": str(uuid.uuid4()),
        "kind": "TECHNICAL", "title": "Pengelolaan arsip", "code": "ARSIP-1", "hours": 8, "completed_on": "2026-10-01",
        "certificate_no": "ARSIP-1/001",
    }  # fmt: skip
    context = Context(actor="service:training", command_id=uuid.uuid4().hex, correlationid="c1")
    training.runtime.store.run(context, lambda tx: tx.decide(certificate_stream(id), Issue(passed, 12)))
    mine = who.get(f"/v1/certificates/{id}").json()
    assert mine["holder"] == "Ani Lubis"
    opened = training.public.get("/v1/certificates", params={"number": "ARSIP-1/001", "code": mine["code"]}).json()
    assert (opened["holder"], opened["receipt"]) == ("Ani Lubis", mine["receipt"])
    officer, where = training.staff("diklat"), f"/v1/certificates/{id}"
    right = {"title": "Pengelolaan arsip dinamis", "reason": "Judulnya terpotong."}
    problem(officer.post(f"{where}/reissue-proposal", {**right, "title": ""}, version=1), 422, "isian", "title")
    assert officer.post(f"{where}/reissue-proposal", right, version=1).status_code == 200
    held = who.get(where).json()
    assert (held["status"], held["corrected_title"], held["reason"]) == ("VALID", None, None)
    other = training.staff("diklat", "d2")
    assert [one["turn"] for one in other.get("/v1/waiting").json()["items"] if one["kind"] == "reissue"] == ["second"]
    signed = {"proposed": other.get(where).json()["proposed"]}
    problem(officer.post(f"{where}/reissue", signed, version=2), 403, "penanda-tangan-sama")
    assert other.post(f"{where}/reissue", signed, version=2).status_code == 200
    new = who.get(where).json()
    assert (new["certificate_no"], new["title"], new["hours"]) == ("ARSIP-1/001-2", right["title"], 8)
    old = training.public.get("/v1/certificates", params={"number": "ARSIP-1/001", "code": mine["code"]}).json()
    assert (old["status"], old["replaced_by"], old["title"]) == ("REPLACED", "ARSIP-1/001-2", passed["title"])
    assert (old["receipt"], old["holder"]) == (mine["receipt"], "Ani Lubis") and new["receipt"] != mine["receipt"]
    now = training.public.get("/v1/certificates", params={"number": "arsip-1/001-2"}).json()
    assert (now["status"], now["replaced_by"]) == ("VALID", None)
    [found] = officer.get("/v1/certificates/issued", params={"number": "ARSIP-1/001"}).json()["items"]
    assert found["certificate_no"] == "ARSIP-1/001-2", "the office finds it by any number that it had"
    at(training, date(2027, 10, 1), 23)
    assert training.public.get("/v1/certificates?number=ARSIP-1/001-2").json()["status"] == "VALID"
    at(training, date(2027, 10, 2), 1)
    shown = training.public.get("/v1/certificates?number=ARSIP-1/001-2").json()
    assert (shown["status"], shown["valid_until"]) == ("EXPIRED", "2027-10-01")
    assert training.public.get("/v1/certificates?number=ARSIP-1/001").json()["status"] == "REPLACED"
    assert who.get(where).json()["expired"]
    [printed] = officer.get("/v1/certificates/papers", params={"session": passed["session"]}).json()["items"]
    assert (printed["certificate_no"], printed["code"], printed["expired"]) == (
        new["certificate_no"],
        mine["code"],
        True,
    )
    assert officer.get(f"/v1/certificates/papers?session={uuid.uuid4()}").json()["items"] == []
    problem(who.get("/v1/certificates/papers", params={"session": passed["session"]}), 403, "peran")
    assert officer.post("/v1/certificates/takings", {"persons": [person]}).status_code == 201
    taken = training.runtime.db.state.find_one({"aggregate": "roster_reading"}, sort=[("_id", -1)])["data"]
    assert (taken["persons"], taken["purpose"]) == ([person], "certificate")
    problem(officer.post("/v1/certificates/takings", {"persons": []}), 422, "isian", "persons")
    assert training.staff("diklat").get(f"/v1/certificates/{id}").json().get("holder") is None


def test_a_file_for_the_national_record_opens_names_and_nip_and_every_row_has_its_receipt(
    training, officer, serving, units, schedule
):
    [(person, who)], id = serving(units[0][1], 1), str(uuid.uuid4())
    session = schedule()[0].json()["id"]
    about = training.public.get(f"/v1/sessions/{session}").json()
    day = wib_date(training.clock.now()).isoformat()
    passed = {name: about[name] for name in ("course", "kind", "title", "code", "hours")} | {
        "enrolment": id, "person": person, "session": session, "completed_on": day,
        "certificate_no": f"{id[:8].upper()}/001",
    }  # fmt: skip
    context = Context(actor="service:training", command_id=uuid.uuid4().hex, correlationid="c1")
    training.runtime.store.run(context, lambda tx: tx.decide(certificate_stream(id), Issue(passed)))

    where = "/v1/national-records"
    long_ago, turned = {"since": "2020-01-01", "until": "2020-12-31"}, {"since": day, "until": "2020-12-31"}
    problem(officer.post(where, long_ago), 422, "tanpa-sertifikat", "since")
    problem(officer.post(where, turned), 422, "masa-terbalik", "since")
    problem(who.post(where, long_ago), 403, "peran")
    made = officer.post(where, {"since": day, "until": day}).json()["id"]
    [listed] = officer.get(where).json()["items"]
    assert (listed["id"], listed["by"]) == (made, "diklat:diklat-a") and "rows" not in listed
    readings = training.runtime.db.state.count_documents({"aggregate": "roster_reading"})
    found = officer.get(f"{where}/{made}/rows").json()
    assert training.runtime.db.state.count_documents({"aggregate": "roster_reading"}) == readings + 1
    row = next(
        row
        for row in (dict(zip(found["columns"], one, strict=True)) for one in found["rows"])
        if id in row["tandaTerima"]
    )
    assert row["nama"] == "Ani Lubis" and row["nipBaru"].startswith("198501152010011")
    assert (row["tanggalKursus"], row["tanggalSelesaiKursus"]) == (about["days"][0]["date"], day)
    [commit] = training.runtime.db.commits.find({"stream": certificate_stream(id)})
    assert row["sidikJari"] == hashlib.sha256(bytes(commit["events"][0]["bytes"])).hexdigest()
    kept = training.runtime.db.commits.find_one({"stream": f"national_record-{made}"})
    assert b"Ani Lubis" not in bytes(kept["events"][0]["bytes"])


def test_two_applications_for_one_day_are_approved_once_even_at_the_same_moment(
    training, officer, serving, asking, units
):
    (one, first), (head, superior) = serving(units[1][1], 2)
    lead(training, officer, units[1], head)
    sessions = [asking(ahead=6) for _ in range(2)]
    for session in sessions:
        assert first.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
    read = [superior.get(f"/v1/applications/{enrolment(one, session)}").json() for session in sessions]
    assert [seen["hindrance"] for seen in read] == [None, None]
    answers = together(
        lambda seen: superior.post(f"/v1/applications/{seen['id']}/approval", {"applied": seen["applied"]}), read
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    problem(next(answer for answer in answers if answer.status_code == 409), 409, "jadwal-bentrok")
    left = [superior.get(f"/v1/applications/{seen['id']}").json() for seen in read]
    assert [("Bentrok" in seen["hindrance"]) for seen in left if seen["status"] == APPLIED] == [True]


def test_without_a_superior_the_officer_decides_and_whoever_is_nominated_needs_nobody(
    training, officer, serving, asking, units
):
    session = asking(capacity=5)
    [(head, chief)] = serving(units[0][1], 1)
    [(someone, _member)] = serving(units[1][1], 1)
    lead(training, officer, units[0], head)
    assert chief.post(f"/v1/sessions/{session}/enrolments", {}).status_code == 201
    where = f"/v1/applications/{enrolment(head, session)}"
    problem(chief.get(where), 404, "permohonan-tidak-ada")
    read = {"applied": officer.get(where).json()["applied"]}
    assert officer.post(f"{where}/approval", read).status_code == 200
    assert officer.post(f"/v1/sessions/{session}/enrolments", {"person": someone}).status_code == 201
    training.deliver()
    assert {row["standing"] for row in places(officer, session).values()} == {"SEATED"}


def test_a_team_is_whoever_has_this_superior_by_the_registers(training, officer, serving, units):
    above, below = serving(units[0][1], 2), serving(units[1][1], 2)
    lead(training, officer, units[0], above[0][0])
    everybody = [person for person, _ in (*above, *below)]

    def agree():
        for person, who in above + below:
            team = {row["person"] for row in who.get("/v1/my-team").json()["people"]}
            found = {one: officer.get(f"/v1/roster/{one}/superior").json()["superior"] for one in everybody}
            assert team == {one for one, superior in found.items() if superior == person}
        return found

    assert agree()[below[0][0]] == above[0][0]
    lead(training, officer, units[1], below[0][0])
    assert (agree()[below[0][0]], agree()[below[1][0]]) == (above[0][0], below[0][0])
