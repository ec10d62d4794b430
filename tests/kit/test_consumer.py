"""The consumer's promises, with records handed to it in every bad order that Kafka or a restore can make."""

from argparse import Namespace
from dataclasses import replace

import pytest
from asnkit import operations
from asnkit.errors import Halted, Unavailable, Unsigned
from asnkit.events import new_id
from asnkit.reactions import Reaction
from asnkit.testing import records_of
from bson.binary import Binary
from pymongo.errors import ExecutionTimeout

from .conftest import context
from .toy import POISON, SERVICE, Fill, Open

pytestmark = pytest.mark.servers


def history(runtime, amounts=(1, 2, 3)):
    """A box with these fillings, as records: the opening first."""
    stream = new_id("box")
    runtime.store.run(context(), lambda tx: tx.decide(stream, Open("p1")))
    for amount in amounts:
        runtime.store.run(context(), lambda tx, a=amount: tx.decide(stream, Fill(a)))
    records = []
    for commit in runtime.db.commits.find({"stream": stream}).sort("first"):
        records += records_of(commit, runtime.contracts.owners, len(records))
    return stream, records


def mirrored(runtime, stream):
    state = runtime.store.load(stream.replace("box-", "mirror-")).state
    return state["sum"] if state else 0


def cursor(runtime, stream):
    return runtime.db.inbox.find_one({"_id": f"kit.reactions.mirrors/kit/{stream}"})


def test_each_event_has_its_effect_once_and_moves_the_cursor(runtime):
    stream, records = history(runtime)
    runtime.consumer("reactions.mirrors").apply(records)
    assert mirrored(runtime, stream) == 6
    assert cursor(runtime, stream)["version"] == 4


def test_a_repeat_changes_nothing(runtime):
    stream, records = history(runtime)
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply(records)
    consumer.apply(records)
    consumer.apply(records[2:])
    assert mirrored(runtime, stream) == 6


def test_an_event_without_a_handler_moves_the_cursor_too(runtime):
    stream, records = history(runtime, amounts=())
    runtime.consumer("reactions.mirrors").apply(records)
    assert cursor(runtime, stream)["version"] == 1


def test_a_gap_waits_for_the_missing_event_and_then_drains_by_itself(runtime):
    stream, records = history(runtime)
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply([records[0], records[3], records[2]])
    assert mirrored(runtime, stream) == 0
    assert cursor(runtime, stream)["gap"] is True
    consumer.apply([records[1]])
    assert mirrored(runtime, stream) == 6
    assert cursor(runtime, stream) | {"_id": 0, "hash": 0} == {
        "_id": 0, "consumer": "kit.reactions.mirrors", "source": "kit", "stream": stream, "version": 4, "hash": 0,
        "parked": False, "gap": False, "stashed": 2,
    }  # fmt: skip
    assert runtime.db.parked.count_documents({}) == 0


def test_a_bad_event_parks_its_stream_and_the_others_go_on(runtime):
    bad, bad_records = history(runtime, amounts=(1, POISON, 2))
    good, good_records = history(runtime)
    runtime.consumer("reactions.mirrors").apply(
        [r for pair in zip(bad_records, good_records, strict=True) for r in pair]
    )
    assert mirrored(runtime, good) == 6
    assert mirrored(runtime, bad) == 1
    parked = list(runtime.db.parked.find({"stream": bad}).sort("version"))
    assert [(p["version"], p["reason"]) for p in parked] == [(3, "error"), (4, "behind")]
    assert bytes(parked[0]["bytes"]) == bad_records[2].raw
    assert parked[0]["error"] == "ValueError"


def test_redrive_applies_what_waited_in_order_once_it_can(runtime, monkeypatch):
    stream, records = history(runtime, amounts=(1, POISON, 2))
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply(records)
    with pytest.raises(ValueError):
        consumer.redrive(stream)
    assert mirrored(runtime, stream) == 1
    monkeypatch.setattr("tests.kit.toy.POISON", -1)
    assert consumer.redrive(stream) == 2
    assert mirrored(runtime, stream) == 1 + 13 + 2
    assert runtime.db.parked.count_documents({}) == 0
    consumer.apply([replace(records[3], offset=9)])
    assert mirrored(runtime, stream) == 16


