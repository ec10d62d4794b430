from asnkit.web import create_app as create_service_app

from .wiring import SERVICE


def create_app(settings=None):
    return create_service_app(SERVICE, settings)
