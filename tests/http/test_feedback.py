"""A survey from its opening to its published index, answered by people who stay unknown."""

import hashlib
import json
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import requests
from asnkit.events import format_time
from asnkit.wib import day_begins, wib_date
from feedback.response import pacing
from feedback.survey.questions import ELEMENTS
from feedback.survey.tallies import counted

from .pausing import paused
from .running import Someone, problem
from .test_appraisals import told, unit

SURVEY = {"unit": "BKPSDM", "service": "Pendaftaran CPNS", "title": "SKM 2024", "minimum": 5}

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def feedback(serve):
    return serve("feedback")


def test_from_opening_to_the_published_index(feedback):
    officer = feedback.staff("aduan")
    body = SURVEY | {"quotas": {"web": 5, "counter": 2}}
    problem(feedback.public.post("/v1/surveys", body), 401, "belum-masuk")
    problem(officer.post("/v1/surveys", body | {"minimum": 1}), 422, "isian", "minimum")
    problem(officer.post("/v1/surveys", body | {"quotas": {"web": 0}}), 422, "isian", "quotas.web")
    id = officer.post("/v1/surveys", body).json()["id"]
    shown = feedback.public.get(f"/v1/surveys/{id}").json()
    assert [question["key"] for question in shown["questions"]] == list(ELEMENTS)

    path, good = f"/v1/surveys/{id}/responses", dict.fromkeys(ELEMENTS, 4)
    problem(feedback.public.post(path, {"answers": good | {"time": 5}}), 422, "isian", "answers.time")
    problem(feedback.public.post(path, {"answers": good | {"luck": 1}}), 422, "isian", "answers.luck")
    problem(feedback.public.post(path, {"answers": {}}), 422, "jawaban-kosong", "answers")
    for form in range(5):
        for _ in range(2):  # a form that is sent again counts once
            assert (
                feedback.public.post(path, {"answers": good}, key=f"form-{form}-of-a-visitor-0123456789").status_code
                == 201
            )
    feedback.public.post(path, {"answers": {"time": 1}, "channel": "counter"})
    assert feedback.public.get(f"/v1/surveys/{id}").json()["responses"] == 6

    ikm = {"survey": id}
    problem(officer.post("/v1/publications", ikm), 503, "masih-dihitung")
    feedback.deliver()
    problem(officer.post("/v1/publications", ikm), 409, "survei-masih-dibuka")
    assert officer.post(f"/v1/surveys/{id}/closing", version=1).status_code == 200
    problem(feedback.public.post(path, {"answers": good}), 409, "survei-sudah-ditutup")
    assert publish(feedback, id)["version"] == 2
    problem(officer.post("/v1/publications", ikm), 409, "ikm-sudah-terbit")

    feedback.deliver()
    [survey] = feedback.public.get("/v1/surveys?unit=BKPSDM").json()["items"]
    # time: (5 × 4 + 1) / 6 = 7/2, the others 4: (8 × 4 + 7/2) / 9 × 25 = 1775/18
    index = survey["ikm"]
    listed = feedback.public.get(f"/v1/surveys/{id}/counted")
    assert (len(listed.json()), hashlib.sha256(listed.content).hexdigest()) == (6, index["counted_sha256"])
    assert (index["index"], index["shown"], index["grade"]) == ("1775/18", "98.61", "A")
    assert index["channels"] == {"counter": 1, "web": 5, "applicant": 0}
    assert (index["quotas"], index["slips"]) == ({"counter": 2, "web": 5}, None)
    assert index["signers"] == ["aduan", "pimpinan"]
    time = next(element for element in index["elements"] if element["key"] == "time")
    assert (time["n"], time["total"], time["mean"], time["shown"]) == (6, 21, "7/2", "3.50")


