"""Whoever typed the own name, birth date or NIK wrongly asks, and an officer decides beside the identity card."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asnkit.events import Event

from tests.http.running import problem
from tests.papers import jpeg

from .applying import decide, published, submitted
from .test_erasure import no_waiting, request  # noqa: F401

pytestmark = pytest.mark.servers

CODE = "CPNS-BENAR"
TEXT = "Saya salah mengetik."


@pytest.fixture(scope="module")
def lines(city):
    city.announce_period(CODE, timedelta(days=3))
    return published(city, CODE)


def ask(someone, **changes):
    """The answer to a request for these changes of what is on file."""
    own = someone.get("/v1/accounts/me").json()
    body = {name: own[name] for name in ("name", "birth_date", "nik")} | {"text": TEXT} | changes
    return someone.post("/v1/corrections/mine", body)


def asked(someone, **changes):
    answer = ask(someone, **changes)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def rule_on(officer, id, reason="CARD_SHOWS_IT"):
    version = officer.get(f"/v1/corrections/{id}").json()["version"]
    return officer.post(f"/v1/corrections/{id}/decision", {"reason": reason}, version=version)


def with_card(city):
    someone = city.applicant()
    assert someone.post("/v1/documents?kind=id_card", data=jpeg()).status_code == 201
    return someone


def test_an_officer_sees_both_versions_the_card_and_what_was_sent_and_the_account_follows(city, lines):
    someone, officer = submitted(city, lines), city.staff("verifikator", "lain")
    id = asked(someone, name="Budi Santosa Rahayu", birth_date="1995-08-19")
    problem(ask(someone, name="Budi"), 409, "perbaikan-sudah-diminta")
    shown = officer.get(f"/v1/corrections/{id}").json()
    assert [(one["field"], one["before"], one["after"]) for one in shown["values"]] == [
        ("name", "Budi Santoso Rahayu", "Budi Santosa Rahayu"), ("birth_date", "1995-08-18", "1995-08-19"),
    ]  # fmt: skip
    assert [one["participant_no"] for one in shown["applications"]] == [someone.number] and shown["text"] == TEXT
    assert officer.post(f"/v1/documents/{shown['document']}/views", {}).status_code == 200
    assert city.waits(officer, id) == [("correction", "you", 1, None)]
    assert rule_on(officer, id).status_code == 200
    assert city.waits(officer, id) == []
    own = someone.get("/v1/accounts/me").json()
    assert (own["name"], own["birth_date"], own["nik_check"]) == (
        "Budi Santosa Rahayu", "1995-08-19", "MISMATCH_REVIEW",
    )  # fmt: skip
    problem(officer.post(f"/v1/documents/{shown['document']}/views", {}), 403, "bukan-pemegang")
    [told] = someone.get("/v1/corrections/mine").json()["items"]
    assert (told["status"], told["reason"]) == ("ACCEPTED", "CARD_SHOWS_IT")
    looked = [one for one in someone.get("/v1/disclosures/mine").json()["items"] if one["purpose"] == "correction"]
    assert {one["role"] for one in looked} == {"verifikator"} and len(looked) >= 2


def told(city, someone):
    """What the portal hears about somebody, in order; of the letters what they say."""
    found = city.runtime.db.commits.find({"events.type": {"$regex": r"\.outcome\."}}).sort("_id", 1)
    events = [Event.parse(one["bytes"]) for commit in found for one in commit["events"]]
    return [one.data for one in events if one.data["person"] == someone.id]


@pytest.mark.parametrize(("reason", "outcome"), [("CARD_SHOWS_IT", "ACCEPTED"), ("CARD_DIFFERS", "REFUSED")])
def test_the_outcome_is_told_when_it_is_decided_and_no_letter_says_which(city, reason, outcome):
    someone, officer = with_card(city), city.staff("verifikator")
    id = asked(someone, name="Budi Santosa")
    assert told(city, someone) == []
    assert rule_on(officer, id, reason).status_code == 200
    assert told(city, someone) == [{"person": someone.id, "about": "correction", "outcome": outcome}]
    letter = city.post.to(someone.get("/v1/accounts/me").json()["email"])[-1]
    assert letter.subject == "Putusan perbaikan data Anda" and "/saya/perbaikan" in letter.text
    for word in ("KTP menunjukkan", "diperbaiki", "tidak diubah", "Budi", "corrected", "not changed"):
        assert word not in letter.text


def test_of_two_officers_who_decide_one_request_at_once_one_is_heard_and_the_account_follows_that_one(city):
    someone, officers = with_card(city), (city.staff("verifikator"), city.staff("ketua"))
    id = asked(someone, name="Budi Santosa")
    [version] = {one.get(f"/v1/corrections/{id}").json()["version"] for one in officers}
    ways = list(zip(officers, ("CARD_SHOWS_IT", "CARD_DIFFERS"), strict=True))

    def decide_so(way):
        return way[0].post(f"/v1/corrections/{id}/decision", {"reason": way[1]}, version=version)

    with ThreadPoolExecutor(2) as together:
        answers = list(together.map(decide_so, ways))
    assert sorted(one.status_code for one in answers) == [200, 412]
    accepted = answers[0].status_code == 200
    assert [one["outcome"] for one in told(city, someone)] == ["ACCEPTED" if accepted else "REFUSED"]
    assert someone.get("/v1/accounts/me").json()["name"] == ("Budi Santosa" if accepted else "Budi Santoso Rahayu")


def test_another_nik_keeps_its_claim_and_takes_nobody_elses(city, lines):
    holder, someone = submitted(city, lines), submitted(city, lines)
    decide(city, CODE, {})
    taken, chair = holder.get("/v1/accounts/me").json()["nik"], city.staff("ketua")
    first = asked(someone, nik=taken)
    problem(rule_on(chair, first), 409, "nik-disengketakan")
    assert rule_on(chair, first, "SOMEBODY_ELSE").status_code == 200
    old, new = someone.get("/v1/accounts/me").json()["nik"], "1274011808959999"
    before = city.runtime.db.claims.count_documents({"stream": f"identity-{someone.id}"})
    second = asked(someone, nik=new)
    assert city.staff("verifikator").get(f"/v1/corrections/{second}").status_code == 200
    turns = [city.waits(one, second)[0][1] for one in (city.staff("verifikator"), chair)]
    assert turns == ["other", "you"], "who accepted the card for the NIK that stands judges no other one"
    problem(rule_on(city.staff("verifikator"), second), 403, "pemeriksa-sendiri")
    assert rule_on(chair, second).status_code == 200
    assert city.runtime.store.load(f"identity-{someone.id}").state["by"].startswith("ketua:"), "the record says so"
    vault = city.runtime.vault
    [claim] = city.runtime.db.claims.find({"stream": f"identity-{someone.id}"})
    assert before == 1 and claim["_id"] == vault.fingerprint("nik", new) != vault.fingerprint("nik", old)


def test_without_a_card_or_with_an_impossible_nik_nothing_is_asked(city):
    problem(ask(city.applicant(), name="Budi"), 422, "berkas-belum-lengkap", "documents")
    someone = with_card(city)
    problem(ask(someone, nik="123"), 422, "nik-tidak-sah", "nik")
    problem(ask(someone), 422, "tidak-ada-perubahan")


def test_of_whom_is_erased_nothing_can_be_read_and_the_request_can_be_closed(city):
    someone = with_card(city)
    id = asked(someone, name="Budi Santosa")
    path, signed = request(city, someone.id)
    assert city.staff("ti").post(f"{path}/confirmation", signed).status_code == 200
    chair = city.staff("ketua")
    shown = chair.get(f"/v1/corrections/{id}").json()
    assert shown["text"] is None and shown["values"] == [{"field": "name", "before": None, "after": None}]
    problem(rule_on(chair, id), 410, "akun-sudah-dihapus")
    assert rule_on(chair, id, "CARD_UNREADABLE").status_code == 200
