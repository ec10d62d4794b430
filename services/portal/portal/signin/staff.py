"""Staff sign in at the office's OpenID provider: authorization code with PKCE (S256)."""

import requests
from asnkit.web import current
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app

CLIENT = "portal"
SECONDS = 5
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"


def register(app: Flask) -> None:
    settings = app.extensions["asn"].settings
    OAuth(app).register(
        CLIENT,
        client_id=CLIENT,
        client_secret=settings.secret("client.secret").decode(),
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "timeout": SECONDS},
    )


def provider():
    return current_app.extensions["authlib.integrations.flask_client"].create_client(CLIENT)


def callback_address() -> str:
    """Where the provider sends people back; never taken from the request's Host header."""
    return f"{current().settings.urls['portal']}/masuk/pegawai/kembali"


def renewed(refresh_token: str) -> dict | None:
    """New tokens; None when the provider refuses. Raises requests.RequestException when it is away."""
    return _ask(grant_type="refresh_token", refresh_token=refresh_token)


def exchanged(token: str, audience: str) -> dict | None:
    """A token for one service instead of ours (RFC 8693); None when refused. Raises like `renewed`."""
    return _ask(grant_type=EXCHANGE, subject_token=token, subject_token_type=ACCESS_TOKEN, audience=audience)


def _ask(**form: str) -> dict | None:
    client = provider()
    endpoint = client.load_server_metadata()["token_endpoint"]
    login = (client.client_id, client.client_secret)
    answer = requests.post(endpoint, form, auth=login, timeout=SECONDS)
    if answer.status_code in (400, 401):
        return None
    answer.raise_for_status()
    return answer.json()
