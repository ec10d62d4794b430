"""Whose keys are taken, and what an issuer that does not answer may cost."""

import itertools
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from asnkit import auth
from asnkit.auth import RoleOver, Unauthorized, Verifier
from asnkit.errors import Unavailable

from .issuer import TestIssuer

THREADS = 8


class Hanging:
    """An address that takes connections and says nothing; `asked` counts them."""

    def __init__(self):
        self.asked, self._held = 0, []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self):
        while True:
            try:
                self._held.append(self._listener.accept()[0])
            except OSError:
                return
            self.asked += 1

    def close(self):
        self._listener.close()
        for one in self._held:
            one.close()


@pytest.fixture
def issuer():
    made = TestIssuer()
    yield made
    made.close()


@pytest.fixture
def hanging():
    made = Hanging()
    yield made
    made.close()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(auth, "FETCH_SECONDS", 0.5)


def verifier(issuer, jwks):
    return Verifier("kit", [{"issuer": issuer.url, "jwks": jwks, "roles": ["pelamar"]}])


def at_once(checking, tokens):
    """(what each of the threads got, the seconds for all)."""

    def check(token):
        try:
            return checking.verify(token).id
        except (Unavailable, Unauthorized) as error:
            return type(error)

    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(check, tokens)), time.monotonic() - began


def test_an_issuer_that_hangs_costs_all_threads_one_wait_together(issuer, hanging, impatient):
    checking = verifier(issuer, hanging.url)
    found, seconds = at_once(checking, [issuer.token(sub=f"p{n}") for n in range(THREADS)])
    assert found == [Unavailable] * THREADS and seconds < 1
    assert hanging.asked == 1
    _, seconds = at_once(checking, [issuer.token(sub=f"q{n}") for n in range(THREADS)])
    assert seconds < 0.4, "nobody waits again before it is time for another try"


def test_everybody_who_comes_during_the_first_fetch_gets_the_key(issuer):
    tokens = [issuer.token(sub=f"p{n}") for n in range(THREADS)]
    for _ in range(30):
        found, _ = at_once(verifier(issuer, issuer.url), tokens)
        assert found == [f"p{n}" for n in range(THREADS)]


def test_old_keys_go_on_while_the_issuer_is_away(issuer, hanging, impatient, monkeypatch):
    checking = verifier(issuer, issuer.url)
    assert checking.verify(issuer.token()).id == "p1"
    known = checking._issuers[issuer.url]
    monkeypatch.setattr(known, "_jwks", hanging.url)
    monkeypatch.setattr(known, "_fetched", time.monotonic() - auth.KEYS_SECONDS - 1)
    monkeypatch.setattr(known, "_next", 0.0)
    found, seconds = at_once(checking, [issuer.token(sub=f"p{n}") for n in range(THREADS)])
    assert found == [f"p{n}" for n in range(THREADS)] and seconds < 0.4
    end = time.monotonic() + 5
    while not known._failures and time.monotonic() < end:
        time.sleep(0.05)
    assert known._failures == hanging.asked == 1


def test_tries_come_further_and_further_apart(issuer, impatient, monkeypatch):
    monkeypatch.setattr(auth, "PAUSE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"
    checking, tries = verifier(issuer, closed), []
    known = checking._issuers[issuer.url]
    end = time.monotonic() + 2
    while time.monotonic() < end:
        with pytest.raises(Unavailable):
            checking.verify(issuer.token())
        if known._failures > len(tries):
            tries.append(time.monotonic())
        time.sleep(0.01)
    pauses = [later - one for one, later in itertools.pairwise(tries)]
    assert len(pauses) >= 2 and pauses[1] > 1.5 * pauses[0]


def test_a_key_that_came_later_is_fetched(issuer):
    checking = verifier(issuer, issuer.url)
    with pytest.raises(Unauthorized):
        checking.verify(issuer.token(kid="unknown"))
    assert checking.verify(issuer.token()).id == "p1"


def test_a_process_that_is_the_issuer_asks_nobody(issuer, hanging, impatient):
    checking = verifier(issuer, hanging.url)
    checking.learn(issuer.url, lambda: json.loads(issuer.document))
    assert checking.verify(issuer.token()).id == "p1" and hanging.asked == 0


def test_a_token_of_a_role_that_is_over_is_refused_though_it_was_good_a_moment_before(issuer):
    checking, over = verifier(issuer, issuer.url), set()
    checking.over = over.__contains__
    token, other = (issuer.token(grant=f"role-{name}") for name in "ab")
    assert checking.verify(token).grant == "role-a"
    over.add("role-a")
    with pytest.raises(RoleOver):
        checking.verify(token)
    assert checking.verify(other).id == checking.verify(issuer.token()).id == "p1"


@pytest.mark.parametrize("claimed", ["ketua", "ti", "", "pelamar", "kantor"])
def test_what_the_offices_provider_says_somebody_may_counts_for_nothing(issuer, claimed):
    checking = Verifier("kit", [{"issuer": issuer.url, "jwks": issuer.url, "roles": [auth.VOUCHED, "service"]}])
    assert checking.verify(issuer.token(role=claimed)).role == auth.VOUCHED
    assert checking.verify(issuer.token(role="service")).role == "service"
    with pytest.raises(Unauthorized):
        Verifier("kit", [{"issuer": issuer.url, "jwks": issuer.url, "roles": ["auditor"]}]).verify(
            issuer.token(role=claimed)
        )
