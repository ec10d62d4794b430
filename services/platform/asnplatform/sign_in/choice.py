"""In which role somebody of the office comes: one of those that platform holds of them now, or as a civil servant.

`held` is (stream, state of a role) of one person, of what was given and is not over.
"""

from datetime import datetime

from asnkit.events import Refused
from asnkit.wib import wib_date

from ..role.domain import BY_TWO, IT, ROLES, ends

CIVIL_SERVANT = "pegawai"
"""Everybody of the office is one: what they may follows from their place on the roster."""
OFFICE = (*ROLES, CIVIL_SERVANT)
NOT_HELD = Refused(
    "peran-tidak-dipegang", "Peran ini tidak Anda pegang sekarang; petugas TI yang memberinya.", status=403
)
NO_SECOND_FACTOR = Refused(
    "faktor-kedua", "Peran ini meminta faktor kedua: masuklah dengan kunci keamanan atau kode.", status=403
)


def holding(held: list[tuple[str, dict]], now: datetime) -> dict[str, str]:
    """Role → the stream of its grant, of those whose first day has come and whose last one has not passed.

    But for IT, whose last one stays: there only the event of the end counts.
    """
    today = wib_date(now).isoformat()
    begun = [(stream, state) for stream, state in held if state["since"] <= today]
    return {state["role"]: stream for stream, state in begun if state["role"] == IT or now < ends(state)}


def choose(held: list[tuple[str, dict]], wanted: str | None, now: datetime, factor: bool | None) -> tuple[str, str]:
    """(role, its grant: "" for a civil servant). `factor` as in Caller.second_factor. Raises Refused."""
    holds = holding(held, now)
    role = wanted or _only(holds)
    if role == CIVIL_SERVANT:
        return role, ""
    if role not in holds:
        raise _early(held, role, now) or NOT_HELD
    if role in BY_TWO and factor is False:
        raise NO_SECOND_FACTOR
    return role, holds[role]


def _only(holds: dict[str, str]) -> str:
    if len(holds) > 1:
        roles = ", ".join(sorted(holds))
        raise Refused("pilih-peran", f"Anda memegang lebih dari satu peran. Pilih salah satu: {roles}.", "role")
    return next(iter(holds), CIVIL_SERVANT)


def _early(held: list[tuple[str, dict]], role: str, now: datetime) -> Refused | None:
    today = wib_date(now).isoformat()
    days = [state["since"] for _stream, state in held if state["role"] == role and state["since"] > today]
    return Refused("peran-belum-mulai", f"Peran ini baru berlaku mulai {min(days)}.", status=403) if days else None