def test_an_answer_names_nobody_however_its_sender_signed_in(feedback):
    officer = feedback.staff("aduan")
    id = officer.post("/v1/surveys", SURVEY | {"title": "Tanpa nama"}).json()["id"]
    path, answers = f"/v1/surveys/{id}/responses", {"answers": dict.fromkeys(ELEMENTS, 4)}
    trace = "a" * 31 + "b"
    told = {"Authorization": f"Bearer {officer.token}", "traceparent": f"00-{trace}-{'c' * 16}-01"}
    sent = [officer.post(path, answers), feedback.public.post(path, answers)]
    sent.append(requests.post(feedback.url + path, json=answers, headers=told | {"Idempotency-Key": uuid.uuid4().hex}))
    events = [feedback.runtime.store.events(answer.json()["stream"])[0] for answer in sent]
    assert [event.actor for event in events] == ["publik:-"] * 3
    assert trace not in str([event.traceparent for event in events]) and len({e.correlationid for e in events}) == 3


def test_too_few_respondents_publish_nothing(feedback):
    officer = feedback.staff("ketua")
    body = {"unit": "Dinkes", "service": "Puskesmas", "title": "SKM 2024", "population": 1000}
    id = officer.post("/v1/surveys", body).json()["id"]
    assert feedback.public.get(f"/v1/surveys/{id}").json()["minimum"] == 278
    officer.post(f"/v1/surveys/{id}/closing", version=1)
    problem(officer.post("/v1/publications", {"survey": id}), 409, "responden-kurang")


def test_an_answer_says_nothing_about_who_gave_it(feedback):
    id = feedback.staff("aduan").post("/v1/surveys", SURVEY).json()["id"]
    page = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"  # the trace of the page on which the form was
    sent = feedback.public.post(f"/v1/surveys/{id}/responses", {"answers": {"time": 4}}, traceparent=page).json()
    assert uuid.UUID(sent["id"]).version == 4
    commit = feedback.runtime.db.commits.find_one({"stream": sent["stream"]})
    event = json.loads(bytes(commit["events"][0]["bytes"]))
    assert set(event["data"]) == {"survey", "day", "channel", "answers"}
    assert event["actor"] == "publik:-"
    assert "ab" * 16 not in json.dumps(event)
    assert event["time"] == format_time(day_begins(date.fromisoformat(event["data"]["day"])))


def test_an_answer_that_commits_after_the_index_is_not_among_those_it_names(feedback, monkeypatch):
    """The survey is hot and never held: what was counted is named, so a late answer harms nothing."""
    officer = feedback.staff("aduan")
    id = officer.post("/v1/surveys", SURVEY).json()["id"]
    path = f"/v1/surveys/{id}/responses"
    for _ in range(5):
        assert feedback.public.post(path, {"answers": dict.fromkeys(ELEMENTS, 4)}).status_code == 201
    late = paused(monkeypatch, "response-", lambda: feedback.public.post(path, {"answers": dict.fromkeys(ELEMENTS, 1)}))
    with late:
        assert officer.post(f"/v1/surveys/{id}/closing", version=1).status_code == 200
        feedback.deliver()
        publish(feedback, id)
    assert late.answer.status_code == 201
    index = feedback.public.get(f"/v1/surveys/{id}").json()["ikm"]
    listed = feedback.public.get(f"/v1/surveys/{id}/counted").json()
    assert (index["responses"], index["shown"], len(listed)) == (5, "100.00", 5)
    assert late.answer.json()["id"] not in listed


def published(feedback, service, answer, answers=5, **more):
    """The id of a survey of UNIT whose index is out, from so many equal answers."""
    officer, body = feedback.staff("aduan"), SURVEY | {"service": service, "title": "SKM", **more}
    id = officer.post("/v1/surveys", body).json()["id"]
    for _ in range(answers):
        feedback.public.post(f"/v1/surveys/{id}/responses", {"answers": dict.fromkeys(ELEMENTS, answer)})
    officer.post(f"/v1/surveys/{id}/closing", version=1)
    feedback.deliver()
    publish(feedback, id)
    return id


