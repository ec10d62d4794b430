import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.events import fold
from training.civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from training.unit.domain import AGENCY, UNDER, Alias, Change, End, Register, called, name_on
from training.unit.domain import AGGREGATE as UNIT
from training.unit.views import UNIT_NAMES

from tests.unit.registration.given import event, events, refused

from .given import Given
from .test_training import ADD

NOW = datetime(2026, 3, 1, 3, tzinfo=UTC)
AGENCY_ID, OTHER_ID = "0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0021", "0192f0c4-7a32-7c3e-9b1d-2f6a5c8e0022"
OFFICE = Register("Dinas Kesehatan", AGENCY, None, None, date(2020, 1, 2), "Perda 5/2019")
DINAS = Given(UNIT, *Given(UNIT).when(OFFICE, NOW)).state
CLINIC = Register("UPTD Puskesmas Datuk Bandar", UNDER, AGENCY_ID, DINAS, date(2021, 1, 4), "Perwali 8/2020")
REGISTERED = Given(UNIT).when(CLINIC, NOW)
STATE = fold(UNIT, events(*REGISTERED, service="training"))
RENAME = Change("Puskesmas Datuk Bandar", AGENCY_ID, DINAS, (), date(2026, 7, 1), "Perwali 2/2026")
END = End(OTHER_ID, DINAS, 0, date(2026, 5, 4), "Perwali 3/2026")


def test_a_unit_holds_from_the_day_of_its_regulation():
    [fact] = REGISTERED
    assert (fact.data["parent"], fact.validtime) == (AGENCY_ID, "2021-01-03T17:00:00.000Z")


def test_until_the_day_of_its_new_name_a_unit_has_the_old_one_and_keeps_it_for_ever():
    given = Given(UNIT, *REGISTERED)
    given.when(RENAME, NOW)
    told = [name_on(given.after, day) for day in ("2019-01-01", "2026-06-30", "2026-07-01")]
    assert told == ["UPTD Puskesmas Datuk Bandar", "UPTD Puskesmas Datuk Bandar", "Puskesmas Datuk Bandar"]
    assert called(given.after) == ["UPTD Puskesmas Datuk Bandar", "Puskesmas Datuk Bandar"]


def test_one_change_may_rename_and_move_and_the_same_again_changes_nothing():
    moved = replace(RENAME, parent_id=OTHER_ID)
    given = Given(UNIT, *REGISTERED)
    facts = given.when(moved, NOW)
    assert [fact.name for fact in facts] == ["unit.renamed", "unit.moved"]
    assert UNIT.decide(given.after, moved, NOW) == []


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (replace(RENAME, since=date(2021, 1, 3)), "berlaku-mundur"),
        (replace(RENAME, since=date(2027, 3, 3)), "berlaku-terlalu-jauh"),
        (replace(RENAME, parent_id=None, parent=None), "induk-wajib"),
        (replace(RENAME, parent_id=OTHER_ID, parent=None), "unit-tidak-ada"),
        (replace(RENAME, parent_id=OTHER_ID, above=(AGENCY_ID, STATE["id"])), "induk-melingkar"),
        (replace(RENAME, parent_id=STATE["id"], parent=STATE), "induk-melingkar"),
        (replace(END, children=2), "unit-masih-membawahi"),
        (replace(END, into_id=STATE["id"], into=STATE), "gabung-ke-diri"),
        (replace(END, into={**DINAS, "ends": "2026-01-01"}), "unit-sudah-diakhiri"),
        (replace(END, into={**DINAS, "since": "2026-05-05"}), "unit-belum-ada"),
        (replace(END, since=date(2021, 1, 3)), "berlaku-mundur"),
    ],
)
def test_what_cannot_be_is_refused_by_what_is_wrong(command, rule):
    assert refused(UNIT, STATE, command, NOW).rule == rule


def test_only_what_stands_under_another_unit_has_one_above_it():
    assert Given(UNIT).refuses(replace(OFFICE, parent_id=OTHER_ID, parent=DINAS), NOW).rule == "perangkat-tanpa-induk"
    assert Given(UNIT).refuses(replace(CLINIC, parent_id=None, parent=None), NOW).rule == "induk-wajib"
    assert Given(UNIT).refuses(replace(CLINIC, since=date(2020, 1, 1)), NOW).rule == "unit-belum-ada"


@pytest.mark.parametrize(
    ("end", "fact"), [(END, "unit.merged"), (replace(END, into_id=None, into=None), "unit.closed")]
)
def test_an_ended_unit_is_neither_changed_nor_ended_again_but_may_still_get_a_name(end, fact):
    facts = Given(UNIT, *REGISTERED).when(end, NOW)
    assert [one.name for one in facts] == [fact]
    ended = Given(UNIT, *REGISTERED, *facts)
    assert {ended.refuses(command, NOW).rule for command in (RENAME, END)} == {"unit-sudah-diakhiri"}
    assert ended.when(Alias("Pusk. Datuk Bandar"), NOW)


def test_a_name_is_noted_once_whatever_its_capitals():
    facts = Given(UNIT, *REGISTERED).when(Alias("Pusk. Datuk Bandar"), NOW)
    given = Given(UNIT, *REGISTERED, *facts)
    assert given.when(Alias("PUSK.  datuk bandar"), NOW) == given.when(Alias("uptd puskesmas datuk bandar"), NOW) == []


def test_whose_a_name_is_does_not_depend_on_what_is_read_first():
    spelled = [replace(ADD, unit=name) for name in ("Pusk. Datuk Bandar", "PUSK. DATUK BANDAR")]
    people = [event(Given(CIVIL_SERVANT).when(add)[0], service="training") for add in spelled]
    named = events(*REGISTERED, *Given(UNIT, *REGISTERED).when(Alias("pusk. datuk bandar"), NOW), service="training")
    for seed in range(6):
        rows, order = {}, [*people, named[1]]
        random.Random(seed).shuffle(order)
        for one in order:
            for key in UNIT_NAMES.keys(one):
                rows[key] = UNIT_NAMES.fold(rows.get(key), one)
        assert rows == {
            "pusk. datuk bandar": {
                "name": "PUSK. DATUK BANDAR", "unit": named[0].subject.partition("-")[2], "people": 2,
            }
        }  # fmt: skip


def test_the_state_can_be_folded_from_its_events_alone():
    facts = [*REGISTERED, *Given(UNIT, *REGISTERED).when(RENAME, NOW)]
    assert fold(UNIT, events(*facts, service="training"))["latest"] == "2026-07-01"
