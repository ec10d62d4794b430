"""One person's competences beside the post held, or another one."""

from asnkit.events import uuid_of
from asnkit.web import current

from ..civil_servant.domain import known, station_on
from ..post.domain import known as known_post
from ..post.domain import standard_on
from ..streams import assessment_stream, civil_servant_stream
from ..unit.domain import key_of
from ..unit.names import owners
from .gaps import beside
from .measuring import courses_for


def profile_of(person: str, wanted: str | None, today: str) -> dict:
    """schemas.Competence; `wanted` is the id of another post. Raises Refused for somebody who is not on the roster."""
    store = current().store
    servant = known(store.load(civil_servant_stream(person)).state)
    post = wanted or _held(station_on(servant, today))
    state = store.load(assessment_stream(person)).state
    shown = {"person": person, "post": None, "items": [], "jpm": None, "band": None}
    shown["assessments"] = state["items"][::-1] if state else []
    found = known_post(store.load(f"post-{post}").state) if post else None
    standard = standard_on(found, today) if found else None
    if standard is None:
        return shown
    shown |= beside(standard, state, today)
    shown["post"] = {"id": post, "code": found["code"], "title": found["title"]}
    return shown | {"items": [one | {"courses": _courses(one)} for one in shown["items"]]}


def _held(station: dict) -> str | None:
    """The post of the register that somebody has by the names of an appointment; None where there is none."""
    unit = owners(current().db, [station["unit"]]).get(key_of(station["unit"]))
    claim = unit and current().db.claims.find_one({"_id": f"post/{uuid_of(unit)}/{station['job_code']}"})
    return uuid_of(claim["stream"]) if claim else None


def _courses(item: dict) -> list[dict]:
    return courses_for(current().views, item["title"]) if item["missing"] else []
