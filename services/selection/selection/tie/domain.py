"""A full tie at the last seat of a line: the order that the committee decides, where the law is silent.

Streams: tie-<uuid5 of round and line>. The regulation ends with age (docs/rules.md §3.5), and nothing else here breaks
a tie: one person proposes the order of exactly those whom the newest list leaves undecided, with a ground out of a list
and the minutes of the committee; another one decides under that very event, while the list is still that one. The line
is then ranked anew. A decision holds for exactly these people: where a corrected score changes who is tied, it decides
nothing. All of this is a rule of this project, of no decree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature

GROUNDS = {
    "EXPERIENCE": "Pengalaman kerja yang sesuai dengan jabatan",
    "CERTIFICATE": "Sertifikat kompetensi yang sesuai dengan jabatan",
    "ACCREDITATION": "Akreditasi program studi pada ijazah",
    "WITNESSED_DRAW": "Undian di depan saksi",
}


@dataclass(frozen=True, slots=True)
class Propose:
    """`ranking` is the newest list of the line ("<stream>@<version>"), `tied` whom it leaves undecided.

    `order` are the same people, {candidate, participant_no} each, the first one first; `minutes` {number, sha256} of a
    document that the office keeps.
    """

    round_id: str
    period: str
    vacancy: str
    ranking: str
    tied: frozenset[str]
    order: tuple[dict, ...]
    ground: str
    minutes: Mapping


@dataclass(frozen=True, slots=True)
class Decide:
    """`proposed` is the proposing event that the signer has read; `ranking` the newest list as it is now."""

    actor: str
    proposed: Mapping
    ranking: str


def decide(state: dict | None, command: Propose | Decide, now: datetime) -> list[Fact]:
    match command:
        case Propose():
            return _propose(command)
        case Decide():
            return _decide(state, command)
        case _:
            raise TypeError(command)


def _propose(command: Propose) -> list[Fact]:
    if not command.tied:
        raise Refused("tidak-seri", "Formasi ini tidak mempunyai seri penuh di batas kuota.")
    people = [one["candidate"] for one in command.order]
    if len(people) != len(set(people)) or set(people) != command.tied:
        message = "Urutkan semua peserta yang seri, masing-masing satu kali."
        raise Refused("urutan-seri", message, "order", status=422)
    data = {
        "round": command.round_id,
        "period": command.period,
        "vacancy": command.vacancy,
        "ranking": command.ranking,
        "order": [dict(one) for one in command.order],
        "ground": command.ground,
        "minutes": dict(command.minutes),
    }
    return [Fact("tie.proposed", data)]


def _decide(state: dict | None, command: Decide) -> list[Fact]:
    if state is None or state["proposed"] is None:
        raise Refused("seri-belum-diusulkan", "Belum ada yang mengusulkan urutan seri ini.", status=404)
    proposed = state["proposed"]
    same = "Seri penuh diputuskan oleh dua orang; yang kedua bukan yang mengusulkannya."
    check_second(proposed["signed"], command.proposed, command.actor, "proposed", same)
    if command.ranking != proposed["ranking"]:
        raise Refused("peringkat-berubah", "Peringkat dihitung ulang sesudah urutan ini diusulkan; usulkan lagi.")
    told = {key: proposed[key] for key in ("ranking", "order", "ground", "minutes")}
    subject = {key: state[key] for key in ("round", "period", "vacancy")}
    return [Fact("tie.decided", {**subject, **told, "proposed": reference(proposed["signed"])})]


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    told = {key: data[key] for key in ("ranking", "order", "ground", "minutes")}
    match event.fact:
        case "tie.proposed":
            subject = {key: data[key] for key in ("round", "period", "vacancy")}
            proposed = {**told, "at": event.time, "signed": signature(event)}
            return {**subject, "decided": state["decided"] if state else [], "proposed": proposed}
        case "tie.decided":
            return {**state, "decided": [*state["decided"], {**told, "at": event.time}], "proposed": None}
        case _:
            raise ValueError(event.fact)


def orders_of(state: dict | None) -> list[list[str]]:
    """The candidates of each decision, in its order."""
    return [[one["candidate"] for one in made["order"]] for made in (state["decided"] if state else ())]


def _ranking(event: Event) -> str:
    """The line's list in the event's basis."""
    named = event.basis_versions.items()
    return next((f"{stream}@{n}" for stream, n in named if stream.startswith("ranking-")), "")


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    """Who was tied is what the list says that the event names; whoever has that list compares."""
    data = event.data
    order = tuple(data["order"])
    tied = frozenset(one["candidate"] for one in order)
    minutes = data["minutes"]
    return Propose(
        data["round"], data["period"], data["vacancy"], _ranking(event), tied, order, data["ground"], minutes
    )


def _decide_again(event: Event, states: Mapping[str, dict | None]) -> Decide:
    return Decide(event.actor, event.data["proposed"], _ranking(event))


AGGREGATE = Aggregate("tie", decide, evolve, again={"tie.proposed": _propose_again, "tie.decided": _decide_again})
