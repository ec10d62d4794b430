"""Who becomes a candidate, and when: everyone on an announced list who meets the conditions, and nobody before."""

import pytest
from asnkit.events import uuid_of
from bson.binary import Binary

from tests.http.selection.conftest import PERIOD

pytestmark = pytest.mark.servers

ANI, BUDI, CITRA = "240000000001", "240000000002", "240000000003"


def numbers(committee):
    found = committee.runtime.db.state.find({"aggregate": "candidate"})
    return sorted(document["data"]["participant_no"] for document in found)


def admission(committee, announcement):
    return committee.runtime.store.load(f"admission-{uuid_of(announcement)}").state


def parked(committee, announcement):
    """Why the worker does not go on."""
    return committee.runtime.db.batches.find_one({"_id": f"admission-{uuid_of(announcement)}"})["parked"]["error"]


def test_a_verdict_makes_nobody_a_candidate_and_leaves_no_event(committee, opened):
    vacancy = committee.vacancy()
    before = committee.runtime.db.commits.count_documents({})
    committee.verdict(vacancy, ANI, "MS")
    committee.verdict(vacancy, BUDI, "TMS")
    committee.work()
    assert numbers(committee) == []
    assert committee.runtime.db.commits.count_documents({}) == before


def test_an_announced_list_admits_those_who_meet_the_conditions_and_one_after_objections_the_others(committee, opened):
    vacancy = committee.vacancy()
    committee.verdict(vacancy, ANI, "MS")
    application, _ = committee.verdict(vacancy, BUDI, "TMS")
    first = committee.announce({ANI: "MS", BUDI: "TMS"})
    assert numbers(committee) == [ANI]
    state = admission(committee, first)
    assert (state["status"], state["meeting"], state["applied"], state["refused"]) == ("closed", 1, 1, 0)
    committee.verdict(vacancy, BUDI, "MS", stream=application, version=2)
    assert numbers(committee) == [ANI]
    second = committee.announce({ANI: "MS", BUDI: "MS"}, "pasca_sanggah")
    assert numbers(committee) == [ANI, BUDI]
    assert admission(committee, second)["applied"] == 2


def test_the_list_of_a_result_admits_nobody(committee, opened):
    committee.verdict(committee.vacancy(), ANI, "MS")
    stream = committee.announce({ANI: "MS"}, "skd")
    assert (numbers(committee), admission(committee, stream)) == ([], None)


def test_a_verdict_that_arrives_after_the_list_is_waited_for(committee, opened):
    stream = committee.announce({ANI: "MS"}, wait=False)
    assert (numbers(committee), admission(committee, stream)["status"]) == ([], "ordered")
    committee.verdict(committee.vacancy(), ANI, "MS")
    committee.work()
    assert (numbers(committee), admission(committee, stream)["status"]) == ([ANI], "closed")


def test_whoever_withdraws_between_list_and_admission_is_refused_by_name_and_no_candidate(committee, opened):
    application, _ = committee.verdict(committee.vacancy(), ANI, "MS")
    committee.tell("application.withdrawn", application, {"period": PERIOD}, 2)
    stream = committee.announce({ANI: "MS"})
    assert numbers(committee) == []
    assert admission(committee, stream)["refusals"] == [{"participant_no": ANI, "rule": "peserta-mundur"}]


def change(kept):
    return Binary(bytes(kept["raw"]).replace(b'"TMS"', b'"MS"'))


def test_a_waiting_verdict_that_somebody_rewrote_admits_nobody(committee, opened):
    application, _ = committee.verdict(committee.vacancy(), ANI, "TMS")
    row = {"_id": uuid_of(application)}
    kept = committee.runtime.db.verdicts.find_one(row)["verified"]
    committee.runtime.db.verdicts.update_one(row, {"$set": {"verified.raw": change(kept)}})
    stream = committee.announce({ANI: "MS"}, wait=False)
    assert numbers(committee) == []
    assert (
        committee.runtime.db.batches.find_one({"_id": f"admission-{uuid_of(stream)}"})["parked"]["error"] == "Unsigned"
    )


def test_another_persons_signed_verdict_in_ones_own_row_admits_nobody(committee, opened):
    vacancy, db = committee.vacancy(), committee.runtime.db
    other, _ = committee.verdict(vacancy, BUDI, "MS")
    mine, _ = committee.verdict(vacancy, CITRA, "TMS")
    theirs = db.verdicts.find_one({"_id": uuid_of(other)})["verified"]
    db.verdicts.update_one({"_id": uuid_of(mine)}, {"$set": {"verified": theirs}})
    stream = committee.announce({CITRA: "MS"}, wait=False)
    assert numbers(committee) == []
    assert parked(committee, stream) == "Unsigned"


def test_a_list_that_is_not_the_announced_one_admits_nobody(committee, opened):
    committee.verdict(committee.vacancy(), ANI, "MS")
    stream = committee.announce({BUDI: "MS"}, served={ANI: "MS"}, wait=False)
    assert numbers(committee) == []
    assert (
        committee.runtime.db.batches.find_one({"_id": f"admission-{uuid_of(stream)}"})["parked"]["error"]
        == "ContentChanged"
    )


def test_the_same_announcement_twice_admits_once(committee, opened):
    committee.verdict(committee.vacancy(), ANI, "MS")
    committee.announce({ANI: "MS"})
    committee.announce({ANI: "MS"}, "pasca_sanggah")
    assert numbers(committee) == [ANI]
