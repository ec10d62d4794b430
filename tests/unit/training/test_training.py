import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.events import Fact
from training.civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from training.civil_servant.domain import Add, Leave, Transfer, is_serving, station_on
from training.civil_servant.views import ROSTER
from training.enrolment.courses import LATSAR, ORIENTATION
from training.enrolment.domain import AGGREGATE as ENROLMENT
from training.enrolment.domain import Confirm
from training.hours.domain import AGGREGATE as HOURS
from training.hours.domain import Credit
from training.reactions import add_civil_servant, enrol
from training.streams import civil_servant_stream, enrolment_stream

from tests.unit.registration.given import Given as GivenOf
from tests.unit.registration.given import event, events

PERSON = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
CANDIDATE = "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004"
UNIT_ID = "0192f0c4-7a31-7c3e-9b1d-2f6a5c8e0021"
ENROLMENT_ID = enrolment_stream(PERSON, LATSAR).partition("-")[2]
ADD = Add(
    person=PERSON,
    period="CPNS-2024",
    candidate=CANDIDATE,
    unit="UPTD Puskesmas Datuk Bandar",
    job_code="JF-0412",
    job_name="Perawat Ahli Pertama",
    decree_no="800/117/BKPSDM/2025",
    effective_date="2025-06-01",
)
CONFIRM = Confirm(PERSON, LATSAR, ADD.unit, "appointment")
OCTOBER = datetime(2025, 10, 20, 3, tzinfo=UTC)


def Given(aggregate, *facts, **more):
    return GivenOf(aggregate, *facts, service="training", **more)


CONFIRMED = Given(ENROLMENT).when(CONFIRM)
CREDIT = Credit(ENROLMENT_ID, Given(ENROLMENT, *CONFIRMED).state, date(2025, 10, 17), "12/LATSAR/2025")


def test_an_appointment_begins_a_record_that_holds_from_its_date():
    [fact] = Given(CIVIL_SERVANT).when(ADD)
    assert (fact.data["status"], fact.validtime) == ("CPNS", "2025-05-31T17:00:00.000Z")


def test_the_same_appointment_twice_changes_nothing():
    assert Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD)).when(ADD) == []
    assert Given(ENROLMENT, *CONFIRMED).when(CONFIRM) == []


UNIT = {"names": [{"name": "Dinas Kesehatan", "since": "2020-01-02"}], "since": "2020-01-02", "ends": None}
MOVE = Transfer(UNIT_ID, UNIT, "JF-0413", "Perawat Ahli Muda", "821/30/2025", date(2025, 9, 1))


def test_somebody_works_where_the_last_decree_of_the_day_says():
    given = Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD))
    [fact] = given.when(MOVE, now=OCTOBER)
    there = [station_on(given.after, day)["unit"] for day in ("2025-05-01", "2025-08-31", "2025-09-01")]
    assert there == [ADD.unit, ADD.unit, "Dinas Kesehatan"]
    assert (fact.data["before"]["job_code"], given.after["unit"]) == ("JF-0412", "Dinas Kesehatan")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"unit": None}, "unit-tidak-ada"),
        ({"effective": date(2025, 6, 1)}, "berlaku-mundur"),
        ({"effective": date(2025, 10, 21)}, "mutasi-belum-berlaku"),
        ({"unit": {**UNIT, "ends": "2025-09-01"}}, "unit-belum-ada"),
        ({"unit": {**UNIT, "since": "2025-09-02"}}, "unit-belum-ada"),
    ],
)
def test_a_transfer_that_cannot_be_is_refused_by_what_is_wrong(change, rule):
    given = Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD))
    assert given.refuses(replace(MOVE, **change), now=OCTOBER).rule == rule


def test_only_another_unit_or_another_job_is_a_transfer():
    moved = Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD))
    both = Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD), *moved.when(MOVE, now=OCTOBER))
    assert both.refuses(replace(MOVE, effective=date(2025, 9, 2)), now=OCTOBER).rule == "bukan-mutasi"
    assert Given(CIVIL_SERVANT).refuses(MOVE, now=OCTOBER).rule == "asn-tidak-ada"


