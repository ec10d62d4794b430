"""The register of units, and the names that appointments bring."""

import uuid
from datetime import timedelta

import pytest
from asnkit.wib import wib_date
from training.rules.competences import CORE

from .running import problem
from .test_training import appointed

pytestmark = pytest.mark.servers

OFFICE = {"name": "Dinas Kesehatan", "kind": "AGENCY", "since": "2020-01-02", "basis": "Perda 5/2019"}
CLINIC = "UPTD Puskesmas Datuk Bandar"


@pytest.fixture(scope="module")
def training(serve):
    return serve("training")


def test_a_unit_from_its_registration_to_its_end(training):
    officer, path = training.staff("diklat"), "/v1/units"
    problem(training.staff("ketua").post(path, OFFICE), 403, "peran")
    office = officer.post(path, OFFICE).json()["id"]
    problem(officer.post(path, OFFICE | {"name": "dinas  KESEHATAN"}), 409, "nama-unit-dipakai", "name")

    training.deliver(appointed(person=str(uuid.uuid4()), candidate=str(uuid.uuid4())))
    assert officer.get(f"{path}/unknown-names").json()["items"] == [{"name": CLINIC, "people": 1}]
    under = {"name": "Puskesmas Datuk Bandar", "kind": "UNDER", "parent": office, "since": "2021-01-04", "basis": "X-1"}
    clinic = officer.post(path, under).json()["id"]
    assert officer.post(f"{path}/{clinic}/aliases", {"name": CLINIC}).status_code == 200
    problem(officer.post(f"{path}/{office}/aliases", {"name": CLINIC}), 409, "nama-unit-dipakai", "name")
    training.deliver()
    assert officer.get(f"{path}/unknown-names").json()["total"] == 0
    shown = training.public.get(f"{path}?q=datuk").json()["items"]
    assert [(one["name"], one["parent_name"], one["aliases"]) for one in shown] == [
        ("Puskesmas Datuk Bandar", "Dinas Kesehatan", [CLINIC])
    ]

    rename = {"name": CLINIC, "parent": office, "since": "2022-01-03", "basis": "Perwali 1/2022"}
    problem(officer.post(f"{path}/{clinic}/change", rename), 428, "versi-wajib", "If-Match")
    assert officer.post(f"{path}/{clinic}/change", rename, version=2).status_code == 200
    close = {"since": "2023-01-02", "basis": "Perda 1/2023"}
    problem(officer.post(f"{path}/{office}/end", close, version=1), 409, "unit-masih-membawahi")
    assert officer.post(f"{path}/{clinic}/end", close | {"into": office}, version=3).status_code == 200
    training.deliver()
    assert [one["name"] for one in training.public.get(path).json()["items"]] == ["Dinas Kesehatan"]
    every = training.public.get(f"{path}?status=EVERY").json()
    assert [(one["name"], one["into_name"]) for one in every["items"]] == [
        ("Dinas Kesehatan", None), (CLINIC, "Dinas Kesehatan"),
    ]  # fmt: skip
    assert officer.post(f"{path}/{office}/end", close, version=1).status_code == 200


def waits(officer, id):
    return [one["turn"] for one in officer.get("/v1/waiting").json()["items"] if one["id"] == id]


