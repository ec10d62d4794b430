"""A selection round and its rules: proposed by one person, locked by another, never changed after.

Streams: round-<uuid>; one for each period (a claim, in api.py). Scores are accepted only
after the lock, so nobody writes rules to fit scores. The locked event carries the whole
rule set and the plans: whoever has the events can compute every result again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import check_second, reference, signature
from asnkit.text import natural

from ..rules import ruleset
from ..rules.categories import category_of
from ..streams import line_stream

CAT = "CAT"
PROCUREMENTS = ("PNS", "PPPK", "PPPK_PART_TIME")
MODES = ("nasional", "lokal")


@dataclass(frozen=True, slots=True)
class Create:
    period: str
    name: str
    procurement_type: str
    mode: str


@dataclass(frozen=True, slots=True)
class ProposeRules:
    """`rules` is a rule set; `plans` are lines that differ from `plan_of`'s default.

    A plan is {vacancy, category, skb: [{kind, most, percent}]}, its first component CAT.
    `lines` are the states of the planned vacancies' lines, by vacancy; None where there is none. `all_lines` are those
    of the round as they are now.
    """

    rules: dict
    plans: tuple[dict, ...]
    lines: Mapping[str, dict | None]
    all_lines: Collection[dict] = ()


@dataclass(frozen=True, slots=True)
class LockRules:
    """`proposed` is the proposing event that the signer has read, {event, sha256}; `actor` the signer.

    `all_lines` as in ProposeRules.
    """

    actor: str
    proposed: Mapping
    all_lines: Collection[dict] = ()


def decide(state: dict | None, command: Create | ProposeRules | LockRules, now: datetime) -> list[Fact]:
    match command:
        case Create():
            return _create(state, command)
        case ProposeRules():
            return _propose(_open(state), command)
        case LockRules():
            return _lock(_open(state), command)
        case _:
            raise TypeError(command)


def _open(state: dict | None) -> dict:
    if state is None:
        raise Refused("seleksi-tidak-ada", "Seleksi ini tidak ditemukan.", status=404)
    if state["rule_set"]:
        raise Refused("aturan-terkunci", "Aturan seleksi ini sudah dikunci dan tidak dapat diubah.")
    return state


def _create(state: dict | None, command: Create) -> list[Fact]:
    if state is not None:
        raise Refused("seleksi-sudah-ada", "Seleksi ini sudah dibuat.")
    data = {
        "period": command.period,
        "name": command.name,
        "procurement_type": command.procurement_type,
        "mode": command.mode,
    }
    return [Fact("round.created", data)]


def _propose(state: dict, command: ProposeRules) -> list[Fact]:
    rules, plans = command.rules, list(command.plans)
    if rules["procurement_type"] != state["procurement_type"]:
        raise Refused(
            "aturan-jenis-lain",
            f"Aturan {rules['id']} bukan untuk pengadaan {state['procurement_type']}.",
            "rule_set",
            status=422,
        )
    for plan in plans:
        _check_plan(plan, command, state["period"])
    if len({plan["vacancy"] for plan in plans}) < len(plans):
        raise Refused("rencana-ganda", "Satu formasi hanya boleh mempunyai satu rencana SKB.", "plans", status=422)
    _check_planned(command.all_lines, plans, rules)
    identity = {"id": rules["id"], "sha256": ruleset.sha256(rules)}
    data = {"rule_set": identity, "rules": rules, "plans": plans, "rules_sha256": rules_sha256(rules, plans)}
    return [Fact("rules.proposed", data)]


def bare(lines: Collection[dict], plans: Collection[dict], rules: Mapping) -> list[dict]:
    """The lines whose job has thresholds of its own, and no plan that says which hold."""
    planned = {plan["vacancy"] for plan in plans}
    return [line for line in lines if line["vacancy"] not in planned and category_of(line, rules)]


def _check_planned(lines: Collection[dict], plans: Collection[dict], rules: Mapping) -> None:
    without = bare(lines, plans, rules)
    if without:
        names = ", ".join(sorted((f"{line['job_name']} – {line['unit']}" for line in without), key=natural))
        told = f"Tetapkan kategori ambang batas untuk jabatan yang mempunyai ambang sendiri: {names}."
        raise Refused("formasi-tanpa-kategori", told, "plans", status=422)


def rules_sha256(rules: dict, plans: list[dict]) -> str:
    """One hash for everything that decides: the rule set and the plans of single lines."""
    return ruleset.sha256({"plans": plans, "rules": rules})


def _check_plan(plan: dict, command: ProposeRules, period: str) -> None:
    """A regional plan: CAT is the main test, at most one extra kind, weights that make 100 (docs/rules.md §3.4)."""
    rules, components = command.rules, plan["skb"]
    line = command.lines.get(plan["vacancy"])
    named = f"{line['job_name']}: " if line else ""
    if line is None or line["period"] != period:
        raise Refused("formasi-tidak-ada", "Formasi dalam rencana ini tidak ada pada seleksi ini.", "plans", status=422)
    if plan["category"] not in rules["skd"]["thresholds"]:
        raise Refused(
            "kategori-tidak-ada",
            f"{named}kategori {plan['category']} tidak ada dalam {rules['id']}.",
            "plans",
            status=422,
        )
    kinds = [component["kind"] for component in components]
    if kinds[:1] != [CAT] or CAT in kinds[1:] or len(kinds) - 1 > rules["skb"]["extra_kinds_most"]:
        raise Refused(
            "rencana-skb",
            f"{named}SKB terdiri atas CAT dan paling banyak {rules['skb']['extra_kinds_most']} jenis tes tambahan.",
            "plans",
            status=422,
        )
    if sum(component["percent"] for component in components) != 100:
        raise Refused("bobot-skb", f"{named}bobot komponen SKB harus berjumlah 100.", "plans", status=422)
    if components[0]["percent"] < rules["skb"]["cat_least_percent"]:
        least = rules["skb"]["cat_least_percent"]
        raise Refused("bobot-cat", f"{named}bobot CAT paling sedikit {least} persen.", "plans", status=422)


def _lock(state: dict, command: LockRules) -> list[Fact]:
    proposed = state["proposed"]
    if proposed is None:
        raise Refused("aturan-belum-diusulkan", "Usulkan aturan lebih dahulu.")
    same = "Aturan harus dikunci oleh orang lain daripada yang mengusulkannya."
    check_second(proposed["signed"], command.proposed, command.actor, "proposed", same)
    _check_planned(command.all_lines, proposed["plans"], proposed["rules"])
    data = {key: proposed[key] for key in ("rule_set", "rules", "plans", "rules_sha256")}
    return [Fact("rules.locked", {**data, "proposed": reference(proposed["signed"])})]


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "round.created":
            unlocked = {"rule_set": None, "rules": None, "rules_sha256": None, "locked_at": None}
            return {**event.data, **unlocked, "proposed": None, "plans": []}
        case "rules.proposed":
            return {**state, "proposed": {**event.data, "signed": signature(event)}}
        case "rules.locked":
            keys = ("rule_set", "rules", "plans", "rules_sha256")
            return {**state, **{key: event.data[key] for key in keys}, "proposed": None, "locked_at": event.time}
        case _:
            raise ValueError(event.fact)


def locked_rules(state: dict | None) -> dict:
    """The rules of a round; Refused while they are not locked."""
    if state is None:
        raise Refused("seleksi-tidak-ada", "Seleksi ini tidak ditemukan.", status=404)
    if state["rule_set"] is None:
        raise Refused("aturan-belum-dikunci", "Kunci aturan seleksi ini lebih dahulu, oleh dua orang.")
    return state["rules"]


def plan_of(state: dict, line: dict) -> dict:
    """The plan of one line under locked rules: its own, or thresholds by need type and SKB by CAT alone."""
    for plan in state["plans"]:
        if plan["vacancy"] == line["vacancy"]:
            return {"category": plan["category"], "skb": plan["skb"]}
    cat = {"kind": CAT, "most": state["rules"]["skb"]["cat_most"], "percent": 100}
    return {"category": line["need_type"], "skb": [cat]}


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> ProposeRules:
    """The rule set comes from the project, by its name: a proposal that says other numbers is a difference."""
    plans = tuple(event.data["plans"])
    lines = {plan["vacancy"]: states.get(line_stream(plan["vacancy"])) for plan in plans}
    return ProposeRules(ruleset.load(event.data["rule_set"]["id"]), plans, lines)


def _lock_again(event: Event, states: Mapping[str, dict | None]) -> LockRules:
    return LockRules(event.actor, event.data["proposed"])


AGGREGATE = Aggregate("round", decide, evolve, again={"rules.proposed": _propose_again, "rules.locked": _lock_again})
