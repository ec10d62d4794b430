"""The parts of feedback, in one place."""

from asnkit import erasing, grants, limits
from asnkit.events import uuid_of
from asnkit.parked import blueprint as parked
from asnkit.service import Service
from asnkit.standing import blueprint as standing
from pymongo import IndexModel

from .appraisal.api import blueprint as appraisals
from .appraisal.domain import AGGREGATE as APPRAISAL
from .appraisal_reading.domain import AGGREGATE as APPRAISAL_READING
from .calendar import keeping as calendar_keeping
from .calendar.api import blueprint as calendar
from .calendar.domain import AGGREGATE as AMENDMENT
from .comment.api import blueprint as comments
from .comment.domain import AGGREGATE as COMMENT
from .comment.views import COMMENTS, SELECTIONS
from .comment.views import FIGURES as COMMENT_FIGURES
from .complaint import keeping
from .complaint.api import blueprint as complaints
from .complaint.domain import AGGREGATE as COMPLAINT
from .complaint.views import AGES, COMPLAINTS, DURATIONS, FIGURES, UNITS
from .cycle.api import blueprint as cycles
from .cycle.domain import AGGREGATE as CYCLE
from .cycle_change.api import blueprint as cycle_changes
from .cycle_change.domain import AGGREGATE as CYCLE_CHANGE
from .effect.api import blueprint as effects
from .effect.domain import AGGREGATE as EFFECT
from .effect.views import SESSIONS
from .evidence.api import blueprint as evidence
from .evidence.domain import AGGREGATE as EVIDENCE
from .follower import keeping as follower_keeping
from .follower import letters as follower_letters
from .follower.api import blueprint as followers
from .follower.domain import AGGREGATE as FOLLOWER
from .gap import keeping as gap_keeping
from .gap.api import blueprint as gaps
from .gap.domain import AGGREGATE as GAP
from .gap.views import NEEDS, PLANS
from .integrity.api import blueprint as integrity
from .integrity.domain import AGGREGATE as INTEGRITY
from .note.api import blueprint as notes
from .note.domain import AGGREGATE as NOTE
from .peer.api import blueprint as peers
from .peer.domain import AGGREGATE as PEER
from .photo.api import blueprint as photos
from .photo.domain import AGGREGATE as PHOTO
from .photo.views import PHOTOS
from .price.api import blueprint as prices
from .price.domain import AGGREGATE as PRICE
from .professionalism.api import blueprint as professionalism
from .promise.api import blueprint as improvements
from .promise.domain import AGGREGATE as IMPROVEMENT
from .publication.api import blueprint as publications
from .publication.domain import AGGREGATE as PUBLICATION
from .reading.domain import AGGREGATE as READING
from .response import profile
from .response.api import blueprint as responses
from .response.domain import AGGREGATE as RESPONSE
from .response.views import ANSWERS
from .roster.views import CERTIFICATES, HEADSHIPS, OFFICE_NAMES, OFFICES, SERVANTS
from .sanction.api import blueprint as sanctions
from .sanction.domain import AGGREGATE as SANCTION
from .survey.api import blueprint as surveys
from .survey.domain import AGGREGATE as SURVEY
from .survey.views import SURVEYS
from .topic.api import blueprint as topics
from .topic.domain import AGGREGATE as TOPIC
from .topic.views import TOPICS
from .waiting.api import blueprint as waiting
from .wording.api import blueprint as wordings
from .wording.domain import AGGREGATE as WORDING

SERVICE = Service(
    name="feedback",
    aggregates=[
        SURVEY,
        RESPONSE,
        COMPLAINT,
        PHOTO,
        INTEGRITY,
        AMENDMENT,
        IMPROVEMENT,
        READING,
        TOPIC,
        FOLLOWER,
        GAP,
        CYCLE,
        APPRAISAL,
        APPRAISAL_READING,
        PEER,
        EVIDENCE,
        SANCTION,
        PRICE,
        COMMENT,
        CYCLE_CHANGE,
        PUBLICATION,
        NOTE,
        WORDING,
        EFFECT,
    ],
    views=[
        SURVEYS,
        ANSWERS,
        COMPLAINTS,
        FIGURES,
        DURATIONS,
        AGES,
        PHOTOS,
        UNITS,
        TOPICS,
        NEEDS,
        PLANS,
        SERVANTS,
        OFFICES,
        OFFICE_NAMES,
        HEADSHIPS,
        CERTIFICATES,
        SELECTIONS,
        COMMENTS,
        COMMENT_FIGURES,
        SESSIONS,
    ],
    view_topics=[
        "asn.registration.public",
        "asn.training.public",
        "asn.training",
        "asn.feedback.public",
        "asn.feedback.closed",
    ],
    deadlines={
        keeping.LAPSE: keeping.lapse,
        calendar_keeping.RECOUNT: calendar_keeping.recount,
        follower_keeping.LAPSE: follower_keeping.lapse,
        follower_keeping.TELL: follower_keeping.go_on,
        follower_keeping.END: follower_keeping.finish,
        gap_keeping.LOOK: gap_keeping.look,
    },
    letters={follower_letters.ASKING: follower_letters.asking, follower_letters.NEWS: follower_letters.news},
    erasing=dict.fromkeys(
        ["feedback.complaint.erased", "feedback.follower.stopped"], lambda event: uuid_of(event.subject)
    ),
    background=[("erasures", lambda runtime: lambda: erasing.destroy_waiting(runtime))],
    consumers={grants.NAME: grants.CONSUMER},
    blueprints=[
        surveys,
        publications,
        responses,
        complaints,
        photos,
        notes,
        wordings,
        integrity,
        calendar,
        improvements,
        gaps,
        cycles,
        cycle_changes,
        appraisals,
        peers,
        professionalism,
        prices,
        evidence,
        sanctions,
        topics,
        followers,
        comments,
        effects,
        waiting,
        parked,
        standing,
    ],
    sandboxed=["asnkit.pictures"],
    collections=[erasing.COLLECTION, "files", limits.COLLECTION, profile.COLLECTION],
    indexes={
        grants.COLLECTION: grants.INDEXES,
        "state": [
            [("aggregate", 1), ("data.survey", 1), ("_id", 1)],
            [("aggregate", 1), ("data.number", 1)],
            [("aggregate", 1), ("data.complaint", 1)],
            [("aggregate", 1), ("data.into", 1)],
            [("aggregate", 1), ("data.topic", 1), ("data.status", 1), ("_id", 1)],
            [("aggregate", 1), ("data.subject", 1), ("_id", 1)],
            [("aggregate", 1), ("data.cycle", 1), ("_id", 1)],
            [("aggregate", 1), ("data.cycle", 1), ("data.unit", 1), ("_id", 1)],
            [("aggregate", 1), ("data.cycle", 1), ("data.status", 1), ("_id", 1)],
            [("aggregate", 1), ("data.person", 1), ("_id", 1)],
            [("aggregate", 1), ("data.appraisal", 1), ("_id", 1)],
            IndexModel([("data.peers.asked", 1), ("_id", 1)], sparse=True),
            [("aggregate", 1), ("data.at", -1), ("_id", -1)],
            IndexModel(
                [("aggregate", 1), ("_id", 1)],
                partialFilterExpression={"aggregate": "amendment", "data.status": "proposed"},
            ),
            IndexModel([("data.troubles.unit", 1), ("data.troubles.quarter", 1)], sparse=True),
            IndexModel([("data.day", -1), ("_id", -1)], partialFilterExpression={"aggregate": "integrity"}),
        ],
        limits.COLLECTION: limits.INDEXES,
    },
)
