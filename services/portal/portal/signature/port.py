"""Who signs a certificate's PDF: nobody, the development's key, or BSrE's service (`ASN_CERTIFICATE_SIGNER`).

A signer gets the whole paper and gives it back with its signature behind it, as a PDF is signed without changing what
was there. What comes back is looked at: it begins with the very bytes that were sent, and the last signature in it
covers the whole file. Whose certificate signed it is for whoever reads the PDF to check.
"""

import re
from typing import Protocol

from asnkit.settings import Settings

from .bsre import Bsre
from .development import DevelopmentKey

LARGEST_ADDED = 2_000_000
RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


class Unsigned(Exception):
    """There is no signature now; what is told is for our log, never for a page."""


class Signer(Protocol):
    name: str
    """As it stands on the paper and on the check page."""

    def sign(self, paper: bytes) -> bytes:
        """Raises OSError, ValueError."""


def signer_of(settings: Settings) -> Signer | None:
    """Raises SystemExit for a word that names none, and for the development's key in production."""
    match settings.certificate_signer:
        case "" | "none":
            return None
        case "development" if settings.development:
            return DevelopmentKey(settings.secret("certificate-signer.pem"))
        case "bsre":
            return Bsre(settings.bsre_url, *(settings.secret(name).decode() for name in Bsre.SECRETS))
    raise SystemExit(f"ASN_CERTIFICATE_SIGNER: {settings.certificate_signer} is none of none, development, bsre")


def signed(signer: Signer, paper: bytes) -> bytes:
    """The paper with its signature. Raises Unsigned."""
    try:
        found = signer.sign(paper)
    except (OSError, ValueError) as error:
        raise Unsigned(f"{signer.name}: {error}") from error
    if not found.startswith(paper) or len(found) > len(paper) + LARGEST_ADDED:
        raise Unsigned(f"{signer.name}: another paper came back")
    ranges = RANGE.findall(found, len(paper))
    if not ranges:
        raise Unsigned(f"{signer.name}: no signature came back")
    first, second, rest = map(int, ranges[-1])
    if not len(paper) <= first < second or second + rest != len(found):
        raise Unsigned(f"{signer.name}: the signature does not cover the whole file")
    return found
