"""The parts of the selection service."""

from asnkit.service import Service
from pymongo import ASCENDING

from .appointment import api as appointment
from .appointment.domain import AGGREGATE as APPOINTMENT
from .appointment.winners import APPOINTMENTS
from .candidate import api as candidate
from .candidate.domain import AGGREGATE as CANDIDATE
from .line.domain import AGGREGATE as LINE
from .ranking import api as ranking
from .ranking.domain import AGGREGATE as RANKING
from .reactions import REACTIONS
from .result import api as result
from .result.domain import AGGREGATE as RESULT
from .round import api as round_
from .round import rule_sets
from .round.domain import AGGREGATE as ROUND
from .score_batch import api as score_batch
from .score_batch.domain import AGGREGATE as SCORE_BATCH
from .score_batch.rows import SCORES

SERVICE = Service(
    name="selection",
    aggregates=[ROUND, LINE, CANDIDATE, SCORE_BATCH, RANKING, RESULT, APPOINTMENT],
    reactions=REACTIONS,
    listens=["asn.registration.public", "asn.registration"],
    batches=[SCORES, APPOINTMENTS],
    blueprints=[
        round_.blueprint,
        rule_sets.blueprint,
        candidate.blueprint,
        score_batch.blueprint,
        ranking.blueprint,
        result.blueprint,
        appointment.blueprint,
    ],
    indexes={
        "state": [
            [("aggregate", ASCENDING), ("data.period", ASCENDING), ("data.participant_no", ASCENDING)],
            [("data.participant_no", ASCENDING)],
            [("data.person", ASCENDING)],
            [("data.round", ASCENDING), ("data.stage", ASCENDING)],
        ],
    },
)
