"""A person's data are erased: the right refuses what the law keeps, and what is erased nobody opens."""

from datetime import timedelta

import pytest
from asnkit.events import parse_time
from registration.account import api, letters
from registration.wiring import SERVICE

from tests.http.running import problem

from .applying import held, published, submitted, verdict
from .conftest import PASSWORD

pytestmark = pytest.mark.servers

WHY = {"basis": "request", "reference": "12/PDP/2027"}


def request(city, id, by="chair"):
    """The path of the request that somebody made, and what the second person signs."""
    path = f"/v1/accounts/{id}/erasure"
    asked = city.staff("ketua", by).post(path, WHY)
    assert asked.status_code == 200, asked.text
    return path, {"requested": city.staff("ti").get(path).json()["requested"]}


def confirm(city, id):
    """The answer to the second person, when the time of waiting is over; tests do not wait."""
    path, signed = request(city, id)
    return city.staff("ti").post(f"{path}/confirmation", signed)


@pytest.fixture(autouse=True, scope="module")
def no_waiting(city):
    object.__setattr__(city.runtime.settings, "erasure_days", 0)


def test_an_account_is_erased_for_ever_and_may_be_opened_anew(city):
    body = city.account()
    id, tokens = city.proved(body)
    stream = f"account-{id}"
    erased = confirm(city, id)
    assert erased.status_code == 200 and "promise" in erased.json(), erased.text
    mine = type(city.public)(city, tokens["access_token"])
    problem(mine.get("/v1/accounts/me"), 401, "belum-masuk")
    again = city.public.post("/v1/sign-in", {"email": body["email"], "password": PASSWORD})
    problem(again, 401, "tidak-cocok", "password")
    problem(city.staff("ketua").post(f"/v1/accounts/{id}/erasure", WHY), 409, "akun-sudah-dihapus")
    db, keys = city.runtime.db, city.runtime.keys
    assert keys.persons.find_one({"_id": id})["wrapped"] is None
    assert not any(db[name].find_one({"person": id}) for name in ("credentials", "refresh_tokens", "files"))
    assert db.claims.find_one({"stream": stream}) is None and db.erasures.find_one() is None
    state = db.state.find_one({"_id": stream})["data"]
    assert "nik" not in state and state["erased_at"]
    assert city.proved(body)[0] != id, "the same person may come again"


def test_an_erasure_that_died_before_the_key_was_destroyed_is_finished_by_the_worker(city, monkeypatch):
    created = city.public.post("/v1/accounts", city.account()).json()
    monkeypatch.setattr(api, "destroy_waiting", lambda runtime: 0)
    assert confirm(city, created["id"]).status_code == 200
    assert city.runtime.keys.persons.find_one({"_id": created["id"]})["wrapped"]
    make = dict(SERVICE.background)["erasures"]
    assert make(city.runtime)() == 1
    assert city.runtime.keys.persons.find_one({"_id": created["id"]})["wrapped"] is None


def test_erased_people_are_told_as_erased_and_break_no_list(city):
    gone, there = city.applicant(), city.applicant()
    assert confirm(city, gone.id).status_code == 200
    unknown = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
    body = {"persons": [gone.id, unknown, there.id]}
    assert city.staff("service", "audit", "registration:names").post("/v1/names", body).json()["items"] == [
        {"person": gone.id, "name": None, "reason": "erased"},
        {"person": there.id, "name": "Budi Santoso Rahayu", "reason": None},
    ]
    tied = {"vacancy": "x", "skd": {"twk": 1, "tiu": 1, "tkp": 1}, "skb": [{"kind": "CAT", "score": "1", "most": 500}]}
    rows = city.runtime.views["sittings"]
    rows.insert_many({"_id": one.id, "person": one.id, **tied} for one in (gone, there))
    body["persons"].remove(unknown)
    asked = city.staff("service", "selection", "registration:tiebreaks").post("/v1/tiebreaks", body)
    assert asked.json()["items"] == [
        {"person": gone.id, "gpa": None, "birth_date": None, "reason": "erased"},
        {"person": there.id, "gpa": None, "birth_date": "1995-08-18", "reason": None},
    ]


