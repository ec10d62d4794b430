"""Comments on a selection over HTTP: given by somebody unknown, read by a moderator, then by everybody."""

import json
import secrets
from datetime import timedelta

import pytest
from asnkit.events import format_time
from asnkit.limits import Limit
from feedback.comment import api

from .running import problem

TEXT = "Jadwalnya jelas.\nUkuran berkasnya tidak."
CODE = "CPNS-2026"

pytestmark = pytest.mark.servers


def told(stream, fact, time, **data):
    """registration's event."""
    envelope = {
        "specversion": "1.0", "id": f"{stream}@1", "source": "/asn/registration",
        "type": f"id.go.tanjungbalai.asn.registration.{fact}.v1", "subject": stream, "time": time,
        "streamversion": 1, "actor": "ketua:k1", "correlationid": "c1", "data": data,
    }  # fmt: skip
    return json.dumps(envelope).encode()


def list_of(stage, at):
    """A list of that stage, announced at that moment."""
    more = dict.fromkeys(
        ("objection_opens", "objection_closes", "republish_by", "replaces", "result", "counted_sha256")
    )
    named = {"number": "800/1/BKPSDM", "title": "Hasil", "list_sha256": "0" * 64, "counts": {"MS": 5}}
    stream = f"announcement-{stage}"
    return told(stream, "announcement.published", format_time(at), period=CODE, stage=stage, **named, **more)


@pytest.fixture(scope="module")
def feedback(serve):
    running, day = serve("feedback"), timedelta(days=1)
    now = running.clock.now()
    period = {
        "code": CODE, "name": "Seleksi CPNS 2026", "procurement_type": "PNS", "budget_year": 2026, "mode": "lokal",
        "registration_opens": format_time(now - 40 * day), "registration_closes": format_time(now - 20 * day),
        "age_counted_on": "submission", "objection_days": 3, "answer_days": 7, "decree": "KepmenPANRB 320/2024",
    }  # fmt: skip
    running.deliver(
        told("period-1", "period.announced", format_time(now - 41 * day), **period),
        list_of("administrasi", now - 15 * day),
        list_of("skd", now - day),
    )
    return running


def give(feedback, text=TEXT, key=None, stage="skd", period=CODE):
    return feedback.public.post("/v1/comments", {"period": period, "stage": stage, "text": text}, key=key)


def given(feedback, text=TEXT):
    answer = give(feedback, text)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def act(feedback, id, step, body):
    officer = feedback.staff("aduan")
    version = officer.get(f"/v1/comments/{id}").json()["version"]
    return officer.post(f"/v1/comments/{id}/{step}", body, version=version)


def shown(feedback):
    feedback.deliver()
    return feedback.public.get(f"/v1/comments?period={CODE}&limit=100").json()["items"]


def stages(feedback):
    feedback.deliver()
    return {one["stage"]: one for one in feedback.public.get(f"/v1/comments/stages?period={CODE}").json()["items"]}


def test_only_a_stage_that_is_open_takes_comments(feedback):
    assert {name: one["open"] for name, one in stages(feedback).items()} == {
        "pendaftaran": False, "administrasi": False, "skd": True,
    }  # fmt: skip
    for stage in ("pendaftaran", "administrasi", "final"):
        problem(give(feedback, stage=stage), 409, "tahap-tidak-terbuka", "stage")
    problem(give(feedback, period="CPNS-2099"), 409, "tahap-tidak-terbuka", "stage")
    problem(give(feedback, "."), 422, "isian", "text")
    problem(give(feedback, "a b" * 400), 422, "isian", "text")


def test_nobody_reads_one_before_a_moderator_let_it_out_and_then_everybody(feedback):
    before, id = stages(feedback)["skd"], given(feedback)
    assert id not in {one["id"] for one in shown(feedback)}
    for role in ("panitia", "ketua", "penghubung", "auditor"):
        problem(feedback.staff(role).get(f"/v1/comments/{id}"), 403, "peran")
        problem(feedback.staff(role).get("/v1/comments/waiting"), 403, "peran")
        problem(feedback.staff(role).post(f"/v1/comments/{id}/release", {}, version=1), 403, "peran")
    assert id in {one["id"] for one in feedback.staff("aduan").get("/v1/comments/waiting?limit=100").json()["items"]}
    assert act(feedback, id, "release", {}).status_code == 200
    [one] = [one for one in shown(feedback) if one["id"] == id]
    assert (one["text"], one["edited"]) == (TEXT, False)
    after = stages(feedback)["skd"]
    assert [after[name] - before[name] for name in ("given", "shown", "withheld")] == [1, 1, 0]


def test_what_names_somebody_is_shortened_or_not_shown(feedback):
    id = given(feedback, "Loketnya lambat. Pak Budi tahu, 081234567890.")
    assert feedback.staff("aduan").get(f"/v1/comments/{id}").json()["warnings"] == ["PHONE", "NAME"]
    problem(act(feedback, id, "release", {}), 422, "menyebut-orang", "text")
    assert act(feedback, id, "release", {"text": "Loketnya lambat."}).status_code == 200
    assert [(one["text"], one["edited"]) for one in shown(feedback) if one["id"] == id] == [("Loketnya lambat.", True)]


def test_what_was_shown_can_be_withheld_and_stays_so(feedback):
    id = given(feedback)
    assert act(feedback, id, "release", {}).status_code == 200
    problem(act(feedback, id, "withholding", {"reason": "DISLIKED"}), 422, "isian", "reason")
    assert act(feedback, id, "withholding", {"reason": "INSULT"}).status_code == 200
    assert id not in {one["id"] for one in shown(feedback)}
    problem(act(feedback, id, "release", {}), 409, "sudah-diputuskan")


def test_the_record_has_no_word_of_it_and_no_hour(feedback):
    word = "kelengkengnya"
    id = given(feedback, f"Mohon {word} diperjelas.")
    db = feedback.runtime.db
    commit = db.commits.find_one({"stream": f"comment-{id}"})
    event = json.loads(commit["events"][0]["bytes"])
    assert event["actor"] == "publik:-" and event["time"].endswith("T17:00:00.000Z")
    everything = b"".join(bytes(one["bytes"]) for each in db.commits.find() for one in each["events"])
    assert word.encode() not in everything and word not in str(list(db.state.find())) + str(list(db.commands.find()))


def test_the_same_form_sent_twice_is_one_comment(feedback):
    before, key = stages(feedback)["skd"]["given"], secrets.token_urlsafe(18)
    first, again = (give(feedback, key=key) for _ in range(2))
    assert first.json()["id"] == again.json()["id"] and stages(feedback)["skd"]["given"] == before + 1


def test_one_address_fills_no_desk(feedback, monkeypatch):
    monkeypatch.setattr(api, "BY_SOURCE", Limit("few comments", 1, timedelta(hours=1)))
    given(feedback)
    problem(give(feedback), 429, "terlalu-sering-gagal")
