"""The desk and the figures, folded from what happened to several complaints, in any order of them."""

from datetime import date, timedelta
from itertools import zip_longest
from random import Random

from feedback.complaint.domain import Ask, Confirm, Erase, Lapse, Merge, Postpone, Prioritise, Refuse, Reply, Resume
from feedback.complaint.figures import ages, figures
from feedback.complaint.views import AGES, COMPLAINTS, DURATIONS, FIGURES, OPEN
from feedback.rules.cells import parts, published

from tests.unit.registration.given import event

from .test_complaint import PUSKESMAS, ROUTE, SEALED, TUESDAY, Story, answered, at, routed, sent

DAY = TUESDAY + timedelta(days=2)


def stories() -> list[Story]:
    """One that ended or stands in each way there is."""
    other = sent().state | {"number": "ABCD-EFGH"}
    id = "0192f0c4-7a18-4c3e-9b1d-2f6a5c8e0009"
    return [
        sent(),
        sent().on(date(2026, 8, 24), Lapse()),
        routed(),
        routed().on(DAY, Ask(SEALED)),
        sent().on(DAY, Ask(SEALED)).on(DAY, Reply(SEALED, False)),
        routed().on(DAY, Ask(SEALED)).on(DAY, Reply(SEALED, False)),
        answered(),
        answered().on(DAY, Reply(SEALED, True)),
        answered().on(DAY, Confirm()),
        answered().on(DAY, Confirm()).on(DAY, Erase()),
        answered().on(date(2026, 9, 3), Lapse()),
        routed().on(DAY, Postpone(SEALED)),
        routed().on(DAY, Postpone(SEALED)).on(DAY, Refuse(SEALED)),
        routed().on(DAY, Merge(id, other)),
        routed().on(DAY, Merge(id, other)).on(DAY, Resume(SEALED)),
        sent().on(DAY, Refuse(SEALED)).on(DAY, Resume(SEALED)).on(DAY, ROUTE),
        routed().on(DAY, Erase()),
        routed().on(DAY, Prioritise(True, SEALED)),
    ]


def told(told_stories):
    """Their events, each story's in its own stream."""
    for number, story in enumerate(told_stories):
        stream = f"complaint-0192f0c4-7a18-4c3e-9b1d-{number:012d}"
        yield [event(fact, version, stream, at(DAY), service="feedback") for version, fact in enumerate(story.facts, 1)]


def folded(view, streams):
    rows = {}
    for one in streams:
        for key in view.keys(one):
            rows[key] = view.fold(rows.get(key), one)
    return rows


def test_each_row_of_the_desk_and_each_number_is_what_the_states_say():
    made = stories()
    streams = list(told(made))
    rows = folded(COMPLAINTS, [one for stream in streams for one in stream])
    assert [row["status"] for row in rows.values()] == [story.state["status"] for story in made]
    assert [row["desk"] for row in rows.values()].count("ended") == sum(s.state["status"] not in OPEN for s in made)
    for row, story in zip(rows.values(), made, strict=True):
        assert (row["unit"], row["class"], row["asked"] and row["status"] in OPEN) == (
            story.state["unit"], story.state["class"], story.state["asked"],
        )  # fmt: skip
        if row["desk"] == "officer":
            assert row["due"] == story.state["verify" if row["status"] == "received" else "answer"]["due"]
    counted = folded(FIGURES, [one for stream in streams for one in stream])["all"]
    for one in counted["units"]:
        for status, number in one["states"].items():
            assert number == sum((s.state["unit"], s.state["status"]) == (one["unit"], status) for s in made)
    assert sum(sum(one["states"].values()) for one in counted["units"]) == len(made)
    assert sum(one["late"] for one in counted["units"]) == 1
    lasted = folded(DURATIONS, [one for stream in streams for one in stream])["all"]
    assert sum(lasted["closed"].values()) == 3 and sum(lasted["open"].values()) == sum(
        story.state["status"] in OPEN for story in made
    )
    assert sum(sum(numbers.values()) for numbers in lasted.values()) == len(made)
    waiting = folded(AGES, [one for stream in streams for one in stream])["all"]
    for status in OPEN:
        assert sum(waiting.get(status, {}).values()) == sum(story.state["status"] == status for story in made)


