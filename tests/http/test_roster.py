"""Those who serve already: a list by two people, a row a person, names that are opened over a record."""

import time
import uuid

import pytest
from asnkit import erasing
from asnkit.bulk import Batches

from .running import problem

pytestmark = pytest.mark.servers

HEAD = "NIP;Nama;Tanggal Lahir;Status;Golongan;Unit;Kode Jabatan;Nama Jabatan;Nomor Keputusan;TMT"
ANI = "198501152010012003;Ani Lubis;1985-01-15;PNS;III/c;Dinas Arsip;JP-1;Pengelola Arsip;821/30/2020;2020-04-01"
BUDI = "199002012024211004;Budi Sitorus;1990-02-01;PPPK;;Dinas Arsip;JP-2;Pengadministrasi;821/31/2024;2024-03-01"
CITA = "197011052000032001;Cita Nasution;1970-11-05;PNS;IV/a;Dinas Arsip;JP-0;Kepala Dinas;821/1/2023;2023-01-02"


@pytest.fixture(scope="module")
def training(serve):
    return serve("training")


def upload(who, *rows, head=HEAD, file="asn.csv"):
    return who.post(f"/v1/roster-lists?file={file}", data="\r\n".join([head, *rows]).encode())


def work(training):
    batches = Batches(training.runtime)
    while batches.step():
        pass
    training.deliver()


def bring_in(training, *rows):
    """A list that two people signed, applied to its end; as it is then."""
    staged = upload(training.staff("diklat"), *rows).json()
    path = f"/v1/roster-lists/{staged['id']}"
    approved = training.staff("diklat", "b").post(
        f"{path}/approval", {"staged": staged["staged"]}, version=staged["version"]
    )
    assert approved.status_code == 200, approved.text
    work(training)
    return training.staff("auditor").get(path).json()


def test_a_list_with_faults_names_them_and_keeps_nothing(training):
    officer = training.staff("diklat")
    problem(upload(training.staff("ketua"), ANI), 403, "peran")
    given = upload(officer, ANI, BUDI.replace("PPPK", "honorer"), ANI).json()
    assert (given["id"], given["status"]) == (None, "rejected")
    assert [(one["row"], one["column"]) for one in given["errors"]] == [(3, "Status"), (4, "NIP")]
    told = officer.get(f"/v1/roster-lists/faults/{given['fault_file']}.csv").text
    assert "NIP ini sudah ada pada baris 2." in told
    assert "NIP" in officer.get("/v1/roster-lists/template.csv").text
    assert officer.get("/v1/roster-lists").json()["total"] == 0


def test_a_list_that_two_people_signed_makes_people_whom_only_a_recorded_reading_names(training):
    officer, before = training.staff("diklat"), training.public.get("/v1/counts").json()["civil_servants"]
    staged = upload(officer, f"{ANI};0812", f"{BUDI};", head=f"{HEAD};Telepon", file="lagi.csv").json()
    assert (staged["status"], staged["summary"]) == ("staged", {"CPNS": 0, "PNS": 1, "PPPK": 1})
    problem(upload(officer, ANI, BUDI, file="sama.csv"), 409, "daftar-sudah-diunggah")
    path = f"/v1/roster-lists/{staged['id']}"
    waits = {who: training.staff("diklat", who).get("/v1/waiting").json() for who in ("a", "b")}
    assert [(one["kind"], one["about"]) for one in waits["a"]["items"]] == [("roster_list", "lagi.csv")]
    assert [waits[who]["items"][0]["turn"] for who in ("a", "b")] == ["other", "second"]
    problem(officer.post(f"{path}/approval", {"staged": staged["staged"]}, version=1), 403, "penanda-tangan-sama")
    assert b"Ani Lubis" in officer.get(f"{path}/file").content
    assert training.public.get("/v1/counts").json()["civil_servants"] == before
    second = training.staff("diklat", "b")
    assert second.post(f"{path}/approval", {"staged": staged["staged"]}, version=1).status_code == 200
    work(training)
    assert officer.get("/v1/waiting").json()["items"] == []
    done = officer.get(path).json()
    assert (done["status"], done["next"], done["applied"], done["refused"]) == ("closed", 2, 2, 0)
    assert training.public.get("/v1/counts").json()["civil_servants"] == before + 2
    rows = officer.get("/v1/roster?unit=Dinas Arsip").json()["items"]
    assert sorted((row["status"], row["rank"]) for row in rows) == [("PNS", "III/c"), ("PPPK", None)]
    persons = [row["person"] for row in rows]
    problem(training.staff("auditor").post("/v1/names", {"persons": persons}), 403, "peran")
    named = officer.post("/v1/names", {"persons": [*persons, str(uuid.uuid4())]}).json()["items"]
    assert sorted(one["name"] for one in named) == ["Ani Lubis", "Budi Sitorus"]
    [reading] = training.runtime.db.state.find({"aggregate": "roster_reading"})
    assert sorted(reading["data"]["persons"]) == sorted(persons) and reading["data"]["reader"] == "diklat:diklat-a"
    assert officer.get("/v1/units/unknown-names").json()["items"][0] == {"name": "Dinas Arsip", "people": 2}
    written = str(list(training.runtime.db.commits.find())) + str(list(training.runtime.db.state.find()))
    assert not any(word in written for word in ("Ani Lubis", "198501152010012003", "1985-01-15"))


