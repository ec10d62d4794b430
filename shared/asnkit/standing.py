"""How one service stands, out of its own database: what the technical office looks at before it opens the metrics.

blueprints=[…, standing]        in a service's wiring gives GET /v1/standing
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from marshmallow import fields
from pymongo.database import Database

from .events import format_time
from .parked import count
from .probes import web_wants, worker_wants
from .relay import waiting
from .schemas import Schema
from .service import Runtime
from .web import Blueprint, allow, current

LATE = timedelta(minutes=1)
"""So long after its time a deadline that nobody carried out is late: the loop looks every second."""
AT_WORK = {"$expr": {"$gt": ["$until", "$$NOW"]}}


class ServiceStanding(Schema):
    wants = fields.List(fields.String(), required=True, metadata={"description": "Yang menghalangi; kosong: siap"})
    worker = fields.Boolean(required=True, metadata={"description": "Apakah ada pekerja yang memegang tugas"})
    outbox = fields.Integer(required=True, metadata={"description": "Komit yang belum sampai di Kafka"})
    oldest = fields.String(required=True, allow_none=True, metadata={"description": "Yang tertua di antaranya"})
    behind = fields.Integer(
        required=True,
        metadata={"description": "Pesan di Kafka yang belum dibaca pekerjanya, sebagaimana terakhir diukurnya"},
    )
    late = fields.Integer(required=True, metadata={"description": "Tenggat yang lewat semenit dan belum dijalankan"})
    parked = fields.Integer(required=True, metadata={"description": "Yang tertahan sampai petugas TI menanganinya"})


def blueprint_of(schema: type[Schema], more: Callable[[Database], dict]) -> Blueprint:
    """With what only this service knows: `more` gives the further fields of `schema`."""
    made = Blueprint("standing", __name__, url_prefix="/v1/standing", description="Keadaan layanan")

    @made.route("", methods=["GET"])
    @allow("ti")
    @made.response(200, schema)
    def show():
        """Keadaan layanan ini: kesiapan, pekerja, yang menunggu ke Kafka, tenggat, dan yang tertahan."""
        return {**told(current()), **more(current().db)}

    return made


blueprint = blueprint_of(ServiceStanding, lambda db: {})


def told(runtime: Runtime) -> dict:
    """ServiceStanding, of this service."""
    number, oldest = waiting(runtime.db.commits)
    return {
        "wants": [want for want in (web_wants(runtime), worker_wants(runtime)) if want],
        "worker": runtime.db.leases.count_documents(AT_WORK, limit=1) > 0,
        "outbox": number,
        "oldest": format_time(datetime.fromtimestamp(oldest, UTC)) if number else None,
        "behind": sum(one["behind"] for one in runtime.db.lags.find({}, {"behind": 1})),
        "late": _late(runtime),
        "parked": count(runtime.db),
    }


def _late(runtime: Runtime) -> int:
    return runtime.db.deadlines.count_documents({"due": {"$lt": runtime.clock.now() - LATE}, "parked": None})
