"""What a browser may do with our pages, and where it may be sent."""

from urllib.parse import urlsplit

from asnkit.settings import Settings
from flask import Flask, Response, request

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def register(app: Flask) -> None:
    policy = content_policy(app.extensions["asn"].settings)

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("X-Frame-Options", "DENY")
        if request.path.startswith(app.static_url_path):
            headers["Cache-Control"] = "public, max-age=86400"
        return response


def content_policy(settings: Settings) -> str:
    """No scripts at all; forms go to us, or by way of us to the office's sign-in."""
    provider = "{0.scheme}://{0.netloc}".format(urlsplit(settings.oidc_issuer)) if settings.oidc_issuer else ""
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {provider}"
    ).strip()


def scripted_policy(settings: Settings) -> str:
    """For the one page that runs a script: ours, from here, which speaks to nobody but us."""
    return f"{content_policy(settings)}; script-src 'self'; connect-src 'self'"


def came_from_here() -> bool:
    """Whether a page of ours led here, and no link in a letter: what is recorded as somebody's reading needs that.

    Browsers say so in Sec-Fetch-Site; older ones name the page.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Referer", "")).netloc == request.host


def safe_path(wanted: str | None, otherwise: str) -> str:
    """A path on this site to go on to; anything that could lead elsewhere becomes `otherwise`."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return otherwise
    if any(character in wanted for character in "\\\r\n\t") or urlsplit(wanted).netloc:
        return otherwise
    return wanted