def publish(feedback, id):
    """Both signatures; what the second one was answered."""
    proposed = feedback.staff("aduan").post("/v1/publications", {"survey": id})
    assert proposed.status_code == 201, proposed.text
    head, path = feedback.staff("pimpinan"), f"/v1/publications/{proposed.json()['id']}"
    read = head.get(path).json()
    signed = head.post(f"{path}/approval", {"proposed": read["proposed"]}, version=read["version"])
    assert signed.status_code == 200, signed.text
    return signed.json()


def test_nobody_publishes_an_index_alone_and_the_second_reads_what_will_be_out(feedback):
    officer, chair = feedback.staff("aduan"), feedback.staff("ketua")
    id = officer.post("/v1/surveys", SURVEY | {"title": "Dua orang"}).json()["id"]
    for answer in (4, 4, 4, 3, 3):
        feedback.public.post(f"/v1/surveys/{id}/responses", {"answers": dict.fromkeys(ELEMENTS, answer)})
    feedback.deliver()
    officer.post(f"/v1/surveys/{id}/closing", version=1)
    feedback.deliver()
    waiting = {"kind": "ikm", "id": id, "turn": "you"}
    assert waiting.items() <= next(one for one in officer.get("/v1/waiting").json()["items"] if one["id"] == id).items()
    problem(feedback.staff("pimpinan").post("/v1/publications", {"survey": id}), 403, "peran")
    place = f"/v1/publications/{officer.post('/v1/publications', {'survey': id}).json()['id']}"
    problem(chair.post("/v1/publications", {"survey": id}), 409, "penerbitan-menunggu")
    mine, theirs = officer.get("/v1/waiting").json()["items"], chair.get("/v1/waiting").json()["items"]
    assert [[one["turn"] for one in items if one["of"] == id] for items in (mine, theirs)] == [["other"], ["second"]]
    [asked] = feedback.staff("pimpinan").get("/v1/waiting/signatures").json()["items"]
    assert (asked["kind"], asked["of"], asked["turn"]) == ("publication", id, "second")

    read = chair.get(place).json()
    assert (read["index"]["shown"], read["index"]["responses"], read["index"]["flagged"]["straight"]) == ("90.00", 5, 5)
    signed = {"proposed": read["proposed"]}
    problem(officer.post(f"{place}/approval", signed, version=1), 403, "penanda-tangan-sama")
    other = {"proposed": read["proposed"] | {"sha256": "0" * 64}}
    problem(chair.post(f"{place}/approval", other, version=1), 409, "bukan-yang-dibaca", "proposed")
    assert feedback.public.get(f"/v1/surveys/{id}").json()["ikm"] is None
    assert chair.post(f"{place}/rejection", signed, version=1).status_code == 200
    problem(chair.post(f"{place}/approval", signed, version=2), 409, "penerbitan-sudah-diputus")
    publish(feedback, id)
    out = feedback.public.get(f"/v1/surveys/{id}").json()["ikm"]
    assert {name: out[name] for name in read["index"]} == read["index"]


