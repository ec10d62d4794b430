"""The result of one stage: proposed by one person, approved by another, then published.

Streams: result-<uuid5 of round and stage>. A published result is never changed: a later edition replaces it, with two
new signatures, and what was replaced stays readable. It names every ranking by stream and version, the rules, and one
hash over all lists, so that nothing can be exchanged unseen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.signing import check_second, check_seen, reference, signature
from asnkit.wib import wib_date

from ..ranking.computation import UNDECIDED
from ..ranking.domain import SKD
from ..round.domain import locked_rules
from ..rules import ruleset
from ..rules.order import announced_lists, missing, told
from ..rules.window import window
from ..streams import result_stream

OBJECTION_STAGE = {SKD: "skd", "FINAL": "final"}


@dataclass(frozen=True, slots=True)
class Propose:
    """`round` is the state; `lines` {stream: state} and `rankings` {stream@version: state} are all of the round's.

    `announced` are the stages that are public already; None for what was decided before anybody asked. `order_reason`
    says why this stage goes ahead of one that is not.
    """

    round_id: str
    round: dict | None
    stage: str
    lines: Mapping[str, dict]
    rankings: Mapping[str, dict]
    announced: frozenset[str] | None = None
    order_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Approve:
    """`proposed` is the proposing event that the signer has read; `rankings` are "<stream>@<version>" as they are.

    `announced` as in Propose.
    """

    actor: str
    proposed: Mapping
    rankings: frozenset[str]
    announced: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Publish:
    """`approved` is the approving event; `number` and `title` are those of the letter that announces the result.

    `public_sha256` names the public book of the lists (book.py); `announced` as in Propose.
    """

    approved: Mapping
    number: str
    title: str
    round: dict | None
    rankings: frozenset[str]
    public_sha256: str
    announced: frozenset[str] | None = None


def decide(state: dict | None, command: Propose | Approve | Publish, now: datetime) -> list[Fact]:
    match command:
        case Propose():
            return _propose(state, command)
        case Approve():
            return _approve(_known(state), command)
        case Publish():
            return _publish(_known(state), command, now)
        case _:
            raise TypeError(command)


def _known(state: dict | None) -> dict:
    if state is None:
        raise Refused("hasil-tidak-ada", "Hasil ini belum diusulkan.", status=404)
    return state


def _propose(state: dict | None, command: Propose) -> list[Fact]:
    locked_rules(command.round)
    ranked = {ranking["vacancy"] for ranking in command.rankings.values()}
    if not command.lines or ranked != {line["vacancy"] for line in command.lines.values()}:
        raise Refused("peringkat-belum-lengkap", "Hitung peringkat semua formasi lebih dahulu.")
    if any(UNDECIDED in ranking["counts"] for ranking in command.rankings.values()):
        raise Refused(
            "seri-penuh", "Ada peserta yang seri penuh di batas kuota; panitia harus memutuskannya lebih dahulu."
        )
    if any(ranking["rules_sha256"] != command.round["rules_sha256"] for ranking in command.rankings.values()):
        raise Refused("peringkat-aturan-lain", "Ada peringkat yang dihitung dengan aturan lain; hitung lagi.")
    seats = {line["vacancy"]: line["quota"] for line in command.lines.values()}
    if any(ranking["quota"] != seats[ranking["vacancy"]] for ranking in command.rankings.values()):
        raise Refused("peringkat-kursi-lain", "Ada peringkat dengan jumlah kursi yang sudah berubah; hitung lagi.")
    order = _order(command)
    named = sorted((_named(*one) for one in command.rankings.items()), key=lambda ranking: ranking["vacancy"])
    if state is not None and state["rankings"] == named:
        if state["status"] == "published":
            raise Refused("hasil-sama", "Hasil ini sama dengan yang sudah diterbitkan.")
        if state.get("order") == order:
            waits = "Hasil ini sudah diusulkan dan menunggu tanda tangan kedua atau penerbitan."
            raise Refused("hasil-menunggu", waits)
    published = state["published"] if state else None
    data = {
        "round": command.round_id,
        "period": command.round["period"],
        "stage": command.stage,
        "edition": published["edition"] + 1 if published else 1,
        "rule_set": command.round["rule_set"],
        "rules_sha256": command.round["rules_sha256"],
        "rankings": named,
        "list_sha256": list_sha256(named),
        "counts": _total(ranking["counts"] for ranking in named),
    }
    return [Fact("result.proposed", data | ({"order": order} if order else {}))]


def _order(command: Propose) -> dict | None:
    """Which stages this one goes ahead of, and why; None where every earlier one is public."""
    ahead_of = [] if command.announced is None else missing(command.stage, command.announced)
    if ahead_of and not command.order_reason:
        says = f"Belum diumumkan: {told(ahead_of)}. Umumkan lebih dahulu, atau tulis alasan yang ikut diterbitkan."
        raise Refused("urutan-tahap", says, "order_reason", status=422)
    if command.order_reason and not ahead_of:
        says = "Semua tahap sebelumnya sudah diumumkan; hasil ini tidak memerlukan alasan."
        raise Refused("urutan-terpenuhi", says, "order_reason", status=422)
    return {"ahead_of": ahead_of, "reason": command.order_reason} if ahead_of else None


def list_sha256(rankings: list[dict]) -> str:
    """One hash for all lists of a result: over [vacancy, list_sha256] in the order of the vacancies."""
    return ruleset.sha256([[ranking["vacancy"], ranking["list_sha256"]] for ranking in rankings])


def _named(ranking: str, state: dict) -> dict:
    return {"ranking": ranking, **{key: state[key] for key in ("vacancy", "list_sha256", "counts")}}


def _total(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for line in counts:
        for code, people in line.items():
            total[code] = total.get(code, 0) + people
    return dict(sorted(total.items()))


def _approve(state: dict, command: Approve) -> list[Fact]:
    if state["status"] != "proposed":
        raise Refused("hasil-tidak-menunggu", "Tidak ada usulan hasil yang menunggu persetujuan.")
    same = "Hasil harus disetujui oleh orang lain daripada yang mengusulkannya."
    check_second(state["proposed"], command.proposed, command.actor, "proposed", same)
    _check_unchanged(state, command.rankings)
    _check_order(state, command.announced)
    return [Fact("result.approved", {**_subject(state), "proposed": reference(state["proposed"])})]


def _publish(state: dict, command: Publish, now: datetime) -> list[Fact]:
    if state["status"] != "approved":
        raise Refused("hasil-belum-disetujui", "Hasil harus disetujui orang kedua sebelum diterbitkan.")
    check_seen(state["approved"], command.approved, "approved")
    _check_unchanged(state, command.rankings)
    _check_order(state, command.announced)
    data = {
        **_subject(state),
        "number": command.number,
        "title": command.title,
        "rankings": state["rankings"],
        "counts": state["counts"],
        "public_sha256": command.public_sha256,
        "proposed": reference(state["proposed"]),
        "approved": reference(state["approved"]),
        "objection": _objection(locked_rules(command.round), state["stage"], now),
        "replaces": state["published"]["edition"] if state["published"] else None,
    }
    return [Fact("result.published", data)]


def _check_unchanged(state: dict, rankings: frozenset[str]) -> None:
    if not {ranking["ranking"] for ranking in state["rankings"]} <= rankings:
        raise Refused("peringkat-berubah", "Peringkat dihitung ulang sesudah hasil ini diusulkan; usulkan lagi.")


def _check_order(state: dict, announced: frozenset[str] | None) -> None:
    """What goes ahead of a stage was proposed so; one that was proposed before anybody asked is proposed anew."""
    signed = state["order"]["ahead_of"] if state.get("order") else []
    ahead_of = [] if announced is None else missing(state["stage"], announced)
    unsigned = [stage for stage in ahead_of if stage not in signed]
    if unsigned:
        says = f"Belum diumumkan: {told(unsigned)}. Usulkan lagi dengan alasan yang ikut diterbitkan."
        raise Refused("urutan-tahap", says)


def _objection(rules: dict, stage: str, now: datetime) -> dict | None:
    days = rules["objection"].get(OBJECTION_STAGE[stage])
    if days is None:
        return None
    opens, closes, republish_by = window(wib_date(now), days["days"], days["answer_days"])
    return {"opens": format_time(opens), "closes": format_time(closes), "republish_by": republish_by.isoformat()}


def _subject(state: dict) -> dict:
    keys = ("round", "period", "stage", "edition", "rule_set", "rules_sha256", "list_sha256")
    order = state.get("order")
    return {key: state[key] for key in keys} | ({"order": order} if order else {})


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "result.proposed":
            published = state["published"] if state else None
            signed = {"proposed": signature(event), "approved": None}
            earlier = state["earlier"] if state else []
            return {**data, **signed, "status": "proposed", "published": published, "earlier": earlier}
        case "result.approved":
            return {**state, "approved": signature(event), "status": "approved"}
        case "result.published":
            keys = ("edition", "number", "title", "rankings", "list_sha256", "counts", "public_sha256", "objection")
            shown = {**{key: data[key] for key in keys}, "order": data.get("order")}
            published = {**shown, "at": event.time, "signed": signature(event)}
            replaced = [state["published"]] if state["published"] else []
            return {
                **state,
                "status": "published",
                "published": published,
                "earlier": [*state["earlier"], *replaced],
            }
        case _:
            raise ValueError(event.fact)


def edition_of(state: dict, edition: int | None) -> dict:
    """That publication of a published result; the newest for None. Raises Refused 404."""
    if edition is None:
        return state["published"]
    for one in (state["published"], *state["earlier"]):
        if one["edition"] == edition:
            return one
    raise Refused("edisi-tidak-ada", "Edisi hasil ini tidak ada.", "edition", status=404)


def published_by(state: dict | None, stage: str = SKD) -> dict:
    """The publication of a result's state. Raises Refused."""
    if state is None or state["published"] is None:
        words = "SKD" if stage == SKD else "akhir"
        raise Refused("hasil-belum-terbit", f"Terbitkan hasil {words} seleksi ini lebih dahulu.")
    return state["published"]


