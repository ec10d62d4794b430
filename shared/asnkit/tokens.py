"""A service's own token, with which it asks another service."""

import requests

from .settings import Settings

SECONDS = 10


def fetch(settings: Settings, scope: str, client: str | None = None) -> str:
    """By client credentials (RFC 6749 §4.4) from the office's OpenID provider; `client` is the service itself.

    Raises requests' errors when the provider does not answer or refuses.
    """
    found = requests.get(f"{settings.oidc_issuer}/.well-known/openid-configuration", timeout=SECONDS)
    found.raise_for_status()
    answer = requests.post(
        found.json()["token_endpoint"],
        data={"grant_type": "client_credentials", "scope": scope},
        auth=(client or settings.service, settings.secret("client.secret").decode()),
        timeout=SECONDS,
    )
    answer.raise_for_status()
    return answer.json()["access_token"]
