from asnkit import web

from .wiring import SERVICE


def create_app(settings=None):
    """The web application; settings come from the environment unless given."""
    return web.create_app(SERVICE, settings)
