"""The consumer's promises, with records handed to it in every bad order that Kafka or a restore can make."""

import pytest
from asnkit.bus import Record, partition_of
from asnkit.errors import Halted
from asnkit.events import new_id
from bson.binary import Binary

from .conftest import context
from .toy import POISON, Fill, Open

pytestmark = pytest.mark.servers


def record(stream, raw, offset=0, topic="asn.kit"):
    return Record(topic, partition_of(stream), offset, stream, bytes(raw), [])


def history(runtime, amounts=(1, 2, 3)):
    """A box with these fillings, as records: the opening first."""
    stream = new_id("box")
    runtime.store.run(context(), lambda tx: tx.decide(stream, Open("p1")))
    for amount in amounts:
        runtime.store.run(context(), lambda tx, a=amount: tx.decide(stream, Fill(a)))
    commits = runtime.db.commits.find({"stream": stream}).sort("first")
    raws = [event["bytes"] for commit in commits for event in commit["events"]]
    return stream, [record(stream, raw, offset) for offset, raw in enumerate(raws)]


def mirrored(runtime, stream):
    state = runtime.store.load(stream.replace("box-", "mirror-")).state
    return state["sum"] if state else 0


def cursor(runtime, stream):
    return runtime.db.inbox.find_one({"_id": f"kit.reactions/{stream}"})


def test_each_event_has_its_effect_once_and_moves_the_cursor(runtime):
    stream, records = history(runtime)
    runtime.consumer("reactions").apply(records)
    assert mirrored(runtime, stream) == 6
    assert cursor(runtime, stream)["version"] == 4


def test_a_repeat_changes_nothing(runtime):
    stream, records = history(runtime)
    consumer = runtime.consumer("reactions")
    consumer.apply(records)
    consumer.apply(records)
    consumer.apply(records[2:])
    assert mirrored(runtime, stream) == 6


def test_an_event_without_a_handler_moves_the_cursor_too(runtime):
    stream, records = history(runtime, amounts=())
    runtime.consumer("reactions").apply(records)
    assert cursor(runtime, stream)["version"] == 1


def test_a_gap_waits_for_the_missing_event_and_then_drains_by_itself(runtime):
    stream, records = history(runtime)
    consumer = runtime.consumer("reactions")
    consumer.apply([records[0], records[3], records[2]])
    assert mirrored(runtime, stream) == 0
    assert cursor(runtime, stream)["gap"] is True
    consumer.apply([records[1]])
    assert mirrored(runtime, stream) == 6
    assert cursor(runtime, stream) | {"_id": 0, "hash": 0} == {
        "_id": 0, "consumer": "kit.reactions", "stream": stream, "version": 4, "hash": 0, "parked": False, "gap": False,
    }  # fmt: skip
    assert runtime.db.parked.count_documents({}) == 0


def test_a_bad_event_parks_its_stream_and_the_others_go_on(runtime):
    bad, bad_records = history(runtime, amounts=(1, POISON, 2))
    good, good_records = history(runtime)
    runtime.consumer("reactions").apply([r for pair in zip(bad_records, good_records, strict=True) for r in pair])
    assert mirrored(runtime, good) == 6
    assert mirrored(runtime, bad) == 1
    parked = list(runtime.db.parked.find({"stream": bad}).sort("version"))
    assert [(p["version"], p["reason"]) for p in parked] == [(3, "error"), (4, "behind")]
    assert bytes(parked[0]["bytes"]) == bad_records[2].raw
    assert parked[0]["error"] == "ValueError"


def test_redrive_applies_what_waited_in_order_once_it_can(runtime, monkeypatch):
    stream, records = history(runtime, amounts=(1, POISON, 2))
    consumer = runtime.consumer("reactions")
    consumer.apply(records)
    with pytest.raises(ValueError):
        consumer.redrive(stream)
    assert mirrored(runtime, stream) == 1
    monkeypatch.setattr("tests.kit.toy.POISON", -1)
    assert consumer.redrive(stream) == 2
    assert mirrored(runtime, stream) == 1 + 13 + 2
    assert runtime.db.parked.count_documents({}) == 0
    more = record(stream, records[3].raw, 9)
    consumer.apply([more])
    assert mirrored(runtime, stream) == 16


