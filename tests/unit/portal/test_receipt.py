"""The receipt on paper says what the page says, dashes and quotation marks included."""

import re
import zlib
from dataclasses import replace

import pytest
from asnkit.web import current
from portal.applicant import receipt
from portal.public.pasted import mended

from .test_pasted import promised

STREAM = re.compile(rb"/FlateDecode.*?stream\n(.*?)\nendstream", re.DOTALL)
SHOWN = re.compile(rb"\(((?:[^\\()]|\\.)*)\) Tj")


def text_of(pdf):
    """What a reader extracts: the words that are shown, in the encoding that the file says its fonts have."""
    assert set(re.findall(rb"/Encoding /(\w+)", pdf)) == {b"WinAnsiEncoding"}
    pages = [zlib.decompress(content) for content in STREAM.findall(pdf)]
    words = (re.sub(rb"\\(.)", rb"\1", word) for page in pages for word in SHOWN.findall(page))
    return "\n".join(word.decode("cp1252") for word in words)


@pytest.fixture
def printed(at, monkeypatch):
    def made(name="Seleksi CPNS", job="Ahli", unit="Dinas", promise=None):
        one = {"participant_no": "240012345678", "submitted_at": "2026-08-17T02:05:00Z", "job_name": job, "unit": unit}
        sent = {"event": "application-1@5", "sha256": "ab" * 32, "promise": promise}
        with at():
            monkeypatch.setattr(current(), "settings", replace(current().settings, urls={"portal": "https://x.id"}))
            return text_of(receipt.pdf(one, {"name": name}, sent, None))

    return made


def test_dashes_and_quotation_marks_are_printed_as_they_are(printed):
    text = printed("Seleksi CPNS 2026 — Kota “Tanjungbalai”", "Ahli Pertama – Perawat", "Puskesmas Ma’rifat")
    assert "Seleksi CPNS 2026 — Kota “Tanjungbalai”" in text
    assert "Ahli Pertama – Perawat, Puskesmas Ma’rifat" in text
    assert "--" not in text and "?" not in text.replace("/bukti?", "")


def test_what_the_fonts_do_not_know_is_a_question_mark(printed):
    assert "Dinas ?, ?" in printed(job="Dinas 漢", unit="✓")


def test_a_promise_that_is_copied_from_the_paper_is_the_promise(printed):
    promise = promised(2)
    text = printed(promise=promise)
    assert "— id.go.tanjungbalai.asn/registration/promise " in text.replace("\n", " ")
    assert mended(text[text.index("asn-promise/v1") :]) == promise
