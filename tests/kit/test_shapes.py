"""A release with another shape of state: what is stored follows without being loaded first."""

import pytest
from asnkit.shapes import Shapes

from .test_commits import fill, open_box

pytestmark = pytest.mark.servers


def test_states_of_an_older_shape_are_folded_anew_so_that_queries_find_them(runtime):
    old, new = open_box(runtime), open_box(runtime)
    fill(runtime, old, 4)
    runtime.db.state.update_one({"_id": old}, {"$set": {"shape": 0, "data": {"total": 4}}})
    shapes = Shapes(runtime.store)
    assert (shapes.turn(), shapes.turn(), shapes.turn()) == (1, 0, 0)
    stored = {document["_id"]: document for document in runtime.db.state.find({"data.owner": "p1"})}
    assert (stored[old]["data"], stored[old]["shape"]) == ({"owner": "p1", "sum": 4}, 1)
    assert stored[new]["data"] == {"owner": "p1", "sum": 0}


def test_a_command_that_is_faster_than_the_renewal_wins(runtime, monkeypatch):
    stream = open_box(runtime)
    runtime.db.state.update_one({"_id": stream}, {"$set": {"shape": 0, "data": {"total": 0}}})
    load = runtime.store.load

    def overtaken(wanted, session=None):
        loaded = load(wanted, session)
        if session is None:
            fill(runtime, stream, 3)
        return loaded

    monkeypatch.setattr(runtime.store, "load", overtaken)
    Shapes(runtime.store).turn()
    stored = runtime.db.state.find_one({"_id": stream})
    assert (stored["version"], stored["data"]) == (2, {"owner": "p1", "sum": 3})


def test_a_shape_that_an_older_process_writes_afterwards_is_renewed_too(runtime, monkeypatch):
    stream = open_box(runtime)
    shapes = Shapes(runtime.store)
    assert shapes.turn() == 0
    runtime.db.state.update_one({"_id": stream}, {"$set": {"shape": 0, "data": {"total": 0}}})
    assert shapes.turn() == 0
    monkeypatch.setattr("asnkit.shapes.LOOK_AGAIN_SECONDS", 0)
    assert shapes.turn() == 1
    assert runtime.db.state.find_one({"_id": stream})["shape"] == 1
