"""A key of the development's own, so that signing can be seen without BSrE: a CMS signature behind the paper (ISO
32000-2, 12.8, `adbe.pkcs7.detached`). It says who signs, and proves nothing to anybody outside."""

import re

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

ROOM = 8192
"""Hexadecimal digits for the signature."""
TRAILER = re.compile(rb"/Root (\d+) 0 R")
SIZE = re.compile(rb"/Size (\d+)")
PLACE = b"/ByteRange [0 %010d %010d %010d]"


class DevelopmentKey:
    name = "Kunci pengembangan (tanpa kekuatan hukum)"

    def __init__(self, pem: bytes):
        """A private key and its certificate, one after the other."""
        self._key = serialization.load_pem_private_key(pem, None)
        self._certificate = x509.load_pem_x509_certificate(pem)

    def sign(self, paper: bytes) -> bytes:
        added, at = _added(paper)
        opens = added.index(b"<" + b"0" * ROOM) + len(paper)
        first, second = opens, opens + ROOM + 2
        whole = paper + added.replace(at, PLACE % (first, second, len(paper) + len(added) - second))
        builder = pkcs7.PKCS7SignatureBuilder().set_data(whole[:first] + whole[second:])
        builder = builder.add_signer(self._certificate, self._key, hashes.SHA256())
        ways = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities]
        der = builder.sign(serialization.Encoding.DER, ways)
        return whole[: first + 1] + der.hex().encode().ljust(ROOM, b"0") + whole[second - 1 :]


def _added(paper: bytes) -> tuple[bytes, bytes]:
    """What stands behind a paper of ours that has room for a signature, and the place of its range.

    Raises ValueError for a PDF that is not written as ours are.
    """
    before = paper.rpartition(b"startxref")[2].split()
    root, size = TRAILER.findall(paper), SIZE.findall(paper)
    catalog = re.search(rb"\n%s 0 obj\n<<(.*?)>>\nendobj" % root[-1], paper, re.DOTALL) if root else None
    if catalog is None or not size or not before:
        raise ValueError("no PDF of ours")
    number, at = int(size[-1]), PLACE % (0, 0, 0)
    objects = {
        int(root[-1]): b"<<" + catalog[1] + b"/AcroForm << /Fields [%d 0 R] /SigFlags 3 >>\n>>" % (number + 1),
        number: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached\n"
        + at + b"\n/Contents <" + b"0" * ROOM + b"> >>",
        number + 1: b"<< /FT /Sig /T (tanda-tangan) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /V %d 0 R >>"
        % number,
    }  # fmt: skip
    text, table = b"\n", b"xref\n"
    for one, body in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (one, len(paper) + len(text))
        text += b"%d 0 obj\n" % one + body + b"\nendobj\n"
    starts = len(paper) + len(text)
    ends = b"trailer\n<< /Size %d /Root %s 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
    return text + table + ends % (number + 2, root[-1], before[0], starts), at
