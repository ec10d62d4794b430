from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from asnkit.signing import reference
from training.civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from training.civil_servant.domain import Leave, is_serving
from training.civil_servant.tenure import Propose, Reject, Sign, ended_as
from training.civil_servant.views import _permanent_from
from training.enrolment.courses import LATSAR
from training.rules.tenure import year_after
from training.streams import latsar_stream

from .given import ENROLMENT_ID, Given
from .test_training import ADD

LATSAR_STREAM = latsar_stream(ENROLMENT_ID)
A_YEAR_ON = datetime(2026, 6, 1, 3, tzinfo=UTC)
PERMANENT = Propose("PERMANENT", "821/7/2026", date(2026, 6, 1), "440/112/RSUD/2026", LATSAR_STREAM, "PASSED")
FAILED = Propose("FAILED_LATSAR", "811/3/2026", date(2026, 5, 4), None, LATSAR_STREAM, "FAILED")
OTHER = replace(FAILED, change="DISMISSED", latsar=None)
FIRST, SECOND = "diklat:o1", "diklat:o2"


def candidate(*more):
    """Somebody appointed on 1 June 2025, and what two people did since."""
    return Given(CIVIL_SERVANT, *Given(CIVIL_SERVANT).when(ADD), *more)


def waiting(command):
    """The same with this proposed, recorded as an event with its hash."""
    given = candidate(*candidate().when(command, now=A_YEAR_ON))
    given.state["proposed"] |= {"sha256": "ab" * 32}
    return given


def sign(given, actor=SECOND, leads=False):
    return Sign(actor, reference(given.state["proposed"]), leads)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"latsar": None}, "latsar-belum-lulus"),
        ({"latsar": "FAILED"}, "latsar-belum-lulus"),
        ({"effective": date(2026, 5, 31)}, "masa-percobaan"),
        ({"effective": date(2026, 6, 2)}, "belum-berlaku"),
        ({"health_letter_no": None}, "surat-sehat-wajib"),
        ({"change": "PNS"}, "perubahan-tidak-dikenal"),
    ],
)
def test_who_becomes_a_pns_passed_latsar_served_a_year_and_is_fit(change, rule):
    assert candidate().when(PERMANENT, now=A_YEAR_ON)
    assert candidate().refuses(replace(PERMANENT, **change), now=A_YEAR_ON).rule == rule


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (replace(FAILED, latsar="PASSED"), "latsar-tidak-gagal"),
        (replace(FAILED, health_letter_no="440/1"), "tanpa-surat-sehat"),
        (replace(OTHER, effective=date(2025, 5, 31)), "berlaku-mundur"),
        (replace(OTHER, effective=date(2026, 6, 2)), "belum-berlaku"),
    ],
)
def test_a_dismissal_follows_a_failed_latsar_or_says_its_decree_alone(command, rule):
    assert candidate().when(FAILED, now=A_YEAR_ON) and candidate().when(OTHER, now=A_YEAR_ON)
    assert candidate().refuses(command, now=A_YEAR_ON).rule == rule


def test_a_decree_counts_when_another_person_signed_what_was_proposed():
    given = waiting(PERMANENT)
    assert given.refuses(OTHER, now=A_YEAR_ON).rule == "keputusan-sudah-diusulkan"
    first = given.state["proposed"]["actor"]
    assert given.refuses(sign(given, first), now=A_YEAR_ON).rule == "penanda-tangan-sama"
    other = Sign(SECOND, {"event": first, "sha256": "0" * 64}, leads=False)
    assert given.refuses(other, now=A_YEAR_ON).rule == "bukan-yang-dibaca"
    [fact] = given.when(sign(given), now=A_YEAR_ON)
    assert (fact.name, fact.data["status"], fact.validtime) == (
        "civil_servant.made_permanent", "PNS", "2026-05-31T17:00:00.000Z",
    )  # fmt: skip
    after = candidate(*candidate().when(PERMANENT, now=A_YEAR_ON), fact)
    assert (after.state["status"], is_serving(after.state), after.state.get("proposed")) == ("PNS", True, None)
    assert after.refuses(PERMANENT, now=A_YEAR_ON).rule == "bukan-cpns"
    assert after.refuses(sign(given), now=A_YEAR_ON).rule == "usulan-tidak-ada"


def test_whoever_is_dismissed_serves_no_more_and_leads_nothing():
    given = waiting(FAILED)
    assert given.refuses(sign(given, leads=True), now=A_YEAR_ON).rule == "asn-masih-kepala"
    [fact] = given.when(sign(given), now=A_YEAR_ON)
    assert (fact.name, fact.data["reason"]) == ("civil_servant.dismissed", "FAILED_LATSAR")
    after = candidate(*candidate().when(FAILED, now=A_YEAR_ON), fact)
    assert after.state["left_at"] == "2026-05-03T17:00:00.000Z"
    assert after.refuses(OTHER, now=A_YEAR_ON).rule == "asn-sudah-keluar"


def test_a_proposal_is_turned_down_or_ends_with_the_service():
    given, proposal = waiting(OTHER), candidate().when(OTHER, now=A_YEAR_ON)
    turned_down = candidate(*proposal, *given.when(Reject(), now=A_YEAR_ON))
    assert is_serving(turned_down.state) and turned_down.when(OTHER, now=A_YEAR_ON)
    gone = candidate(*proposal, *given.when(Leave(ADD.candidate), now=A_YEAR_ON))
    assert "change" not in gone.state
    assert gone.refuses(sign(given), now=A_YEAR_ON).rule == "asn-sudah-keluar"


def test_latsar_ended_here_or_by_hours_that_stand():
    assert [ended_as({"status": one}) for one in ("GOING", "PASSED", "FAILED")] == [None, "PASSED", "FAILED"]
    assert [ended_as(one) for one in (None, {"hours": 647}, {"hours": 647, "reversed": True})] == [None, "PASSED", None]


def test_the_list_has_a_candidate_from_the_day_a_year_after_the_first_one():
    row = {"status": "CPNS", "began": "2025-06-01", "hours": {}, "latsar": {"e": "PASSED"}}
    assert _permanent_from(row) == "2026-06-01"
    assert _permanent_from({**row, "latsar": {}, "hours": {"h": {"course": LATSAR}}}) == "2026-06-01"
    for other in ({"status": "PNS"}, {"left_at": "…"}, {"latsar": {"e": "FAILED"}}):
        assert _permanent_from(row | other) is None
    assert year_after(date(2024, 2, 29)) == date(2025, 3, 1)
