"""The portal: pages over the services' HTTP interfaces, and no rule of its own."""

from asnkit import guards
from asnkit.service import Runtime
from asnkit.settings import Settings
from asnkit.web import add_machine_pages, observe
from flask import Flask, request

from . import (
    charts,
    chrome,
    formats,
    forms,
    language,
    lists,
    marks,
    neighbours,
    security,
    session,
    transport,
    trouble,
    unsent,
    words,
)
from .pages import blueprints
from .seals import derived
from .signature.port import signer_of
from .signin import staff
from .wiring import SERVICE

REQUEST_BYTES = 6_000_000
"""Larger than every file that is asked for, so that a file too big gets its own sentence."""
ROOM = {"documents.upload": 12_000_000}
"""Pages whose files are larger."""


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or Settings.from_environment(SERVICE.name)
    app = Flask("portal", static_url_path="/aset")
    app.config.update(
        SECRET_KEY=derived(settings, "forms"),
        UNSENT_KEY=derived(settings, "unsent"),
        BUNDLES_KEY=derived(settings, "bundles"),
        MAX_CONTENT_LENGTH=REQUEST_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=86_400,
        SESSION_COOKIE_NAME="sesi" if settings.development else "__Host-sesi",
        SESSION_COOKIE_SECURE=not settings.development,
    )
    observe(app)
    guards.register(app, pasted=True)
    app.before_request(_make_room)
    app.extensions["asn"] = Runtime(SERVICE, settings)
    app.extensions["certificate_signer"] = signer_of(settings)
    app.extensions["apart"] = (("POST /bukti",),)
    app.session_interface = session.SealedSessions(derived(settings, "sessions"))
    for part in (
        security,
        transport,
        neighbours,
        language,
        marks,
        unsent,
        trouble,
        words,
        formats,
        forms,
        lists,
        charts,
        chrome,
        staff,
    ):
        part.register(app)
    add_machine_pages(app)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _make_room() -> None:
    """Before anything reads the form."""
    if request.endpoint in ROOM:
        request.max_content_length = ROOM[request.endpoint]
