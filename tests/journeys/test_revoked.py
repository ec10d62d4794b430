"""A role that is taken away at platform is refused by another service within five seconds, whatever its token says."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from asnkit.clock import ForwardClock
from asnkit.wib import wib_date

from demo.callers import Services

pytestmark = [pytest.mark.servers, pytest.mark.slow]

SECONDS = 5


def test_a_revoked_role_is_refused_by_the_next_command_within_five_seconds(system):
    services = Services(system.endpoints)
    first, second = services.staff("ti"), services.staff("ti2")
    today = wib_date(ForwardClock(Path(system.endpoints["clock"])).now())
    days = {"since": today.isoformat(), "until": (today + timedelta(days=30)).isoformat()}
    body = {"person": "verifikator3", "name": "Verifikator Tiga", "role": "diklat", **days}
    role = first.post("platform", "/v1/roles", body).body["id"]
    officer = {"Authorization": f"Bearer {services.token('verifikator3', 'training', 'diklat')}"}
    courses = f"{system.endpoints['services']['training']['api']}/v1/courses"

    def command():
        answer = requests.post(courses, json={}, headers=officer | {"Idempotency-Key": "k" * 22}, timeout=10)
        return answer.status_code, answer.json()["rule"]

    assert command()[0] == 422, "the command itself is looked at"
    second.post("platform", f"/v1/roles/{role}/revocation", {"reason": "Ia pindah ke dinas lain."}, version=1)
    end = time.monotonic() + SECONDS
    while command() != (401, "peran-berakhir"):
        assert time.monotonic() < end
        time.sleep(0.1)
