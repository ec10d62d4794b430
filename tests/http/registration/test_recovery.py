"""A forgotten password: whoever reads the letters of an address gets in again, and nobody learns or loses anything."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from asnkit.events import Refused
from registration.signin import limits

from tests.http.running import Someone, problem

from .conftest import PASSWORD
from .test_accesses import mine
from .test_limits import at, fresh, someone  # noqa: F401 (fixtures)
from .test_signin import alike, hashings, sign_in, work  # noqa: F401 (fixture)

pytestmark = pytest.mark.servers

NEW = "kopi-sungai-dan-layang-layang"


def ask(city, email, **more):
    answer = city.public.post("/v1/password/recoveries", {"email": email}, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()["extra"]["recovery"]


def renew(city, recovery, code, password=NEW, **more):
    body = {"recovery": recovery, "code": code, "password": password}
    return city.public.post("/v1/password", body, **more)


def recover(city, email, password=NEW):
    recovery = ask(city, email)
    answer = renew(city, recovery, city.post.code(email), password)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_with_a_code_from_a_letter_a_new_password_counts_and_every_other_session_ends(city, someone):  # noqa: F811
    email = someone["email"]
    before = sign_in(city, email).json()
    made = recover(city, email)
    assert made["person"] == before["person"] and made["answer"]["promise"]
    problem(sign_in(city, email, PASSWORD), 401, "tidak-cocok", "password")
    assert sign_in(city, email, NEW).status_code == 200
    problem(Someone(city, before["access_token"]).get("/v1/accounts/me"), 401, "belum-masuk")
    renewed = city.public.post("/v1/sign-in/refresh", {"refresh_token": before["refresh_token"]})
    problem(renewed, 401, "sesi-berakhir", "refresh_token")
    assert Someone(city, made["access_token"]).get("/v1/accounts/me").status_code == 200


def test_its_owner_is_told_by_letter_and_in_the_list_of_sign_ins(city, someone):  # noqa: F811
    made = recover(city, someone["email"])
    letter = city.post.to(someone["email"])[-1]
    assert letter.subject == "Kata sandi Anda diganti" and "/lupa-sandi" in letter.text
    assert NEW not in letter.text
    entries = mine(city, made["access_token"])
    assert [(one["what"], one["address"]) for one in entries[:2]] == [
        ("entered", "127.0.0.1"), ("password_renewed", "127.0.0.1"),
    ]  # fmt: skip


def test_the_same_form_sent_again_has_the_same_outcome_and_the_code_is_good_once(city, someone):  # noqa: F811
    keys = [uuid.uuid4().hex for _ in range(2)]
    recovery, again = (ask(city, someone["email"], key=keys[0]) for _ in range(2))
    assert recovery == again and len(city.post.to(someone["email"])) == 2, "one for the account, one for this"
    code = city.post.code(someone["email"])
    answers = [renew(city, recovery, code, key=keys[1]) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert [one.json()["answer"]["repeated"] for one in answers] == [False, True]
    problem(renew(city, recovery, code), 422, "kode-berakhir", "code")


def test_a_new_password_ends_every_other_code_of_its_address(city, someone):  # noqa: F811
    first = ask(city, someone["email"])
    code = city.post.code(someone["email"])
    recover(city, someone["email"])
    problem(renew(city, first, code, "lain-lagi-yang-panjang"), 422, "kode-berakhir", "code")
    assert sign_in(city, someone["email"], NEW).status_code == 200


def test_a_code_ends_with_its_time_and_its_tries_and_a_weak_password_costs_none(city, someone):  # noqa: F811
    recovery = ask(city, someone["email"])
    code = city.post.code(someone["email"])
    for _ in range(6):
        problem(renew(city, recovery, code, someone["email"]), 422, "sandi-umum", "password")
    with ThreadPoolExecutor(8) as together:
        rules = list(together.map(lambda by: renew(city, recovery, _other(code, by)).json()["rule"], range(1, 13)))
    assert rules.count("kode-salah") in (4, 5) and set(rules) == {"kode-salah", "kode-berakhir"}
    problem(renew(city, recovery, code), 422, "kode-berakhir", "code")
    late = ask(city, someone["email"])
    code = city.post.code(someone["email"])
    city.runtime.db.codes.update_one({"_id": late}, {"$set": {"ends": datetime.now(UTC) - timedelta(seconds=1)}})
    problem(renew(city, late, code), 422, "kode-berakhir", "code")
    assert sign_in(city, someone["email"], PASSWORD).status_code == 200, "nothing has changed"


def _other(code, by):
    return f"{(int(code) + by) % 100_000_000:08d}"


def test_in_two_worlds_everything_is_answered_alike_and_costs_the_same(city, someone, hashings):  # noqa: F811
    known, unknown = someone["email"], "bukan.siapa.pun@contoh.id"
    asked = [work(city, lambda email=email: _asked(city, email)) for email in [known, unknown] * 2]
    assert len({tuple(cost) for _, cost in asked}) == 1, asked
    told = [{**answer.json(), "extra": sorted(answer.json()["extra"])} for answer, _ in asked]
    assert told[1:] == told[:1] * 3
    numbers = [answer.json()["extra"]["recovery"] for answer, _ in asked]
    tried = [work(city, lambda number=number: renew(city, number, "00000000")) for number in numbers]
    assert alike([answer for answer, _ in tried]) and len({tuple(cost) for _, cost in tried}) == 1, tried
    before = len(city.post.letters)
    city.post.empty()
    assert {letter.to for letter in city.post.letters[before:]} == {known}


def _asked(city, email):
    return city.public.post("/v1/password/recoveries", {"email": email})


def test_an_account_whose_address_is_not_proved_gets_no_letter(city):
    body = city.account()
    city.opened(body)
    code = city.post.code(body["email"])
    recovery = ask(city, body["email"])
    assert len(city.post.to(body["email"])) == 1
    problem(renew(city, recovery, f"00{code}"), 422, "kode-salah", "code")


def test_who_asks_a_thousand_times_keeps_out_only_themselves(city, someone):  # noqa: F811
    device = sign_in(city, someone["email"]).json()["device"]
    before = len(city.post.to(someone["email"]))
    flood = at(city, "127.0.0.91", "/v1/password/recoveries")
    answers = [flood({"email": someone["email"]}).status_code for _ in range(20)]
    assert answers == [200] * 5 + [429] * 15
    assert len(city.post.to(someone["email"])) - before == 5
    assert flood({"email": someone["email"], "device": device}).status_code == 200, "the owner's own device"
    assert at(city, "127.0.0.92", "/v1/password/recoveries")({"email": someone["email"]}).status_code == 200
    assert sign_in(city, someone["email"], PASSWORD).status_code == 200, "nothing has changed"


def test_of_a_thousand_that_ask_from_one_source_the_limit_lets_five_through(city):
    """The service's own limit, without the thousand requests around it."""

    def passes():
        try:
            return bool(limits.count(city.runtime.db, b"pepper", limits.RECOVERIES, "login", "127.0.0.93"))
        except Refused:
            return False

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(lambda _: passes(), range(1_000))) == 5


def test_no_code_and_no_address_lies_anywhere(city, someone):  # noqa: F811
    recovery = ask(city, someone["email"])
    code = city.post.code(someone["email"])
    kept = str(list(city.runtime.db.codes.find())) + str(list(city.runtime.db.letters.find()))
    assert recovery in kept and code not in kept and someone["email"] not in kept
