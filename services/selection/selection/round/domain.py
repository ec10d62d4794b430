"""A selection round and its rules: proposed by one person, locked by another, never changed after.

Streams: round-<uuid>; one for each period (a claim, in api.py). Scores are accepted only
after the lock, so nobody writes rules to fit scores. The locked event carries the whole
rule set: whoever has the events can compute every result again.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused

from ..rules import ruleset

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
    `vacancies` are the vacancies of the round's period.
    """

    signer: str
    rules: dict
    plans: tuple[dict, ...] = ()
    vacancies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LockRules:
    """`sha256` is the hash of the rule set that the signer has read."""

    signer: str
    sha256: str


def decide(state: dict | None, command: Create | ProposeRules | LockRules, now: datetime) -> list[Fact]:
    if isinstance(command, Create):
        return _create(state, command)
    if state is None:
        raise Refused("seleksi-tidak-ada", "Seleksi ini tidak ditemukan.", status=404)
    if state["rule_set"]:
        raise Refused("aturan-terkunci", "Aturan seleksi ini sudah dikunci dan tidak dapat diubah.")
    if isinstance(command, ProposeRules):
        return _propose(state, command)
    return _lock(state, command)


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
    rules = command.rules
    if rules["procurement_type"] != state["procurement_type"]:
        raise Refused(
            "aturan-jenis-lain",
            f"Aturan {rules['id']} bukan untuk pengadaan {state['procurement_type']}.",
            "rule_set",
            status=422,
        )
    for plan in command.plans:
        _check_plan(plan, command)
    if len({plan["vacancy"] for plan in command.plans}) < len(command.plans):
        raise Refused("rencana-ganda", "Satu formasi hanya boleh mempunyai satu rencana SKB.", "plans", status=422)
    data = {"rule_set": _identity(rules), "rules": rules, "plans": list(command.plans), "signer": command.signer}
    return [Fact("rules.proposed", data)]


def _check_plan(plan: dict, command: ProposeRules) -> None:
    """A regional plan: CAT is the main test, at most one extra kind, weights that make 100 (domain.md §3.4)."""
    rules, components = command.rules, plan["skb"]
    if plan["vacancy"] not in command.vacancies:
        raise Refused("formasi-tidak-ada", "Formasi dalam rencana ini tidak ada pada seleksi ini.", "plans", status=422)
    if plan["category"] not in rules["skd"]["thresholds"]:
        raise Refused(
            "kategori-tidak-ada", f"Kategori {plan['category']} tidak ada dalam {rules['id']}.", "plans", status=422
        )
    kinds = [component["kind"] for component in components]
    if kinds[:1] != [CAT] or CAT in kinds[1:] or len(kinds) - 1 > rules["skb"]["extra_kinds_most"]:
        raise Refused(
            "rencana-skb",
            f"SKB terdiri atas CAT dan paling banyak {rules['skb']['extra_kinds_most']} jenis tes tambahan.",
            "plans",
            status=422,
        )
    if sum(component["percent"] for component in components) != 100:
        raise Refused("bobot-skb", "Bobot komponen SKB harus berjumlah 100.", "plans", status=422)
    if components[0]["percent"] < rules["skb"]["cat_least_percent"]:
        least = rules["skb"]["cat_least_percent"]
        raise Refused("bobot-cat", f"Bobot CAT paling sedikit {least} persen.", "plans", status=422)


def _lock(state: dict, command: LockRules) -> list[Fact]:
    proposed = state["proposed"]
    if proposed is None:
        raise Refused("aturan-belum-diusulkan", "Usulkan aturan lebih dahulu.")
    if command.signer == proposed["signer"]:
        raise Refused(
            "penanda-tangan-sama", "Aturan harus dikunci oleh orang lain daripada yang mengusulkannya.", status=403
        )
    if command.sha256 != proposed["rule_set"]["sha256"]:
        raise Refused("aturan-lain", "Aturan yang Anda baca bukan lagi aturan yang diusulkan.", "sha256")
    data = {key: proposed[key] for key in ("rule_set", "rules", "plans")}
    return [Fact("rules.locked", {**data, "signers": [proposed["signer"], command.signer]})]


def _identity(rules: dict) -> dict:
    return {"id": rules["id"], "sha256": ruleset.sha256(rules)}


def evolve(state: dict | None, event: Event) -> dict:
    match event.fact:
        case "round.created":
            return {**event.data, "proposed": None, "rule_set": None, "rules": None, "plans": [], "signers": []}
        case "rules.proposed":
            return {**state, "proposed": event.data}
        case "rules.locked":
            return {**state, **event.data, "proposed": None, "locked_at": event.time}


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


AGGREGATE = Aggregate("round", decide, evolve)
