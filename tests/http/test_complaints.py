"""A complaint from its sending to its end, over HTTP: by somebody unknown, by the officer, and by the clock."""

import base64
import io
import json
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import requests
from asnkit import erasing
from asnkit.deadlines import Deadlines
from asnkit.limits import Limit
from asnkit.wib import wib_date
from feedback.complaint import pacing
from PIL import Image

from tests.letters import Pigeonhole
from tests.papers import jpeg

from .conftest import STAFF
from .running import Someone, problem
from .test_appraisals import told, unit

TEXT = "Antrean di puskesmas dua jam setiap Senin.\nLoketnya hanya satu."
UNIT = "UPTD Puskesmas Datuk Bandar"
OURS, THEIRS = (str(uuid.UUID(int=n)) for n in (71, 72))
"""On training's register: whose name is UNIT, and somebody else's."""
WORD = re.compile(r"/aduan/ikuti/(\S+)")

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def feedback(serve):
    running = serve("feedback")
    survey = {"unit": UNIT, "service": "Pendaftaran pasien", "title": "SKM 2026"}
    running.staff("aduan").post("/v1/surveys", survey)
    running.deliver(unit(OURS, UNIT.upper(), None), unit(THEIRS, "Dinas Perhubungan", None))
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
    assert (seen["text"], seen["status"], seen["unit"], seen["may"]) == (
        TEXT,
        "received",
        UNIT,
        ["photo", "reply", "erase"],
    )
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
    for hidden in ("biaya surat", "siti di contoh", "satu orang", sent["extra"]["code"], "ab" * 16, "aduan:"):
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
    wait = date.fromisoformat(track(feedback, other).json()["closes"]) - wib_date(feedback.clock.now())
    pass_days(feedback, wait.days)
    facts = [happened["fact"] for happened in track(feedback, one).json()["history"]]
    assert facts.count("feedback.complaint.sla_breached") == 1
    assert track(feedback, other).json()["status"] == "answered"
    pass_days(feedback, 1)
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


def test_a_text_as_telephones_write_it_comes_back_as_it_was_sent(feedback):
    """4,000 letters with line breaks, emoji and a script; marks that turn the reading direction are taken out."""
    line = "<script>alert(1)</script> Loketnya \U0001f62d\U0001f1ee\U0001f1e9 tutup."
    text = "\r\n".join([line] * 200)[:4100]
    text = text.replace("\r\n", "\n")[:4000].rstrip()
    one = send(feedback, text=text.replace("\n", "\r\n"))
    officer = feedback.staff("aduan")
    assert officer.get(f"/v1/complaints/{one['id']}").json()["text"] == text
    turned = send(feedback, text="Antrean \u202edua jam\u202c di \u200floket\u200e \u2067satu\u2069.")
    assert officer.get(f"/v1/complaints/{turned['id']}").json()["text"] == "Antrean dua jam di loket satu."
    for wrong in ("a b" * 1334, "\u200f\u202e", "\U0001f62d" * 20):
        problem(feedback.public.post("/v1/complaints", {"class": "complaint", "text": wrong}), 422, "isian", "text")


def test_what_is_erased_while_it_runs_stops_its_clocks_and_is_shown_to_nobody(feedback):
    one = send(feedback, unit=UNIT)
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    topic = f"/v1/complaints/{one['id']}/topic"
    assert feedback.staff("aduan").post(topic, {"title": "Kursi ruang tunggu kurang"}).status_code == 201
    assert say(feedback, one, "erasure").status_code == 200
    assert feedback.runtime.db.deadlines.count_documents({"_id": f"complaint-{one['id']}/lapse"}) == 0
    problem(feedback.public.get(f"/v1/topics/{one['id']}"), 404, "pokok-tidak-ada")
    pass_days(feedback, 60)
    state = feedback.runtime.store.load(f"complaint-{one['id']}").state
    assert (state["status"], state["late"]) == ("archived", {"verify": False, "answer": False})
    problem(say(feedback, one, "replies", {"text": "Masih sama."}), 404, "aduan-tidak-ada")


def add_photo(feedback, one, content=None, key=None, may_show=True, status=201):
    wanted = {"number": one["number"], "code": one["code"], "may_show": str(may_show).lower()}
    content = jpeg() if content is None else content
    answer = feedback.public.post("/v1/complaints/photos", key=key, data=content, params=wanted)
    assert answer.status_code == status, answer.text
    return answer.json()


def see(feedback, *parts, by=None):
    return (by or feedback.public).get("/".join(("/v1/complaints", *parts)))