def test_the_file_of_somebody_who_was_erased_opens_without_the_person(city):
    city.announce_period("CPNS-2019", timedelta(days=1), budget_year=2019)
    someone = submitted(city, published(city, "CPNS-2019"))
    assert confirm(city, someone.id).status_code == 200
    clerk, path = city.staff("panitia"), f"/v1/applications/{someone.application}"
    assert clerk.post(f"{path}/openings", {"why": "COURT_REQUEST", "note": "Perkara 12/2022"}).status_code == 200
    file = clerk.get(f"{path}/file").json()
    assert (file["applicant"], file["reason"]) == (None, "erased")
    assert file["education"] == {"level": "PROFESI", "programme": None, "institution": None, "gpa": None}


def test_nobody_is_erased_who_is_not_there(city):
    unknown = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
    problem(city.staff("ketua").post(f"/v1/accounts/{unknown}/erasure", WHY), 404, "akun-tidak-ada")
    problem(city.staff("ketua").post(f"/v1/accounts/{unknown}/erasure", {"basis": "x"}), 422, "isian", "basis")


@pytest.fixture
def waiting(city):
    """A fortnight lies between the request and the confirmation."""
    object.__setattr__(city.runtime.settings, "erasure_days", 14)
    yield
    object.__setattr__(city.runtime.settings, "erasure_days", 0)


def test_an_erasure_takes_two_people_and_a_fortnight_of_which_the_person_is_told(city, waiting):
    body = city.account()
    id, tokens = city.proved(body)
    mine = type(city.public)(city, tokens["access_token"])
    for role in ("verifikator", "panitia", "auditor", "diklat"):
        problem(city.staff(role).post(f"/v1/accounts/{id}/erasure", WHY), 403, "peran")
    path, signed = request(city, id)
    problem(city.staff("ti").post(path, WHY), 409, "penghapusan-sudah-diminta")
    assert mine.get("/v1/accounts/me").json()["name"], "nothing is erased yet"
    due = mine.get("/v1/accounts/me").json()["erasure_due"]
    assert parse_time(due) - city.runtime.clock.now() > timedelta(days=13)
    letter = letters.erasure(city.runtime, "1", {"person": id})
    assert "dapat dihapus mulai" in letter.text and "/saya/penghapusan" in letter.text
    put_down = city.runtime.db.letters.find_one({"kind": "erasure", "args.person": id})
    assert put_down is not None

    problem(city.staff("ti").post(f"{path}/confirmation", signed), 409, "masih-menunggu")
    assert city.waits(city.staff("ti"), id) == [("erasure", "early", 1, due)]
    for same in (city.staff("ketua", "chair"), city.as_("ketua-chair", "ti")):
        assert city.waits(same, id) == [("erasure", "other", 1, None)]
    city.clock.forward(timedelta(days=14))
    mine = type(city.public)(
        city, city.public.post("/v1/sign-in", {"email": body["email"], "password": PASSWORD}).json()["access_token"]
    )
    for same in (city.staff("ketua", "chair"), city.as_("ketua-chair", "ti")):
        problem(same.post(f"{path}/confirmation", signed), 403, "penanda-tangan-sama")
    assert city.waits(city.staff("ti"), id) == city.waits(city.staff("ketua"), id) == [("erasure", "second", 1, None)]
    unread = {"requested": {**signed["requested"], "sha256": "0" * 64}}
    problem(city.staff("ti").post(f"{path}/confirmation", unread), 409, "bukan-yang-dibaca", "requested")
    assert mine.get("/v1/accounts/me").status_code == 200
    assert city.staff("ti").post(f"{path}/confirmation", signed).status_code == 200
    problem(mine.get("/v1/accounts/me"), 401, "belum-masuk")
    assert letters.erasure(city.runtime, "1", {"person": id}) is None


def test_whoever_the_data_are_of_stops_it(city, waiting):
    id, tokens = city.proved(city.account())
    mine = type(city.public)(city, tokens["access_token"])
    problem(mine.post("/v1/accounts/me/erasure/stop", {}), 409, "penghapusan-belum-diminta")
    path, signed = request(city, id)
    assert mine.post("/v1/accounts/me/erasure/stop", {}).status_code == 200
    assert mine.get("/v1/accounts/me").json()["erasure_due"] is None
    city.clock.forward(timedelta(days=15))
    problem(city.staff("ti").post(f"{path}/confirmation", signed), 409, "penghapusan-belum-diminta")
    problem(city.staff("ti").get(path), 404, "penghapusan-belum-diminta")


