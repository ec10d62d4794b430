"""The parts of the selection service."""

from asnkit import erasing, grants
from asnkit.parked import blueprint as parked
from asnkit.service import Service
from asnkit.sheet import keeping
from asnkit.standing import blueprint as standing
from pymongo import ASCENDING, DESCENDING, IndexModel

from .admission.admitting import ADMISSIONS
from .admission.domain import AGGREGATE as ADMISSION
from .appointment import api as appointment
from .appointment.domain import AGGREGATE as APPOINTMENT
from .appointment.winners import APPOINTMENTS
from .candidate import api as candidate
from .candidate.domain import AGGREGATE as CANDIDATE
from .line.domain import AGGREGATE as LINE
from .objection_reading.domain import AGGREGATE as OBJECTION_READING
from .ranking import api as ranking
from .ranking.computation import UNDECIDED
from .ranking.domain import AGGREGATE as RANKING
from .ranking_batch import api as ranking_batch
from .ranking_batch.domain import AGGREGATE as RANKING_BATCH
from .ranking_batch.lines import RANKINGS
from .reactions import REACTIONS
from .result import api as result
from .result.domain import AGGREGATE as RESULT
from .round import api as round_
from .round import rule_sets
from .round.domain import AGGREGATE as ROUND
from .round.views import TALLIES
from .scope import SCOPE
from .score_amendment import api as score_amendment
from .score_amendment.domain import AGGREGATE as SCORE_AMENDMENT
from .score_batch import api as score_batch
from .score_batch.domain import AGGREGATE as SCORE_BATCH
from .score_batch.rows import SCORES
from .score_objection import api as score_objection
from .score_objection.domain import AGGREGATE as SCORE_OBJECTION
from .tie import api as tie
from .tie.domain import AGGREGATE as TIE
from .waiting import api as waiting


def _states(*fields: str) -> list[tuple[str, int]]:
    """An index over states of one aggregate by these fields, with the stream last: pages go on from there."""
    return [("aggregate", ASCENDING), *((f"data.{name}", ASCENDING) for name in fields), ("_id", ASCENDING)]


SERVICE = Service(
    name="selection",
    scope=SCOPE,
    aggregates=[
        ROUND,
        LINE,
        ADMISSION,
        CANDIDATE,
        SCORE_BATCH,
        SCORE_AMENDMENT,
        SCORE_OBJECTION,
        OBJECTION_READING,
        RANKING,
        TIE,
        RANKING_BATCH,
        RESULT,
        APPOINTMENT,
    ],
    views=[TALLIES],
    reactions=REACTIONS,
    listens=["asn.registration.public", "asn.registration"],
    collections=["verdicts", keeping.COLLECTION, erasing.COLLECTION],
    background=[("erasures", lambda runtime: lambda: erasing.destroy_waiting(runtime))],
    batches=[ADMISSIONS, SCORES, RANKINGS, APPOINTMENTS],
    consumers={grants.NAME: grants.CONSUMER},
    blueprints=[
        round_.blueprint,
        rule_sets.blueprint,
        candidate.blueprint,
        score_batch.blueprint,
        score_amendment.blueprint,
        score_objection.blueprint,
        ranking_batch.blueprint,
        ranking.blueprint,
        tie.blueprint,
        result.blueprint,
        appointment.blueprint,
        waiting.blueprint,
        parked,
        standing,
    ],
    indexes={
        grants.COLLECTION: grants.INDEXES,
        keeping.COLLECTION: keeping.INDEXES,
        "verdicts": [[("participant_no", ASCENDING)]],
        "state": [
            _states("period", "participant_no"),
            _states("participant_no"),
            _states("person"),
            _states("application"),
            _states("vacancy"),
            _states("period", "withdrawn", "skd.status"),
            _states("round", "stage", "job_name", "unit"),
            _states("round", "status"),
            [("aggregate", ASCENDING), ("data.published.at", DESCENDING), ("_id", ASCENDING)],
            IndexModel(_states("status"), partialFilterExpression={"data.status": {"$gt": ""}}),
            IndexModel(_states("stage"), partialFilterExpression={f"data.counts.{UNDECIDED}": {"$gt": 0}}),
        ],
    },
)
