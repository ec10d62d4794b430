"""The receipt on paper says what the page says, whatever a name contains; what it says can be brought back."""

from dataclasses import replace

import pytest
from asnkit.sandbox import Rejected
from asnkit.web import current
from portal.applicant import receipt
from portal.paper import receipt_in
from portal.public.pasted import mended

from tests.papers import pdf

from .reading import text_of
from .test_pasted import promised, proved

NAMES = [
    "Seleksi CPNS 2026 — Kota “Tanjungbalai”",
    "Ahli Pertama – Perawat",
    "Puskesmas Ma’rifat, ‘Aisyah",
    "Siti Nurḥaliṣa binti ʼAbdul Ġafūr",
    "José Nguyễn-Østergård, Łukasz Žižka & Ćurić",
    "Erdoğan Şahin, Ångström, Œuvre …",
]


@pytest.fixture
def made(at, monkeypatch):
    def make(name="Seleksi CPNS", job="Ahli", unit="Dinas", promise=None, proof=None):
        one = {"participant_no": "240012345678", "submitted_at": "2026-08-17T02:05:00Z", "job_name": job, "unit": unit}
        sent = {"event": "application-1@5", "sha256": "ab" * 32, "promise": promise}
        with at():
            monkeypatch.setattr(current(), "settings", replace(current().settings, urls={"portal": "https://x.id"}))
            return receipt.pdf(one, {"name": name}, sent, proof)

    return make


@pytest.mark.parametrize("name", NAMES)
def test_what_a_name_contains_is_printed_as_it_is(made, name):
    assert name in text_of(made(name)).replace("\n", " ")


def test_letters_in_two_signs_are_printed_as_one_and_look_alikes_stand_in(made):
    text = text_of(made(job="Rene\u0301", unit="Non\u2011Eselon \u02beAli"))
    assert "René, Non-Eselon ’Ali" in text
    assert "?" not in text.replace("/bukti?", "")


def test_what_the_letters_do_not_know_is_a_question_mark(made):
    assert "Dinas ?, ?" in text_of(made(job="Dinas 漢", unit="✈"))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_promise_that_is_selected_on_the_paper_is_the_promise(made, size):
    promise = promised(size)
    text = text_of(made(promise=promise))
    assert "— id.go.tanjungbalai.asn/registration/promise " in text.replace("\n", " ")
    assert mended(text) == promise


def test_the_paper_itself_gives_its_receipt_back(made):
    assert receipt_in(made(promise=promised(2), proof=proved(7, 3))).decode() == promised(2)
    assert receipt_in(b"\xef\xbb\xbf" + made(promise=promised(1))).decode() == promised(1)
    assert receipt_in(made(proof=proved(7, 3))).decode() == proved(7, 3)


def test_a_paper_without_a_receipt_is_told_as_such(made):
    def with_files(document):
        for number in range(30):
            document.attachments[f"{number}.txt"] = b"c2sp.org/tlog-proof@v1" + bytes(30_000)

    for file in (pdf(), made(), pdf(change=with_files)):
        with pytest.raises(Rejected, match=r"^no_receipt$"):
            receipt_in(file)
