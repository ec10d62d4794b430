"""The parts of platform, in one place."""

from asnkit import erasing, limits
from asnkit.events import uuid_of
from asnkit.parked import blueprint as parked
from asnkit.service import Service

from .agency import keeping
from .agency.api import blueprint as agencies
from .agency.domain import AGGREGATE as AGENCY
from .contact_reading.domain import AGGREGATE as CONTACT_READING
from .waiting.api import blueprint as waiting

SERVICE = Service(
    name="platform",
    aggregates=[AGENCY, CONTACT_READING],
    deadlines={keeping.EXPIRE: keeping.expire},
    erasing=dict.fromkeys(
        ["platform.agency.refused", "platform.agency.ended", "platform.agency.expired"],
        lambda event: uuid_of(event.subject),
    ),
    background=[("erasures", lambda runtime: lambda: erasing.destroy_waiting(runtime))],
    blueprints=[agencies, waiting, parked],
    collections=[erasing.COLLECTION, limits.COLLECTION],
    indexes={
        "state": [
            [("aggregate", 1), ("data.at", -1), ("_id", -1)],
            [("aggregate", 1), ("data.status", 1), ("data.at", -1), ("_id", -1)],
        ],
        limits.COLLECTION: limits.INDEXES,
    },
)
