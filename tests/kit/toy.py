"""A service small enough to see through: boxes that are opened and filled, mirrored by a reaction."""

from dataclasses import dataclass

from asnkit.events import Aggregate, Event, Fact, Refused, View
from asnkit.reactions import Reaction
from asnkit.service import Service


@dataclass(frozen=True)
class Open:
    owner: str


@dataclass(frozen=True)
class Fill:
    amount: int


@dataclass(frozen=True)
class Copy:
    box: str
    amount: int


def decide_box(state, command, now):
    match command:
        case Open(owner):
            if state:
                raise Refused("kotak-sudah-ada", "Kotak ini sudah dibuka.")
            return [Fact("box.opened", {"owner": owner})]
        case Fill(amount):
            if not state:
                raise Refused("kotak-belum-ada", "Kotak ini belum dibuka.", status=404)
            return [Fact("box.filled", {"amount": amount})]


def evolve_box(state, event):
    if event.fact == "box.opened":
        return {"owner": event.data["owner"], "sum": 0}
    return {**state, "sum": state["sum"] + event.data["amount"]}


def decide_mirror(state, command, now):
    return [Fact("mirror.copied", {"box": command.box, "amount": command.amount})]


def evolve_mirror(state, event):
    return {"sum": (state or {"sum": 0})["sum"] + event.data["amount"]}


TOTALS = View("totals")


@TOTALS.on("kit.box.filled", keys=lambda event: ["all"])
def fold_totals(row, event):
    row = row or {"boxes": {}}
    before = row["boxes"].get(event.subject, 0)
    return {"boxes": {**row["boxes"], event.subject: before + event.data["amount"]}}


POISON = 13


def copy(event: Event, tx):
    if event.data["amount"] == POISON:
        raise ValueError("thirteen")
    tx.decide(event.subject.replace("box-", "mirror-"), Copy(event.subject, event.data["amount"]))


BOX = Aggregate("box", decide_box, evolve_box)
MIRROR = Aggregate("mirror", decide_mirror, evolve_mirror)

SERVICE = Service(
    name="kit",
    aggregates=[BOX, MIRROR],
    views=[TOTALS],
    reactions={"mirrors": {"kit.box.filled": [Reaction("copy", copy)]}},
    listens=["asn.kit"],
)
