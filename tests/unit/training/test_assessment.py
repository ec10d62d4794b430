from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from training.assessment.domain import AGGREGATE as ASSESSMENT
from training.assessment.domain import OFFICER, Record, profile_on
from training.assessment.gaps import beside
from training.rules.competences import CORE

from .given import PERSON, SERVANT, Given

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
RECORD = Record(
    PERSON, SERVANT, {"INTEGRITY": 3, "SERVICE": 1}, {"Asuhan keperawatan": 2}, date(2026, 3, 2), "LHA-1/2026", OFFICER
)
STANDARD = {
    "core": dict.fromkeys(CORE, 2) | {"INTEGRITY": 3},
    "technical": [{"competence": "Asuhan Keperawatan", "level": 4}],
}


def assessed(*commands):
    facts = []
    for command in commands:
        facts += Given(ASSESSMENT, *facts).when(command, now=NOW)
    return Given(ASSESSMENT, *facts)


def test_of_each_competence_the_last_level_before_the_day_counts():
    later = replace(RECORD, core={"SERVICE": 3}, technical={}, day=date(2026, 9, 1))
    state = assessed(RECORD, later).state
    assert profile_on(state, "2026-03-01") == {}
    assert profile_on(state, "2026-08-31") == {"INTEGRITY": 3, "SERVICE": 1, "asuhan keperawatan": 2}
    assert profile_on(state, "2026-09-01") == {"INTEGRITY": 3, "SERVICE": 3, "asuhan keperawatan": 2}
    assert profile_on(None, "2026-09-01") == {}


def test_the_same_day_again_puts_a_slip_right():
    state = assessed(RECORD, replace(RECORD, core={"SERVICE": 2}, technical={})).state
    assert profile_on(state, "2026-03-02")["SERVICE"] == 2 and len(state["items"]) == 2


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"servant": None}, "asn-tidak-ada"),
        ({"servant": SERVANT | {"left_at": "2026-01-01T00:00:00.000Z"}}, "asn-tidak-ada"),
        ({"day": date(2026, 11, 21)}, "penilaian-di-masa-depan"),
        ({"day": date(2026, 3, 1)}, "berlaku-mundur"),
        ({"core": {}, "technical": {}}, "penilaian-kosong"),
        ({"core": {"SERVICE": 6}}, "tingkat-tidak-sah"),
        ({"technical": {"Arsip": 1, "arsip ": 2}}, "kompetensi-berulang"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused_by_what_is_wrong(change, rule):
    assert assessed(RECORD).refuses(replace(RECORD, **change), now=NOW).rule == rule


def test_beside_a_standard_what_nobody_assessed_is_missing_whole_and_said_so():
    shown = beside(STANDARD, assessed(RECORD).state, "2026-03-02")
    items = {one["title"]: (one["required"], one["actual"], one["missing"]) for one in shown["items"]}
    assert len(items) == 10 and [one["competence"] for one in shown["items"]] == [*CORE, None]
    assert items["Integritas"] == (3, 3, 0) and items["Pelayanan publik"] == (2, 1, 1)
    assert items["Kerja sama"] == (2, None, 2) and items["Asuhan Keperawatan"] == (4, 2, 2)
    assert (shown["jpm"], shown["band"]) == ("26.09", "NOT_YET"), "(3 + 1 + 2) of (3 + 16 + 4)"
