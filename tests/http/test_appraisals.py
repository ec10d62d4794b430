"""A performance cycle: a plan that two agree on, a rating, a dispute, and who may read which of it."""

import json
import secrets
import uuid
from datetime import date, timedelta
from decimal import Decimal

import bson
import pytest
from asnkit import states
from asnkit.wib import wib_date
from feedback.professionalism.groups import FEWEST
from feedback.rules.performance import VALUES

from .running import problem

pytestmark = pytest.mark.servers

DINAS, UPTD = str(uuid.uuid4()), str(uuid.uuid4())
MAYOR, CHIEF, HEAD, STAFF, NEXT, LONE = (str(uuid.uuid4()) for _ in range(6))
MANY = [str(uuid.uuid4()) for _ in range(10)]
MEETS = {"results": "SESUAI", "values": dict.fromkeys(VALUES, "SESUAI"), "note": "Sesuai rencana."}
WHY = MEETS | {"spread": "Gizi buruk turun separuh."}
PLAN = {"name": "Citra Lubis", "targets": ["1.200 arsip tertata sampai November."]}
SECRET = "Berkas tertata di lemari dua."


def told(stream, fact, version=1, **data):
    """training's event."""
    envelope = {
        "specversion": "1.0", "id": f"{stream}@{version}", "source": "/asn/training",
        "type": f"id.go.tanjungbalai.asn.training.{fact}.v1", "subject": stream, "time": "2021-01-04T02:00:00.000Z",
        "streamversion": version, "actor": "diklat:d1", "correlationid": "c1", "data": data,
    }  # fmt: skip
    return json.dumps(envelope).encode()


def unit(id, name, parent):
    kind = "UNDER" if parent else "AGENCY"
    since = {"since": "2020-01-02", "basis": "Perda 5/2019"}
    return told(f"unit-{id}", "unit.registered", called=name, kind=kind, parent=parent, **since)


