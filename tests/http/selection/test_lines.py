"""A line's seats follow registration's; what cannot follow stands still, and the technical office is told."""

import pytest

from tests.http.selection.conftest import decided_again, problem
from tests.http.selection.test_amending import NUMBERS, SKD

pytestmark = pytest.mark.servers


def amend(committee, vacancy, before, after, version=2):
    """Let registration say that a line has other seats."""
    data = {"period": "CPNS-2024", "before": {"quota": before}, "after": {"quota": after}, "letter": "800/1130"}
    data |= {"reason_code": "FORMATION_CHANGED", "signers": ["panitia", "ketua"]}
    data |= {"change": "vacancy_change-0192f0c4-7a2b-7c3e-9b1d-2f6a5c8e0022"}
    committee.tell("vacancy.amended", f"vacancy-{vacancy}", data, version)


def test_a_list_is_signed_with_the_seats_that_stand(committee, opened):
    vacancy = committee.vacancy(quota=1)
    for number in NUMBERS:
        committee.applicant(vacancy, number)
    committee.score(opened, "SKD", SKD)
    committee.rank(opened, "SKD")
    amend(committee, vacancy, 1, 2)
    problem(committee.post(f"/v1/rounds/{opened}/results/SKD/proposal"), 409, "peringkat-kursi-lain")
    path = committee.publish(opened, "SKD", "Hasil SKD")
    assert [one["quota"] for one in committee.get(path).json["lists"]] == [2]
    assert [row["code"] for row in committee.rows(path)] == ["P/L"] * 4, "three times one seat would leave one out"
    assert committee.get(f"/v1/rounds/{opened}/progress").json["quota"] == 2
    assert {"ranking.computed", "result.proposed"} <= decided_again(committee.runtime.store)


def test_what_stands_still_is_told_without_what_is_in_it(committee):
    vacancy = committee.vacancy(quota=1)
    assert committee.get("/v1/parked", "ti").json == {"items": [], "total": 0}
    amend(committee, vacancy, 7, 8)
    amend(committee, vacancy, 8, 9, version=3)
    problem(committee.get("/v1/parked", "panitia"), 403, "peran")
    told = committee.get("/v1/parked", "ti").json
    [one] = told["items"]
    assert (told["total"], one["kind"], one["subject"], one["why"]) == (1, "stream", f"vacancy-{vacancy}", "error")
    assert (one["where"], one["behind"], one["error"]) == ("selection.reactions.lines_and_changes", 1, "ValueError")
    assert "800/1130" not in str(told)
    assert committee.get("/v1/waiting", "panitia").json["parked"] == 1


def test_nobody_is_ranked_in_a_closed_line_and_its_seats_count_no_more(committee, opened):
    vacancy, other = committee.vacancy(quota=1), committee.vacancy(quota=2, job="Bidan Ahli Pertama")
    data = {"period": "CPNS-2024", "quota": 2, "reason_code": "BUDGET", "letter": "800/1131"}
    data |= {"change": "vacancy_change-0192f0c4-7a2b-7c3e-9b1d-2f6a5c8e0023", "signers": ["panitia", "ketua"]}
    committee.tell("vacancy.closed", f"vacancy-{other}", data, 2)
    progress = committee.get(f"/v1/rounds/{opened}/progress").json
    assert (progress["lines"], progress["quota"]) == (1, 1)
    for number in NUMBERS:
        committee.applicant(vacancy, number)
    committee.score(opened, "SKD", SKD)
    committee.rank(opened, "SKD")
    path = committee.publish(opened, "SKD", "Hasil SKD")
    assert [one["quota"] for one in committee.get(path).json["lists"]] == [1]
    assert "ranking.computed" in decided_again(committee.runtime.store)
