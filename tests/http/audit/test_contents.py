"""Lists and files under their hashes: what an event names is there, and is what has that hash."""

import hashlib
import json
import uuid

import pytest
from asnkit import content
from asnkit.catalogue import discover
from asnkit.settings import Settings
from audit.auditor import contents
from audit.auditor.contents import Contents, places
from audit.auditor.findings import Report
from audit.auditor.memory import Memory
from audit.auditor.sources import Sources
from pymongo import MongoClient

from tests.unit.audit.given import event

pytestmark = pytest.mark.servers

AT = "2026-08-01T02:00:00.000Z"
RULES = "rules"


@pytest.fixture
def db(servers, databases):
    with MongoClient(servers.mongo_url("admin")) as client:
        yield client[databases.lend("selection")]


@pytest.fixture
def look(db, tmp_path):
    """One look, after these events; the sentences, and how many lists and files were read."""
    sources = Sources(
        db.client, Settings("audit", "", "", tmp_path), discover(["selection"]), ["selection"], {"selection": db.name}
    )
    memory = Memory(tmp_path)

    def looking(*events, whole=False):
        report, kept = Report(), memory.folds(RULES, whole)
        made = Contents(sources, report, kept)
        for one in events:
            made.read(one)
        made.look()
        kept.keep()
        kept.close()
        return [finding.sentence for finding in report.findings], report.examined["lists"]

    return looking


def ranking(digest):
    return event("selection.ranking.computed", {"list_sha256": digest}, AT, stream=f"ranking-{uuid.uuid4()}")


def put_list(db, rows=2):
    """(its index, its pages), each as it is named."""
    pages = [content.put(db, json.dumps([number] * 3).encode()) for number in range(rows)]
    named = [{"rows": 3, "sha256": page} for page in pages]
    return content.put(db, json.dumps({"seats": 4, "pages": named}).encode()), pages


def change(collection, digest, piece=0):
    """One byte, in its place; what was there before."""
    before = collection.find_one({"_id": f"{digest}/{piece:06}"})
    spoilt = bytes([before["bytes"][0] ^ 1]) + before["bytes"][1:]
    collection.replace_one({"_id": before["_id"]}, {"bytes": spoilt})
    return before


def test_every_field_that_names_a_list_or_a_file_says_so_in_its_contract():
    named = {
        (name, ".".join(place.path), place.collection)
        for name, found in places(Settings.contracts).items()
        for place in found
    }
    assert named == {
        ("feedback.ikm.published.v1", "counted_sha256", "lists"),
        ("feedback.publication.proposed.v1", "index.counted_sha256", "lists"),
        ("feedback.publication.approved.v1", "counted_sha256", "lists"),
        ("platform.daily_file.made.v1", "file_sha256", "lists"),
        ("registration.announcement.published.v1", "list_sha256", "lists"),
        ("registration.announcement.published.v1", "counted_sha256", "lists"),
        ("selection.ranking.computed.v1", "list_sha256", "lists"),
        ("selection.result.proposed.v1", "rankings.list_sha256", "lists"),
        ("selection.result.published.v1", "rankings.list_sha256", "lists"),
        ("selection.result.published.v1", "public_sha256", "lists"),
        ("selection.admission.closed.v1", "refusals_sha256", "lists"),
        ("selection.appointment_batch.closed.v1", "refusals_sha256", "lists"),
        ("selection.ranking_batch.closed.v1", "refusals_sha256", "lists"),
        ("selection.score_amendment.proposed.v1", "impact_sha256", "lists"),
        ("selection.score_amendment.approved.v1", "impact_sha256", "lists"),
        ("selection.score_batch.closed.v1", "refusals_sha256", "lists"),
        ("selection.score_batch.staged.v1", "sealed_sha256", "batch_files"),
        ("training.activity.handed_in.v1", "sealed_sha256", "batch_files"),
        ("training.exam.opened.v1", "list_sha256", "lists"),
        ("training.item_bank.published.v1", "list_sha256", "lists"),
        ("training.project.handed_in.v1", "sealed_sha256", "batch_files"),
        ("training.roster_import.closed.v1", "refusals_sha256", "lists"),
        ("training.roster_import.staged.v1", "sealed_sha256", "batch_files"),
        ("training.roster_undo.closed.v1", "refusals_sha256", "lists"),
    }  # fmt: skip