def on(feedback, one, photo, what, version):
    place = f"/v1/complaints/{one['id']}/photos/{photo}/{what}"
    return feedback.staff("aduan").post(place, {}, version=version)


def test_a_photo_is_made_small_and_says_nothing_of_its_place(feedback):
    one, key, exif = send(feedback), uuid.uuid4().hex, Image.Exif()
    exif[0x0110], exif[0x8825] = "Telepon Siti", {1: "N", 2: (2.0, 57.0, 59.0)}
    sent = jpeg(3000, 4000, exif=exif)
    assert b"Telepon Siti" in sent
    photo = add_photo(feedback, one, sent, key)["id"]
    assert add_photo(feedback, one, sent, key)["repeated"], "a lost line"
    kept = see(feedback, "tracked", one["number"], one["code"], "photos", photo)
    made = Image.open(io.BytesIO(kept.content))
    assert (made.size, dict(made.getexif()), len(kept.content) < 200 * 1024) == ((1500, 2000), {}, True)
    raw = bytes(feedback.runtime.db.files.find_one({"_id": f"photo-{photo}"})["sealed"])
    assert kept.content[:200] not in raw
    problem(see(feedback, "tracked", one["number"], "A" * 16, "photos", photo), 404, "aduan-tidak-ada")
    problem(see(feedback, "tracked", *list(send(feedback).values())[:2], "photos", photo), 404, "foto-tidak-ada")
    add_photo(feedback, one, b"%PDF-1.7", status=422)
    add_photo(feedback, one, sent[:2000], status=422)
    for _ in range(2):
        add_photo(feedback, one)
    assert add_photo(feedback, one, status=409)["rule"] == "foto-cukup"


def test_everybody_sees_a_photo_only_while_an_officer_and_its_sender_let_them(feedback):
    one = send(feedback, unit=UNIT)
    photo, kept_back = add_photo(feedback, one)["id"], add_photo(feedback, one, may_show=False)["id"]
    officer = feedback.staff("aduan", "c")
    problem(see(feedback, "photos", photo), 404, "foto-tidak-ada")
    problem(see(feedback, one["id"], "photos", photo, by=officer), 403, "belum-dibuka")
    assert [told["may_show"] for told in see(feedback, one["id"], by=officer).json()["photos"]].count(True) == 1
    assert see(feedback, one["id"], "photos", photo, by=officer).status_code == 200
    problem(on(feedback, one, kept_back, "release", 1), 409, "tanpa-izin-tampil")
    problem(on(feedback, send(feedback), photo, "release", 1), 404, "foto-tidak-ada")
    assert on(feedback, one, photo, "release", 1).status_code == 200
    assert see(feedback, "photos", photo).status_code == 200
    feedback.deliver()
    [shown] = see(feedback, "photos").json()["items"]
    assert (shown["id"], shown["unit"], one["number"] in str(shown)) == (photo, UNIT, False)
    assert on(feedback, one, photo, "withdrawal", 2).status_code == 200
    problem(see(feedback, "photos", photo), 404, "foto-tidak-ada")
    assert on(feedback, one, photo, "release", 3).status_code == 200
    assert say(feedback, one, "erasure").status_code == 200
    feedback.deliver()
    assert see(feedback, "photos").json()["total"] == 0
    problem(see(feedback, "photos", photo), 404, "foto-tidak-ada")
    assert feedback.runtime.db.files.count_documents({"_id": f"photo-{photo}"}) == 0


