"""From a second card with a known NIK to the chair's decision: both are told and heard, and the NIK is one person's."""

from datetime import timedelta

import pytest
from asnkit.events import parse_time

from tests.http.running import problem
from tests.papers import jpeg

from .applying import held, published, submitted, verdict
from .test_identity import claim, nik, outcomes

pytestmark = pytest.mark.servers

CODE = "CPNS-SENGKETA"


@pytest.fixture(scope="module")
def lines(city):
    city.announce_period(CODE, timedelta(days=30), city.runtime.clock.now().year)
    return published(city, CODE)


@pytest.fixture
def disputed(city, lines):
    """(who was seen first, who came second, the verifier with the second's file)."""
    first = submitted(city, lines)
    second = submitted(city, lines, nik=nik(first))
    assert verdict(held(city, CODE, first.application, "v1"), first).status_code == 200
    return first, second, held(city, CODE, second.application, "v2")


def opened(verifier, second):
    answer = verifier.post("/v1/contests", {"application": second.application})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def say(someone, id, text="KTP ini milik saya."):
    return someone.post(f"/v1/contests/{id}/statements", {"text": text})


def decide(city, id, reason):
    chair = city.staff("ketua")
    version = chair.get(f"/v1/contests/{id}").json()["version"]
    return chair.post(f"/v1/contests/{id}/decision", {"reason": reason}, version=version)


def letters(city, someone):
    return [letter.subject for letter in city.post.to(someone.get("/v1/accounts/me").json()["email"])][1:]


def test_a_nik_moves_to_who_proved_the_card_and_the_other_verdict_with_it(city, disputed):
    first, second, verifier = disputed
    problem(verdict(verifier, second), 409, "nik-disengketakan")
    stranger = city.staff("verifikator", "v9").post("/v1/contests", {"application": second.application})
    problem(stranger, 409, "bukan-pemegang")
    id = opened(verifier, second)
    problem(verifier.post("/v1/contests", {"application": second.application}), 409, "sengketa-sudah-ada")
    assert letters(city, first) == letters(city, second) == ["NIK Anda dipakai dua akun"]
    for someone in (first, second):
        [mine] = someone.get("/v1/contests/mine").json()["items"]
        assert (mine["id"], mine["status"], mine["text"], mine["begun"]) == (id, "open", None, False)
        assert not {first.id, second.id} & set(str(mine).split("'")), "nothing about the other"
    card = second.post("/v1/documents?kind=id_card", data=jpeg()).json()["id"]
    assert say(second, id).status_code == 200
    problem(say(second, id), 409, "sudah-menjelaskan")
    problem(decide(city, id, "SECOND_PROVED"), 409, "masih-didengar")
    [(kind, turn, _, due)] = city.waits(city.staff("ketua"), id)
    assert (kind, turn) == ("contest", "early") and timedelta(days=2) < parse_time(due) - city.runtime.clock.now()
    assert say(first, id, "Akun itu bukan saya.").status_code == 200
    problem(say(city.applicant(), id), 404, "sengketa-tidak-ada")

    chair = city.staff("ketua")
    assert city.waits(chair, id) == [("contest", "you", 1, None)]
    read = chair.get(f"/v1/contests/{id}").json()
    assert {one["person"]: one["spoken"]["text"] for one in read["parties"]} == {
        first.id: "Akun itu bukan saya.", second.id: "KTP ini milik saya.",
    }  # fmt: skip
    assert {one["nik"] for one in read["parties"]} == {nik(first)} and card in str(read["parties"])
    problem(chair.get(f"/v1/documents/{card}/content"), 403, "belum-dibuka")
    problem(city.staff("verifikator", "v9").post(f"/v1/documents/{card}/views", {}), 403, "bukan-pemegang")
    assert chair.post(f"/v1/documents/{card}/views", {}).status_code == 200
    assert chair.get(f"/v1/documents/{card}/content").status_code == 200
    recorded = {"aggregate": "disclosure", "data.purpose": "contest", "data.fields": "nik", "data.persons": second.id}
    assert city.runtime.db.state.count_documents(recorded) >= 1
    assert decide(city, id, "SECOND_PROVED").status_code == 200
    assert claim(city, second) == f"identity-{second.id}"
    of_first = city.runtime.store.load(f"application-{first.application}").state
    assert (of_first["status"], of_first["first_verdict"]) == ("TMS", "TMS")
    assert of_first["verdicts"][-1]["basis"] == "contest"
    assert verdict(verifier, second).status_code == 200 and outcomes_of(city, second) == ["HELD"]
    assert {"NIK Anda dipakai dua akun", "Putusan tentang NIK Anda"} == set(letters(city, first))
    told = [one.get("/v1/contests/mine").json()["items"][0] for one in (first, second)]
    assert [(one["first"], one["status"], one["reason"]) for one in told] == [
        (True, "MOVED", "SECOND_PROVED"), (False, "MOVED", "SECOND_PROVED"),
    ]  # fmt: skip
    problem(chair.get(f"/v1/documents/{card}/content"), 403, "bukan-pemegang")
    assert {one["nik"] for one in chair.get(f"/v1/contests/{id}").json()["parties"]} == {None}


def outcomes_of(city, someone):
    events = city.runtime.store.events(f"identity-{someone.id}")
    return [event.data["outcome"] for event in events if event.fact == "identity.examined"]


