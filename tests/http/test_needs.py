"""What units have to learn: out of the map, a person's request, a letter, a regulation; merged, accepted, declined."""

import json
import uuid
from datetime import timedelta

import pytest
from asnkit.wib import wib_date
from training.rules.competences import CORE

from .running import problem
from .test_training import appointed
from .test_units import OFFICE

pytestmark = pytest.mark.servers

SERVICE = {"competence": "SERVICE"}


@pytest.fixture(scope="module")
def training(serve):
    return serve("training")


@pytest.fixture(scope="module")
def unit(training):
    """A unit of five, each of whom lacks a level of public service; `people` are they."""
    officer, name = training.staff("diklat"), "Dinas Layanan"
    id = officer.post("/v1/units", OFFICE | {"name": name}).json()["id"]
    people = [str(uuid.uuid4()) for _ in range(5)]
    training.deliver(*(appointed(person=one, candidate=str(uuid.uuid4()), unit=name) for one in people))
    post = {
        "unit": id, "code": "JF-0412", "title": "Perawat", "kind": "FUNCTIONAL", "core": dict.fromkeys(CORE, 3),
        "since": "2021-01-04", "basis": "Perwali 8/2020",
    }  # fmt: skip
    assert officer.post("/v1/posts", post).status_code == 201
    course = {
        "code": "LAYAN-1", "title": "Pelayanan Prima", "objective": "Melayani dengan ramah.", "kind": "TECHNICAL",
        "method": "CLASSICAL", "hours": 8, "provider": "BKPSDM", "attendance": 80, "competences": ["Pelayanan publik"],
    }  # fmt: skip
    assert officer.post("/v1/courses", course).status_code == 201
    levels = {"core": dict.fromkeys(CORE, 3) | {"SERVICE": 1}, "technical": [], "evidence": "LHA-1/2026"}
    for one in people:
        day = {"on": wib_date(training.clock.now()).isoformat()}
        assert officer.post(f"/v1/roster/{one}/assessments", levels | day).status_code == 201
    training.deliver()
    return id, people


def test_a_need_of_the_map_is_joined_by_a_request_and_is_answered_once(training, unit):
    (unit, people), officer = unit, training.staff("diklat")
    problem(
        officer.post("/v1/needs/gaps", {"unit": unit, "competence": "NATION"}), 422, "tanpa-kesenjangan", "competence"
    )
    problem(training.staff("auditor").post("/v1/needs/gaps", SERVICE | {"unit": unit}), 403, "peran")
    begun = officer.post("/v1/needs/gaps", SERVICE | {"unit": unit}).json()
    again = officer.post("/v1/needs/gaps", SERVICE | {"unit": unit}).json()
    assert (again["id"], again["events"]) == (begun["id"], []), "a second look adds nothing"

    mine = training.as_(people[0], "pegawai")
    asked = mine.post("/v1/my-needs", {"subject": "pelayanan publik", "reason": "Saya baru di loket."}).json()
    assert asked["id"] == begun["id"]
    shown = officer.get(f"/v1/needs/{begun['id']}").json()
    assert [(one["origin"], one["people"], one["missing"], one["person"]) for one in shown["sources"]] == [
        ("GAP", 5, 10, None), ("PERSON", 1, 1, people[0]),
    ]  # fmt: skip
    assert (shown["unit_name"], shown["weight"], [one["code"] for one in shown["courses"]]) == (
        "Dinas Layanan", 11, ["LAYAN-1"],
    )  # fmt: skip

    path, why = f"/v1/needs/{begun['id']}/acceptance", {"reason": "Masuk rencana tahun depan."}
    problem(officer.post(path, why), 428, "versi-wajib", "If-Match")
    assert officer.post(path, why, version=2).status_code == 200
    [told] = mine.get("/v1/my-needs").json()["items"]
    assert (told["status"], told["answer"]["reason"]) == ("ACCEPTED", why["reason"])
    late = training.as_(people[1], "pegawai").post(
        "/v1/my-needs", {"subject": "Pelayanan publik", "reason": "Saya juga."}
    )
    problem(late, 409, "kebutuhan-sudah-diputuskan", "subject")
    assert training.as_(people[1], "pegawai").get("/v1/my-needs").json()["items"] == []


