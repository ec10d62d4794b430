"""How an announced list becomes candidates: number by number, each from the verdict that registration signed."""

from dataclasses import dataclass

import requests
from asnkit import bulk
from asnkit.bulk import BatchKind
from asnkit.content import ContentChanged, sha256
from asnkit.errors import Unavailable
from asnkit.events import Refused, uuid_of
from asnkit.states import one

from ..candidate.domain import Register
from ..closing import Close
from ..streams import new_candidate
from . import verdicts

MEETS = "MS"
SECONDS = 10


@dataclass(frozen=True, slots=True)
class Admitted:
    """`command` is None for somebody who is a candidate already."""

    participant_no: str
    command: Register | None


def _numbers(runtime, stream: str, state: dict) -> list[str]:
    """The participant numbers that meet the conditions, in the list's order.

    The list is registration's public one, believed for its hash. Raises Unavailable, ContentChanged.
    """
    url = f"{runtime.settings.urls['registration']}/v1/announcements/{state['announcement']}/list"
    try:
        answer = requests.get(url, timeout=SECONDS)
        answer.raise_for_status()
    except requests.RequestException as error:
        raise Unavailable("registration: an announced list") from error
    if sha256(answer.content) != state["list_sha256"]:
        raise ContentChanged(state["list_sha256"])
    return [number for number, code in answer.json() if code == MEETS]


def _prepare(runtime, stream: str, state: dict, number: str) -> Admitted:
    """Raises Unavailable while the verdict has not arrived, Unsigned when nothing vouches for it."""
    if one(runtime.db, "candidate", period=state["period"], participant_no=number):
        return Admitted(number, None)
    row = verdicts.of_number(runtime.db, number)
    event = verdicts.verified(row, runtime.keyring) if row else None
    if event is None or event.data["verdict"] != MEETS:
        raise Unavailable(f"the verdict on {number}")
    data = event.data
    if (data["participant_no"], data["period"]) != (number, state["period"]):
        raise Unavailable(f"the verdict on {number} of {state['period']}")
    command = Register(
        application=uuid_of(event.subject),
        period=data["period"],
        vacancy=data["vacancy"],
        person=data["person"],
        participant_no=number,
        education_level=data["education"]["level"],
    )
    return Admitted(number, command)


def _apply(tx, stream: str, state: dict, row: Admitted, command_id: str) -> None:
    if row.command is None:
        return
    candidate, application = new_candidate(), row.command.application
    kept = verdicts.take(tx.db, tx.session, application, candidate)
    if verdicts.withdrawn(kept, tx.store.keyring):
        raise Refused("peserta-mundur", "Peserta ini menarik lamarannya sesudah daftar dibuat.")
    tx.decide(candidate, row.command, command_id=command_id)
    once = Refused("peserta-sudah-ada", "Lamaran ini sudah menjadi peserta.")
    tx.claim(f"candidate/{application}", candidate, once)


def _close(tx, stream: str, rows: list[str], applied: int, refused: list[tuple[str, str]]) -> None:
    named = [{"participant_no": number, "rule": rule} for number, rule in refused]
    tx.decide(stream, Close(applied, bulk.refusals(tx, named)))


ADMISSIONS = BatchKind("admission", _numbers, _apply, _close, prepare=_prepare, at_once=100)
