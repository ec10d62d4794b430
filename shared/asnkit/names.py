"""A person's name, from registration, over HTTP; kept nowhere."""

import requests

from . import tokens
from .errors import Unavailable
from .settings import Settings

SCOPE = "registration:names"
SECONDS = 5


def fetch(settings: Settings, person: str) -> str | None:
    """None where registration knows nobody, or the person's key is destroyed. Raises Unavailable."""
    try:
        headers = {"Authorization": f"Bearer {tokens.fetch(settings, SCOPE)}"}
        url = f"{settings.urls['registration']}/v1/names"
        answer = requests.post(url, json={"persons": [person]}, headers=headers, timeout=SECONDS)
        answer.raise_for_status()
        return next((item["name"] for item in answer.json()["items"]), None)
    except (requests.RequestException, ValueError, KeyError) as error:
        raise Unavailable("registration: names") from error
