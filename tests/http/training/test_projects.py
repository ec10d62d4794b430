"""The project of a Latsar, from its file to the mean of two examiners who did not see each other's mark."""

import pytest
from pikepdf import Encryption
from training.enrolment.courses import LATSAR
from training.streams import enrolment_stream

from tests.hostile import CHANGES
from tests.http.running import problem
from tests.papers import as_kept, pdf

from .classes import together

pytestmark = pytest.mark.servers

MARKED = b"0 0 42 4242 re f"
PDF = pdf(2, change=lambda made: made.pages[0].obj.__setattr__("Contents", made.make_stream(MARKED)))
TITLE = {"title": "Kartu kendali antrean loket"}


@pytest.fixture
def latsar(officer, people):
    """(path, the participant, mentor, coach) of a Latsar whose days are over."""
    (person, mine), (mentor, other), (coach, _third) = people(3)
    where = f"/v1/latsar/{enrolment_stream(person, LATSAR).partition('-')[2]}"
    begun = {"begins": "2025-06-02", "mentor": mentor, "coach": coach}
    assert officer.post(where, begun).status_code == 201
    return where, mine, other


def test_a_project_is_sealed_and_examined_by_two_who_do_not_see_each_others_mark(training, officer, latsar):
    where, mine, other = latsar
    file = f"{where}/project"
    problem(mine.get(file), 404, "proyek-tidak-ada")
    problem(mine.post(file, params=TITLE, data=b"Halo"), 422, "jenis-berkas", "file")
    problem(mine.post(file, params=TITLE, data=PDF + b" " * 5_300_000), 422, "ukuran-berkas", "file")
    problem(other.post(file, params=TITLE, data=PDF), 404, "latsar-belum-mulai")
    for _ in range(2):
        assert mine.post(file, params=TITLE, data=PDF).status_code == 201
    assert mine.get(f"{file}/file").content == officer.get(f"{file}/file").content == as_kept(PDF)
    assert officer.get(file).json()["size"] == len(as_kept(PDF))
    problem(other.get(f"{file}/file"), 404, "proyek-tidak-ada")
    kept = list(training.runtime.db.batch_files.find())
    assert kept and not any(MARKED in bytes(piece["bytes"]) for piece in kept)

    second, seen = training.staff("diklat", "d2"), officer.get(file).json()
    assert (seen["examined"], seen["open"]) == (0, True)
    first = {"handed_in": seen["handed_in"], "mark": "80"}
    wrong = {"handed_in": {**seen["handed_in"], "sha256": "0" * 64}, "mark": "80"}
    problem(officer.post(f"{file}/marks", wrong), 409, "bukan-yang-dibaca", "handed_in")
    problem(mine.post(f"{file}/marks", first), 403, "peran")
    assert officer.post(f"{file}/marks", first).status_code == 200
    problem(officer.post(f"{file}/marks", first), 409, "sudah-menguji")
    problem(mine.post(file, params=TITLE, data=PDF), 409, "proyek-sudah-diuji")
    blind = {"examined": 1, "marks": [], "mean": None, "grade": None}
    for who, own in ((officer, "80.00"), (second, None), (mine, None)):
        body = who.get(file).json()
        assert {name: body[name] for name in blind} == blind and body["own"] == own
        assert own or "80" not in str({name: body[name] for name in ("own", "marks", "mean")})
    passed = {"score": "86,5", "certificate_no": "12/LATSAR/2025"}
    problem(officer.post(f"{where}/result", passed, version=1), 409, "proyek-belum-diuji")

    assert second.post(f"{file}/marks", first | {"mark": "80,01"}).status_code == 200
    body = mine.get(file).json()
    told = {name: body[name] for name in ("marks", "mean", "grade", "open")}
    assert told == {"marks": ["80.00", "80.01"], "mean": "80.01", "grade": "SATISFYING", "open": False}
    assert officer.post(f"{where}/result", passed, version=1).status_code == 200


def test_of_three_who_examine_at_the_same_moment_two_are_taken(training, officer, latsar):
    where, mine, _other = latsar
    assert mine.post(f"{where}/project", params=TITLE, data=PDF).status_code == 201
    body = {"handed_in": officer.get(f"{where}/project").json()["handed_in"], "mark": "90"}
    crowd = [training.staff("diklat", f"x{n}") for n in range(3)]
    answers = together(lambda who: who.post(f"{where}/project/marks", body), crowd)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 409]


def test_what_an_examiner_downloads_shows_its_pages_and_does_nothing_else(officer, latsar):
    where, mine, _other = latsar
    for change in CHANGES:
        hostile = pdf(change=change)
        assert mine.post(f"{where}/project", params=TITLE, data=hostile).status_code == 201, change
        assert officer.get(f"{where}/project/file").content == as_kept(hostile) != hostile, change


@pytest.mark.parametrize(
    ("file", "rule", "sentence"),
    [
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "berkas-rusak", "Berkas proyek tidak dapat dibaca."),
        (
            pdf(encryption=Encryption(user="x", owner="x")),
            "berkas-bersandi",
            "Berkas proyek dilindungi kata sandi; unggah tanpa kata sandi.",
        ),
        (pdf(101), "halaman-terlalu-banyak", "Berkas proyek memuat lebih dari 100 halaman."),
    ],
    ids=["broken", "locked", "long"],
)
def test_a_file_that_cannot_be_written_anew_is_refused_with_a_sentence(latsar, file, rule, sentence):
    where, mine, _other = latsar
    answer = mine.post(f"{where}/project", params=TITLE, data=file)
    problem(answer, 422, rule, "file")
    assert sentence in answer.text
    problem(mine.get(f"{where}/project"), 404, "proyek-tidak-ada")
