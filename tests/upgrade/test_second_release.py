"""Every view, reaction and event has a second release: it finds what the first one left, and both run at once."""

import json
import shutil
from dataclasses import replace

import pytest
from asnkit import upcasting
from asnkit.events import Aggregate, Event, View, new_id
from asnkit.reactions import Reaction
from asnkit.testing import records_of
from asnkit.upcasting import Upcasters
from asnkit.worker import _ViewsTurn

from tests.kit.conftest import CONTRACTS, context
from tests.kit.toy import MIRROR, SERVICE, Copy, Fill, Open, decide_box

pytestmark = pytest.mark.servers


def box_with(runtime, *amounts):
    """A box that was filled so often, and its messages."""
    stream = new_id("box")
    runtime.store.run(context(), lambda tx: tx.decide(stream, Open("p1")))
    for amount in amounts:
        runtime.store.run(context(), lambda tx, a=amount: tx.decide(stream, Fill(a)))
    commits = runtime.db.commits.find({"stream": stream}).sort("first")
    return stream, [record for commit in commits for record in records_of(commit, runtime.contracts.owners)]


def views_consumer(runtime):
    runtime.views.prepare(runtime.views.live())
    return runtime.consumer(f"views.{runtime.views.live()}")


COUNTS = View("totals", shape=2)


@COUNTS.on("kit.box.filled", keys=lambda event: ["all"])
def count(row, event):
    return {"fillings": (row or {"fillings": 0})["fillings"] + 1}


class TestViews:
    def test_a_new_shape_fills_a_generation_of_its_own_and_the_old_one_stays_readable(self, runtime, another):
        _, records = box_with(runtime, 1, 2)
        views_consumer(runtime).apply(records)
        later = another(replace(SERVICE, views=[COUNTS]))
        views_consumer(later).apply(records)
        assert later.views["totals"].find_one({"_id": "all"}) == {"_id": "all", "fillings": 2}
        assert sum(runtime.views["totals"].find_one({"_id": "all"})["boxes"].values()) == 3

    def test_a_view_that_is_added_has_the_past(self, runtime, another):
        _, records = box_with(runtime, 1, 2)
        views_consumer(runtime).apply(records)
        added = View("openings")
        added.on("kit.box.opened", keys=lambda event: [event.subject])(
            lambda row, event: {"owner": event.data["owner"]}
        )
        later = another(replace(SERVICE, views=[*SERVICE.views, added]))
        views_consumer(later).apply(records)
        assert later.views["openings"].count_documents({}) == 1

    def test_web_is_not_ready_before_the_worker_has_filled_it(self, runtime, another, empty_topic):
        later = another(replace(SERVICE, views=[COUNTS]))
        box_with(runtime, 1)
        relay = runtime.relay()
        relay.drain()
        relay.close()
        assert not later.views.filled()
        turn = _ViewsTurn(later)
        for _ in range(100):
            turn.turn()
            if later.views.filled():
                break
        turn.close()
        assert later.views.filled()
        assert later.views["totals"].find_one({"_id": "all"})["fillings"] == 1

    def test_the_last_release_keeps_its_rows_and_the_one_before_loses_them(self, runtime, another):
        first, second = runtime, another(replace(SERVICE, views=[COUNTS]))
        third = another(replace(SERVICE, views=[View("totals", shape=3)]))
        for release in (first, second, third):
            release.views.prepare(release.views.live())
            release.views.swap(release.views.live())
        kept = {name.partition(".")[2] for name in runtime.rows.list_collection_names() if name.startswith("totals.")}
        assert kept == {second.views.live(), third.views.live()}


class TestReactions:
    def test_one_that_is_added_is_a_consumer_of_its_own_and_sees_the_past_once(self, runtime, another):
        stream, records = box_with(runtime, 1, 2)
        runtime.consumer("reactions.mirrors").apply(records)

        def copy_twice(event, tx):
            tx.decide(event.subject.replace("box-", "mirror-"), Copy(event.subject, 2 * event.data["amount"]))

        table = {**SERVICE.reactions, "doubles": {"kit.box.filled": [Reaction("double", copy_twice)]}}
        later = another(replace(SERVICE, reactions=table))
        later.consumer("reactions.doubles").apply(records)
        later.consumer("reactions.mirrors").apply(records)
        mirror = stream.replace("box-", "mirror-")
        assert later.store.load(mirror).state["sum"] == 3 + 6
        assert later.db.parked.count_documents({}) == 0


