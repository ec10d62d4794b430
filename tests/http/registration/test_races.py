"""Two requests at once, one stopped just before it writes: whichever way it ends, the record agrees with itself."""

import hashlib
from datetime import timedelta

import pytest
from asnkit.events import parse_time

from tests.http.pausing import paused
from tests.http.running import problem
from tests.papers import jpeg

from .applying import decide, published, ready, send, submitted
from .test_erasure import no_waiting, request  # noqa: F401

pytestmark = pytest.mark.servers

CODE = "CPNS-RACE"


@pytest.fixture(scope="module")
def lines(city):
    # Of this year, so that what was submitted has to be kept.
    city.announce_period(CODE, timedelta(hours=1), city.runtime.clock.now().year)
    return published(city, CODE)


def erase(city, person):
    """The second person's confirmation of what was requested before."""
    path, signed = person.erasure
    return city.staff("ti").post(f"{path}/confirmation", signed)


def test_whoever_is_erased_while_submitting_has_submitted_nothing(city, lines, monkeypatch):
    someone = ready(city, lines)
    someone.erasure = request(city, someone.id)
    late = paused(monkeypatch, "application-", lambda: send(someone))
    with late:
        assert erase(city, someone).status_code == 200
    problem(late.answer, 410, "akun-sudah-dihapus")
    assert city.runtime.store.load(f"application-{someone.application}").state["status"] == "draft"


def test_what_is_submitted_while_its_owner_is_being_erased_is_kept(city, lines, monkeypatch):
    someone = ready(city, lines)
    someone.erasure = request(city, someone.id)
    late = paused(monkeypatch, "account-", lambda: erase(city, someone))
    with late:
        assert send(someone).status_code == 200
    problem(late.answer, 409, "masih-wajib-disimpan")
    assert someone.get("/v1/accounts/me").json()["name"] == "Budi Santoso Rahayu"


def test_a_file_that_comes_while_its_owner_is_erased_is_not_kept(city, monkeypatch):
    someone = city.applicant()
    someone.erasure = request(city, someone.id)
    late = paused(monkeypatch, "document-", lambda: someone.post("/v1/documents?kind=photo", data=jpeg()))
    with late:
        assert erase(city, someone).status_code == 200
    problem(late.answer, 410, "akun-sudah-dihapus")
    assert city.runtime.db.files.find_one({"person": someone.id}) is None


def test_a_withdrawal_beside_the_announcement_changes_nothing_on_what_was_announced(city, lines, monkeypatch):
    staying, leaving = submitted(city, lines), submitted(city, lines)
    decide(city, CODE, {})
    city.clock.forward(timedelta(hours=2))
    path = f"/v1/applications/{leaving.application}"
    seen = leaving.get(f"/v1/applications/mine/{leaving.application}").json()["version"]
    late = paused(monkeypatch, "application-", lambda: leaving.post(f"{path}/withdrawal", {}, version=seen))
    letter = {"period": CODE, "stage": "administrasi", "number": "1", "title": "Hasil"}
    with late:
        announced = city.staff("panitia").post("/v1/announcements", letter)
        assert announced.status_code == 201, announced.text
    assert late.answer.status_code == 200
    id = announced.json()["id"]
    shown = city.public.get(f"/v1/announcements/{id}").json()
    exact = city.public.get(f"/v1/announcements/{id}/list")
    assert hashlib.sha256(exact.content).hexdigest() == shown["list_sha256"]
    numbers = [number for number, _ in exact.json()]
    assert {staying.number, leaving.number} <= set(numbers) and shown["counts"]["MS"] == len(numbers)
    assert city.public.get(f"/v1/announcements/{id}/rows?participant_no={leaving.number}").json()["total"] == 1
    counted = city.staff("auditor").get(f"/v1/announcements/{id}/counted")
    assert hashlib.sha256(counted.content).hexdigest() == shown["counted_sha256"]
    of_leaving = next(stream for stream, number, _ in counted.json() if number == leaving.number)
    assert of_leaving == f"application-{leaving.application}@{seen + 1}", "the version before the withdrawal"


def test_an_objection_that_is_on_its_way_is_waited_for(city, lines):
    """The list after objections comes only when whatever was filed at the last moment is recorded."""
    [announced] = city.public.get(f"/v1/announcements?period={CODE}").json()["items"]
    letter = {"period": CODE, "stage": "pasca_sanggah", "number": "2", "title": "Hasil"}
    city.clock.forward(parse_time(announced["objection_closes"]) - city.runtime.clock.now() + timedelta(seconds=3))
    problem(city.staff("panitia").post("/v1/announcements", letter), 409, "sanggah-masih-buka")
    city.clock.forward(timedelta(seconds=9))
    assert city.staff("panitia").post("/v1/announcements", letter).status_code == 201
