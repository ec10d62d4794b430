"""A replay builds again what is live, beside it, and names what somebody changed by hand."""

import pytest
from audit.auditor.memory import Memory
from audit.auditor.process import Auditor
from audit.auditor.replay import replay
from audit.auditor.reporting import Reporting

from .town import Town, fresh_folder, grow

pytestmark = pytest.mark.servers

ALL = {"services": ["feedback"], "since": None, "until": None}


@pytest.fixture(scope="module")
def town(serve, servers, tmp_path_factory):
    made = Town(servers, serve("feedback"), serve("audit"), fresh_folder(tmp_path_factory))
    made.stream, made.given = grow(made)
    yield made
    made.publication.close()


def live(town):
    """Every document of the live databases of the service."""
    runtime = town.feedback.runtime
    return [
        sorted(map(str, database[name].find()))
        for database in (runtime.db, runtime.rows)
        for name in sorted(database.list_collection_names())
    ]


def test_an_untouched_service_is_the_same_hash_for_hash_and_nothing_of_it_changes(town):
    before, told = live(town), []
    result = replay(town.sources, ALL, told.append, settle=0.2)
    assert result["differing"] == 0 and result["events"] == 4
    compared = {(part["part"], part["compared"]) for part in result["parts"] if part["compared"]}
    assert compared == {("state", 4), ("surveys", 1), ("survey_answers", 1), ("units", 1)}
    assert all(part["rebuilt_sha256"] == part["live_sha256"] for part in result["parts"])
    assert told[-1]["percent"] == 100 and told[-1]["events_per_second"] > 0
    assert live(town) == before


def test_the_hash_is_the_one_that_the_time_machine_gives_for_now(town):
    parts = replay(town.sources, ALL, lambda _: None, 0.2)["parts"]
    [view] = [part for part in parts if part["part"] == "surveys"]
    # the machine in the service knows every service's rules; the list is the same
    shown = town.audit.staff("auditor").get("/v1/history/lists/feedback/view/surveys").json()
    assert shown["sha256"] == view["live_sha256"]


def test_a_row_and_a_state_edited_by_hand_are_named(town):
    runtime = town.feedback.runtime
    id = town.stream.partition("-")[2]
    runtime.views["surveys"].update_one({"_id": id}, {"$set": {"unit": "Dinkes"}})
    runtime.db.state.update_one({"_id": town.stream}, {"$set": {"data.minimum": 5}})
    result = replay(town.sources, ALL, lambda _: None, settle=0.2)
    named = {(one["kind"], one["part"], one["key"], one["field"]) for one in result["differences"]}
    assert named == {("view", "surveys", id, "unit"), ("states", "state", town.stream, "minimum")}
    assert result["differences"][0]["sentence"]
    other = {part["part"] for part in result["parts"] if part["rebuilt_sha256"] != part["live_sha256"]}
    assert other == {"state", "surveys"}
    runtime.views["surveys"].update_one({"_id": id}, {"$set": {"unit": "RSUD"}})
    runtime.db.state.update_one({"_id": town.stream}, {"$set": {"data.minimum": 30}})


def test_only_what_was_last_touched_in_the_period_is_compared(town):
    past = replay(town.sources, {**ALL, "until": "2020-01-01T00:00:00.000Z"}, lambda _: None, settle=0.2)
    assert {part["compared"] for part in past["parts"]} == {0} and past["differing"] == 0
    times = [entry["time"] for entry in town.audit.runtime.db.entries.find({"source": "/asn/feedback"})]
    late = replay(town.sources, {**ALL, "since": max(times)}, lambda _: None, settle=0.2)
    assert {part["part"]: part["compared"] for part in late["parts"]}["state"] == times.count(max(times))


@pytest.fixture
def auditor(town):
    reporting = Reporting(town.audit.runtime.settings)
    reporting._token = town.audit.issuer.token(sub="auditor", role="service", aud=["audit"], scope="audit:results")
    return Auditor(town.sources, Memory(town.folder), reporting)


def test_the_standing_auditor_carries_out_what_is_asked_and_tells_it(town, auditor):
    person = town.audit.staff("auditor")
    started = person.post("/v1/replays", {"services": ["feedback"], "reason": "Triwulan satu"}).json()
    asked = person.post("/v1/inspections").json()
    auditor.turn()
    done = person.get(f"/v1/replays/{started['id']}").json()
    assert (done["status"], done["result"]["differing"], done["progress"]["percent"]) == ("completed", 0, 100)
    assert person.get(f"/v1/inspections/{asked['id']}").json()["status"] == "completed"
    assert len(list((town.folder / "reports").glob("*.json"))) == 1
    town.settle()
    assert town.sentences() == []