def test_a_list_is_let_in_whole_by_another_person(training):
    first, second, path = training.staff("diklat"), training.staff("diklat", "b"), "/v1/unit-lists"
    rows = "Nama Unit;Jenis;Unit Induk;Berlaku Mulai;Dasar;Nama Lain\r\n"
    wrong = first.post(f"{path}?file=unit.csv", data=(rows + "Kelurahan;Unit;Kecamatan;kemarin;Perda;").encode()).json()
    assert (wrong["id"], wrong["faults"]) == (None, 1)
    faults = f"{path}/faults/{wrong['fault_file']}.csv"
    assert first.get(faults).status_code == 200
    problem(second.get(faults), 404, "kesalahan-tidak-ada")

    rows += "Kelurahan Satu;Unit;Kecamatan Utara;2021-01-04;Perwali 8/2020;Kel. Satu\r\n"
    rows += "Kecamatan Utara;Perangkat Daerah;;2020-01-02;Perda 5/2019;\r\n"
    given = first.post(f"{path}?file=unit.csv", data=rows.encode()).json()
    assert first.post(f"{path}?file=unit.csv", data=rows.encode()).json()["id"] == given["id"]
    where, body = f"{path}/{given['id']}/approval", {"staged": given["staged"]}
    problem(first.post(where, body, version=1), 403, "penanda-tangan-sama")
    assert [waits(one, given["id"]) for one in (first, second)] == [["other"], ["second"]]
    assert training.public.get("/v1/units?q=satu").json()["total"] == 0
    assert second.post(where, body, version=1).json()["extra"] == {"units": 2}
    assert waits(second, given["id"]) == []
    training.deliver()
    [one] = training.public.get("/v1/units?q=satu").json()["items"]
    assert (one["parent_name"], one["aliases"]) == ("Kecamatan Utara", ["Kel. Satu"])


def test_a_name_that_was_taken_meanwhile_lets_nothing_in(training):
    first, second, path = training.staff("diklat"), training.staff("diklat", "b"), "/v1/unit-lists"
    rows = "Nama Unit;Jenis;Berlaku Mulai;Dasar\r\nDinas Satu;Perangkat Daerah;2020-01-02;Perda 5/2019\r\n"
    rows += "Dinas Dua;Perangkat Daerah;2020-01-02;Perda 5/2019\r\n"
    given = first.post(f"{path}?file=dua.csv", data=rows.encode()).json()
    first.post("/v1/units", OFFICE | {"name": "DINAS DUA"})
    answer = second.post(f"{path}/{given['id']}/approval", {"staged": given["staged"]}, version=1)
    problem(answer, 409, "nama-unit-dipakai", "name")
    training.deliver()
    assert training.public.get("/v1/units?q=dinas satu").json()["total"] == 0