def test_whoever_is_on_the_roster_already_is_one_person_and_no_row_adds_another(training):
    first = bring_in(training, CITA)
    again = bring_in(
        training, CITA.replace("Kepala Dinas", "Kepala Badan"), ANI.replace("198501152010012003", "198501152010012004")
    )
    assert (first["applied"], again["applied"], again["refusals"]) == (1, 1, [{"row": 2, "rule": "nip-sudah-tercatat"}])
    path = f"/v1/roster-lists/{again['id']}/refusals"
    assert training.staff("auditor").get(path).json() == {"items": again["refusals"], "total": 1}
    rows = training.staff("diklat").get("/v1/roster?limit=200").json()["items"]
    assert len([row for row in rows if row["job_code"] == "JP-0"]) == 1


def test_an_exchanged_file_adds_nobody_and_may_be_uploaded_anew(training):
    officer, other = training.staff("diklat"), BUDI.replace("199002012024211004", "199002012024211005")
    staged = upload(officer, other).json()
    training.runtime.db.batch_files.delete_many({})
    path = f"/v1/roster-lists/{staged['id']}"
    training.staff("diklat", "b").post(f"{path}/approval", {"staged": staged["staged"]}, version=1)
    work(training)
    assert officer.get(path).json()["failed_by"] == "berkas-berubah"
    assert bring_in(training, other)["applied"] == 1


def test_a_list_is_taken_back_by_two_people_and_whoever_something_was_recorded_about_stays(training):
    officer, second = training.staff("diklat"), training.staff("diklat", "b")
    rows = [
        f"19800{n}102005011001;Orang {n};1980-0{n}-10;PNS;;Dinas Tarik;JP-1;Pengelola;821/3;2020-04-01" for n in (1, 2)
    ]
    listed = bring_in(training, *rows)
    people = [one["person"] for one in officer.get("/v1/roster?unit=Dinas Tarik").json()["items"]]
    raised = {"rank": "III/a", "decree_no": "823/1/2024", "effective": "2024-04-01"}
    assert officer.post(f"/v1/roster/{people[0]}/promotion", raised, version=1).status_code == 200
    path = f"/v1/roster-lists/{listed['id']}/undo"
    problem(officer.get(path), 404, "penarikan-tidak-ada")
    assert officer.post(path, {"basis": "800/41/2026"}).status_code == 201
    problem(second.post(path, {"basis": "800/42/2026"}), 409, "penarikan-sudah-diusulkan")
    signed = {"proposed": officer.get(path).json()["proposed"]}
    [waits] = second.get("/v1/waiting").json()["items"]
    assert (waits["kind"], waits["id"], waits["turn"]) == ("roster_undo", listed["id"], "second")
    problem(officer.post(f"{path}/approval", signed, version=1), 403, "penanda-tangan-sama")
    assert second.post(f"{path}/approval", signed, version=1).status_code == 200
    work(training)
    done = officer.get(path).json()
    assert (done["status"], done["applied"], done["refused"]) == ("closed", 1, 1)
    assert [one["rule"] for one in done["refusals"]] == ["asn-sudah-dipakai"]
    left = officer.get("/v1/roster?unit=Dinas Tarik").json()["items"]
    assert [one["person"] for one in left] == people[:1]
    erasing.destroy_waiting(training.runtime)
    time.sleep(1.1)  # a key is remembered for a second
    named = {one["person"]: one["name"] for one in officer.post("/v1/names", {"persons": people}).json()["items"]}
    assert named[people[0]] and named[people[1]] is None
    again = bring_in(training, *rows)
    assert (again["applied"], [one["rule"] for one in again["refusals"]]) == (1, ["nip-sudah-tercatat"])
