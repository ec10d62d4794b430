"""A hundred clients that send half a request, on every port of the running system, while others are answered."""

import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests

from deploy.local import places

pytestmark = [pytest.mark.servers, pytest.mark.slow]

BEGINNING = b"POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
HALVES = {"half a head": BEGINNING + b"X-A: ", "a byte of a body": BEGINNING + b"Content-Length: 99\r\n\r\n{"}
CLIENTS = 100


def addresses(endpoints):
    """name → (an address to hold, addresses that must answer meanwhile)."""
    for name in places.SERVICES:
        known = endpoints["services"][name]
        health = known["ready"].removesuffix("/readyz")
        page = f"{known['api']}/" if name == "portal" else known["openapi"]
        yield name, known["api"], [f"{known['api']}/healthz", page, f"{health}/healthz", known["ready"]]
        yield f"{name}'s health port", health, [f"{health}/healthz", known["ready"], known["metrics"]]
        worker = known["worker_ready"].removesuffix("/readyz")
        yield f"{name}'s worker", worker, [f"{worker}/healthz", known["worker_ready"], known["worker_metrics"]]
    auditor = endpoints["auditor"]["ready"].removesuffix("/readyz")
    yield "the auditor", auditor, [f"{auditor}/healthz", f"{auditor}/readyz"]


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_everybody_else_is_answered_within_a_second(system, half):
    late = {}
    for name, held, asked in addresses(system.endpoints):
        place = urlsplit(held)
        with ExitStack() as open_:
            for _ in range(CLIENTS):
                one = open_.enter_context(socket.create_connection((place.hostname, place.port), timeout=5))
                one.sendall(half)
            for url in asked:
                began = time.monotonic()
                try:
                    answer = requests.get(url, timeout=5)
                    seconds, status = time.monotonic() - began, answer.status_code
                except requests.RequestException as error:
                    seconds, status = time.monotonic() - began, type(error).__name__
                if status != 200 or (seconds > 1 and url.endswith("/healthz")) or seconds > 3:
                    late[f"{name}: {url}"] = (status, round(seconds, 1))
    assert late == {}


def test_metrics_are_on_the_health_port_only_and_random_words_do_not_make_them_grow(system):
    for name in places.SERVICES:
        known = system.endpoints["services"][name]
        assert requests.get(f"{known['api']}/metrics", timeout=5).status_code == 404
        assert requests.get(f"{known['api']}/readyz", timeout=5).status_code == 404
        requests.request("BREW", known["api"], timeout=5)
        before = len(requests.get(known["metrics"], timeout=5).content)
        for number in range(20):
            requests.request(f"BREW{chr(65 + number)}", f"{known['api']}/nowhere{number}", timeout=5)
        assert len(requests.get(known["metrics"], timeout=5).content) < before + 200, name
