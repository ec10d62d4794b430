"""A file that a person uploaded: its kind, its size, and who opened it.

Streams: document-<uuid>. A new upload of the same kind is a new stream that names the one it replaces; both stay.
Who else wants to see it opens it first (`View`), which is recorded; then its bytes are there for a while. Reading
them records nothing, so no link in a letter reads in anybody's name. Sizes and types are those of the 2024 round
(docs/rules.md §1.7); photos are made that small here, so a telephone's own files may be sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from asnkit import pdf
from asnkit.events import Aggregate, Event, Fact, Refused, parse_time

from ..dates import moment_text

JPEG = "image/jpeg"
PDF = pdf.MEDIA_TYPE
KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE

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
"""kind → (media type, largest size in bytes as it is kept)"""

AUDIT = "audit"
OPEN_FOR = timedelta(minutes=15)
"""From when it is recorded that somebody opens it."""
WITHOUT_REASON = Refused(
    "alasan-wajib", "Catat dahulu alasan membuka berkas ini; sesudah itu berkas terbuka 15 menit.", "reason", status=403
)

UNOPENED = Refused(
    "belum-dibuka", "Buka berkas ini lebih dahulu; sesudah itu isinya terbuka bagi Anda 15 menit.", status=403
)

LARGEST_PHOTO = 10 * MEGABYTE
"""As it is sent; a PDF may be as large as it may be kept."""
UPLOADS = 10
WITHIN = timedelta(days=365)
"""So many uploads of one kind by one person within so long: who has used them up is not shut out for ever."""

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
    """`media_type` is what the bytes are, not what the browser said; `sha256` is of the sealed bytes.

    `earlier` is when this person uploaded others of the kind, as recorded.
    """

    person: str
    kind: str
    media_type: str
    size: int
    sha256: str
    replaces: str | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Someone other than the owner opens the file; `purpose` is file_check, objection, contest or audit.

    Who audits holds no case, so says why.
    """

    purpose: str
    reason: str | None = None


def decide(state: dict | None, command: Upload | View, now: datetime) -> list[Fact]:
    if isinstance(command, View):
        return [Fact("document.viewed", _viewed(state, command))]
    if not isinstance(command, Upload):
        raise TypeError(command)
    if state is not None:
        raise Refused("berkas-sudah-ada", "Berkas ini sudah diunggah.")
    check_quota(command.kind, command.earlier, now)
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


def left(earlier: Iterable[str], now: datetime) -> int:
    """How many uploads of a kind a person still has, who uploaded at these moments."""
    return max(0, UPLOADS - len(_recent(earlier, now)))


def check_quota(kind: str, earlier: Iterable[str], now: datetime) -> None:
    recent = _recent(earlier, now)
    if len(recent) < UPLOADS:
        return
    raise Refused(
        "unggahan-habis",
        f"Berkas {NAMES[kind]} sudah diunggah {UPLOADS} kali dalam {WITHIN.days} hari, paling banyak yang boleh; "
        f"yang terakhir tetap tersimpan. Unggahan berikutnya dapat mulai {moment_text(recent[-UPLOADS] + WITHIN)}.",
        "file",
    )


def check_sent(kind: str, size: int) -> None:
    """The size of what was sent, in bytes."""
    _check_size(kind, size, largest(kind))


def check_file(kind: str, media_type: str | None, size: int) -> None:
    """One sentence for the first thing that is wrong with a file as it is to be kept; its size in bytes."""
    wanted, limit = LIMITS[kind]
    if size and media_type != wanted:
        raise wrong_type(kind)
    _check_size(kind, size, limit)


def wrong_type(kind: str) -> Refused:
    return pdf.wrong_type(NAMES[kind], TYPE_NAMES[LIMITS[kind][0]])


def largest(kind: str) -> int:
    """Bytes of a file of this kind that may be sent."""
    wanted, limit = LIMITS[kind]
    return LARGEST_PHOTO if wanted == JPEG else limit


def _check_size(kind: str, size: int, limit: int) -> None:
    name = NAMES[kind]
    if size == 0:
        raise Refused("berkas-kosong", f"Berkas {name} kosong.", "file", status=422)
    if size > limit:
        shown = f"{limit // MEGABYTE} MB" if limit >= MEGABYTE else f"{limit // KILOBYTE} KB"
        raise Refused("ukuran-berkas", f"Ukuran berkas {name} harus paling besar {shown}.", "file", status=422)


def _recent(earlier: Iterable[str], now: datetime) -> list[datetime]:
    return sorted(at for at in map(parse_time, earlier) if now - at < WITHIN)


def _viewed(state: dict | None, command: View) -> dict:
    if state is None:
        raise Refused("berkas-tidak-ada", "Berkas ini tidak ditemukan.", status=404)
    if command.purpose == AUDIT and not command.reason:
        raise WITHOUT_REASON
    why = {"reason": command.reason} if command.reason else {}
    return {"person": state["person"], "kind": state["kind"], "purpose": command.purpose, **why}


def may_read(state: dict, reader: str, now: datetime) -> None:
    """Raises Refused where this person did not open the file, a while ago at most."""
    if not any(one["by"] == reader and now - parse_time(one["at"]) <= OPEN_FOR for one in state["viewed"]):
        raise WITHOUT_REASON if reader.startswith("auditor:") else UNOPENED


def was_read(state: dict, reader: str, since: str) -> bool:
    """Whether this person opened the file at this moment or later."""
    return any(one["by"] == reader and one["at"] >= since for one in state["viewed"])


def evolve(state: dict | None, event: Event) -> dict:
    if event.fact == "document.uploaded":
        return {**event.data, "uploaded_at": event.time, "viewed": []}
    if event.data["purpose"] == AUDIT and "reason" not in event.data:  # the first release asked for none
        return state
    others = [one for one in state["viewed"] if one["by"] != event.actor]
    return {**state, "viewed": [*others, {"by": event.actor, "at": event.time}]}


AGGREGATE = Aggregate("document", decide, evolve, shape=2)
