"""What platform says that other agencies are given, at the Kafka of this machine; on Kubernetes a KafkaUser does it.

By whoever may change users at Kafka, who is no service: `make agencies`, after each grant, pause or end.
"""

from pathlib import Path

import requests
from asnplatform.agency.domain import GRANTED
from asnplatform.agency.manifest import PREFIX, user_of
from rich.table import Column, Table

from . import endpoints, kafka, secrets
from .rights import User
from .trouble import Trouble

FILE = "agencies.json"
PAGE = 100
SECONDS = 10


def apply(directory: Path) -> Table:
    """Who may read what now; passwords lie in secrets/agencies.json. Raises Trouble."""
    known = endpoints.load(directory)
    if not known["kafka"]["mechanism"]:
        raise Trouble("This Kafka asks for no password: whoever reaches it reads everything, and nothing can be given.")
    agencies = {user_of(one["id"]): one for one in _agencies(known["services"]["platform"]["api"])}
    given = {name: tuple(one["topics"]) if one["status"] == GRANTED else () for name, one in agencies.items()}
    file = directory / "secrets" / FILE
    secrets.complete(file, dict.fromkeys(given, secrets.password))
    passwords = secrets.read(directory / "secrets" / "kafka.json")
    client = kafka.admin(kafka.login(known["kafka"]["bootstrap"], "admin", passwords["admin"]))
    try:
        users = {name: User(name, reads=topics) for name, topics in given.items()}
        kafka.grant(client, users, secrets.read(file) if users else {}, PREFIX)
    finally:
        client.close()
    shown = Table("agency", Column("user", no_wrap=True), "reads", title=f"passwords: {file}")
    for name, topics in given.items():
        shown.add_row(agencies[name]["agency"], name, "\n".join(topics) or "nothing")
    return shown


def _agencies(api: str) -> list[dict]:
    """Whoever gets something or did. Raises Trouble."""
    found, place = [], {}
    while True:
        try:
            answer = requests.get(f"{api}/v1/agencies", {"limit": PAGE} | place, timeout=SECONDS)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise Trouble(f"platform does not say who is given what: {error}") from error
        found += answer.json()["items"]
        place = {"after": answer.json()["next"]}
        if place["after"] is None:
            return found
