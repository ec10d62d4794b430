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
from .public import announcements, board, help, home, proof, surveys, vacancies
from .signin import pages as signin
from .staff import work

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
]
