"""The parts of registration, in one place."""

from asnkit import erasing, grants, limits, mint, pdf
from asnkit.events import uuid_of
from asnkit.parked import blueprint as parked
from asnkit.service import Service
from asnkit.sheet import keeping
from asnkit.standing import blueprint as standing
from pymongo import IndexModel

from .access.api import blueprint as accesses
from .access.domain import AGGREGATE as ACCESS
from .access.recording import record_failures
from .account import changing, erasure, proof
from .account import letters as account_letters
from .account.addresses import blueprint as addresses
from .account.api import blueprint as accounts
from .account.domain import AGGREGATE as ACCOUNT
from .announcement.api import blueprint as announcements
from .announcement.domain import AGGREGATE as ANNOUNCEMENT
from .announcement_change.api import blueprint as announcement_changes
from .announcement_change.domain import AGGREGATE as ANNOUNCEMENT_CHANGE
from .application.api import blueprint as applications
from .application.domain import AGGREGATE as APPLICATION
from .application.views import APPLICATIONS, APPOINTED, TIMELINES
from .contest import letters as contest_letters
from .contest.api import blueprint as contests
from .contest.domain import AGGREGATE as CONTEST
from .correction import letters as correction_letters
from .correction.api import blueprint as corrections
from .correction.domain import AGGREGATE as CORRECTION
from .disclosure.api import blueprint as disclosures
from .disclosure.domain import AGGREGATE as DISCLOSURE
from .disclosure.views import SITTINGS, WEIGHTS
from .document.api import blueprint as documents
from .document.domain import AGGREGATE as DOCUMENT
from .identity.domain import AGGREGATE as IDENTITY
from .imports.api import blueprint as formation_lists
from .imports.domain import AGGREGATE as IMPORT
from .notice import writing
from .notice.domain import AGGREGATE as LETTER
from .objection.api import blueprint as objections
from .objection.domain import AGGREGATE as OBJECTION
from .outcome.domain import AGGREGATE as OUTCOME
from .period.api import blueprint as periods
from .period.domain import AGGREGATE as PERIOD
from .period.views import TALLIES
from .period_change.api import blueprint as period_changes
from .period_change.domain import AGGREGATE as PERIOD_CHANGE
from .reactions import REACTIONS
from .recovery import letters as recovery_letters
from .recovery import renewing
from .recovery.api import blueprint as passwords
from .scope import SCOPE
from .signin.api import blueprint as sign_in
from .subscription.api import blueprint as subscriptions
from .subscription.domain import AGGREGATE as SUBSCRIPTION
from .template.api import blueprint as templates
from .template.domain import AGGREGATE as TEMPLATE
from .vacancy.api import blueprint as vacancies
from .vacancy.domain import AGGREGATE as VACANCY
from .vacancy.views import VACANCIES
from .vacancy_change.api import blueprint as vacancy_changes
from .vacancy_change.domain import AGGREGATE as VACANCY_CHANGE
from .verification.api import blueprint as verification
from .verification.domain import AGGREGATE as VERIFICATION
from .verification.views import PACES
from .waiting.api import blueprint as waiting

