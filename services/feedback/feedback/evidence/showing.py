"""Evidence as those who may read it see it."""

import json
from datetime import date

from asnkit.events import uuid_of
from asnkit.service import Runtime


def content_of(runtime: Runtime, stream: str, state: dict) -> dict | None:
    """schemas.EvidenceContent; None for whoever is erased."""
    text = runtime.vault.readable(stream, "content", state["content"])
    if text is None:
        return None
    said = json.loads(text)
    return said | {"day": date.fromisoformat(said["day"])}


def shown(runtime: Runtime, stream: str, version: int, state: dict) -> dict:
    """schemas.Evidence without its content."""
    reason = runtime.vault.readable(stream, "reason", state["reason"])
    return {**state, "id": uuid_of(stream), "version": version, "reason": reason}
