"""The parts of platform, in one place."""

from asnkit import erasing, limits, mint
from asnkit.events import uuid_of
from asnkit.parked import blueprint as parked
from asnkit.service import Service
from asnkit.standing import blueprint as standing

from .agency import keeping
from .agency.api import blueprint as agencies
from .agency.domain import AGGREGATE as AGENCY
from .contact_reading.domain import AGGREGATE as CONTACT_READING
from .daily_file import making
from .daily_file.api import blueprint as daily_files
from .daily_file.domain import AGGREGATE as DAILY_FILE
from .delivery import queue
from .delivery.sender import Sender
from .endpoint.api import blueprint as endpoints
from .endpoint.domain import AGGREGATE as ENDPOINT
from .role import keeping as role_keeping
from .role.api import blueprint as roles
from .role.domain import AGGREGATE as ROLE
from .sign_in.api import blueprint as sign_in
from .stream_replay import reading
from .stream_replay.api import blueprint as stream_replays
from .stream_replay.domain import AGGREGATE as STREAM_REPLAY
from .waiting.api import blueprint as waiting

SERVICE = Service(
    name="platform",
    aggregates=[AGENCY, CONTACT_READING, ENDPOINT, DAILY_FILE, ROLE, STREAM_REPLAY],
    deadlines={keeping.EXPIRE: keeping.expire, role_keeping.EXPIRE: role_keeping.expire},
    erasing=dict.fromkeys(
        [
            "platform.agency.refused",
            "platform.agency.ended",
            "platform.agency.expired",
            "platform.endpoint.removed",
            "platform.role.rejected",
            "platform.role.revoked",
            "platform.role.ended",
        ],
        lambda event: uuid_of(event.subject),
    ),
    consumers={"webhooks": (queue.SENT, queue.Collecting), "daily": (queue.SENT, making.Writing)},
    background=[
        ("erasures", lambda runtime: lambda: erasing.destroy_waiting(runtime)),
        ("webhooks", lambda runtime: Sender(runtime).turn),
        ("daily", lambda runtime: lambda: making.make(runtime)),
        ("replays", lambda runtime: reading.Replaying(runtime).turn),
    ],
    blueprints=[
        agencies,
        endpoints,
        stream_replays,
        daily_files,
        roles,
        sign_in,
        mint.blueprint,
        waiting,
        parked,
        standing,
    ],
    collections=[
        erasing.COLLECTION,
        limits.COLLECTION,
        queue.COLLECTION,
        queue.TARGETS,
        making.COLLECTION,
        reading.COLLECTION,
    ],
    indexes={
        "state": [
            [("aggregate", 1), ("data.at", -1), ("_id", -1)],
            [("aggregate", 1), ("data.status", 1), ("data.at", -1), ("_id", -1)],
            [("aggregate", 1), ("data.role", 1), ("data.at", -1), ("_id", -1)],
            [("aggregate", 1), ("data.role", 1), ("data.status", 1), ("data.at", -1), ("_id", -1)],
            [("aggregate", 1), ("data.person", 1)],
            [("aggregate", 1), ("data.status", 1), ("data.review", 1)],
            [("aggregate", 1), ("data.status", 1), ("data.until", 1)],
            [("aggregate", 1), ("data.endpoint", 1), ("data.at", -1), ("_id", -1)],
            [("aggregate", 1), ("data.day", -1), ("_id", -1)],
            [("aggregate", 1), ("data.topic", 1), ("data.day", -1), ("_id", -1)],
        ],
        limits.COLLECTION: limits.INDEXES,
        queue.COLLECTION: queue.INDEXES,
        making.COLLECTION: making.INDEXES,
    },
)
