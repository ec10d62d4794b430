from registration.disclosure.domain import AGGREGATE as DISCLOSURE
from registration.disclosure.domain import Record
from registration.verification.domain import AGGREGATE, Assign, Recall, Release

from tests.unit.registration.examples import APPLICATION_ID, PERSON, VACANCY_ID
from tests.unit.registration.given import Given

ASSIGN = Assign(APPLICATION_ID, "CPNS-2024", VACANCY_ID, "verifikator:a")


def test_one_verifier_at_a_time_holds_an_application():
    held = Given(AGGREGATE, *Given(AGGREGATE).when(ASSIGN))
    assert held.refuses(Assign(APPLICATION_ID, "CPNS-2024", VACANCY_ID, "verifikator:b")).rule == "sudah-diambil"


def test_only_the_holder_lays_it_back_and_then_another_may_take_it():
    facts = Given(AGGREGATE).when(ASSIGN)
    assert Given(AGGREGATE, *facts).refuses(Release("verifikator:b", "returned")).rule == "bukan-pemegang"
    facts += Given(AGGREGATE, *facts).when(Release("verifikator:a", "returned"))
    free = Given(AGGREGATE, *facts)
    assert free.refuses(Release("verifikator:a", "returned")).rule == "bukan-pemegang"
    assert free.when(Assign(APPLICATION_ID, "CPNS-2024", VACANCY_ID, "verifikator:b"))


def test_the_committee_takes_back_what_a_verifier_holds_and_says_why():
    facts = Given(AGGREGATE).when(ASSIGN)
    assert Given(AGGREGATE, *facts).refuses(Recall("verifikator:b", "ABSENT")).rule == "bukan-pemegang"
    [recalled] = Given(AGGREGATE, *facts).when(Recall("verifikator:a", "ABSENT"))
    assert (recalled.data["why"], recalled.data["reason"]) == ("recalled", "ABSENT")
    assert Given(AGGREGATE, *facts, recalled).when(Assign(APPLICATION_ID, "CPNS-2024", VACANCY_ID, "verifikator:b"))


def test_a_reading_names_persons_fields_and_purpose():
    [fact] = Given(DISCLOSURE).when(Record((PERSON,), ("gpa", "birth_date"), "tie_break"))
    assert fact.data["persons"] == [PERSON]