def _of(event: Event, aggregate: str) -> dict[str, int]:
    """The streams of this aggregate in the event's basis, with their versions."""
    return {stream: n for stream, n in event.basis_versions.items() if stream.startswith(f"{aggregate}-")}


def _rankings(event: Event) -> frozenset[str]:
    return frozenset(f"{stream}@{version}" for stream, version in _of(event, "ranking").items())


def _announced(event: Event, states: Mapping[str, dict | None]) -> frozenset[str] | None:
    """The stages that the basis names as public; None where neither it nor the event speaks of any."""
    lists = [states[stream] for stream in _of(event, "admission")]
    if not lists and "order" not in event.data:
        return None
    earlier = states.get(result_stream(event.data["round"], SKD))
    return announced(lists, earlier)


def announced(admissions: Iterable[Mapping], skd: Mapping | None) -> frozenset[str]:
    """The public stages by the orders to admit who is on a list, and by the state of the SKD result."""
    return announced_lists(admissions) | ({SKD} if skd and skd["published"] else frozenset())


def _propose_again(event: Event, states: Mapping[str, dict | None]) -> Propose:
    round_id, stage = event.data["round"], event.data["stage"]
    lines = {stream: states[stream] for stream in _of(event, "line")}
    rankings = {f"{stream}@{version}": states[stream] for stream, version in _of(event, "ranking").items()}
    reason = event.data["order"]["reason"] if "order" in event.data else None
    round_state = states.get(f"round-{round_id}")
    return Propose(round_id, round_state, stage, lines, rankings, _announced(event, states), reason)


def _approve_again(event: Event, states: Mapping[str, dict | None]) -> Approve:
    return Approve(event.actor, event.data["proposed"], _rankings(event), _announced(event, states))


def _publish_again(event: Event, states: Mapping[str, dict | None]) -> Publish:
    data = event.data
    round_state = states.get(f"round-{data['round']}")
    letter = (data["number"], data["title"])
    known = (round_state, _rankings(event), data["public_sha256"], _announced(event, states))
    return Publish(data["approved"], *letter, *known)


AGGREGATE = Aggregate(
    "result",
    decide,
    evolve,
    shape=3,
    again={
        "result.proposed": _propose_again,
        "result.approved": _approve_again,
        "result.published": _publish_again,
    },
)
