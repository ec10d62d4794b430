"""Whose tokens count, and for which roles: what the services' file of issuers says."""

from asnkit.auth import VOUCHED
from asnplatform.sign_in.choice import OFFICE


def listed(office: str, registration: str, platform: str) -> list[dict]:
    """The entries, by the three addresses: the office's provider names no role of its people (decision 161)."""
    return [
        {"issuer": office, "jwks": f"{office}/jwks", "roles": [VOUCHED, "service"]},
        {"issuer": registration, "jwks": _keys(registration), "roles": ["pelamar"]},
        {"issuer": platform, "jwks": _keys(platform), "roles": sorted(OFFICE)},
    ]


def _keys(service: str) -> str:
    return f"{service}/.well-known/jwks.json"
