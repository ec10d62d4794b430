"""Typing a NIK in takes it from nobody; who is seen with the card has it, whatever else the verdict says."""

from datetime import timedelta

import pytest

from tests.http.pausing import paused
from tests.http.running import problem

from .applying import held, published, ready, send, submitted, verdict
from .test_erasure import confirm, no_waiting  # noqa: F401

pytestmark = pytest.mark.servers

CODE = "CPNS-NIK"


@pytest.fixture(scope="module")
def lines(city):
    city.announce_period(CODE, timedelta(hours=1), city.runtime.clock.now().year)
    return published(city, CODE)


def nik(someone):
    return someone.get("/v1/accounts/me").json()["nik"]


def claim(city, someone):
    """Which stream has this applicant's NIK."""
    found = city.runtime.db.claims.find_one({"_id": city.runtime.vault.fingerprint("nik", nik(someone))})
    return found and found["stream"]


def outcomes(city, someone):
    return [event.data["outcome"] for event in city.runtime.store.events(f"identity-{someone.id}")]


def decided(city, someone, *what):
    answer = verdict(held(city, CODE, someone.application), someone, *what)
    assert answer.status_code == 200, answer.text
    return answer


def test_two_accounts_with_one_nik_both_send_and_the_one_whose_card_was_seen_counts(city, lines):
    impostor = submitted(city, lines)
    owner = submitted(city, lines, nik=nik(impostor))
    assert claim(city, owner) is None, "typed in twice, it is nobody's"
    decided(city, owner)
    assert claim(city, owner) == f"identity-{owner.id}" and outcomes(city, owner) == ["CLAIMED"]
    verifier = held(city, CODE, impostor.application)
    problem(verdict(verifier, impostor), 409, "nik-disengketakan")
    problem(verdict(verifier, impostor, "TMS", ["DIPLOMA"]), 409, "nik-disengketakan")
    file = verifier.get(f"/v1/applications/{impostor.application}/file").json()
    assert (file["status"], file["nik_taken"]) == ("submitted", True)
    assert verdict(verifier, impostor, "TMS", ["ID_CARD"]).status_code == 200
    assert outcomes(city, impostor) == ["NOT_ACCEPTED"] and claim(city, owner) == f"identity-{owner.id}"


def test_ms_and_tms_claim_alike_and_leave_as_many_events(city, lines):
    people = [submitted(city, lines) for _ in range(3)]
    verdicts = [("MS",), ("TMS", ["DIPLOMA"]), ("TMS", ["ID_CARD"])]
    answers = [decided(city, someone, *what).json() for someone, what in zip(people, verdicts, strict=True)]
    assert [[event.partition("-")[0] for event in one["events"]] for one in answers] == [
        ["application", "verification", "identity"]
    ] * 3
    assert [claim(city, someone) for someone in people] == [*(f"identity-{one.id}" for one in people[:2]), None]
    before = city.public.post("/v1/accounts", city.account(nik=nik(people[0])))
    assert before.status_code == 201, "and no applicant is told"


def test_a_nik_of_the_first_release_stays_its_accounts(city, lines):
    someone = submitted(city, lines)
    key, stream = city.runtime.vault.fingerprint("nik", nik(someone)), f"account-{someone.id}"
    city.runtime.db.claims.insert_one({"_id": key, "stream": stream})
    decided(city, someone)
    assert outcomes(city, someone) == ["HELD"] and claim(city, someone) == stream


def test_an_erased_person_holds_no_nik(city, lines):
    city.announce_period("CPNS-LAMA", timedelta(hours=1), 2010)
    someone = ready(city, published(city, "CPNS-LAMA"))
    assert send(someone).status_code == 200
    number = nik(someone)
    answer = verdict(held(city, "CPNS-LAMA", someone.application), someone)
    assert answer.status_code == 200, answer.text
    key = city.runtime.vault.fingerprint("nik", number)
    assert city.runtime.db.claims.find_one({"_id": key})
    assert confirm(city, someone.id).status_code == 200
    assert city.runtime.db.claims.find_one({"_id": key}) is None
    last = city.runtime.store.events(f"identity-{someone.id}")[-1]
    assert (last.fact, last.data) == ("identity.released", {"why": "ERASED"})


def test_of_two_verdicts_at_once_for_one_nik_one_counts(city, lines, monkeypatch):
    first = submitted(city, lines)
    second = submitted(city, lines, nik=nik(first))
    one, other = (held(city, CODE, someone.application, f"v{number}") for number, someone in enumerate((first, second)))
    late = paused(monkeypatch, f"application-{second.application}", lambda: verdict(other, second))
    with late:
        assert verdict(one, first).status_code == 200
    problem(late.answer, 409, "nik-disengketakan")
    assert city.runtime.store.load(f"application-{second.application}").state["status"] == "submitted"
    assert verdict(other, second, "TMS", ["ID_CARD"]).status_code == 200
