"""What waits for an operator in one service: streams, deadlines, batches and halted consumers; never what is in them.

blueprints=[…, parked]        in a service's wiring gives GET /v1/parked, for the technical office
"""

from collections.abc import Iterator

from marshmallow import fields, validate
from pymongo.database import Database

from . import bulk, deadlines
from .events import format_time
from .inbox import CONTRADICTION, ERROR
from .schemas import Schema
from .web import Blueprint, allow, current

STREAM, DEADLINE, BATCH, HALT = KINDS = ("stream", "deadline", "batch", "halt")
STUCK = {"reason": {"$in": [ERROR, CONTRADICTION]}}
"""One document for each stream that stands still: where it stopped. A gap closes by itself."""
SHOWN = 200


class ParkedOne(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    subject = fields.String(required=True, metadata={"description": "Aliran, tenggat, pekerjaan, atau pembaca"})
    where = fields.String(required=True, metadata={"description": "Pembaca atau antrean yang berhenti"})
    type = fields.String(required=True, metadata={"description": "Jenis peristiwa yang tidak dapat diproses"})
    why = fields.String(required=True, metadata={"description": "error, contradiction, atau halt"})
    error = fields.String(required=True, metadata={"description": "Nama kesalahan dalam program"})
    since = fields.String(required=True)
    behind = fields.Integer(required=True, metadata={"description": "Peristiwa yang menunggu di belakangnya"})


class Parked(Schema):
    """The first 200 of each kind, the longest waiting first; `total` counts all."""

    items = fields.List(fields.Nested(ParkedOne), required=True)
    total = fields.Integer(required=True)


def parked() -> fields.Integer:
    """The number alone, for whoever is told what else waits."""
    told = "Yang tertahan di layanan ini sampai petugas TI menanganinya"
    return fields.Integer(required=True, metadata={"description": told})


blueprint = Blueprint("parked", __name__, url_prefix="/v1/parked", description="Yang tertahan")


@blueprint.route("", methods=["GET"])
@allow("ti")
@blueprint.response(200, Parked)
def show():
    """Yang tertahan pada layanan ini sampai seseorang menyelesaikannya, tanpa isinya."""
    return told(current().db)


def told(db: Database) -> dict:
    """Parked, of this service's database."""
    return {"items": [*_streams(db), *_others(db)], "total": count(db)}


def count(db: Database) -> int:
    """All of it, in one question: every first page of the staff asks."""
    waiting = {"deadlines": deadlines.WAITING, "batches": bulk.WAITING, "halts": {}}
    others = [{"$unionWith": {"coll": name, "pipeline": [{"$match": which}]}} for name, which in waiting.items()]
    found = list(db.parked.aggregate([{"$match": STUCK}, *others, {"$count": "number"}]))
    return found[0]["number"] if found else 0


def _streams(db: Database) -> Iterator[dict]:
    for one in db.parked.find(STUCK, {"bytes": 0, "note": 0, "path": 0}).sort("at", 1).limit(SHOWN):
        place = {"consumer": one["consumer"], "source": one["source"], "stream": one["stream"]}
        behind = db.parked.count_documents(place) - 1
        yield _one(STREAM, one["stream"], one["consumer"], one["reason"], one["error"], one["at"], one["type"], behind)


def _others(db: Database) -> Iterator[dict]:
    for kind, queue, name in ((DEADLINE, deadlines, "deadlines"), (BATCH, bulk, "batches")):
        for one in queue.parked(db):
            yield _one(kind, one["_id"], name, ERROR, one["parked"]["error"], one["parked"]["at"])
    for halt in db.halts.find().sort("at", 1):
        yield _one(HALT, halt["_id"], halt["_id"], HALT, "", halt["at"])


def _one(kind: str, subject: str, where: str, why: str, error: str, at, type: str = "", behind: int = 0) -> dict:
    known = {"kind": kind, "subject": subject, "where": where, "type": type, "why": why, "error": error}
    return {**known, "since": format_time(at), "behind": behind}
