"""People's names, from registration, over HTTP; kept nowhere."""

from collections.abc import Sequence

import requests

from . import tokens
from .errors import Unavailable
from .settings import Settings

SCOPE = "registration:names"
SECONDS = 5


def fetch(settings: Settings, person: str) -> str | None:
    """None where registration knows nobody, or the person's key is destroyed. Raises Unavailable."""
    return fetch_all(settings, [person]).get(person)


def fetch_all(settings: Settings, persons: Sequence[str]) -> dict[str, str | None]:
    """As fetch, of some hundred people in one call."""
    try:
        headers = {"Authorization": f"Bearer {tokens.fetch(settings, SCOPE)}"}
        url = f"{settings.urls['registration']}/v1/names"
        answer = requests.post(url, json={"persons": list(persons)}, headers=headers, timeout=SECONDS)
        answer.raise_for_status()
        return {item["person"]: item["name"] for item in answer.json()["items"]}
    except (requests.RequestException, ValueError, KeyError) as error:
        raise Unavailable("registration: names") from error
