"""The roles of the logins for development: the first two of IT by the command on the host, the rest given by those two.

Through platform's own interface, as IT does it in the office. What somebody took away from a login stays taken away.
"""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import requests
from asnplatform.role.domain import BY_TWO, ENDED, PROPOSED

from .trouble import Trouble

FOUNDERS = ("ti", "ti2")
LASTING = timedelta(days=730)
SECONDS = 10


class Desk:
    """Somebody of IT at platform, with a token of platform's own. `token` is the provider's, good there."""

    def __init__(self, platform: str, token: str):
        self._platform, self._session = platform, requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def enters(self) -> bool:
        """Whether this person is of IT now."""
        answer = self._ask("POST", "/v1/sign-in/exchange", json={"audience": "platform", "role": "ti"})
        if answer.status_code == 403:
            return False
        self._session.headers["Authorization"] = f"Bearer {_told(answer)['access_token']}"
        return True

    def all(self) -> list[dict]:
        """What was ever given, the oldest first."""
        found, after = [], ""
        while after is not None:
            page = _told(self._ask("GET", "/v1/roles", params={"limit": 100} | ({"after": after} if after else {})))
            found, after = found + page["items"], page["next"]
        return found[::-1]

    def give(self, login: dict, today: date) -> str:
        body = {"person": login["username"], "name": login["name"], "role": login["role"]}
        lasting = {"since": today.isoformat(), "until": (today + LASTING).isoformat()}
        return _told(self._ask("POST", "/v1/roles", json=body | lasting))["id"]

    def confirm(self, id: str) -> None:
        shown = _told(self._ask("GET", f"/v1/roles/{id}"))
        seen, body = {"If-Match": f'"{shown["version"]}"'}, {"proposed": shown["proposed"]}
        _told(self._ask("POST", f"/v1/roles/{id}/confirmation", json=body, headers=seen))

    def _ask(self, method: str, path: str, headers: dict | None = None, **more) -> requests.Response:
        keyed = {"Idempotency-Key": uuid.uuid4().hex, **(headers or {})}
        return self._session.request(method, self._platform + path, headers=keyed, timeout=SECONDS, **more)


def give(platform: str, token: Callable[[str], str], logins: dict[str, dict], today: date, found: Callable) -> bool:
    """Every login has its role when this returns, unless the founders are of IT no longer.

    `token` gives the provider's for a login, `found` is the command. Raises Trouble, requests.RequestException.
    """
    first, second = (Desk(platform, token(login)) for login in FOUNDERS)
    if not first.enters():
        found([(login, logins[login]["name"]) for login in FOUNDERS])
        first.enters()
    if not second.enters():
        return False
    had = {(one["person"], one["role"]): one for one in first.all()}
    for login in logins.values():
        if login["username"] in FOUNDERS or login["role"] == "pegawai":
            continue
        known = had.get((login["username"], login["role"]), {"status": ENDED})
        id = first.give(login, today) if known["status"] == ENDED else known["id"]
        if known["status"] == PROPOSED or (known["status"] == ENDED and login["role"] in BY_TWO):
            second.confirm(id)
    return True


def _told(answer: requests.Response) -> dict:
    if not answer.ok:
        raise Trouble(f"The logins could not be given their roles: {answer.status_code} {answer.text[:200]}")
    return answer.json()