def test_another_content_under_the_cursors_version_halts_across_restarts_until_resume(runtime):
    stream, records = history(runtime)
    consumer = runtime.consumer("reactions")
    consumer.apply(records)
    forged = record(stream, records[3].raw.replace(b'"amount":3', b'"amount":9'), 3)
    with pytest.raises(Halted):
        consumer.apply([forged])
    with pytest.raises(Halted):
        runtime.consumer("reactions").check_halt()
    assert runtime.consumer("reactions").resume() is True
    runtime.consumer("reactions").check_halt()


def test_a_new_release_ends_a_halt(runtime, another):
    stream, records = history(runtime)
    consumer = runtime.consumer("reactions")
    consumer.apply(records)
    with pytest.raises(Halted):
        consumer.apply([record(stream, records[3].raw.replace(b'"amount":3', b'"amount":9'), 3)])
    another(release="next").consumer("reactions").check_halt()


def test_too_many_parked_streams_halt_the_consumer(runtime):
    consumer = runtime.consumer("reactions")
    with pytest.raises(Halted):
        for _ in range(22):
            _, records = history(runtime, amounts=(POISON,))
            consumer.apply(records)
    assert runtime.db.parked.count_documents({"reason": "error"}) == 21


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"not json",
        lambda raw: raw.replace(b"/asn/kit", b"/asn/selection"),
        lambda raw: raw.replace(b'"streamversion":2', b'"streamversion":3'),
        lambda raw: b"[]",
    ],
    ids=["not json", "another service's name", "a version that its id denies", "not an object"],
)
def test_a_message_that_is_not_what_it_claims_is_kept_aside_and_counted(runtime, change):
    stream, records = history(runtime, amounts=(1,))
    forged = record(stream, change(records[1].raw), 1)
    runtime.consumer("reactions").apply([records[0], forged])
    assert mirrored(runtime, stream) == 0
    kept = runtime.db.parked.find_one({"reason": "unreadable"})
    assert bytes(kept["bytes"]) == forged.raw


def test_the_position_is_saved_with_the_effects(runtime):
    _, records = history(runtime)
    runtime.consumer("reactions").apply(records)
    topic, partition = records[0].topic, records[0].partition
    assert runtime.db.positions.find_one({"_id": f"kit.reactions#{topic}/{partition}"})["offset"] == 4


def test_a_replay_under_a_new_consumer_name_repeats_no_reaction(runtime):
    stream, records = history(runtime)
    runtime.consumer("reactions").apply(records)
    runtime.db.inbox.delete_many({})
    runtime.consumer("reactions").apply(records)
    assert mirrored(runtime, stream) == 6


def test_parking_and_redriving_at_once_conflict_instead_of_losing_an_event(runtime, monkeypatch):
    """An event stashed behind a parked stream while it is redriven must not be forgotten."""
    stream, records = history(runtime, amounts=(POISON, 1, 2))
    consumer = runtime.consumer("reactions")
    consumer.apply(records[:3])
    monkeypatch.setattr("tests.kit.toy.POISON", -1)
    late = runtime.consumer("reactions")
    original = late._stashed

    def meanwhile(*arguments):
        found = original(*arguments)
        if not meanwhile.done:
            meanwhile.done = True
            consumer.apply([records[3]])
        return found

    meanwhile.done = False
    late._stashed = meanwhile
    late.redrive(stream)
    assert mirrored(runtime, stream) == 16
    assert runtime.db.parked.count_documents({}) == 0


def test_views_fold_the_same_rows_once(runtime):
    stream, records = history(runtime)
    consumer = runtime.consumer("views.1")
    consumer.apply(records)
    consumer.apply(records)
    assert runtime.views["totals"].find_one({"_id": "all"})["boxes"] == {stream: 6}


def test_parked_bytes_are_the_original_ones(runtime):
    _, records = history(runtime, amounts=(POISON,))
    runtime.consumer("reactions").apply(records)
    assert isinstance(runtime.db.parked.find_one({})["bytes"], bytes | Binary)
    assert bytes(runtime.db.parked.find_one({})["bytes"]) == records[1].raw