def test_a_units_liaison_works_on_what_was_handed_to_the_unit_and_on_nothing_else(feedback):
    one, other = send(feedback, unit=UNIT, name="Siti Aminah"), send(feedback, unit=UNIT)
    ours, theirs = (liaison(feedback, id) for id in (OURS, THEIRS))
    problem(ours.get(f"/v1/complaints/{one['id']}"), 404, "aduan-tidak-ada")
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    feedback.deliver()
    shown = ours.get(f"/v1/complaints/{one['id']}").json()
    assert (shown["text"], shown["name"], shown["contact"]) == (TEXT, None, None)
    assert shown["may"] == ["answer", "ask", "postpone", "return", "note"]
    assert one["id"] in [row["id"] for row in ours.get("/v1/complaints?limit=200").json()["items"]]
    for caller, hidden in ((theirs, one), (ours, other)):
        rows = caller.get("/v1/complaints?limit=200").json()
        assert hidden["id"] not in [row["id"] for row in rows["items"]]
        problem(caller.get(f"/v1/complaints/{hidden['id']}"), 404, "aduan-tidak-ada")
        answer = caller.post(f"/v1/complaints/{hidden['id']}/answer", {"text": "Sudah."}, version=1)
        problem(answer, 404, "aduan-tidak-ada")
    assert theirs.get("/v1/complaints").json()["desks"] == {"officer": 0, "reporter": 0, "ended": 0}
    problem(ours.post(f"/v1/complaints/{one['id']}/referral", {"reason": "x" * 20}, version=2), 403, "peran")
    gone = {"reason": "Bukan wilayah puskesmas ini."}
    assert ours.post(f"/v1/complaints/{one['id']}/return", gone, version=2).status_code == 200
    assert ours.get(f"/v1/complaints/{one['id']}").json()["may"] == [], "the unit reads that it gave it back"
    problem(ours.post(f"/v1/complaints/{one['id']}/answer", {"text": "Sudah."}, version=3), 404, "aduan-tidak-ada")
    back = feedback.staff("aduan").get(f"/v1/complaints/{one['id']}").json()
    assert (back["returned"]["by"], back["returned"]["reason"], back["answer"]) == (
        "unit",
        *gone.values(),
        shown["answer"],
    )
    assert gone["reason"] not in track(feedback, one).text
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    assert ours.post(f"/v1/complaints/{one['id']}/answer", {"text": "Loket dibuka."}, version=4).status_code == 200
    assert [said["by"] for said in track(feedback, one).json()["messages"]] == ["unit"]


def liaison(feedback, id):
    """As platform's token says it: a liaison's grant names a unit of the register, or none."""
    return Someone(feedback, feedback.issuer.token(sub="pw", role="penghubung", aud=["feedback"], unit=id))


def test_a_unit_that_has_another_name_keeps_what_was_handed_to_it(feedback):
    one, later = send(feedback, unit=UNIT), "Puskesmas Datuk Bandar Timur"
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    feedback.deliver(told(f"unit-{OURS}", "unit.renamed", 2, called=later, since="2026-01-02", basis="Perwali 3/2026"))
    assert liaison(feedback, OURS).get(f"/v1/complaints/{one['id']}").status_code == 200
    problem(liaison(feedback, THEIRS).get(f"/v1/complaints/{one['id']}"), 404, "aduan-tidak-ada")


def test_a_liaison_whose_grant_names_no_unit_sees_nothing_of_any_and_is_told_so(feedback):
    one = send(feedback, unit=UNIT)
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    feedback.deliver()
    place = f"/v1/complaints/{one['id']}"
    for named in ("", UNIT, str(uuid.UUID(int=73))):
        nobody = liaison(feedback, named)
        asked = [
            nobody.get("/v1/complaints"), nobody.get(place), nobody.get(f"{place}/photos/{uuid.uuid4()}"),
            *(nobody.post(f"{place}/{what}", {**body}, version=2) for what, body in (
                ("answer", {"text": "Sudah."}), ("return", {"reason": "Bukan unit kami."}),
            )),
        ]  # fmt: skip
        if named:
            assert asked[0].json()["items"] == [] and asked[0].json()["desks"]["officer"] == 0
            assert {answer.status_code for answer in asked[1:]} == {404}, "a name is no unit, nor one that nobody has"
        else:
            for answer in asked:
                problem(answer, 403, "tanpa-unit")


def test_a_text_is_taken_when_its_writer_has_read_what_it_says(feedback):
    text = "Saya diminta pungli oleh Pak Joko, NIK saya 1274011808950042."
    checked = feedback.public.post("/v1/complaints/check", {"class": "complaint", "text": text}).json()
    assert checked["warnings"] == ["NIK", "NAME", "CORRUPTION"] and checked["verify_due"] < checked["answer_due"]
    body = {"class": "complaint", "text": text}
    problem(feedback.public.post("/v1/complaints", body), 422, "peringatan-belum-dibaca", "aware")
    assert feedback.public.post("/v1/complaints", body | {"aware": checked["warnings"]}).status_code == 201


