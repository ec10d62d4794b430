"""Every secret that is not made by an operator: as ExternalSecrets for a city, or made here and applied at once.

    python -m deploy.kubernetes.secrets | kubectl apply -f -

makes them for a cluster of one's own. What was made is in no file, so it is done once: a second run would change the
keys with which everything is sealed. It refuses where the cluster has them.
"""

import base64
import secrets as random
import subprocess
import sys
import tempfile
from pathlib import Path

from ..local import secrets, services
from ..local.places import SERVICES
from .manifest import written
from .processes import NAMESPACE, PROCESSES, USERS
from .processes import secrets as names
from .servers import ADMINISTRATOR

STORE = {"kind": "SecretStore", "name": "asn"}
FROM_THE_OFFICE = ("mail.password",)
"""Not made here: the office's mail server gave it."""


def wanted() -> dict[str, tuple[str, ...]]:
    """Secret → its files."""
    users = list(dict.fromkeys(process.user for process in PROCESSES))
    found = {f"{user}-secrets": names(user) for user in users} | {"backup-secrets": ("backup.key",)}
    return found | {f"{user}-mongodb": ("password",) for user in (*users, ADMINISTRATOR)}


def external() -> list[dict]:
    """The store's key is asn/<secret>, its property the file."""
    return [
        {
            "apiVersion": "external-secrets.io/v1",
            "kind": "ExternalSecret",
            "metadata": {"name": secret},
            "spec": {
                "refreshInterval": "1h",
                "secretStoreRef": STORE,
                "target": {"name": secret, "creationPolicy": "Owner", "deletionPolicy": "Retain"},
                "data": [
                    {"secretKey": file, "remoteRef": {"key": f"asn/{secret}", "property": file}} for file in files
                ],
            },
        }
        for secret, files in wanted().items()
    ]


def made(directory: Path) -> list[dict]:
    """New secrets, and the ConfigMap with the services' public keys; `directory` is for the moment."""
    secrets.ensure(directory / "secrets", list(USERS))
    found = []
    for secret, files in wanted().items():
        user = secret.rpartition("-")[0]
        content = {file: _content(directory / "secrets" / user / file) for file in files}
        data = {file: base64.b64encode(text).decode() for file, text in content.items()}
        found.append({"apiVersion": "v1", "kind": "Secret", "type": "Opaque", "data": data,
                      "metadata": {"name": secret, "namespace": NAMESPACE}})  # fmt: skip
    keys = services.write_keys(directory)
    public = {f"{name}.key": (keys / f"{name}.key").read_text() for name in SERVICES}
    return [*found, {"apiVersion": "v1", "kind": "ConfigMap", "data": public,
                     "metadata": {"name": "asn-keys", "namespace": NAMESPACE}}]  # fmt: skip


def _content(file: Path) -> bytes:
    if file.name in FROM_THE_OFFICE:
        return b""
    return file.read_bytes() if file.exists() else random.token_urlsafe(24).encode()


def main() -> None:
    there = subprocess.run(["kubectl", "-n", NAMESPACE, "get", "secret", "registration-secrets"], capture_output=True)
    if there.returncode == 0:
        sys.exit("secrets: the cluster has them; new ones would open nothing that the old ones sealed.")
    with tempfile.TemporaryDirectory() as folder:
        print("---\n".join(map(written, made(Path(folder)))))


if __name__ == "__main__":
    main()
