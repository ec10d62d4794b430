from asnkit import mint, web

from .role import keeping as role_keeping
from .wiring import SERVICE


def create_app(settings=None):
    """The web application; settings come from the environment unless given."""
    app = web.create_app(SERVICE, settings)
    mint.learn(app)
    runtime = app.extensions["asn"]
    app.extensions["verifier"].over = lambda grant: not role_keeping.stands(runtime.db, grant)
    return app
