"""What the applicant's commands rest on beside the application itself, read inside their transaction.

A person's account is held: erasing the person and whatever the person does cannot both come to pass. A line or a
period that changes at the same moment is not waited for, since many write here.
"""

import secrets

from asnkit import states
from asnkit.commits import Tx
from asnkit.events import Refused
from asnkit.sealing import Vault

from ..account.erasure import hold_account
from ..period.lookup import period_of
from ..vacancy.lookup import is_closed, of_open_lines
from . import assembling
from .domain import SaveSection, Start, Submit, check_owner
from .numbering import SERIALS, participant_no

MISSING = Refused("lamaran-tidak-ada", "Lamaran ini tidak ditemukan.", status=404)


def to_start(tx: Tx, person: str, vacancy: str) -> Start:
    hold_account(tx, person)
    line = tx.load(f"vacancy-{vacancy}").state
    if line is None:
        return Start(person, vacancy, None, None)
    others = of_open_lines(tx.db, line["period"], tx.session)
    before = states.count(tx.db, "application", tx.session, person=person, period=line["period"], **others)
    return Start(person, vacancy, line, period_of(tx.db, line["period"], tx.session), before)


def has_lost_line(tx: Tx, claim: str) -> bool:
    """Whether whoever holds this claim applied for a line that was closed since."""
    held = tx.db.claims.find_one({"_id": claim}, session=tx.session)
    return held is not None and is_closed(tx.db, tx.load(held["stream"]).state["vacancy"], tx.session)


def to_save(tx: Tx, stream: str, person: str, section: str, content: dict) -> SaveSection:
    application = own(tx.load(stream).state, person)
    hold_account(tx, person)
    line = tx.load(f"vacancy-{application['vacancy']}").state
    return SaveSection(person, section, content, period_of(tx.db, application["period"], tx.session), line)


def to_submit(tx: Tx, vault: Vault, stream: str, person: str) -> Submit:
    """With a number that nobody has, and what a computer can say about the application at this moment.

    The keys that open birth date, programme and grades are of another database and read outside the transaction.
    """
    application = own(tx.load(stream).state, person)
    account = hold_account(tx, person)
    line = tx.load(f"vacancy-{application['vacancy']}").state
    period = period_of(tx.db, application["period"], tx.session)
    found = ()
    if "education" in application["sections"]:
        found = tuple(assembling.checks_of(vault, stream, application, account, line, period, tx.now))
    documents = assembling.documents_of(tx.db, person, tx.session)
    return Submit(person, _free_number(tx, period["budget_year"]), period, line, documents, found)


def own(application: dict | None, person: str) -> dict:
    """The application, if it is this person's. Raises Refused 404."""
    if application is None:
        raise MISSING
    check_owner(application, person)
    return application


def _free_number(tx: Tx, budget_year: int) -> str:
    """A number that nobody has: random, so it tells neither order nor count."""
    while True:
        number = participant_no(budget_year, secrets.randbelow(SERIALS))
        if not tx.db.claims.find_one({"_id": f"participant/{number}"}, session=tx.session):
            return number
