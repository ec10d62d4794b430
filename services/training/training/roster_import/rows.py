"""The rows of a roster file: what two people sign, and how the approved ones are applied, in restartable steps."""

import json
import uuid

from asnkit import bulk
from asnkit.bulk import BatchKind
from asnkit.content import ContentChanged, read_sealed
from asnkit.events import Refused, uuid_of
from asnkit.sealing import Erased, Vault
from asnkit.wib import wib_date

from ..civil_servant.domain import SEALED, Register
from ..streams import civil_servant_stream
from .domain import Close, Fail
from .sheet import read


def rows_hmac(vault: Vault, rows: list[dict]) -> str:
    """ "rows/<key id>/<hmac>": names the rows to whoever holds the key, and says nothing else."""
    return vault.fingerprint("rows", json.dumps(rows, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def claim_of(state: dict) -> str:
    """The claim by which the same rows are imported once."""
    return f"roster_import/{state['rows_hmac']}"


def number_claim(vault: Vault, number: str) -> str:
    """The claim by which a NIP is one person's: "nip/<key id>/<hmac>"."""
    return vault.fingerprint("nip", number)


def person_of(stream: str, row: int) -> str:
    """The id of the person who stands in a row: of the list's random id and the row, of nothing about the person."""
    return str(uuid.uuid5(uuid.UUID(uuid_of(stream)), str(row)))


def _rows(runtime, stream: str, state: dict) -> list[dict]:
    """The rows as they were signed. Raises Refused."""
    try:
        content = read_sealed(runtime.db, runtime.vault, stream, state["sealed_sha256"])
    except (ContentChanged, Erased):
        raise Refused("berkas-berubah", "Berkas ini bukan lagi yang ditandatangani.") from None
    rows = read(content, wib_date(runtime.clock.now()).isoformat()).rows
    if rows_hmac(runtime.vault, rows) != state["rows_hmac"]:
        raise Refused("baris-berubah", "Baris berkas ini bukan lagi yang ditandatangani.")
    return rows


def _ahead(runtime, stream: str, state: dict, rows: list[dict]) -> None:
    """The keys of a step's people in one call: each by itself was half of the time."""
    runtime.vault.create([person_of(stream, row["row"]) for row in rows])


def _prepare(runtime, stream: str, state: dict, row: dict) -> tuple[Register, str]:
    """The command of one row, sealed with a new person's key, and the claim of its number."""
    person, vault = person_of(stream, row["row"]), runtime.vault
    sealed = {name: vault.seal(person, civil_servant_stream(person), name, row[name]) for name in SEALED}
    names = ("row", "status", "rank", "unit", "job_code", "job_name", "decree_no", "effective_date")
    command = Register(person, uuid_of(stream), sealed, **{name: row[name] for name in names})
    return command, number_claim(vault, row["nip"])


def _apply(tx, stream: str, state: dict, row: tuple[Register, str], command_id: str) -> None:
    command, claim = row
    taken = Refused("nip-sudah-tercatat", "NIP ini sudah milik orang lain dalam daftar ASN.")
    if tx.db.claims.find_one({"_id": claim}, session=tx.session):
        raise taken
    target = civil_servant_stream(command.person)
    tx.decide(target, command, command_id=command_id)
    tx.claim(claim, target, taken)


def _close(tx, stream: str, rows: list[dict], applied: int, refused: list[tuple[dict, str]]) -> None:
    tx.decide(stream, Close(applied, bulk.refusals(tx, [{"row": row["row"], "rule": rule} for row, rule in refused])))


def _fail(tx, stream: str, rule: str) -> None:
    """Nothing of it counts any more, so the file may be uploaded anew."""
    tx.release(claim_of(tx.load_signed(stream).state))
    tx.decide(stream, Fail(rule))


PEOPLE = BatchKind("roster_import", _rows, _apply, _close, _fail, prepare=_prepare, ahead=_ahead)
