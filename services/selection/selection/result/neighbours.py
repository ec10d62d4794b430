"""What the decisions on a result rest on, gathered inside their transaction.

Rankings are held: computing one again and signing a result that names it exclude each other.
"""

from collections.abc import Mapping

from .. import states
from ..streams import line_stream, ranking_stream
from .domain import Approve, Propose, Publish


def proposal(tx, round_id: str, stage: str) -> Propose:
    """Raises Refused 404 for an unknown round."""
    round_state = states.round_state(tx.load_signed(f"round-{round_id}"))
    streams = [line_stream(vacancy) for vacancy in states.lines(tx.db, round_state["period"], tx.session)]
    lines = {stream: tx.load_signed(stream).state for stream in streams}
    wanted = [ranking_stream(round_id, stage, line["vacancy"]) for line in lines.values()]
    held = [_held(tx, stream) for stream in wanted]
    rankings = {f"{loaded.stream}@{loaded.version}": loaded.state for loaded in held if loaded.state}
    return Propose(round_id, round_state, stage, lines, rankings)


def approval(tx, state: dict, actor: str, proposed: Mapping) -> Approve:
    return Approve(actor, proposed, _rankings(tx, state))


def publication(tx, state: dict, approved: Mapping, number: str, title: str, public_sha256: str) -> Publish:
    round_state = tx.load_signed(f"round-{state['round']}").state
    return Publish(approved, number, title, round_state, _rankings(tx, state), public_sha256)


def _rankings(tx, state: dict) -> frozenset[str]:
    """The rankings that the result names, as they are now."""
    streams = [ranking["ranking"].partition("@")[0] for ranking in state["rankings"]]
    return frozenset(f"{stream}@{_held(tx, stream).version}" for stream in streams)


def _held(tx, stream: str):
    loaded = tx.load_signed(stream)
    if loaded.state:
        tx.hold(stream)
    return loaded
