"""A receipt inside a PDF is checked from the PDF alone; a hostile PDF costs little and proves nothing."""

import io
import time
import zlib

import pikepdf
import pytest
from asn_verify.main import main
from fpdf import FPDF

from .logs import Log
from .test_receipt import DIGEST, LEAF


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "log", [LEAF]).grow(40)


def paper(*texts, compress=True):
    page = FPDF()
    page.add_page()
    for number, text in enumerate(texts):
        page.embed_file(bytes=text.encode(), basename=f"bukti-{number}.tlog-proof", compress=compress)
    return bytes(page.output())


def saved(content, **ways):
    """As another program writes the same PDF."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(written, **ways)
    return written.getvalue()


def receipt(log, tmp_path, content, key=None):
    place = tmp_path / "sertifikat.pdf"
    place.write_bytes(content)
    return main(["receipt", str(place), "--key", key or log.key])


@pytest.mark.parametrize(
    "ways",
    [
        None,
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"linearize": True},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    ],
)
def test_a_pdf_is_checked_by_itself_whatever_program_wrote_it(log, tmp_path, capsys, ways):
    made = paper(log.proof(0).text)
    assert receipt(log, tmp_path, saved(made, **ways) if ways else made) == 0
    assert f"the event with SHA-256 {DIGEST.hexdigest()}." in capsys.readouterr().out


def test_an_attachment_that_is_not_compressed_is_read_too(log, tmp_path):
    assert receipt(log, tmp_path, paper(log.proof(0).text, compress=False)) == 0


def test_the_same_receipt_twice_is_one_and_two_are_none(log, tmp_path, capsys):
    one, other = log.proof(0).text, log.proof(1).text
    assert receipt(log, tmp_path, paper(one, one)) == 0
    assert receipt(log, tmp_path, paper(one, other)) == 2
    assert "2 receipts are attached" in capsys.readouterr().err


def test_a_forged_receipt_inside_a_pdf_is_refused(log, tmp_path, capsys):
    other = Log(tmp_path / "other", [LEAF])
    assert receipt(log, tmp_path, paper(other.proof(0).text)) == 1
    assert "not signed by" in capsys.readouterr().err


@pytest.mark.parametrize("lost", [b"%PDF-1.7\n", paper(), paper("c2sp.org/tlog-proof@v1\n" * 2_000)])
def test_a_pdf_without_a_receipt_says_so(log, tmp_path, capsys, lost):
    assert receipt(log, tmp_path, lost) == 2
    assert "no receipt is attached" in capsys.readouterr().err


def test_what_inflates_without_end_is_left(log, tmp_path):
    bomb = zlib.compress(b"c2sp.org/tlog-proof@v1\n" + bytes(200_000_000))
    begun = time.process_time()
    assert receipt(log, tmp_path, b"%PDF-1.7\n" + b"stream\n" + bomb + b"\nendstream\n") == 2
    assert time.process_time() - begun < 1


def test_no_pdf_takes_long(log, tmp_path, capsys):
    one = b"stream\n" + zlib.compress(b"c2sp.org/tlog-proof@v1\n" + bytes(19_000))
    begun = time.process_time()
    assert receipt(log, tmp_path, b"%PDF-1.7\n" + one * 11_000) == 2
    assert time.process_time() - begun < 5
    assert "more than 10000 streams" in capsys.readouterr().err
    assert receipt(log, tmp_path, b"%PDF-1.7\n" + bytes(20_000_000)) == 2
    assert "larger than any paper" in capsys.readouterr().err
