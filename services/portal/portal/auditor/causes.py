"""What caused an event and what it caused, as rows of a picture: each effect below its cause, further in."""

import textwrap
from collections import defaultdict
from dataclasses import dataclass, field

from ..words import event_name

ROW, STEP, DEEPEST = 46, 18, 8
LETTERS, NARROWER = 38, 2
MANY = 3
AROUND = 12


@dataclass
class Row:
    """One event, or `count` effects of one cause that are alike and have none of their own."""

    node: dict
    depth: int
    cause: "Row | None"
    count: int = 1
    here: bool = False
    y: int = 0

    @property
    def x(self) -> int:
        return 12 + min(self.depth, DEEPEST) * STEP

    @property
    def label(self) -> str:
        most = LETTERS - NARROWER * min(self.depth, DEEPEST) - (8 if self.count > 1 else 0)
        return textwrap.shorten(event_name(self.node["name"]), most, placeholder=" …")


@dataclass
class Causes:
    """`rows` that are drawn, in their order; `hidden` events of the same trace that are not."""

    rows: list[Row] = field(default_factory=list)
    hidden: int = 0
    more: bool = False

    @property
    def height(self) -> int:
        return len(self.rows) * ROW + 6


def causes(graph: dict, event: str) -> Causes:
    """Drawn around `event`: what led to it, and what stands near it."""
    below = defaultdict(list)
    effects = {edge["effect"] for edge in graph["edges"]}
    by_id = {node["id"]: node for node in graph["nodes"]}
    for edge in graph["edges"]:
        below[edge["cause"]].append(by_id[edge["effect"]])
    rows: list[Row] = []
    waiting = [Row(node, 0, None) for node in reversed(graph["nodes"]) if node["id"] not in effects]
    while waiting:
        row = waiting.pop()
        row.here = row.node["id"] == event
        rows.append(row)
        if row.count == 1:
            waiting += reversed(_grouped(row, below, event))
    drawn = _near(rows)
    for place, row in enumerate(drawn):
        row.y = place * ROW + 16
    hidden = len(graph["nodes"]) - sum(row.count for row in drawn)
    return Causes(drawn, hidden, graph["more"])


def _grouped(cause: Row, below: dict, event: str) -> list[Row]:
    alike = defaultdict(list)
    for node in below[cause.node["id"]]:
        alone = bool(below[node["id"]]) or node["id"] == event
        alike[node["id"] if alone else node["name"]].append(node)
    rows = []
    for nodes in alike.values():
        if len(nodes) >= MANY:
            rows.append(Row(nodes[0], cause.depth + 1, cause, len(nodes)))
        else:
            rows += [Row(node, cause.depth + 1, cause) for node in nodes]
    return rows


def _near(rows: list[Row]) -> list[Row]:
    middle = next((place for place, row in enumerate(rows) if row.here), 0)
    led = {id(rows[middle])} if rows else set()
    cause = rows[middle].cause if rows else None
    while cause:
        led.add(id(cause))
        cause = cause.cause
    return [row for place, row in enumerate(rows) if abs(place - middle) <= AROUND or id(row) in led]
