"""A PDF that somebody sends, as it is kept: what the sandbox wrote anew of its pages (papers.py), never what came."""

from .events import Refused
from .sandbox import UNREADABLE, Rejected, Sandbox

MEDIA_TYPE = "application/pdf"
MODULE = "asnkit.papers"
"""What a service that takes PDFs names in `sandboxed`."""
MARK = b"%PDF-"
MARK_WITHIN = 1024
"""Bytes before it are passed over, as readers do (ISO 32000-1, annex H.3)."""
REFUSALS = {
    UNREADABLE: ("berkas-rusak", "tidak dapat dibaca"),
    "password": ("berkas-bersandi", "dilindungi kata sandi; unggah tanpa kata sandi"),
    "pages": ("halaman-terlalu-banyak", "memuat lebih dari 100 halaman"),
    "unpacked": ("isi-terlalu-besar", "memuat halaman yang terlalu besar bila dibuka"),
}
"""Why it cannot be taken → the rule's name, and what is said of the file."""


def kept(sandbox: Sandbox, content: bytes, name: str) -> bytes:
    """Raises Refused with one sentence about the file of this name, Unavailable."""
    try:
        return sandbox.run(f"{MODULE}:rewrite", content)
    except Rejected as rejected:
        if rejected.why == UNREADABLE and MARK not in content[:MARK_WITHIN]:
            raise wrong_type(name) from None
        rule, why = REFUSALS[rejected.why]
        raise Refused(rule, f"Berkas {name} {why}.", "file", status=422) from None


def wrong_type(name: str, wanted: str = "PDF") -> Refused:
    return Refused("jenis-berkas", f"Berkas {name} harus berupa {wanted}.", "file", status=422)