def test_what_a_unit_promised_stands_beside_the_figures_before_and_after(feedback):
    survey = published(feedback, "Legalisasi", 2)
    units = {name: str(uuid.uuid4()) for name in (SURVEY["unit"], "Dinas Perhubungan")}
    feedback.deliver(*(unit(id, name, None) for name, id in units.items()))
    liaisons = {
        name: Someone(feedback, feedback.issuer.token(sub="pw", role="penghubung", aud=["feedback"], unit=id))
        for name, id in units.items()
    }
    ours, theirs = liaisons.values()
    due = wib_date(feedback.clock.now()) + timedelta(days=3)
    body = {"survey": survey, "element": "time", "text": "Loket kedua dibuka.", "due": due.isoformat()}
    problem(theirs.post("/v1/improvements", body), 404, "perbaikan-tidak-ada")
    id = ours.post("/v1/improvements", body).json()["id"]
    shown = feedback.public.get(f"/v1/improvements/{id}").json()
    assert (shown["before"], shown["after"], shown["overdue"]) == ("2.00", None, False)
    feedback.clock.forward(timedelta(days=4))
    assert feedback.public.get(f"/v1/improvements/{id}").json()["overdue"]
    [late] = feedback.public.get("/v1/improvements?state=overdue").json()["items"]
    assert late["id"] == id and feedback.public.get("/v1/improvements?state=missed").json()["total"] == 0
    missed = f"/v1/improvements/{id}/failure"
    problem(theirs.post(missed, {"reason": "Anggaran."}, version=1), 404, "perbaikan-tidak-ada")
    both = body | {"topic": id}
    for what in (
        both,
        {"text": "Loket.", "due": body["due"]},
        {name: body[name] for name in ("survey", "text", "due")},
    ):
        problem(ours.post("/v1/improvements", what), 422, "satu-pokok", "survey")
    done = {"evidence": "Papan di lantai satu."}
    problem(theirs.post(f"/v1/improvements/{id}/completion", done, version=1), 404, "perbaikan-tidak-ada")
    assert ours.post(f"/v1/improvements/{id}/completion", done, version=1).status_code == 200
    published(feedback, "Legalisasi", 3)
    published(feedback, "Layanan lain", 1)
    feedback.deliver()
    [shown] = feedback.public.get("/v1/improvements").json()["items"]
    assert (shown["after"], shown["overdue"], shown["evidence"]) == ("3.00", False, done["evidence"])
    assert feedback.public.get("/v1/improvements?state=overdue").json()["total"] == 0


def test_every_weak_element_is_told_once_a_quarter_with_the_page_of_its_figures(feedback):
    unit = "Dinas Sosial"
    first = published(feedback, "Bantuan", 3, unit=unit)
    published(feedback, "Kartu", 3, unit=unit)
    published(feedback, "Santunan", 4, unit="Dinas Pasar")
    gaps = feedback.public.get(f"/v1/gaps?unit={unit}").json()
    assert gaps["total"] == len(ELEMENTS) and {one["subject"] for one in gaps["items"]} == set(ELEMENTS)
    assert {(one["link"], one["grade"], one["people"]) for one in gaps["items"]} == {(f"/ikm/{first}", "C", 5)}
    assert feedback.public.get("/v1/gaps?unit=Dinas Pasar").json()["total"] == 0

    first, second, third, alone = (one["id"] for one in gaps["items"][:4])
    needs = [f"need-{uuid.uuid4()}" for _ in range(4)]
    declined, into, merged, _ = needs
    feedback.deliver(
        *(begun(need, f"gap-{gap}@1") for need, gap in zip(needs, (first, second, third, alone), strict=True)),
        decided(declined, "declined"),
        decided(merged, "merged", into=into.removeprefix("need-")),
        decided(into, "accepted"),
        begun(f"need-{uuid.uuid4()}", None),
    )
    told = {one["id"]: one["need"] for one in feedback.public.get(f"/v1/gaps?unit={unit}").json()["items"]}
    assert [told.pop(gap) for gap in (first, second, third, alone)] == ["DECLINED", "ACCEPTED", "ACCEPTED", "OPEN"]
    assert set(told.values()) == {None}, "nothing came of the others"


