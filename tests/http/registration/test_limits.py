"""How often somebody may try, and that nobody can use that against somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import requests
from asnkit import sources
from registration.account import api as accounts
from registration.signin import limits, sessions
from requests.adapters import HTTPAdapter
from tlog.commits import origin
from tlog.notes import Signer

from tests.http.running import problem

from .conftest import PASSWORD
from .test_signin import sign_in

pytestmark = pytest.mark.servers

TOO_OFTEN = (429, "terlalu-sering-gagal")
WRONG = "tebakan-yang-salah"


class From(HTTPAdapter):
    """Connections from one of this machine's own addresses."""

    def __init__(self, address):
        self._address = address
        super().__init__()

    def init_poolmanager(self, *parts, **more):
        super().init_poolmanager(*parts, source_address=(self._address, 0), **more)


def at(city, address, path="/v1/sign-in"):
    """A function that posts to `path` from this address, over a connection of its own."""
    session = requests.Session()
    session.mount("http://", From(address))

    def post(body, **headers):
        told = {"Idempotency-Key": f"{datetime.now().timestamp():.6f}abcdefghijklmnop".replace(".", "")} | headers
        return session.post(city.url + path, json=body, headers=told, timeout=20)

    return post


def through_the_portal(city, address, operation="POST /v1/sign-in"):
    """The header with which the portal speaks for this address."""
    signer = Signer.from_pem(origin("portal"), city.signers.pem("portal"))
    return {sources.HEADER: sources.told(signer, "registration", operation, address)}


@pytest.fixture(autouse=True)
def fresh(city):
    city.runtime.db.tries.delete_many({})


@pytest.fixture
def someone(city):
    """What somebody typed in whose address is proved."""
    body = city.account()
    city.proved(body)
    return body


def flood(city, email, address="127.0.0.66", number=12):
    post = at(city, address)
    return [post({"email": email, "password": WRONG}).status_code for _ in range(number)]


def test_whoever_floods_an_address_keeps_out_only_themselves(city, someone):
    assert flood(city, someone["email"]) == [401] * 10 + [429] * 2
    right = {"email": someone["email"], "password": PASSWORD}
    problem(at(city, "127.0.0.66")(right), *TOO_OFTEN)
    assert at(city, "127.0.0.67")(right).status_code == 200, "the owner elsewhere"


def test_a_known_device_stays_open_beside_who_floods_from_the_same_place(city, someone):
    right = {"email": someone["email"], "password": PASSWORD}
    device = sign_in(city, someone["email"]).json()["device"]
    flood(city, someone["email"], "127.0.0.1")
    problem(at(city, "127.0.0.1")(right), *TOO_OFTEN)
    again = at(city, "127.0.0.1")(right | {"device": device})
    assert again.status_code == 200 and again.json()["device"] == device


def test_a_device_is_known_for_its_own_login_and_has_a_limit_of_its_own(city, someone):
    other = city.account()
    _, entered = city.proved(other)
    for device in (entered["device"], f"x.{'0' * 64}", "é", "."):
        assert flood(city, someone["email"])[-1] == 429
        right = {"email": someone["email"], "password": PASSWORD, "device": device}
        problem(at(city, "127.0.0.66")(right), *TOO_OFTEN)
    mine = sign_in(city, someone["email"]).json()["device"]
    guess = {"email": someone["email"], "password": WRONG, "device": mine}
    assert [at(city, "127.0.0.68")(guess).status_code for _ in range(12)] == [401] * 10 + [429] * 2
    assert at(city, "127.0.0.68")({"email": someone["email"], "password": PASSWORD}).status_code == 200


def test_guesses_that_come_together_are_counted_one_by_one(city, someone):
    def guess(number):
        return at(city, "127.0.0.69")({"email": someone["email"], "password": WRONG}).status_code

    with ThreadPoolExecutor(16) as together:
        answers = list(together.map(guess, range(64)))
    assert (answers.count(401), answers.count(429)) == (10, 54)
    assert sorted(one["count"] for one in city.runtime.db.tries.find({"count": {"$gt": 1}})) == [10, 64]


def test_the_first_tries_of_a_source_that_come_together_are_all_counted(city):
    db, key = city.runtime.db, b"k"
    with ThreadPoolExecutor(16) as together:
        for number in range(20):
            tries = list(together.map(lambda _, n=number: limits.count(db, key, limits.CODES, f"a{n}"), range(16)))
            assert db.tries.find_one({"_id": tries[0].id})["count"] == 16