def test_latsar_has_647_lesson_hours():
    assert CONFIRMED[0].data["hours"] == 647


def test_a_completed_course_is_credited_whole_to_its_year():
    [fact] = Given(HOURS).when(CREDIT, now=OCTOBER)
    assert (fact.data["hours"], fact.data["year"], fact.data["person"]) == (647, 2025, PERSON)


def test_what_cannot_have_been_completed_is_not_credited():
    tomorrow, before = date(2025, 10, 21), date(2024, 8, 31)
    assert Given(HOURS).refuses(replace(CREDIT, completed_on=tomorrow), now=OCTOBER).field == "completed_on"
    assert Given(HOURS).refuses(replace(CREDIT, completed_on=before), now=OCTOBER).field == "completed_on"
    assert Given(HOURS).refuses(replace(CREDIT, enrolment=None), now=OCTOBER).status == 404


class Recorder:
    def __init__(self):
        self.decided = []

    def decide(self, stream, command):
        self.decided.append((stream, command))


@pytest.mark.parametrize(
    ("kind", "status", "course"),
    [
        (None, "CPNS", LATSAR),
        ("PNS", "CPNS", LATSAR),
        ("PPPK", "PPPK", ORIENTATION),
        ("PPPK_PART_TIME", "PPPK", ORIENTATION),
    ],
)
def test_the_event_of_an_appointment_makes_both_commands(kind, status, course):
    names = ("person", "period", "unit", "job_code", "job_name", "decree_no", "effective_date")
    data = {name: getattr(ADD, name) for name in names}
    data |= {
        "application": "0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0004",
        "vacancy": "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0002",
        "participant_no": "242715390847",
        "education_level": "PROFESI",
        "result": "result-8a0f8a5e-6d1c-5f0e-9c7e-0d8a7f1f3b21@3",
    }
    data |= {"procurement_type": kind} if kind else {}
    appointed = event(Fact("candidate.appointed", data), stream=f"candidate-{CANDIDATE}", service="selection")
    tx = Recorder()
    add_civil_servant(appointed, tx)
    enrol(appointed, tx)
    assert tx.decided == [
        (civil_servant_stream(PERSON), replace(ADD, status=status)),
        (enrolment_stream(PERSON, course), replace(CONFIRM, course=course)),
    ]
    assert Given(CIVIL_SERVANT).when(tx.decided[0][1])[0].data["status"] == status
    assert Given(ENROLMENT).when(tx.decided[1][1])[0].data["course"] == course


def test_the_roster_is_the_same_in_every_order_of_streams():
    streams = [
        events(*Given(CIVIL_SERVANT).when(ADD), service="training"),
        events(*CONFIRMED, stream=enrolment_stream(PERSON, LATSAR), service="training"),
        events(*Given(HOURS).when(CREDIT, now=OCTOBER), service="training"),
    ]
    rows = []
    for seed in range(12):
        sequence = random.Random(seed).sample(streams, 3)
        row = None
        for [made] in sequence:
            assert list(ROSTER.keys(made)) == [PERSON]
            row = ROSTER.fold(row, made)
        rows.append(row)
    assert all(row == rows[0] for row in rows)
    assert (rows[0]["unit"], len(rows[0]["enrolments"]), len(rows[0]["hours"])) == (ADD.unit, 1, 1)


def test_the_record_ends_once_with_the_resignation_of_the_candidate_who_was_appointed():
    serving = Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD))
    assert Given(CIVIL_SERVANT).when(Leave(CANDIDATE)) == [], "who resigned before the appointment was never added"
    assert serving.when(Leave("0192f0c4-7a14-7c3e-9b1d-2f6a5c8e0099")) == [], "another selection"
    [fact] = serving.when(Leave(CANDIDATE))
    assert fact.name == "civil_servant.left" and not is_serving(serving.after) and is_serving(serving.state)
    assert CIVIL_SERVANT.decide(serving.after, Leave(CANDIDATE), OCTOBER) == []
