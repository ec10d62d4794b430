"""One appraisal from its plan to its end: whose step it is, on which days, and what the superior of that day may do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from asnkit.wib import day_begins
from feedback.appraisal.domain import (
    AGGREGATE,
    Acknowledge,
    Agree,
    AskPeers,
    ClosePeers,
    Dispute,
    Plan,
    Rate,
    Report,
    Return,
    Review,
    stream_of,
)
from feedback.appraisal.showing import may
from feedback.cycle.calibration import group
from feedback.cycle.domain import AGGREGATE as CYCLE
from feedback.cycle.domain import JudgeUnit, Open
from feedback.peer.domain import AGGREGATE as PEER
from feedback.peer.domain import Answer
from feedback.roster.superiors import Standing
from feedback.rules.performance import ABOVE, BELOW, MEETS, VALUES, behaviour_of, exceeds

from tests.unit.registration.given import Given

ID, UNIT = "0192f0c4-7a61-7c3e-9b1d-2f6a5c8e0061", "0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0021"
PERSON, HEAD, OTHER, ABOVE_HEAD = (f"0192f0c4-7a11-7c3e-9b1d-2f6a5c8e000{n}" for n in range(1, 5))
SEALED = {"sealed": "v1", "kid": PERSON, "nonce": "q83vEjRWeJCrze8S", "ciphertext": "c2VhbGVkLWJ5dGVzLW9ubHk="}
DAYS = {
    "begins": date(2026, 1, 1), "ends": date(2026, 12, 31), "on": date(2026, 3, 2), "plan_until": date(2026, 3, 31),
    "rate_from": date(2026, 12, 1), "rate_until": date(2027, 1, 15), "settle_until": date(2027, 1, 31),
}  # fmt: skip
WRITTEN = {name: day.isoformat() for name, day in DAYS.items()} | {"units": {}}
NOON = datetime(2026, 3, 10, 5, 0, tzinfo=UTC)
SPRING, WINTER = NOON, datetime(2026, 12, 10, 5, 0, tzinfo=UTC)
PLAN = Plan(ID, WRITTEN, PERSON, True, UNIT, HEAD, SEALED, SEALED)
ASKED = [f"0192f0c4-7a11-7c3e-9b1d-2f6a5c8e001{n}" for n in range(4)]
AGREE, RATE = Agree(WRITTEN, HEAD, HEAD), Rate(WRITTEN, HEAD, HEAD, UNIT, SEALED)


class Story(Given):
    def __init__(self, *steps):
        super().__init__(AGGREGATE, at=NOON, service="feedback")
        for at, command in steps:
            self.then(at, command)

    def then(self, at, command):
        facts = self.when(command, at)
        self.state = self.after
        return facts


def agreed():
    return Story((SPRING, PLAN), (SPRING, AGREE))


def test_a_plan_is_agreed_once_and_may_be_sent_anew_until_then():
    story = Story((SPRING, PLAN), (SPRING, PLAN), (SPRING, Return(WRITTEN, HEAD, HEAD, SEALED)), (SPRING, PLAN))
    story.then(SPRING, AGREE)
    assert (story.state["status"], story.state["returned"]) == ("agreed", None)
    assert story.refuses(PLAN, SPRING).rule == "rencana-sudah-disetujui"
    assert stream_of(ID, PERSON) == stream_of(ID, PERSON) != stream_of(ID, OTHER)


def test_nobody_begins_without_a_superior_or_without_having_served_on_the_day():
    none = Story()
    refusal = none.refuses(Plan(ID, WRITTEN, PERSON, True, UNIT, None, SEALED, SEALED), SPRING)
    assert (refusal.rule, "Hubungi" in refusal.message) == ("tanpa-atasan", True)
    other = Plan(ID, WRITTEN, PERSON, False, UNIT, HEAD, SEALED, SEALED)
    assert none.refuses(other, SPRING).rule == "bukan-peserta"


def test_whoever_does_not_lead_the_person_today_is_refused():
    sent = Story((SPRING, PLAN))
    assert sent.refuses(Agree(WRITTEN, OTHER, HEAD), SPRING).rule == "bukan-atasan"
    assert sent.refuses(Agree(WRITTEN, OTHER, None), SPRING).rule == "bukan-atasan"


@pytest.mark.parametrize("command", [RATE, Report(WRITTEN, SEALED)])
def test_results_are_reported_and_rated_within_the_dates(command):
    story, first = agreed(), day_begins(DAYS["rate_from"])
    last = day_begins(DAYS["rate_until"] + timedelta(days=1))
    assert story.refuses(command, first - timedelta(milliseconds=1)).rule == "belum-waktunya"
    assert story.refuses(command, last).rule == "sudah-lewat"
    assert story.when(command, first) and story.when(command, last - timedelta(milliseconds=1))
    assert Story((SPRING, PLAN)).refuses(command, WINTER).rule == "bukan-langkahnya"


def test_a_plan_is_not_sent_or_agreed_after_its_last_day():
    late = day_begins(DAYS["plan_until"] + timedelta(days=1))
    assert Story().refuses(PLAN, late).rule == "sudah-lewat"
    assert Story((SPRING, PLAN)).refuses(AGREE, late).rule == "sudah-lewat"


def test_after_a_change_of_heads_the_last_one_decides_and_both_ratings_stay():
    story = agreed()
    story.then(WINTER, RATE)
    assert story.refuses(Rate(WRITTEN, HEAD, OTHER, UNIT, SEALED), WINTER).rule == "bukan-atasan"
    story.then(WINTER, Rate(WRITTEN, OTHER, OTHER, UNIT, SEALED))
    assert [(one["by"], one["kind"]) for one in story.state["ratings"]] == [(HEAD, "rated"), (OTHER, "rated")]


def test_what_was_acknowledged_stays_and_what_is_disputed_is_looked_at_once_more_by_the_one_above():
    done = agreed()
    done.then(WINTER, RATE)
    done.then(WINTER, Acknowledge(WRITTEN))
    assert done.refuses(RATE, WINTER).rule == "bukan-langkahnya"
    assert done.refuses(Dispute(WRITTEN, SEALED), WINTER).rule == "bukan-langkahnya"

    story = agreed()
    story.then(WINTER, RATE)
    story.then(WINTER, Dispute(WRITTEN, SEALED))
    assert story.refuses(Review(WRITTEN, HEAD, ABOVE_HEAD, SEALED), WINTER).rule == "bukan-atasan"
    story.then(WINTER, Review(WRITTEN, ABOVE_HEAD, ABOVE_HEAD, SEALED))
    assert (story.state["status"], story.state["ratings"][-1]["kind"]) == ("reviewed", "reviewed")
    assert story.refuses(Review(WRITTEN, ABOVE_HEAD, ABOVE_HEAD, SEALED), WINTER).rule == "bukan-langkahnya"
    late = day_begins(DAYS["settle_until"] + timedelta(days=1))
    rated = agreed()
    rated.then(WINTER, RATE)
    assert rated.refuses(Acknowledge(WRITTEN), late).rule == "sudah-lewat"


@pytest.mark.parametrize(
    "command, rule",
    [
        (AskPeers(WRITTEN, OTHER, HEAD, ASKED, ASKED), "bukan-atasan"),
        (AskPeers(WRITTEN, HEAD, HEAD, [*ASKED[:2], ASKED[0]], ASKED), "rekan-terlalu-sedikit"),
        (AskPeers(WRITTEN, HEAD, HEAD, ASKED, ASKED[1:]), "bukan-rekan"),
        (ClosePeers(WRITTEN, HEAD, HEAD), "tidak-ada-yang-ditutup"),
        (ClosePeers(WRITTEN, OTHER, HEAD), "bukan-atasan"),
    ],
)
def test_colleagues_are_asked_by_the_superior_and_are_three_at_least_of_those_who_know_the_person(command, rule):
    assert agreed().refuses(command, SPRING).rule == rule
    assert Story((SPRING, PLAN)).refuses(AskPeers(WRITTEN, HEAD, HEAD, ASKED, ASKED)).rule == "bukan-langkahnya"


def test_colleagues_answer_from_when_they_were_asked_until_it_is_closed_or_rating_is_over():
    story, nobody = agreed(), Given(PEER, at=NOON, service="feedback")
    answer = lambda: Answer(ID, story.state, WRITTEN, SEALED)  # noqa: E731
    assert nobody.refuses(answer(), SPRING).rule == "pendapat-ditutup"
    story.then(SPRING, AskPeers(WRITTEN, HEAD, HEAD, ASKED, ASKED))
    assert story.refuses(AskPeers(WRITTEN, HEAD, HEAD, ASKED, ASKED), SPRING).rule == "rekan-sudah-diminta"
    last = day_begins(DAYS["rate_until"] + timedelta(days=1))
    [said] = nobody.when(answer(), last - timedelta(milliseconds=1))
    assert (said.data["day"], said.time) == ("2027-01-15", "2027-01-14T17:00:00.000Z"), "by the day, not the hour"
    assert nobody.refuses(answer(), last).rule == "pendapat-ditutup"
    story.then(WINTER, RATE)
    story.then(WINTER, ClosePeers(WRITTEN, HEAD, HEAD))
    assert nobody.refuses(answer(), WINTER).rule == "pendapat-ditutup"


def test_each_is_offered_what_is_theirs():
    standing = Standing(UNIT, HEAD, ABOVE_HEAD)

    def offered(story):
        return [may(story.state, standing, who) for who in (PERSON, HEAD, ABOVE_HEAD, OTHER)]

    story = Story((SPRING, PLAN))
    assert offered(story) == [["plan"], ["agree", "return"], [], []]
    story.then(SPRING, AGREE)
    assert offered(story) == [["report"], ["rate", "ask_peers"], [], []]
    story.then(SPRING, AskPeers(WRITTEN, HEAD, HEAD, ASKED, ASKED))
    assert offered(story) == [["report"], ["rate", "close_peers"], [], []]
    story.then(SPRING, ClosePeers(WRITTEN, HEAD, HEAD))
    assert offered(story) == [["report"], ["rate"], [], []]
    story.then(WINTER, RATE)
    assert offered(story) == [["acknowledge", "dispute"], ["rate"], [], []]
    story.then(WINTER, Dispute(WRITTEN, SEALED))
    assert offered(story) == [[], [], ["review"], []]


def test_a_cycle_has_its_days_in_order():
    begun = Given(CYCLE, at=NOON, service="feedback")
    assert begun.when(Open(**DAYS))[0].name == "cycle.opened"
    for name, day, rule in (
        ("ends", date(2026, 1, 1), "masa-terbalik"),
        ("on", date(2025, 12, 31), "di-luar-masa"),
        ("plan_until", date(2026, 3, 9), "urutan-tanggal"),
        ("rate_from", date(2026, 3, 30), "urutan-tanggal"),
        ("rate_until", date(2026, 11, 30), "urutan-tanggal"),
        ("settle_until", date(2027, 1, 14), "urutan-tanggal"),
    ):
        refusal = begun.refuses(Open(**DAYS | {name: day}))
        assert (refusal.rule, refusal.field) == (rule, name)


def test_a_unit_is_judged_by_its_name_and_once_by_the_same_word():
    begun = Given(CYCLE, *CYCLE.decide(None, Open(**DAYS), NOON), at=NOON, service="feedback")
    assert begun.refuses(JudgeUnit(UNIT, None, "BAIK")).rule == "unit-tidak-ada"
    begun.when(JudgeUnit(UNIT, "Dinas Sosial", "BAIK"))
    begun.state = begun.after
    assert begun.state["units"] == {UNIT: "BAIK"} and begun.when(JudgeUnit(UNIT, "Dinas Sosial", "BAIK")) == []


def test_behaviour_is_the_middle_one_of_the_seven_values():
    rated = dict.fromkeys(VALUES[:3], ABOVE) | dict.fromkeys(VALUES[3:], MEETS)
    assert behaviour_of(rated) == MEETS
    assert behaviour_of(rated | {VALUES[3]: ABOVE}) == ABOVE
    assert behaviour_of(dict.fromkeys(VALUES, BELOW) | dict.fromkeys(VALUES[:3], ABOVE)) == BELOW


@pytest.mark.parametrize(
    "unit, predicates, over",
    [
        ("BAIK", ["BAIK"] * 7 + ["KURANG"] * 3, False),
        ("BAIK", ["SANGAT_BAIK"] + ["BAIK"] * 7 + ["KURANG"] * 2, True),
        ("BUTUH_PERBAIKAN", ["BAIK"] * 8 + ["KURANG"] * 2, True),
        ("SANGAT_BAIK", ["SANGAT_BAIK"] * 10, False),
        (None, ["SANGAT_BAIK"] * 10, False),
        ("BAIK", [], False),
    ],
)
def test_at_most_seventy_in_a_hundred_are_as_good_as_their_unit(unit, predicates, over):
    assert exceeds(unit, predicates) is over


def test_nothing_is_told_of_fewer_than_ten():
    boxes = [(ABOVE, MEETS)] * 4 + [(BELOW, BELOW)] * 5
    assert group(boxes) == {"rated": 9, "cells": None}
    assert group([*boxes, (ABOVE, MEETS)])["cells"] == [[0, 5, 0], [0, 0, 0], [0, 0, 5]]
