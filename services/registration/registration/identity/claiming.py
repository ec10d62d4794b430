"""The NIK's claim, in the transaction of the verdict: a keyed hash, of one account.

Rows of the first release belong to the account's stream, which took its NIK when it was opened.
"""

from collections.abc import Collection, Mapping

from asnkit import states
from asnkit.commits import Tx
from asnkit.events import Refused, aggregate_of, uuid_of
from asnkit.sealing import Vault

from ..account.domain import ReleaseNik
from .domain import CLAIMED, CONTEST, NIK, Award, Examine, Release, Renew

TAKEN = Refused("nik-disengketakan", "NIK ini sudah terbukti milik akun lain. Pemiliknya melapor lewat sengketa NIK.")
LATER = Refused("nik-disengketakan", "NIK ini baru saja menjadi milik akun lain. Muat ulang lamaran ini.")


def examine(tx: Tx, vault: Vault, application: str, reasons: Collection[str]) -> None:
    """Record what this verdict says of its applicant's NIK, and claim it. Raises Refused `nik-disengketakan`."""
    person = tx.load(application).state["person"]
    key, stream = key_of(vault, person, tx.load(f"account-{person}").state), f"identity-{person}"
    holder = holder_of(tx.db, key, tx.session) if key else None
    [event] = tx.decide(stream, Examine(person, uuid_of(application), reasons, holder, key is None))
    if event.data["outcome"] == CLAIMED:
        tx.claim(key, stream, LATER)


def holder(tx: Tx, vault: Vault, person: str) -> str | None:
    """The person who has the NIK that this one named."""
    key = key_of(vault, person, tx.load(f"account-{person}").state)
    return holder_of(tx.db, key, tx.session) if key else None


def accepted_by(tx: Tx, holder: str) -> str | None:
    """Whose verdict gave this person the NIK; None where it was no verdict."""
    identity = tx.load_signed(f"identity-{holder}").state
    return identity["by"] if identity else None


def move(tx: Tx, vault: Vault, id: str, contest: dict) -> None:
    """The NIK from its holder, if it is held still, to the person of a contest. Raises Refused where others have it."""
    person, key = contest["person"], key_of(vault, contest["person"], tx.load(f"account-{contest['person']}").state)
    found = tx.db.claims.find_one({"_id": key}, session=tx.session) if key else None
    if found and uuid_of(found["stream"]) == person:
        return
    if key is None or (found and uuid_of(found["stream"]) != contest["holder"]):
        raise Refused("pemegang-berubah", "NIK ini tidak lagi dipegang akun yang disengketakan.")
    if found:
        of_account = aggregate_of(found["stream"]) == "account"
        tx.decide(found["stream"], ReleaseNik() if of_account else Release(CONTEST))
        tx.release(key)
    tx.decide(f"identity-{person}", Award(id))
    tx.claim(key, f"identity-{person}", LATER)


def change(tx: Tx, vault: Vault, person: str, after: Mapping, correction: str) -> None:
    """The claim goes to the NIK that an account is about to have. Raises Refused where that is another account's."""
    if NIK not in after:
        return
    stream = f"account-{person}"
    account = tx.load(stream).state
    old, new = (key_of(vault, person, one) for one in (account, after))
    if states.one(tx.db, "contest", tx.session, status="open", person=person) or states.one(
        tx.db, "contest", tx.session, status="open", holder=person
    ):
        raise Refused("sengketa-terbuka", "NIK akun ini sedang disengketakan; putuskan sengketanya dahulu.")
    if holder_of(tx.db, new, tx.session) not in (None, person):
        raise TAKEN
    found = tx.db.claims.find_one({"_id": old}, session=tx.session)
    if found and uuid_of(found["stream"]) == person and old != new:
        tx.release(old)
        tx.claim(new, found["stream"], TAKEN)
        if aggregate_of(found["stream"]) == "identity":
            tx.decide(found["stream"], Renew(correction))


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
