"""What the civil servants are to learn in a year (HCDP): proposed by one person, signed by the head of personnel.

Streams: plan-<id of its year>. Programmes are put down one by one, each for an accepted need. A proposal takes them as
they are, within the budget; once signed it is an edition, and the next one stands beside it (docs/rules.md §4;
docs/decisions/0113).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature
from asnkit.wib import wib_date

from ..need.domain import ACCEPTED
from ..need.domain import known as known_need

FUNDS = ("APBD", "APBN", "BLUD", "OTHER")
DRAFT, PROPOSED = "draft", "proposed"
AHEAD = 1
"""Years: a plan is made for this one or the next."""
MOST_ITEMS = 200
MISSING = Refused("rencana-tidak-ada", "Rencana untuk tahun ini belum ada.", status=404)


@dataclass(frozen=True, slots=True)
class Item:
    """A programme for one need: `course` is its id in the catalogue, or None; JP for each person, cost in rupiah."""

    need: str
    unit: str
    subject: str
    course: str | None
    title: str
    hours: int
    people: int
    quarter: int
    cost: int
    fund: str


@dataclass(frozen=True, slots=True)
class PutDown:
    """`need` is that need's state."""

    year: int
    item: Item
    need: Mapping | None


@dataclass(frozen=True, slots=True)
class TakeOut:
    need: str


@dataclass(frozen=True, slots=True)
class Propose:
    """`basis` is the number of the budget document."""

    budget: int
    basis: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the event that the second signer has read."""

    actor: str
    proposed: Mapping


@dataclass(frozen=True, slots=True)
class Reject:
    reason: str


def known(state: dict | None) -> dict:
    if state is None:
        raise MISSING
    return state


def cost_of(items) -> int:
    """Rupiah."""
    return sum(item["cost"] for item in items)


def decide(state: dict | None, command, now: datetime) -> list[Fact]:
    match command:
        case PutDown():
            return _put_down(state, command, now)
        case TakeOut():
            if all(one["need"] != command.need for one in _draft(known(state))["items"]):
                raise Refused("program-tidak-ada", "Program ini tidak ada dalam rencana.", status=404)
            return [Fact("plan.item_removed", {"year": state["year"], "need": command.need})]
        case Propose():
            return [_proposed(_draft(known(state)), command, now)]
        case Approve():
            same = "Rencana ditandatangani orang lain, bukan pengusulnya."
            check_second(_waiting(state)["proposed"], command.proposed, command.actor, "proposed", same)
            return [Fact("plan.approved", _answered(state))]
        case Reject():
            return [Fact("plan.rejected", _answered(_waiting(state)) | {"reason": command.reason})]
        case _:
            raise TypeError(command)


def _put_down(state: dict | None, command: PutDown, now: datetime) -> list[Fact]:
    year = wib_date(now).year
    if not year <= command.year <= year + AHEAD:
        raise Refused("tahun-rencana", f"Rencana disusun untuk {year} atau {year + AHEAD}.", "year", status=422)
    if known_need(command.need)["status"] != ACCEPTED:
        raise Refused("kebutuhan-belum-diterima", "Hanya kebutuhan yang diterima yang masuk rencana.", "need")
    item, items = asdict(command.item), _draft(state)["items"] if state else []
    if item in items:
        return []
    if len(items) >= MOST_ITEMS and all(one["need"] != item["need"] for one in items):
        raise Refused("rencana-penuh", f"Satu rencana memuat paling banyak {MOST_ITEMS} program.", status=422)
    return [Fact("plan.item_set", {"year": command.year, **item})]


def _proposed(state: dict, command: Propose, now: datetime) -> Fact:
    items, cost = state["items"], cost_of(state["items"])
    if state["year"] < wib_date(now).year:
        raise Refused("tahun-rencana", "Tahun rencana ini sudah lewat.", status=422)
    if not items:
        raise Refused("rencana-kosong", "Rencana ini belum memuat program.", status=422)
    if cost > command.budget:
        over = f"{cost - command.budget:,}".replace(",", ".")
        raise Refused("melebihi-anggaran", f"Biaya program melebihi anggaran sebesar Rp{over}.", "budget", status=422)
    last = state["editions"][-1] if state["editions"] else None
    if last and (last["items"], last["budget"]) == (items, command.budget):
        raise Refused("tanpa-perubahan", "Rencana ini sama dengan edisi terakhir.", status=422)
    data = {"year": state["year"], "edition": len(state["editions"]) + 1, "budget": command.budget}
    return Fact("plan.proposed", data | {"basis": command.basis, "cost": cost, "items": items})


def _draft(state: dict) -> dict:
    if state["status"] == PROPOSED:
        raise Refused("menunggu-tanda-tangan", "Rencana ini menunggu tanda tangan; isinya tidak dapat diubah.")
    return state


def _waiting(state: dict | None) -> dict:
    if known(state)["status"] != PROPOSED:
        raise Refused("sudah-diputuskan", "Tidak ada rencana yang menunggu tanda tangan.")
    return state


def _answered(state: dict) -> dict:
    told = {name: state["offered"][name] for name in ("edition", "budget", "cost")}
    return {"year": state["year"], **told, "proposed": reference(state["proposed"])}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "plan.item_set":
            item = {name: data[name] for name in Item.__slots__}
            begun = state or {"year": data["year"], "status": DRAFT, "items": [], "editions": [], "rejected": None}
            return {**begun, "items": _with(begun["items"], item)}
        case "plan.item_removed":
            return {**state, "items": [one for one in state["items"] if one["need"] != data["need"]]}
        case "plan.proposed":
            offered = {name: data[name] for name in ("edition", "budget", "basis", "cost", "items")}
            return {**state, "status": PROPOSED, "offered": offered, "proposed": signature(event), "rejected": None}
        case "plan.approved":
            edition = {**state["offered"], "signed": signature(event), "at": event.time}
            return {**_decided(state), "editions": [*state["editions"], edition]}
        case "plan.rejected":
            return {**_decided(state), "rejected": {"reason": data["reason"], "at": event.time}}


def _with(items: list[dict], item: dict) -> list[dict]:
    """In the place of what was put down for the same need, or behind the others."""
    if all(one["need"] != item["need"] for one in items):
        return [*items, item]
    return [item if one["need"] == item["need"] else one for one in items]


def _decided(state: dict) -> dict:
    return {**{name: value for name, value in state.items() if name not in ("offered", "proposed")}, "status": DRAFT}


AGGREGATE = Aggregate("plan", decide, evolve)