def test_many_behind_one_address_wait_a_minute_and_are_not_shut_out(feedback, monkeypatch):
    feedback.runtime.db.tries.delete_many({})
    monkeypatch.setattr(pacing, "AT_ONCE", Limit("complaints", 2, timedelta(hours=1)))
    key = uuid.uuid4().hex
    assert send(feedback, key) == send(feedback, key), "what is sent again counts once"
    send(feedback)
    body = {"class": "complaint", "text": TEXT}
    problem(feedback.public.post("/v1/complaints", body), 429, "tunggu-sebentar")
    stamp = feedback.public.post("/v1/complaints/check", body).json()["stamp"]
    problem(feedback.public.post("/v1/complaints", body | {"stamp": stamp}), 429, "tunggu-sebentar")
    kept = feedback.public.post("/v1/complaints/check", body | {"stamp": stamp}).json()["stamp"]
    assert kept == stamp, "looking again does not begin the minute anew"
    waited = pacing.stamp(feedback.runtime, TEXT, datetime.now(UTC) - pacing.WAIT)
    send(feedback, stamp=waited)
    other = {"text": "Tulisan lain.", "stamp": waited}
    problem(feedback.public.post("/v1/complaints", body | other), 429, "tunggu-sebentar")
    monkeypatch.setattr(pacing, "IN_ALL", Limit("all complaints", 3, timedelta(hours=1)))
    answer = feedback.public.post("/v1/complaints", body | {"stamp": waited})
    problem(answer, 429, "terlalu-sering-gagal")


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


def test_five_that_a_unit_left_too_long_are_a_pattern_when_their_quarter_is_over(feedback):
    for _ in range(5):
        act(feedback, send(feedback), "routing", {"unit": UNIT, "class": "information"})
    pass_days(feedback, 30)
    before = feedback.public.get(f"/v1/gaps?unit={UNIT}").json()["total"]
    pass_days(feedback, 92)
    items = feedback.public.get(f"/v1/gaps?unit={UNIT}").json()["items"]
    assert len(items) == before + 1
    assert (items[0]["subject"], items[0]["source"], items[0]["link"]) == ("late", "complaints", "/aduan")
    assert items[0]["people"] >= 5


def test_a_decree_that_two_people_enter_moves_the_terms_that_run(feedback):
    one, closed = send(feedback), send(feedback)
    act(feedback, closed, "routing", {"unit": UNIT, "class": "information"})
    act(feedback, closed, "answer", {"text": "Sudah."})
    before = track(feedback, one).json()
    officer, chair, place = feedback.staff("aduan"), feedback.staff("ketua", "k"), "/v1/calendar/amendments"
    due = before["answer"]["due"]
    change = {"year": int(due[:4]), "decree": "SKB Menteri Agama 1/2026", "added": [due]}
    answer = officer.post(place, change)
    assert answer.status_code == 201, answer.text
    amendment = officer.get(f"{place}/{answer.json()['id']}").json()
    signed, where = {"proposed": amendment["proposed"]}, f"{place}/{amendment['id']}/approval"
    problem(officer.post(where, signed, version=1), 403, "penanda-tangan-sama")
    pass_days(feedback, 0)
    assert track(feedback, one).json()["answer"]["due"] == due, "one person changes nothing"
    turns = [[one["turn"] for one in who.get("/v1/waiting").json()["items"]] for who in (officer, chair)]
    assert turns == [["other"], ["second"]]
    assert chair.post(where, signed, version=1).status_code == 200
    assert chair.get("/v1/waiting").json()["items"] == []
    pass_days(feedback, 0)
    after = track(feedback, one).json()
    assert after["answer"]["due"] > due and "feedback.complaint.rescheduled" in [
        one["fact"] for one in after["history"]
    ]
    assert "feedback.complaint.rescheduled" not in [one["fact"] for one in track(feedback, closed).json()["history"]]
    assert track(feedback, send(feedback)).json()["answer"]["due"] == after["answer"]["due"]
    years = {year["year"]: year for year in feedback.public.get("/v1/calendar").json()["years"]}
    assert due in years[change["year"]]["days"] and years[change["year"]]["decree"] == change["decree"]


def peek(feedback):
    """What every operation that shows something answers to everybody but the Inspektorat."""
    seen = {}
    for rule in feedback.app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.arguments or rule.rule in ("/metrics",):
            continue
        for role in ("", *sorted(set(STAFF) - {"inspektorat"})):
            caller = feedback.staff(role, scope="feedback:all") if role else feedback.public
            answer = caller.get(rule.rule)
            seen[rule.rule, role] = (answer.status_code, re.sub(r'"trace\w*":"[^"]*"', "", answer.text))
    return seen


