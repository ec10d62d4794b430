"""A period moves: one person proposes, another decides, everybody sees both versions, drafts go on."""

from datetime import timedelta

import pytest
from asnkit.events import format_time, parse_time

from tests.http.pausing import paused
from tests.http.running import problem

from .applying import decide, published, ready, send, submitted

pytestmark = pytest.mark.servers

EXTENDED, CANCELLED = "CPNS-LEBIH", "CPNS-BATAL"


def propose(city, code, kind="AMEND", **after):
    """The id of a change that waits for its second person."""
    body = {"period": code, "kind": kind, "after": after, "reason_code": "SYSTEM_OUTAGE", "letter": "800/1121"}
    answer = city.staff("panitia").post("/v1/period-changes", body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def sign(who, id, act="approval", of="period-changes"):
    shown = who.get(f"/v1/{of}/{id}").json()
    return who.post(f"/v1/{of}/{id}/{act}", {"proposed": shown["proposed"]}, version=shown["version"])


def extend(city, code, by):
    closes = parse_time(city.public.get(f"/v1/periods/{code}").json()["registration_closes"])
    return propose(city, code, registration_closes=format_time(closes + by))


@pytest.fixture(scope="module")
def lines(city):
    city.announce_period(EXTENDED, timedelta(minutes=1))
    return published(city, EXTENDED)


def test_in_the_closing_minute_it_is_extended_by_two_and_drafts_go_on(city, lines):
    someone = ready(city, lines)
    before = city.public.get(f"/v1/periods/{EXTENDED}").json()
    id = extend(city, EXTENDED, timedelta(hours=2))
    assert city.waits(city.staff("panitia"), id) == [("period_change", "other", 1, None)]
    assert city.waits(city.staff("ketua"), id) == [("period_change", "second", 1, None)]
    problem(
        city.staff("panitia").post(
            "/v1/period-changes", {"period": EXTENDED, "kind": "CANCEL", "reason_code": "EMERGENCY", "letter": "1"}
        ),
        409,
        "perubahan-menunggu",
    )
    problem(sign(city.as_("panitia-a", "ketua"), id), 403, "penanda-tangan-sama")
    assert city.public.get(f"/v1/periods/{EXTENDED}").json()["changes"] == []
    assert sign(city.staff("ketua"), id).status_code == 200
    shown = city.public.get(f"/v1/periods/{EXTENDED}").json()
    [change] = shown["changes"]
    assert change["before"] == {"registration_closes": before["registration_closes"]}
    assert change["after"] == {"registration_closes": shown["registration_closes"]}
    assert change["signers"] == ["panitia", "ketua"]
    city.clock.forward(timedelta(hours=1))
    assert shown["open"] and send(someone).status_code == 200


def test_a_list_that_is_announced_beside_an_extension_waits_for_it(city, lines, monkeypatch):
    """Whichever comes first, no list is announced while people may still apply."""
    decide(city, EXTENDED, {})
    city.clock.forward(timedelta(hours=3))
    id = extend(city, EXTENDED, timedelta(hours=9))
    letter = {"period": EXTENDED, "stage": "administrasi", "number": "1", "title": "Hasil"}
    late = paused(monkeypatch, "announcement-", lambda: city.staff("panitia").post("/v1/announcements", letter))
    with late:
        assert sign(city.staff("ketua"), id).status_code == 200
    problem(late.answer, 409, "periode-berubah")
    problem(city.staff("panitia").post("/v1/announcements", letter), 409, "pendaftaran-masih-buka")


def test_a_proposal_can_be_taken_back_and_another_one_made(city, lines):
    first = extend(city, EXTENDED, timedelta(days=2))
    assert sign(city.staff("panitia"), first, "rejection").status_code == 200
    second = extend(city, EXTENDED, timedelta(days=1))
    found = city.staff("auditor").get(f"/v1/period-changes?period={EXTENDED}&status=proposed").json()["items"]
    assert [one["id"] for one in found] == [second]
    assert sign(city.staff("ketua"), second, "rejection").status_code == 200


def test_in_a_cancelled_period_nothing_can_be_sent_taken_or_published(city):
    city.announce_period(CANCELLED, timedelta(days=1))
    lines = published(city, CANCELLED)
    draft, _ = ready(city, lines), submitted(city, lines)
    assert sign(city.staff("ketua"), propose(city, CANCELLED, "CANCEL")).status_code == 200
    city.deliver()
    shown = city.public.get(f"/v1/periods/{CANCELLED}").json()
    assert not shown["open"] and shown["cancelled_at"] == shown["changes"][0]["at"]
    problem(send(draft), 409, "periode-dibatalkan")
    problem(city.staff("verifikator").post("/v1/verifications/next", {"period": CANCELLED}), 409, "periode-dibatalkan")
    letter = {"period": CANCELLED, "stage": "administrasi", "number": "1", "title": "Hasil"}
    problem(city.staff("panitia").post("/v1/announcements", letter), 409, "periode-dibatalkan")
    counted = city.staff("panitia").get(f"/v1/periods/{CANCELLED}/progress").json()["applications"]
    assert (counted["submitted"], counted["undecided"]) == (1, 0)
