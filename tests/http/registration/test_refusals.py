"""What is wrong is refused with the right status, naming field and rule, and nothing is half done."""

import pytest

from tests.http.running import problem

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


@pytest.mark.parametrize("other", [{"birth_date": "1995-08-19"}, {"sex": "F"}], ids=["another day", "another sex"])
def test_a_nik_that_tells_something_else_is_asked_about_and_refused_by_nobody(city, other):
    typed = city.account(**other)
    answer = city.public.post("/v1/accounts", typed | {"ask": True})
    problem(answer, 422, "nik-lain", "nik")
    assert "18-08-95, laki-laki" in answer.text
    assert city.public.post("/v1/accounts", typed).status_code == 201
    assert city.public.post("/v1/accounts", city.account(ask=True)).status_code == 201


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