def test_the_numbers_are_the_same_in_every_order_of_the_complaints():
    streams, dice = list(told(stories())), Random(7)
    straight = [one for stream in streams for one in stream]
    side_by_side = [one for round in zip_longest(*streams) for one in round if one]
    dice.shuffle(streams)
    turned = [one for stream in streams for one in stream]
    for view in (FIGURES, DURATIONS, AGES, COMPLAINTS):
        assert folded(view, straight) == folded(view, side_by_side) == folded(view, turned)


def test_what_is_fewer_than_five_is_not_told_and_cannot_be_reckoned():
    table = {"A": {"x": 90, "y": 3, "z": 70}, "B": {"x": 80, "y": 60, "z": 0}, "C": {"x": 7, "y": 50, "z": 9}}
    told = published(table)
    assert told["A"]["y"] is None and told["A"]["x"] == 90 and told["total"]["total"] == 369
    columns = [{name: row[column] for name, row in told.items()} for column in told["A"]]
    for line in (*told.values(), *columns):
        assert list(line.values()).count(None) != 1
    assert published({"A": {"x": 3, "y": 9}})["total"] == {"x": None, "y": None, "total": 12}
    assert published({"A": {"x": 5}})["A"] == {"x": 5, "total": 5}
    assert published({}) == {"total": {"total": 0}}


def test_the_figures_tell_the_median_and_count_what_is_still_open():
    lasted = {"closed": {"3": 2, "10": 4}, "left": {"4": 1}, "open": {"2026-08-18": 3}}
    rows = {"units": [{"unit": PUSKESMAS, "states": {"closed": 6, "received": 3, "archived": 1}, "late": 2}]}
    found = figures(rows, lasted, None, date(2026, 8, 23), 4)
    assert found["integrity"] is None
    assert (found["total"], found["open"], found["late"]) == (10, None, 2), "the open ones would tell the received"
    # 10 at risk: 2 closed on day 3; then one left on day 4 and three are watched for 5 days: 4 of 4 closed on day 10.
    assert found["durations"] == {
        "median": 10, "closed": 6, "counted": 10,
        "curve": [{"day": 3, "solved": "20.0"}, {"day": 10, "solved": "100.0"}],
    }  # fmt: skip
    assert found["units"][0]["states"]["received"] is None and found["units"][0]["states"]["closed"] == 6
    assert figures(rows, {**lasted, "closed": {"3": 4}}, None, date(2026, 8, 23), 0)["durations"] is None
    empty = figures(None, None, None, TUESDAY, 5)
    assert (empty["units"], empty["integrity"]) == ([], 5)


def test_ages_tell_no_more_than_the_sums_of_the_states_do():
    waiting = {"received": {"2026-08-22": 6, "2026-08-20": 7, "2026-06-01": 5}, "forwarded": {"2026-08-22": 9}}
    told = ages(waiting, {"received": 18, "forwarded": None}, date(2026, 8, 23))
    found = {one["status"]: one["stretches"] for one in told}
    assert found["received"] == {"3": 13, "7": 0, "14": 0, "30": 0, "60": 0, "more": 5}
    assert set(found["forwarded"].values()) == {None}, "its sum is not told, so none of its parts is"
    assert parts({"3": 2, "7": 9, "14": 0, "more": 30}) == {"3": None, "7": None, "14": 0, "more": 30}
    assert parts({"3": 2, "7": 4, "14": 8}) == {"3": None, "7": None, "14": 8}


def test_what_comes_first_stands_before_what_is_due_sooner_and_in_its_turn_when_it_does_no_more():
    urgent, no_more = (routed().on(DAY, Prioritise(True, SEALED)) for _ in range(2))
    made = [routed(), urgent, no_more.on(DAY, Prioritise(False, SEALED))]
    rows = folded(COMPLAINTS, [one for stream in told(made) for one in stream])
    assert [(row["rank"], row["urgent"]) for row in rows.values()] == [(1, False), (0, True), (1, False)]
    assert len({row["due"] for row in rows.values()}) == 1