def test_an_integrity_report_is_there_for_the_inspektorat_and_for_nobody_else(feedback):
    feedback.deliver()
    before = peek(feedback)
    words = "Kepala bagian meminta uang untuk sebuah kursi."
    one = send(feedback, uuid.uuid4().hex, **{"class": "integrity", "text": words, "name": "Siti Aminah"})
    feedback.deliver()
    assert peek(feedback) == before and len(before) > 60
    inspector = feedback.staff("inspektorat")
    assert one["id"] in [row["id"] for row in inspector.get("/v1/integrity-reports").json()["items"]]
    for role in sorted(set(STAFF) - {"inspektorat"}):
        problem(feedback.staff(role).get(f"/v1/integrity-reports/{one['id']}"), 403, "peran")
        assert feedback.staff(role).get(f"/v1/complaints/{one['id']}").status_code in (403, 404)
    opened = inspector.get(f"/v1/integrity-reports/{one['id']}").json()
    assert opened["text"] == f"{words}\nNama: Siti Aminah"
    asked, told = {"text": "Kapan itu terjadi?"}, {"text": "Hari Jumat.", "unsolved": False}
    assert inspector.post(f"/v1/integrity-reports/{one['id']}/answer", asked).status_code == 200
    seen = track(feedback, one).json()
    assert (seen["class"], seen["text"], seen["messages"][0]["text"]) == ("integrity", None, asked["text"])
    assert say(feedback, one, "replies", told).status_code == 200
    assert inspector.get(f"/v1/integrity-reports/{one['id']}").json()["messages"][1]["text"] == told["text"]
    assert told["text"] not in track(feedback, one).text, "nor to who holds the code"
    problem(track(feedback, one | {"code": "A" * 19}), 404, "aduan-tidak-ada")
    problem(say(feedback, one, "erasure"), 404, "aduan-tidak-ada")
    closed = {"outcome": "referred", "text": "Diteruskan kepada polisi."}
    assert inspector.post(f"/v1/integrity-reports/{one['id']}/closing", closed).status_code == 200
    problem(say(feedback, one, "replies", told), 409, "laporan-sudah-selesai")
    facts = [(event.name, event.actor) for event in feedback.runtime.store.events(f"integrity-{one['id']}")]
    assert facts == [
        ("feedback.integrity.reported", "publik:-"), ("feedback.integrity.opened", "inspektorat:inspektorat-a"),
        ("feedback.integrity.answered", "inspektorat:inspektorat-a"), ("feedback.integrity.replied", "publik:-"),
        ("feedback.integrity.opened", "inspektorat:inspektorat-a"),
        ("feedback.integrity.closed", "inspektorat:inspektorat-a"),
    ]  # fmt: skip


def test_whoever_has_every_database_and_the_master_key_reads_no_integrity_report(feedback):
    words = "Daftar harga kursi ada di laci."
    one = send(feedback, **{"class": "integrity", "text": words})
    runtime, stream = feedback.runtime, f"integrity-{one['id']}"
    for database in (runtime.db, runtime.keys, runtime.rows):
        for name in database.list_collection_names():
            kept = str(list(database[name].find()))
            assert words not in kept and "ada di laci" not in kept and one["code"] not in kept, name
    unsealed = runtime.vault.open(stream, "text", runtime.store.load(stream).state["text"])
    assert "ada di laci" not in unsealed and b"ada di laci" not in base64.b64decode(unsealed)
    [commit] = runtime.db.commits.find({"stream": stream})
    told = json.loads(bytes(commit["events"][0]["bytes"]))
    assert (told["actor"], told["time"][11:]) == ("publik:-", "17:00:00.000Z")