def test_needs_of_a_letter_and_of_a_regulation_are_merged_and_stand_by_their_weight(training, unit):
    (unit, people), officer = unit, training.staff("diklat")
    body = {
        "unit": unit,
        "origin": "LAW",
        "subject": "Kearsipan",
        "people": 4,
        "basis": "UU 43/2009",
        "reason": "Wajib.",
    }
    first = officer.post("/v1/needs", body).json()["id"]
    letter = body | {"origin": "UNIT", "subject": "Menata arsip", "people": 30, "basis": "800/7/2026"}
    second = officer.post("/v1/needs", letter).json()["id"]
    training.deliver()
    where = f"/v1/needs?unit={unit}&status=OPEN"
    assert [one["id"] for one in officer.get(where).json()["items"]] == [second, first]
    merging = {"into": first, "reason": "Pokoknya sama."}
    assert officer.post(f"/v1/needs/{second}/merging", merging, version=1).status_code == 200
    training.deliver()
    [open] = officer.get(where).json()["items"]
    assert (open["id"], open["weight"], len(open["sources"])) == (first, 34, 2)
    asked = training.as_(people[2], "pegawai").post(
        "/v1/my-needs", {"subject": "Menata arsip", "reason": "Arsip penuh."}
    )
    assert asked.json()["id"] == first, "what is merged is spoken for where it went"
    declined = officer.post(f"/v1/needs/{first}/refusal", {"reason": "Tahun ini sudah."}, version=3)
    assert declined.status_code == 200
    problem(officer.post("/v1/needs", body), 409, "kebutuhan-sudah-diputuskan", "subject")


def found(unit, quarter, version=1):
    """feedback's event: a weak element of an index."""
    stream = f"gap-{uuid.uuid5(uuid.NAMESPACE_URL, unit + quarter)}"
    data = {
        "unit": unit, "subject": "time", "quarter": quarter, "source": "index", "people": 40, "mean": "19/8",
        "grade": "D", "link": f"/ikm/{uuid.UUID(int=1)}", "survey": str(uuid.UUID(int=1)), "service": "Loket",
    }  # fmt: skip
    envelope = {
        "specversion": "1.0", "id": f"{stream}@{version}", "source": "/asn/feedback",
        "type": "id.go.tanjungbalai.asn.feedback.gap.found.v1", "subject": stream, "time": "2026-11-01T02:00:00.000Z",
        "streamversion": version, "actor": "aduan:a1", "correlationid": "c1", "data": data,
    }  # fmt: skip
    return json.dumps(envelope).encode()


def test_what_the_public_says_of_a_unit_is_a_need_once_a_quarter(training, unit):
    (unit, _), officer = unit, training.staff("diklat")
    for name in ("Dinas Layanan", "Dinas Layanan", "Tak Dikenal"):
        training.deliver(found(name, "2026-Q3"))
    where = f"/v1/needs?unit={unit}&status=OPEN"
    [need] = officer.get(where).json()["items"]
    [source] = need["sources"]
    assert (need["subject"], need["quarter"], source["origin"]) == ("Waktu layanan", "2026-Q3", "INDEX")
    assert (need["weight"], source["link"]) == (40, f"/ikm/{uuid.UUID(int=1)}")
    training.deliver(found("dinas LAYANAN", "2026-Q4"))
    [need] = officer.get(where).json()["items"]
    assert ([one["quarter"] for one in need["sources"]], need["weight"]) == (["2026-Q3", "2026-Q4"], 40)
    path = f"/v1/needs/{need['id']}/refusal"
    assert officer.post(path, {"reason": "Loketnya sudah ditambah."}, version=2).status_code == 200
    training.deliver(found("DINAS layanan", "2026-Q3"))
    assert officer.get(where).json()["items"] == [], "what was decided for a quarter stays decided"