def test_a_gap_shows_the_need_the_plan_the_sessions_and_the_same_figure_later(feedback):
    unit, need, plan = "Dinas Perikanan", f"need-{uuid.uuid4()}", f"plan-{uuid.uuid4()}"
    course, small, large = (str(uuid.uuid4()) for _ in range(3))
    published(feedback, "Izin kapal", 3, unit=unit)
    gap = next(one for one in feedback.public.get(f"/v1/gaps?unit={unit}").json()["items"] if one["subject"] == "time")
    where = f"/v1/gaps/{gap['id']}"
    nothing = {"need": None, "plan": None, "sessions": [], "later": None}
    seen = feedback.public.get(where).json()
    assert {name: seen[name] for name in nothing} == nothing
    problem(feedback.public.get(f"/v1/gaps/{uuid.uuid4()}"), 404, "kekurangan-tidak-ada")

    item = {"need": need.removeprefix("need-"), "course": course, "title": "Waktu layanan", "quarter": 2}
    day = (wib_date(feedback.clock.now()) + timedelta(days=30)).isoformat()
    days = [{"date": day, "begins": "08:00", "ends": "16:00"}]
    feedback.deliver(
        begun(need, f"gap-{gap['id']}@1"),
        decided(need, "accepted"),
        planned(plan, 1, "proposed", items=[recorded("plan.proposed")["items"][0] | item]),
    )
    assert feedback.public.get(where).json()["plan"] is None, "what nobody signed is no plan"
    passed = recorded("participant.passed")
    feedback.deliver(
        planned(plan, 2, "approved"),
        *(
            told(
                f"session-{one}",
                "session.scheduled",
                **recorded("session.scheduled") | {"course": course, "days": days},
            )
            for one in (small, large)
        ),
        *(
            told(f"participant-{id}", "participant.passed", **passed | {"session": one, "enrolment": id, "person": id})
            for one, number in ((small, 9), (large, 10))
            for id in (str(uuid.uuid4()) for _ in range(number))
        ),
    )
    seen = feedback.public.get(where).json()
    assert (seen["need"], seen["plan"]["title"], seen["plan"]["year"]) == ("ACCEPTED", "Waktu layanan", 2027)
    assert sorted(str(one["passed"]) for one in seen["sessions"]) == ["10", "None"]
    assert seen["later"] is None
    feedback.clock.forward(timedelta(hours=1))
    published(feedback, "Izin kapal", 4, unit=unit, answers=9)
    feedback.deliver()
    assert feedback.public.get(where).json()["later"] is None, "of nine nothing is told"
    last = published(feedback, "Izin kapal", 4, unit=unit, answers=10)
    feedback.deliver()
    later = feedback.public.get(where).json()["later"]
    assert (later["shown"], later["grade"], later["people"], later["link"]) == ("4.00", "A", 10, f"/ikm/{last}")


def recorded(name):
    """What training's contract gives as its example."""
    return json.loads(Path(f"shared/contracts/training/{name}.v1.json").read_text())["examples"][0]


def planned(plan, version, fact, **more):
    return told(plan, f"plan.{fact}", version, **recorded(f"plan.{fact}") | {"year": 2027} | more)


def begun(need, cause):
    """training's event: a need, because of this one."""
    source = {"origin": "INDEX", "people": 40, "missing": 40, "person": None, "basis": None, "reason": None}
    more = {"quarter": "2026-Q4", "link": f"/ikm/{uuid.UUID(int=1)}"}
    return said(need, "identified", 1, cause, **source, **more)


def decided(need, fact, **more):
    return said(need, fact, 2, None, reason="Sudah dilihat.", **more)


def said(need, fact, version, cause, **data):
    named = {"unit": str(uuid.UUID(int=2)), "competence": None, "subject": "Waktu layanan"}
    envelope = {
        "specversion": "1.0", "id": f"{need}@{version}", "source": "/asn/training",
        "type": f"id.go.tanjungbalai.asn.training.need.{fact}.v1", "subject": need, "time": "2026-11-01T02:00:00.000Z",
        "streamversion": version, "actor": "service:training", "correlationid": "c1", "causationid": cause,
        "data": named | data,
    }  # fmt: skip
    return json.dumps({name: value for name, value in envelope.items() if value is not None}).encode()


def _flags(feedback, id, **more):
    body = {"answers": dict.fromkeys(ELEMENTS, 4) | {"time": 3}, **more}
    answer = feedback.public.post(f"/v1/surveys/{id}/responses", body)
    assert answer.status_code == 201, answer.text
    return feedback.runtime.store.events(answer.json()["stream"])[0].data.get("flags", [])


