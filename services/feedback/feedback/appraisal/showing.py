"""An appraisal as those who may read it see it."""

import json

from asnkit.events import uuid_of
from asnkit.service import Runtime

from ..peer.showing import peers_of
from ..roster.superiors import Registers, Standing
from .domain import AGREED, DISPUTED, PLANNED, RATED, REPORTED, RETURNED

OWN, SUPERIOR, SECOND = "own", "superior", "second"


def ratings_of(runtime: Runtime, stream: str, state: dict) -> list[dict]:
    """Each rating that was given, {by, kind, at, results, values, behaviour, predicate, note, spread}, the last one
    counts; none of somebody whose key is destroyed."""
    found = []
    for one in state["ratings"]:
        text = runtime.vault.readable(stream, "rating", one["rating"])
        if text is not None:
            found.append({name: one[name] for name in ("by", "kind", "at")} | json.loads(text))
    return found


def summary(runtime: Runtime, stream: str, version: int, state: dict, registers: Registers) -> dict:
    """schemas.Summary."""
    station = registers.station(state["person"])
    return {
        "id": uuid_of(stream),
        "version": version,
        **{name: state[name] for name in ("cycle", "person", "status", "at")},
        "job": station and station["job"],
        "unit_name": registers.name(state["unit"]),
        "name": runtime.vault.readable(stream, "name", state["name"]),
    }


def whole(
    runtime: Runtime, stream: str, version: int, state: dict, registers: Registers, standing: Standing, who: str
) -> dict:
    """schemas.Appraisal as `who` reads it, of which the reading is recorded before."""
    read = runtime.vault.readable
    targets = read(stream, "plan", state["plan"])
    return {
        **summary(runtime, stream, version, state, registers),
        "targets": json.loads(targets) if targets else [],
        "returned": read(stream, "reason", state["returned"]),
        "report": read(stream, "report", state["report"]),
        "dispute": read(stream, "dispute", state["dispute"]),
        "ratings": [{**one, "mine": one["by"] == who} for one in ratings_of(runtime, stream, state)],
        "peers": peers_of(runtime, stream, state, registers, who in (state["person"], standing.superior)),
        "may": may(state, standing, who),
    }


def may(state: dict, standing: Standing, who: str) -> list[str]:
    """What this person may do with it as it stands, the days aside."""
    status = state["status"]
    if who == state["person"]:
        if status in (PLANNED, RETURNED):
            return ["plan"]
        return {AGREED: ["report"], REPORTED: ["report"], RATED: ["acknowledge", "dispute"]}.get(status, [])
    if who == standing.superior:
        return _of_superior(status, state["peers"])
    return ["review"] if who == standing.second and status == DISPUTED else []


def _of_superior(status: str, peers: dict | None) -> list[str]:
    if status == PLANNED:
        return ["agree", "return"]
    offered = ["rate"] if status in (AGREED, REPORTED, RATED) else []
    if peers is None:
        return [*offered, "ask_peers"] if status in (AGREED, REPORTED) else offered
    return offered if peers["closed"] else [*offered, "close_peers"]
