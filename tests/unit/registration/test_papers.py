"""A PDF is taken when a library opens it and finds a page; what is kept shows the same and does nothing."""

import io
import re
import zlib

import pikepdf
import pytest
from asnkit import papers
from asnkit.events import Refused
from asnkit.sandbox import Rejected
from pikepdf import Array, Dictionary, Name, String
from registration.document import content
from registration.document.domain import PDF

from tests.hostile import CHANGES
from tests.papers import jpeg, pdf

ACTING = re.compile(
    r"^/(JS|JavaScript|OpenAction|AA|A|Launch|SubmitForm|ImportData|URI|GoToR|GoToE|EmbeddedFiles?|EF|AF|FS|Filespec|"
    r"AcroForm|XFA|RichMedia\w*|Rendition|Annots|Names|Outlines|OCProperties|Metadata|PieceInfo|Ref|OPI|PS|Collection)$"
)
CHOSEN = {"/XObject", "/Font", "/ColorSpace", "/Pattern", "/ExtGState"}


def told(file):
    """Every key and name that says what something is or does, and every text, anywhere in a file."""
    found, texts = set(), b""
    with pikepdf.open(io.BytesIO(file)) as opened:
        todo = [(one, "") for one in opened.objects] + [(opened.trailer, "")]
        while todo:
            value, name = todo.pop()
            if isinstance(value, pikepdf.Stream):
                texts += value.read_raw_bytes()
            if isinstance(value, pikepdf.Stream | Dictionary):
                found |= set() if name in CHOSEN else set(value.keys())
                todo += [(inner, key) for key, inner in value.items() if not getattr(inner, "is_indirect", False)]
            elif isinstance(value, Array):
                todo += [(inner, "") for inner in value if not getattr(inner, "is_indirect", False)]
            elif isinstance(value, Name):
                found.add(str(value))
            elif isinstance(value, String):
                texts += bytes(value)
    return found, texts


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_what_acts_is_not_kept_and_the_page_is(change):
    hostile = pdf(change=change)
    kept = papers.rewrite(hostile)
    found, texts = told(kept)
    assert not {one for one in found if ACTING.match(one)}
    for text in (b"app.alert", b"http", b"MZ program", b"passwd", b"xdp", b"cmd.exe", b"Nama Orang"):
        assert text not in texts
    with pikepdf.open(io.BytesIO(kept)) as opened:
        assert [page.obj.Contents.read_bytes().strip() for page in opened.pages] == [b"0 0 10 10 re f"]
        assert opened.check_pdf_syntax() == []
        assert set(opened.Root.keys()) == {"/Type", "/Pages"} and not opened.docinfo.keys()


def test_each_of_them_would_have_been_found():
    for change in CHANGES:
        found, _ = told(pdf(change=change))
        assert {one for one in found if ACTING.match(one)} or found & {"/F", "/Properties"}, change


def test_what_lies_on_a_page_as_a_stamp_or_a_filled_field_stays_to_be_seen():
    def stamped(made):
        look = made.make_stream(b"1 0 0 rg 0 0 80 80 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 80, 80])
        shown = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, Rect=[10, 10, 90, 90], F=4, AP=Dictionary(N=look)
        )
        hidden = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 9, 9], F=2, AP=Dictionary(N=look))
        notes = Array([made.make_indirect(shown), made.make_indirect(hidden)])
        made.pages[0].obj.Annots, made.Root.AcroForm = notes, Dictionary(Fields=Array([notes[0]]), SigFlags=3)

    with pikepdf.open(io.BytesIO(papers.rewrite(pdf(change=stamped)))) as kept:
        [drawn] = kept.pages[0].obj.Resources.XObject.values()
        assert drawn.read_bytes() == b"1 0 0 rg 0 0 80 80 re f"
        assert Name.Annots not in kept.pages[0].obj and Name.AcroForm not in kept.Root


def test_what_a_page_is_drawn_with_stays():
    def drawn(made):
        page = made.pages[0].obj
        picture = made.make_stream(jpeg(20, 10), Subtype=Name.Image, Width=20, Height=10, BitsPerComponent=8)
        picture.ColorSpace, picture.Filter = Name.DeviceRGB, Name.DCTDecode
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Rotate, page.CropBox = 90, Array([0, 0, 100, 100])
        page.Resources = Dictionary(XObject=Dictionary(AA=picture), Font=Dictionary(A=font, JS=font))
        page.Contents = Array([made.make_stream(b"/AA Do"), made.make_stream(b"BT /A 9 Tf (x) Tj ET")])

    with pikepdf.open(io.BytesIO(papers.rewrite(pdf(change=drawn)))) as kept:
        page = kept.pages[0].obj
        assert (page.Rotate, list(page.CropBox)) == (90, [0, 0, 100, 100])
        assert [part.read_bytes() for part in page.Contents] == [b"/AA Do", b"BT /A 9 Tf (x) Tj ET"]
        assert page.Resources.XObject.AA.read_raw_bytes() == jpeg(20, 10)
        assert set(page.Resources.Font.keys()) == {"/A", "/JS"}