def test_a_nik_stays_and_the_second_file_ends_with_a_reason(city, disputed):
    first, second, verifier = disputed
    id = opened(verifier, second)
    city.clock.forward(timedelta(days=3, seconds=1))
    assert decide(city, id, "NOT_PROVED").status_code == 200
    assert claim(city, second) == f"identity-{first.id}" and outcomes(city, first) == ["CLAIMED"]
    assert city.runtime.store.load(f"application-{first.application}").state["status"] == "MS"
    problem(verdict(verifier, second), 409, "nik-disengketakan")
    assert verdict(verifier, second, "TMS", ["ID_CARD"]).status_code == 200
    assert second.get("/v1/contests/mine").json()["items"][0]["reason"] == "NOT_PROVED"


def test_who_opened_a_contest_or_accepted_the_first_card_does_not_decide_it_and_the_list_waits(city, lines):
    city.announce_period("CPNS-SENGKETA-2", timedelta(hours=1), city.runtime.clock.now().year)
    here = published(city, "CPNS-SENGKETA-2")
    first = submitted(city, here)
    second = submitted(city, here, nik=nik(first))
    assert verdict(held(city, "CPNS-SENGKETA-2", first.application, "v1"), first).status_code == 200
    verifier = held(city, "CPNS-SENGKETA-2", second.application, "sama")
    id = opened(verifier, second)
    for someone in (first, second):
        assert say(someone, id).status_code == 200
    for concerned in ("verifikator-sama", "verifikator-v1"):
        chair = city.as_(concerned, "ketua")
        version = chair.get(f"/v1/contests/{id}").json()["version"]
        answer = chair.post(f"/v1/contests/{id}/decision", {"reason": "FIRST_PROVED"}, version=version)
        problem(answer, 403, "pemeriksa-sendiri")
        assert city.waits(chair, id) == [("contest", "other", 1, None)]
    assert verdict(verifier, second, "TMS", ["ID_CARD"]).status_code == 200
    city.clock.forward(timedelta(hours=2))
    letter = {"period": "CPNS-SENGKETA-2", "stage": "administrasi", "number": "1", "title": "Hasil"}
    problem(city.staff("panitia").post("/v1/announcements", letter), 409, "sengketa-terbuka")
    assert decide(city, id, "FIRST_PROVED").status_code == 200
    assert city.staff("panitia").post("/v1/announcements", letter).status_code == 201


def test_a_nik_of_the_first_release_moves_too(city, lines):
    city.announce_period("CPNS-SENGKETA-3", timedelta(hours=1), city.runtime.clock.now().year)
    here = published(city, "CPNS-SENGKETA-3")
    first = city.applicant()
    second = submitted(city, here, nik=nik(first))
    key = city.runtime.vault.fingerprint("nik", nik(first))
    city.runtime.db.claims.insert_one({"_id": key, "stream": f"account-{first.id}"})
    state = {"$set": {"data.claims": ["email", "nik"]}}
    city.runtime.db.state.update_one({"_id": f"account-{first.id}"}, state)
    verifier = held(city, "CPNS-SENGKETA-3", second.application)
    id = opened(verifier, second)
    for someone in (first, second):
        assert say(someone, id).status_code == 200
    assert decide(city, id, "SECOND_PROVED").status_code == 200
    assert claim(city, second) == f"identity-{second.id}"
    assert city.runtime.store.load(f"account-{first.id}").state["claims"] == ["email"]


def test_the_staff_see_a_list_without_names(city, disputed):
    _, second, verifier = disputed
    id = opened(verifier, second)
    listed = city.staff("auditor").get(f"/v1/contests?period={CODE}").json()["items"]
    assert id in {one["id"] for one in listed} and "name" not in listed[0]
    problem(city.public.get(f"/v1/contests?period={CODE}"), 401, "belum-masuk")
    problem(second.get(f"/v1/contests/{id}"), 403, "peran")


def test_a_person_reports_that_the_own_nik_is_used_and_the_answer_tells_nothing(city, lines):
    first = submitted(city, lines)
    assert verdict(held(city, CODE, first.application, "v1"), first).status_code == 200
    owner, nobody = city.applicant(nik=nik(first)), city.applicant()
    problem(owner.post("/v1/contests/mine", {"text": "Ini NIK saya."}), 422, "berkas-belum-lengkap", "documents")
    shown = []
    for someone in (owner, nobody):
        for kind in ("id_card", "selfie"):
            assert someone.post(f"/v1/documents?kind={kind}", data=jpeg()).status_code == 201
        begun = someone.post("/v1/contests/mine", {"text": "Ini NIK saya."})
        assert begun.status_code == 201, begun.text
        problem(someone.post("/v1/contests/mine", {"text": "Sekali lagi."}), 409, "sengketa-sudah-ada")
        [mine] = someone.get("/v1/contests/mine").json()["items"]
        someone.contest = mine.pop("id")
        shown.append({name: value for name, value in mine.items() if not name.endswith(("_at", "_until"))})
        assert letters(city, someone) == ["Laporan tentang NIK Anda"]
    assert shown[0] == shown[1] and shown[0]["begun"]
    assert letters(city, first) == ["NIK Anda dipakai dua akun"]
    problem(decide(city, owner.contest, "SECOND_PROVED"), 409, "masih-didengar")
    problem(decide(city, nobody.contest, "FIRST_PROVED"), 422, "tanpa-pemegang", "reason")
    assert say(first, owner.contest).status_code == 200
    for someone in (owner, nobody):
        assert decide(city, someone.contest, "SECOND_PROVED").status_code == 200
        assert claim(city, someone) == f"identity-{someone.id}"
    assert city.runtime.store.load(f"application-{first.application}").state["status"] == "TMS"
