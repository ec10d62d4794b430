"""What the decisions on a result rest on, gathered inside their transaction.

Rankings are held: computing one again and signing a result that names it exclude each other.
"""

from collections.abc import Mapping

from asnkit.states import every

from .. import states
from ..ranking.domain import SKD
from ..streams import line_stream, ranking_stream, result_stream
from .domain import Approve, Propose, Publish, announced


def proposal(tx, round_id: str, stage: str, order_reason: str | None) -> Propose:
    """Raises Refused 404 for an unknown round."""
    round_state = states.round_state(tx.load_signed(f"round-{round_id}"))
    streams = [line_stream(vacancy) for vacancy in states.lines(tx.db, round_state["period"], tx.session)]
    lines = {stream: tx.load_signed(stream).state for stream in streams}
    wanted = [ranking_stream(round_id, stage, line["vacancy"]) for line in lines.values()]
    held = [_held(tx, stream) for stream in wanted]
    rankings = {f"{loaded.stream}@{loaded.version}": loaded.state for loaded in held if loaded.state}
    public = _announced(tx, round_id, round_state["period"])
    return Propose(round_id, round_state, stage, lines, rankings, public, order_reason)


def approval(tx, state: dict, actor: str, proposed: Mapping) -> Approve:
    public = _announced(tx, state["round"], state["period"])
    return Approve(actor, proposed, _rankings(tx, state), public)


def publication(tx, state: dict, approved: Mapping, number: str, title: str, public_sha256: str) -> Publish:
    round_state = tx.load_signed(f"round-{state['round']}").state
    public = _announced(tx, state["round"], state["period"])
    return Publish(approved, number, title, round_state, _rankings(tx, state), public_sha256, public)


def _announced(tx, round_id: str, period: str) -> frozenset[str]:
    """The stages that are public; none of them is taken back, so nobody is held."""
    orders = [stream for stream, _, _ in every(tx.db, "admission", tx.session, period=period)]
    lists = [loaded.state for loaded in tx.load_all_signed(orders)]
    return announced(lists, tx.load_signed(result_stream(round_id, SKD)).state)


def _rankings(tx, state: dict) -> frozenset[str]:
    """The rankings that the result names, as they are now."""
    streams = [ranking["ranking"].partition("@")[0] for ranking in state["rankings"]]
    return frozenset(f"{stream}@{_held(tx, stream).version}" for stream in streams)


def _held(tx, stream: str):
    loaded = tx.load_signed(stream)
    if loaded.state:
        tx.hold(stream)
    return loaded