def encrypted(**passwords):
    return pdf(encryption=pikepdf.Encryption(**passwords))


GOOD = {
    "as it is": pdf(),
    "a mark of the byte order before it": b"\xef\xbb\xbf" + pdf(),
    "an answer's head before it": b"HTTP/1.1 200 OK\r\n\r\n" + pdf(),
    "junk behind it": pdf() + b"\n\n<html>" + bytes(3000),
    "its end cut off": pdf()[:-40],
    "a table that does not fit": pdf().replace(b"startxref\n", b"startxref\n9"),
    "no password to open": encrypted(owner="rahasia"),
    "an older cipher": encrypted(owner="rahasia", R=3, aes=False, metadata=False),
    "the word in a text": pdf(change=lambda made: made.docinfo.__setitem__("/Title", "/Encrypt me")),
    "a hundred pages": pdf(100),
    "object streams": pdf(3, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "read in lines": pdf(2, linearize=True),
}
EMPTY = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
BAD = {
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nhanya kepala%%EOF": ("berkas-rusak", "tidak dapat dibaca"),
    EMPTY: ("berkas-rusak", "tidak dapat dibaca"),
    b"%PDF-%%EOF": ("berkas-rusak", "tidak dapat dibaca"),
    b"%PDF-1.7 MZ" + bytes(500): ("berkas-rusak", "tidak dapat dibaca"),
    b"<html>" + bytes(500): ("jenis-berkas", "harus berupa PDF"),
    jpeg(): ("jenis-berkas", "harus berupa PDF"),
    pdf(0): ("berkas-rusak", "tidak dapat dibaca"),
    pdf(101): ("halaman-terlalu-banyak", "memuat lebih dari 100 halaman"),
    encrypted(user="rahasia", owner="x"): ("berkas-bersandi", "dilindungi kata sandi; unggah tanpa kata sandi"),
    pdf(3).replace(b"/Count 3", b"/Count 0").replace(b"/Kids", b"/Kinder"): ("berkas-rusak", "tidak dapat dibaca"),
    b"": ("berkas-kosong", "kosong"),
}


@pytest.mark.parametrize("file", GOOD)
def test_what_the_library_opens_and_finds_pages_in_is_taken(sandbox, file):
    with pikepdf.open(io.BytesIO(GOOD[file])) as given:
        pages = len(given.pages)
    media_type, kept = content.kept(sandbox, "diploma", GOOD[file])
    with pikepdf.open(io.BytesIO(kept)) as opened:
        assert (media_type, len(opened.pages), opened.is_encrypted) == (PDF, pages, False)


@pytest.mark.parametrize(("file", "refusal"), BAD.items(), ids=[rule for rule, _ in BAD.values()])
def test_what_it_does_not_is_refused_with_what_is_wrong(sandbox, file, refusal):
    with pytest.raises(Refused) as refused:
        content.kept(sandbox, "diploma", file)
    assert (refused.value.rule, refused.value.message) == (refusal[0], f"Berkas Ijazah {refusal[1]}.")


def packed(size):
    """So many spaces, in a thousandth of their size."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()


def _content(made):
    made.pages[0].obj.Contents = made.make_stream(packed(200_000_000), Filter=Name.FlateDecode)


def _in_parts(made):
    part = packed(60_000_000)
    made.pages[0].obj.Contents = Array([made.make_stream(part, Filter=Name.FlateDecode) for _ in range(3)])


def _picture(made, wide=40_000, high=40_000):
    drawn = made.make_stream(b"x", Subtype=Name.Image, Width=wide, Height=high, BitsPerComponent=8)
    drawn.ColorSpace, drawn.Filter = Name.DeviceRGB, Name.DCTDecode
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=drawn))


@pytest.mark.parametrize("change", [_content, _in_parts, _picture])
def test_a_page_that_is_too_much_when_unpacked_is_refused(change):
    with pytest.raises(Rejected, match=r"^unpacked$"):
        papers.rewrite(pdf(change=change))


def test_many_pages_scanned_in_colours_are_not_too_much():
    def scanned(made):
        for page in made.pages:
            drawn = made.make_stream(b"x", Subtype=Name.Image, Width=2480, Height=3508, BitsPerComponent=8)
            drawn.ColorSpace, drawn.Filter = Name.DeviceRGB, Name.DCTDecode
            page.obj.Resources = Dictionary(XObject=Dictionary(P=drawn))

    with pikepdf.open(io.BytesIO(papers.rewrite(pdf(12, change=scanned)))) as kept:
        assert len(kept.pages) == 12


def test_the_same_file_is_kept_the_same_and_once_kept_stays_as_it_is():
    kept = papers.rewrite(pdf(3))
    assert papers.rewrite(pdf(3)) == kept
    assert len(papers.rewrite(kept)) == len(kept)