def test_whoever_leads_the_nearest_unit_above_is_the_superior_of_that_day(training):
    officer = training.staff("diklat")
    worker, head, chief = (str(uuid.uuid4()) for _ in range(3))
    for person in (worker, head, chief):
        training.deliver(appointed(person=person, candidate=str(uuid.uuid4()), unit="Lab Kota"))
    agency = officer.post("/v1/units", OFFICE | {"name": "Dinas Induk"}).json()["id"]
    lab = {"name": "Lab Kota", "kind": "UNDER", "parent": agency, "since": "2021-01-04", "basis": "Perwali 8/2020"}
    lab = officer.post("/v1/units", lab).json()["id"]
    leads = {"person": head, "since": "2022-01-03", "decree_no": "821/4/2022"}
    nobody = officer.post(f"/v1/units/{lab}/heads", leads | {"person": agency})
    problem(nobody, 404, "asn-tidak-ada", "person")
    assert officer.post(f"/v1/units/{lab}/heads", leads).status_code == 201
    leads = {"person": chief, "acting": True, "since": "2022-01-03", "decree_no": "821/5/2022"}
    assert officer.post(f"/v1/units/{agency}/heads", leads).status_code == 201

    def superior(person, on):
        found = officer.get(f"/v1/roster/{person}/superior?on={on}").json()
        return found["superior"], found["superior_unit_name"], found["acting"]

    assert superior(worker, "2022-01-02") == (None, None, False)
    assert superior(worker, "2022-02-01") == (head, "Lab Kota", False)
    assert superior(head, "2022-02-01") == (chief, "Dinas Induk", True)
    assert superior(chief, "2022-02-01") == (None, None, False)
    gone = {"since": "2022-07-01", "decree_no": "821/9/2022"}
    problem(officer.post(f"/v1/units/{lab}/heads/vacancy", gone), 428, "versi-wajib", "If-Match")
    assert officer.post(f"/v1/units/{lab}/heads/vacancy", gone, version=1).status_code == 200
    assert superior(worker, "2022-07-01") == (chief, "Dinas Induk", True)
    moved = {"unit": agency, "job_code": "JP-1", "job_name": "Pengelola Arsip", "decree_no": "821/7"}
    moved["effective"] = "2026-01-05"
    assert officer.post(f"/v1/roster/{head}/transfer", moved, version=1).status_code == 200
    assert superior(head, "2025-12-31") == superior(head, "2026-01-05") == (chief, "Dinas Induk", True)
    stations = officer.get(f"/v1/roster/{head}/stations").json()["items"]
    assert [(one["unit"], one["effective_date"]) for one in stations] == [
        ("Dinas Induk", "2026-01-05"), ("Lab Kota", "2025-06-01"),
    ]  # fmt: skip
    training.deliver()
    assert officer.get(f"/v1/roster/{head}").json()["job_name"] == "Pengelola Arsip"
    assert [one["person"] for one in officer.get(f"/v1/units/{lab}/heads").json()["items"]] == [None, head]
    gone = {"reason": "RETIRED", "decree_no": "882/1/2026", "effective": "2026-02-01"}
    problem(officer.post(f"/v1/roster/{chief}/end", gone, version=1), 409, "asn-masih-kepala")
    raised = {"rank": "III/b", "decree_no": "823/1/2026", "effective": "2026-01-05"}
    problem(training.staff("ketua").post(f"/v1/roster/{head}/promotion", raised, version=2), 403, "peran")
    assert officer.post(f"/v1/roster/{head}/promotion", raised, version=2).status_code == 200
    today = wib_date(training.clock.now())
    away = {"since": today.isoformat(), "until": (today + timedelta(days=9)).isoformat(), "decree_no": "851/1/2026"}
    assert officer.post(f"/v1/roster/{head}/leave", away, version=3).status_code == 200
    training.deliver()
    row = officer.get(f"/v1/roster/{head}").json()
    assert (row["rank"], row["away_until"], row["left_at"]) == ("III/b", away["until"], None)
    problem(officer.post(f"/v1/roster/{head}/end", gone), 428, "versi-wajib", "If-Match")
    assert officer.post(f"/v1/roster/{head}/end", gone, version=4).status_code == 200
    problem(officer.post(f"/v1/roster/{head}/transfer", moved, version=5), 409, "asn-sudah-keluar")
    training.deliver()
    row = officer.get(f"/v1/roster/{head}").json()
    assert (row["left_reason"], row["left_at"]) == ("RETIRED", "2026-01-31T17:00:00.000Z")
    career = officer.get(f"/v1/roster/{head}/stations").json()
    assert ([one["rank"] for one in career["ranks"]], len(career["leaves"])) == (["III/b"], 1)


def test_a_post_asks_for_competences_and_its_standards_stay_to_be_seen(training):
    officer, path = training.staff("diklat"), "/v1/posts"
    unit = officer.post("/v1/units", OFFICE | {"name": "Dinas Arsip"}).json()["id"]
    levels = dict.fromkeys(CORE, 2)
    body = {
        "unit": unit, "code": "JP-1", "title": "Pengelola Arsip", "kind": "EXECUTOR", "core": levels,
        "technical": [{"competence": "Kearsipan", "level": 3}], "since": "2021-01-04", "basis": "Perwali 8/2020",
    }  # fmt: skip
    problem(officer.post(path, body | {"core": {"NATION": 1}}), 422, "standar-tidak-lengkap", "core")
    post = officer.post(path, body).json()["id"]
    problem(officer.post(path, body), 409, "kode-dipakai", "code")
    more = {"core": levels | {"NATION": 4}, "since": "2022-01-03", "basis": "Perwali 1/2022"}
    assert officer.post(f"{path}/{post}/standard", more, version=1).status_code == 200
    assert officer.post(f"{path}/{post}/close", {"since": "2023-01-02", "basis": "X-1"}, version=2).status_code == 200
    training.deliver()
    [one] = training.public.get(f"{path}?unit={unit}").json()["items"]
    assert (one["ends"], [old["core"]["NATION"] for old in one["standards"]]) == ("2023-01-02", [2, 4])
    assert training.public.get(f"{path}/{post}").json()["now"]["technical"] == []


