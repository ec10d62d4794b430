"""The ranking of one formation line at one stage, computed by the locked rules and nothing else.

Streams: ranking-<uuid5 of round, stage, vacancy>. Every computation is a new version of the list. The event has
its head and its hash; the rows lie under that hash, so that a line may have any number of people. Computing
without a change says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..round.domain import locked_rules, plan_of
from ..rules import ruleset
from ..streams import line_stream
from .computation import NO_TIEBREAKS, final_rows, skd_rows
from .listing import Listing, pack

SKD, FINAL = "SKD", "FINAL"
STAGES = (SKD, FINAL)
HEAD = ("round", "period", "stage", "vacancy", "quota", "category", "skb_plan", "rule_set", "rules_sha256")
"""What a list is about, and everything but scores that it follows from."""


@dataclass(frozen=True, slots=True)
class Compute:
    """`round` and `line` are states; `listing` is what `ranked` made of them and of the candidates.

    `counted_sha256` names the candidates as they were counted: many record scores at once, so nobody is held.
    """

    round_id: str
    round: dict | None
    stage: str
    line: dict
    listing: "Listing | Named"
    counted_sha256: str


@dataclass(frozen=True, slots=True)
class Named:
    """A list as its event names it: what lies under the hash is compared by whoever has it."""

    head: dict
    sha256: str
    rows: int
    counts: dict[str, int]


def ranked(
    round_id: str,
    round_state: dict | None,
    stage: str,
    line: dict,
    candidates: Mapping[str, dict],
    tiebreaks: Mapping[str, dict] = NO_TIEBREAKS,
    decided: Sequence[Sequence[str]] = (),
) -> Listing:
    """The list of one line. Raises Refused while a score is missing.

    `candidates` maps streams to the states of those whom the stage concerns; for FINAL those whom the published SKD
    result sent on, and `tiebreaks` holds {gpa, birth_date} of people whom scores do not separate: it never
    enters the list. `decided` are the orders that the committee gave to people whom nothing separates.
    """
    head = _head(round_id, round_state, stage, line)
    rules = round_state["rules"]
    _check_complete(stage, line, candidates)
    if stage == SKD:
        return pack(head, skd_rows(candidates, line["quota"], head["category"], rules))
    plan = plan_of(round_state, line)
    return pack(head, final_rows(candidates, line["quota"], plan, rules, tiebreaks, decided))


def counted_sha256(versions: Iterable[tuple[str, int]]) -> str:
    """SHA-256 over the candidates that were counted, "<stream>@<version>" in their order (RFC 8785)."""
    return ruleset.sha256(sorted(f"{stream}@{version}" for stream, version in versions))


def decide(state: dict | None, command: Compute, now: datetime) -> list[Fact]:
    if not isinstance(command, Compute):
        raise TypeError(command)
    head, listing = _head(command.round_id, command.round, command.stage, command.line), command.listing
    if listing.head != head:
        raise Refused("dasar-berubah", "Aturan atau formasi berubah selama peringkat dihitung; hitung lagi.")
    if state is not None and state["list_sha256"] == listing.sha256:
        return []
    data = {
        **head,
        **{key: command.line[key] for key in ("job_name", "unit", "need_type")},
        "rows": listing.rows,
        "list_sha256": listing.sha256,
        "counts": listing.counts,
        "counted_sha256": command.counted_sha256,
    }
    return [Fact("ranking.computed", data)]


def _head(round_id: str, round_state: dict | None, stage: str, line: dict) -> dict:
    """HEAD, from the round and the line."""
    rules = locked_rules(round_state)
    plan = plan_of(round_state, line)
    if plan["category"] not in rules["skd"]["thresholds"]:
        raise Refused("kategori-tidak-ada", f"Kategori {plan['category']} tidak ada dalam {rules['id']}.")
    return {
        "round": round_id,
        "period": round_state["period"],
        "stage": stage,
        "vacancy": line["vacancy"],
        "quota": line["quota"],
        "category": plan["category"],
        "skb_plan": plan["skb"],
        "rule_set": round_state["rule_set"],
        "rules_sha256": round_state["rules_sha256"],
    }


def _check_complete(stage: str, line: dict, candidates: Mapping[str, dict]) -> None:
    part = "skd" if stage == SKD else "skb"
    missing = [
        state["participant_no"] for state in candidates.values() if state[part] is None and not state["withdrawn"]
    ]
    if missing:
        raise Refused(
            "nilai-belum-lengkap",
            f"Nilai {part.upper()} {len(missing)} peserta {line['job_name']} belum ada, misalnya {min(missing)}.",
        )


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "computed_at": event.time}


def _compute_again(event: Event, states: Mapping[str, dict | None]) -> Compute:
    """The list is the event's own; its round, its line and the rules it followed are those of the basis."""
    data = event.data
    head = {name: data[name] for name in HEAD}
    listing = Named(head, data["list_sha256"], data["rows"], data["counts"])
    round_state, line = states.get(f"round-{data['round']}"), states[line_stream(data["vacancy"])]
    return Compute(data["round"], round_state, data["stage"], line, listing, data["counted_sha256"])


AGGREGATE = Aggregate("ranking", decide, evolve, again={"ranking.computed": _compute_again})
