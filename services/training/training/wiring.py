"""The parts of training, in one place."""

from asnkit.service import Service

from .civil_servant.api import blueprint as roster
from .civil_servant.domain import AGGREGATE as CIVIL_SERVANT
from .civil_servant.views import ROSTER
from .enrolment.domain import AGGREGATE as ENROLMENT
from .hours.api import blueprint as hours
from .hours.domain import AGGREGATE as HOURS
from .reactions import REACTIONS

SERVICE = Service(
    name="training",
    aggregates=[CIVIL_SERVANT, ENROLMENT, HOURS],
    views=[ROSTER],
    reactions=REACTIONS,
    listens=["asn.selection"],
    blueprints=[roster, hours],
)
