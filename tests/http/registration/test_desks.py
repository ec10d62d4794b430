"""How many files a verifier may hold is bounded, however fast they are asked for."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asnkit.events import new_id
from registration.application.numbering import participant_no
from registration.verification.domain import HELD_AT_ONCE

from .applying import published

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