def test_a_consumer_that_there_is_not_is_said_with_those_that_there_are(runtime, capsys):
    """A misspelt name is no fault of the stream: "still fails: KeyError" would send somebody looking there."""
    for command in (operations.redrive, operations.resume):
        assert command(runtime, Namespace(consumer="kit.reaction.mirrors", stream=new_id("box"))) == 1
        said = " ".join(capsys.readouterr().out.split())
        assert "kit has no consumer reaction.mirrors; it has reactions.mirrors, views." in said


def test_a_stream_that_is_not_parked_is_said_to_be_so(runtime, capsys):
    stream, records = history(runtime)
    runtime.consumer("reactions.mirrors").apply(records)
    assert operations.redrive(runtime, Namespace(consumer="kit.reactions.mirrors", stream=stream)) == 1
    assert f"{stream} is not parked" in " ".join(capsys.readouterr().out.split())


def other_content(signers, records):
    """The last record as its owner signs it with another content: a database that was restored behind its topic."""
    last = records[-1]
    return signers.record(last.raw.replace(b'"amount":3', b'"amount":9'), last.offset + 1)


def test_another_content_under_the_cursors_version_parks_its_stream_alone(runtime, signers):
    stream, records = history(runtime)
    other, other_records = history(runtime)
    contradiction = other_content(signers, records)
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply([*records, contradiction, *other_records])
    assert mirrored(runtime, stream) == 6 and mirrored(runtime, other) == 6
    parked = runtime.db.parked.find_one({"reason": "contradiction"})
    assert (parked["stream"], bytes(parked["bytes"])) == (stream, contradiction.raw)
    assert cursor(runtime, stream)["parked"] is True


def test_after_a_contradiction_a_stream_goes_on_when_it_is_redriven(runtime, signers):
    stream, records = history(runtime)
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply([*records, other_content(signers, records)])
    runtime.store.run(context(), lambda tx: tx.decide(stream, Fill(4)))
    (later,) = records_of(runtime.db.commits.find_one({"stream": stream, "first": 5}), runtime.contracts.owners, 9)
    consumer.apply([later])
    assert mirrored(runtime, stream) == 6
    assert consumer.redrive(stream) == 1
    assert mirrored(runtime, stream) == 10
    assert runtime.db.parked.count_documents({}) == 0


def test_a_halt_lasts_across_restarts_until_resume_or_a_new_release(runtime, another):
    consumer = runtime.consumer("reactions.mirrors")
    for _ in range(2):
        with pytest.raises(Halted):
            for _ in range(22):
                consumer.apply(history(runtime, amounts=(POISON,))[1])
    with pytest.raises(Halted):
        runtime.consumer("reactions.mirrors").check_halt()
    assert runtime.consumer("reactions.mirrors").resume() is True
    runtime.consumer("reactions.mirrors").check_halt()
    with pytest.raises(Halted):
        consumer.apply(history(runtime, amounts=(POISON,))[1])
    another(release="next").consumer("reactions.mirrors").check_halt()


def test_too_many_parked_streams_halt_the_consumer(runtime):
    consumer = runtime.consumer("reactions.mirrors")
    with pytest.raises(Halted):
        for _ in range(22):
            _, records = history(runtime, amounts=(POISON,))
            consumer.apply(records)
    assert runtime.db.parked.count_documents({"reason": "error"}) == 21


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"not json",
        lambda raw: b"",
        lambda raw: raw.replace(b"/asn/kit", b"/asn/selection"),
        lambda raw: raw.replace(b"box-", b"parcel-"),
        lambda raw: raw.replace(b'"streamversion":2', b'"streamversion":3'),
        lambda raw: raw.replace(b'"streamversion":2', b'"streamversion":"2"'),
        lambda raw: raw.replace(b'"amount":1', b'"amount":2'),
        lambda raw: raw + b"\n",
        lambda raw: b"[]",
    ],
    ids=[
        "not json",
        "a tombstone",
        "another service's name",
        "a stream of nobody",
        "a version that its id denies",
        "a version that is no number",
        "bytes that were not signed",
        "two lines",
        "not an object",
    ],
)
def test_a_message_that_is_not_what_it_claims_is_set_aside_and_stops_nothing(runtime, change):
    stream, records = history(runtime, amounts=(1,))
    forged = replace(records[1], raw=change(records[1].raw))
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply([records[0], forged])
    assert mirrored(runtime, stream) == 0
    kept = runtime.db.set_aside.find_one({})
    assert (bytes(kept["bytes"]), kept["offset"]) == (forged.raw, forged.offset)
    assert runtime.db.parked.count_documents({}) == 0
    consumer.apply([replace(records[1], offset=7)])
    assert mirrored(runtime, stream) == 1