def test_many_answers_of_one_are_flagged_and_none_is_refused(feedback):
    survey = SURVEY | {"title": "Bertanda", "unit": "Dinas Tanda"}
    id = feedback.staff("aduan").post("/v1/surveys", survey).json()["id"]
    shown = feedback.public.get(f"/v1/surveys/{id}").json()["stamp"]
    assert _flags(feedback, id, stamp=shown) == ["fast"]
    long_ago = pacing.stamp(feedback.runtime, id, datetime.now(UTC) - timedelta(minutes=2))
    assert _flags(feedback, id, stamp=long_ago) == []
    assert _flags(feedback, id, stamp=f"{long_ago[:-1]}{'1' if long_ago[-1] == '0' else '0'}") == [], "not ours"
    assert [_flags(feedback, id, device=one) for one in ("A", "B", "A")] == [[], [], ["again"]]
    feedback.runtime.db.tries.delete_many({"key": {"$exists": True}})
    assert _flags(feedback, id, device="A") == [], "its key is dead: nobody knows any more"
    slips = {"counter": "Loket 1", "number": 2}
    feedback.staff("aduan").post(f"/v1/surveys/{id}/slips", slips, version=1)
    codes = feedback.staff("aduan").get(f"/v1/surveys/{id}/slips/1").json()["codes"]
    assert [_flags(feedback, id, slip=code, device="A") for code in codes] == [[], []]
    found = [_flags(feedback, id) for _ in range(20)]
    assert found[0] == [] and found[-1] == ["burst"]
    assert [_flags(feedback, id, channel="counter") for _ in range(3)] == [[]] * 3, "a tablet sends what it kept"
    feedback.deliver()
    told = feedback.public.get(f"/v1/surveys/{id}").json()
    assert told["responses"] == 32 and told["flagged"]["fast"] == told["flagged"]["again"] == 1
    assert told["flagged"]["any"] == 2 + told["flagged"]["burst"]


def test_a_slip_counts_once_however_it_is_sent(feedback):
    officer, public = feedback.staff("aduan"), feedback.public
    id, other = (officer.post("/v1/surveys", SURVEY).json()["id"] for _ in range(2))
    path = f"/v1/surveys/{id}"
    problem(public.post(f"{path}/slips", {"counter": "Loket 1", "number": 5}, version=1), 401, "belum-masuk")
    for version in (1, 2):
        assert officer.post(f"{path}/slips", {"counter": "Loket 1", "number": 5}, version=version).status_code == 200
    codes = officer.get(f"{path}/slips/6").json()["codes"]
    assert len(set(codes) | set(officer.get(f"{path}/slips/1").json()["codes"])) == 10
    problem(public.get(f"{path}/slips/6"), 401, "belum-masuk")
    problem(officer.get(f"{path}/slips/2"), 404, "slip-tidak-ada")

    form, key = {"answers": {"time": 4}, "slip": codes[0].lower().replace("-", " ")}, uuid.uuid4().hex
    assert public.get(f"{path}/slips/code/{codes[0]}").json() == {"used": False}
    first = public.post(f"{path}/responses", form, key=key)
    assert public.post(f"{path}/responses", form, key=key).json()["id"] == first.json()["id"], "a lost line"
    problem(public.post(f"{path}/responses", form), 409, "slip-terpakai", "slip")
    assert public.get(f"{path}/slips/code/{codes[0]}").json() == {"used": True}
    problem(public.post(f"{path}/responses", form | {"slip": "AAAA-AAAA-AAAA-AAAA"}), 422, "slip-tidak-dikenal", "slip")
    problem(public.post(f"/v1/surveys/{other}/responses", form), 422, "slip-tidak-dikenal", "slip")
    problem(public.get(f"/v1/surveys/{other}/slips/code/{codes[0]}"), 404, "slip-tidak-dikenal", "slip")
    feedback.deliver()
    shown = public.get(path).json()
    assert (shown["responses"], shown["by_slip"]) == (1, 1)
    [claim] = feedback.runtime.db.claims.find({"_id": f"slip/{id}/6"})
    assert claim["stream"] == f"survey-{id}", "under the survey, not under the answer"


