"""Every group of pages. A new one is a module with a `blueprint`, and a line here."""

from .applicant import (
    account,
    applications,
    dashboard,
    documents,
    objection,
    results,
    sections,
    submission,
    withdrawal,
)  # fmt: skip
from .auditor import (
    checkpoints,
    event,
    findings,
    integrity,
    log,
    packages,
    past,
    past_lists,
    persons,
    queries,
    replays,
)  # fmt: skip
from .committee import (
    announcing,
    appointing,
    formations,
    ranking,
    ruling,
    score_files,
    selections,
    signing,
)  # fmt: skip
from .evaluation import surveys as survey_office
from .public import announcements, board, help, home, proof, surveys, vacancies
from .signin import pages as signin
from .staff import work
from .training import roster
from .verification import desk, objections, queue

BLUEPRINTS = [
    home.blueprint,
    vacancies.blueprint,
    announcements.blueprint,
    board.blueprint,
    proof.blueprint,
    surveys.blueprint,
    help.blueprint,
    signin.blueprint,
    account.blueprint,
    dashboard.blueprint,
    documents.blueprint,
    applications.blueprint,
    sections.blueprint,
    submission.blueprint,
    objection.blueprint,
    results.blueprint,
    withdrawal.blueprint,
    work.blueprint,
    queue.blueprint,
    desk.blueprint,
    objections.blueprint,
    selections.blueprint,
    formations.blueprint,
    announcing.blueprint,
    ruling.blueprint,
    score_files.blueprint,
    ranking.blueprint,
    signing.blueprint,
    appointing.blueprint,
    roster.blueprint,
    survey_office.blueprint,
    integrity.blueprint,
    log.blueprint,
    queries.blueprint,
    persons.blueprint,
    event.blueprint,
    past.blueprint,
    past_lists.blueprint,
    replays.blueprint,
    checkpoints.blueprint,
    packages.blueprint,
    findings.blueprint,
]
