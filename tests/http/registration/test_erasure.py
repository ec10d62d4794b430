"""A person's data are erased: the right refuses what the law keeps, and what is erased nobody opens."""

from datetime import timedelta

import pytest
from registration.account import api
from registration.wiring import SERVICE

from tests.http.running import problem

from .applying import published, submitted
from .conftest import PASSWORD

pytestmark = pytest.mark.servers

WHY = {"basis": "request", "reference": "12/PDP/2027"}


def test_an_account_is_erased_for_ever_and_may_be_opened_anew(city):
    officer = city.staff("ketua")
    body = city.account()
    id, tokens = city.proved(body)
    path, stream = f"/v1/accounts/{id}/erasure", f"account-{id}"
    problem(city.staff("verifikator").post(path, WHY), 403, "peran")
    erased = officer.post(path, WHY)
    assert erased.status_code == 200 and "promise" in erased.json(), erased.text
    mine = type(officer)(city, tokens["access_token"])
    problem(mine.get("/v1/accounts/me"), 401, "belum-masuk")
    again = city.public.post("/v1/sign-in", {"email": body["email"], "password": PASSWORD})
    problem(again, 401, "tidak-cocok", "password")
    problem(officer.post(path, WHY), 409, "akun-sudah-dihapus")
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
    assert city.staff("ketua").post(f"/v1/accounts/{created['id']}/erasure", WHY).status_code == 200
    assert city.runtime.keys.persons.find_one({"_id": created["id"]})["wrapped"]
    make = dict(SERVICE.background)["erasures"]
    assert make(city.runtime)() == 1
    assert city.runtime.keys.persons.find_one({"_id": created["id"]})["wrapped"] is None


def test_erased_people_are_told_as_erased_and_break_no_list(city):
    gone, there = city.applicant(), city.applicant()
    assert city.staff("ketua").post(f"/v1/accounts/{gone.id}/erasure", WHY).status_code == 200
    unknown = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
    body = {"persons": [gone.id, unknown, there.id]}
    assert city.staff("diklat").post("/v1/names", body).json()["items"] == [
        {"person": gone.id, "name": None, "reason": "erased"},
        {"person": there.id, "name": "Budi Santoso Rahayu", "reason": None},
    ]
    asked = city.staff("service", "selection", "registration:tiebreaks").post("/v1/tiebreaks", body)
    assert asked.json()["items"] == [
        {"person": gone.id, "gpa": None, "birth_date": None, "reason": "erased"},
        {"person": there.id, "gpa": None, "birth_date": "1995-08-18", "reason": None},
    ]


def test_the_file_of_somebody_who_was_erased_opens_without_the_person(city):
    city.announce_period("CPNS-2019", timedelta(days=1), budget_year=2019)
    someone = submitted(city, published(city, "CPNS-2019"))
    assert city.staff("ketua").post(f"/v1/accounts/{someone.id}/erasure", WHY).status_code == 200
    file = city.staff("panitia").get(f"/v1/applications/{someone.application}/file").json()
    assert (file["applicant"], file["reason"]) == (None, "erased")
    assert file["education"] == {"level": "PROFESI", "programme": None, "institution": None, "gpa": None}


def test_nobody_is_erased_who_is_not_there(city):
    unknown = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
    problem(city.staff("ketua").post(f"/v1/accounts/{unknown}/erasure", WHY), 404, "akun-tidak-ada")
    problem(city.staff("ketua").post(f"/v1/accounts/{unknown}/erasure", {"basis": "x"}), 422, "isian", "basis")
