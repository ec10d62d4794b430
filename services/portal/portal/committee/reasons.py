"""Why a row stands where it stands, in words a candidate would understand."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

LADDER = {
    "skd": _l("nilai kumulatif SKD"),
    "tkp": _l("nilai TKP"),
    "tiu": _l("nilai TIU"),
    "twk": _l("nilai TWK"),
    "academic": _l("nilai akademik"),
    "older": _l("usia: yang lebih tua didahulukan"),
}
"""The rungs as a rule set names them."""

DECIDED = {
    "total SKD": _l("nilai kumulatif SKD"),
    "TKP": _l("nilai TKP"),
    "TIU": _l("nilai TIU"),
    "TWK": _l("nilai TWK"),
    "akademik": _l("nilai akademik"),
    "lebih tua": _l("usia, yang lebih tua didahulukan"),
}
"""The rungs as a ranking names the one that decided."""

SCORE = {"SKD": "total SKD", "FINAL": "nilai akhir"}
"""What each stage is ranked by: below the row above for this alone needs no further word."""

PASSING = ("P/L", "L")


def rung(name: str) -> str:
    return str(LADDER.get(name, name))


def why(stage: str, rows: Sequence[dict], place: int, thresholds: Mapping[str, int]) -> str:
    """The note beside rows[place]: ties and what broke them, thresholds missed, the last one who passes."""
    row, step = rows[place], rows[place]["decided_by"]
    notes = []
    if step and place and step != SCORE[stage]:
        notes.append(_("nilai sama dengan di atasnya; diputus oleh %(rung)s", rung=str(DECIDED.get(step, step))))
    elif row["tied"]:
        notes.append(_("seri penuh, berbagi peringkat"))
    for name, least in thresholds.items():
        if row["code"] == "TL" and row.get(name) is not None and row[name] < least:
            notes.append(_("%(part)s di bawah ambang %(least)s", part=_part(name), least=least))
    if row["code"] in PASSING and (place + 1 == len(rows) or rows[place + 1]["code"] not in PASSING):
        notes.append(_("kursi terakhir") if row["code"] == "L" else _("yang terakhir lanjut"))
    return "; ".join(notes)


def _part(name: str) -> str:
    return _("nilai kumulatif") if name == "total" else name.upper()
