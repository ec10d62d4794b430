"""Lists at two thousand rows: how often the database is asked, and how many documents it reads, is bounded."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from asnkit.events import new_id
from asnkit.text import natural
from pymongo import monitoring
from registration.application.numbering import participant_no
from registration.period.views import EMPTY

from .applying import published

pytestmark = pytest.mark.servers

CODE = "CPNS-MANY"
ROWS = 2_000
SENT = "2026-08-17T02:00:00.000Z"


class Calls(monitoring.CommandListener):
    """Counts what the service asks of MongoDB."""

    number = 0

    def started(self, event):
        Calls.number += event.command_name not in ("hello", "ping", "endSessions", "profile")

    def succeeded(self, event):
        pass

    def failed(self, event):
        pass


monitoring.register(Calls())


@pytest.fixture(scope="module")
def crowd(city):
    """Two thousand decided applications, put into state and rows as their events would."""
    city.announce_period(CODE, timedelta(hours=1))
    line = published(city, CODE)["UMUM"]["id"]
    states, rows, persons = [], [], []
    for number in range(ROWS):
        application, person = (new_id("x").partition("-")[2] for _ in range(2))
        verdict = "TMS" if number % 6 == 0 else "MS"
        given = [{"verdict": verdict, "reasons": [], "basis": "file_check", "by": "verifikator:v", "at": SENT}]
        common = {"period": CODE, "vacancy": line, "person": person, "participant_no": participant_no(2024, number)}
        decided = {"status": verdict, "first_verdict": verdict, "verdict": verdict, "verdicts": given}
        states.append(_state(f"application-{application}", {**common, **decided, "submitted_at": SENT}))
        sealed = city.runtime.vault.seal(person, f"account-{person}", "name", "Siti Aminah")
        states.append(_state(f"account-{person}", {"name": sealed}))
        row = {"status": verdict, "submitted_at": SENT, "held_by": None, "objection": None, "started_at": SENT}
        rows.append({"_id": application, **common, **row})
        persons.append(person)
    city.runtime.db.state.insert_many(states)
    city.runtime.views["applications"].insert_many(rows)
    tms = sum(1 for row in rows if row["status"] == "TMS")
    for key in (CODE, line):
        counted = {**EMPTY, "MS": ROWS - tms, "TMS": tms}
        city.runtime.views["tallies"].replace_one({"_id": key}, counted, upsert=True)
    city.clock.forward(timedelta(hours=2))
    return persons


def _state(stream, data):
    return {"_id": stream, "aggregate": stream.partition("-")[0], "version": 5, "shape": 1, "data": data}


@contextmanager
def at_most(city, calls, documents):
    """What is asked inside makes no more database calls and reads no more documents than this."""
    databases = [city.runtime.db, city.runtime.rows, city.runtime.keys]
    for database in databases:
        database.command("profile", 2)
    before = Calls.number
    try:
        yield
        made = Calls.number - before
    finally:
        for database in databases:
            database.command("profile", 0)
    read = sum(
        entry.get("docsExamined", 0)
        for database in databases
        for entry in database.system.profile.find({"op": {"$in": ["query", "command", "getmore"]}})
    )
    for database in databases:
        database.drop_collection("system.profile")
    assert made <= calls and read <= documents, (made, read)


@pytest.fixture(scope="module")
def announced(city, crowd):
    letter = {"period": CODE, "stage": "administrasi", "number": "1", "title": "Hasil"}
    with at_most(city, calls=15, documents=10):
        answer = city.staff("panitia").post("/v1/announcements", letter)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def test_the_rows_of_an_announcement(city, announced):
    number = participant_no(2024, 1234)
    for query in (f"participant_no={number}", "limit=25", "limit=25&offset=1975", "code=TMS&limit=25"):
        with at_most(city, calls=8, documents=105):
            answer = city.public.get(f"/v1/announcements/{announced}/rows?{query}").json()
        assert answer["items"] and {row["name"] for row in answer["items"]} == {"S***"}


def test_the_exact_list(city, announced):
    with at_most(city, calls=2, documents=2):
        listed = city.public.get(f"/v1/announcements/{announced}/list").json()
    assert len(listed) == ROWS


def test_the_lists_of_the_staff_from_their_first_page_to_their_last(city, crowd):
    committee = city.staff("panitia")
    for wanted, there in (("", ROWS), ("&status=MS", ROWS - 334), (f"&participant_no={participant_no(2024, 7)}", 1)):
        path, seen = f"/v1/applications?period={CODE}&limit=200{wanted}", 0
        after = ""
        while after is not None:
            with at_most(city, calls=5, documents=206):
                page = committee.get(path + after).json()
            seen += len(page["items"])
            after = f"&after={page['next']}" if page["next"] else None
        assert (seen, page["total"]) == (there, there)


def test_formation_lines_from_their_first_page_to_their_last(city):
    code, number = "CPNS-LINES", 450
    city.announce_period(code, timedelta(hours=1))
    [line] = [one for one in published(city, code).values() if one["need_type"] == "UMUM"]
    rows = city.runtime.views["vacancies"]
    known = rows.find_one({"_id": f"vacancy-{line['id']}"})
    names = [f"Analis {place % 13}" for place in range(number)]
    rows.insert_many(
        {**known, "_id": new_id("vacancy"), "job_name": name, "words": name.casefold(), "place": natural(name)}
        for name in names
    )
    for filtered, there in (("", number + 2), ("&q=analis", number), ("&need_type=UMUM", number + 1)):
        path, seen, after = f"/v1/vacancies?period={code}&limit=100{filtered}", [], ""
        while after is not None:
            with at_most(city, calls=6, documents=number + 110 if filtered else 105):
                page = city.public.get(path + after).json()
            seen += [(one["job_name"], one["id"]) for one in page["items"]]
            after = f"&after={page['next']}" if page["next"] else None
        assert (len(set(seen)), page["total"]) == (there, there)
        assert seen == sorted(seen, key=lambda one: (natural(one[0]), one[1])), "Analis 2 before Analis 10"
    with at_most(city, calls=6, documents=number + 10):
        brief = city.public.get(f"/v1/vacancies/brief?period={code}").json()
    assert (len(brief["items"]), brief["next"]) == (number + 2, None)
    assert {"id", "job_name", "unit", "need_type", "education", "quota", "closed", "applicants"} == brief["items"][
        0
    ].keys()


def test_every_period_at_once_is_a_few_questions(city, crowd):
    with at_most(city, calls=5, documents=20):
        items = city.staff("ketua").get("/v1/periods/progress").json()["items"]
    one = next(item for item in items if item["period"] == CODE)
    alone = city.staff("ketua").get(f"/v1/periods/{CODE}/progress").json()
    told = city.public.get(f"/v1/announcements?period={CODE}").json()["items"]
    assert one.pop("about")["code"] == CODE and set(one.pop("announced")) == {each["stage"] for each in told}
    assert {**one, "at": None} == {**alone, "at": None} and one["applications"]["MS"] == ROWS - 334
    with at_most(city, calls=4, documents=2):
        assert city.staff("verifikator", "kosong").get("/v1/verifications/held").json() == {"items": []}


def test_numbers_and_desks(city, crowd):
    for someone, path in (
        (city.public, f"/v1/periods/{CODE}/counts"),
        (city.staff("ketua"), f"/v1/periods/{CODE}/progress"),
        (city.staff("verifikator"), f"/v1/verifications?period={CODE}"),
        (city.public, f"/v1/vacancies?period={CODE}"),
        (city.staff("ketua"), f"/v1/objections?period={CODE}"),
    ):
        with at_most(city, calls=6, documents=12):
            assert someone.get(path).status_code == 200


@pytest.mark.parametrize("role", ["panitia", "diklat"])
def test_five_hundred_names_are_two_questions_and_a_record(city, crowd, role):
    rows = city.runtime.views["appointed"]
    rows.delete_many({})
    rows.insert_many({"_id": person} for person in crowd)
    with at_most(city, calls=9, documents=1005):
        answer = city.staff(role).post("/v1/names", {"persons": crowd[:500]}).json()
    assert [item["name"] for item in answer["items"]] == ["Siti Aminah"] * 500
