"""Staff sign in at the office's OpenID provider: authorization code with PKCE (S256)."""

from asnkit.web import current
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app

CLIENT = "portal"


def register(app: Flask) -> None:
    settings = app.extensions["asn"].settings
    OAuth(app).register(
        CLIENT,
        client_id=CLIENT,
        client_secret=settings.secret("client.secret").decode(),
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "timeout": 5},
    )


def provider():
    return current_app.extensions["authlib.integrations.flask_client"].create_client(CLIENT)


def callback_address() -> str:
    """Where the provider sends people back; never taken from the request's Host header."""
    return f"{current().settings.urls['portal']}/masuk/pegawai/kembali"


def renewed(refresh_token: str) -> dict | None:
    """New tokens; None when the provider refuses. Raises requests.RequestException when it is away."""
    client = provider()
    endpoint = client.load_server_metadata()["token_endpoint"]
    try:
        with client._get_session() as asking:
            return asking.refresh_token(endpoint, refresh_token=refresh_token)
    except OAuthError:
        return None