@pytest.mark.parametrize("signer", ["stranger", None], ids=["another's signature", "no signature"])
def test_what_its_owner_did_not_sign_is_set_aside(runtime, signers, signer):
    stream, records = history(runtime, amounts=(1,))
    forged = signers.record(records[1].raw, 5, signer) if signer else replace(records[1], headers=[])
    runtime.consumer("reactions.mirrors").apply([records[0], forged])
    assert mirrored(runtime, stream) == 0
    assert "Unsigned" in runtime.db.set_aside.find_one({})["reason"]


def test_any_number_of_forgeries_halts_nobody(runtime):
    stream, records = history(runtime)
    forged = [replace(records[0], raw=b"x%d" % number, offset=100 + number) for number in range(60)]
    runtime.consumer("reactions.mirrors").apply([*forged, *records])
    assert mirrored(runtime, stream) == 6
    assert runtime.db.set_aside.count_documents({}) == 60


def test_parked_bytes_that_somebody_changes_are_not_redriven(runtime, monkeypatch):
    stream, records = history(runtime, amounts=(POISON,))
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply(records)
    monkeypatch.setattr("tests.kit.toy.POISON", -1)
    changed = records[1].raw.replace(b'"amount":13', b'"amount":99')
    runtime.db.parked.update_one({"stream": stream}, {"$set": {"bytes": changed}})
    with pytest.raises(Unsigned):
        consumer.redrive(stream)
    assert mirrored(runtime, stream) == 0


def test_a_batch_too_slow_for_its_transaction_is_halved_until_it_passes(runtime, monkeypatch):
    histories = [history(runtime) for _ in range(4)]
    consumer, sizes = runtime.consumer("reactions.mirrors"), []
    original = consumer._transact

    def slow(records):
        sizes.append(len(records))
        if len(records) > 5:
            raise ExecutionTimeout("operation exceeded time limit", 50)
        original(records)
        waiting[:] = waiting[len(records) :]  # what Kafka would give again is read on from the saved position

    consumer._transact = slow
    waiting = [record for _, some in histories for record in some]
    while waiting:
        try:
            consumer.apply(list(waiting))
        except Unavailable:
            continue
    assert sizes[:3] == [16, 8, 4] and len(sizes) < 12
    assert all(mirrored(runtime, stream) == 6 for stream, _ in histories)


def test_a_type_added_to_an_old_consumer_stops_it_with_a_sentence(runtime, another):
    runtime.consumer("reactions.mirrors")._check_types()
    table = {"mirrors": {**SERVICE.reactions["mirrors"], "kit.box.opened": [Reaction("copy", lambda event, tx: None)]}}
    later = another(replace(SERVICE, reactions=table))
    with pytest.raises(Halted, match=r"never saw the past of kit\.box\.opened"):
        later.consumer("reactions.mirrors")._check_types()


def test_the_position_is_saved_with_the_effects(runtime):
    _, records = history(runtime)
    runtime.consumer("reactions.mirrors").apply(records)
    topic, partition = records[0].topic, records[0].partition
    assert runtime.db.positions.find_one({"_id": f"kit.reactions.mirrors#{topic}/{partition}"})["offset"] == 4


