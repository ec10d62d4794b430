"""Tokens for applicants: role `pelamar` and no other, each for one service."""

from asnkit import mint
from asnkit.settings import Settings


def answer(settings: Settings, person: str, session: str, audience: str = "registration") -> dict:
    """mint.AccessToken, good at `audience` alone; `session` is the sign-in that it ends with."""
    return mint.answer(settings, audience, sub=person, role="pelamar", sid=session)
