"""What waits for whom, over all periods, in one answer."""

from asnkit import states
from asnkit.events import format_time, parse_time
from asnkit.parked import count
from asnkit.scope import within
from asnkit.web import Blueprint, allow, caller, current

from ..period.announced import by_period
from ..period.counts import counts, tallies
from . import schemas
from .kinds import BY_ROLE, MOST

blueprint = Blueprint("waiting", __name__, url_prefix="/v1/waiting", description="Yang menunggu")

OF_PERIODS = ("verifikator", "panitia", "ketua")


@blueprint.route("", methods=["GET"])
@allow(*BY_ROLE)
@blueprint.response(200, schemas.Waiting)
def show():
    """Yang menunggu Anda atau orang kedua, dari semua periode, dan sejauh mana setiap periode."""
    periods = _periods() if caller().role in OF_PERIODS else []
    items = [one for kind in BY_ROLE[caller().role] for one in kind(periods)]
    return {"items": items, "periods": periods, "parked": count(current().db)}


def _periods() -> list[dict]:
    """The newest ones that were not cancelled, with all that the office sees of them."""
    now = current().clock.now()
    found, _ = states.page(current().db, "period", {"limit": MOST}, **within("code"))
    found = [one for one in found if not one[2].get("cancelled_at")]
    codes = [state["code"] for _, _, state in found]
    announced = by_period(current().db, codes, now)
    rows = tallies(current().views, codes)
    return [
        {
            **{name: state[name] for name in ("name", "registration_closes")},
            "period": code,
            "at": format_time(now),
            "open": _within(state["registration_opens"], state["registration_closes"], now),
            "held": rows[code]["held"],
            **counts(rows[code]),
            "announced": announced[code],
        }
        for code, (_, _, state) in zip(codes, found, strict=True)
    ]


def _within(opens: str, closes: str, now) -> bool:
    return parse_time(opens) <= now <= parse_time(closes)
