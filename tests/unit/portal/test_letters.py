"""The office's letters: letterhead, the moment of printing, page n of m, a code that leads to where it is public."""

import pytest
from portal.committee import papers
from portal.printed import Letter

from .reading import text_of

ADDRESS = "https://asn.tanjungbalai.go.id/pengumuman/0192f0c4-7a15-7c3e-9b1d-2f6a5c8e0005"
ANNOUNCED = {
    "title": "Hasil Seleksi Administrasi CPNS 2026", "number": "800/12/BKPSDM/2026",
    "published_at": "2026-08-17T02:00:00Z",
    "objection_closes": "2026-08-20T16:59:59Z", "counts": {"MS": 60, "TMS": 2}, "list_sha256": "ab" * 32, "changes": [],
}  # fmt: skip
SIGNED = {"event": "result-0192f0c4-7a15-7c3e-9b1d-2f6a5c8e0005@2", "sha256": "cd" * 32}


def rows(number):
    for n in range(number):
        yield {"participant_no": f"26{n:010d}", "name": "S*** A***", "job_name": "Perawat Ahli Pertama", "code": "MS"}


@pytest.fixture
def read(at):
    """The text of a paper that is made in a request, without the breaks of its lines."""

    def made(make, *given):
        with at():
            return " ".join(text_of(make(*given)).replace("dari \n", "dari ").split())

    return made


def test_an_announcements_letter_has_its_number_its_list_and_where_it_is_public_on_numbered_pages(read):
    text = read(papers.announcement, ANNOUNCED, rows(62), 62, ADDRESS)
    assert "Nomor 800/12/BKPSDM/2026, 17 Agustus 2026" in text and ADDRESS in text.replace(" ", "")
    assert text.count("260000000061") == 1 and "Memenuhi syarat" in text
    pages = text.count("Pemerintah Kota Tanjungbalai")
    assert pages >= 2 and f"Halaman {pages} dari {pages}" in text and text.count("Dicetak 17 Agustus 2026") == pages
    assert text.count("Nama (tersamar)") >= 2, "the head of the list stands on every page of it"


def test_a_corrected_letter_says_its_version_and_what_was_written(read):
    change = {"version": 2, "at": "2026-08-18T02:00:00Z", "before": {"number": "800/21"}, "letter": "800/13"}
    text = read(papers.announcement, ANNOUNCED | {"changes": [change]}, rows(1), 1, ADDRESS)
    assert "Versi 2, 18 Agustus 2026, menurut surat 800/13; dahulu tertulis: 800/21." in text


def test_a_list_that_is_too_long_for_paper_is_named_by_its_address(read):
    text = read(papers.announcement, ANNOUNCED, rows(0), papers.LISTED + 1, ADDRESS)
    assert "Daftar berisi 5.001 orang" in text and "Nama (tersamar)" not in text


def test_minutes_have_figures_places_for_two_signatures_and_the_last_signatures_proof(read):
    made = {
        "edition": 1, "rule_set": {"id": "KEPMEN321-2024"}, "rules_sha256": "01" * 32, "list_sha256": "02" * 32,
        "counts": {"L": 3, "TL": 9}, "approved": SIGNED,
    }  # fmt: skip
    text = read(papers.result_minutes, "Seleksi CPNS 2026", "Hasil akhir", made, SIGNED, ADDRESS)
    assert text.count("Nama dan NIP") == 2 and SIGNED["sha256"] in text and "belum lengkap" not in text
    made["approved"] = None
    assert "belum lengkap" in read(papers.result_minutes, "Seleksi", "Hasil akhir", made, SIGNED, ADDRESS)
    file = {
        "file": "nilai.csv", "status": "staged", "rows": 12, "missing": 1, "staged": SIGNED,
        "summary": {"present": 10, "absent": 1, "disqualified": 1},
    }  # fmt: skip
    text = read(papers.score_minutes, "Seleksi CPNS 2026", "SKD", file, ADDRESS)
    assert "nilai.csv" in text and "Yang mengunggah" in text and "Halaman 1 dari 1" in text


def test_what_is_longer_than_its_column_is_cut_and_says_so(read):
    def wide():
        page = Letter("Daftar")
        page.rows(("Nama",), (20,), [("Pengelola Layanan Operasional yang panjang",)])
        return bytes(page.output())

    text = read(wide)
    assert "…" in text and "panjang" not in text
