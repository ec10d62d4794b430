"""Tests before and after a session: what is opened, drawn, answered and counted."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import orjson
import pytest
from asnkit.events import format_time, parse_time
from hypothesis import given as tried
from hypothesis import strategies as st
from training.exam.domain import AFTER as AFTERWARDS
from training.exam.domain import AGGREGATE as EXAM
from training.exam.domain import BEFORE as BEFOREHAND
from training.exam.domain import Open
from training.item_bank.domain import AGGREGATE as ITEM_BANK
from training.item_bank.domain import Publish
from training.item_bank.items import listed
from training.rules.certainty import certainty, discrimination
from training.sitting import figures
from training.sitting.domain import AGGREGATE as SITTING
from training.sitting.domain import BY_HAND, BY_TIME, Answer, Begin, HandIn
from training.sitting.drawing import draw

from .given import AFTER, BEFORE, COURSE_ID, ENROLMENT_ID, MORNING, PERSON, SESSION_ID, SESSION_STATE, Given

DIGEST = "ab" * 32
SEED = "5f" * 16
IDS = [f"0192f0c4-7a41-4c3e-9b1d-2f6a5c8e00{n}" for n in range(10, 22)]
KEYS = dict.fromkeys(IDS, 1)
WRITTEN = [{"text": f"Soal {n}?", "options": ["ya", "tidak"], "key": n % 2} for n in range(6)]

PUBLISH = Publish(COURSE_ID, {"code": "PBJ-DASAR"}, len(IDS), DIGEST)
BANK = Given(ITEM_BANK, *Given(ITEM_BANK).when(PUBLISH)).state
OPEN = Open(SESSION_ID, BEFOREHAND, SESSION_STATE, BANK, None, 4, 20, MORNING + timedelta(minutes=30))
OPENED = Given(EXAM).when(OPEN, now=BEFORE)
EXAM_STATE = Given(EXAM, *OPENED).state
DRAWN = tuple(draw(SEED, IDS, 4))
BEGIN = Begin(ENROLMENT_ID, {"person": PERSON}, True, SESSION_STATE, EXAM_STATE, SEED, DRAWN)
BEGUN = Given(SITTING).when(BEGIN, now=MORNING)


def answers(*commands, now=MORNING):
    """The facts so far, from the beginning on."""
    facts = list(BEGUN)
    for command in commands:
        facts += Given(SITTING, *facts).when(command, now=now)
    return facts


def test_an_edition_says_how_many_items_it_has_and_none_of_them():
    [fact] = Given(ITEM_BANK).when(PUBLISH)
    assert fact.data == {"course": COURSE_ID, "edition": 1, "items": 12, "list_sha256": DIGEST}
    again = Given(ITEM_BANK, fact)
    assert again.refuses(PUBLISH).rule == "tanpa-perubahan"
    assert again.when(replace(PUBLISH, list_sha256="cd" * 32))[0].data["edition"] == 2
    assert Given(ITEM_BANK).refuses(replace(PUBLISH, course=None)).status == 404


def test_an_item_that_stays_word_for_word_keeps_its_id_and_any_other_gets_one_of_its_own():
    first = orjson.loads(listed(WRITTEN, []))
    changed = [WRITTEN[0], {**WRITTEN[1], "key": 0}, *WRITTEN[2:]]
    second = orjson.loads(listed(changed, first))
    assert [one["id"] for one in second][2:] == [one["id"] for one in first][2:]
    assert second[0]["id"] == first[0]["id"] and second[1]["id"] not in {one["id"] for one in first}
    assert listed(WRITTEN, first) == listed(WRITTEN, first)


@pytest.mark.parametrize(
    ("change", "now", "rule"),
    [
        ({"session": None}, BEFORE, "sesi-tidak-ada"),
        ({"session": {**SESSION_STATE, "status": "CANCELLED"}}, BEFORE, "sesi-dibatalkan"),
        ({"bank": None}, BEFORE, "bank-soal-tidak-ada"),
        ({"count": 13}, BEFORE, "soal-kurang"),
        ({"until": BEFORE}, BEFORE, "penutupan-tidak-sah"),
        ({"until": AFTER + timedelta(days=1)}, BEFORE, "uji-awal-terlambat"),
        ({"phase": AFTERWARDS}, BEFORE, "sesi-belum-mulai"),
        ({"phase": AFTERWARDS, "before": EXAM_STATE, "until": AFTER}, MORNING, "uji-awal-masih-dibuka"),
    ],
)
def test_a_test_that_cannot_be_held_is_not_opened(change, now, rule):
    assert Given(EXAM).refuses(replace(OPEN, **change), now=now).rule == rule


def test_a_test_is_opened_once():
    assert Given(EXAM, *OPENED).refuses(OPEN, now=BEFORE).rule == "uji-sudah-dibuka"


@tried(st.integers(1, 12), st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_draw_is_of_different_items_of_the_list_and_the_seed_gives_it_again(count, seed):
    drawn = draw(seed, IDS, count)
    assert len(set(drawn)) == count and set(drawn) <= set(IDS)
    assert drawn == draw(seed, list(reversed(IDS)), count)


def test_whoever_begins_has_the_minutes_or_what_is_left_of_them():
    assert BEGUN[0].data["ends"] == format_time(MORNING + timedelta(minutes=20))
    late = Given(SITTING).when(BEGIN, now=MORNING + timedelta(minutes=25))
    assert late[0].data["ends"] == EXAM_STATE["until"]
    assert Given(SITTING, *BEGUN).when(BEGIN, now=MORNING) == [], "beginning again goes on with the same test"


@pytest.mark.parametrize(
    ("change", "now", "rule"),
    [
        ({"seated": False}, MORNING, "bukan-peserta"),
        ({"enrolment": None}, MORNING, "bukan-peserta"),
        ({"exam": None}, MORNING, "uji-tidak-ada"),
        ({"session": {**SESSION_STATE, "status": "CANCELLED"}}, MORNING, "sesi-dibatalkan"),
        ({}, MORNING + timedelta(minutes=30), "uji-ditutup"),
    ],
)
def test_who_cannot_begin_is_told_why(change, now, rule):
    assert Given(SITTING).refuses(replace(BEGIN, **change), now=now).rule == rule


def test_the_last_answer_counts_and_the_same_one_again_says_nothing():
    facts = answers(Answer(DRAWN[0], 0, 2), Answer(DRAWN[0], 1, 2), Answer(DRAWN[0], 1, 2))
    assert [fact.data.get("choice") for fact in facts] == [None, 0, 1]
    [fact] = Given(SITTING, *facts).when(HandIn(KEYS, BY_HAND), now=MORNING)
    assert (fact.data["answered"], fact.data["right"], fact.data["of"], fact.data["by"]) == (1, 1, 4, BY_HAND)


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (Answer(next(one for one in IDS if one not in DRAWN), 0, 2), "soal-bukan-milik-anda"),
        (Answer("0192f0c4-7a41-4c3e-9b1d-2f6a5c8e0099", 0, 0), "soal-bukan-milik-anda"),
        (Answer(DRAWN[0], 2, 2), "pilihan-tidak-ada"),
    ],
)
def test_a_forged_item_or_option_is_refused(answer, rule):
    assert Given(SITTING, *BEGUN).refuses(answer, now=MORNING).rule == rule


@pytest.mark.parametrize("command", [Answer(DRAWN[0], 1, 2), HandIn(KEYS, BY_HAND)])
def test_after_the_time_and_after_handing_in_nothing_is_taken(command):
    ends = parse_time(BEGUN[0].data["ends"])
    assert Given(SITTING, *BEGUN).when(command, now=ends - timedelta(milliseconds=1))
    assert Given(SITTING, *BEGUN).refuses(command, now=ends).rule == "waktu-habis"
    over = answers(HandIn(KEYS, BY_HAND))
    assert Given(SITTING, *over).refuses(command, now=MORNING).rule == "sudah-dikumpulkan"
    assert Given(SITTING).refuses(command, now=MORNING).rule == "uji-belum-dimulai"


def test_the_time_hands_in_what_was_answered_and_finds_nothing_to_do_twice():
    facts = answers(Answer(DRAWN[0], 1, 2), Answer(DRAWN[1], 0, 2))
    [over] = Given(SITTING, *facts).when(HandIn(KEYS, BY_TIME), now=AFTER)
    assert (over.data["answered"], over.data["right"], over.data["by"]) == (2, 1, BY_TIME)
    assert Given(SITTING, *facts, over).when(HandIn(KEYS, BY_TIME), now=AFTER) == []
    assert Given(SITTING).when(HandIn({}, BY_TIME), now=AFTER) == []


def sat(number, phase, right, of=4):
    items = IDS[:of]
    given_ = {item: 1 if n < right else 0 for n, item in enumerate(items)}
    return {
        "enrolment": f"e{number}", "person": f"p{number}", "phase": phase, "status": "OVER", "items": items,
        "answers": given_, "right": right,
    }  # fmt: skip


def group(size):
    """`size` people with both tests, who gained 25 or 50 points; and two who missed one."""
    sittings = [sat(n, BEFOREHAND, 1) for n in range(size + 1)]
    sittings += [sat(n, AFTERWARDS, 2 + n % 2) for n in range(size)]
    return [f"e{n}" for n in range(size + 2)], sittings


def test_of_enough_pairs_the_gain_is_told_with_how_sure_it_is():
    gain = figures.gain_of(figures.scores(*group(10)))
    assert (gain["pairs"], gain["left_out"]) == (10, 2)
    assert (gain["before"], gain["after"], gain["mean_gain"], gain["n_gain"]) == ("25.00", "62.50", "37.50", "0.500")
    # s = 13.176…, so half the interval is 2.262 * 13.176 / sqrt(10) = 9.43; the spread of both tests is 9.317
    assert (gain["low"], gain["high"], gain["effect"]) == ("28.07", "46.93", "4.02")


def test_of_too_few_pairs_only_their_number_is_told():
    gain = figures.gain_of(figures.scores(*group(9)))
    assert (gain["pairs"], gain["left_out"], gain["least"]) == (9, 2, 10)
    assert {gain[name] for name in ("before", "after", "mean_gain", "n_gain", "low", "high", "effect")} == {None}


def test_where_everybody_is_alike_there_is_no_spread_to_measure_an_effect_by():
    sure = certainty([(Fraction(50), Fraction(60))] * 10)
    assert (sure.low, sure.high, sure.effect) == (10, 10, None)


def test_whoever_is_still_sitting_has_no_points():
    assert figures.points({**sat(1, BEFOREHAND, 3), "status": "SITTING"}) is None
    assert figures.points(None) is None and figures.points(sat(1, BEFOREHAND, 3, of=6)) == 50


def test_an_item_that_the_better_ones_get_right_tells_people_apart():
    strong, weak = [(True, 3)] * 5, [(False, 0)] * 5
    assert discrimination(strong + weak) == 1
    assert discrimination([(not hit, rest) for hit, rest in strong + weak]) == -1
    assert discrimination([(True, 3)] * 10) is None and discrimination((strong + weak)[1:]) is None


def test_items_are_counted_in_each_test_apart_and_whoever_did_not_get_one_is_not_counted():
    items = {id: {"id": id, "text": "Soal?", "key": 1} for id in IDS}
    first, *_ = rows = figures.items_of(items, group(10)[1])
    assert (first["before"], first["after"]) == ({"sat": 11, "right": 11}, {"sat": 10, "right": 10})
    assert len(rows) == 4 and rows[2]["after"] == {"sat": 10, "right": 5} and rows[3]["discrimination"] is None