SERVICE = Service(
    name="registration",
    scope=SCOPE,
    aggregates=[
        PERIOD,
        PERIOD_CHANGE,
        VACANCY,
        VACANCY_CHANGE,
        IMPORT,
        ACCOUNT,
        ACCESS,
        IDENTITY,
        CONTEST,
        CORRECTION,
        DOCUMENT,
        APPLICATION,
        VERIFICATION,
        ANNOUNCEMENT,
        ANNOUNCEMENT_CHANGE,
        OBJECTION,
        DISCLOSURE,
        LETTER,
        SUBSCRIPTION,
        TEMPLATE,
        OUTCOME,
    ],
    views=[VACANCIES, APPLICATIONS, APPOINTED, TIMELINES, TALLIES, PACES, SITTINGS, WEIGHTS],
    view_topics=["asn.registration.public", "asn.registration", "asn.registration.closed", "asn.selection"],
    reactions=REACTIONS,
    listens=["asn.selection", "asn.portal"],
    deadlines={proof.LAPSE: proof.lapse},
    letters={
        proof.LETTER: account_letters.code,
        changing.LETTER: account_letters.change,
        changing.CHANGED: account_letters.changed,
        erasure.LETTER: account_letters.erasure,
        writing.LETTER: writing.letter,
        renewing.LETTER: recovery_letters.code,
        renewing.RENEWED: recovery_letters.renewed,
        contest_letters.LETTER: contest_letters.contest,
        correction_letters.LETTER: correction_letters.correction,
    },
    bounces={writing.LETTER: writing.bounced},
    background=[
        ("erasures", lambda runtime: lambda: erasing.destroy_waiting(runtime)),
        ("failures", lambda runtime: lambda: record_failures(runtime)),
    ],
    erasing=dict.fromkeys(
        ["registration.account.erasure_confirmed", "registration.account.erased", "registration.account.lapsed"],
        lambda event: uuid_of(event.subject),
    ),
    consumers={grants.NAME: grants.CONSUMER},
    blueprints=[
        sign_in,
        mint.blueprint,
        passwords,
        subscriptions,
        accesses,
        accounts,
        addresses,
        periods,
        period_changes,
        vacancies,
        vacancy_changes,
        formation_lists,
        documents,
        applications,
        verification,
        announcements,
        announcement_changes,
        objections,
        contests,
        corrections,
        disclosures,
        templates,
        waiting,
        parked,
        standing,
    ],
    sandboxed=["asnkit.pictures", pdf.MODULE, "registration.document.pages"],
    collections=[
        "credentials",
        "challenges",
        "codes",
        limits.COLLECTION,
        "failures",
        "refresh_tokens",
        "files",
        erasing.COLLECTION,
        "desks",
        keeping.COLLECTION,
    ],
    indexes={
        grants.COLLECTION: grants.INDEXES,
        "state": [
            [("aggregate", 1), ("data.period", 1), ("data.status", 1), ("data.submitted_at", 1)],
            # Whose application was sent: from this index alone, no document is read.
            [("aggregate", 1), ("data.person", 1), ("data.participant_no", 1)],
            [("aggregate", 1), ("data.code", 1)],
            [("aggregate", 1), ("data.verifier", 1)],
            [("aggregate", 1), ("data.holder", 1)],
            IndexModel([("data.paper.document", 1)], partialFilterExpression={"data.paper.document": {"$gt": ""}}),
            [("aggregate", 1), ("data.application", 1)],
            [("aggregate", 1), ("data.period", 1), ("_id", 1)],
            [("aggregate", 1), ("data.period", 1), ("data.status", 1), ("_id", 1)],
            [("data.documents.document", 1)],
            IndexModel([("data.vacancy", 1)], partialFilterExpression={"aggregate": "application"}),
            IndexModel([("data.period", 1)], partialFilterExpression={"data.closed": True}),
            [("aggregate", 1), ("data.replaces", 1)],
            IndexModel([("data.asked_at", 1)], partialFilterExpression={"data.asked_at": {"$gt": ""}}),
            IndexModel([("data.proposed.at", 1)], partialFilterExpression={"data.proposed.at": {"$gt": ""}}),
            IndexModel([("data.erasure.due", 1)], partialFilterExpression={"data.erasure.due": {"$gt": ""}}),
            IndexModel([("aggregate", 1), ("_id", -1)], partialFilterExpression={"data.why": {"$gt": ""}}),
            IndexModel(
                [("aggregate", 1), ("_id", 1)],
                partialFilterExpression={"aggregate": "correction", "data.status": "open"},
            ),
            IndexModel([("data.persons", 1), ("_id", 1)], partialFilterExpression={"aggregate": "disclosure"}),
            IndexModel(
                [("aggregate", 1), ("data.published_at", -1), ("_id", -1)],
                partialFilterExpression={"aggregate": "announcement"},
            ),
            # Everything that an announcement counts, so that it reads this index and no document.
            [
                ("aggregate", 1),
                ("data.period", 1),
                ("data.participant_no", 1),
                ("data.status", 1),
                ("data.first_verdict", 1),
                ("data.verdict", 1),
                ("version", 1),
                ("_id", 1),
            ],
        ],
        "claims": [[("stream", 1)]],
        "files": [[("person", 1)]],
        "credentials": [[("person", 1)]],
        "codes": [IndexModel([("ends", 1)], expireAfterSeconds=0), [("login", 1)]],
        "challenges": [IndexModel([("until", 1)], expireAfterSeconds=0)],
        "failures": [[("due", 1)]],
        limits.COLLECTION: limits.INDEXES,
        "refresh_tokens": [[("person", 1)], [("family", 1)]],
        keeping.COLLECTION: keeping.INDEXES,
    },
)