def evolve_weighed(state, event):
    """The second release's: a filling has a unit."""
    if event.fact == "box.opened":
        return {"owner": event.data["owner"], "grams": 0}
    grams = event.data["amount"] * {"g": 1, "kg": 1000}[event.data["unit"]]
    return {**state, "grams": state["grams"] + grams}


def decide_weighed(state, command, now):
    facts = decide_box(state, command, now)
    return [replace(fact, data={**fact.data, "unit": "kg"}) if fact.name == "box.filled" else fact for fact in facts]


WEIGHED = Aggregate("box", decide_weighed, evolve_weighed, shape=2)
UPCASTS = {("kit.box.filled", 1): lambda data: {**data, "unit": "g"}}


@pytest.fixture
def contracts(tmp_path):
    """The contracts of the second release: box.filled has a version 2 beside version 1."""
    folder = tmp_path / "contracts"
    shutil.copytree(CONTRACTS, folder)
    schema = json.loads((folder / "kit" / "box.filled.v1.json").read_text())
    schema["properties"]["unit"] = {"enum": ["g", "kg"]}
    schema["required"] = [*schema["required"], "unit"]
    (folder / "kit" / "box.filled.v2.json").write_text(json.dumps(schema))
    return folder


@pytest.fixture
def weighing(another, contracts, monkeypatch):
    monkeypatch.setattr("asnkit.service.UPCASTS", UPCASTS)
    return another(replace(SERVICE, aggregates=[WEIGHED, MIRROR]), contracts=contracts)


class TestEvents:
    def test_old_events_are_read_as_new_ones_and_new_ones_are_written(self, runtime, weighing):
        stream, _ = box_with(runtime, 5)
        weighing.store.run(context(), lambda tx: tx.decide(stream, Fill(2)))
        assert weighing.store.load(stream).state["grams"] == 5 + 2000
        versions = [Event.parse(commit["events"][0]["bytes"]).typeversion for commit in weighing.db.commits.find()]
        assert sorted(versions) == [1, 1, 2]

    def test_the_stored_bytes_stay_as_they_were(self, runtime, weighing):
        stream, records = box_with(runtime, 5)
        weighing.store.run(context(), lambda tx: tx.decide(stream, Fill(2)))
        kept = weighing.db.commits.find_one({"_id": f"{stream}@2"})["events"][0]["bytes"]
        assert bytes(kept) == records[1].raw

    def test_what_a_later_release_wrote_moves_an_older_readers_cursor_and_changes_nothing(self, runtime, weighing):
        stream, _ = box_with(runtime, 5)
        weighing.store.run(context(), lambda tx: tx.decide(stream, Fill(2)))
        commits = runtime.db.commits.find({"stream": stream}).sort("first")
        records = [record for commit in commits for record in records_of(commit, runtime.contracts.owners)]
        runtime.consumer("reactions.mirrors").apply(records)
        assert runtime.store.load(stream.replace("box-", "mirror-")).state["sum"] == 5
        assert runtime.db.inbox.find_one({"stream": stream})["version"] == 3

    @pytest.mark.parametrize(
        "newest, upcasts",
        [
            ({"kit.box.filled": 2}, {}),
            ({"kit.box.filled": 3}, {("kit.box.filled", 1): dict}),
            ({"kit.box.filled": 1}, {("kit.box.filled", 1): dict}),
        ],
        ids=["no way up", "a hole in the chain", "a function that leads nowhere"],
    )
    def test_a_hole_in_the_chain_stops_the_start(self, newest, upcasts):
        with pytest.raises(ValueError, match=r"kit\.box\.filled"):
            Upcasters(newest, upcasts)

    def test_a_chain_of_three_is_walked_to_its_end(self):
        chain = {("kit.box.filled", 1): lambda d: {**d, "two": 1}, ("kit.box.filled", 2): lambda d: {**d, "three": 1}}
        event = Event.from_envelope({"type": "id.go.tanjungbalai.asn.kit.box.filled.v1", "data": {"amount": 1}})
        newest = Upcasters({"kit.box.filled": 3}, chain).newest(event)
        assert (newest.typeversion, newest.data) == (3, {"amount": 1, "two": 1, "three": 1})

    def test_this_releases_own_chain_has_no_hole(self, runtime):
        assert Upcasters(runtime.contracts.newest_versions, upcasting.UPCASTS)
