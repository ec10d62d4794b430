from asnkit.web import create_app as create_service_app

from .log.volume import open_volume
from .query import following
from .wiring import SERVICE


def create_app(settings=None):
    app = create_service_app(SERVICE, settings)
    following.register(app)
    open_volume(app.extensions["asn"].settings)
    return app
