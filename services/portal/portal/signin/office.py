"""What somebody of the office may: platform says it of whom the office's provider vouches for."""

import requests
from asnkit.web import current

SECONDS = 5


class RoleOver(Exception):
    """A role that does not hold, or not yet, or asks for more than this sign-in had: `sentence` says which."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def choices(vouched: str) -> list[dict]:
    """The roles that may be chosen now, {role, until}, `pegawai` last. Raises requests.RequestException."""
    answer = requests.get(_address("roles"), headers=_bearer(vouched), timeout=SECONDS)
    answer.raise_for_status()
    return answer.json()["items"]


def exchanged(vouched: str, role: str, service: str) -> dict | None:
    """A token for one service in this role; None where nobody vouches any more.

    Raises RoleOver, requests.RequestException.
    """
    wanted = {"audience": service, "role": role}
    answer = requests.post(_address("exchange"), json=wanted, headers=_bearer(vouched), timeout=SECONDS)
    if answer.status_code == 401:
        return None
    if answer.status_code == 403:
        raise RoleOver(answer.json()["detail"])
    answer.raise_for_status()
    return answer.json()


def _address(what: str) -> str:
    return f"{current().settings.urls['platform']}/v1/sign-in/{what}"


def _bearer(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}