def test_a_replay_under_a_new_consumer_name_repeats_no_reaction(runtime):
    stream, records = history(runtime)
    runtime.consumer("reactions.mirrors").apply(records)
    runtime.db.inbox.delete_many({})
    runtime.consumer("reactions.mirrors").apply(records)
    assert mirrored(runtime, stream) == 6
    assert runtime.db.parked.count_documents({}) == 0


def test_what_failed_is_taken_again_from_kafka(runtime, empty_topic, monkeypatch):
    stream, _ = history(runtime)
    relay = runtime.relay()
    relay.drain()
    relay.close()
    consumer = runtime.consumer("reactions.mirrors")
    apply, failed = consumer.apply, []

    def first_away(records):
        if not failed:
            failed.extend(records)
            raise Unavailable("MongoDB")
        apply(records)

    monkeypatch.setattr(consumer, "apply", first_away)
    with pytest.raises(Unavailable):
        while consumer.step() == 0:
            continue
    while consumer.step() or not consumer.caught_up():
        continue
    consumer.close()
    assert failed and mirrored(runtime, stream) == 6


def test_how_far_it_is_behind_stands_in_the_database_for_whoever_has_no_metrics(runtime, empty_topic, monkeypatch):
    history(runtime)
    relay = runtime.relay()
    relay.drain()
    consumer = runtime.consumer("reactions.mirrors")
    name = consumer.name
    divided = [(name, 0, 5), (name, 6, 11), ("another", 0, 5)]
    runtime.db.lags.insert_many(
        {"_id": f"{who} {first}-{last}", "consumer": who, "first": first, "last": last, "behind": 3}
        for who, first, last in divided
    )
    while consumer.step() or not consumer.caught_up():
        continue
    consumer._measure()
    runtime.db.lags.delete_one({"consumer": "another"})
    assert [one["behind"] for one in runtime.db.lags.find()] == [0]
    history(runtime)
    relay.drain()
    relay.close()
    consumer.close()
    consumer.step(timeout_ms=0)  # a reader asks where the ends are when it begins, and is told of what comes
    consumer._measure()
    [one] = runtime.db.lags.find()
    assert one["behind"] > 0 and one["_id"] == f"{name} 0-11"
    while consumer.step() or not consumer.caught_up():
        continue
    consumer._measure()
    writes = []
    monkeypatch.setattr(type(runtime.db.lags), "replace_one", lambda *_, **__: writes.append(1))
    consumer._measure()
    assert [one["behind"] for one in runtime.db.lags.find()] == [0] and writes == [], "who stands still writes nothing"
    consumer.close()


def test_parking_and_redriving_at_once_conflict_instead_of_losing_an_event(runtime, monkeypatch):
    """An event stashed behind a parked stream, just as a redrive finds nothing more, must not be forgotten."""
    stream, records = history(runtime, amounts=(POISON, 1, 2))
    consumer = runtime.consumer("reactions.mirrors")
    consumer.apply(records[:3])
    monkeypatch.setattr("tests.kit.toy.POISON", -1)
    late = runtime.consumer("reactions.mirrors")
    original = late._stashed

    def meanwhile(*arguments):
        found = original(*arguments)
        if not found and not meanwhile.done:
            meanwhile.done = True
            consumer.apply([records[3]])
        return found

    meanwhile.done = False
    late._stashed = meanwhile
    late.redrive(stream)
    assert meanwhile.done and mirrored(runtime, stream) == 16
    assert runtime.db.parked.count_documents({}) == 0


def test_views_fold_the_same_rows_once(runtime):
    stream, records = history(runtime)
    consumer = runtime.consumer(f"views.{runtime.views.live()}")
    consumer.apply(records)
    consumer.apply(records)
    assert runtime.views["totals"].find_one({"_id": "all"})["boxes"] == {stream: 6}


def test_parked_bytes_are_the_original_ones(runtime):
    _, records = history(runtime, amounts=(POISON,))
    runtime.consumer("reactions.mirrors").apply(records)
    assert isinstance(runtime.db.parked.find_one({})["bytes"], bytes | Binary)
    assert bytes(runtime.db.parked.find_one({})["bytes"]) == records[1].raw
