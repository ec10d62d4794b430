from asnkit import mint, web

from .wiring import SERVICE


def create_app(settings=None):
    """The web application; settings come from the environment unless given."""
    app = web.create_app(SERVICE, settings)
    mint.learn(app)
    return app
