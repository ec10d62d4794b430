"""Pages by key: every row once, in order, and none read that is not shown."""

import random

import pytest
from asnkit.events import Refused
from asnkit.paging import page

pytestmark = pytest.mark.servers

ROWS = 2_000


@pytest.fixture
def rows(runtime):
    """Rows with few places each, some with none: equal keys and nulls are the rule."""
    dice = random.Random(7)
    collection = runtime.db.paged
    collection.insert_many(
        {"_id": f"{number:05d}", "kind": dice.choice("ab"), "place": dice.choice([None, 1, 2, 3, 2**40])}
        for number in range(ROWS)
    )
    collection.create_index([("kind", 1), ("place", 1), ("_id", 1)])
    return collection


def pages(collection, query, sort, limit=60):
    arguments = {"limit": limit}
    while True:
        documents, following = page(collection, query, sort, arguments)
        yield documents
        if following is None:
            return
        arguments = {"limit": limit, "after": following}


@pytest.mark.parametrize(
    "sort", [[("place", 1)], [("place", -1)], [("place", -1), ("_id", -1)], [("kind", 1), ("place", -1)], [("_id", -1)]]
)
def test_the_pages_of_a_list_hold_every_row_once_and_in_order(rows, sort):
    order = sort if sort[-1][0] == "_id" else [*sort, ("_id", 1)]
    for query in ({}, {"kind": "a"}):
        got = [document["_id"] for documents in pages(rows, query, sort) for document in documents]
        assert got == [document["_id"] for document in rows.find(query).sort(order)]


def test_a_list_that_ends_with_a_full_page_has_no_further_one(rows):
    documents, following = page(rows, {"_id": {"$lt": "00050"}}, [("_id", 1)], {"limit": 50})
    assert (len(documents), following) == (50, None)


def test_the_last_page_reads_no_more_documents_than_the_first(rows):
    limit = 60
    *_, (after, size) = _places(rows, {"kind": "a"}, [("place", 1)], limit)
    shown, read, plan = _read(rows, {"kind": "a"}, [("place", 1)], {"limit": limit, "after": after})
    assert shown == size
    assert read <= limit + 1, plan


@pytest.mark.parametrize("query", [{}, {"kind": "a"}])
@pytest.mark.parametrize("sort", [[("place", 1)], [("place", -1), ("_id", -1)], [("_id", 1)], [("_id", -1)]])
def test_a_page_far_inside_reads_what_it_shows_and_not_what_comes_after(rows, query, sort):
    """Each order has an index, with the filter before it and without. What has no place is fetched twice."""
    rows.create_index([("place", 1), ("_id", 1)])
    rows.create_index([("kind", 1), ("_id", 1)])
    limit = 60
    for after, size in [*_places(rows, query, sort, limit)][::4]:
        shown, read, plan = _read(rows, query, sort, {"limit": limit, "after": after})
        assert shown == size
        assert read <= 2 * (limit + 1), plan


def _read(collection, query, sort, arguments):
    """(documents shown, documents read, the plan) of one page."""
    database = collection.database
    database.system.profile.drop()
    database.command("profile", 2)
    try:
        documents, _ = page(collection, query, sort, arguments)
    finally:
        database.command("profile", 0)
    [seen] = database.system.profile.find({"ns": collection.full_name, "op": "query"})
    return len(documents), seen["docsExamined"], seen["planSummary"]


def _places(collection, query, sort, limit):
    arguments = {"limit": limit}
    while True:
        documents, following = page(collection, query, sort, arguments)
        if "after" in arguments:
            yield arguments["after"], len(documents)
        if following is None:
            return
        arguments = {"limit": limit, "after": following}


@pytest.mark.parametrize("after", ["%%%", "e30", "W10", "bnVsbA", "W3siJGd0IjoxfSwxXQ"])
def test_a_place_that_no_page_gave_is_refused(rows, after):
    with pytest.raises(Refused) as refusal:
        page(rows, {}, [("place", 1)], {"limit": 10, "after": after})
    assert (refusal.value.rule, refusal.value.status) == ("halaman-tidak-dikenal", 422)
