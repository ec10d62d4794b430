"""By which names a unit's liaison speaks: a grant names a unit of the register, a complaint an office."""

from asnkit.events import Refused
from asnkit.web import caller, current

from .views import key_of

NO_UNIT = Refused(
    "tanpa-unit",
    "Peran Anda tidak menyebut unit, jadi tidak ada yang dapat dibuka. Mintalah petugas TI memberikannya lagi"
    " dengan unit Anda.",
    status=403,
)


def own_names() -> list[str]:
    """As formations and surveys write the caller's unit: its name now, those it had, and its other ones.

    Whose grant names no unit has none. Raises Refused.
    """
    unit, views = caller().unit, current().views
    if not unit:
        raise NO_UNIT
    keys = {row["_id"] for row in views["office_names"].find({"unit": unit}, {"_id": 1})}
    return [row["_id"] for row in views["units"].find().sort("_id", 1) if key_of(row["_id"]) in keys]
