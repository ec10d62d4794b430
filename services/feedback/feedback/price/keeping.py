"""The prices that hold: as somebody set them, else as the rules begin."""

from asnkit import states
from pymongo.database import Database

from ..rules.actions import PRICES, Price


def prices(db: Database) -> dict[str, Price]:
    last = {kind: settings[0] for kind, settings in settings_of(db).items()}
    return {
        kind: Price(last[kind]["hours"], last[kind]["money"]) if kind in last else begun
        for kind, begun in PRICES.items()
    }


def settings_of(db: Database) -> dict[str, list[dict]]:
    """Kind of training → what somebody set, the newest first; not there where nobody did."""
    return {state["kind"]: state["settings"] for _, _, state in states.every(db, "price")}
