from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from training.civil_servant.career import EndService, GrantLeave, Promote, leave_on
from training.civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from training.civil_servant.domain import Leave, is_serving
from training.enrolment.domain import AGGREGATE as ENROLMENT
from training.enrolment.domain import SELF, Request

from .given import BEFORE, PERSON, SERVANT, SESSION_ID, SESSION_STATE, Given
from .test_training import ADD, OCTOBER

PROMOTE = Promote("III/b", "823/1/2025", date(2025, 7, 1))
LEAVE = GrantLeave(date(2025, 9, 1), date(2025, 9, 30), "851/1/2025")
END = EndService("RETIRED", "882/1/2025", date(2025, 10, 1), leads=False)


def after(*commands):
    """Somebody who was appointed, and whom these decrees followed."""
    facts = Given(CIVIL_SERVANT).when(ADD)
    for command in commands:
        facts += Given(CIVIL_SERVANT, *facts).when(command, now=OCTOBER)
    return Given(CIVIL_SERVANT, *facts)


@pytest.fixture
def serving():
    return after()


def test_a_rank_holds_from_its_day_and_only_rises(serving):
    [fact] = serving.when(PROMOTE, now=OCTOBER)
    assert (fact.data["before"], fact.validtime) == (None, "2025-06-30T17:00:00.000Z")
    higher = after(PROMOTE)
    next_day = date(2025, 7, 2)
    assert higher.refuses(replace(PROMOTE, effective=next_day), now=OCTOBER).rule == "bukan-kenaikan"
    assert higher.refuses(replace(PROMOTE, rank="III/a", effective=next_day), now=OCTOBER).rule == "bukan-kenaikan"
    assert higher.refuses(replace(PROMOTE, rank="III/c"), now=OCTOBER).rule == "berlaku-mundur"
    [fact] = higher.when(replace(PROMOTE, rank="IV/a", effective=next_day), now=OCTOBER)
    assert fact.data["before"] == "III/b"
    assert serving.refuses(replace(PROMOTE, effective=date(2025, 10, 21)), now=OCTOBER).rule == "belum-berlaku"


def test_leaves_of_one_person_do_not_overlap_and_count_both_their_days(serving):
    away = after(LEAVE)
    days = ["2025-08-31", "2025-09-01", "2025-09-30", "2025-10-01"]
    assert [leave_on(away.state["leaves"], day) is not None for day in days] == [False, True, True, False]
    again = GrantLeave(date(2025, 9, 30), date(2025, 10, 2), "851/2/2025")
    assert away.refuses(again, now=OCTOBER).rule == "cuti-bertumpuk"
    assert away.when(replace(again, since=date(2025, 10, 1)), now=OCTOBER)
    assert serving.refuses(replace(LEAVE, until=date(2025, 8, 31)), now=OCTOBER).rule == "cuti-terbalik"
    assert serving.refuses(replace(LEAVE, until=date(2029, 9, 1)), now=OCTOBER).rule == "cuti-terlalu-lama"


def test_nobody_asks_for_a_seat_on_a_day_of_leave():
    away = SERVANT | {"leaves": [{"since": "2026-12-02", "until": "2026-12-31"}]}
    request = Request(PERSON, away, SESSION_ID, SESSION_STATE, (), SELF)
    assert Given(ENROLMENT).refuses(request, now=BEFORE).rule == "cuti-pada-hari-sesi"
    back = SERVANT | {"leaves": [{"since": "2026-11-02", "until": "2026-11-30"}]}
    assert Given(ENROLMENT).when(replace(request, servant=back), now=BEFORE)


def test_the_service_ends_by_a_decree_once_and_for_nobody_who_leads(serving):
    assert serving.refuses(replace(END, leads=True), now=OCTOBER).rule == "asn-masih-kepala"
    assert serving.refuses(replace(END, effective=date(2025, 10, 21)), now=OCTOBER).rule == "belum-berlaku"
    assert serving.refuses(replace(END, effective=date(2025, 5, 31)), now=OCTOBER).rule == "berlaku-mundur"
    ended = after(END)
    assert (is_serving(ended.state), ended.state["left_at"]) == (False, "2025-09-30T17:00:00.000Z")
    for command in (END, PROMOTE, LEAVE):
        assert ended.refuses(command, now=datetime(2025, 11, 1, tzinfo=UTC)).rule == "asn-sudah-keluar"
    assert ended.when(Leave(ADD.candidate), now=OCTOBER) == []