def test_one_source_has_so_many_wrong_passwords_for_whatever_addresses(city, someone, monkeypatch):
    monkeypatch.setattr(limits, "SIGN_INS", limits.Limit("sign-ins", 15, timedelta(minutes=15)))
    post = at(city, "127.0.0.70")
    asked = [{"email": f"siapa{number}@contoh.id", "password": WRONG} for number in range(16)]
    assert [post(body).status_code for body in asked] == [401] * 15 + [429]
    problem(post({"email": someone["email"], "password": PASSWORD}), *TOO_OFTEN)
    assert sign_in(city, someone["email"]).status_code == 200


def test_an_unknown_address_waits_like_a_known_one_and_nothing_is_hashed_for_who_has_to(city, someone, monkeypatch):
    answers = [flood(city, email, "127.0.0.71") for email in (someone["email"], "tidak.ada@contoh.id")]
    assert answers[0] == answers[1]
    monkeypatch.setattr(sessions, "matches", None)
    texts = {
        at(city, "127.0.0.71")({"email": email, "password": WRONG}).json()["detail"]
        for email in (someone["email"], "tidak.ada@contoh.id")
    }
    assert texts == {"Terlalu sering dicoba. Coba lagi 15 menit lagi."}


def test_right_passwords_are_no_tries_and_a_time_ends(city, someone):
    right = {"email": someone["email"], "password": PASSWORD}
    assert {at(city, "127.0.0.72")(right).status_code for _ in range(12)} == {200}
    assert {one["count"] for one in city.runtime.db.tries.find()} == {0}
    flood(city, someone["email"], "127.0.0.72")
    city.runtime.db.tries.update_many({}, {"$set": {"until": datetime.now(UTC) - timedelta(seconds=1)}})
    assert at(city, "127.0.0.72")(right).status_code == 200


def test_who_the_portal_speaks_for_counts_and_nobody_elses_word_does(city, someone):
    post, guess = at(city, "127.0.0.73"), {"email": someone["email"], "password": WRONG}
    for _ in range(10):
        post(guess, **through_the_portal(city, "203.0.113.7"))
    problem(post(guess, **through_the_portal(city, "203.0.113.7")), *TOO_OFTEN)
    assert post(guess, **through_the_portal(city, "203.0.113.8")).status_code == 401
    forged = through_the_portal(city, "203.0.113.9")[sources.HEADER].replace("203.0.113.9", "203.0.113.10")
    answers = [post(guess, **{sources.HEADER: forged, "X-Forwarded-For": f"203.0.113.{n}"}) for n in range(11)]
    assert [one.status_code for one in answers] == [401] * 10 + [429], "by the socket"


def test_accounts_that_nobody_proves_are_counted_by_source_and_proved_ones_are_not(city, monkeypatch):
    monkeypatch.setattr(limits, "ACCOUNTS", limits.Limit("accounts", 3, timedelta(hours=1)))
    for _ in range(4):
        city.proved(city.account())
    post = at(city, "127.0.0.1", "/v1/accounts")
    assert [post(city.account()).status_code for _ in range(3)] == [201] * 3
    monkeypatch.setattr(accounts, "hash_password", None)
    problem(post(city.account()), *TOO_OFTEN)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "ACCOUNTS", limits.Limit("accounts", 3, timedelta(hours=1)))
    with ThreadPoolExecutor(8) as together:
        elsewhere = at(city, "127.0.0.74", "/v1/accounts")
        bodies = [city.account() for _ in range(16)]
        answers = list(together.map(lambda body: elsewhere(body).status_code, bodies))
    assert (answers.count(201), answers.count(429)) == (3, 13)


def test_wrong_codes_are_counted_by_source_for_whatever_accounts(city, monkeypatch):
    monkeypatch.setattr(limits, "CODES", limits.Limit("codes", 6, timedelta(hours=1)))
    accounts = [city.account() for _ in range(3)]
    ids = [city.opened(body) for body in accounts]
    codes = [city.post.code(body["email"]) for body in accounts]

    def tried(number, code, address="127.0.0.75"):
        return at(city, address, f"/v1/accounts/{ids[number]}/proof")({"code": code})

    wrong = [f"{(int(code) + 1) % 1_000_000:06d}" for code in codes]
    for number in (0, 0, 0, 1, 1, 1):
        problem(tried(number, wrong[number]), 422, "kode-salah", "code")
    problem(tried(2, codes[2]), *TOO_OFTEN)
    assert tried(2, codes[2], "127.0.0.76").status_code == 200


def test_no_address_lies_in_the_database(city, someone):
    flood(city, someone["email"], "127.0.0.77")
    assert "127.0.0" not in str(list(city.runtime.db.tries.find()))