def test_who_has_no_unit_yet_is_told_so(training):
    person = str(uuid.uuid4())
    training.deliver(appointed(person=person, candidate=str(uuid.uuid4()), unit="Unit Tanpa Nama"))
    body = {"subject": "Kearsipan", "reason": "Saya mengurus arsip."}
    problem(training.as_(person, "pegawai").post("/v1/my-needs", body), 422, "unit-belum-dikenal")


def test_a_plan_of_accepted_needs_is_signed_by_the_head_and_stands_beside_what_was_done(training, unit):
    (unit, people), officer, head = unit, training.staff("diklat"), training.staff("pimpinan")
    year = wib_date(training.clock.now()).year
    [accepted] = officer.get(f"/v1/needs?unit={unit}&status=ACCEPTED").json()["items"]
    [course] = accepted_courses = officer.get(f"/v1/needs/{accepted['id']}").json()["courses"]
    assert len(accepted_courses) == 1
    path, item = f"/v1/plans/{year}", {"people": 5, "quarter": 4, "cost": 5_000_000, "fund": "APBD"}
    problem(officer.get(path), 404, "rencana-tidak-ada")
    problem(officer.post(f"{path}/items", item | {"need": accepted["id"]}), 422, "program-tanpa-isi", "title")
    put = officer.post(f"{path}/items", item | {"need": accepted["id"], "course": course["id"]})
    assert put.status_code == 200, put.text
    dear = {"budget": 4_000_000, "basis": "DPA 5.03.01"}
    problem(officer.post(f"{path}/proposal", dear, version=1), 422, "melebihi-anggaran", "budget")
    assert officer.post(f"{path}/proposal", dear | {"budget": 6_000_000}, version=1).status_code == 200
    turns = {who: who.get("/v1/waiting").json()["items"] for who in (officer, head)}
    assert {one["turn"] for one in turns[officer] if one["kind"] == "plan"} == {"other"}
    assert [(one["kind"], one["turn"], one["about"]) for one in turns[head]] == [("plan", "second", str(year))]

    read = head.get(path).json()
    assert (read["offered"]["items"][0]["title"], read["offered"]["cost"]) == ("Pelayanan Prima", 5_000_000)
    problem(officer.post(f"{path}/approval", {"proposed": read["proposed"]}, version=2), 403, "peran")
    assert head.post(f"{path}/approval", {"proposed": read["proposed"]}, version=2).status_code == 200
    learn(training, people[:2], course["id"])
    [edition] = training.staff("auditor").get(path).json()["editions"]
    assert (edition["edition"], [(one["people"], one["done"]) for one in edition["items"]]) == (1, [(5, 2)])
    assert officer.get("/v1/plans").json()["items"] == [
        {"year": year, "status": "draft", "programmes": 1, "cost": 5_000_000, "editions": 1}
    ]


def learn(training, people, course):
    """These people pass a session of the course that is held in this year."""
    officer, day = training.staff("diklat"), wib_date(training.clock.now()) + timedelta(days=1)
    session = {
        "course": course, "code": "LAYAN-S1", "place": "Aula", "capacity": 5, "closes": f"{day}T00:00:00+07:00",
        "days": [{"date": day.isoformat(), "begins": "08:00", "ends": "12:00"}],
    }  # fmt: skip
    made = officer.post("/v1/sessions", session)
    assert made.status_code == 201, made.text
    for one in people:
        assert officer.post(f"/v1/sessions/{made.json()['id']}/enrolments", {"person": one}).status_code == 201
        training.deliver()
    training.clock.forward(timedelta(days=1, hours=12))
    for one in officer.get(f"/v1/sessions/{made.json()['id']}/participants").json()["items"]:
        where = f"/v1/enrolments/{one['id']}"
        assert officer.post(f"{where}/attendance", {"date": day.isoformat()}).status_code in (200, 201)
        training.deliver()
        assert officer.post(f"{where}/outcome", {"score": None}).status_code in (200, 201)
    training.deliver()
