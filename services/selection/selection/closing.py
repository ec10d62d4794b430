"""How an order that was carried out row by row ends: with counts that reconcile, or named as not what was signed."""

from collections.abc import Mapping
from dataclasses import dataclass

from asnkit.events import Event

REFUSALS = ("refused", "refusals", "refusals_sha256")


@dataclass(frozen=True, slots=True)
class Close:
    """`refusals` is what bulk.refusals says: {refused, refusals: [{…, rule}], refusals_sha256}."""

    applied: int
    refusals: Mapping


@dataclass(frozen=True, slots=True)
class Fail:
    """What is stored is not what was signed; nothing of it is applied any more."""

    rule: str


def close_again(event: Event, states: Mapping[str, dict | None]) -> Close:
    return Close(event.data["applied"], {key: event.data[key] for key in REFUSALS})


def fail_again(event: Event, states: Mapping[str, dict | None]) -> Fail:
    return Fail(event.data["rule"])