def test_what_the_office_tells_everybody_is_shown_to_whoever_writes_the_same(feedback):
    officer, title = feedback.staff("aduan"), "Antrean puskesmas hari Senin"
    one, main = send(feedback, unit=UNIT), send(feedback, unit=UNIT)
    topic, told = f"/v1/complaints/{one['id']}/topic", {"title": title}
    problem(officer.post(topic, told), 409, "belum-diteruskan")
    for complaint in (one, main):
        act(feedback, complaint, "routing", {"unit": UNIT, "class": "complaint"})
    problem(officer.post(topic, {"title": "Pak Budi di loket pendaftaran"}), 422, "menyebut-orang", "title")
    assert officer.post(topic, told).status_code == 201
    assert officer.post(f"{topic}/news", {"text": "Loket kedua dibuka."}, version=1).status_code == 200
    feedback.deliver()

    check = {"class": "complaint", "text": TEXT, "unit": UNIT}
    due = (wib_date(feedback.clock.now()) + timedelta(days=30)).isoformat()
    undertaken = {"topic": one["id"], "text": "Loket kedua dibuka tiap hari.", "due": due}
    problem(officer.post("/v1/improvements", undertaken | {"topic": main["id"]}), 422, "pokok-tidak-ada", "topic")
    promised = officer.post("/v1/improvements", undertaken).json()["id"]
    improvement = feedback.public.get(f"/v1/improvements/{promised}").json()
    assert improvement["topic"] == {"id": one["id"], "title": title, "status": "forwarded"}
    assert (improvement["unit"], improvement["before"]) == (UNIT, None)
    missed = officer.post(f"/v1/improvements/{promised}/failure", {"reason": "Anggaran tidak disetujui."}, version=1)
    assert missed.status_code == 200

    [found] = feedback.public.post("/v1/complaints/check", check).json()["similar"]
    assert (found["id"], found["title"], found["status"]) == (one["id"], title, "forwarded")
    assert feedback.public.post("/v1/complaints/check", check | {"class": "integrity"}).json()["similar"] == []
    [listed] = feedback.public.get("/v1/topics", params={"unit": UNIT}).json()["items"]
    shown = feedback.public.get(f"/v1/topics/{one['id']}").json()
    assert listed["id"] == one["id"] and shown["due"] == track(feedback, one).json()["answer"]["due"]
    assert [news["text"] for news in shown["told"]] == ["Loket kedua dibuka."]
    assert TEXT[:20] not in json.dumps([found, listed, shown])

    act(feedback, one, "merging", {"into": main["number"]})
    assert officer.post(f"/v1/complaints/{main['id']}/topic", {"title": "Loket puskesmas kurang"}).status_code == 201
    act(feedback, main, "answer", {"text": "Loket kedua dibuka."})
    followed = feedback.public.get(f"/v1/topics/{one['id']}").json()
    assert (followed["status"], followed["into"]) == ("answered", main["id"]), "who follows it follows the other one"

    assert say(feedback, main, "erasure").status_code == 200
    problem(feedback.public.get(f"/v1/topics/{main['id']}"), 404, "pokok-tidak-ada")
    officer.post(f"{topic}/withdrawal", {}, version=2)
    improvement = feedback.public.get(f"/v1/improvements/{promised}").json()
    assert improvement["topic"] == {"id": one["id"], "title": None, "status": None}
    assert (improvement["status"], improvement["reason"]) == ("missed", "Anggaran tidak disetujui.")
    feedback.deliver()
    assert feedback.public.get("/v1/topics", params={"unit": UNIT}).json()["items"] == []
    assert feedback.public.post("/v1/complaints/check", check).json()["similar"] == []


def test_a_topic_is_followed_by_mail_and_the_address_goes_when_it_is_over(feedback):
    officer, post, public = feedback.staff("aduan"), Pigeonhole(feedback.runtime), feedback.public.post
    one, main = send(feedback, unit=UNIT), send(feedback, unit=UNIT)
    for complaint in (one, main):
        act(feedback, complaint, "routing", {"unit": UNIT, "class": "complaint"})
    topic = f"/v1/complaints/{one['id']}/topic"
    assert officer.post(topic, {"title": "Antrean puskesmas hari Senin"}).status_code == 201
    names = ("siti", "rina", "tini")
    for name in names:
        assert public(f"/v1/topics/{one['id']}/followers", {"email": f"{name}@contoh.id"}).status_code == 201
    problem(public(f"/v1/topics/{one['id']}/followers", {"email": "siti di contoh"}), 422, "isian", "email")
    problem(public(f"/v1/topics/{main['id']}/followers", {"email": "siti@contoh.id"}), 404, "pokok-tidak-ada")
    words = {name: WORD.search(post.to(f"{name}@contoh.id")[-1].text).group(1) for name in names}
    problem(public("/v1/followers/confirmation", {"token": words["siti"][:-1] + "x"}), 422, "isian", "token")
    problem(
        public("/v1/followers/confirmation", {"token": words["siti"][:37] + "0" * 32}), 404, "tautan-tidak-sah", "token"
    )
    for name in ("siti", "rina"):
        assert public("/v1/followers/confirmation", {"token": words[name]}).status_code == 200

    assert officer.post(f"{topic}/news", {"text": "Loket kedua dibuka."}, version=1).status_code == 200
    assert _written_to(feedback, post) == ["rina@contoh.id", "siti@contoh.id"], "who did not say yes hears nothing"
    assert public("/v1/followers/stop", {"token": words["rina"]}).status_code == 200
    act(feedback, one, "merging", {"into": main["number"]})
    act(feedback, main, "answer", {"text": "Loket kedua dibuka."})
    assert _written_to(feedback, post) == ["siti@contoh.id"] * 2, "of what their complaint was merged into, too"
    assert say(feedback, main, "confirmation").status_code == 200
    assert _written_to(feedback, post) == ["siti@contoh.id"]
    problem(public(f"/v1/topics/{one['id']}/followers", {"email": "siti@contoh.id"}), 409, "aduan-berakhir")

    pass_days(feedback, 31)
    erasing.destroy_waiting(feedback.runtime)
    states = list(feedback.runtime.db.state.find({"aggregate": "follower"}))
    assert {one["data"]["status"] for one in states} == {"stopped"}
    kept = [feedback.runtime.vault.readable(one["_id"], "address", one["data"]["address"]) for one in states]
    assert kept == [None] * 3