def test_a_slip_that_two_telephones_send_at_once_counts_once(feedback, monkeypatch):
    officer = feedback.staff("aduan")
    path = f"/v1/surveys/{officer.post('/v1/surveys', SURVEY).json()['id']}"
    officer.post(f"{path}/slips", {"counter": "Loket 1", "number": 1}, version=1)
    [code] = officer.get(f"{path}/slips/1").json()["codes"]
    form = {"answers": {"time": 4}, "slip": code}
    with paused(monkeypatch, "response-", lambda: feedback.public.post(f"{path}/responses", form)) as slow:
        quick = feedback.public.post(f"{path}/responses", form)
    assert sorted((quick.status_code, slow.answer.status_code)) == [201, 409]
    assert feedback.public.get(path).json()["responses"] == 1


def test_who_answered_is_counted_apart_and_stands_in_no_event(feedback):
    officer, public = feedback.staff("aduan"), feedback.public
    id = officer.post("/v1/surveys", SURVEY | {"title": "Siapa"}).json()["id"]
    path, answers = f"/v1/surveys/{id}/responses", dict.fromkeys(ELEMENTS, 3)
    problem(public.post(path, {"answers": answers, "about": {"sex": "x"}}), 422, "isian", "about.sex")
    problem(public.post(path, {"answers": answers, "about": {"name": "Siti"}}), 422, "isian", "about.name")
    about = [{"sex": "female", "age": "20_29"}] * 20 + [{"sex": "male", "disability": "yes"}] * 3 + [{}] * 17
    form = {"answers": answers, "channel": "counter"}
    sent = [
        public.post(path, form | {"about": one}, key=f"form-{n}-of-a-visitor-0123456789") for n, one in enumerate(about)
    ]
    public.post(path, form | {"about": about[0]}, key="form-0-of-a-visitor-0123456789")
    events = [feedback.runtime.store.events(answer.json()["stream"]) for answer in sent]
    assert {len(one) for one in events} == {1}
    assert {json.dumps(one[0].data) for one in events[:20]} == {json.dumps(one[0].data) for one in events[23:]}, (
        "whoever says something leaves what whoever says nothing leaves"
    )
    rows = list(feedback.runtime.db.profiles.find({"_id": {"$regex": f"^{id}/"}}))
    assert all(set(row) - {"_id"} <= {"female", "male"} for row in rows if "/sex/" in row["_id"]), "one question each"
    assert not any(answer.json()["id"] in str(rows) for answer in sent)
    officer.post(f"/v1/surveys/{id}/closing", version=1)
    feedback.deliver()
    publish(feedback, id)
    told = public.get(f"/v1/surveys/{id}").json()["ikm"]["respondents"]
    assert told["sex"] == {"female": 20, "male": None, "unsaid": None}, "the sum less 17 would tell the three"
    assert told["age"]["20_29"] == 20 and told["age"]["from_60"] == 0 and "education" not in told
    assert told["disability"] == {"yes": None, "no": 0, "unsaid": None}


def test_what_an_index_counted_is_listed_out_of_an_index_that_has_nothing_of_the_answers(feedback):
    id = published(feedback, "Tertutup", 3)
    wanted = {"aggregate": "response", "data.survey": id}
    plan = feedback.runtime.db.state.find(wanted, {"_id": 1}).explain()["queryPlanner"]["winningPlan"]
    assert "FETCH" not in str(plan) and "COLLSCAN" not in str(plan), plan
    assert len(counted(feedback.runtime.db, id)) == 5
