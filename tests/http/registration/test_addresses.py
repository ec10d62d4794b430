"""Another address for an account: one that was mistyped, and a new one of its owner's."""

import uuid

import pytest

from tests.http.running import Someone, problem

from .conftest import PASSWORD
from .test_accounts import prove
from .test_limits import fresh  # noqa: F401 (fixture)
from .test_signin import alike, sign_in

pytestmark = pytest.mark.servers


def correct(city, id, email, password=PASSWORD, **more):
    return city.public.post("/v1/accounts/correction", {"person": id, "email": email, "password": password}, **more)


def change(owner, email, password=PASSWORD, **more):
    return owner.post("/v1/accounts/me/address", {"email": email, "password": password}, **more)


def prove_change(city, owner, change_id, email, **more):
    return owner.post("/v1/accounts/me/address/proof", {"change": change_id, "code": city.post.code(email)}, **more)


def new_address(city):
    return f"baru{uuid.uuid4().hex[:12]}@contoh.id"


def test_a_mistyped_address_is_corrected_and_the_code_goes_there(city):
    body, mended = city.account(), new_address(city)
    id = city.opened(body)
    old = city.post.code(body["email"])
    key = uuid.uuid4().hex
    assert [correct(city, id, mended, key=key).status_code for _ in range(2)] == [200, 200]
    assert len(city.post.to(mended)) == 1
    code = city.post.code(mended)
    if old != code:
        problem(prove(city, id, old), 422, "kode-salah", "code")
    tokens = prove(city, id, code).json()
    assert Someone(city, tokens["access_token"]).get("/v1/accounts/me").json()["email"] == mended
    assert sign_in(city, mended).status_code == 200
    problem(sign_in(city, body["email"]), 401, "tidak-cocok", "password")


def test_only_who_chose_the_password_corrects_and_only_before_the_proof(city):
    id = city.opened(city.account())
    guessed = correct(city, id, new_address(city), "tebakan-yang-salah")
    unknown = correct(city, str(uuid.uuid4()), new_address(city))
    proved = correct(city, city.proved(city.account())[0], new_address(city))
    problem(guessed, 422, "tidak-cocok", "password")
    assert alike([guessed, unknown, proved])


def test_a_new_address_counts_when_its_code_came_back_and_the_old_one_is_told(city):
    body, email = city.account(), new_address(city)
    id, tokens = city.proved(body)
    owner = Someone(city, tokens["access_token"])
    asked = change(owner, email).json()["extra"]["change"]
    assert sign_in(city, body["email"]).status_code == 200, "until then nothing changes"
    key = uuid.uuid4().hex
    answers = [prove_change(city, owner, asked, email, key=key) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200] and answers[1].json()["repeated"]
    assert city.post.to(body["email"])[-1].subject == "Surel akun Anda diganti"
    problem(sign_in(city, body["email"]), 401, "tidak-cocok", "password")
    assert sign_in(city, email).json()["person"] == id
    assert owner.get("/v1/accounts/me").json()["email"] == email
    assert city.proved(city.account(email=body["email"]))[0] != id, "the old address is free"
    assert city.runtime.db.claims.count_documents({"stream": f"account-{id}"}) == 1


def test_the_password_is_asked_for_and_guesses_have_an_end(city):
    owner = city.applicant()
    for _ in range(10):
        problem(change(owner, new_address(city), "tebakan-yang-salah"), 422, "tidak-cocok", "password")
    problem(change(owner, new_address(city)), 429, "terlalu-sering-gagal")


def test_an_address_that_somebody_has_is_answered_like_any_other_and_stays_theirs(city):
    theirs, owner = city.account(), city.applicant()
    city.proved(theirs)
    answers = [change(owner, email) for email in (theirs["email"], new_address(city))]
    assert alike(answers)
    letter = city.post.to(theirs["email"])[-1]
    assert letter.subject == "Surel ini sudah mempunyai akun"


def test_of_two_who_want_one_address_the_first_to_prove_it_has_it(city):
    email = new_address(city)
    owners = [city.applicant() for _ in range(2)]
    changes = [change(owner, email).json()["extra"]["change"] for owner in owners]
    codes = [letter.subject[-6:] for letter in city.post.to(email)]
    body = [{"change": id, "code": code} for id, code in zip(changes, codes, strict=True)]
    problem(owners[0].post("/v1/accounts/me/address/proof", body[1]), 422, "kode-berakhir", "code")
    assert owners[1].post("/v1/accounts/me/address/proof", body[1]).status_code == 200
    problem(owners[0].post("/v1/accounts/me/address/proof", body[0]), 422, "kode-berakhir", "code")
    assert sign_in(city, email).json()["person"] == owners[1].id
