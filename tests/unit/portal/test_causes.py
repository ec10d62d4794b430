"""The picture of causes: effects below their cause, alike ones as one row, and only what is near."""

from portal.auditor.causes import causes


def graph(*edges, names=None, more=False):
    """Nodes in the order in which they are named; `edges` are (cause, effect)."""
    ids = list(dict.fromkeys(id for edge in edges for id in edge))
    nodes = [{"id": id, "name": (names or {}).get(id, f"a.b.{id}"), "time": "2026-01-01T00:00:00Z"} for id in ids]
    return {"nodes": nodes, "edges": [{"cause": a, "effect": b} for a, b in edges], "more": more}


def shown(picture):
    return [(row.node["id"], row.depth, row.count) for row in picture.rows]


def test_effects_stand_below_their_cause_and_further_in(app):
    with app.test_request_context():
        picture = causes(graph(("1", "2"), ("2", "3"), ("1", "4")), "3")
    assert shown(picture) == [("1", 0, 1), ("2", 1, 1), ("3", 2, 1), ("4", 1, 1)]
    assert [row.here for row in picture.rows] == [False, False, True, False]
    assert [row.y for row in picture.rows] == sorted(row.y for row in picture.rows)


def test_effects_that_are_alike_are_one_row_but_never_the_event_itself(app):
    names = {str(number): "a.b.same" for number in range(2, 8)}
    tree = graph(*(("1", str(number)) for number in range(2, 8)), names=names)
    with app.test_request_context():
        assert shown(causes(tree, "1")) == [("1", 0, 1), ("2", 1, 6)]
        assert shown(causes(tree, "4")) == [("1", 0, 1), ("2", 1, 5), ("4", 1, 1)]


def test_far_events_are_counted_and_what_led_here_is_kept(app):
    edges = [("0", str(number)) for number in range(1, 101)]
    with app.test_request_context():
        picture = causes(graph(*edges, more=True), "90")
    assert picture.rows[0].node["id"] == "0" and picture.rows[1].node["id"] == "78"
    assert picture.hidden == 101 - len(picture.rows) and picture.more


def test_a_circle_of_causes_ends(app):
    with app.test_request_context():
        assert shown(causes(graph(("1", "2"), ("2", "1")), "1")) == []
