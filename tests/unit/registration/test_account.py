from dataclasses import replace
from datetime import date

from registration.account.domain import AGGREGATE, SEALED, Create

from tests.unit.registration import examples
from tests.unit.registration.given import Given

CREATE = Create(
    nik="1274995808950001",
    birth_date=date(1995, 8, 18),
    sex="F",
    sealed=dict.fromkeys(SEALED, examples.SEALED),
    notice="2024-1",
    purposes=("selection", "announcement"),
)


def test_an_account_holds_only_sealed_data_and_the_result_of_the_check():
    [fact] = Given(AGGREGATE).when(CREATE)
    assert fact.data["nik_check"] == "MATCH"
    assert CREATE.nik not in str(fact.data)
    assert "1995" not in str(fact.data)


def test_a_nik_that_differs_from_the_birth_date_goes_to_a_person():
    [fact] = Given(AGGREGATE).when(replace(CREATE, nik="1274995708950001"))
    assert fact.data["nik_check"] == "MISMATCH_REVIEW"


def test_a_nik_with_an_impossible_structure_is_refused():
    for nik in ("127499580895000", "1274995808950000", "1274997201900001"):
        refusal = Given(AGGREGATE).refuses(replace(CREATE, nik=nik))
        assert (refusal.rule, refusal.field, refusal.status) == ("nik-tidak-sah", "nik", 422)


def test_a_birth_date_must_lie_in_the_past():
    assert Given(AGGREGATE).refuses(replace(CREATE, birth_date=date(2024, 9, 1))).field == "birth_date"


def test_without_consent_to_the_selection_there_is_no_account():
    assert Given(AGGREGATE).refuses(replace(CREATE, purposes=("contact",))).field == "consent"
