"""Why a row stands where it stands, in words a candidate would understand."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

RUNGS = {
    "total": _l("nilai kumulatif SKD"),
    "final": _l("nilai akhir"),
    "skd": _l("nilai kumulatif SKD"),
    "tkp": _l("nilai TKP"),
    "tiu": _l("nilai TIU"),
    "twk": _l("nilai TWK"),
    "academic": _l("nilai akademik"),
    "older": _l("usia: yang lebih tua didahulukan"),
}
PLAIN = ("total", "final")
"""Rungs that need no tie: the score itself is lower."""


def rung(name: str) -> str:
    return str(RUNGS.get(name, name))


def why(rows: Sequence[dict], place: int, quota: int) -> str:
    """The note beside rows[place]: what put it below the row above, and where the seats end."""
    row = rows[place]
    if row["rank"] is None:
        return ""
    notes = []
    if row["tied"] and row["decided_by"] is None:
        notes.append(_("seri penuh dengan peserta di peringkat yang sama"))
    if row["decided_by"] in PLAIN and place:
        notes.append(_("kalah pada %(rung)s", rung=rung(row["decided_by"])))
    elif row["decided_by"] and place:
        notes.append(_("nilai sama dengan di atasnya, diputus oleh %(rung)s", rung=rung(row["decided_by"])))
    if row["rank"] == quota:
        notes.append(_("kursi terakhir"))
    return "; ".join(notes)
