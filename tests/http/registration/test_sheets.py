"""Formation lists over HTTP: both kinds of files in and out, what nobody reads, what is wrong, and what to fill in."""

from datetime import timedelta

import pytest
from asnkit.sheet import keeping, writing
from asnkit.sheet.writing import MEDIA_TYPES
from registration.imports.sheet import read
from registration.imports.writing import COLUMNS, row_of

from tests.http.running import problem
from tests.unit.registration.test_formation_list import CLERK, HEADER, NURSE, sheet

pytestmark = pytest.mark.servers

CODE = "LEMBAR-2024"
WHERE = f"/v1/formation-lists?period={CODE}&file="


@pytest.fixture(scope="module")
def clerk(city):
    city.announce_period(CODE, timedelta(days=1))
    return city.staff("panitia")


def test_a_workbook_is_looked_at_published_taken_out_and_brought_back_in(city, clerk):
    lines = read(sheet(NURSE, CLERK)).rows
    given = clerk.post(f"{WHERE}formasi.xlsx", data=writing.workbook(COLUMNS, map(row_of, lines))).json()
    assert (given["errors"], given["faults"], given["unread"], given["lines"]) == ([], 0, [], 2)
    approved = clerk.post(f"/v1/formation-lists/{given['id']}/approval", version=given["version"])
    assert approved.status_code == 200, approved.text
    city.deliver()
    for form in writing.FORMS:
        answer = city.public.get(f"/v1/vacancies/sheet.{form}?period={CODE}")
        assert answer.headers["Content-Type"] == MEDIA_TYPES[form]
        again = read(answer.content)
        assert (again.errors, again.unread) == ([], [("Pelamar", 2), ("Ditutup", 0)])
        assert sorted(_bare(line) for line in again.rows) == sorted(_bare(line) for line in lines)
    filtered = read(city.public.get(f"/v1/vacancies/sheet.csv?period={CODE}&need_type=DISABILITAS").content)
    assert [line["need_type"] for line in filtered.rows] == ["DISABILITAS"]
    problem(city.public.get("/v1/vacancies/sheet.csv?jenis=UMUM"), 422, "isian", "jenis")


def _bare(line):
    return repr({name: value for name, value in line.items() if name != "row"})


def test_columns_that_nobody_reads_are_named_before_the_list_is_published_and_afterwards(city, clerk):
    content = sheet(f"{NURSE};uji", header=f"{HEADER};Catatan")
    given = clerk.post(f"{WHERE}catatan.csv", data=content).json()
    assert given["unread"] == [{"column": "No", "cells": 1}, {"column": "Catatan", "cells": 1}]
    assert clerk.get(f"/v1/formation-lists/{given['id']}").json()["unread"] == given["unread"]


def test_faults_are_told_in_part_and_kept_whole_for_whoever_uploaded(city, clerk):
    wrong = NURSE.replace("Umum;3", "Titipan;tiga")
    given = clerk.post(f"{WHERE}salah.csv", data=sheet(*[wrong] * 300)).json()
    assert (given["id"], given["faults"], len(given["errors"])) == (None, 600, 200)
    path = f"/v1/formation-lists/faults/{given['fault_file']}"
    listed = clerk.get(f"{path}.csv").content.decode("utf-8-sig").splitlines()
    assert len(listed) == 601 and listed[0] == ";".join(keeping.COLUMNS)
    problem(city.staff("panitia", "b").get(f"{path}.csv"), 404, "kesalahan-tidak-ada")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("formasi.csv", writing.workbook(COLUMNS, []), "diberi nama .csv"),
        ("formasi.xlsx", sheet(NURSE), "teks (CSV)"),
        ("formasi.csv", b"%PDF-1.4", "PDF"),
        ("formasi.csv", sheet(NURSE.replace(";3;18;", f";{'9' * 30};18;")), "paling besar"),
        ("formasi.csv", sheet(NURSE.replace(";35;", ";999999;")), "paling besar"),
        ("formasi.csv", sheet(NURSE, '1;JF-1;"Perawat;x'), "tidak ditutup"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(clerk, name, content, word):
    answer = clerk.post(f"{WHERE}{name}", data=content)
    assert answer.status_code == 200 and answer.json()["id"] is None
    assert word in answer.json()["errors"][0]["message"]


def test_the_file_to_fill_in_has_every_column_and_an_example(city, clerk):
    for form in writing.FORMS:
        answer = clerk.get(f"/v1/formation-lists/template.{form}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="formasi-contoh.{form}"'
        [error] = read(answer.content).errors
        assert "contoh" in error["message"]
    problem(city.staff("auditor").get("/v1/formation-lists/template.csv"), 403, "peran")