def test_a_person_asks_the_office_sees_it_and_answers(city, waiting):
    mine = city.applicant()

    def listed(role="ti"):
        return {one["person"]: one for one in city.staff(role).get("/v1/accounts/erasures").json()["items"]}

    assert mine.post("/v1/accounts/me/erasure", {}).status_code == 200
    problem(mine.post("/v1/accounts/me/erasure", {}), 409, "penghapusan-sudah-diminta")
    assert city.waits(city.staff("ti"), mine.id) == [("erasure", "you", 1, None)]
    assert mine.get("/v1/accounts/me").json()["erasure_asked_at"] == listed()[mine.id]["asked_at"]
    assert listed()[mine.id]["reference"] is None and "name" not in listed()[mine.id]
    request(city, mine.id)
    assert (listed()[mine.id]["reference"], listed()[mine.id]["yours"]) == (WHY["reference"], False)
    assert mine.get("/v1/accounts/me").json()["erasure_asked_at"] is None
    assert mine.post("/v1/accounts/me/erasure/stop", {}).status_code == 200 and mine.id not in listed()


def test_what_was_sent_says_once_that_its_owner_is_erased_to_whoever_keeps_words_of_that_person(city):
    city.announce_period("CPNS-LAMA", timedelta(days=1), budget_year=city.runtime.clock.now().year - 3)
    someone = submitted(city, published(city, "CPNS-LAMA"))
    assert confirm(city, someone.id).status_code == 200
    stream = f"application-{someone.application}"
    said = [event for event in city.runtime.store.events(stream) if event.fact == "application.owner_erased"]
    assert [event.data["person"] for event in said] == [someone.id]


def test_what_a_selection_must_keep_is_refused_to_its_owner_with_the_date(city):
    year = city.runtime.clock.now().year
    city.announce_period("CPNS-SIMPAN", timedelta(days=1), budget_year=year)
    someone = submitted(city, published(city, "CPNS-SIMPAN"))
    told = problem(someone.post("/v1/accounts/me/erasure", {}), 409, "masih-wajib-disimpan")
    assert f"31-12-{year + 2}" in told["detail"]


def test_a_person_sees_who_opened_what_and_why(city):
    city.announce_period("CPNS-DIBUKA", timedelta(days=1))
    someone = submitted(city, published(city, "CPNS-DIBUKA"))
    assert someone.get("/v1/disclosures/mine").json()["items"] == []
    clerk, path = city.staff("panitia"), f"/v1/applications/{someone.application}"
    assert clerk.post(f"{path}/openings", {"why": "COMPLAINT", "note": "Aduan 12/2026"}).status_code == 200
    verifier = held(city, "CPNS-DIBUKA", someone.application)
    assert verdict(verifier, someone).status_code == 200
    [opening] = someone.get("/v1/disclosures/mine").json()["items"]
    assert (opening["role"], opening["why"], opening["note"]) == ("panitia", "COMPLAINT", "Aduan 12/2026")
    assert "nik" in opening["fields"]
    city.clock.forward(timedelta(days=1, minutes=1))
    letter = {"period": "CPNS-DIBUKA", "stage": "administrasi", "number": "1", "title": "Hasil"}
    assert city.staff("panitia").post("/v1/announcements", letter).status_code == 201
    shown = someone.get("/v1/disclosures/mine").json()["items"]
    assert [one["at"] for one in shown] == sorted((one["at"] for one in shown), reverse=True)
    seen = {one["document"] for one in shown if one["role"] == "verifikator"}
    assert {None, "id_card", "diploma"} <= seen, "what was opened for the verdict is told with it"
    assert "verifikator-satu" not in str(shown), "by which role, not by whom"
    [listed] = [
        one for one in city.staff("ketua").get("/v1/openings").json()["items"] if one["period"] == "CPNS-DIBUKA"
    ]
    assert (listed["by"], listed["why"]) == ("panitia:panitia-a", "COMPLAINT") and "note" not in listed
    assert listed["participant_no"] == someone.number
    assert city.applicant().get("/v1/disclosures/mine").json()["items"] == []


def test_a_request_that_only_stands_in_a_state_is_confirmed_by_nobody(city):
    id, _ = city.proved(city.account())
    event = {"event": f"account-{id}@2", "sha256": "0" * 64}
    planted = {"basis": "request", "reference": "1/PDP/2027", "due": "2020-01-01T00:00:00.000Z", "at": "2020"}
    planted["signed"] = {**event, "actor": "ti:somebody-else"}
    city.runtime.db.state.update_one({"_id": f"account-{id}"}, {"$set": {"data.erasure": planted}})
    refused = city.staff("ketua").post(f"/v1/accounts/{id}/erasure/confirmation", {"requested": event})
    problem(refused, 409, "penghapusan-belum-diminta")
