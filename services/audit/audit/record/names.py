"""A person's name, from registration, over HTTP; kept nowhere."""

import requests
from asnkit.errors import Unavailable
from asnkit.settings import Settings

SCOPE = "registration:names"
SECONDS = 5


def fetch(settings: Settings, person: str) -> str | None:
    """None where registration knows nobody, or the person's key is destroyed. Raises Unavailable."""
    try:
        headers = {"Authorization": f"Bearer {_token(settings)}"}
        url = f"{settings.urls['registration']}/v1/names"
        answer = requests.post(url, json={"persons": [person]}, headers=headers, timeout=SECONDS)
        answer.raise_for_status()
        return next((item["name"] for item in answer.json()["items"]), None)
    except (requests.RequestException, ValueError, KeyError) as error:
        raise Unavailable("registration: names") from error


def _token(settings: Settings) -> str:
    """A token by client credentials (RFC 6749 §4.4) from the office's OpenID provider."""
    found = requests.get(f"{settings.oidc_issuer}/.well-known/openid-configuration", timeout=SECONDS)
    found.raise_for_status()
    answer = requests.post(
        found.json()["token_endpoint"],
        data={"grant_type": "client_credentials", "scope": SCOPE},
        auth=(settings.service, settings.secret("client.secret").decode()),
        timeout=SECONDS,
    )
    answer.raise_for_status()
    return answer.json()["access_token"]
