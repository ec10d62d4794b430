"""What was known at a moment, what held at a moment, and what changed between two."""

import uuid

import pytest
import requests
from audit.history.lists import Lists

from tests.http.running import problem
from tests.unit.audit.given import raw

from .conftest import ADDED, LINE, PERSON, SERVANT, VACANCY

pytestmark = pytest.mark.servers

BEFORE, BETWEEN, AFTER = "2025-05-01T00:00:00Z", "2025-06-10T00:00:00Z", "2025-07-01T00:00:00Z"


def test_an_object_is_what_was_recorded_until_then(follower):
    path = f"/v1/history/objects/{SERVANT}"
    before = follower.get(path, params={"at": BETWEEN}).json()
    assert (before["state"], before["version"]) == (None, 0)
    assert [fact["id"] for fact in before["left_out"]] == [f"{SERVANT}@1"]
    now = follower.get(path).json()
    assert (now["state"], now["service"], now["aggregate"]) == (ADDED, "training", "civil_servant")


def test_a_back_dated_fact_holds_from_its_day_and_shows_as_late_knowledge(follower):
    path = f"/v1/history/objects/{SERVANT}"
    held = follower.get(path, params={"at": BETWEEN, "by": "valid"}).json()
    assert held["state"] == ADDED
    assert held["facts"][0]["sentence"] == "Diketahui 19 hari setelah berlaku."
    # what one could have known of that day, on that day
    assert follower.get(path, params={"at": BETWEEN, "by": "valid", "known": BETWEEN}).json()["state"] is None
    [late] = follower.get("/v1/history/late").json()["items"]
    assert (late["stream"], late["index"], late["late"]) == (SERVANT, 1, True)
    assert follower.get("/v1/history/late", params={"until": BETWEEN}).json()["items"] == []


def test_two_moments_of_an_object_are_compared_in_words(follower):
    path = f"/v1/history/objects/{SERVANT}/diff"
    found = follower.get(path, params={"from": BETWEEN, "to": AFTER}).json()
    assert [(c["kind"], c["sentence"]) for c in found["changes"]] == [("added", "Baru ada sejak saat itu.")]
    assert [fact["id"] for fact in found["facts"]] == [f"{SERVANT}@1"]
    problem(follower.get(path, params={"from": AFTER, "to": BETWEEN}), 422, "masa-terbalik", "from")


def test_a_list_is_what_it_was(auditor):
    path = "/v1/history/lists/training/view/roster"
    assert auditor.get(path, params={"at": BETWEEN}).json()["total"] == 0
    assert auditor.get(path, params={"at": BETWEEN, "by": "valid"}).json()["items"][0]["row"]["enrolments"] == {}
    now = auditor.get(path).json()
    assert now["items"][0]["key"] == PERSON and len(now["items"][0]["row"]["enrolments"]) == 1
    assert auditor.get(path, params={"field": "unit", "value": "Dinkes"}).json()["total"] == 0
    assert auditor.get(path, params={"field": "unit", "value": "RSUD"}).json()["total"] == 1


def test_states_of_one_kind_are_a_list_too(auditor):
    found = auditor.get("/v1/history/lists/registration/states/vacancy", params={"at": AFTER}).json()
    assert [(row["key"], row["row"]["code"]) for row in found["items"]] == [(VACANCY, "F-001")]


def test_two_moments_of_a_list_are_compared_row_by_row(auditor):
    path = "/v1/history/lists/training/view/roster/diff"
    found = auditor.get(path, params={"from": "2025-06-20T10:00:00Z", "to": AFTER}).json()
    assert (found["added"], found["removed"], found["changed"]) == (0, 0, 1)
    [row] = found["items"]
    assert row["key"] == PERSON and row["changes"][0]["field"].startswith("enrolments.")
    assert auditor.get(path, params={"from": BETWEEN, "to": AFTER}).json()["added"] == 1


def test_pages_follow_each_other(auditor):
    path = "/v1/history/lists/audit/view/traces"
    first = auditor.get(path, params={"limit": 2}).json()
    second = auditor.get(path, params={"limit": 2, "after": first["next"]}).json()
    keys = [item["key"] for page in (first, second) for item in page["items"]]
    assert keys == sorted(set(keys)) and first["total"] == second["total"] >= 3


def test_nothing_is_sent_twice_while_the_log_stands_still(follower):
    first = follower.get(f"/v1/history/objects/{SERVANT}")
    headers = follower._headers() | {"If-None-Match": first.headers["ETag"]}
    again = requests.get(follower.running.url + f"/v1/history/objects/{SERVANT}", headers=headers, timeout=10)
    assert again.status_code == 304


def test_what_is_not_there_is_a_problem_and_others_are_kept_out(audit, follower):
    problem(follower.get("/v1/history/objects/application-x"), 404, "objek-tidak-ada", "stream")
    problem(follower.get("/v1/history/lists/training/view/nothing"), 404, "daftar-tidak-ada", "name")
    wrong = follower.get(f"/v1/history/objects/{SERVANT}", params={"known": AFTER})
    problem(wrong, 422, "hanya-menurut-berlaku", "known")
    problem(audit.staff("panitia").get("/v1/history/lists"), 403, "peran")
    assert audit.public.get("/v1/history/lists").status_code == 401


def test_a_list_is_limited_by_its_own_history_and_not_by_the_logs(auditor, monkeypatch):
    monkeypatch.setattr("audit.history.lists.MOST_EVENTS", 1)
    auditor.running.app.extensions.pop("lists", None)
    assert auditor.get("/v1/history/lists/registration/view/vacancies").status_code == 200
    assert auditor.get("/v1/history/lists/training/states/civil_servant").status_code == 200
    problem(auditor.get("/v1/history/lists/training/view/roster"), 413, "riwayat-terlalu-panjang")


def test_a_list_is_folded_again_for_its_own_events_and_not_for_the_logs(audit, auditor, monkeypatch):
    folded = []
    fill = Lists._fill
    monkeypatch.setattr(
        Lists, "_fill", lambda self, shelf, kind, moment: folded.append(kind) or fill(self, shelf, kind, moment)
    )
    path = "/v1/history/lists/registration/view/vacancies"

    def page():
        return auditor.get(path, params={"at": AFTER}).json()

    first = page()
    audit.deliver(raw("training.course.announced", {}, "2025-06-22T02:00:00.000Z", stream=f"hours-{uuid.uuid4()}"))
    assert page()["sha256"] == first["sha256"] and len(folded) == 1
    audit.deliver(
        raw("registration.vacancy.published", LINE, "2025-06-22T02:00:00.000Z", stream=f"vacancy-{uuid.uuid4()}")
    )
    assert page()["total"] == first["total"] + 1 and len(folded) == 2


def test_only_the_lists_own_entries_are_read(audit, auditor):
    """As many as the list has events, however many the log has."""
    db = audit.runtime.db
    db.command("profile", 2)
    try:
        auditor.running.app.extensions.pop("lists", None)
        assert auditor.get("/v1/history/lists/registration/view/vacancies", params={"at": AFTER}).status_code == 200
    finally:
        db.command("profile", 0)
    asked = list(db["system.profile"].find({"ns": f"{db.name}.entries", "command.sort": {"_id": 1}}))
    own = db.entries.count_documents({"name": "registration.vacancy.published"})
    assert 0 < own < db.entries.count_documents({})
    assert [one["docsExamined"] for one in asked] == [own]
