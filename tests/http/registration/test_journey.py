"""One period from its announcement to the list after objections, as people and offices drive it."""

import hashlib
import json
from datetime import timedelta

import pytest
from asnkit.catalogue import discover
from asnkit.events import Event, new_id

from tests.http.running import problem
from tests.papers import PDF, as_kept
from tests.unit.registration.test_formation_list import CLERK, NURSE, sheet

from .applying import ready, submitted

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def lines(city, period):
    """The formation list, first with a fault, then published."""
    clerk = city.staff("panitia")
    where = "/v1/formation-lists?period=CPNS-2024&file=formasi.csv"
    faulty = clerk.post(where, data=sheet(NURSE, CLERK.replace("Pelaksana", "Titipan"))).json()
    assert (faulty["id"], [(e["row"], e["column"]) for e in faulty["errors"]]) == (None, [(3, "Jenis Jabatan")])
    good = clerk.post(where, data=sheet(NURSE, CLERK)).json()
    assert (good["lines"], good["quota"], good["errors"], good["approved"]) == (2, 4, [], False)
    again = clerk.post(where, data=sheet(NURSE, CLERK)).json()
    assert again["id"] == good["id"]
    approval = f"/v1/formation-lists/{good['id']}/approval"
    answer = clerk.post(approval, version=good["version"])
    assert (answer.status_code, len(answer.json()["events"])) == (200, 3), answer.text
    problem(clerk.post(approval, version=2), 409, "daftar-sudah-terbit")
    city.deliver()
    items = city.public.get("/v1/vacancies?period=CPNS-2024").json()["items"]
    return {item["need_type"]: item for item in items}


@pytest.fixture(scope="module")
def people(city, lines):
    return [submitted(city, lines) for _ in range(3)]


def test_what_is_missing_is_named_before_and_at_submission(city, lines):
    someone = city.applicant()
    started = someone.post("/v1/applications", {"vacancy": lines["UMUM"]["id"]}).json()
    mine = someone.get(f"/v1/applications/mine/{started['id']}").json()
    assert mine["missing"][:3] == ["education", "statements", "id_card"]
    path = f"/v1/applications/{started['id']}/submission"
    agreed = {"truthful": True, "data_use": True}
    problem(someone.post(path, agreed, version=1), 422, "bagian-belum-lengkap", "education")
    problem(someone.post(path, agreed), 428, "versi-wajib", "If-Match")
    problem(someone.post(path, agreed, version=7), 412, "versi-lama")
    problem(someone.post(path, {"truthful": False, "data_use": True}, version=1), 422, "isian", "truthful")
    other = someone.post("/v1/applications", {"vacancy": lines["DISABILITAS"]["id"]})
    problem(other, 409, "sudah-melamar", "vacancy")
    assert someone.post(f"/v1/applications/{started['id']}/withdrawal", {}, version=1).status_code == 200
    assert someone.post("/v1/applications", {"vacancy": lines["DISABILITAS"]["id"]}).status_code == 201


def test_a_submission_is_answered_once_with_its_number(city, lines):
    someone = ready(city, lines)
    path = f"/v1/applications/{someone.application}/submission"
    agreed = {"truthful": True, "data_use": True}
    first = someone.post(path, agreed, version=4, key="k1").json()
    again = someone.post(path, agreed, version=4, key="k1").json()
    assert (again["repeated"], again["extra"], again["promise"]) == (True, first["extra"], first["promise"])
    problem(someone.post(path, agreed, version=5), 409, "sudah-dikirim")
    mine = someone.get(f"/v1/applications/mine/{someone.application}").json()
    assert (mine["status"], mine["participant_no"]) == ("submitted", first["extra"]["participant_no"])
    assert mine["education"]["gpa"] == "3.45"
    assert {check["rule"]: check["result"] for check in mine["checks"]} == {
        "age": "meets", "education": "meets", "gpa": "meets", "identity": "meets",
    }  # fmt: skip
    stranger = city.applicant()
    problem(stranger.get(f"/v1/applications/mine/{someone.application}"), 404, "lamaran-tidak-ada")


