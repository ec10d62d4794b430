from asnkit import web

from .wiring import SERVICE


def create_app(settings=None):
    """The web application; settings come from the environment unless given."""
    app = web.create_app(SERVICE, settings)
    app.extensions["apart"] = (("POST /v1/complaints/photos",),)  # a file is read there: nobody waits for it
    return app
