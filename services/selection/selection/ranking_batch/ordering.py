"""Ranking one line anew, in the transaction of what changed it."""

from collections.abc import Iterable

from asnkit import bulk
from asnkit.events import new_id

from .domain import Order


def rank_anew(tx, round_id: str, stages: Iterable[str], vacancy: str) -> None:
    round_state = tx.load_signed(f"round-{round_id}").state
    for stage in stages:
        batch = new_id("ranking_batch")
        tx.decide(batch, Order(round_id, round_state, stage, 1, vacancy))
        bulk.start(tx, batch, 1)