def test_a_list_of_another_service_and_one_that_is_not_there_are_asked_of_nobody(look):
    theirs = {"list_sha256": "a" * 64, "counted_sha256": None}
    closed = {"refusals_sha256": None}
    assert look(
        event("registration.announcement.published", theirs, AT), event("selection.score_batch.closed", closed, AT)
    ) == ([], 0)


def test_a_list_that_is_there_raises_nothing_and_one_that_an_event_names_and_is_not_is_named(look, db):
    index, _ = put_list(db)
    named = ranking(index)
    assert look(named) == ([], 3)
    db.lists.delete_many({"_id": {"$regex": f"^{index}/"}})
    gone = f"selection, lists {index}: hilang; {named.id} menyebutnya."
    assert look()[0] == [gone]
    assert look()[0] == [gone], "and for as long as it is so"


def test_a_page_that_only_the_index_names_is_missed_too(look, db):
    index, pages = put_list(db)
    named = ranking(index)
    assert look(named)[0] == []
    db.lists.delete_one({"_id": f"{pages[1]}/000000"})
    assert look()[0] == [f"selection, lists {pages[1]}: hilang; {named.id} menyebutnya."]


@pytest.mark.parametrize("lines", [1, 2])
def test_a_file_of_lines_names_nothing_whatever_is_in_them(look, db, lines):
    line = json.dumps({"rows": 3, "sha256": "a" * 64}).encode() + b"\n"
    assert look(ranking(content.put(db, line * lines))) == ([], 1)


def test_what_looks_like_an_index_and_is_none_names_nothing_and_ends_no_round(look, db):
    assert look(ranking(content.put(db, b'{"pages": '))) == ([], 1)


@pytest.mark.parametrize("of", ["index", "page", "nobody's"])
def test_bytes_that_do_not_have_the_hash_they_lie_under_are_named(look, db, of):
    index, pages = put_list(db)
    look(ranking(index))
    digest = {"index": index, "page": pages[0], "nobody's": content.put(db, b"[]")}[of]
    before = change(db.lists, digest)
    assert look()[0] == [f"selection, lists {digest}: isinya tidak mempunyai sidik jari itu."]
    db.lists.replace_one({"_id": before["_id"]}, before)
    assert look()[0] == []


def test_a_sealed_file_is_its_pieces_in_order(look, db, monkeypatch):
    monkeypatch.setattr(content, "PIECE_BYTES", 1_000)
    sealed = bytes(range(256)) * 9
    digest = content._keep(db, None, content.FILES, sealed)
    staged = event("selection.score_batch.staged", {"sealed_sha256": digest}, AT)
    assert look(staged) == ([], 1)
    spoilt = [f"selection, batch_files {digest}: isinya tidak mempunyai sidik jari itu."]
    change(db.batch_files, digest, piece=2)
    assert look()[0] == spoilt
    db.batch_files.delete_one({"_id": f"{digest}/000002"})
    assert look()[0] == spoilt
    db.batch_files.update_one({"_id": f"{digest}/000001"}, {"$set": {"bytes": "no bytes"}})
    assert look()[0] == spoilt
    db.batch_files.delete_many({})
    assert look()[0] == [f"selection, batch_files {digest}: hilang; {staged.id} menyebutnya."]


def test_each_round_reads_a_slice_and_they_get_round(look, db, monkeypatch):
    monkeypatch.setattr(contents, "SLICE_BYTES", 2_500)
    digests = sorted(content.put(db, hashlib.sha256(str(number).encode()).digest() * 32) for number in range(10))
    assert look()[1] == 10, "the first round is a whole one"
    assert [look()[1] for _ in range(4)] == [3, 3, 3, 1]
    change(db.lists, digests[4])
    assert [len(look()[0]) for _ in range(8)] == [0, 1, 0, 0, 0, 1, 0, 0]
    assert look(whole=True) == ([f"selection, lists {digests[4]}: isinya tidak mempunyai sidik jari itu."], 10)
