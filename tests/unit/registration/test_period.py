from dataclasses import replace
from datetime import UTC, datetime

from registration.period.domain import AGGREGATE, Announce

from tests.unit.registration.given import Given

ANNOUNCE = Announce(
    code="CPNS-2024",
    name="Seleksi CPNS Kota Tanjungbalai Tahun 2024",
    procurement_type="PNS",
    budget_year=2024,
    mode="nasional",
    registration_opens=datetime(2024, 8, 19, 17, tzinfo=UTC),
    registration_closes=datetime(2024, 9, 10, 16, 59, 59, tzinfo=UTC),
    age_counted_on="submission",
    objection_days=3,
    answer_days=7,
    decree="KepmenPANRB 320/2024",
)


def test_a_period_is_announced_with_its_windows_in_utc():
    [fact] = Given(AGGREGATE).when(ANNOUNCE)
    assert fact.name == "period.announced"
    assert fact.data["registration_closes"] == "2024-09-10T16:59:59.000Z"


def test_a_window_that_ends_before_it_begins_is_refused():
    refusal = Given(AGGREGATE).refuses(replace(ANNOUNCE, registration_closes=ANNOUNCE.registration_opens))
    assert (refusal.field, refusal.status) == ("registration_closes", 422)


def test_the_day_on_which_age_is_counted_must_exist():
    assert Given(AGGREGATE).when(replace(ANNOUNCE, age_counted_on="2024-09-01"))
    assert Given(AGGREGATE).refuses(replace(ANNOUNCE, age_counted_on="2024-02-30")).field == "age_counted_on"


def test_a_period_is_announced_once():
    facts = Given(AGGREGATE).when(ANNOUNCE)
    assert Given(AGGREGATE, *facts).refuses(ANNOUNCE).rule == "periode-sudah-diumumkan"
