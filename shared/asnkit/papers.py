"""A PDF is what a library opens without a password and finds pages in; its pages go into a new file, and nothing else.

Runs in the sandbox. What a page shows stays, also what lies on it as a note, a stamp or a filled-in field. What acts,
carries files, calls elsewhere or tells of the maker is not copied: scripts, actions, forms, attachments, links, media,
layers' switches, metadata, signatures over the file (ISO 32000-2, 7.7, 12.5 to 12.7, 13, 14).
"""

import io
import math
from contextlib import suppress

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, PdfError, Stream
from pikepdf.exceptions import PikepdfError
from pikepdf.settings import set_qpdf_limits

from .sandbox import Rejected

MOST_PAGES = 100
UNPACKED_BYTES = 150_000_000
"""Of everything that a page draws, unpacked: one that was scanned in colours at 300 dots an inch has 26,000,000."""
MOST_WARNINGS = 10_000

OF_A_PAGE = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group"}
OF_RESOURCES = {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/ProcSet"}
NAMED = {"/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/CharProcs", "/Colorants"}
"""Dictionaries whose keys are names that the file has chosen, and mean nothing."""
DRAWN = {"/Image", "/Form"}
NEVER = {
    "/A", "/AA", "/AF", "/AcroForm", "/Alternates", "/Annots", "/Dests", "/EF", "/EmbeddedFiles", "/FS", "/JS",
    "/JavaScript", "/Launch", "/Measure", "/Metadata", "/Names", "/OC", "/OPI", "/OpenAction", "/PieceInfo", "/PtData",
    "/Ref", "/RichMediaContent", "/RichMediaSettings", "/StructParent", "/StructParents", "/Thumb", "/URI", "/XFA",
}  # fmt: skip
ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms"}
"""In a stream: its bytes are another file's."""
ACTIONS = {
    "/GoTo", "/GoTo3DView", "/GoToDp", "/GoToE", "/GoToR", "/Hide", "/ImportData", "/JavaScript", "/Launch", "/Movie",
    "/Named", "/Rendition", "/ResetForm", "/RichMediaExecute", "/SetOCGState", "/Sound", "/SubmitForm", "/Thread",
    "/Trans", "/URI",
}  # fmt: skip
BROKEN = (PdfError, PikepdfError, ValueError, TypeError)
"""What pikepdf raises of a part that is not as it should be."""
PACKED = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}

set_qpdf_limits(
    doc_max_warnings=MOST_WARNINGS,
    flate_max_memory=UNPACKED_BYTES,
    png_max_memory=UNPACKED_BYTES,
    run_length_max_memory=UNPACKED_BYTES,
    tiff_max_memory=UNPACKED_BYTES,
)


def rewrite(content: bytes) -> bytes:
    """The pages of a PDF in a new one. Raises Rejected "password", "pages" (too many), "unpacked".

    A file without pages does not open.
    """
    try:
        found = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Rejected("password") from None
    with found, Pdf.new() as made:
        if len(found.pages) > MOST_PAGES:
            raise Rejected("pages")
        _draw_annotations(found)
        for page in found.pages:
            _keep(page.obj, OF_A_PAGE)
            made.pages.append(page)
        seen: set[tuple[int, int]] = set()
        for page in made.pages:
            if _clean(page, seen) > UNPACKED_BYTES:
                raise Rejected("unpacked")
        written = io.BytesIO()
        made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return written.getvalue()


def _draw_annotations(found: Pdf) -> None:
    """Stamps, notes and fields become part of the page's picture; what has none to draw is left out."""
    form = found.Root.get(Name.AcroForm)
    with suppress(*BROKEN):
        if isinstance(form, Dictionary) and form.get(Name.NeedAppearances):
            found.generate_appearance_streams()
    with suppress(*BROKEN):
        found.flatten_annotations("all")


def _clean(page: Page, seen: set[tuple[int, int]]) -> int:
    """Take away whatever may act from all that a page draws with; how many bytes that is, unpacked."""
    _keep(page.obj, OF_A_PAGE)
    todo: list[tuple[Object, str]] = [(page.obj.get(part), part) for part in ("/Contents", "/Resources", "/Group")]
    unpacked = 0
    while todo:
        value, name = todo.pop()
        if not isinstance(value, Array | Dictionary | Stream):
            continue
        if value.is_indirect:
            if value.objgen in seen:
                continue
            seen.add(value.objgen)
        if isinstance(value, Array):
            todo += [(item, "") for item in value]
            continue
        if isinstance(value, Stream):
            unpacked += _unpacked(value)
            _drop(value, ELSEWHERE)
        if name == "/Resources":
            _keep(value, OF_RESOURCES)
        named = name in NAMED and not isinstance(value, Stream) and Name.Type not in value
        if not named:
            _drop(value, NEVER)
        for key in list(value.keys()):
            inner = value[key]
            if _acts(inner) or (named and name == "/XObject" and not _is_drawn(inner)):
                del value[key]
            elif key != "/Parent":
                todo.append((inner, "" if named else key))
    return unpacked


def _unpacked(stream: Stream) -> int:
    """Raises Rejected where one stream alone is too much."""
    picture = _picture(stream) if stream.get(Name.Subtype) == Name.Image else 0
    filters = stream.get(Name.Filter)
    names = {str(one) for one in filters} if isinstance(filters, Array) else {str(filters)}
    if not names & PACKED:
        return picture
    try:
        return max(picture, len(stream.read_bytes()))
    except BROKEN as error:
        if "limit" in str(error):
            raise Rejected("unpacked") from None
        return picture


def _picture(stream: Stream) -> int:
    """Bytes that a reader needs for it."""
    bits = 1 if stream.get(Name.ImageMask) else 8 * (1 if stream.get(Name.ColorSpace) == Name.DeviceGray else 3)
    sizes = (stream.get(Name.Width), stream.get(Name.Height), bits)
    return abs(math.prod(size if isinstance(size, int) else 1 for size in sizes)) // 8


def _is_drawn(value: Object) -> bool:
    return isinstance(value, Stream) and str(value.get(Name.Subtype)) in DRAWN


def _acts(value: Object) -> bool:
    return isinstance(value, Dictionary | Stream) and str(value.get(Name.S)) in ACTIONS


def _keep(dictionary: Object, keys: set[str]) -> None:
    _drop(dictionary, set(dictionary.keys()) - keys)


def _drop(dictionary: Object, keys: set[str]) -> None:
    for key in keys & set(dictionary.keys()):
        del dictionary[key]
