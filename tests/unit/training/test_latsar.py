from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from training.civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from training.hours.domain import AGGREGATE as HOURS
from training.latsar.domain import AGGREGATE, Begin, Defer, Judge, Remedy
from training.reactions import credit_latsar
from training.rules.latsar import PHASES, laid_out

from tests.unit.registration.given import event

from .test_training import ADD, CONFIRMED, ENROLMENT_ID, PERSON, Given

MENTOR, COACH = ({"person": f"0192f0c4-7a11-7c3e-9b1d-2f6a5c8e000{n}"} for n in (2, 3))
SERVANT = Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD)).state
ENROLMENT = CONFIRMED[0].data
BEGIN = {
    "enrolment_id": ENROLMENT_ID, "enrolment": ENROLMENT, "servant": SERVANT, "mentor": MENTOR, "coach": COACH,
    "begins": date(2025, 6, 2),
}  # fmt: skip
LAST = "2025-08-14"
DURING, AFTER = datetime(2025, 7, 15, 3, tzinfo=UTC), datetime(2025, 8, 15, 3, tzinfo=UTC)
LATER = datetime(2025, 9, 1, 3, tzinfo=UTC)
NUMBER = "12/LATSAR/2025"
LOW, FAIR = Decimal("70.00"), Decimal("70.01")
REMEDY = Remedy(LOW, date(2025, 8, 29))


def _begun(*more):
    return Given(AGGREGATE, *Given(AGGREGATE).when(Begin(**BEGIN), now=DURING), *more)


def _remedied():
    return _begun(*_begun().when(REMEDY, now=AFTER))


def test_the_phases_take_74_days_one_after_the_other():
    phases = _begun().state["phases"]
    assert [one["first"] for one in phases] == ["2025-06-02", "2025-06-18", "2025-07-10", "2025-08-09"]
    assert (phases[-1]["last"], sum(phase.days for phase in PHASES)) == (LAST, 74)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"enrolment": None}, "kepesertaan-tidak-ada"),
        ({"enrolment": ENROLMENT | {"course": "PBJ"}}, "kepesertaan-tidak-ada"),
        ({"servant": SERVANT | {"status": "PPPK"}}, "bukan-cpns"),
        ({"servant": SERVANT | {"left_at": "2025-06-01T17:00:00.000Z"}}, "asn-sudah-keluar"),
        ({"mentor": None}, "pendamping-tidak-sah"),
        ({"coach": {"person": PERSON}}, "pendamping-tidak-sah"),
        ({"coach": MENTOR}, "pendamping-sama"),
        ({"begins": date(2025, 5, 31)}, "mulai-sebelum-tmt"),
        ({"begins": date(2026, 7, 17)}, "berlaku-terlalu-jauh"),
    ],
)
def test_a_latsar_begins_for_a_candidate_with_two_others_and_not_before_the_appointment(change, rule):
    assert Given(AGGREGATE).refuses(Begin(**BEGIN | change), DURING).rule == rule


def test_what_is_put_off_begins_again_whole_and_what_is_over_stays():
    [fact] = _begun().when(Defer(date(2025, 9, 1), "800/31/2025"), now=DURING)
    before = laid_out(BEGIN["begins"])
    assert fact.data["phases"] == [*before[:2], *laid_out(date(2025, 9, 1), PHASES[2:])]
    assert _begun(fact).state["letters"] == ["800/31/2025"]


@pytest.mark.parametrize(
    ("begins", "now", "rule"),
    [
        (date(2025, 7, 14), DURING, "bukan-penundaan"),
        (date(2025, 7, 10), datetime(2025, 7, 10, 3, tzinfo=UTC), "bukan-penundaan"),
        (date(2025, 9, 1), AFTER, "tahap-sudah-selesai"),
    ],
)
def test_nothing_is_put_off_to_an_earlier_day_or_after_its_end(begins, now, rule):
    assert _begun().refuses(Defer(begins, "800/31/2025"), now).rule == rule


def test_a_score_above_70_passes_with_its_grade_and_only_after_the_last_day():
    for command in (Judge(FAIR, NUMBER), REMEDY):
        assert _begun().refuses(command, datetime(2025, 8, 14, 3, tzinfo=UTC)).rule == "latsar-belum-selesai"
    [fact] = _begun().when(Judge(FAIR, NUMBER), now=AFTER)
    passed = (fact.name, fact.data["grade"], fact.data["completed_on"])
    assert passed == ("latsar.passed", "FAIRLY_SATISFYING", LAST)
    assert _begun().refuses(Judge(FAIR, None), AFTER).rule == "nomor-wajib"
    assert _begun(fact).refuses(Judge(FAIR, NUMBER), AFTER).rule == "latsar-sudah-diputuskan"


def test_nobody_fails_before_one_remedial_is_over():
    assert _begun().refuses(Judge(LOW, None), AFTER).rule == "remedial-dahulu"
    assert _begun().refuses(Remedy(FAIR, date(2025, 8, 29)), AFTER).rule == "nilai-lulus"
    assert _begun().refuses(Remedy(LOW, date(2025, 8, 15)), AFTER).rule == "remedial-terlambat"
    assert _remedied().refuses(Judge(LOW, None), datetime(2025, 8, 29, 3, tzinfo=UTC)).rule == "latsar-belum-selesai"
    assert _remedied().refuses(Remedy(LOW, date(2025, 9, 9)), LATER).rule == "remedial-sudah"
    assert _remedied().refuses(Judge(LOW, NUMBER), LATER).rule == "tanpa-sertifikat"
    assert [fact.name for fact in _remedied().when(Judge(LOW, None), now=LATER)] == ["latsar.failed"]
    assert [fact.name for fact in _remedied().when(Judge(FAIR, NUMBER), now=LATER)] == ["latsar.passed"]


def test_who_passed_has_the_hours_of_the_day_on_which_it_was_over():
    class Tx:
        def decide(self, stream, command):
            self.decided = (stream, command)

    [passed] = _begun().when(Judge(FAIR, NUMBER), now=AFTER)
    tx = Tx()
    credit_latsar(event(passed, stream=f"latsar-{ENROLMENT_ID}", service="training"), tx)
    [credited] = Given(HOURS).when(tx.decided[1])
    entry = {name: credited.data[name] for name in ("course", "hours", "year", "certificate_no")}
    assert tx.decided[0] == f"hours-{ENROLMENT_ID}"
    assert entry == {"course": "LATSAR_CPNS", "hours": 647, "year": 2025, "certificate_no": NUMBER}
