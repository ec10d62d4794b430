"""Name, birth date or NIK of an account were typed wrongly: its owner asks, an officer decides over the identity card.

Streams: correction-<uuid>. Asking names the fields with what stands and what should stand, both sealed, and the
identity card that is on file then. One request at a time. Who decides has read both beside the card; accepting changes
the account in the same transaction (`account.corrected`), with both versions, and the NIK's claim where the account
holds one. Who accepted the card for the NIK that stands does not decide on another one. A rule of this project: UU
27/2022 Pasal 6 gives the right, not the way (docs/rules.md §6.2).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from asnkit.events import Aggregate, Event, Fact, Refused
from asnkit.signing import same_person

from ..document.domain import NAMES

PAPER = "id_card"
FIELDS = ("name", "birth_date", "nik")
ASKINGS = 5
"""So many times a person may ask."""
ACCEPTED, REFUSED = "ACCEPTED", "REFUSED"
REASONS = {
    "CARD_SHOWS_IT": (ACCEPTED, "KTP menunjukkan data yang diminta."),
    "CARD_DIFFERS": (REFUSED, "KTP menunjukkan data lain."),
    "CARD_UNREADABLE": (REFUSED, "KTP tidak terbaca; unggah yang jelas, lalu minta lagi."),
    "SOMEBODY_ELSE": (REFUSED, "Yang diminta adalah data orang lain."),
}
"""Code → the outcome, and what people read."""

MISSING = Refused("perbaikan-tidak-ada", "Permintaan perbaikan ini tidak ditemukan.", status=404)


@dataclass(frozen=True, slots=True)
class Ask:
    """`before` and `after` hold the same fields, sealed as the account has them; `text` is sealed.

    `paper` is {document, sha256} of the newest identity card, None without one; `others` are the states of what this
    person asked before.
    """

    person: str
    before: Mapping
    after: Mapping
    text: dict
    paper: Mapping | None
    others: Collection[dict]


@dataclass(frozen=True, slots=True)
class Decide:
    """`account` is the account's state, None where it was erased; `accepted_by` whose verdict gave it its NIK."""

    reason: str
    actor: str
    account: Mapping | None
    accepted_by: str | None


def decide(state: dict | None, command: Ask | Decide, now: datetime) -> list[Fact]:
    match command:
        case Ask():
            return _ask(command)
        case Decide():
            return _decide(state, command)
    raise TypeError(command)


def _ask(command: Ask) -> list[Fact]:
    if any(one["status"] == "open" for one in command.others):
        raise Refused("perbaikan-sudah-diminta", "Permintaan Anda yang sebelumnya masih diperiksa.")
    if len(command.others) >= ASKINGS:
        raise Refused("perbaikan-terlalu-sering", f"Anda sudah meminta {ASKINGS} kali. Datanglah ke panitia.")
    if not command.after:
        raise Refused("tidak-ada-perubahan", "Semua isian sama dengan yang kami simpan.", status=422)
    if command.paper is None:
        raise Refused("berkas-belum-lengkap", f"Unggah dahulu: {NAMES[PAPER]}.", "documents", status=422)
    told = {"person": command.person, "before": dict(command.before), "after": dict(command.after)}
    return [Fact("correction.asked", {**told, "text": command.text, "paper": dict(command.paper)})]


def _decide(state: dict | None, command: Decide) -> list[Fact]:
    if state is None:
        raise MISSING
    if state["status"] != "open":
        raise Refused("perbaikan-selesai", "Permintaan ini sudah diputuskan.")
    outcome = REASONS[command.reason][0]
    if outcome == ACCEPTED:
        _check_accepting(state, command)
    fields = [name for name in FIELDS if name in state["after"]]
    decided = {"person": state["person"], "fields": fields, "outcome": outcome, "reason": command.reason}
    return [Fact("correction.decided", decided)]


def _check_accepting(state: dict, command: Decide) -> None:
    if command.account is None:
        raise Refused("akun-sudah-dihapus", "Data akun ini sudah dihapus.", status=410)
    if judged(state, command.actor, command.accepted_by):
        sentence = "NIK lain diputuskan orang lain, bukan yang menerima KTP untuk NIK yang sekarang."
        raise Refused("pemeriksa-sendiri", sentence, status=403)
    if any(command.account[name] != value for name, value in state["before"].items()):
        raise Refused("akun-berubah", "Data akun ini berubah sesudah perbaikan diminta; minta sekali lagi.")


def judged(state: Mapping, actor: str, accepted_by: str | None) -> bool:
    """Another NIK is asked for, and it was `actor` who accepted the card for the one that stands."""
    return bool("nik" in state["after"] and accepted_by and same_person(actor, accepted_by))


def evolve(state: dict | None, event: Event) -> dict:
    data = event.data
    if event.fact == "correction.asked":
        return {**data, "status": "open", "asked_at": event.time}
    return {**state, "status": data["outcome"], "reason": data["reason"], "decided_at": event.time}


def decide_again(event: Event, states: Mapping[str, dict | None]) -> Decide:
    """The command behind a decision."""
    person = event.data["person"]
    identity = states.get(f"identity-{person}") or {}
    account = states.get(f"account-{person}")
    whole = account if account and "erased_at" not in account else None
    return Decide(event.data["reason"], event.actor, whole, identity.get("by"))


AGGREGATE = Aggregate("correction", decide, evolve, again={"correction.decided": decide_again})
