"""Differences and lateness as sentences."""

from datetime import timedelta

from asnkit.catalogue import holds_from
from asnkit.changes import ADDED, REMOVED, Change
from asnkit.events import Event

LONGEST = 120


def sentence(change: Change) -> str:
    if not change.field:
        return "Baru ada sejak saat itu." if change.kind == ADDED else "Tidak ada lagi."
    if change.kind == ADDED:
        return f"{change.field}: ditambahkan, {shown(change.after)}."
    if change.kind == REMOVED:
        return f"{change.field}: dihapus, tadinya {shown(change.before)}."
    if _sealed(change.before) or _sealed(change.after) or _inside_seal(change.field):
        return f"{change.field}: data pribadi tersegel, isinya berganti."
    return f"{change.field}: dari {shown(change.before)} menjadi {shown(change.after)}."


def shown(value) -> str:
    """A value in a sentence: short, and sealed data as such."""
    if _sealed(value):
        return "data pribadi tersegel"
    match value:
        case None:
            return "kosong"
        case bool():
            return "ya" if value else "tidak"
        case dict():
            return f"{len(value)} isian"
        case list():
            return f"{len(value)} butir"
    text = str(value)
    return f"“{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}”"


def lateness(event: Event) -> str:
    """How long a fact held before it was known here."""
    late = event.at - holds_from(event)
    if late < timedelta(hours=1):
        return "Diketahui kurang dari satu jam setelah berlaku."
    if late < timedelta(days=1):
        return f"Diketahui {late // timedelta(hours=1)} jam setelah berlaku."
    return f"Diketahui {late.days} hari setelah berlaku."


def _sealed(value) -> bool:
    return isinstance(value, dict) and "sealed" in value


def _inside_seal(field: str) -> bool:
    return field.rpartition(".")[2] in ("ciphertext", "nonce", "kid")
