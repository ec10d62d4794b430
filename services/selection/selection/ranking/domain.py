"""The ranking of one formation line at one stage, computed by the locked rules and nothing else.

Streams: ranking-<uuid5 of round, stage, vacancy>. Every computation is a new version of
the list, with the rule set's identity and the list's hash; computing without a change
says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..round.domain import locked_rules, plan_of
from .computation import counts, final_rows, list_sha256, skd_rows

SKD, FINAL = "SKD", "FINAL"
STAGES = (SKD, FINAL)


@dataclass(frozen=True, slots=True)
class Compute:
    """`round` and `line` are states; `candidates` maps streams to the states of those whom the stage concerns.

    For FINAL they are those whom the published SKD result sent on, and `tiebreaks` holds
    {gpa, birth_date} of people whom scores do not separate. It never enters the event.
    """

    round_id: str
    round: dict | None
    stage: str
    line: dict
    candidates: Mapping[str, dict]
    tiebreaks: Mapping[str, dict] = field(default_factory=dict)


def decide(state: dict | None, command: Compute, now: datetime) -> list[Fact]:
    rules = locked_rules(command.round)
    plan = plan_of(command.round, command.line)
    if plan["category"] not in rules["skd"]["thresholds"]:
        raise Refused("kategori-tidak-ada", f"Kategori {plan['category']} tidak ada dalam {rules['id']}.")
    _check_complete(command)
    quota = command.line["quota"]
    if command.stage == SKD:
        rows = skd_rows(command.candidates, quota, plan["category"], rules)
    else:
        rows = final_rows(command.candidates, quota, plan, rules, command.tiebreaks)
    digest = list_sha256(rows)
    if state is not None and state["list_sha256"] == digest and state["quota"] == quota:
        return []
    data = {
        "round": command.round_id,
        "period": command.round["period"],
        "stage": command.stage,
        "vacancy": command.line["vacancy"],
        "quota": quota,
        "category": plan["category"],
        "skb_plan": plan["skb"],
        "rule_set": command.round["rule_set"],
        "rows": rows,
        "list_sha256": digest,
        "counts": counts(rows),
    }
    return [Fact("ranking.computed", data)]


def _check_complete(command: Compute) -> None:
    part = "skd" if command.stage == SKD else "skb"
    missing = [
        state["participant_no"]
        for state in command.candidates.values()
        if state[part] is None and not state["withdrawn"]
    ]
    if missing:
        raise Refused(
            "nilai-belum-lengkap",
            f"Nilai {part.upper()} {len(missing)} peserta {command.line['job_name']} belum ada,"
            f" misalnya {min(missing)}.",
        )


def evolve(state: dict | None, event: Event) -> dict:
    return {**event.data, "computed_at": event.time}


AGGREGATE = Aggregate("ranking", decide, evolve)
