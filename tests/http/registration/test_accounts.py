"""An account is its owner's when a code that was sent to its address came back; until then it takes nothing."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.deadlines import Deadlines
from registration.wiring import SERVICE

from tests.http.running import Someone, problem

from .conftest import PASSWORD

pytestmark = pytest.mark.servers


def prove(city, id, code, **more):
    return city.public.post(f"/v1/accounts/{id}/proof", {"code": code}, **more)


def sign_in(city, body, password=PASSWORD):
    return city.public.post("/v1/sign-in", {"email": body["email"], "password": password})


def other(code, by=1):
    return f"{(int(code) + by) % 1_000_000:06d}"


def test_a_code_from_a_letter_opens_the_account_and_signs_its_owner_in(city):
    body = city.account()
    id = city.opened(body)
    problem(sign_in(city, body), 401, "tidak-cocok", "password")
    code = city.post.code(body["email"])
    problem(prove(city, id, other(code)), 422, "kode-salah", "code")
    answer = prove(city, id, code)
    assert answer.status_code == 200 and answer.json()["answer"]["promise"], answer.text
    mine = Someone(city, answer.json()["access_token"]).get("/v1/accounts/me").json()
    assert (mine["id"], mine["nik"], mine["phone"], mine["nik_check"]) == (id, body["nik"], "+6281234567890", "MATCH")
    assert sign_in(city, body).status_code == 200


def test_the_same_form_sent_again_has_the_same_outcome_and_the_code_is_good_for_nobody_else(city):
    body, keys = city.account(), [uuid.uuid4().hex for _ in range(2)]
    first, again = (city.public.post("/v1/accounts", body, key=keys[0]) for _ in range(2))
    assert first.json()["id"] == again.json()["id"] and again.json()["repeated"]
    assert len(city.post.to(body["email"])) == 1
    id, code = first.json()["id"], city.post.code(body["email"])
    proofs = [prove(city, id, code, key=keys[1]) for _ in range(2)]
    assert [one.status_code for one in proofs] == [200, 200]
    assert [one.json()["answer"]["repeated"] for one in proofs] == [False, True]
    for one in proofs:
        assert Someone(city, one.json()["access_token"]).get("/v1/accounts/me").status_code == 200
    problem(prove(city, id, code), 422, "kode-berakhir", "code")
    assert city.runtime.db.credentials.count_documents({"person": id}) == 1


def test_two_accounts_with_one_nik_stand_side_by_side_and_both_work(city):
    first = city.account()
    accounts = [city.proved(body) for body in (first, city.account(nik=first["nik"]))]
    assert len({id for id, _ in accounts}) == 2
    for _, tokens in accounts:
        assert Someone(city, tokens["access_token"]).get("/v1/accounts/me").json()["nik"] == first["nik"]


def test_an_address_is_of_whoever_proves_it_first(city):
    mine = city.account()
    theirs = city.account(email=mine["email"].upper())
    ids = [city.opened(body) for body in (theirs, mine)]
    codes = [letter.subject[-6:] for letter in city.post.to(mine["email"])]
    assert prove(city, ids[1], codes[1]).status_code == 200
    problem(prove(city, ids[0], codes[0]), 409, "surel-terdaftar", "code")
    assert city.runtime.db.credentials.count_documents({"person": {"$in": ids}}) == 1
    assert sign_in(city, mine).json()["person"] == ids[1]


def test_a_known_address_is_told_by_letter_and_by_nothing_else(city):
    known = city.account()
    city.proved(known)
    again = city.opened(city.account(email=known["email"]))
    letter = city.post.to(known["email"])[-1]
    assert letter.subject == "Surel ini sudah mempunyai akun" and "/masuk" in letter.text
    challenge = city.runtime.db.challenges.find_one({"_id": again})
    assert challenge["challenge"] not in letter.text
    problem(prove(city, again, "000000"), 422, "kode-salah", "code")


def test_a_code_ends_with_its_time_its_tries_and_the_next_code(city):
    body = city.account()
    id = city.opened(body)
    first = city.post.code(body["email"])
    assert city.public.post(f"/v1/accounts/{id}/code", {}).status_code == 200
    second = city.post.code(body["email"])
    if first != second:
        problem(prove(city, id, first), 422, "kode-salah", "code")
    with ThreadPoolExecutor(8) as together:
        guesses = list(together.map(lambda by: prove(city, id, other(second, by)).json()["rule"], range(1, 17)))
    assert guesses.count("kode-salah") in (4, 5) and guesses.count("kode-berakhir") in (11, 12)
    problem(prove(city, id, second), 422, "kode-berakhir", "code")
    assert city.public.post(f"/v1/accounts/{id}/code", {}).status_code == 200
    late = city.post.code(body["email"])
    passed = {"ends": datetime.now(UTC) - timedelta(seconds=1)}
    city.runtime.db.challenges.update_one({"_id": id}, {"$set": passed})
    problem(prove(city, id, late), 422, "kode-berakhir", "code")
    for text in ("12345", "1234567", "12345a", "１２３４５６", ""):
        problem(prove(city, id, text), 422, "isian", "code")


def test_codes_for_one_account_have_an_end_and_who_asks_twice_with_one_form_gets_one(city):
    body = city.account()
    id, key = city.opened(body), uuid.uuid4().hex
    for _ in range(2):
        assert city.public.post(f"/v1/accounts/{id}/code", {}, key=key).status_code == 200
    assert len(city.post.to(body["email"])) == 1, "only the newest is worth sending"
    for _ in range(3):
        assert city.public.post(f"/v1/accounts/{id}/code", {}).status_code == 200
    problem(city.public.post(f"/v1/accounts/{id}/code", {}), 429, "kode-terlalu-sering")


def test_asking_for_a_code_tells_nothing_about_an_account(city):
    unknown, (proved, _) = str(uuid.uuid4()), city.proved(city.account())
    waiting = city.opened(city.account())
    answers = [city.public.post(f"/v1/accounts/{id}/code", {}) for id in (unknown, proved, waiting)]
    assert {one.status_code for one in answers} == {200} and len({one.text for one in answers}) == 1
    problem(prove(city, unknown, "123456"), 422, "kode-berakhir", "code")


def test_an_account_that_nobody_proves_lapses_after_a_day_and_leaves_nothing(city):
    mine, body = city.proved(city.account())[0], city.account()
    id = city.opened(body)
    city.clock.forward(timedelta(days=1, seconds=1))
    while Deadlines(city.runtime.store, SERVICE.deadlines).fire():
        pass
    dict(SERVICE.background)["erasures"](city.runtime)()
    assert city.post.to(body["email"]) == [], "a letter that waited is not sent"
    state = city.runtime.store.load(f"account-{id}").state
    assert state["erased_at"] and "email" not in state
    assert city.runtime.keys.persons.find_one({"_id": id})["wrapped"] is None
    assert city.runtime.db.challenges.find_one({"_id": id}) is None
    assert "erased_at" not in city.runtime.store.load(f"account-{mine}").state
    assert city.proved(body)[0] != id


def test_no_code_and_no_address_lies_anywhere(city):
    body = city.account(email="kenanga.mandarsyah@contoh.id")
    id = city.opened(body)
    code = city.post.code(body["email"])
    dump = "\n".join(
        str(document)
        for db in (city.runtime.db, city.runtime.keys)
        for name in db.list_collection_names()
        for document in db[name].find({"_id": {"$regex": id}} if name != "letters" else {})
    )
    assert id in dump and code not in dump and "kenanga" not in dump
