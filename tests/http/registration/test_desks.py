"""How many files a verifier may hold is bounded, however fast they are asked for."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asnkit.events import new_id
from registration.application.numbering import participant_no
from registration.verification.domain import HELD_AT_ONCE

from tests.http.running import problem

from .applying import published, read_all, submitted

pytestmark = pytest.mark.servers

CODE = "CPNS-DESK"
AT_ONCE = 30
SENT = "2026-08-17T02:00:00.000Z"


@pytest.fixture(scope="module")
def waiting(city):
    """Twice as many submitted applications as are asked for at once."""
    city.announce_period(CODE, timedelta(hours=1))
    line = published(city, CODE)["UMUM"]["id"]
    documents = []
    for number in range(2 * AT_ONCE):
        application, person = (new_id("x").partition("-")[2] for _ in range(2))
        data = {"period": CODE, "vacancy": line, "person": person, "status": "submitted", "submitted_at": SENT}
        data["participant_no"] = participant_no(2024, number)
        stream = f"application-{application}"
        documents.append({"_id": stream, "aggregate": "application", "version": 5, "shape": 1, "data": data})
    city.runtime.db.state.insert_many(documents)


def take(verifier, _number):
    """Whoever finds the database busy asks again, as a page does."""
    while True:
        answer = verifier.post("/v1/verifications/next", {"period": CODE})
        if answer.status_code != 503:
            return answer.status_code, answer.json().get("rule")


def held(verifier):
    return verifier.get(f"/v1/verifications?period={CODE}").json()["items"]


def test_files_that_are_taken_at_once_are_not_more_than_one_may_hold(city, waiting):
    greedy, other = city.staff("verifikator", "tamak"), city.staff("verifikator", "lain")
    with ThreadPoolExecutor(AT_ONCE) as threads:
        taken = Counter(threads.map(take, [greedy] * AT_ONCE, range(AT_ONCE)))
    assert taken == {(200, None): HELD_AT_ONCE, (409, "terlalu-banyak"): AT_ONCE - HELD_AT_ONCE}
    mine = held(greedy)
    assert len(mine) == HELD_AT_ONCE
    assert greedy.get("/v1/verifications/held").json()["items"] == mine
    assert take(other, 0) == (200, None), "somebody else's desk is not full"
    release = f"/v1/verifications/{mine[0]['id']}/release"
    assert greedy.post(release, version=mine[0]["version"]).status_code == 200
    with ThreadPoolExecutor(AT_ONCE) as threads:
        taken = Counter(threads.map(take, [greedy] * 5, range(5)))
    assert taken == {(200, None): 1, (409, "terlalu-banyak"): 4}


def test_the_committee_sees_who_lays_back_and_takes_back_what_lies_with_somebody_who_is_away(city, waiting):
    member, away, other = city.staff("panitia"), city.staff("verifikator", "pergi"), city.staff("verifikator", "ada")
    assert [take(away, number) for number in range(3)] == [(200, None)] * 3
    back = held(away)[0]
    assert away.post(f"/v1/verifications/{back['id']}/release", version=back["version"]).status_code == 200
    city.deliver()

    def pace():
        items = member.get(f"/v1/verifications/paces?period={CODE}").json()["items"]
        return next(one for one in items if one["verifier"] == "verifikator:verifikator-pergi")

    shown = pace()
    assert [shown[name] for name in ("held", "taken", "decided", "returned", "recalled", "week")] == [2, 3, 0, 1, 0, 0]
    body = {"period": CODE, "verifier": shown["verifier"], "reason": "ABSENT"}
    problem(other.post("/v1/verifications/recalls", body), 403, "peran")
    assert member.post("/v1/verifications/recalls", body).status_code == 200
    problem(member.post("/v1/verifications/recalls", body), 409, "meja-kosong", "verifier")
    assert held(away) == [] and take(other, 0) == (200, None)
    city.deliver()
    assert [pace()[name] for name in ("held", "returned", "recalled")] == [0, 1, 2]


@pytest.mark.parametrize("verdict", [{"verdict": "MS"}, {"verdict": "TMS", "reasons": ["DIPLOMA"]}])
def test_either_verdict_waits_until_its_verifier_has_opened_everything_since_the_file_was_taken(city, verdict):
    code = f"CPNS-READ-{verdict['verdict']}"
    city.announce_period(code, timedelta(hours=1))
    someone, verifier = submitted(city, published(city, code)), city.staff("verifikator", "pembaca")
    path = f"/v1/applications/{someone.application}"

    def take():
        assert verifier.post("/v1/verifications/next", {"period": code}).json()["id"] == someone.application
        return verifier.get(f"/v1/verifications?period={code}").json()["items"][0]

    def decided(version):
        return verifier.post(f"{path}/verdict", verdict, version=version)

    desk = take()
    unread = problem(decided(desk["application_version"]), 422, "belum-dibaca", "documents")["detail"]
    assert unread == (
        "Buka dahulu, baru putuskan: isian pelamar, KTP, Pasfoto, Swafoto, Ijazah, Transkrip nilai, Surat lamaran, "
        "Surat pernyataan lima poin, STR."
    )
    file = read_all(verifier, someone.application)
    city.clock.forward(timedelta(minutes=1))
    returned = verifier.post(f"/v1/verifications/{someone.application}/release", version=desk["version"])
    assert returned.status_code == 200
    take()
    problem(decided(file["version"]), 422, "belum-dibaca", "documents")
    file = verifier.get(f"{path}/file").json()
    assert [paper["read"] for paper in file["documents"]] == [False] * len(file["documents"])
    for paper in file["documents"]:
        path_of = f"/v1/documents/{paper['document']}"
        left = problem(decided(file["version"]), 422, "belum-dibaca", "documents")["detail"]
        assert paper["name"] in left
        assert verifier.post(f"{path_of}/views", {}).status_code == 200
    assert all(paper["read"] for paper in verifier.get(f"{path}/file").json()["documents"])
    assert decided(file["version"]).status_code == 200


def test_a_link_reads_nothing(city):
    """Fetching the bytes is not opening them: neither recorded, nor enough for a verdict, nor answered."""
    code = "CPNS-LINK"
    city.announce_period(code, timedelta(hours=1))
    someone, verifier = submitted(city, published(city, code)), city.staff("verifikator", "diklik")
    verifier.post("/v1/verifications/next", {"period": code})
    file = verifier.get(f"/v1/applications/{someone.application}/file").json()
    before = city.runtime.db.commits.count_documents({})
    for paper in file["documents"]:
        problem(verifier.get(f"/v1/documents/{paper['document']}/content"), 403, "belum-dibuka")
    assert city.runtime.db.commits.count_documents({}) == before
    verdict = verifier.post(f"/v1/applications/{someone.application}/verdict", {"verdict": "MS"}, version=5)
    problem(verdict, 422, "belum-dibaca", "documents")
    opened = file["documents"][0]["document"]
    assert verifier.post(f"/v1/documents/{opened}/views", {}).status_code == 200
    assert verifier.get(f"/v1/documents/{opened}/content").status_code == 200
    assert city.runtime.db.commits.count_documents({}) == before + 1
    city.clock.forward(timedelta(minutes=15, seconds=1))
    problem(verifier.get(f"/v1/documents/{opened}/content"), 403, "belum-dibuka")