def check_files(city, lines, people):
    """Three verifiers empty the queue; the first two people become TMS."""
    refused = {person.application for person in people[:2]}
    for turn in range(100):
        verifier = city.staff("verifikator", f"v{turn % 3}")
        taken = verifier.post("/v1/verifications/next", {"period": "CPNS-2024"})
        if taken.status_code == 404:
            return
        id = taken.json()["id"]
        queue = verifier.get("/v1/verifications?period=CPNS-2024").json()
        assert [item["id"] for item in queue["items"]] == [id]
        assert city.waits(verifier, id) == [("file", "you", 1, None)]
        file = verifier.get(f"/v1/applications/{id}/file").json()
        assert file["applicant"]["name"] == "Budi Santoso Rahayu"
        diploma = next(item["document"] for item in file["documents"] if item["kind"] == "diploma")
        problem(verifier.get(f"/v1/documents/{diploma}/content"), 403, "belum-dibuka")
        problem(verifier.get(f"/v1/documents/{diploma}/pages/1"), 403, "belum-dibuka")
        assert verifier.get(f"/v1/applications/{id}/pages").json() == {"documents": []}
        look_at_all(city, verifier, id, file, diploma)
        assert verifier.get(f"/v1/documents/{diploma}/content").content == as_kept(PDF)
        body = {"verdict": "TMS", "reasons": ["DIPLOMA", "PHOTO"]} if id in refused else {"verdict": "MS"}
        other = city.staff("verifikator", "someone-else")
        problem(other.post(f"/v1/applications/{id}/verdict", body, version=file["version"]), 409, "bukan-pemegang")
        problem(other.get(f"/v1/documents/{diploma}/content"), 403, "bukan-pemegang")
        problem(other.get(f"/v1/documents/{diploma}/pages/1"), 403, "bukan-pemegang")
        problem(other.post(f"/v1/applications/{id}/views", {}), 409, "bukan-pemegang")
        problem(other.post(f"/v1/documents/{diploma}/views", {}), 403, "bukan-pemegang")
        answer = verifier.post(f"/v1/applications/{id}/verdict", body, version=file["version"])
        assert answer.status_code == 200, answer.text


