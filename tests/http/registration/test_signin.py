"""Signing in: the same answer and the same work whoever it is, and nothing that a database's user could make."""

import jwt
import pytest
from argon2 import PasswordHasher
from registration.signin import passwords

from tests.http.running import Someone, problem

from .conftest import PASSWORD

pytestmark = pytest.mark.servers

REFRESH = "/v1/sign-in/refresh"
ENDED = (401, "sesi-berakhir", "refresh_token")


def sign_in(city, email, password=PASSWORD):
    return city.public.post("/v1/sign-in", {"email": email, "password": password})


@pytest.fixture
def hashings(monkeypatch):
    """Every hashing of a password, by what was asked of the hasher."""

    class Counting:
        def __init__(self):
            self.done, self._real = [], passwords._hasher

        def hash(self, *parts):
            self.done.append("hash")
            return self._real.hash(*parts)

        def verify(self, *parts):
            self.done.append("verify")
            return self._real.verify(*parts)

    made = Counting()
    monkeypatch.setattr(passwords, "_hasher", made)
    return made


def work(city, ask):
    """(answer, what it cost in the databases: (kind, collection) of each operation)."""
    runtime = city.runtime
    for db in (runtime.db, runtime.keys):
        db.command("profile", 0)
        db.drop_collection("system.profile")
        db.command("profile", 2)
    answer = ask()
    cost = []
    for db in (runtime.db, runtime.keys):
        db.command("profile", 0)
        found = db["system.profile"].find({"ns": {"$not": {"$regex": "profile"}}}).sort("ts")
        cost += [(one["op"], one["ns"].partition(".")[2]) for one in found if one["op"] != "getmore"]
        db.drop_collection("system.profile")
    return answer, sorted(cost)


def alike(answers):
    """Whether these answers differ in nothing that anybody could read but the random ids in them."""
    shapes = []
    for answer in answers:
        body = answer.json()
        told = {name: body.get(name) for name in ("rule", "field", "title", "detail", "status", "version", "repeated")}
        headers = {name for name in answer.headers if name not in ("Date", "traceparent")}
        shapes.append((answer.status_code, sorted(body), told, sorted(headers), len(answer.content)))
    return all(shape == shapes[0] for shape in shapes)


def test_a_known_and_an_unknown_address_and_nik_cost_the_same_and_answer_alike(city, hashings):
    known = city.account()
    city.proved(known)
    hashings.done.clear()
    asked = [
        city.account(),
        city.account(email=known["email"]),
        city.account(nik=known["nik"]),
        city.account(nik=known["nik"], email=known["email"]),
    ]
    found = [work(city, lambda body=body: city.public.post("/v1/accounts", body)) for body in asked]
    assert {answer.status_code for answer, _ in found} == {201} and alike([answer for answer, _ in found])
    assert len({tuple(cost) for _, cost in found}) == 1, found
    assert hashings.done == ["hash"] * len(asked)


@pytest.mark.parametrize(
    "fault", [{"password": "password"}, {"consent": {"notice": "2024-1", "purposes": ["contact"]}}]
)
def test_what_is_refused_is_refused_before_anybody_is_looked_for(city, hashings, fault):
    known = city.account()
    city.proved(known)
    hashings.done.clear()
    asked = [city.account(**fault), city.account(**fault, email=known["email"], nik=known["nik"])]
    found = [work(city, lambda body=body: city.public.post("/v1/accounts", body)) for body in asked]
    assert {answer.status_code for answer, _ in found} == {422} and alike([answer for answer, _ in found])
    assert [cost for _, cost in found] == [[], []] and hashings.done == []


def test_a_wrong_password_and_an_unknown_address_cost_the_same_and_answer_alike(city, hashings):
    known, waiting = city.account(), city.account()
    city.proved(known)
    city.opened(waiting)
    hashings.done.clear()
    asked = [known["email"], waiting["email"], "siapa@contoh.id"]
    found = [work(city, lambda email=email: sign_in(city, email, "salah sekali")) for email in asked]
    problem(found[0][0], 401, "tidak-cocok", "password")
    assert alike([answer for answer, _ in found])
    assert len({tuple(cost) for _, cost in found}) == 1, found
    assert hashings.done == ["verify"] * len(asked)


def test_an_address_and_a_password_are_known_however_they_are_typed(city):
    body = city.account(password="sandí-pelamar-1")
    city.proved(body)
    assert sign_in(city, f" {body['email'].upper()} ", "sandi\u0301-pelamar-1").status_code == 200
    problem(sign_in(city, body["email"], "sandi-pelamar-1"), 401, "tidak-cocok", "password")


