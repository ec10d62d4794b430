"""A formation line changes: one person proposes, another decides, everybody sees both versions."""

from datetime import timedelta

import pytest

from tests.http.pausing import paused
from tests.http.running import problem

from .applying import decide, published, read_all, submitted
from .test_period_changes import sign as sign_at

pytestmark = pytest.mark.servers

CODE = "CPNS-FORMASI"


def propose(city, line, name="panitia", **after):
    body = {"vacancy": line["id"], "after": after, "reason_code": "FORMATION_CHANGED", "letter": "800/1130"}
    return city.staff(name).post("/v1/vacancy-changes", body)


def sign(who, id, act="approval"):
    return sign_at(who, id, act, of="vacancy-changes")


@pytest.fixture(scope="module")
def lines(city):
    city.announce_period(CODE, timedelta(minutes=1))
    return published(city, CODE)


@pytest.fixture(scope="module")
def someone(city, lines):
    """Who has applied, with the mark that the line asks for and no better one."""
    return submitted(city, lines)


def test_a_line_gets_other_seats_by_two_and_everybody_sees_both_numbers(city, lines, someone):
    line = lines["UMUM"]
    before = city.public.get(f"/v1/periods/{CODE}/counts").json()["quota"]
    id = propose(city, line, quota=line["quota"] + 2).json()["id"]
    assert city.waits(city.staff("panitia"), id) == [("vacancy_change", "other", 1, None)]
    assert city.waits(city.staff("ketua"), id) == [("vacancy_change", "second", 1, None)]
    problem(propose(city, line, quota=9), 409, "perubahan-menunggu")
    problem(sign(city.as_("panitia-a", "ketua"), id), 403, "penanda-tangan-sama")
    city.deliver()
    assert city.public.get(f"/v1/vacancies/{line['id']}").json()["changes"] == []
    assert sign(city.staff("ketua"), id).status_code == 200
    city.deliver()
    shown = city.public.get(f"/v1/vacancies/{line['id']}").json()
    [change] = shown["changes"]
    assert (change["before"], change["after"]) == ({"quota": line["quota"]}, {"quota": shown["quota"]})
    assert shown["quota"] == line["quota"] + 2 and change["signers"] == ["panitia", "ketua"]
    assert city.public.get(f"/v1/periods/{CODE}/counts").json()["quota"] == before + 2


def test_what_a_line_asks_for_shrinks_and_grows_no_more_and_who_checks_a_file_sees_what_holds(city, lines, someone):
    line = lines["UMUM"]
    narrower = propose(city, line, education=[{"level": "S3", "programme": "Ners"}])
    problem(narrower, 422, "syarat-dipersempit", "education")
    verifier = city.staff("verifikator")
    taken = verifier.post("/v1/verifications/next", {"period": CODE}).json()["id"]
    assert {"rule": "gpa", "result": "meets"} in read_all(verifier, taken)["checks"]
    id = propose(city, line, gpa_min=None, education=[*line["education"], {"level": "S1", "programme": "Ilmu"}])
    assert sign(city.staff("ketua"), id.json()["id"]).status_code == 200
    assert "gpa" not in {one["rule"] for one in read_all(verifier, taken)["checks"]}
    assert verifier.post(f"/v1/verifications/{taken}/release", version=1).status_code == 200


def test_a_proposal_can_be_taken_back_and_another_one_made(city, lines):
    first = propose(city, lines["UMUM"], age_max=40).json()["id"]
    assert sign(city.staff("panitia"), first, "rejection").status_code == 200
    second = propose(city, lines["UMUM"], age_max=39).json()["id"]
    found = city.staff("auditor").get(f"/v1/vacancy-changes?period={CODE}&status=proposed").json()["items"]
    assert [one["id"] for one in found] == [second]
    assert sign(city.staff("ketua"), second, "rejection").status_code == 200
    unknown = {"id": "0192f0c4-7a12-7c3e-9b1d-2f6a5c8e0777"}
    problem(propose(city, unknown, quota=1), 404, "formasi-tidak-ada", "vacancy")