def _written_to(feedback, post):
    """Addresses of the letters that come now, by day."""
    pass_days(feedback, 0)
    feedback.runtime.db.letters.update_many({}, {"$set": {"due": datetime.now(UTC)}})
    return sorted(letter.to for letter in post.empty())


def test_notes_are_read_inside_the_office_and_go_with_the_complaint(feedback):
    one, officer, ours = send(feedback, unit=UNIT), feedback.staff("aduan"), liaison(feedback, OURS)
    problem(ours.post(f"/v1/complaints/{one['id']}/notes", {"text": "Sudah dilihat."}), 404, "aduan-tidak-ada")
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    secret = "Petugas loket dua sedang cuti."
    note = act(feedback, one, "notes", {"text": secret}, 201).json()
    assert ours.post(f"/v1/complaints/{one['id']}/notes", {"text": "Penggantinya ada."}).status_code == 201
    for who in (officer, ours):
        notes = who.get(f"/v1/complaints/{one['id']}").json()["notes"]
        assert [(said["by"], said["text"]) for said in notes] == [("officer", secret), ("unit", "Penggantinya ada.")]
    told = track(feedback, one)
    assert secret not in told.text and "note" not in told.text and not {"notes", "priority"} & told.json().keys()
    [event] = feedback.runtime.store.events(note["stream"])
    assert secret not in str(event.data) and event.data["text"]["kid"] == one["id"], "with the complaint's key"
    assert say(feedback, one, "erasure").status_code == 200
    assert {said["text"] for said in officer.get(f"/v1/complaints/{one['id']}").json()["notes"]} == {None}
    problem(officer.post(f"/v1/complaints/{one['id']}/notes", {"text": "Sekali lagi."}), 410, "data-dihapus")


def test_what_comes_first_stands_on_top_of_the_desk_and_its_reporter_sees_nothing_of_it(feedback):
    early, late = send(feedback), send(feedback)
    act(feedback, late, "routing", {"unit": UNIT, "class": "supervision"})
    before = track(feedback, late).json()
    act(feedback, late, "priority", {"reason": " "}, 422)
    act(feedback, late, "priority", {"reason": "Warga lanjut usia menunggu di kursi roda."})
    feedback.deliver()
    desk = feedback.staff("aduan").get("/v1/complaints?limit=200").json()["items"]
    assert (desk[0]["id"], desk[0]["urgent"]) == (late["id"], True)
    assert early["id"] in [row["id"] for row in desk[1:]]
    assert track(feedback, late).json() == before, "neither its terms nor its history"
    seen = feedback.staff("aduan").get(f"/v1/complaints/{late['id']}").json()
    assert seen["priority"]["reason"].startswith("Warga") and "deprioritise" in seen["may"]
    act(feedback, late, "priority/removal", {"reason": "Sudah dilayani."})
    feedback.deliver()
    assert not feedback.staff("aduan").get("/v1/complaints?limit=200").json()["items"][0]["urgent"]