def test_a_refresh_token_is_good_once_and_a_stolen_one_ends_its_family(city):
    body = city.account()
    _, first = city.proved(body)
    second = city.public.post(REFRESH, {"refresh_token": first["refresh_token"]}).json()
    problem(city.public.post(REFRESH, {"refresh_token": first["refresh_token"]}), *ENDED)
    problem(city.public.post(REFRESH, {"refresh_token": second["refresh_token"]}), *ENDED)
    third = sign_in(city, body["email"]).json()
    assert city.public.post("/v1/sign-out", {"refresh_token": third["refresh_token"]}).status_code == 204
    problem(city.public.post(REFRESH, {"refresh_token": third["refresh_token"]}), *ENDED)


def test_a_token_is_good_at_one_service_and_ends_with_the_sign_in(city):
    _, tokens = city.proved(city.account())
    mine = Someone(city, tokens["access_token"])
    other = mine.post("/v1/sign-in/exchange", {"audience": "selection"}).json()["access_token"]
    claims = jwt.decode(other, options={"verify_signature": False})
    assert (claims["aud"], claims["role"]) == ("selection", "pelamar") and claims["exp"] - claims["iat"] == 900
    problem(Someone(city, other).get("/v1/accounts/me"), 401, "belum-masuk")
    problem(mine.post("/v1/sign-in/exchange", {"audience": "everywhere"}), 422, "isian", "audience")
    assert mine.get("/v1/accounts/me").status_code == 200
    assert city.public.post("/v1/sign-out", {"refresh_token": tokens["refresh_token"]}).status_code == 204
    problem(mine.get("/v1/accounts/me"), 401, "belum-masuk")
    problem(mine.post("/v1/sign-in/exchange", {"audience": "selection"}), 401, "belum-masuk")


def test_a_token_that_was_changed_is_none(city):
    _, tokens = city.proved(city.account())
    problem(Someone(city, tokens["access_token"][:-3] + "abc").get("/v1/accounts/me"), 401, "belum-masuk")
    problem(city.public.get("/v1/accounts/me"), 401, "belum-masuk")


def test_whoever_writes_the_database_cannot_make_a_password_that_fits(city):
    body = city.account()
    city.proved(body)
    login = city.runtime.vault.fingerprint("email", body["email"])
    forged = PasswordHasher().hash("kata-sandi-penyusup")
    assert city.runtime.db.credentials.update_one({"_id": login}, {"$set": {"hash": forged}}).modified_count == 1
    problem(sign_in(city, body["email"], "kata-sandi-penyusup"), 401, "tidak-cocok", "password")


def test_nobodys_own_hash_and_nobodys_own_session_fit_somebody_else(city):
    db, mine, theirs = city.runtime.db, city.account(), city.account()
    (me, _), (them, _) = city.proved(mine), city.proved(theirs)
    logins = [city.runtime.vault.fingerprint("email", body["email"]) for body in (mine, theirs)]
    own, before = (db.credentials.find_one({"_id": login}) for login in logins)
    for change in ({"hash": own["hash"]}, {"hash": own["hash"], "bound": False}):
        db.credentials.update_one({"_id": logins[1]}, {"$set": change})
        problem(sign_in(city, theirs["email"]), 401, "tidak-cocok", "password")
    db.credentials.replace_one({"_id": logins[1]}, before)
    db.credentials.update_one({"_id": logins[0]}, {"$set": {"person": them}})
    problem(sign_in(city, mine["email"]), 401, "tidak-cocok", "password")
    db.credentials.replace_one({"_id": logins[0]}, own)
    tokens = sign_in(city, mine["email"]).json()
    db.refresh_tokens.update_many({"person": me}, {"$set": {"person": them}})
    renewed = city.public.post(REFRESH, {"refresh_token": tokens["refresh_token"]}).json()
    assert jwt.decode(renewed["access_token"], options={"verify_signature": False})["sub"] == me


def test_a_password_of_the_first_release_is_good_once_more_and_then_bound_to_its_owner(city):
    body = city.account()
    id, _ = city.proved(body)
    db, login = city.runtime.db, city.runtime.vault.fingerprint("email", body["email"])
    old = passwords._hasher.hash(passwords._keyed(passwords.pepper_of(city.runtime.settings), None, PASSWORD))
    db.credentials.update_one({"_id": login}, {"$set": {"hash": old}, "$unset": {"bound": 1}})
    problem(sign_in(city, body["email"]), 401, "tidak-cocok", "password")
    db.state.update_one({"_id": f"account-{id}"}, {"$unset": {"data.proof": 1}})
    for _ in range(2):
        assert sign_in(city, body["email"]).status_code == 200
    assert db.credentials.find_one({"_id": login})["bound"]
