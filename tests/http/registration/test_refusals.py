"""What is wrong is refused with the right status, naming field and rule, and nothing is half done."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from argon2 import PasswordHasher

from tests.http.running import Someone, problem

from .conftest import PASSWORD, PDF, jpeg

pytestmark = pytest.mark.servers


@pytest.mark.parametrize(
    ("changes", "rule", "field"),
    [
        ({"nik": "127401180895001"}, "nik-tidak-sah", "nik"),
        ({"nik": "1274011808950000"}, "nik-tidak-sah", "nik"),
        ({"family_card_no": "12740101"}, "isian", "family_card_no"),
        ({"name": "R2D2"}, "isian", "name"),
        ({"birth_date": "18-08-1995"}, "isian", "birth_date"),
        ({"birth_date": "2099-01-01"}, "tanggal-lahir", "birth_date"),
        ({"sex": "L"}, "isian", "sex"),
        ({"email": "bukan surel"}, "isian", "email"),
        ({"phone": "12345"}, "isian", "phone"),
        ({"password": "pendek"}, "isian", "password"),
        ({"consent": {"notice": "2024-1", "purposes": ["contact"]}}, "persetujuan-kurang", "consent"),
        ({"role": "ketua"}, "isian", "role"),
    ],
)
def test_an_account_with_a_fault_is_not_made(city, changes, rule, field):
    before = city.runtime.db.commits.count_documents({})
    problem(city.public.post("/v1/accounts", city.account(**changes)), 422, rule, field)
    assert city.runtime.db.commits.count_documents({}) == before


def test_one_account_for_each_nik_and_each_address(city):
    first = city.account()
    key = uuid.uuid4().hex
    assert city.public.post("/v1/accounts", first, key=key).status_code == 201
    again = city.public.post("/v1/accounts", first, key=key)
    assert (again.status_code, again.json()["repeated"]) == (201, True)
    other = city.account(nik=first["nik"])
    problem(city.public.post("/v1/accounts", other), 409, "nik-terdaftar", "nik")
    other = city.account(email=first["email"].upper())
    problem(city.public.post("/v1/accounts", other), 409, "surel-terdaftar", "email")
    other = city.public.post("/v1/accounts", city.account(), key=key)
    assert other.status_code == 201 and other.json()["id"] != again.json()["id"], "a stranger with the same key"
    assert city.runtime.db.credentials.count_documents({"person": again.json()["id"]}) == 1


def test_signing_in(city):
    body = city.account()
    city.public.post("/v1/accounts", body)
    signed_in = city.public.post("/v1/sign-in", {"email": body["email"].upper(), "password": PASSWORD})
    tokens = signed_in.json()
    someone = Someone(city, tokens["access_token"])
    mine = someone.get("/v1/accounts/me").json()
    assert (mine["nik"], mine["phone"], mine["nik_check"]) == (body["nik"], "+6281234567890", "MATCH")
    for wrong in ({"email": body["email"], "password": "salah sekali"}, {"email": "x@contoh.id", "password": "salah"}):
        problem(city.public.post("/v1/sign-in", wrong), 401, "tidak-cocok", "password")
    problem(Someone(city, tokens["access_token"][:-3] + "abc").get("/v1/accounts/me"), 401, "belum-masuk")
    problem(city.public.get("/v1/accounts/me"), 401, "belum-masuk")


def test_a_refresh_token_is_good_once_and_a_stolen_one_ends_its_family(city):
    body = city.account()
    city.public.post("/v1/accounts", body)
    first = city.public.post("/v1/sign-in", {"email": body["email"], "password": PASSWORD}).json()
    refresh, ended = "/v1/sign-in/refresh", (401, "sesi-berakhir", "refresh_token")
    second = city.public.post(refresh, {"refresh_token": first["refresh_token"]}).json()
    problem(city.public.post(refresh, {"refresh_token": first["refresh_token"]}), *ended)
    problem(
        city.public.post(refresh, {"refresh_token": second["refresh_token"]}), 401, "sesi-berakhir", "refresh_token"
    )
    third = city.public.post("/v1/sign-in", {"email": body["email"], "password": PASSWORD}).json()
    assert city.public.post("/v1/sign-out", {"refresh_token": third["refresh_token"]}).status_code == 204
    problem(city.public.post(refresh, {"refresh_token": third["refresh_token"]}), *ended)


def test_a_token_is_good_at_one_service_and_ends_with_the_sign_in(city):
    body = city.account()
    city.public.post("/v1/accounts", body)
    tokens = city.public.post("/v1/sign-in", {"email": body["email"], "password": PASSWORD}).json()
    mine = Someone(city, tokens["access_token"])
    other = mine.post("/v1/sign-in/exchange", {"audience": "selection"}).json()["access_token"]
    claims = jwt.decode(other, options={"verify_signature": False})
    assert (claims["aud"], claims["role"]) == ("selection", "pelamar") and claims["exp"] - claims["iat"] == 900
    problem(Someone(city, other).get("/v1/accounts/me"), 401, "belum-masuk")
    problem(mine.post("/v1/sign-in/exchange", {"audience": "everywhere"}), 422, "isian", "audience")
    assert mine.get("/v1/accounts/me").status_code == 200
    assert city.public.post("/v1/sign-out", {"refresh_token": tokens["refresh_token"]}).status_code == 204
    problem(mine.get("/v1/accounts/me"), 401, "belum-masuk")
    problem(mine.post("/v1/sign-in/exchange", {"audience": "selection"}), 401, "belum-masuk")


def test_too_many_wrong_passwords_make_one_wait(city):
    body = city.account()
    city.public.post("/v1/accounts", body)
    for _ in range(10):
        problem(
            city.public.post("/v1/sign-in", {"email": body["email"], "password": "salah"}),
            401,
            "tidak-cocok",
            "password",
        )
    right = {"email": body["email"], "password": PASSWORD}
    problem(city.public.post("/v1/sign-in", right), 429, "terlalu-sering-gagal")


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


def test_guesses_that_come_together_are_counted_one_by_one(city):
    body = city.account()
    assert city.public.post("/v1/accounts", body).status_code == 201
    guess = {"email": body["email"], "password": "tebakan-yang-salah"}
    with ThreadPoolExecutor(16) as together:
        answers = list(together.map(lambda _: city.public.post("/v1/sign-in", guess).status_code, range(64)))
    assert (answers.count(401), answers.count(429)) == (10, 54)


def test_whoever_writes_the_database_cannot_make_a_password_that_fits(city):
    body = city.account()
    assert city.public.post("/v1/accounts", body).status_code == 201
    login = city.runtime.vault.fingerprint("email", body["email"])
    forged = PasswordHasher().hash("kata-sandi-penyusup")
    assert city.runtime.db.credentials.update_one({"_id": login}, {"$set": {"hash": forged}}).modified_count == 1
    entered = city.public.post("/v1/sign-in", {"email": body["email"], "password": "kata-sandi-penyusup"})
    problem(entered, 401, "tidak-cocok", "password")
