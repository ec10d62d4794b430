"""What this device keeps of its last sign-in, so that tries elsewhere do not stop the next one here."""

from flask import after_this_request, current_app, request

LASTS_SECONDS = 365 * 24 * 3600


def kept() -> str:
    return request.cookies.get(_name(), "")[:100]


def keep(device: str) -> None:
    """With the answer to this request."""

    @after_this_request
    def carry(response):
        response.set_cookie(_name(), device, LASTS_SECONDS, httponly=True, samesite="Lax", secure=_secure(), path="/")
        return response


def _name() -> str:
    return "__Host-perangkat" if _secure() else "perangkat"


def _secure() -> bool:
    return current_app.config["SESSION_COOKIE_SECURE"]
