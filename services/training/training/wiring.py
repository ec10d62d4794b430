"""The parts of training, in one place."""

from asnkit import erasing, grants, limits, pdf
from asnkit.parked import blueprint as parked
from asnkit.service import Service
from asnkit.sheet import keeping
from asnkit.standing import blueprint as standing
from pymongo import ASCENDING

from .activity.api import blueprint as activities
from .activity.domain import AGGREGATE as ACTIVITY
from .assessment.api import blueprint as assessments
from .assessment.domain import AGGREGATE as ASSESSMENT
from .attendance.api import blueprint as attendance
from .attendance.domain import AGGREGATE as ATTENDANCE
from .certificate.api import blueprint as certificates
from .certificate.domain import AGGREGATE as CERTIFICATE
from .civil_servant.api import blueprint as roster
from .civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from .civil_servant.views import ROSTER
from .comparison.api import blueprint as comparisons
from .comparison.domain import AGGREGATE as COMPARISON
from .comparison.views import EFFECTS
from .course.api import blueprint as courses
from .course.domain import AGGREGATE as COURSE
from .course.views import COURSES
from .enrolment.api import blueprint as enrolments
from .enrolment.deciding import blueprint as applications
from .enrolment.domain import AGGREGATE as ENROLMENT
from .enrolment.views import PLACES
from .evaluation import keeping as evaluation_keeping
from .evaluation.api import blueprint as evaluations
from .evaluation.domain import AGGREGATE as EVALUATION
from .exam.api import blueprint as exams
from .exam.domain import AGGREGATE as EXAM
from .headship.api import blueprint as headships
from .headship.domain import AGGREGATE as HEADSHIP
from .hours.api import blueprint as hours
from .hours.domain import AGGREGATE as HOURS
from .item_bank.api import blueprint as item_banks
from .item_bank.domain import AGGREGATE as ITEM_BANK
from .latsar.api import blueprint as latsar
from .latsar.domain import AGGREGATE as LATSAR
from .national_record.api import blueprint as national_records
from .national_record.domain import AGGREGATE as NATIONAL_RECORD
from .need.api import blueprint as needs
from .need.domain import AGGREGATE as NEED
from .need.views import NEEDS
from .participant.api import blueprint as participants
from .participant.domain import AGGREGATE as PARTICIPANT
from .plan.api import blueprint as plans
from .plan.domain import AGGREGATE as PLAN
from .post.api import blueprint as posts
from .post.domain import AGGREGATE as POST
from .post.views import POSTS
from .project.api import blueprint as projects
from .project.domain import AGGREGATE as PROJECT
from .reactions import REACTIONS
from .review.api import blueprint as reviews
from .review.domain import AGGREGATE as REVIEW
from .roster_import.api import blueprint as roster_lists
from .roster_import.domain import AGGREGATE as ROSTER_IMPORT
from .roster_import.rows import PEOPLE
from .roster_reading.api import blueprint as roster_names
from .roster_reading.domain import AGGREGATE as ROSTER_READING
from .roster_undo.api import blueprint as roster_undos
from .roster_undo.domain import AGGREGATE as ROSTER_UNDO
from .roster_undo.people import TAKEN_BACK
from .seating.domain import AGGREGATE as SEATING
from .session.api import blueprint as sessions
from .session.domain import AGGREGATE as SESSION
from .session.views import SESSIONS
from .sitting import keeping as sitting_keeping
from .sitting.api import blueprint as sittings
from .sitting.domain import AGGREGATE as SITTING
from .team.api import blueprint as team
from .unit.api import blueprint as units
from .unit.domain import AGGREGATE as UNIT
from .unit.views import UNIT_NAMES, UNITS
from .unit_import.api import blueprint as unit_lists
from .unit_import.domain import AGGREGATE as UNIT_IMPORT
from .waiting.api import blueprint as waiting


def _states(*fields: str) -> list[tuple[str, int]]:
    """An index over states of one aggregate by these fields."""
    return [("aggregate", ASCENDING), *((f"data.{name}", ASCENDING) for name in fields), ("_id", ASCENDING)]


SERVICE = Service(
    name="training",
    aggregates=[
        CIVIL_SERVANT,
        ENROLMENT,
        HOURS,
        COURSE,
        SESSION,
        SEATING,
        ATTENDANCE,
        PARTICIPANT,
        CERTIFICATE,
        UNIT,
        UNIT_IMPORT,
        HEADSHIP,
        POST,
        ROSTER_IMPORT,
        ROSTER_UNDO,
        ROSTER_READING,
        ASSESSMENT,
        NEED,
        PLAN,
        ITEM_BANK,
        EXAM,
        SITTING,
        LATSAR,
        PROJECT,
        REVIEW,
        EVALUATION,
        ACTIVITY,
        COMPARISON,
        NATIONAL_RECORD,
    ],
    views=[ROSTER, COURSES, SESSIONS, PLACES, UNITS, UNIT_NAMES, POSTS, NEEDS, EFFECTS],
    view_topics=["asn.training.public", "asn.training", "asn.feedback.public"],
    reactions=REACTIONS,
    deadlines={sitting_keeping.END: sitting_keeping.end, evaluation_keeping.ASK: evaluation_keeping.ask},
    batches=[PEOPLE, TAKEN_BACK],
    background=[("erasures", lambda runtime: lambda: erasing.destroy_waiting(runtime))],
    listens=["asn.selection", "asn.feedback.public", "asn.training.public", "asn.training"],
    consumers={grants.NAME: grants.CONSUMER},
    blueprints=[
        roster,
        hours,
        courses,
        sessions,
        enrolments,
        applications,
        team,
        attendance,
        participants,
        certificates,
        units,
        unit_lists,
        headships,
        posts,
        roster_lists,
        roster_undos,
        roster_names,
        waiting,
        assessments,
        needs,
        plans,
        item_banks,
        exams,
        sittings,
        latsar,
        projects,
        reviews,
        evaluations,
        activities,
        comparisons,
        national_records,
        parked,
        standing,
    ],
    sandboxed=[pdf.MODULE],
    collections=[limits.COLLECTION, keeping.COLLECTION, erasing.COLLECTION],
    indexes={
        grants.COLLECTION: grants.INDEXES,
        limits.COLLECTION: limits.INDEXES,
        keeping.COLLECTION: keeping.INDEXES,
        "state": [
            _states("person", "status"),
            _states("certificate_no"),
            _states("former.certificate_no"),
            _states("parent", "ends"),
            _states("sha256"),
            _states("approved"),
            _states("terms.person"),
            _states("list"),
            _states("status"),
            _states("change"),
            _states("status", "issued_at"),
            _states("status", "begun_at"),
            _states("sources.person"),
            _states("session"),
            _states("completed_on"),
            _states("superior", "status"),
        ],
    },
)
