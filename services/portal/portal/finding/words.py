"""How a finding is called and marked, at the auditors' and at the desk that it was given to."""

from flask_babel import lazy_gettext as _l

from ..words import Badge

SEVERITIES = {
    "critical": Badge(_l("Kritis"), "▲", "red"),
    "high": Badge(_l("Tinggi"), "▲", "red"),
    "medium": Badge(_l("Sedang"), "◆", "orange"),
    "low": Badge(_l("Rendah"), "○", "grey"),
}
OUTCOMES = {
    "resolved": _l("Sudah diperbaiki"),
    "unfounded": _l("Tidak terbukti"),
    "accepted_risk": _l("Risiko diterima"),
}
STATUSES = {"open": _l("Terbuka"), "closed": _l("Ditutup")}
OPEN = Badge(_l("Terbuka"), "◐", "blue")
OVERDUE = Badge(_l("Lewat tenggat"), "▲", "red")
CLOSED = Badge(_l("Ditutup"), "■", "grey")
ANSWERED = Badge(_l("Sudah ditanggapi"), "✎", "orange")


def badge_of(finding: dict) -> Badge:
    if finding["status"] == "closed":
        return CLOSED
    return OVERDUE if finding["overdue"] else OPEN
