from asnkit.web import create_app as create_service_app

from .log.volume import open_volume
from .wiring import SERVICE


def create_app(settings=None):
    app = create_service_app(SERVICE, settings)
    open_volume(app.extensions["asn"].settings)
    return app
