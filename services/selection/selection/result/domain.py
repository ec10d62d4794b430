"""The result of one stage: proposed by one person, approved by another, then published.

Streams: result-<uuid5 of round and stage>. A published result is never changed: a later
edition replaces it, with two new signatures. It names every ranking by stream and version,
the rule set, and one hash over all lists, so that nothing can be exchanged unseen.
"""

from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused, format_time
from asnkit.wib import wib_date

from ..ranking.computation import UNDECIDED
from ..ranking.domain import SKD
from ..round.domain import locked_rules
from ..rules import ruleset
from ..rules.window import window

OBJECTION_STAGE = {SKD: "skd", "FINAL": "final"}


@dataclass(frozen=True, slots=True)
class Propose:
    """`round` is the state; `rankings` are {stream, version, state} of every line of the round."""

    round_id: str
    round: dict | None
    stage: str
    rankings: tuple[dict, ...]
    lines: int
    signer: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`list_sha256` is the hash that the signer has read; `rankings` are {stream, version} as they are now."""

    signer: str
    list_sha256: str
    rankings: tuple[dict, ...]


@dataclass(frozen=True, slots=True)
class Publish:
    """`number` and `title` are those of the letter that announces the result."""

    number: str
    title: str
    round: dict
    rankings: tuple[dict, ...]


def decide(state: dict | None, command: Propose | Approve | Publish, now: datetime) -> list[Fact]:
    if isinstance(command, Propose):
        return _propose(state, command)
    if state is None:
        raise Refused("hasil-tidak-ada", "Hasil ini belum diusulkan.", status=404)
    return _approve(state, command) if isinstance(command, Approve) else _publish(state, command, now)


def _propose(state: dict | None, command: Propose) -> list[Fact]:
    locked_rules(command.round)
    if not command.rankings or len(command.rankings) < command.lines:
        raise Refused("peringkat-belum-lengkap", "Hitung peringkat semua formasi lebih dahulu.")
    if any(UNDECIDED in ranking["state"]["counts"] for ranking in command.rankings):
        raise Refused(
            "seri-penuh", "Ada peserta yang seri penuh di batas kuota; panitia harus memutuskannya lebih dahulu."
        )
    named = sorted((_named(ranking) for ranking in command.rankings), key=lambda ranking: ranking["vacancy"])
    if state is not None and state["rankings"] == named:
        if state["status"] == "published":
            raise Refused("hasil-sama", "Hasil ini sama dengan yang sudah diterbitkan.")
        raise Refused("hasil-menunggu", "Hasil ini sudah diusulkan dan menunggu tanda tangan kedua atau penerbitan.")
    published = state["published"] if state else None
    data = {
        "round": command.round_id,
        "period": command.round["period"],
        "stage": command.stage,
        "edition": published["edition"] + 1 if published else 1,
        "rule_set": command.round["rule_set"],
        "rankings": named,
        "list_sha256": list_sha256(named),
        "counts": _total([ranking["counts"] for ranking in named]),
        "signer": command.signer,
    }
    return [Fact("result.proposed", data)]


def list_sha256(rankings: list[dict]) -> str:
    """One hash for all lists of a result: over [vacancy, list_sha256] in the order of the vacancies."""
    return ruleset.sha256([[ranking["vacancy"], ranking["list_sha256"]] for ranking in rankings])


def _named(ranking: dict) -> dict:
    state = ranking["state"]
    return {
        "ranking": f"{ranking['stream']}@{ranking['version']}",
        "vacancy": state["vacancy"],
        "list_sha256": state["list_sha256"],
        "counts": state["counts"],
    }


def _total(counts: list[dict[str, int]]) -> dict[str, int]:
    codes = sorted({code for line in counts for code in line})
    return {code: sum(line.get(code, 0) for line in counts) for code in codes}


def _approve(state: dict, command: Approve) -> list[Fact]:
    if state["status"] != "proposed":
        raise Refused("hasil-tidak-menunggu", "Tidak ada usulan hasil yang menunggu persetujuan.")
    if command.signer == state["signers"][0]:
        raise Refused(
            "penanda-tangan-sama", "Hasil harus disetujui oleh orang lain daripada yang mengusulkannya.", status=403
        )
    if command.list_sha256 != state["list_sha256"]:
        raise Refused("daftar-lain", "Daftar yang Anda baca bukan daftar yang diusulkan.", "list_sha256")
    _check_unchanged(state, command.rankings)
    return [Fact("result.approved", {**_subject(state), "signers": [*state["signers"], command.signer]})]


def _publish(state: dict, command: Publish, now: datetime) -> list[Fact]:
    if state["status"] != "approved":
        raise Refused("hasil-belum-disetujui", "Hasil harus disetujui orang kedua sebelum diterbitkan.")
    _check_unchanged(state, command.rankings)
    data = {
        **_subject(state),
        "number": command.number,
        "title": command.title,
        "rankings": state["rankings"],
        "counts": state["counts"],
        "signers": state["signers"],
        "objection": _objection(locked_rules(command.round), state["stage"], now),
        "replaces": state["published"]["edition"] if state["published"] else None,
    }
    return [Fact("result.published", data)]


def _check_unchanged(state: dict, rankings: tuple[dict, ...]) -> None:
    now = {f"{ranking['stream']}@{ranking['version']}" for ranking in rankings}
    if not {ranking["ranking"] for ranking in state["rankings"]} <= now:
        raise Refused("peringkat-berubah", "Peringkat dihitung ulang sesudah hasil ini diusulkan; usulkan lagi.")


def _objection(rules: dict, stage: str, now: datetime) -> dict | None:
    days = rules["objection"].get(OBJECTION_STAGE[stage])
    if days is None:
        return None
    opens, closes, republish_by = window(wib_date(now), days["days"], days["answer_days"])
    return {"opens": format_time(opens), "closes": format_time(closes), "republish_by": republish_by.isoformat()}


def _subject(state: dict) -> dict:
    return {key: state[key] for key in ("round", "period", "stage", "edition", "rule_set", "list_sha256")}


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    match event.fact:
        case "result.proposed":
            proposal = {key: value for key, value in data.items() if key != "signer"}
            published = state["published"] if state else None
            return {**proposal, "signers": [data["signer"]], "status": "proposed", "published": published}
        case "result.approved":
            return {**state, "signers": data["signers"], "status": "approved"}
        case "result.published":
            keys = ("edition", "number", "title", "rankings", "list_sha256", "counts", "objection")
            published = {**{key: data[key] for key in keys}, "at": event.time, "event": event.id}
            return {**state, "status": "published", "published": published}


AGGREGATE = Aggregate("result", decide, evolve)
