"""A certificate on paper says what it is, and carries the receipt of its event where there is one."""

from dataclasses import replace

import pytest
from asnkit.web import current
from portal.learning import certificate
from portal.paper import receipt_in

from .reading import text_of
from .test_pasted import proved

ONE = {
    "certificate_no": "PBJ-2026-03/001",
    "title": "Pengadaan Barang dan Jasa Dasar",
    "completed_on": "2026-12-02",
    "hours": 24,
    "code": "ABCDEFGHIJKLMNOP",
}


@pytest.fixture
def made(at, monkeypatch):
    def make(proof=None, signer=None, **more):
        with at():
            monkeypatch.setattr(current(), "settings", replace(current().settings, urls={"portal": "https://x.id"}))
            return certificate.paper(ONE | more, "Siti Khadijah Nasution", proof, signer)

    return make


def test_the_receipt_is_inside_the_certificate(made):
    paper = made(proved(7, 3))
    assert receipt_in(paper).decode() == proved(7, 3)
    assert "Bukti pohon terlampir" in text_of(paper)


def test_a_certificate_that_is_made_before_its_receipt_says_so(made):
    text = text_of(made())
    assert "Bukti pohon belum ada saat PDF ini dibuat." in text and "PBJ-2026-03/001" in text


def test_a_certificate_says_until_when_it_holds_and_what_it_replaces(made):
    text = text_of(made(valid_until="2029-12-02", former=[{"certificate_no": "PBJ-2026-03/000"}]))
    assert "2 Desember 2029" in text and "PBJ-2026-03/000" in text
    assert "selamanya" in text_of(made())
