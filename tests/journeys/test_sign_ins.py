"""Sixteen strangers who sign in at once make nobody else wait: passwords are hashed apart from everybody's threads."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

pytestmark = [pytest.mark.servers, pytest.mark.slow]

STRANGERS = 16
ROUNDS = 4


def test_sixteen_sign_ins_at_once_beside_others(system, record_property):
    registration = system.endpoints["services"]["registration"]["api"]

    def asked():
        began = time.monotonic()
        assert requests.get(f"{registration}/v1/periods", timeout=30).status_code == 200
        return time.monotonic() - began

    def sign_in(number):
        body = {"email": f"orang{number}@contoh.id", "password": "tebakan-yang-salah"}
        return requests.post(f"{registration}/v1/sign-in", json=body, timeout=60).status_code

    quiet = statistics.median(asked() for _ in range(20))
    times = []
    with ThreadPoolExecutor(STRANGERS) as together:
        tries = [together.submit(sign_in, number) for number in range(STRANGERS * ROUNDS)]
        while not all(one.done() for one in tries):
            times.append(asked())
    assert {one.result() for one in tries} == {401}
    busy = statistics.median(times)
    others = f"{len(times)} others answered: {quiet * 1000:.0f} ms before, {busy * 1000:.0f} ms beside"
    record_property("figures", f"{STRANGERS * ROUNDS} sign-ins; {others}")
    assert busy < quiet + 0.2
