"""A published letter is corrected: one person proposes, another signs, everybody sees both; the list stays as it is."""

from datetime import timedelta

import pytest

from tests.http.pausing import paused
from tests.http.running import problem

from .applying import decide, published, submitted
from .test_period_changes import sign as sign_at

pytestmark = pytest.mark.servers

CODE = "CPNS-RALAT"
WRONG, RIGHT = "800/512/BKPSDM/2024", "800/521/BKPSDM/2024"


def propose(city, id, name="panitia", **after):
    body = {"announcement": id, "after": after, "reason_code": "ENTRY_ERROR", "letter": "800/530/BKPSDM/2024"}
    return city.staff(name).post("/v1/announcement-changes", body)


def sign(who, id, act="approval"):
    return sign_at(who, id, act, of="announcement-changes")


@pytest.fixture(scope="module")
def someone(city):
    """Who has applied."""
    city.announce_period(CODE, timedelta(minutes=1))
    return submitted(city, published(city, CODE))


@pytest.fixture(scope="module")
def announced(city, someone):
    """The id of the list of the file check, whose letter has a wrong number."""
    decide(city, CODE, {})
    city.clock.forward(timedelta(hours=1))
    letter = {"period": CODE, "stage": "administrasi", "number": WRONG, "title": "Hasil Seleksi"}
    answer = city.staff("panitia").post("/v1/announcements", letter)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def test_the_letter_gets_another_number_by_two_and_every_version_stays_at_its_address(city, announced):
    where = f"/v1/announcements/{announced}"
    first = city.public.get(where).json()
    exact = city.public.get(f"{where}/list").content
    assert (first["version"], first["changes"]) == (1, [])
    id = propose(city, announced, number=RIGHT, title=first["title"]).json()["id"]
    assert city.waits(city.staff("panitia"), id) == [("announcement_change", "other", 1, None)]
    assert city.waits(city.staff("ketua"), id) == [("announcement_change", "second", 1, None)]
    problem(propose(city, announced, title="Lain"), 409, "koreksi-menunggu")
    problem(sign(city.as_("panitia-a", "ketua"), id), 403, "penanda-tangan-sama")
    assert city.public.get(where).json() == first
    assert sign(city.staff("ketua"), id).status_code == 200
    second = city.public.get(where).json()
    [change] = second["changes"]
    assert (second["version"], second["number"]) == (2, RIGHT)
    assert (change["before"], change["after"]) == ({"number": WRONG}, {"number": RIGHT})
    assert (change["signers"], change["letter"]) == (["panitia", "ketua"], "800/530/BKPSDM/2024")
    assert city.public.get(f"{where}/versions/1").json() == first
    assert city.public.get(f"{where}/versions/2").json() == second
    problem(city.public.get(f"{where}/versions/3"), 404, "versi-tidak-ada")
    assert city.public.get(f"{where}/list").content == exact and second["list_sha256"] == first["list_sha256"]


def test_the_own_timeline_tells_each_version_with_its_own_proof(city, someone, announced):
    city.deliver()
    told = someone.get(f"/v1/applications/mine/{someone.application}/timeline").json()["items"]
    letters = [one for one in told if ".announcement." in one["what"]]
    assert [(one["what"].rpartition(".")[2], one["details"]["number"], one["by"]) for one in letters] == [
        ("corrected", RIGHT, "ketua"), ("published", WRONG, "panitia"),
    ]  # fmt: skip
    shown = city.public.get(f"/v1/announcements/{announced}").json()
    assert [one["sha256"] for one in letters] == [shown["changes"][0]["sha256"], shown["sha256"]]


def test_whoever_has_the_old_number_on_paper_finds_it(city, announced):
    for number in (WRONG, RIGHT):
        found = city.public.get(f"/v1/announcements?number={number}").json()["items"]
        assert [one["id"] for one in found] == [announced], number


def test_of_two_proposals_at_the_same_moment_one_waits(city, announced, monkeypatch):
    late = paused(monkeypatch, "announcement_change-", lambda: propose(city, announced, title="Judul yang kedua"))
    with late:
        first = propose(city, announced, title="Judul yang pertama")
        assert first.status_code == 201
    problem(late.answer, 409, "koreksi-menunggu")
    assert sign(city.staff("panitia"), first.json()["id"], "rejection").status_code == 200
    found = city.staff("auditor").get(f"/v1/announcement-changes?period={CODE}&status=rejected").json()["items"]
    assert [one["id"] for one in found] == [first.json()["id"]]


def test_what_says_the_same_or_is_of_nothing_is_refused(city, announced):
    problem(propose(city, announced, number=RIGHT), 422, "tidak-ada-perubahan")
    problem(
        propose(city, "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0009", number="1"), 404, "pengumuman-tidak-ada", "announcement"
    )
    problem(propose(city, announced, number=""), 422, "isian", "after.number")
