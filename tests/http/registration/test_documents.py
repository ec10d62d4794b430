"""What people upload: a telephone's photos made small, pages made clean, so many and no more; and what is not taken."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from tests.http.running import problem
from tests.papers import PDF, as_kept, jpeg

from .applying import published

pytestmark = pytest.mark.servers

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def line(city, period):
    return published(city, period["code"])["UMUM"]["id"]


def upload(someone, kind, file, **more):
    return someone.post(f"/v1/documents?kind={kind}", data=file, **more)


def shown(someone, kind):
    """What is told of a kind, and its files."""
    answer = someone.get("/v1/documents").json()
    told = next(one for one in answer["kinds"] if one["kind"] == kind)
    return told, [item for item in answer["items"] if item["kind"] == kind]


@pytest.mark.parametrize(
    ("kind", "file", "rule", "sentence"),
    [
        ("diploma", b"", "berkas-kosong", "Berkas Ijazah kosong."),
        ("diploma", jpeg(), "jenis-berkas", "Berkas Ijazah harus berupa PDF."),
        ("diploma", b"%PDF-1.7\n%%EOF", "berkas-rusak", "Berkas Ijazah tidak dapat dibaca."),
        ("photo", b"GIF89a" + bytes(50), "jenis-berkas", "Berkas Pasfoto harus berupa JPG."),
        ("photo", jpeg()[:400], "berkas-rusak", "Berkas Pasfoto tidak dapat dibaca."),
        ("photo", jpeg() + bytes(10 * MEGABYTE), "ukuran-berkas", "Ukuran berkas Pasfoto harus paling besar 10 MB."),
        ("diploma", PDF + bytes(800 * 1024), "ukuran-berkas", "Ukuran berkas Ijazah harus paling besar 800 KB."),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_one_sentence(city, kind, file, rule, sentence):
    someone = city.applicant()
    assert problem(upload(someone, kind, file), 422, rule, "file")["detail"] == sentence
    assert someone.get("/v1/documents").json()["items"] == []


def test_a_telephones_photo_is_made_small_and_its_owner_sees_what_was_made(city, tmp_path):
    someone = city.applicant()
    file = jpeg(4000, 3000, quality=95, comment=b"rahasia") + bytes(9 * MEGABYTE)
    id = upload(someone, "id_card", file).json()["id"]
    told, [item] = shown(someone, "id_card")
    assert told["limit"] == 10 * MEGABYTE and item["size"] <= 200 * 1024
    answer = someone.get(f"/v1/documents/{id}/content")
    assert answer.headers["Content-Type"] == "image/jpeg" and b"rahasia" not in answer.content
    seen = tmp_path / "seen.jpg"
    seen.write_bytes(answer.content)
    with Image.open(seen) as picture:
        assert picture.size == (2000, 1500)


def test_other_operations_take_no_more_than_before(city):
    large = {"agreed": ["x" * 1_500_000]}
    problem(city.applicant().post("/v1/applications/x/sections/statements", large, version=1), 413, "http-413")
    problem(city.public.post("/v1/sign-in", {"email": "a@b.id", "password": "x" * 1_500_000}), 413, "http-413")
    problem(upload(city.applicant(), "diploma", bytes(3 * MEGABYTE)), 413, "http-413")
    problem(upload(city.applicant(), "photo", bytes(13 * MEGABYTE)), 413, "http-413")


def test_a_paper_is_kept_as_it_was_written_anew(city):
    someone = city.applicant()
    id = upload(someone, "diploma", b"\xef\xbb\xbf" + PDF).json()["id"]
    answer = someone.get(f"/v1/documents/{id}/content")
    assert (answer.content, answer.headers["Content-Type"]) == (as_kept(PDF), "application/pdf")


def test_a_picture_loses_what_is_hidden_in_it_and_a_new_one_replaces_it(city):
    someone = city.applicant()
    first = upload(someone, "photo", jpeg() + b"<?php system('id'); ?>").json()["id"]
    content = someone.get(f"/v1/documents/{first}/content")
    assert (content.headers["Content-Type"], b"<?php" in content.content) == ("image/jpeg", False)
    assert content.headers["Content-Disposition"].startswith("attachment")
    second = upload(someone, "photo", jpeg()).json()["id"]
    items = someone.get("/v1/documents").json()["items"]
    assert [(item["id"], item["current"]) for item in items] == [(second, True), (first, False)]
    sealed = city.runtime.db.files.find_one({"_id": f"document-{first}"})["sealed"]
    assert jpeg()[:64] not in sealed and content.content[:64] not in sealed
    problem(city.applicant().get(f"/v1/documents/{first}/content"), 404, "berkas-tidak-ada")
    problem(upload(someone, "passport", PDF), 422, "isian", "kind")


def test_an_auditor_says_why_and_the_file_opens_for_that_auditor_for_a_while(city):
    someone, auditor = city.applicant(), city.staff("auditor")
    id = upload(someone, "diploma", PDF).json()["id"]
    where, views = f"/v1/documents/{id}/content", f"/v1/documents/{id}/views"
    problem(auditor.get(where), 403, "alasan-wajib", "reason")
    problem(auditor.post(views, {"reason": "....."}), 422, "isian", "reason")
    problem(someone.post(views, {"reason": "Ingin tahu isinya"}), 403, "peran")
    assert auditor.post(views, {"reason": "Aduan 12/2025"}).status_code == 200
    assert auditor.get(where).content == as_kept(PDF)
    problem(city.staff("auditor", "b").get(where), 403, "alasan-wajib", "reason")
    [viewed] = [event.data for event in city.runtime.store.events(f"document-{id}")][1:]
    assert (viewed["purpose"], viewed["reason"]) == ("audit", "Aduan 12/2025")
    problem(auditor.post("/v1/documents/none/views", {"reason": "Aduan 12/2025"}), 404, "berkas-tidak-ada")


def test_so_many_uploads_of_a_kind_and_the_last_answer_can_be_asked_for_again(city):
    someone = city.applicant()
    assert shown(someone, "diploma")[0]["left"] == 10
    with ThreadPoolExecutor(4) as at_once:
        statuses = [answer.status_code for answer in at_once.map(lambda _: upload(someone, "diploma", PDF), range(9))]
    assert statuses == [201] * 9
    tenth = upload(someone, "diploma", PDF, key="tenth").json()
    assert shown(someone, "diploma")[0]["left"] == 0
    again = upload(someone, "diploma", PDF, key="tenth").json()
    assert (again["id"], again["repeated"]) == (tenth["id"], True)
    refused = problem(upload(someone, "diploma", PDF), 409, "unggahan-habis", "file")
    assert "Ijazah sudah diunggah 10 kali dalam 365 hari" in refused["detail"]
    assert len(shown(someone, "diploma")[1]) == 10
    assert upload(someone, "transcript", PDF).status_code == 201
    assert upload(city.applicant(), "diploma", PDF).status_code == 201


def test_many_uploads_at_once_are_no_way_around_the_number(city):
    someone = city.applicant()
    with ThreadPoolExecutor(8) as at_once:
        answers = list(at_once.map(lambda _: upload(someone, "photo", jpeg(60, 80)), range(16)))
    assert sorted(answer.status_code for answer in answers) == [201] * 10 + [409] * 6
    assert len(shown(someone, "photo")[1]) == 10


def test_three_applications_may_be_begun_in_a_period_and_a_draft_that_is_given_up_counts_nobody(city, line):
    city.deliver()
    before = city.public.get("/v1/periods/CPNS-2024/counts").json()["applications"]
    someone = city.applicant()
    for _ in range(2):
        id = someone.post("/v1/applications", {"vacancy": line}).json()["id"]
        assert someone.post(f"/v1/applications/{id}/withdrawal", {"reason": None}, version=1).status_code == 200
    third = someone.post("/v1/applications", {"vacancy": line})
    assert third.status_code == 201
    city.deliver()
    after = city.public.get("/v1/periods/CPNS-2024/counts").json()["applications"]
    assert {name: after[name] - before[name] for name in ("registered", "submitted", "draft", "withdrawn")} == {
        "registered": 1, "submitted": 0, "draft": 1, "withdrawn": 0,
    }  # fmt: skip
    path = f"/v1/applications/{third.json()['id']}/withdrawal"
    assert someone.post(path, {"reason": None}, version=1).status_code == 200
    refused = problem(someone.post("/v1/applications", {"vacancy": line}), 409, "lamaran-terlalu-sering", "vacancy")
    assert "3 lamaran" in refused["detail"]


def test_its_owner_sees_a_small_picture_of_a_page_and_nobody_elses(city):
    someone, other = city.applicant(), city.applicant()
    made = {kind: upload(someone, kind, file).json()["id"] for kind, file in (("photo", jpeg()), ("diploma", PDF))}
    for id in made.values():
        page = someone.get(f"/v1/documents/{id}/pages/1?longest=320")
        assert (page.status_code, page.headers["Content-Type"]) == (200, "image/jpeg")
        assert max(Image.open(io.BytesIO(page.content)).size) == 320
        problem(other.get(f"/v1/documents/{id}/pages/1?longest=320"), 404, "berkas-tidak-ada")
    problem(someone.get(f"/v1/documents/{made['diploma']}/pages/2"), 404, "halaman-tidak-ada")
