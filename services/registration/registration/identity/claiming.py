"""The NIK's claim, in the transaction of the verdict: a keyed hash, of one account.

Rows of the first release belong to the account's stream, which took its NIK when it was opened.
"""

from collections.abc import Collection

from asnkit.commits import Tx
from asnkit.events import Refused, uuid_of
from asnkit.sealing import Vault

from .domain import CLAIMED, NIK, Examine, Release

LATER = Refused("nik-disengketakan", "NIK ini baru saja menjadi milik akun lain. Muat ulang lamaran ini.")


def examine(tx: Tx, vault: Vault, application: str, reasons: Collection[str]) -> None:
    """Record what this verdict says of its applicant's NIK, and claim it. Raises Refused `nik-disengketakan`."""
    person = tx.load(application).state["person"]
    key, stream = key_of(vault, person, tx.load(f"account-{person}").state), f"identity-{person}"
    holder = holder_of(tx.db, key, tx.session) if key else None
    [event] = tx.decide(stream, Examine(person, uuid_of(application), reasons, holder, key is None))
    if event.data["outcome"] == CLAIMED:
        tx.claim(key, stream, LATER)


def release(tx: Tx, person: str, why: str) -> None:
    tx.decide(f"identity-{person}", Release(why))
    tx.db.claims.delete_many({"stream": f"identity-{person}"}, session=tx.session)


def key_of(vault: Vault, person: str, account: dict) -> str | None:
    """The claim's key; None where the person was erased."""
    nik = vault.readable(f"account-{person}", NIK, account.get(NIK))
    return vault.fingerprint(NIK, nik) if nik else None


def taken(db, vault: Vault, person: str, account: dict) -> bool:
    """Whether this account's NIK was proved to be another one's."""
    key = key_of(vault, person, account)
    return key is not None and holder_of(db, key) not in (None, person)


def holder_of(db, key: str, session=None) -> str | None:
    """The person who has this NIK."""
    found = db.claims.find_one({"_id": key}, session=session)
    return uuid_of(found["stream"]) if found else None