def test_whoever_comes_to_the_counter_leaves_with_a_code_and_the_history_says_who_wrote_it(feedback):
    officer, body = feedback.staff("aduan"), {"class": "complaint", "text": TEXT, "unit": UNIT, "name": "Nek Aminah"}
    problem(feedback.public.post("/v1/complaints/at-counter", body), 401, "belum-masuk")
    problem(liaison(feedback, OURS).post("/v1/complaints/at-counter", body), 403, "peran")
    integrity = body | {"class": "integrity"}
    problem(officer.post("/v1/complaints/at-counter", integrity), 422, "laporan-sendiri", "class")
    number = body | {"text": "NIK saya 1274016504950001"}
    problem(officer.post("/v1/complaints/at-counter", number), 422, "peringatan-belum-dibaca", "aware")
    key = uuid.uuid4().hex
    done = [officer.post("/v1/complaints/at-counter", body, key=key).json() for _ in range(2)]
    assert done[0]["extra"] == done[1]["extra"], "a lost line"
    one = done[0]["extra"] | {"id": done[0]["id"]}
    told = track(feedback, one).json()
    assert (told["helped"], told["text"], told["verify"]["days"]) == (True, TEXT, 3)
    assert not track(feedback, send(feedback)).json()["helped"]
    seen = officer.get(f"/v1/complaints/{one['id']}").json()
    assert (seen["helped"], seen["name"]) == (True, "Nek Aminah")
    [event] = feedback.runtime.store.events(f"complaint-{one['id']}")
    assert event.actor.startswith("aduan:") and one["code"] not in str(event.data)
    assert say(feedback, one, "replies", {"text": "Loket nomor dua."}).status_code == 200


def test_answers_begin_with_words_that_the_office_keeps_by_class(feedback):
    officer, ours = feedback.staff("aduan"), liaison(feedback, OURS)
    body = {"title": "Antrean loket", "class": "complaint", "text": "Aduan {nomor} dijawab {unit}."}
    problem(ours.post("/v1/wordings", body), 403, "peran")
    problem(officer.post("/v1/wordings", body | {"text": "Halo {nama}."}), 422, "isian-tidak-dikenal", "text")
    problem(officer.post("/v1/wordings", body | {"text": "Tanya Ibu Ratna."}), 422, "menyebut-orang", "text")
    id = officer.post("/v1/wordings", body).json()["id"]
    assert officer.post("/v1/wordings", body | {"class": "information", "title": "Jam layanan"}).status_code == 201
    assert [one["title"] for one in ours.get("/v1/wordings?class=complaint").json()["items"]] == ["Antrean loket"]
    changed = body | {"text": "{unit} sudah menambah loket. Aduan {nomor}, dikirim {dikirim}."}
    assert officer.post(f"/v1/wordings/{id}", changed, version=1).status_code == 200
    problem(officer.post(f"/v1/wordings/{id}", body, version=1), 412, "versi-lama")
    assert officer.get(f"/v1/wordings/{id}").json()["text"] == changed["text"]
    assert officer.post(f"/v1/wordings/{id}/withdrawal", {}, version=2).status_code == 200
    assert officer.get(f"/v1/wordings/{id}").json()["withdrawn"]
    problem(officer.post(f"/v1/wordings/{id}", body, version=3), 404, "templat-tidak-ada")
    problem(officer.get(f"/v1/wordings/{uuid.uuid4()}"), 404, "templat-tidak-ada")
    assert ours.get("/v1/wordings?class=complaint").json()["items"] == []


def test_a_complaint_is_opened_again_once(feedback):
    one = send(feedback)
    act(feedback, one, "routing", {"unit": UNIT, "class": "complaint"})
    unsolved = {"text": "Masih rusak.", "unsolved": True}
    act(feedback, one, "answer", {"text": "Sudah diperbaiki."})
    assert say(feedback, one, "replies", unsolved).status_code == 200
    act(feedback, one, "answer", {"text": "Kini sungguh."})
    problem(say(feedback, one, "replies", unsolved), 409, "sudah-dibuka-lagi", "unsolved")
    told = track(feedback, one).json()
    assert (told["reopened"], told["status"], "reopen" in told["may"]) == (True, "answered", False)


def test_a_file_of_forty_megabytes_is_refused_before_it_is_read(feedback):
    one = send(feedback)
    place = "/v1/complaints/photos"
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(40 * 1024 * 1024)
    told = {"number": one["number"], "code": one["code"]}
    headers = {"Idempotency-Key": uuid.uuid4().hex, "Content-Type": "application/octet-stream"}
    answer = requests.post(feedback.url + place, data=film, params=told, headers=headers, timeout=60)
    assert answer.status_code == 413, answer.text
    assert track(feedback, one).json()["photos"] == []
    short = requests.post(feedback.url + place, data=film[:2_000], params=told, headers=headers, timeout=60)
    problem(short, 422, "jenis-berkas", "file")
    torn = requests.post(feedback.url + place, data=jpeg()[:600], params=told, headers=headers, timeout=60)
    problem(torn, 422, "berkas-rusak", "file")
