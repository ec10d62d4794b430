"""The signed-in person's tokens: who it is, and an access token for the one service that is asked.

The session keeps the tokens of the sign-in. None of them is good at a service (an applicant's is, at registration
alone), so that no service can act as this person at another. Each is exchanged for one that is, when it is needed:
of the staff by platform, in the role that the session keeps. Those stay in this process, as long as the one that they
were exchanged for.
"""

import base64
import json
import time
from dataclasses import dataclass

import requests
from asnkit.web import current
from flask import current_app, g, session

from ..away import Away
from ..neighbours import signing
from . import office, staff

EARLY_SECONDS = 60
WAIT_SECONDS = 5
APPLICANT = "pelamar"
VOUCHED = "vouched"
"""Kept beside the services: the provider's token that platform takes."""
KEPT_LONGEST = 5_000


@dataclass(frozen=True)
class Person:
    """`role` of the staff as they chose it, "" before; they have a `name` as the office's provider says.

    `scope` is what the grant of the role is for, as it is called: a unit, or a period's code; "" where it is for all.
    """

    id: str
    role: str
    name: str = ""
    scope: str = ""

    @property
    def staff(self) -> bool:
        return self.role != APPLICANT


def person() -> Person | None:
    """Who is signed in. The services check the token; here it only chooses what to show."""
    if "person" not in g:
        g.person = _read(session.tokens) if getattr(session, "tokens", None) else None
    return g.person


def begin(answer: dict, code: str = "") -> None:
    """Keep the tokens of a sign-in; the session gets a new number. `code` is what the answer was given for, once."""
    session.pop("called", None)
    session.begin(_kept(answer), code)
    g.pop("person", None)


def begin_again(code: str) -> bool:
    """Whether this code signed somebody in here a moment ago, who is signed in now: the first answer did not arrive."""
    kept = current_app.session_interface.given_before(session.number, code) if code else None
    if kept:
        session.begin(kept, code)
        g.pop("person", None)
    return kept is not None


def access_token(service: str) -> str | None:
    """A token for this service that lasts a while longer; None for a visitor and for a session that has ended.

    Raises requests.RequestException or Away when whoever signs it does not answer, office.RoleOver.
    """
    tokens = _lasting()
    if tokens is None:
        return None
    known = _exchanged.of(tokens, service)
    if known:
        return known
    with signing():
        return _exchange(tokens, service)


def choices() -> list[dict]:
    """The roles in which whoever is signed in at the office may come. Raises like `access_token`."""
    tokens = _lasting()
    with signing():
        vouched = tokens and _vouched(tokens)
        return office.choices(vouched) if vouched else []


def come_as(role: str, scope: str = "") -> None:
    """From now on in this role, for what is called so. Raises like `access_token`."""
    tokens = _lasting()
    if tokens is not None:
        chosen = tokens | {"role": role, "scope": scope}
        with signing():
            if _exchange(chosen, "portal"):
                _keep(chosen)


def leave_role() -> None:
    """It has to be chosen anew."""
    if session.tokens is not None:
        _keep(session.tokens | {"role": "", "scope": ""})


def _keep(tokens: dict) -> None:
    """In this session, and where it is stored already, there."""
    session.tokens = tokens
    g.pop("person", None)
    if session.number:
        current_app.session_interface.keep_tokens(session.number, tokens)


def _lasting() -> dict | None:
    """The tokens of the sign-in, renewed where they are about to end; None where there are none any more."""
    tokens = getattr(session, "tokens", None)
    if tokens is None:
        return None
    if tokens["ends"] - EARLY_SECONDS <= time.time():
        with signing():
            _renew()
    if session.tokens is not None and session.tokens["ends"] <= time.time():
        raise Away("identity")
    return session.tokens


def _exchange(tokens: dict, service: str) -> str | None:
    token, who = tokens["access_token"], _read(tokens)
    if who.staff:
        vouched = _vouched(tokens)
        answer = office.exchanged(vouched, who.role, service) if vouched else None
    elif service == "registration":
        answer = tokens
    else:
        answer = _exchange_here(token, service)
    return _kept_for(tokens, service, answer)


def _vouched(tokens: dict) -> str | None:
    """What the office's provider tells platform of this person; None where it does so no longer."""
    bare = tokens | {"role": ""}
    known = _exchanged.of(bare, VOUCHED)
    return known or _kept_for(bare, VOUCHED, staff.exchanged(tokens["access_token"], "platform"))


def _kept_for(tokens: dict, service: str, answer: dict | None) -> str | None:
    """The token of this answer; without one the session is over."""
    if answer is None:
        session.end()
        g.pop("person", None)
        return None
    _exchanged.keep(tokens, service, answer["access_token"])
    return answer["access_token"]


def _exchange_here(token: str, service: str) -> dict | None:
    url, headers = current().settings.urls["registration"], {"Authorization": f"Bearer {token}"}
    answer = requests.post(f"{url}/v1/sign-in/exchange", json={"audience": service}, headers=headers, timeout=5)
    if answer.status_code == 401:
        return None
    answer.raise_for_status()
    return answer.json()


class _Exchanged:
    """Tokens by the one that they were exchanged for and the service, until that one ends."""

    def __init__(self):
        self._found: dict[tuple[str, str, str], tuple[float, str]] = {}

    def of(self, tokens: dict, service: str) -> str | None:
        return self._found.get(self._key(tokens, service), (0, None))[1]

    def keep(self, tokens: dict, service: str, token: str) -> None:
        if len(self._found) >= KEPT_LONGEST:
            now = time.time()
            self._found = {key: one for key, one in self._found.items() if one[0] > now}
        self._found[self._key(tokens, service)] = (tokens["ends"], token)

    def _key(self, tokens: dict, service: str) -> tuple[str, str, str]:
        return tokens["access_token"], tokens.get("role", ""), service


_exchanged = _Exchanged()


def _renew() -> None:
    """Renew once for all requests of this session that come at the same time."""
    sessions, end = current_app.session_interface, time.monotonic() + WAIT_SECONDS
    while True:
        mine, stored = sessions.claim_refresh(session.number)
        fresh = stored and stored["ends"] - EARLY_SECONDS > time.time()
        if fresh or mine or time.monotonic() > end:
            break
        time.sleep(0.1)
    if mine and stored and not fresh:
        stored = _ask(stored)
        if stored is None:
            session.end()
            g.pop("person", None)
            return
        sessions.keep_tokens(session.number, stored)
    elif mine:
        sessions.keep_tokens(session.number, stored)
    session.tokens = stored


def _ask(stored: dict) -> dict | None:
    """New tokens for the refresh token; None when it is refused, the old ones when nobody answers."""
    try:
        if _read(stored).staff:
            answer = staff.renewed(stored["refresh_token"])
            chosen = {name: stored.get(name, "") for name in ("role", "scope")}
            return _kept(answer) | chosen if answer else None
        url = f"{current().settings.urls['registration']}/v1/sign-in/refresh"
        answer = requests.post(url, json={"refresh_token": stored["refresh_token"]}, timeout=5)
    except requests.RequestException:
        return stored
    if answer.status_code == 200:
        return _kept(answer.json())
    return None if answer.status_code == 401 else stored


def _kept(answer: dict) -> dict:
    kept = {name: answer.get(name) for name in ("access_token", "refresh_token", "id_token")}
    return kept | {"ends": int(time.time()) + int(answer["expires_in"])}


def _read(tokens: dict) -> Person:
    payload = tokens["access_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    role = APPLICANT if claims.get("role") == APPLICANT else tokens.get("role", "")
    return Person(claims["sub"], role, claims.get("name", ""), tokens.get("scope", ""))
