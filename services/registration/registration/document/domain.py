"""A file that a person uploaded: its kind, its size, and who opened it.

Streams: document-<uuid>. A new upload of the same kind is a new stream that names the one
it replaces; both stay. Sizes and types are those of the 2024 round (domain.md §1.7).
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

JPEG = "image/jpeg"
PDF = "application/pdf"
KILOBYTE = 1024

LIMITS = {
    "id_card": (JPEG, 200 * KILOBYTE),
    "photo": (JPEG, 200 * KILOBYTE),
    "selfie": (JPEG, 200 * KILOBYTE),
    "diploma": (PDF, 800 * KILOBYTE),
    "transcript": (PDF, 500 * KILOBYTE),
    "application_letter": (PDF, 500 * KILOBYTE),
    "statement_letter": (PDF, 500 * KILOBYTE),
    "health_registration": (PDF, 500 * KILOBYTE),
    "teaching_certificate": (PDF, 500 * KILOBYTE),
    "disability_certificate": (PDF, 500 * KILOBYTE),
}
"""kind → (media type, largest size in bytes)"""

NAMES = {
    "id_card": "KTP",
    "photo": "Pasfoto",
    "selfie": "Swafoto",
    "diploma": "Ijazah",
    "transcript": "Transkrip nilai",
    "application_letter": "Surat lamaran",
    "statement_letter": "Surat pernyataan lima poin",
    "health_registration": "STR",
    "teaching_certificate": "Sertifikat pendidik",
    "disability_certificate": "Surat keterangan disabilitas",
}
TYPE_NAMES = {JPEG: "JPG", PDF: "PDF"}


@dataclass(frozen=True, slots=True)
class Upload:
    """`media_type` is what the bytes are, not what the browser said; `sha256` is of the sealed bytes."""

    person: str
    kind: str
    media_type: str
    size: int
    sha256: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Someone other than the owner opens the file; `purpose` is file_check, objection or audit."""

    purpose: str


def decide(state: dict | None, command: Upload | View, now: datetime) -> list[Fact]:
    if isinstance(command, View):
        return [Fact("document.viewed", _viewed(state, command))]
    if not isinstance(command, Upload):
        raise TypeError(command)
    if state is not None:
        raise Refused("berkas-sudah-ada", "Berkas ini sudah diunggah.")
    check_file(command.kind, command.media_type, command.size)
    data = {
        "person": command.person,
        "kind": command.kind,
        "sha256": command.sha256,
        "size": command.size,
        "media_type": command.media_type,
        "replaces": command.replaces,
    }
    return [Fact("document.uploaded", data)]


def check_file(kind: str, media_type: str | None, size: int) -> None:
    """One sentence for the first thing that is wrong with a file; sizes in bytes."""
    name = NAMES[kind]
    wanted, limit = LIMITS[kind]
    if size == 0:
        raise Refused("berkas-kosong", f"Berkas {name} kosong.", "file", status=422)
    if media_type != wanted:
        raise Refused("jenis-berkas", f"Berkas {name} harus berupa {TYPE_NAMES[wanted]}.", "file", status=422)
    if size > limit:
        raise Refused(
            "ukuran-berkas",
            f"Ukuran berkas {name} harus paling besar {limit // KILOBYTE} KB.",
            "file",
            status=422,
        )


def _viewed(state: dict | None, command: View) -> dict:
    if state is None:
        raise Refused("berkas-tidak-ada", "Berkas ini tidak ditemukan.", status=404)
    return {"person": state["person"], "kind": state["kind"], "purpose": command.purpose}


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "document.viewed":
        return state
    return {**event.data, "uploaded_at": event.time}


AGGREGATE = Aggregate("document", decide, evolve)
