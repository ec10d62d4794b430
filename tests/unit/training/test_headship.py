from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from training.headship.domain import AGGREGATE as HEADSHIP
from training.headship.domain import Assign, Vacate, head_on, superior_on

from .given import PERSON, SERVANT, Given
from .test_unit import AGENCY_ID, DINAS

NOW = datetime(2026, 3, 1, 3, tzinfo=UTC)
OTHER = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0002"
ASSIGN = Assign(AGENCY_ID, DINAS, PERSON, SERVANT, False, date(2024, 1, 2), "821/4/2024")
VACATE = Vacate(date(2025, 7, 1), "821/90/2025")
ASSIGNED = Given(HEADSHIP).when(ASSIGN, NOW)


def test_somebody_leads_from_the_day_of_the_decree_until_the_day_of_the_next():
    given = Given(HEADSHIP, *ASSIGNED)
    given.when(VACATE, NOW)
    led = [head_on(given.after, day) for day in ("2024-01-01", "2024-01-02", "2025-06-30", "2025-07-01")]
    assert [one and one["person"] for one in led] == [None, PERSON, PERSON, None]
    assert ASSIGNED[0].validtime == "2024-01-01T17:00:00.000Z"


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (replace(ASSIGN, since=date(2024, 1, 2), person=OTHER), "berlaku-mundur"),
        (replace(ASSIGN, since=date(2027, 3, 3)), "berlaku-terlalu-jauh"),
        (replace(ASSIGN, servant=None), "asn-tidak-ada"),
        (replace(ASSIGN, servant={**SERVANT, "left_at": "2024-01-01T00:00:00.000Z"}), "asn-tidak-ada"),
        (replace(ASSIGN, unit=None), "unit-tidak-ada"),
        (replace(ASSIGN, since=date(2026, 1, 2), unit={**DINAS, "ends": "2026-01-02"}), "unit-belum-ada"),
        (replace(ASSIGN, since=date(2019, 1, 2)), "unit-belum-ada"),
        (replace(VACATE, since=date(2024, 1, 2)), "berlaku-mundur"),
    ],
)
def test_a_head_that_cannot_be_is_refused_by_what_is_wrong(command, rule):
    assert Given(HEADSHIP, *ASSIGNED).refuses(command, NOW).rule == rule


def test_the_same_head_again_changes_nothing_and_a_real_one_follows_who_acted():
    again = replace(ASSIGN, since=date(2025, 1, 2))
    assert Given(HEADSHIP, *ASSIGNED).when(again, NOW) == []
    acted = Given(HEADSHIP).when(replace(ASSIGN, acting=True), NOW)
    assert Given(HEADSHIP, *acted).when(again, NOW)


def test_nobody_ends_what_nobody_began():
    assert Given(HEADSHIP).refuses(VACATE, NOW).rule == "kepala-tidak-ada"
    vacated = Given(HEADSHIP, *ASSIGNED).when(VACATE, NOW)
    later = replace(VACATE, since=date(2025, 8, 1))
    assert Given(HEADSHIP, *ASSIGNED, *vacated).refuses(later, NOW).rule == "kepala-tidak-ada"


def test_a_head_answers_to_the_nearest_other_head_above():
    led = {"a": PERSON, "c": OTHER}
    states = {
        unit: {"unit": unit, "terms": [{"person": who, "acting": False, "since": "2024-01-02", "decree_no": "821"}]}
        for unit, who in led.items()
    }
    above = {"a": "b", "b": "c", "c": None}

    def superior(unit, person):
        found = superior_on(unit, person, "2026-01-01", states.get, above.get)
        return found and (found[0], found[1]["person"])

    assert superior("a", "somebody") == ("a", PERSON)
    assert superior("a", PERSON) == superior("b", "somebody") == ("c", OTHER)
    assert superior("c", OTHER) is superior(None, "somebody") is None
