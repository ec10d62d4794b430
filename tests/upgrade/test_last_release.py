"""What the last release wrote, under this release's code: every event is read, every state and row made anew.

Its data is a file beside this one (recording.py). It is never edited: a release adds the next file.
"""

import uuid
from importlib import import_module
from pathlib import Path

import pytest
from asnkit.db import connect
from asnkit.events import Event, fold
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.shapes import Shapes
from asnkit.testing import records_of
from selection.score_batch.rows import SCORES
from tlog.commits import origin
from tlog.notes import Signer

from .recording import restore

pytestmark = pytest.mark.servers

RELEASES = sorted(Path(__file__).parent.glob("*.tar.xz"))
SERVICES = ("registration", "selection", "training", "feedback", "audit")


@pytest.fixture(scope="module", params=RELEASES, ids=lambda file: file.name.partition(".")[0])
def release(request, servers, tmp_path_factory):
    """A function that gives a service's runtime on the data that the release left."""
    folder, prefix = tmp_path_factory.mktemp("release"), f"upgrade_{uuid.uuid4().hex[:8]}_"
    client = connect(servers.mongo_url("admin"))
    restore(request.param, client, folder / "secrets", prefix)
    (folder / "keys").mkdir()
    made = {}
    for service in SERVICES:
        signer = Signer.from_pem(origin(service), (folder / "secrets" / service / "promise.key").read_bytes())
        (folder / "keys" / f"{service}.key").write_text(signer.verifier)
        settings = Settings(
            service=service,
            mongo_url=servers.mongo_url("admin"),
            kafka_bootstrap="127.0.0.1:1",
            secrets=folder / "secrets" / service,
            keys=folder / "keys",
            database=prefix + service,
            environment="development",
        )
        made[service] = Runtime(import_module(f"{service}.wiring").SERVICE, settings)
        made[service].prepare()
    yield made
    for runtime in made.values():
        runtime.close()
    for name in client.list_database_names():
        if name.startswith(prefix):
            client.drop_database(name)
    client.close()


def messages(release, topics):
    """Every event of these topics as its service's relay would send it."""
    found = []
    for runtime in release.values():
        for commit in runtime.db.commits.find().sort([("stream", 1), ("first", 1)]):
            if runtime.contracts.owners.topic(commit["stream"]) in topics:
                found += records_of(commit, runtime.contracts.owners)
    return found


def test_there_is_one():
    assert RELEASES


@pytest.mark.parametrize("service", SERVICES)
def test_every_event_still_fits_its_contract_and_carries_its_signature(release, service):
    runtime, seen = release[service], 0
    for stream in runtime.db.commits.distinct("stream"):
        runtime.store.load_signed(stream)
    for commit in runtime.db.commits.find():
        for stored in commit["events"]:
            event = Event.parse(bytes(stored["bytes"]))
            runtime.contracts.check(event.name, event.data, event.typeversion)
            seen += 1
    assert seen > 0


@pytest.mark.parametrize("service", SERVICES)
def test_every_state_is_the_fold_of_its_events_or_is_folded_anew(release, service):
    runtime = release[service]
    shapes = Shapes(runtime.store)
    while shapes.turn():
        pass
    for document in runtime.db.state.find():
        aggregate = runtime.store.aggregate(document["_id"])
        assert document["shape"] == aggregate.shape
        assert document["data"] == fold(aggregate, runtime.store.events(document["_id"])), (
            f"{document['_id']}: a state that is made otherwise is a new shape= of its AGGREGATE"
        )


@pytest.mark.parametrize("service", SERVICES)
def test_its_views_are_filled_from_the_first_event(release, service):
    runtime = release[service]
    generation = runtime.views.live()
    runtime.db.inbox.delete_many({"consumer": f"{service}.views.{generation}"})
    runtime.consumer(f"views.{generation}").apply(messages(release, runtime.view_topics))
    assert runtime.db.parked.count_documents({"consumer": f"{service}.views.{generation}"}) == 0
    if runtime.service.views:
        assert any(runtime.views[view.name].count_documents({}) for view in runtime.service.views)


def react(release, service, names):
    runtime = release[service]
    for name in names:
        runtime.db.inbox.delete_many({"consumer": f"{service}.reactions.{name}"})
        runtime.consumer(f"reactions.{name}").apply(messages(release, runtime.service.listens))
    assert runtime.db.parked.count_documents({"consumer": {"$regex": r"\.reactions\."}}) == 0


@pytest.mark.parametrize("service", ["registration", "selection", "training"])
def test_its_reactions_seen_again_from_the_first_event_change_nothing(release, service):
    runtime = release[service]
    then = {
        name.rpartition(".reactions.")[2] for name in runtime.db.inbox.distinct("consumer") if ".reactions." in name
    }
    since = runtime.service.reactions.keys() - then
    before = runtime.db.commits.count_documents({})
    react(release, service, then & runtime.service.reactions.keys())
    assert runtime.db.commits.count_documents({}) == before

    streams = set(runtime.db.commits.distinct("stream"))
    react(release, service, since)  # these begin at the first event, and add nothing to what was there
    after = list(runtime.db.commits.find({}, {"stream": 1}))
    assert len([commit for commit in after if commit["stream"] in streams]) == before
    react(release, service, since)
    assert runtime.db.commits.count_documents({}) == len(after)


def test_its_score_files_are_read_as_they_were_signed(release):
    """Whoever carries on a batch that the last release staged finds the rows that two people signed."""
    runtime, seen = release["selection"], 0
    for stream in runtime.db.commits.distinct("stream", {"stream": {"$regex": "^score_batch-"}}):
        state = runtime.store.load_signed(stream).state
        assert len(SCORES.rows(runtime, stream, state)) == state["rows"]
        seen += 1
    assert seen > 0


@pytest.mark.parametrize("service", SERVICES)
def test_a_consumer_that_there_was_hears_of_nothing_that_its_worker_passed_over(release, service):
    """That worker moves on over what it does not know; a consumer that is added begins at the start."""
    runtime = release[service]
    for begun in runtime.db.consumers.find():
        name = begun["_id"].removeprefix(f"{service}.")
        if name.removeprefix("reactions.") in runtime.service.reactions:
            runtime.consumer(name)._check_types()
