"""What the auditor saw is told from what is stored now, whatever changed, and costs the same memory for more of it."""

import tracemalloc
from random import Random

import pytest
from audit.auditor import live, seen
from audit.auditor.kept import Kept
from audit.auditor.live import Live
from pymongo import MongoClient

pytestmark = pytest.mark.servers


@pytest.fixture
def collection(servers, databases):
    with MongoClient(servers.mongo_url("admin")) as client:
        yield client[databases.lend("seen")].rows


@pytest.fixture
def kept(tmp_path):
    made = Kept(tmp_path / "folds", "rules", whole=True)
    yield made
    made.close()


def fill(collection, keys):
    collection.insert_many({"_id": key, "n": 0, "text": "x" * 80} for key in keys)


def scanned(memory, collection):
    """Key → whether something is stored there, of everything that is not as it was seen."""
    return {key: raw is not None for key, raw in memory.scan(Live(collection))}


def test_of_any_changes_a_scan_tells_exactly_those(kept, collection, monkeypatch):
    """The model: whatever was noted is known by its content; what differs from that is told, and nothing else."""
    monkeypatch.setattr(seen, "SLAB", 4)
    monkeypatch.setattr(live, "AT_ONCE", 7)
    random, memory = Random(20_261_127), kept.seen("rows")
    names = [f"{prefix}-{number:03}" for prefix in ("a", "é", "z/\n'") for number in range(40)]
    fill(collection, names[::2])
    known: dict[str, int] = {}
    for _ in range(60):
        for key in random.sample(names, random.choice([0, 0, 1, 5, 30])):
            if random.random() < 0.3:
                collection.delete_one({"_id": key})
            else:
                collection.update_one({"_id": key}, {"$inc": {"n": 1}}, upsert=True)
        doubted = random.sample(names, random.choice([0, 0, 3]))
        memory.doubt(doubted)
        known |= dict.fromkeys(doubted, -1)
        now = {one["_id"]: one["n"] for one in collection.find()}
        expected = {key: key in now for key in {*now, *known} if now.get(key) != known.get(key)}
        told = {}
        for key, raw in memory.scan(Live(collection)):
            assert key not in told
            told[key] = raw is not None
            if random.random() < 0.8:
                memory.note([(key, raw)])
                known.pop(key, None)
                known |= {key: now[key]} if raw else {}
        assert told == expected


def test_what_is_untouched_is_hashed_together_and_still_counted(kept, collection, monkeypatch):
    fill(collection, [f"{number:05}" for number in range(3_000)])
    memory = kept.seen("rows")
    memory.note(Live(collection).items())
    monkeypatch.setattr(seen, "digest", None)  # nothing is looked at one by one, from the first scan on
    quiet = Live(collection)
    assert list(memory.scan(quiet)) == [] and quiet.passed == 3_000
    monkeypatch.undo()
    collection.update_one({"_id": "01234"}, {"$set": {"n": 1}})
    collection.delete_one({"_id": "02999"})
    collection.insert_one({"_id": "03000"})
    assert scanned(memory, collection) == {"01234": True, "02999": False, "03000": True}


def test_a_scan_of_eight_times_as_much_takes_the_same_memory(kept, collection):
    peaks = []
    for size in (5_000, 40_000):
        collection.delete_many({})
        fill(collection, [f"{number:06}" for number in range(size)])
        memory = kept.seen(f"rows {size}")
        memory.note(Live(collection).items())
        peaks.append(min(peak_of_two_scans(memory, collection) for _ in range(2)))
    assert peaks[1] < 1.25 * peaks[0]


def peak_of_two_scans(memory, collection):
    """What other threads of the suite take at the same moment is in it, too: hence the lesser of two tries."""
    tracemalloc.start()
    for _ in range(2):
        assert scanned(memory, collection) == {}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_key_that_is_no_text_is_met_by_its_own_question(kept, collection):
    fill(collection, ["a", "b"])
    memory = kept.seen("rows")
    memory.note(Live(collection).items())
    collection.insert_many([{"_id": 5}, {"_id": {"a": 1}}])
    assert scanned(memory, collection) == {}
    assert list(Live(collection).odd()) == ["5", "{'a': 1}"]
