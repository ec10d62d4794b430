"""Sign-ins and failures are in the record, for the owner and for whoever audits, and nobody fills it by guessing."""

from datetime import UTC, datetime, timedelta

import pytest
from asnkit.events import Event
from registration.access.recording import record_failures

from tests.http.running import Someone, problem

from .test_limits import WRONG, at, fresh, someone  # noqa: F401 (fixtures)
from .test_signin import alike, hashings, sign_in, work  # noqa: F401 (fixture)

pytestmark = pytest.mark.servers


def mine(city, token):
    return Someone(city, token).get("/v1/accesses/mine").json()["items"]


def told(entries):
    return [(one["what"], one.get("device"), one.get("tries")) for one in entries]


def recorded(city, person):
    return city.runtime.store.events(f"access-{person}")


def pass_the_hour(city):
    city.runtime.db.failures.update_many({}, {"$set": {"due": datetime.now(UTC) - timedelta(seconds=1)}})
    while record_failures(city.runtime):
        pass


def test_its_owner_sees_every_sign_in_and_from_where(city, someone):  # noqa: F811
    first = at(city, "127.0.0.81")({"email": someone["email"], "password": someone["password"]}).json()
    again = {"email": someone["email"], "password": someone["password"], "device": first["device"]}
    second = at(city, "127.0.0.82")(again).json()
    entries = mine(city, second["access_token"])
    assert told(entries) == [("entered", "KNOWN", None), ("entered", "NEW", None), ("entered", "NEW", None)]
    assert [one["address"] for one in entries] == ["127.0.0.82", "127.0.0.81", "127.0.0.1"]
    events = recorded(city, first["person"])
    assert {one.actor for one in events} == {f"pelamar:{first['person']}"}
    assert "127.0.0" not in str([one.data for one in events])


def test_what_failed_is_told_as_one_sum_when_its_owner_comes_or_an_hour_is_over(city, someone):  # noqa: F811
    person = sign_in(city, someone["email"]).json()["person"]
    before = len(recorded(city, person))
    for address in ("127.0.0.83", "127.0.0.84"):
        for _ in range(12):
            at(city, address)({"email": someone["email"], "password": WRONG})
    assert len(recorded(city, person)) == before
    token = sign_in(city, someone["email"]).json()["access_token"]
    assert told(mine(city, token))[:2] == [("entered", "NEW", None), ("failed", None, 20)]
    at(city, "127.0.0.85")({"email": someone["email"], "password": WRONG})
    assert record_failures(city.runtime) == 0, "the hour is not over"
    pass_the_hour(city)
    [last] = recorded(city, person)[before + 2 :]
    assert (last.fact, last.data["tries"], last.actor) == ("access.failed", 1, "service:registration")
    assert city.runtime.db.failures.count_documents({}) == 0


def test_failures_at_an_address_that_nobody_has_leave_nothing(city):
    before = city.runtime.db.commits.count_documents({})
    sign_in(city, "tidak.ada@contoh.id", WRONG)
    assert city.runtime.db.failures.count_documents({}) == 1
    pass_the_hour(city)
    assert city.runtime.db.failures.count_documents({}) == 0
    assert city.runtime.db.commits.count_documents({}) == before


def test_a_failure_costs_the_same_the_first_and_the_second_time_whoever_has_the_address(city, someone, hashings):  # noqa: F811
    asked = [someone["email"], "bukan.siapa@contoh.id"] * 2
    found = [work(city, lambda email=email: sign_in(city, email, WRONG)) for email in asked]
    assert alike([answer for answer, _ in found]) and len({tuple(cost) for _, cost in found}) == 1, found


def test_the_last_fifty_are_shown_and_all_are_kept(city, someone):  # noqa: F811
    known = sign_in(city, someone["email"]).json()
    body = {"email": someone["email"], "password": someone["password"], "device": known["device"]}
    for _ in range(52):
        assert city.public.post("/v1/sign-in", body).status_code == 200
    assert len(mine(city, known["access_token"])) == 50
    assert len(recorded(city, known["person"])) == 54


def test_nobody_else_reads_it(city):
    problem(city.public.get("/v1/accesses/mine"), 401, "belum-masuk")
    problem(city.staff("ketua").get("/v1/accesses/mine"), 403, "peran")
    _, tokens = city.proved(city.account())
    assert len(mine(city, tokens["access_token"])) == 1


def test_an_address_goes_with_its_persons_key(city):
    newcomer = city.applicant()
    [event] = recorded(city, newcomer.id)
    raw = city.runtime.db.commits.find_one({"stream": f"access-{newcomer.id}"})["events"][0]["bytes"]
    assert Event.parse(raw).data["address"]["kid"] == newcomer.id and event.data["device"] == "NEW"
