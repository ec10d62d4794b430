"""How audit stands: what every service says, and how old the last checkpoint and the last backup are."""

from asnkit.events import format_time
from asnkit.standing import ServiceStanding, blueprint_of
from marshmallow import fields
from pymongo.database import Database

from .log.publish import newest


class AuditStanding(ServiceStanding):
    checkpoint = fields.String(
        required=True, allow_none=True, metadata={"description": "Titik periksa terakhir; tanpa entri baru tidak ada"}
    )
    backup = fields.String(
        required=True, allow_none=True, metadata={"description": "Mulainya cadangan utuh yang terakhir"}
    )


def _more(db: Database) -> dict:
    signed, backup = newest(db), db.backups.find_one({"_id": "last"})
    return {"checkpoint": signed and format_time(signed["at"]), "backup": backup and format_time(backup["at"])}


blueprint = blueprint_of(AuditStanding, _more)
