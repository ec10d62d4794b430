from asnkit import mint, web

from .signin import sessions
from .wiring import SERVICE

HASHING = tuple(
    f"POST /v1/{path}" for path in ("sign-in", "accounts", "accounts/correction", "accounts/me/address", "password")
)


def create_app(settings=None):
    """The web application; settings come from the environment unless given."""
    app = web.create_app(SERVICE, settings)
    runtime, verifier = app.extensions["asn"], app.extensions["verifier"]
    mint.learn(app)
    # A password is hashed there, a file read: neither waits for the other, and nobody for them.
    app.extensions["apart"] = (HASHING, ("POST /v1/documents",))
    verifier.alive = lambda who: who.role != "pelamar" or sessions.alive(runtime.db, who.session)
    return app
