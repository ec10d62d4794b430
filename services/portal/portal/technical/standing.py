"""Keadaan sistem: whether each service works, what waits there, and how old the last checkpoint and backup are.

Each is asked once, and none is waited for longer than SECONDS.
"""

from datetime import UTC, datetime, timedelta

from asnkit.standing import told
from asnkit.web import current
from flask import Blueprint, render_template
from flask_babel import lazy_gettext as _l

from ..client import beside
from ..formats import now, parsed
from ..signin.access import only_for
from ..staff.parked import ASKED
from ..words import Badge

blueprint = Blueprint("system", __name__)
only_for(blueprint, "ti")

SECONDS = 0.7
LONG_IN_OUTBOX = timedelta(minutes=1)
FAR_BEHIND = 1000
OLD_BACKUP = timedelta(hours=30)
"""All as in deploy/monitoring/rules.yaml."""
AWAY = Badge(_l("Tidak menjawab"), "✕", "red")
BROKEN = Badge(_l("Terganggu"), "✕", "red")
LOOK = Badge(_l("Perlu dilihat"), "▲", "orange")
RUNNING = Badge(_l("Berjalan"), "✓", "green")
WANTS = {"MongoDB": _l("MongoDB tidak menjawab."), "views are being filled": _l("Daftarnya sedang diisi ulang.")}
"""What keeps a process from working, where it is said in so few words (asnkit.probes)."""


@blueprint.get("/kerja/sistem")
def show():
    answers = {**beside(SECONDS, **dict.fromkeys(ASKED, "/v1/standing")), "portal": told(current())}
    moment = now()
    rows = [(service, answer, judge(answer, moment)) for service, answer in answers.items()]
    audit = answers["audit"] or {}
    old = is_old(audit.get("backup"), datetime.now(UTC))  # backups are no business of the city's clock
    return render_template(
        "technical/system.html", rows=rows, at=moment, audit=answers["audit"], old=old, words_of=WANTS
    )


def judge(answer: dict | None, moment: datetime) -> Badge:
    """What a service's answer (asnkit.standing.ServiceStanding, None where none came) means at this moment."""
    if answer is None:
        return AWAY
    if answer["wants"] or not answer["worker"]:
        return BROKEN
    waits = answer["oldest"] is not None and moment - parsed(answer["oldest"]) > LONG_IN_OUTBOX
    far = answer.get("behind", 0) > FAR_BEHIND  # a service of the release before does not say it
    return LOOK if waits or far or answer["late"] or answer["parked"] else RUNNING


def is_old(backup: str | None, moment: datetime) -> bool:
    """Whether somebody has to see to the backups: none, or the last one began too long ago."""
    return backup is None or moment - parsed(backup) > OLD_BACKUP