def test_who_is_assessed_stands_beside_the_standard_of_the_post_held_and_of_another_one(training):
    officer, worker, head = training.staff("diklat"), str(uuid.uuid4()), str(uuid.uuid4())
    unit = officer.post("/v1/units", OFFICE | {"name": "Dinas Ukur"}).json()["id"]
    for person in (worker, head):
        training.deliver(appointed(person=person, candidate=str(uuid.uuid4()), unit="Dinas Ukur"))
    leads = {"person": head, "since": "2022-01-03", "decree_no": "821/4/2022"}
    assert officer.post(f"/v1/units/{unit}/heads", leads).status_code == 201
    mine, path = training.as_(worker, "pegawai"), f"/v1/roster/{worker}/competence"
    assert mine.get("/v1/my-competence").json()["post"] is None
    post = {
        "unit": unit, "code": "JF-0412", "title": "Perawat", "kind": "FUNCTIONAL", "core": dict.fromkeys(CORE, 2),
        "technical": [{"competence": "Asuhan luka", "level": 3}], "since": "2021-01-04", "basis": "Perwali 8/2020",
    }  # fmt: skip
    held = officer.post("/v1/posts", post).json()["id"]
    more = post | {"code": "JF-0413", "core": dict.fromkeys(CORE, 4)}
    other = officer.post("/v1/posts", more).json()["id"]
    course = {
        "code": "LUKA-1", "title": "Perawatan Luka", "objective": "Merawat luka dengan benar.", "kind": "TECHNICAL",
        "method": "CLASSICAL", "hours": 8, "provider": "BKPSDM", "attendance": 80, "competences": ["asuhan luka"],
    }  # fmt: skip
    assert officer.post("/v1/courses", course).status_code == 201
    training.deliver()
    where, today = f"/v1/roster/{worker}/assessments", wib_date(training.clock.now()).isoformat()
    body = {"core": dict.fromkeys(CORE, 2), "technical": [], "on": today, "evidence": "LHA-1/2026"}
    problem(mine.post(where, body), 403, "bukan-atasan")
    problem(training.as_(str(uuid.uuid4()), "pegawai").get(path), 403, "bukan-atasan")
    assert officer.post(where, body).status_code == 201
    chief = training.as_(head, "pegawai")
    problem(chief.post(where, body | {"on": "2021-12-31"}), 403, "bukan-atasan")
    assert chief.post(where, body | {"core": {"NATION": 1}}).status_code == 201
    shown = chief.get(path).json()
    assert shown == officer.get(path).json() == mine.get("/v1/my-competence").json()
    assert (shown["post"]["id"], shown["jpm"], shown["band"]) == (held, "80.95", "FITS")
    short = {one["title"]: (one["missing"], [course["code"] for course in one["courses"]]) for one in shown["items"]}
    assert short["Asuhan luka"] == (3, ["LUKA-1"]) and short["Perekat bangsa"] == (1, [])
    assert [one["by"] for one in shown["assessments"]] == ["SUPERIOR", "OFFICER"]
    beside = officer.get(f"{path}?post={other}").json()
    assert (beside["post"]["code"], beside["band"]) == ("JF-0413", "NOT_YET")
    assert officer.get("/v1/competence-map").json()["units"] == []
    training.deliver()
    [row] = [one for one in officer.get("/v1/competence-map").json()["units"] if one["unit"] == unit]
    assert row["name"] == "Dinas Ukur" and row["cells"] == [None] * len(CORE), "one person alone is not shown"
