"""Names, ports and addresses of the containers that compose.yaml starts."""

from ..local.places import AUDITOR, MAIL, SERVICES, WITNESS

IDENTITY = "identity"
HTTP, WEB_HEALTH, WORKER_HEALTH = 8000, 8001, 8002
PORTS = {IDENTITY: 8090, MAIL: 8091, WITNESS: 8700, "kafka": 9092, "kafka_controller": 9093, "mongodb": 27017}
SMTP_PORT = 8025
PUBLISHED = {"portal": 8080, "registration": 8101, "selection": 8102, "training": 8103, "feedback": 8104, "audit": 8105,
             "platform": 8106}  # fmt: skip
"""On this machine alone, at the same ports as `make run` has them."""

ISSUER = f"http://{IDENTITY}.localhost:{PORTS[IDENTITY]}"
"""One name that a browser on this machine and a container both know: browsers take *.localhost for this machine."""
PORTAL = f"http://127.0.0.1:{PUBLISHED['portal']}"
READERS = (*SERVICES, AUDITOR)
VOLUMES = (*READERS, IDENTITY, WITNESS, "kafka", "mongodb")
"""Each has a volume with its own secrets and no other's."""
SECRETS, SHARED, SETUP = "/secrets", "/etc/asn", "/volumes"


def address(service: str) -> str:
    """Where one container finds another."""
    return f"http://{service}-web:{HTTP}"
