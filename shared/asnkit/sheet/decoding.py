"""What kind of file it is, from its first bytes, and the text of one that is text.

UTF-16 by its mark, UTF-8 with or without one, else cp1252, in which Indonesian Excel saves a CSV.
"""

import io
import re
from zipfile import BadZipFile, ZipFile

from .faults import Unreadable

XLSX, TEXT = "xlsx", "text"
PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
SAVE_AS = "Buka di programnya, simpan sebagai .xlsx atau CSV, lalu unggah hasilnya."
OTHERS = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "gambar (JPEG)"),
    (b"\x89PNG", "gambar (PNG)"),
    (b"GIF8", "gambar (GIF)"),
    (b"{\\rtf", "dokumen RTF"),
    (b"\xd0\xcf\x11\xe0", "buku kerja Excel lama (.xls) atau buku kerja bersandi"),
    (b"\x1f\x8b", "arsip (gzip)"),
    (b"Rar!", "arsip (RAR)"),
    (b"7z\xbc\xaf", "arsip (7z)"),
)
INSIDE = (
    ("xl/workbook.bin", "buku kerja biner (.xlsb)"),
    ("content.xml", "buku kerja OpenDocument (.ods)"),
    ("word/document.xml", "dokumen Word"),
    ("ppt/presentation.xml", "presentasi"),
)
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|style|\?xml|script)", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UTF8_PAIRS = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
_LINE_END = re.compile(r"\r\n|\r|\n")
WORKBOOK_NAMES, TEXT_NAMES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), (".csv", ".txt", ".tsv")


def kind_of(content: bytes) -> str:
    """XLSX or TEXT. Raises Unreadable for everything else, by its name."""
    if not content.strip():
        raise Unreadable("Berkas kosong.")
    if content.startswith(PACKED):
        return _packed(content)
    for start, name in OTHERS:
        if content.startswith(start):
            raise Unreadable(f"Berkas ini {name}, bukan CSV atau XLSX. {SAVE_AS}")
    if _MARKUP.match(content.removeprefix(MARKS[0][0])):
        raise Unreadable(f"Berkas ini halaman web (HTML) atau XML, walaupun mungkin dibuka oleh Excel. {SAVE_AS}")
    return TEXT


def check_name(name: str, content: bytes) -> None:
    """A workbook that is called .csv, and text that is called .xlsx, is told so. Raises Unreadable."""
    kind, called = kind_of(content), name.strip().casefold()
    if kind == XLSX and called.endswith(TEXT_NAMES):
        raise Unreadable(
            "Berkas ini buku kerja Excel (XLSX) yang diberi nama .csv. Mengganti nama tidak mengubah isinya: beri lagi "
            "nama .xlsx, atau simpan sebagai CSV dari Excel."
        )
    if kind == TEXT and called.endswith(WORKBOOK_NAMES):
        raise Unreadable(
            "Berkas ini teks (CSV) yang diberi nama buku kerja Excel. Mengganti nama tidak mengubah isinya: beri nama "
            ".csv, atau simpan sebagai .xlsx dari Excel."
        )


def text_of(content: bytes) -> str:
    """Raises Unreadable where the bytes are not what their mark says, or no text."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            text = _decoded(content.removeprefix(mark), encoding)
            break
    else:
        try:
            text = content.decode()
        except UnicodeDecodeError as wrong:
            text = _older(content, wrong.start)
    odd = CONTROL.search(text)
    if odd:
        row = _row_of(text[: odd.start()])
        sign = f"U+{ord(odd[0]):04X}"
        raise Unreadable(f"Baris {row} memuat karakter kendali ({sign}) yang bukan bagian dari teks.", row)
    return text


def _packed(content: bytes) -> str:
    try:
        names = set(ZipFile(io.BytesIO(content)).namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("Buku kerja ini rusak dan tidak dapat dibuka; simpan ulang sebagai .xlsx.") from None
    if any(name.casefold() == "xl/workbook.xml" for name in names):
        return XLSX
    kind = next((kind for name, kind in INSIDE if name in names), "arsip (ZIP)")
    raise Unreadable(f"Berkas ini {kind}, bukan CSV atau XLSX. {SAVE_AS}")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        row = _row_of(content[: wrong.start].decode(encoding, errors="replace"))
        told = (
            f"Berkas ini ditandai {encoding.upper()[:6].strip('-')}, tetapi baris {row} bukan teks itu: berkas rusak."
        )
        raise Unreadable(told, row) from None


def _older(content: bytes, wrong: int) -> str:
    """cp1252; but text that is UTF-8 in one place and not in another has been spoilt on its way."""
    row = _row_of(content[:wrong].decode(errors="replace"))
    if _UTF8_PAIRS.search(content):
        raise Unreadable(f"Baris {row} bukan UTF-8 seperti bagian lain berkas ini: hurufnya rusak. Simpan ulang.", row)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as undefined:
        row = _row_of(content[: undefined.start].decode("latin-1"))
        raise Unreadable(f"Baris {row} memuat huruf yang tidak dikenal; simpan ulang sebagai CSV UTF-8.", row) from None


def _row_of(before: str) -> int:
    return 1 + len(_LINE_END.findall(before))
