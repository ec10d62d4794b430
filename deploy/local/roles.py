"""The roles of the logins for development: the first two of IT by the command on the host, the rest given by those two.

Through platform's own interface, as IT does it in the office. What somebody took away from a login stays taken away.
The unit of a liaison is on training's register, or is registered there by the login `diklat`.
"""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import requests
from asnplatform.role.domain import BY_TWO, ENDED, OF_UNIT, PROPOSED

from .trouble import Trouble

FOUNDERS = ("ti", "ti2")
LASTING = timedelta(days=730)
SECONDS = 10
REGISTERED = {"kind": "AGENCY", "parent": None, "since": "2020-01-02", "basis": "Perda 5/2019"}


class Desk:
    """Somebody at one service, with a token of platform's own. `token` is the provider's, good at platform."""

    def __init__(self, platform: str, token: str):
        self._place, self._session = platform, requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def enters(self, role: str = "ti", audience: str = "platform", place: str | None = None) -> bool:
        """Whether this person has the role now; from then on they are at `place`, the address of `audience`."""
        answer = self._ask("POST", "/v1/sign-in/exchange", json={"audience": audience, "role": role})
        if answer.status_code == 403:
            return False
        self._session.headers["Authorization"] = f"Bearer {_told(answer)['access_token']}"
        self._place = place or self._place
        return True

    def unit(self, name: str) -> str:
        """The id of the unit that is called so on training's register, where it is put if it is not there."""
        found = _told(self._ask("GET", "/v1/units", params={"q": name, "limit": 100}))["items"]
        known = [one["id"] for one in found if one["name"] == name]
        return known[0] if known else _told(self._ask("POST", "/v1/units", json={"name": name, **REGISTERED}))["id"]

    def all(self) -> list[dict]:
        """What was ever given, the oldest first."""
        found, after = [], ""
        while after is not None:
            page = _told(self._ask("GET", "/v1/roles", params={"limit": 100} | ({"after": after} if after else {})))
            found, after = found + page["items"], page["next"]
        return found[::-1]

    def give(self, login: dict, today: date, unit: str | None) -> str:
        body = {"person": login["username"], "name": login["name"], "role": login["role"]}
        body |= {"unit": unit} if unit else {}
        lasting = {"since": today.isoformat(), "until": (today + LASTING).isoformat()}
        return _told(self._ask("POST", "/v1/roles", json=body | lasting))["id"]

    def confirm(self, id: str) -> None:
        shown = _told(self._ask("GET", f"/v1/roles/{id}"))
        seen, body = {"If-Match": f'"{shown["version"]}"'}, {"proposed": shown["proposed"]}
        _told(self._ask("POST", f"/v1/roles/{id}/confirmation", json=body, headers=seen))

    def _ask(self, method: str, path: str, headers: dict | None = None, **more) -> requests.Response:
        keyed = {"Idempotency-Key": uuid.uuid4().hex, **(headers or {})}
        return self._session.request(method, self._place + path, headers=keyed, timeout=SECONDS, **more)


def vouched(provider: str, logins: dict[str, dict], login: str) -> str:
    """The provider's token for a login, good at platform. Raises requests.RequestException."""
    form = {"grant_type": "password", "client_id": "skrip", "audience": "platform"}
    form |= {name: logins[login][name] for name in ("username", "password")}
    answer = requests.post(f"{provider}/token", form, timeout=SECONDS)
    answer.raise_for_status()
    return answer.json()["access_token"]


def give(
    urls: dict[str, str], token: Callable[[str], str], logins: dict[str, dict], today: date, found: Callable
) -> bool:
    """Every login has its role when this returns, unless the founders are of IT no longer.

    `urls` has platform's and training's, `token` gives the provider's for a login, `found` is the command.
    Raises Trouble, requests.RequestException.
    """
    first, second = (Desk(urls["platform"], token(login)) for login in FOUNDERS)
    if not first.enters():
        found([(login, logins[login]["name"]) for login in FOUNDERS])
        first.enters()
    if not second.enters():
        return False
    had = {(one["person"], one["role"]): one for one in first.all()}
    for login in sorted(logins.values(), key=lambda login: login["role"] == OF_UNIT):
        if login["username"] in FOUNDERS or login["role"] == "pegawai":
            continue
        known = had.get((login["username"], login["role"]), {"status": ENDED})
        if known["status"] == ENDED:
            unit = _registered(urls, token("diklat"), login["unit"]) if login["role"] == OF_UNIT else None
            id = first.give(login, today, unit)
        else:
            id = known["id"]
        if known["status"] == PROPOSED or (known["status"] == ENDED and login["role"] in BY_TWO):
            second.confirm(id)
    return True


def _registered(urls: dict[str, str], token: str, name: str) -> str:
    officer = Desk(urls["platform"], token)
    if not officer.enters("diklat", "training", urls["training"]):
        raise Trouble(f"The login diklat has no role, so the unit {name} cannot be registered.")
    return officer.unit(name)


def _told(answer: requests.Response) -> dict:
    if not answer.ok:
        raise Trouble(f"The logins could not be given their roles: {answer.status_code} {answer.text[:200]}")
    return answer.json()
