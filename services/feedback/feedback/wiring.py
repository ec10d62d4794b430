"""The parts of feedback, in one place."""

from asnkit.service import Service

from .response.api import blueprint as responses
from .response.domain import AGGREGATE as RESPONSE
from .survey.api import blueprint as surveys
from .survey.domain import AGGREGATE as SURVEY
from .survey.views import SURVEYS

SERVICE = Service(
    name="feedback",
    aggregates=[SURVEY, RESPONSE],
    views=[SURVEYS],
    blueprints=[surveys, responses],
    indexes={"state": [[("aggregate", 1), ("data.survey", 1)]]},
)
