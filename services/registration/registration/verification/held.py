"""The files on a verifier's desk, with what lists show of them."""

from asnkit.events import uuid_of
from asnkit.web import current


def shown(held: list[tuple[str, int, dict]]) -> list[dict]:
    """schemas.Held of these desks, (stream, version, state)."""
    applications = _states("application", {desk["application"] for _, _, desk in held})
    lines = _states("vacancy", {desk["vacancy"] for _, _, desk in held})
    items = []
    for _, version, desk in held:
        application, line = applications[desk["application"]], lines[desk["vacancy"]]["data"]
        items.append(
            {
                "id": desk["application"],
                "version": version,
                "application_version": application["version"],
                **{name: desk[name] for name in ("period", "vacancy", "since")},
                **{name: line[name] for name in ("job_name", "unit")},
                **{name: application["data"][name] for name in ("participant_no", "submitted_at")},
            }
        )
    return items


def _states(aggregate: str, ids: set[str]) -> dict[str, dict]:
    found = current().db.state.find({"_id": {"$in": [f"{aggregate}-{id}" for id in ids]}})
    return {uuid_of(document["_id"]): document for document in found}