def servant(person, where, job="Pengelola Arsip"):
    sealed = {"sealed": "v1", "kid": person, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
    data = {
        "person": person, "list": str(uuid.UUID(int=7)), "row": 2, "status": "PNS", "rank": "III/a", "unit": where,
        "job_code": "JP-0001", "job_name": job, "decree_no": "821/1/2021", "effective_date": "2021-01-04",
    }  # fmt: skip
    named = dict.fromkeys(("name", "nip", "birth_date"), sealed)
    return told(f"civil_servant-{person}", "civil_servant.registered", **data, **named)


def head(id, person, since="2021-01-04", version=1):
    more = {"unit": id, "acting": False, "since": since, "decree_no": "821/4/2021"}
    return told(f"headship-{id}", "headship.assigned", version, person=person, **more)


@pytest.fixture(scope="module")
def feedback(serve):
    """Dinas Sosial, led by CHIEF, and under it UPTD Gizi, led by HEAD; LONE works where nobody leads."""
    running = serve("feedback")
    running.deliver(
        unit(DINAS, "Dinas Sosial", None), unit(UPTD, "UPTD Gizi", DINAS),
        *(servant(one, "UPTD GIZI") for one in (HEAD, STAFF, NEXT, *MANY)), servant(CHIEF, "Dinas Sosial"),
        servant(LONE, "Kantor Lama"), head(UPTD, HEAD), head(DINAS, CHIEF),
    )  # fmt: skip
    return running


@pytest.fixture(scope="module")
def cycle(feedback):
    today, manager = wib_date(feedback.clock.now()), feedback.staff("penilai")
    day = today.isoformat()
    body = {"begins": f"{today.year}-01-01", "ends": f"{today.year}-12-31", "on": day, "plan_until": day}
    body |= {"rate_from": day, "rate_until": day, "settle_until": (today + timedelta(days=30)).isoformat()}
    problem(feedback.staff("aduan").post("/v1/cycles", body), 403, "peran")
    problem(manager.post("/v1/cycles", body | {"ends": body["begins"]}), 422, "masa-terbalik", "ends")
    made = manager.post("/v1/cycles", body)
    assert made.status_code == 201, made.text
    return made.json()["id"]


def person(feedback, id):
    return feedback.as_(id, "pegawai")


def act(who, id, step, body=None, status=200):
    """The step on what the person sees now."""
    shown = who.get(f"/v1/appraisals/{id}")
    assert shown.status_code == 200, shown.text
    done = who.post(f"/v1/appraisals/{id}/{step}", body or {}, version=shown.json()["version"])
    assert done.status_code == status, done.text
    return done


def planned(feedback, cycle, who):
    sent = person(feedback, who).post(f"/v1/cycles/{cycle}/plan", PLAN)
    assert sent.status_code == 201, sent.text
    return sent.json()["id"]


def test_from_a_plan_over_a_dispute_to_the_second_look_and_only_those_concerned_read_it(feedback, cycle):
    mine, leads, above, manager = (person(feedback, STAFF), person(feedback, HEAD), person(feedback, CHIEF),
                                   feedback.staff("penilai"))  # fmt: skip
    [own] = mine.get("/v1/my-appraisals").json()["items"]
    assert (own["takes_part"], own["superior"], own["appraisal"]) == (True, True, None)
    id = planned(feedback, cycle, STAFF)
    waiting = {one["person"]: one for one in leads.get("/v1/team-appraisals").json()["items"]}
    assert set(waiting) == {STAFF, NEXT, *MANY}, "everybody there but the head"
    assert (waiting[STAFF]["name"], waiting[STAFF]["may"]) == ("Citra Lubis", ["agree", "return"])
    assert (waiting[NEXT]["id"], waiting[NEXT]["may"]) == (None, [])
    assert [one["person"] for one in above.get("/v1/team-appraisals").json()["items"]] == [HEAD]

    problem(person(feedback, NEXT).get(f"/v1/appraisals/{id}"), 404, "penilaian-tidak-ada")
    problem(feedback.staff("aduan").get(f"/v1/appraisals/{id}"), 403, "peran")
    act(leads, id, "return", {"reason": "Ukurannya belum ada."})
    assert mine.get(f"/v1/appraisals/{id}").json()["returned"] == "Ukurannya belum ada."
    planned(feedback, cycle, STAFF)
    problem(act(above, id, "agreement", status=403), 403, "bukan-atasan")
    act(leads, id, "agreement")
    act(mine, id, "report", {"report": SECRET})
    problem(act(leads, id, "report", {"report": SECRET}, 404), 404, "penilaian-tidak-ada")
    act(leads, id, "rating", MEETS | {"results": "DIBAWAH"})
    act(mine, id, "dispute", {"reason": "Arsip pindahan tidak dihitung."})
    [second] = [one for one in above.get("/v1/team-appraisals").json()["items"] if one["person"] == STAFF]
    assert second["may"] == ["review"]
    act(above, id, "review", MEETS | {"results": "DIATAS"})
    shown = manager.get(f"/v1/appraisals/{id}").json()
    assert [(one["kind"], one["predicate"], one["mine"]) for one in shown["ratings"]] == [
        ("rated", "BUTUH_PERBAIKAN", False), ("reviewed", "BAIK", False),
    ]  # fmt: skip
    assert (shown["report"], shown["targets"], shown["may"]) == (SECRET, PLAN["targets"], [])


def test_what_was_said_of_somebody_is_in_no_event_in_the_clear_and_every_reading_is_recorded(feedback, cycle):
    id = planned(feedback, cycle, NEXT)
    before = feedback.runtime.db.state.count_documents({"aggregate": "appraisal_reading"})
    leads = person(feedback, HEAD)
    brief = leads.get("/v1/team-appraisals?names=false").json()["items"]
    assert {one["name"] for one in brief} == {None}, "and that is no reading"
    act(leads, id, "agreement")
    act(leads, id, "rating", MEETS)
    person(feedback, NEXT).get(f"/v1/appraisals/{id}")
    read = list(feedback.runtime.db.state.find({"aggregate": "appraisal_reading"}))
    assert len(read) == before + 2, "the head looked twice; one's own is no reading"
    assert read[-1]["data"]["persons"] == [NEXT]
    said = b"".join(one.raw for one in feedback.committed())
    assert not any(word.encode() in said for word in (SECRET, *PLAN["targets"], PLAN["name"], "BAIK", "SESUAI"))


def test_who_has_no_superior_is_told_so_and_who_did_not_serve_takes_no_part(feedback, cycle):
    [own] = person(feedback, LONE).get("/v1/my-appraisals").json()["items"]
    assert own["superior"] is False
    problem(person(feedback, LONE).post(f"/v1/cycles/{cycle}/plan", PLAN), 409, "tanpa-atasan")
    nobody = person(feedback, str(uuid.uuid4()))
    assert nobody.get("/v1/my-appraisals").json()["items"] == []
    problem(nobody.post(f"/v1/cycles/{cycle}/plan", PLAN), 403, "bukan-peserta")


def test_a_unit_that_would_be_better_than_its_own_predicate_is_asked_why_and_is_compared_in_counts(feedback, cycle):
    manager, leads = feedback.staff("penilai"), person(feedback, HEAD)
    problem(
        manager.post(f"/v1/cycles/{cycle}/units", {"unit": LONE, "predicate": "BAIK"}), 404, "unit-tidak-ada", "unit"
    )
    assert manager.post(f"/v1/cycles/{cycle}/units", {"unit": UPTD, "predicate": "BAIK"}).status_code == 200
    for one in MANY:
        id = planned(feedback, cycle, one)
        act(leads, id, "agreement")
        version = leads.get(f"/v1/appraisals/{id}").json()["version"]
        where = f"/v1/appraisals/{id}/rating"
        problem(leads.post(where, MEETS, version=version), 422, "alasan-sebaran", "spread")
        assert leads.post(where, WHY, version=version).status_code == 200
    problem(leads.get(f"/v1/cycles/{cycle}/calibration"), 403, "peran")
    found = manager.get(f"/v1/cycles/{cycle}/calibration").json()
    assert (found["population"], found["without_superior"]) == (15, 2), "the head of all, and who has no unit"
    [dinas, uptd] = found["units"]
    assert (dinas["name"], dinas["rated"], dinas["cells"], dinas["exceeds"]) == ("Dinas Sosial", 0, None, None)
    assert (uptd["people"], uptd["rated"], uptd["exceeds"]) == (13, 12, True)
    assert uptd["cells"][1][1] == 11 and uptd["cells"][0][1] == 1
    listed = manager.get(f"/v1/cycles/{cycle}/appraisals").json()
    assert listed["total"] == 12 and "name" not in listed["items"][0]


def test_after_a_change_of_heads_the_new_one_decides_and_sees_what_the_first_one_gave(feedback, cycle):
    id = planned(feedback, cycle, HEAD)
    chief = person(feedback, CHIEF)
    act(chief, id, "agreement")
    act(chief, id, "rating", WHY)
    feedback.deliver(servant(MAYOR, "Dinas Sosial"), head(DINAS, MAYOR, wib_date(feedback.clock.now()).isoformat(), 2))
    problem(act(chief, id, "rating", WHY, 403), 403, "bukan-atasan")
    new = person(feedback, MAYOR)
    assert [one["predicate"] for one in new.get(f"/v1/appraisals/{id}").json()["ratings"]] == ["BAIK"]
    act(new, id, "rating", WHY | {"results": "DIATAS", "values": dict.fromkeys(VALUES, "DIATAS")})
    mine = person(feedback, HEAD)
    act(mine, id, "acknowledgement")
    shown = mine.get(f"/v1/appraisals/{id}").json()
    assert ([one["predicate"] for one in shown["ratings"]], shown["status"]) == (
        ["BAIK", "SANGAT_BAIK"],
        "acknowledged",
    )


def test_colleagues_answer_with_a_code_and_nobody_can_tell_who_of_them_said_what(feedback, cycle):
    """Two worlds: of the first person one colleague thinks least, of the second another; what is kept is the same."""
    first, second, peers, leads = str(uuid.uuid4()), str(uuid.uuid4()), MANY[:4], person(feedback, HEAD)
    feedback.deliver(*(servant(one, "UPTD GIZI") for one in (first, second)))
    kept = _asked_and_answered(feedback, cycle, first, peers, peers[0])
    assert kept == _asked_and_answered(feedback, cycle, second, peers, peers[1])

    [shown] = [one["appraisal"] for one in person(feedback, first).get("/v1/my-appraisals").json()["items"]]
    told = shown["peers"]
    assert (told["answers"], told["closed"], told["enough"], len(told["asked"])) == (3, True, True, 4)
    assert told["values"] == dict.fromkeys(VALUES, "2.00") | {"LOYAL": "1.67"}
    assert leads.get(f"/v1/appraisals/{shown['id']}").json()["peers"]["values"] == told["values"]
    seen = feedback.staff("penilai").get(f"/v1/appraisals/{shown['id']}").json()["peers"]
    assert (seen["values"], seen["answers"]) == (None, 3), "for nobody else"
    found = feedback.staff("penilai").get(f"/v1/cycles/{cycle}/calibration").json()
    assert (found["heard"], found["peer_answers"]) == (2, 6)
    assert not any(b"DIBAWAH" in one.raw for one in feedback.committed())


def _asked_and_answered(feedback, cycle, who, peers, harsh):
    """Everything that is kept of it without what is random, as seen with the service's own rights."""
    leads, id = person(feedback, HEAD), planned(feedback, cycle, who)
    act(leads, id, "agreement")
    asking, where = f"/v1/appraisals/{id}/peers", f"/v1/appraisals/{id}/peer-answers"
    offered = {one["person"] for one in leads.get(asking).json()["candidates"]}
    assert set(peers) <= offered and not offered & {who, HEAD}
    problem(person(feedback, who).get(asking), 404, "penilaian-tidak-ada")
    problem(act(leads, id, "peers", {"peers": peers[:2]}, 422), 422, "rekan-terlalu-sedikit", "peers")
    act(leads, id, "peers", {"peers": peers})
    for peer in peers:
        asked = person(feedback, peer).get("/v1/my-peer-requests").json()["items"]
        assert [(one["name"], one["taken"]) for one in asked if one["appraisal"] == id] == [("Citra Lubis", False)]

    before, codes = _naming(feedback, peers), []
    problem(_take(feedback, NEXT, id), 404, "penilaian-tidak-ada")
    for peer in peers:
        form = secrets.token_urlsafe(18)
        codes.append(_take(feedback, peer, id, form).json()["code"])
        assert _take(feedback, peer, id, form).json()["code"] == codes[-1], "the form sent again"
        problem(_take(feedback, peer, id), 409, "kode-sudah-diambil")
    meets = dict.fromkeys(VALUES, "SESUAI")
    for peer, code in zip(peers[:3], codes, strict=False):
        said = {"code": code, "values": meets | ({"LOYAL": "DIBAWAH"} if peer == harsh else {})}
        assert feedback.public.post(where, said).status_code == 201
        problem(feedback.public.post(where, said), 409, "kode-terpakai", "code")
    guessed = {"code": "2222-2222-2222-2222-2222", "values": meets}
    problem(feedback.public.post(where, guessed), 422, "kode-tidak-dikenal", "code")
    assert _naming(feedback, peers) == before, "neither a code nor an answer leaves a name"
    act(leads, id, "peers-closing")
    problem(feedback.public.post(where, {"code": codes[3], "values": meets}), 409, "pendapat-ditutup")

    runtime, kept = feedback.runtime, []
    for stream, _, state in states.every(runtime.db, "peer", appraisal=id):
        [commit] = runtime.db.commits.find({"stream": stream})
        event = json.loads(bytes(commit["events"][0]["bytes"]))
        assert (event["actor"], event["time"][11:]) == ("publik:-", "17:00:00.000Z")
        kept.append((sorted(event), state["day"], runtime.vault.open(stream, "answer", state["answer"])))
    claims = runtime.db.claims.find({"stream": f"appraisal-{id}"})
    return sorted(kept), sorted(one["_id"].replace(id, "").partition("/")[0] for one in claims)


def _take(feedback, who, id, form="q83vEjRWeJCrze8Sq83vEj"):
    return person(feedback, who).post(f"/v1/appraisals/{id}/peer-code", {"form": form})


def _naming(feedback, people):
    """(collection, _id) of whatever names one of these people."""
    db, names = feedback.runtime.db, [one.encode() for one in people]
    return {
        (name, str(found["_id"]))
        for name in db.list_collection_names()
        for found in db[name].find()
        if any(one in bson.encode(found) for one in names)
    }


def test_ip_asn_is_made_of_facts_that_are_seen_by_those_concerned_and_said_in_no_event(feedback):
    who, today = MANY[9], wib_date(feedback.clock.now()).isoformat()
    mine, leads, manager = person(feedback, who), person(feedback, HEAD), feedback.staff("penilai")
    problem(person(feedback, str(uuid.uuid4())).get("/v1/my-professionalism"), 404, "ip-asn-tidak-ada")
    id = str(uuid.uuid4())
    course = {"enrolment": id, "person": who, "session": id, "course": id, "code": "ARS-1", "title": "Arsip"}
    course |= {"hours": 24, "kind": "TECHNICAL", "completed_on": today, "certificate_no": "ARS-1/001"}
    feedback.deliver(told(f"certificate-{id}", "certificate.issued", **course))

    degree = {"kind": "EDUCATION", "title": "Ilmu Kearsipan Rahasia", "number": "UN-77", "issuer": "USU", "day": today}
    problem(mine.post("/v1/my-evidence", degree | {"value": "S9"}), 422, "isian", "value")
    handed = mine.post("/v1/my-evidence", degree | {"value": "S2"}).json()
    waiting = mine.get("/v1/my-professionalism").json()
    assert ("EDUCATION" in waiting["missing"], waiting["category"], waiting["complete"]) == (True, None, False)
    assert [one["title"] for one in waiting["handed_in"]] == ["Ilmu Kearsipan Rahasia"]
    problem(leads.get(f"/v1/evidence/{handed['id']}"), 403, "peran")
    assert {"id": handed["id"], "kind": "EDUCATION"}.items() <= manager.get("/v1/evidence").json()["items"][0].items()
    seen = manager.get(f"/v1/evidence/{handed['id']}").json()
    assert (seen["content"]["value"], seen["content"]["number"]) == ("S2", "UN-77")
    path = f"/v1/evidence/{handed['id']}/validation"
    assert manager.post(path, {}, version=seen["version"]).status_code == 200
    skp = degree | {"kind": "PREDICATE", "title": "SKP di Medan", "value": "CUKUP"}
    late = mine.post("/v1/my-evidence", skp).json()
    why = {"reason": "Belum ditandatangani."}
    assert manager.post(f"/v1/evidence/{late['id']}/refusal", why, version=1).status_code == 200
    decree = {"level": "SEDANG", "decree_no": "862/1/2026", "day": today}
    problem(leads.post(f"/v1/professionalism/{who}/sanctions", decree), 403, "peran")
    kept = manager.post(f"/v1/professionalism/{who}/sanctions", decree).json()

    found = leads.get(f"/v1/professionalism/{who}").json()
    points = {one["name"]: one["points"] for one in found["dimensions"]}
    assert (points["qualification"], points["competence"], points["discipline"]) == ("20.0", "22.5", "2.0")
    assert {one["source"] for one in found["facts"]} >= {"certificate", "evidence", "sanction"}
    assert [one["reason"] for one in found["handed_in"]] == ["Belum ditandatangani."]
    assert manager.post(f"/v1/sanctions/{kept['id']}/withdrawal", why, version=1).status_code == 200
    assert mine.get("/v1/my-professionalism").json()["dimensions"][3]["points"] == "5.0"
    problem(person(feedback, NEXT).get(f"/v1/professionalism/{who}"), 404, "ip-asn-tidak-ada")

    problem(leads.get("/v1/professionalism"), 403, "peran")
    feedback.deliver(*(servant(str(uuid.uuid4()), "Kantor Lama") for _ in range(12)))
    groups = manager.get("/v1/professionalism").json()
    shown = {one["name"]: one["points"] for one in groups["units"]}
    assert (shown["Dinas Sosial"], len(shown)) == (None, 3), "fewer than ten"
    assert groups["city"]["people"] > 2 * FEWEST and groups["city"]["categories"]["SANGAT_TINGGI"] == 0
    plan = manager.get("/v1/professionalism/plan?rise=2").json()
    assert [(one["part"], one["group"]) for one in plan["actions"]] == [("seminar", "PELAKSANA")]
    assert Decimal(plan["after"]) >= Decimal(plan["before"]) + 2 and plan["before"] == groups["city"]["points"]
    dear = {"kind": "seminar", "hours": 8, "money": 900_000_000, "basis": "Standar biaya 2027"}
    problem(leads.post("/v1/training-prices", dear), 403, "peran")
    assert manager.post("/v1/training-prices", dear).status_code == 200
    problem(manager.post("/v1/training-prices", dear), 422, "harga-sama")
    priced = {one["kind"]: one for one in manager.get("/v1/training-prices").json()["items"]}
    assert [one["by"].partition(":")[0] for one in priced["seminar"]["settings"]] == ["penilai"]
    assert (priced["seminar"]["money"], priced["technical"]["settings"]) == (900_000_000, [])
    other = manager.get("/v1/professionalism/plan?rise=2").json()
    assert {one["part"] for one in other["actions"]} == {"technical"}, "the seminar has become too dear"
    problem(manager.get(f"/v1/professionalism/plan?unit={DINAS}"), 409, "terlalu-sedikit-orang")
    read = feedback.runtime.db.state.find({"aggregate": "appraisal_reading", "data.persons": [who]})
    assert {"index", "evidence"} <= {one["data"]["what"] for one in read}
    said = b"".join(one.raw for one in feedback.committed())
    assert not any(word.encode() in said for word in ("Rahasia", "UN-77", "SEDANG", "862/1", "CUKUP", "Medan"))


def test_nothing_is_rated_after_the_last_day(feedback, cycle):
    feedback.clock.forward(timedelta(days=1))
    leads = person(feedback, HEAD)
    [one] = [one for one in leads.get("/v1/team-appraisals").json()["items"] if one["person"] == NEXT]
    problem(act(leads, one["id"], "rating", WHY, 409), 409, "sudah-lewat")
    act(person(feedback, NEXT), one["id"], "acknowledgement")


def test_the_cycle_moves_by_two_and_everybody_of_it_is_told(feedback, cycle):
    manager, head = feedback.staff("penilai"), feedback.staff("pimpinan")
    before = feedback.public.get(f"/v1/cycles/{cycle}").json()
    last = (date.fromisoformat(before["settle_until"]) + timedelta(days=14)).isoformat()
    body = {"cycle": cycle, "after": {"settle_until": last}, "reason_code": "EMERGENCY", "letter": "800/112/BKPSDM"}
    problem(head.post("/v1/cycle-changes", body), 403, "peran")
    past = body | {"after": {"settle_until": (date.fromisoformat(before["begins"])).isoformat()}}
    problem(manager.post("/v1/cycle-changes", past), 422, "hari-lampau", "settle_until")
    problem(manager.post("/v1/cycle-changes", body | {"cycle": str(uuid.uuid4())}), 404, "siklus-tidak-ada")
    path = f"/v1/cycle-changes/{manager.post('/v1/cycle-changes', body).json()['id']}"
    problem(manager.post("/v1/cycle-changes", body), 409, "perubahan-menunggu")
    assert feedback.public.get(f"/v1/cycles/{cycle}").json()["settle_until"] == before["settle_until"]

    read = head.get(path).json()
    signed = {"proposed": read["proposed"]}
    problem(manager.post(f"{path}/approval", signed, version=read["version"]), 403, "penanda-tangan-sama")
    assert head.post(f"{path}/approval", signed, version=read["version"]).status_code == 200
    after = feedback.public.get(f"/v1/cycles/{cycle}").json()
    assert after["settle_until"] == last and [one["after"] for one in after["moves"]] == [{"settle_until": last}]
    for one in (STAFF, NEXT, HEAD, CHIEF, LONE):
        items = person(feedback, one).get("/v1/my-appraisals").json()["items"]
        assert [item["moved_at"] for item in items if item["cycle"] == cycle] == [after["moves"][0]["at"]]
        assert person(feedback, one).get("/v1/waiting-appraisals").json()["moved"] == [after["moves"][0]["at"]]
    again = manager.post("/v1/cycle-changes", body | {"after": {"settle_until": before["settle_until"]}})
    assert again.status_code == 201, "the next one may be proposed"