def look_at_all(city, verifier, id, file, diploma):
    """One click opens every document, each recorded for itself; then each page is a picture with the reader's mark."""
    opened = verifier.post(f"/v1/applications/{id}/views", {})
    papers = [one["document"] for one in file["documents"]]
    assert (opened.status_code, len(opened.json()["events"])) == (200, len(papers)), opened.text
    for paper in papers:
        [view] = city.runtime.store.load(f"document-{paper}").state["viewed"]
        assert view["by"].startswith("verifikator:")
    counted = verifier.get(f"/v1/applications/{id}/pages").json()["documents"]
    assert counted == [{"document": paper, "pages": 1} for paper in papers]
    page = verifier.get(f"/v1/documents/{diploma}/pages/1?longest=1600&turn=90")
    assert (page.headers["Content-Type"], page.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    problem(verifier.get(f"/v1/documents/{diploma}/pages/2"), 404, "halaman-tidak-ada")
    problem(verifier.get(f"/v1/documents/{diploma}/pages/1?longest=90000"), 422, "isian", "longest")


def test_from_the_file_check_to_the_list_after_objections(city, lines, people, period):
    check_files(city, lines, people)
    first, second, third = people
    chair = city.staff("ketua")
    letter = {"period": "CPNS-2024", "stage": "administrasi", "number": "800/512/2024", "title": "Hasil Administrasi"}
    problem(chair.post("/v1/announcements", letter), 409, "pendaftaran-masih-buka")
    assert first.get(f"/v1/applications/mine/{first.application}").json()["status"] == "submitted"
    city.deliver()
    told = first.get(f"/v1/applications/mine/{first.application}/timeline").json()["items"]
    assert [entry["what"].rpartition(".")[2] for entry in told] == ["submitted", "started"]

    city.clock.forward(timedelta(days=5, minutes=1))
    announced = chair.post("/v1/announcements", letter)
    assert announced.status_code == 201, announced.text
    problem(chair.post("/v1/announcements", letter), 409, "sudah-diumumkan", "stage")
    id = announced.json()["id"]
    shown = city.public.get(f"/v1/announcements/{id}").json()
    assert shown["counts"] == {"MS": 2, "TMS": 2}
    exact = city.public.get(f"/v1/announcements/{id}/list").content
    assert hashlib.sha256(exact).hexdigest() == shown["list_sha256"]
    rows = city.public.get(f"/v1/announcements/{id}/rows?participant_no={first.number}").json()
    assert rows["items"] == [
        {
            "participant_no": first.number,
            "name": "B***",
            "code": "TMS",
            "job_name": "Perawat Ahli Pertama",
        }
    ]
    assert first.get(f"/v1/applications/mine/{first.application}").json()["status"] == "TMS"

    objection = {"application": first.application, "contests": ["DIPLOMA"], "text": "Ijazah saya lengkap."}
    problem(first.post("/v1/objections", objection), 409, "sanggah-belum-dibuka")
    city.clock.forward(timedelta(days=1))
    filed = first.post("/v1/objections", objection)
    assert filed.status_code == 201, filed.text
    problem(first.post("/v1/objections", objection), 409, "sudah-menyanggah")
    assert second.post("/v1/objections", objection | {"application": second.application}).status_code == 201
    problem(third.post("/v1/objections", objection | {"application": third.application}), 409, "bukan-tms")

    verifier = city.staff("verifikator", "v9")
    city.deliver()
    waiting = verifier.get("/v1/objections?period=CPNS-2024&status=filed").json()
    assert waiting["by_status"] == {"filed": 2}
    due = shown["republish_by"]
    for answering in (verifier, city.staff("panitia")):
        assert city.waits(answering, "CPNS-2024") == [("objections", "you", 2, due)]
    assert city.waits(chair, "CPNS-2024") == [], "the chair accepts what others propose"
    for item in waiting["items"]:
        opened = verifier.get(f"/v1/objections/{item['id']}").json()
        assert opened["text"] == "Ijazah saya lengkap."
        accepted = item["application"] == first.application
        body = {"fallen": ["DIPLOMA"], "standing": ["PHOTO"], "answer": "Sudah kami periksa kembali."}
        body |= {"fallen": ["DIPLOMA", "PHOTO"], "standing": []} if accepted else {}
        body["reason_code"] = "COMMITTEE_ERROR" if accepted else "APPLICANT_ERROR"
        assert (opened["reasons"], opened["may"]) == (["DIPLOMA", "PHOTO"], ["answer"])
        judged = city.runtime.store.load(f"application-{item['application']}").state["verdicts"][-1]
        himself = city.as_(judged["by"].partition(":")[2], "verifikator")
        path = f"/v1/objections/{item['id']}/answer"
        problem(himself.post(path, body, version=opened["version"]), 403, "pemutus-sendiri")
        assert himself.get(f"/v1/objections/{item['id']}").json()["may"] == []
        half = body | {"standing": [], "fallen": ["DIPLOMA"]}
        problem(verifier.post(path, half, version=opened["version"]), 422, "alasan-belum-dijawab", "standing")
        answer = verifier.post(path, body, version=opened["version"])
        assert (answer.status_code, len(answer.json()["events"])) == (200, 1 if accepted else 3)
        if accepted:
            proposed, others = item["id"], [verifier, himself]

    letter |= {"stage": "pasca_sanggah", "number": "800/530/2024", "title": "Hasil Pasca Sanggah"}
    problem(chair.post("/v1/announcements", letter), 409, "sanggah-masih-buka")
    city.clock.forward(timedelta(days=3))
    problem(chair.post("/v1/announcements", letter), 409, "sanggahan-belum-dijawab")
    accept(city, proposed, others, first)
    after = chair.post("/v1/announcements", letter).json()
    told = city.public.get(f"/v1/announcements/{after['id']}/changes").json()
    moved = {"participant_no": first.number, "before": "TMS", "after": "MS"}
    assert told == {"replaces": id, "items": [moved], "total": 1}
    assert city.public.get(f"/v1/announcements/{id}/changes").json() == {"replaces": None, "items": [], "total": 0}
    [told] = [one for one in chair.get("/v1/waiting").json()["periods"] if one["period"] == "CPNS-2024"]
    progress = chair.get("/v1/periods/CPNS-2024/progress").json()
    assert {**progress, "at": told["at"]}.items() <= told.items()
    assert not told["open"] and sorted(told["announced"]) == ["administrasi", "pasca_sanggah"]
    assert told["announced"]["administrasi"]["republish_by"] == shown["republish_by"]
    assert city.public.get(f"/v1/announcements/{after['id']}").json()["counts"] == {"MS": 3, "TMS": 1}
    assert city.public.get(f"/v1/announcements/{id}").json()["replaced_by"] == after["id"]
    assert city.public.get(f"/v1/announcements/{id}/list").content == exact
    city.deliver()
    counts = city.public.get("/v1/periods/CPNS-2024/counts").json()
    assert (counts["applications"]["MS"], counts["applications"]["TMS"]) == (3, 1)
    assert counts["objections"] == {"filed": 2, "accepted": 1, "rejected": 1}
    mine = first.get("/v1/objections/mine").json()["items"]
    assert [(one["status"], one["answer"]) for one in mine] == [("accepted", "Sudah kami periksa kembali.")]


def accept(city, id, others, applicant):
    """What one person proposed waits for another one, untold; neither the first nor the verdict's actor is that one."""
    path = f"/v1/objections/{id}/acceptance"
    second = city.staff("ketua")
    assert city.waits(second, id) == [("acceptance", "second", 1, None)]
    first, judge = others
    assert city.waits(first, id) == [("acceptance", "other", 1, None)] and city.waits(judge, id) == []
    city.deliver()
    assert city.waits(first, "CPNS-2024") == [], "nothing is left without an answer"
    [mine] = applicant.get("/v1/objections/mine").json()["items"]
    assert (mine["version"], mine["status"], mine["answer"], mine["fallen"]) == (1, "filed", None, [])
    assert not {"proposed", "may", "reasons"} & mine.keys()
    assert applicant.get(f"/v1/applications/mine/{applicant.application}").json()["status"] == "TMS"
    told = applicant.get(f"/v1/applications/mine/{applicant.application}/timeline").json()["items"]
    assert {entry["what"] for entry in told if ".objection." in entry["what"]} <= {"registration.objection.filed"}
    opened = second.get(f"/v1/objections/{id}").json()
    assert (opened["may"], opened["answer"]) == (["accept"], "Sudah kami periksa kembali.")
    signed = {"proposed": {name: opened["proposed"][name] for name in ("event", "sha256")}}
    for other, rule in zip(others, ("penanda-tangan-sama", "pemutus-sendiri"), strict=True):
        problem(other.post(path, signed, version=opened["version"]), 403, rule)
    unread = {"proposed": {**signed["proposed"], "sha256": "0" * 64}}
    problem(second.post(path, unread, version=opened["version"]), 409, "bukan-yang-dibaca", "proposed")
    [row] = [one for one in second.get("/v1/objections?period=CPNS-2024").json()["items"] if one["id"] == id]
    assert (row["status"], row["proposed"]["yours"]) == ("filed", False)
    answer = second.post(path, signed, version=opened["version"])
    assert (answer.status_code, len(answer.json()["events"])) == (200, 3), answer.text


def test_lists_and_timelines_follow(city, lines, people):
    first = people[0]
    city.deliver(appointed(first))
    told = first.get(f"/v1/applications/mine/{first.application}/timeline").json()["items"]
    assert [entry["what"].rpartition("registration.")[2] for entry in told][:2] == [
        "selection.candidate.appointed",
        "announcement.published",
    ]
    assert {entry["by"] for entry in told} >= {"pelamar", "verifikator", "panitia", "ketua"}
    staff = city.staff("panitia")
    listed = staff.get("/v1/applications?period=CPNS-2024&status=TMS").json()
    assert (listed["total"], listed["by_status"]["MS"]) == (1, 3)
    shown = city.public.get(f"/v1/vacancies/{lines['UMUM']['id']}").json()
    assert shown["applicants"] == 4


def test_results_are_told_to_those_who_were_tested(city, people):
    """Two of this round: one who meets the conditions, one whose objection was rejected."""
    states, told = city.runtime.db.state, "Hasil SKD"
    published = states.find_one({"aggregate": "announcement", "data.period": "CPNS-2024"})
    result = {"stage": "skd", "title": told, "result": "result-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001@3"}
    stream = "announcement-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0009"
    states.insert_one(published | {"_id": stream, "data": published["data"] | result})
    try:
        titles = [
            [entry["details"].get("title") for entry in who.get(path).json()["items"]]
            for who in people[:2]
            for path in [f"/v1/applications/mine/{who.application}/timeline"]
        ]
    finally:
        states.delete_one({"_id": stream})
    assert told in titles[0] and told not in titles[1]


def test_names_are_for_whom_an_office_has_to_name(city, lines, people):
    """The committee names who applied, training who was appointed; the account or the draft of anybody is nobody's."""
    first, second, _ = people
    city.deliver(appointed(first))
    drafting, looking = city.applicant(), city.applicant()
    draft = {"aggregate": "application", "data": {"person": drafting.id, "status": "draft"}}
    city.runtime.db.state.insert_one({"_id": new_id("application"), "version": 1, "shape": 1, **draft})
    body = {"persons": [one.id for one in (first, second, drafting, looking)]}

    def named(someone):
        return {item["person"] for item in someone.post("/v1/names", body).json()["items"]}

    assert named(city.staff("panitia")) == named(city.staff("ketua")) == {first.id, second.id}
    assert named(city.staff("diklat")) == {first.id}
    assert named(city.staff("service", "audit", "registration:names")) == set(body["persons"])
    problem(city.staff("verifikator").post("/v1/names", body), 403, "peran")


@pytest.mark.parametrize("role", ["panitia", "ketua"])
def test_a_file_without_a_case_opens_for_a_reason_that_is_recorded_and_sealed(city, lines, people, role):
    someone, clerk = people[2], city.staff(role, "curious")
    path = f"/v1/applications/{someone.application}"
    problem(clerk.get(f"{path}/file"), 403, "alasan-wajib", "why")
    for why in (
        {"why": "CURIOUS", "note": "Ingin tahu saja"},
        {"why": "COMPLAINT", "note": "....."},
        {"why": "COMPLAINT"},
    ):
        assert clerk.post(f"{path}/openings", why).status_code == 422
    opened = clerk.post(f"{path}/openings", {"why": "COMPLAINT", "note": "Aduan Budi, 12/2025"})
    assert opened.status_code == 200, opened.text
    assert clerk.get(f"{path}/file").json()["applicant"]["name"] == "Budi Santoso Rahayu"
    problem(city.staff(role, "other").get(f"{path}/file"), 403, "alasan-wajib", "why")
    [event] = city.runtime.store.events(opened.json()["stream"])
    assert (event.data["why"], event.data["application"]) == ("COMPLAINT", someone.application)
    assert city.runtime.vault.open(event.subject, "note", event.data["note"]) == "Aduan Budi, 12/2025"
    city.clock.forward(timedelta(minutes=15, seconds=1))
    problem(clerk.get(f"{path}/file"), 403, "alasan-wajib", "why")
    unknown = "/v1/applications/0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004/openings"
    problem(clerk.post(unknown, {"why": "COMPLAINT", "note": "Aduan 12/2025"}), 404, "lamaran-tidak-ada")


def scored(person, line, stage, **points):
    """Selection's event about somebody's score."""
    data = {"application": person.application, "person": person.id, "vacancy": line, "period": "CPNS-2024"}
    data |= {"participant_no": person.number, "stage": stage, "status": "PRESENT", "skd": None, "skb": None} | points
    data["origin"] = {"batch": new_id("score_batch"), "row": 2}
    return fact("selection.score.recorded", new_id("candidate"), data)


def test_tie_breaks_are_of_people_who_are_tied_for_a_service_with_the_scope_and_recorded(city, lines, people):
    line, (first, second, third) = lines["UMUM"]["id"], people
    skd, skb = {"twk": 85, "tiu": 125, "tkp": 188}, [{"kind": "CAT", "score": "350", "most": 500}]
    for person in people:
        city.deliver(scored(person, line, "SKD", skd=skd))
    city.deliver(scored(first, line, "SKB", skb=skb))
    body = {"persons": [first.id, second.id]}
    selection = city.staff("service", "selection", "registration:tiebreaks")
    problem(city.staff("panitia").post("/v1/tiebreaks", body), 403, "peran")
    problem(city.staff("service", scope="registration:names").post("/v1/tiebreaks", body), 403, "peran")
    problem(selection.post("/v1/tiebreaks", body), 403, "tidak-seri", "persons")
    city.deliver(scored(second, line, "SKB", skb=skb), scored(third, line, "SKB", skb=[{**skb[0], "score": "351"}]))
    answer = selection.post("/v1/tiebreaks", body).json()
    assert answer["items"][0] == {"person": first.id, "gpa": "3.45", "birth_date": "1995-08-18", "reason": None}
    assert [one["person"] for one in answer["items"]] == body["persons"]
    for others in ([first.id], [first.id, third.id], [*body["persons"], third.id], [first.id, new_id("x")[2:]]):
        problem(selection.post("/v1/tiebreaks", {"persons": others}), 403, "tidak-seri", "persons")
    record = city.runtime.db.state.find_one({"aggregate": "disclosure", "data.purpose": "tie_break"})
    assert record["data"]["reader"] == "service:service-selection"


def test_nothing_personal_is_in_the_clear(city, people):
    runtime = city.runtime
    raws = [bytes(event["bytes"]) for commit in runtime.db.commits.find() for event in commit["events"]]
    stored = b"".join(raws) + json.dumps(list(runtime.db.state.find()), default=str).encode()
    for name in runtime.rows.list_collection_names():
        stored += json.dumps(list(runtime.rows[name].find()), default=str).encode()
    for secret in (
        b"Budi",
        b"Santoso",
        b"1274011808",
        b"contoh.id",
        b"81234567890",
        b'"3.45"',
        b"Universitas",
        b"periksa kembali",
        b"1995-08",
    ):
        assert secret not in stored
    # The programme stands in the formation line, which is public, and sealed in whoever studied it.
    assert "Ners" not in json.dumps(list(runtime.db.state.find({"aggregate": "application"})), default=str)


def appointed(person):
    data = {"application": person.application, "person": person.id, "effective_date": "2025-06-01"}
    return fact("selection.candidate.appointed", new_id("candidate"), data | {"decree_no": "800/117/BKPSDM/2025"})


def fact(name, stream, data):
    """What another service says."""
    envelope = {
        "specversion": "1.0",
        "id": f"{stream}@1",
        "source": "/asn/selection",
        "type": f"id.go.tanjungbalai.asn.{name}.v1",
        "subject": stream,
        "time": "2099-06-01T02:00:00.000Z",
        "streamversion": 1,
        "actor": "ketua:k1",
        "correlationid": "c1",
        "data": data,
    }
    return json.dumps(envelope).encode()


def test_every_verdict_and_every_answer_can_be_decided_again_from_the_record(city, people):
    """As an auditor does it: the states that the event names as its basis, folded from events, and the same rule."""
    store, rules = city.runtime.store, discover(["registration"])

    def state_at(stream, version):
        return rules.state(store.events(stream)[:version])

    decided = []
    for commit in city.runtime.db.commits.find({"stream": {"$regex": "^(application|objection)-"}}):
        for event in (Event.parse(bytes(stored["bytes"])) for stored in commit["events"]):
            states = {stream: state_at(stream, version) for stream, version in event.basis_versions.items()}
            before = state_at(event.subject, event.streamversion - 1)
            differences = rules.decide_again(event, before, states)
            if differences is not None:
                assert differences == [], event.id
                decided.append((event.fact, event.data.get("basis")))
    assert set(decided) == {
        ("application.verified", "file_check"),
        ("application.verified", "objection"),
        ("objection.proposed", None),
        ("objection.answered", None),
        ("objection.accepted", None),
    }
