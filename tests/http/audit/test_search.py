"""Every event is found by what it is about; who follows a person is recorded first."""

import io
from zipfile import ZipFile

import pytest
from asnkit.sheet import table
from asnkit.sheet.table import Layout
from asnkit.sheet.writing import FORMS, MEDIA_TYPES

from tests.http.running import problem
from tests.unit.audit.given import raw

from .conftest import ENROLMENT, PERSON, SERVANT, VACANCY

pytestmark = pytest.mark.servers


def ids(answer):
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def test_events_are_found_by_object_type_period_and_trace(follower):
    def find(**query):
        return ids(follower.get("/v1/search", params=query))

    assert find(object=VACANCY) == find(object=VACANCY.partition("-")[2]) == [f"{VACANCY}@1"]
    assert find(name="registration.") == find(name="registration.vacancy.published") == [f"{VACANCY}@1"]
    assert find(name="registration") == []
    assert find(correlation="t1") == [f"{ENROLMENT}@1", f"{SERVANT}@1"]
    assert find(cause=f"{SERVANT}@1") == [f"{ENROLMENT}@1"]
    assert find(until="2025-02-01T00:00:00Z") == [f"{VACANCY}@1"]
    assert find(actor="ketua:k1", service="training") == [f"{ENROLMENT}@1", f"{SERVANT}@1"]


def test_the_kinds_of_events_are_counted_in_one_answer(auditor):
    counted = auditor.get("/v1/search/counts").json()["items"]
    assert {"name": "registration.vacancy.published", "service": "registration", "events": 1} in counted
    for one in counted:
        found = auditor.get("/v1/search", params={"name": one["name"], "service": one["service"], "limit": 1}).json()
        assert found["total"] == one["events"] > 0
    assert sum(one["events"] for one in counted) == auditor.get("/v1/search").json()["total"]


def test_pages_of_a_search_follow_each_other(auditor):
    first = auditor.get("/v1/search", params={"actor": "ketua:k1", "limit": 2}).json()
    second = auditor.get("/v1/search", params={"actor": "ketua:k1", "limit": 2, "before": first["next"]}).json()
    assert [len(page["items"]) for page in (first, second)] == [2, 1]
    assert (first["total"], second["total"], second["next"]) == (3, 3, None)
    assert first["items"][0]["index"] == 2


def test_a_person_is_followed_only_after_it_was_recorded_why(audit):
    auditor = audit.staff("auditor", "follows")
    for path in ("/v1/search", "/v1/entries"):
        problem(auditor.get(path, params={"actor": f"pelamar:{PERSON}"}), 403, "catat-penelusuran", "person")
    problem(auditor.get("/v1/search", params={"object": PERSON}), 403, "catat-penelusuran", "person")
    recorded = auditor.post("/v1/queries/executions", {"person": PERSON, "reason": "Aduan 12/2025", "criteria": {}})
    assert recorded.status_code == 201, recorded.text
    problem(auditor.get("/v1/search", params={"actor": f"pelamar:{PERSON}"}), 403, "catat-penelusuran", "actor")
    problem(auditor.get("/v1/entries", params={"actor": f"pelamar:{PERSON}"}), 422, "isian", "actor")
    assert ids(auditor.get("/v1/search", params={"object": PERSON})) == []
    path = f"/v1/queries/executions/{recorded.json()['id']}"
    assert ids(auditor.get(path)) == [f"{ENROLMENT}@1", f"{SERVANT}@1"]
    problem(audit.staff("auditor", "b").get(path), 404, "penelusuran-tidak-ada")
    *_, event = audit.deliver()
    assert (event["type"].split(".")[-3:-1], event["data"]["person"]) == (["query", "executed"], PERSON)
    # the search itself is now part of what happened to the person
    assert event["id"] in ids(auditor.get(path))
    assert auditor.get(f"{path}/csv").content.startswith(b"\xef\xbb\xbf")


def test_a_narrower_recorded_search_keeps_its_criteria(auditor):
    criteria = {"since": "2025-06-21T00:00:00Z", "name": "training."}
    body = {"person": PERSON, "reason": "Aduan 12/2025", "criteria": criteria}
    recorded = auditor.post("/v1/queries/executions", body).json()
    assert ids(auditor.get(f"/v1/queries/executions/{recorded['id']}")) == [f"{ENROLMENT}@1"]


def test_the_table_is_read_by_spreadsheets_and_computes_nothing(audit, auditor):
    stream = "vacancy-0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0099"
    bad = raw("registration.vacancy.published", {}, "2024-01-01T00:00:00.000Z", stream=stream, actor='=HYPERLINK("x")')
    audit.deliver(bad)
    read = []
    for form in FORMS:
        answer = auditor.get(f"/v1/search/{form}", params={"object": stream})
        assert answer.headers["Content-Type"] == MEDIA_TYPES[form]
        read.append(table.read(answer.content, Layout(str, most_rows=10)))
    assert b"<f>" not in ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")
    assert read[0] == read[1] and read[0].faults == []
    [line] = read[0].lines
    assert (line.cells["pelaku"], line.cells["objek"]) == ('=HYPERLINK("x")', stream)


def test_causes_and_effects_are_a_graph_in_layers(auditor):
    found = auditor.get("/v1/search/graph", params={"event": f"{ENROLMENT}@1"}).json()
    assert [(node["id"], node["layer"]) for node in found["nodes"]] == [(f"{SERVANT}@1", 0), (f"{ENROLMENT}@1", 1)]
    assert found["edges"] == [{"cause": f"{SERVANT}@1", "effect": f"{ENROLMENT}@1"}]
    problem(auditor.get("/v1/search/graph"), 422, "isian", "event")


def test_a_query_is_kept_listed_and_removed(auditor):
    kept = auditor.post("/v1/queries", {"title": "Formasi", "criteria": {"name": "registration.vacancy.published"}})
    assert kept.status_code == 201, kept.text
    [item] = auditor.get("/v1/queries").json()["items"]
    assert (item["title"], item["criteria"]) == ("Formasi", {"name": "registration.vacancy.published"})
    problem(auditor.post("/v1/queries", {"title": "x y z", "criteria": {"limit": 3}}), 422, "isian", "criteria.limit")
    assert auditor.post(f"/v1/queries/{item['id']}/removal", version=item["version"]).status_code == 200
    assert auditor.get("/v1/queries").json()["items"] == []
