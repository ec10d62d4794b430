from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from training.course.domain import AGGREGATE as COURSE
from training.session.domain import AGGREGATE as SESSION
from training.session.domain import Cancel, Change, Day, parts

from .given import AFTER, BEFORE, CLOSES, DAYS, MORNING, PUBLISH, SCHEDULE, SCHEDULED, Given

MOVE = Change((Day(date(2026, 12, 8), "08:00", "16:00"),), "Aula BKPSDM", "Aula", 3, "Pengajar sakit.")


def test_a_course_is_published_once_and_stays_as_it_is():
    published = Given(COURSE).when(PUBLISH)
    assert published[0].data["competences"] == ["Pengadaan barang dan jasa"]
    assert Given(COURSE, *published).refuses(PUBLISH).rule == "pelatihan-sudah-terbit"


def test_a_session_keeps_what_its_course_asked_for_when_it_was_scheduled():
    [fact] = SCHEDULED
    assert (fact.data["attendance"], fact.data["pass_mark"], fact.data["hours"]) == (80, 70, 16)
    assert fact.data["days"][0] == {"date": "2026-12-01", "begins": "08:00", "ends": "16:00"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"course": None}, "pelatihan-tidak-ada"),
        ({"days": DAYS[::-1]}, "hari-tidak-urut"),
        ({"days": (DAYS[0], DAYS[0])}, "hari-tidak-urut"),
        ({"days": (Day(date(2026, 11, 20), "08:00", "16:00"),)}, "hari-sudah-lewat"),
        ({"days": (Day(date(2026, 12, 1), "16:00", "16:00"),)}, "jam-terbalik"),
        ({"closes": BEFORE}, "penutupan-tidak-sah"),
        ({"closes": datetime(2026, 12, 1, 1, 0, 1, tzinfo=UTC)}, "penutupan-tidak-sah"),
    ],
)
def test_a_session_that_cannot_be_is_refused_by_what_is_wrong(change, rule):
    assert Given(SESSION).refuses(replace(SCHEDULE, **change), now=BEFORE).rule == rule


def test_registration_may_close_at_the_very_hour_of_the_beginning():
    assert Given(SESSION).when(replace(SCHEDULE, closes=datetime(2026, 12, 1, 1, 0, tzinfo=UTC)), now=BEFORE)


def test_a_change_says_what_stood_there_before_and_the_same_again_changes_nothing():
    given = Given(SESSION, *SCHEDULED)
    [fact] = given.when(MOVE, now=BEFORE)
    assert (fact.data["before"]["capacity"], given.after["capacity"]) == (2, 3)
    assert Given(SESSION, *SCHEDULED, fact).when(MOVE, now=BEFORE) == []


def test_a_session_does_not_begin_before_its_registration_closes():
    early = replace(MOVE, days=(Day(date(2026, 11, 28), "08:00", "16:00"),))
    assert BEFORE + timedelta(days=1) < CLOSES
    assert Given(SESSION, *SCHEDULED).refuses(early, now=BEFORE).rule == "mulai-sebelum-penutupan"


def test_what_has_begun_or_was_cancelled_is_neither_changed_nor_cancelled():
    cancelled = Given(SESSION, *SCHEDULED).when(Cancel("Pengajar sakit."), now=BEFORE)
    for command in (MOVE, Cancel("Lagi.")):
        assert Given(SESSION, *SCHEDULED).refuses(command, now=MORNING).rule == "sesi-sudah-mulai"
        assert Given(SESSION, *SCHEDULED, *cancelled).refuses(command, now=AFTER).rule == "sesi-dibatalkan"
        assert Given(SESSION).refuses(command).status == 404


@pytest.mark.parametrize(
    ("begins", "ends", "taken"),
    [
        ("08:00", "16:00", ["AM", "PM"]),
        ("08:00", "12:00", ["AM"]),
        ("12:00", "16:00", ["PM"]),
        ("11:59", "12:01", ["AM", "PM"]),
    ],
)
def test_a_room_is_taken_by_mornings_and_afternoons(begins, ends, taken):
    assert parts((Day(date(2026, 12, 1), begins, ends),)) == [f"2026-12-01/{part}" for part in taken]


def test_a_session_moves_onto_another_one_of_its_people_only_when_that_is_said():
    given = Given(SESSION, *SCHEDULED)
    later = tuple(Day(day.date + timedelta(days=7), day.begins, day.ends) for day in DAYS)
    move = Change(
        later, SCHEDULE.place, SCHEDULE.room, 2, "Pengajarnya sakit.", ("A pagi", "B siang", "C pagi", "D pagi")
    )
    refused = given.refuses(move, BEFORE)
    assert refused.rule == "peserta-bentrok" and "4 peserta" in refused.message and "D pagi" not in refused.message
    assert given.when(replace(move, despite=True), now=BEFORE)
    stays = replace(move, days=DAYS, place="Ruang lain")
    assert given.when(stays, now=BEFORE), "its days are those of before"


def test_what_a_session_costs_is_in_its_event_where_somebody_said_so():
    assert "cost" not in SCHEDULED[0].data
    [fact] = Given(SESSION).when(replace(SCHEDULE, cost=12_500_000), now=BEFORE)
    assert fact.data["cost"] == 12_500_000