def test_a_list_and_a_change_exclude_each_other(city, lines, someone, monkeypatch):
    """Whichever comes first, nobody holds a result of a line that changes afterwards."""
    decide(city, CODE, {})
    city.clock.forward(timedelta(hours=1))
    id = propose(city, lines["UMUM"], quota=1).json()["id"]
    letter = {"period": CODE, "stage": "administrasi", "number": "1", "title": "Hasil"}
    late = paused(monkeypatch, "vacancy_change-", lambda: sign(city.staff("ketua"), id))
    with late:
        assert city.staff("panitia").post("/v1/announcements", letter).status_code == 201
    problem(late.answer, 409, "sudah-diumumkan")
    problem(propose(city, lines["UMUM"], quota=1), 409, "sudah-diumumkan")


def test_who_applied_for_a_line_that_is_closed_stands_nowhere_by_it_and_may_choose_another(city):
    code = "CPNS-TUTUP"
    city.announce_period(code, timedelta(minutes=1))
    lines = published(city, code)
    line, other = lines["UMUM"], next(one for kind, one in lines.items() if kind != "UMUM")
    someone, verifier = submitted(city, lines), city.staff("verifikator")
    assert verifier.post("/v1/verifications/next", {"period": code}).json()["id"] == someone.application
    body = {"vacancy": line["id"], "after": {"closed": True}, "reason_code": "BUDGET", "letter": "800/1131"}
    id = city.staff("panitia").post("/v1/vacancy-changes", body).json()["id"]
    city.deliver()
    assert sign(city.staff("ketua"), id).status_code == 200
    city.deliver()
    assert city.public.get(f"/v1/vacancies/{line['id']}").json()["closed"]
    accepting = city.public.get("/v1/vacancies?open=true").json()["items"]
    assert other["id"] in [one["id"] for one in accepting] and line["id"] not in [one["id"] for one in accepting]
    assert city.public.get(f"/v1/vacancies/brief?open=true&period={code}").json()["items"][0]["id"] == other["id"]
    counts = city.public.get(f"/v1/periods/{code}/counts").json()
    assert (counts["lines"], counts["quota"], counts["applications"]["submitted"]) == (1, other["quota"], 0)
    queue = verifier.get(f"/v1/verifications?period={code}").json()
    assert (queue["items"], queue["waiting"], queue["held"]) == ([], 0, 0)
    late = {"verdict": "MS", "reasons": []}
    problem(verifier.post(f"/v1/applications/{someone.application}/verdict", late, version=5), 409, "bukan-pemegang")
    problem(verifier.post("/v1/verifications/next", {"period": code}), 404, "antrean-kosong")
    for period, number in ((f"period={code}", 0), (f"period={code}&vacancy={line['id']}", 1)):
        assert city.staff("panitia").get(f"/v1/applications?{period}").json()["total"] == number
    mine = someone.get(f"/v1/applications/mine/{someone.application}").json()
    assert (mine["status"], mine["line_closed"]["letter"]) == ("submitted", "800/1131")
    problem(someone.post("/v1/applications", {"vacancy": line["id"]}), 409, "formasi-ditutup")
    assert someone.post("/v1/applications", {"vacancy": other["id"]}).status_code == 201
    problem(someone.post("/v1/applications", {"vacancy": other["id"]}), 409, "sudah-melamar", "vacancy")
    city.clock.forward(timedelta(hours=1))
    letter = {"period": code, "stage": "administrasi", "number": "1", "title": "Hasil"}
    announced = city.staff("panitia").post("/v1/announcements", letter)
    assert announced.status_code == 201, "nothing is undecided"
    assert city.public.get(f"/v1/announcements/{announced.json()['id']}/rows").json()["total"] == 0
    assert someone.get(f"/v1/applications/mine/{someone.application}").json()["status"] == "submitted"
    objection = {"application": someone.application, "contests": ["DIPLOMA"], "text": "Ijazah saya sesuai."}
    problem(someone.post("/v1/objections", objection), 409, "formasi-ditutup")
