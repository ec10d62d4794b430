"""What is wrong is refused with the right status, naming field and rule, and nothing is half done."""

import pytest

from tests.http.running import problem

from .conftest import PDF, jpeg

pytestmark = pytest.mark.servers


@pytest.mark.parametrize(
    ("changes", "rule", "field"),
    [
        ({"nik": "127401180895001"}, "nik-tidak-sah", "nik"),
        ({"nik": "1274011808950000"}, "nik-tidak-sah", "nik"),
        ({"family_card_no": "12740101"}, "isian", "family_card_no"),
        ({"name": "R2D2"}, "isian", "name"),
        ({"birth_date": "18-08-1995"}, "isian", "birth_date"),
        ({"birth_date": "1995-W01-1"}, "isian", "birth_date"),
        ({"birth_date": "19950818"}, "isian", "birth_date"),
        ({"birth_date": "0001-01-01"}, "isian", "birth_date"),
        ({"birth_date": "2099-01-01"}, "tanggal-lahir", "birth_date"),
        ({"sex": "L"}, "isian", "sex"),
        ({"email": "bukan surel"}, "isian", "email"),
        ({"email": "siti@localhost"}, "isian", "email"),
        ({"email": "siti@[127.0.0.1]"}, "isian", "email"),
        ({"phone": "12345"}, "isian", "phone"),
        ({"password": "pendek"}, "isian", "password"),
        ({"password": "password"}, "sandi-umum", "password"),
        ({"password": " " * 8}, "sandi-umum", "password"),
        ({"password": "Santoso-1995"}, "sandi-umum", "password"),
        ({"consent": {"notice": "2024-1", "purposes": ["contact"]}}, "persetujuan-kurang", "consent"),
        ({"role": "ketua"}, "isian", "role"),
    ],
)
def test_an_account_with_a_fault_is_not_made(city, changes, rule, field):
    before = city.runtime.db.commits.count_documents({})
    problem(city.public.post("/v1/accounts", city.account(**changes)), 422, rule, field)
    assert city.runtime.db.commits.count_documents({}) == before


@pytest.mark.parametrize(
    ("kind", "content", "rule", "sentence"),
    [
        ("diploma", b"", "berkas-kosong", "Berkas Ijazah kosong."),
        ("diploma", jpeg(), "jenis-berkas", "Berkas Ijazah harus berupa PDF."),
        ("photo", b"GIF89a" + bytes(50), "jenis-berkas", "Berkas Pasfoto harus berupa JPG."),
        ("photo", jpeg()[:400], "berkas-rusak", "Berkas Pasfoto rusak atau tidak dapat dibaca."),
        ("photo", jpeg() + bytes(205_000), "ukuran-berkas", "Ukuran berkas Pasfoto harus paling besar 200 KB."),
        ("photo", jpeg(9000, 5000, 5), "ukuran-berkas", "Ukuran berkas Pasfoto harus paling besar 200 KB."),
        ("diploma", PDF[:-7], "berkas-rusak", "Berkas Ijazah terpotong atau rusak."),
        ("diploma", PDF.replace(b"<<>>\n%%", b"<</Encrypt 2 0 R>>\n%%"), "berkas-bersandi",
         "Berkas Ijazah dilindungi kata sandi; unggah tanpa kata sandi."),
        ("transcript", PDF + bytes(512_000) + b"%%EOF", "ukuran-berkas",
         "Ukuran berkas Transkrip nilai harus paling besar 500 KB."),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_refused_with_one_sentence(city, kind, content, rule, sentence):
    someone = city.applicant()
    answer = someone.post(f"/v1/documents?kind={kind}", data=content)
    assert problem(answer, 422, rule, "file")["detail"] == sentence
    assert someone.get("/v1/documents").json()["items"] == []


def test_a_picture_loses_what_is_hidden_in_it_and_a_new_one_replaces_it(city):
    someone = city.applicant()
    first = someone.post("/v1/documents?kind=photo", data=jpeg() + b"<?php system('id'); ?>").json()["id"]
    content = someone.get(f"/v1/documents/{first}/content")
    assert (content.headers["Content-Type"], b"php" in content.content) == ("image/jpeg", False)
    assert content.headers["Content-Disposition"].startswith("attachment")
    second = someone.post("/v1/documents?kind=photo", data=jpeg()).json()["id"]
    items = someone.get("/v1/documents").json()["items"]
    assert [(item["id"], item["current"]) for item in items] == [(second, True), (first, False)]
    sealed = city.runtime.db.files.find_one({"_id": f"document-{first}"})["sealed"]
    assert b"JFIF" not in sealed
    problem(city.applicant().get(f"/v1/documents/{first}/content"), 404, "berkas-tidak-ada")
    problem(someone.post("/v1/documents?kind=passport", data=PDF), 422, "isian", "kind")


def test_roles_and_unknown_things(city, period):
    someone, clerk = city.applicant(), city.staff("panitia")
    problem(someone.post("/v1/periods", {}), 403, "peran")
    problem(clerk.post("/v1/applications", {"vacancy": "x"}), 403, "peran")
    problem(clerk.post("/v1/periods", period), 409, "kode-dipakai", "code")
    problem(clerk.post("/v1/periods", period | {"code": "cpns 2024"}), 422, "isian", "code")
    problem(clerk.post("/v1/periods", period | {"code": "X-2", "age_counted_on": "2024-02-30"}), 422,
            "tanggal-tidak-ada", "age_counted_on")  # fmt: skip
    problem(city.public.get("/v1/periods/NONE-1"), 404, "periode-tidak-ada")
    problem(city.public.get("/v1/vacancies/none"), 404, "formasi-tidak-ada")
    problem(city.public.get("/v1/announcements/none"), 404, "pengumuman-tidak-ada")
    vacancy = "0192f0c4-7a11-7c3e-9b1d-2f6a5c8e0001"
    problem(someone.post("/v1/applications", {"vacancy": vacancy}), 404, "formasi-tidak-ada", "vacancy")
    problem(city.staff("verifikator").post("/v1/verifications/next", {"period": "CPNS-2024"}), 404, "antrean-kosong")
    assert city.public.get("/openapi.json").status_code == 200
