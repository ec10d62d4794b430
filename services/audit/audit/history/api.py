"""The time machine: what an object or a list was at any moment, by when it was recorded or by when it held."""

import hashlib

from asnkit.catalogue import Moment, Unfoldable, holds_from, known_late
from asnkit.changes import Change, changes
from asnkit.events import Event, Refused, aggregate_of, format_time
from asnkit.web import Blueprint, allow, current, with_etag
from flask import current_app, request

from . import schemas
from .lists import Kind, Lists
from .past import Past, catalogue
from .words import lateness, sentence

blueprint = Blueprint(
    "history", __name__, url_prefix="/v1/history", description="Mesin waktu: keadaan pada saat apa pun"
)


@blueprint.route("/objects/<stream>")
@allow("auditor")
@blueprint.arguments(schemas.At, location="query")
@blueprint.response(200, schemas.Past)
def past_object(query, stream):
    """Keadaan satu objek pada satu saat, dan siapa mengetahui apa kapan."""
    past = _past()
    events = past.of(stream)
    moment, asked = _moment(query)
    admitted = list(moment.admit(events))
    numbers = past.numbers(stream)
    used = {event.id for event in admitted}
    return _tagged({
        **_whose(events[0]),
        **asked,
        "version": admitted[-1].streamversion if admitted else 0,
        "state": _state(admitted),
        "facts": [_fact(event, numbers) for event in admitted],
        "left_out": [_fact(event, numbers) for event in events if event.id not in used],
    })  # fmt: skip


@blueprint.route("/objects/<stream>/diff")
@allow("auditor")
@blueprint.arguments(schemas.Between, location="query")
@blueprint.response(200, schemas.Difference)
def object_difference(query, stream):
    """Apa yang berubah pada satu objek di antara dua saat, dan karena peristiwa apa."""
    past = _past()
    events = past.of(stream)
    first, second, asked = _moments(query)
    before, after = list(first.admit(events)), list(second.admit(events))
    apart = {event.id for event in before} ^ {event.id for event in after}
    numbers = past.numbers(stream)
    return _tagged({
        "stream": stream,
        **asked,
        "changes": [_change(change) for change in changes(_state(before), _state(after))],
        "facts": [_fact(event, numbers) for event in events if event.id in apart],
    })  # fmt: skip


@blueprint.route("/late")
@allow("auditor")
@blueprint.arguments(schemas.Late, location="query")
@blueprint.response(200, schemas.LateFacts)
def late(query):
    """Fakta yang baru dicatat setelah berlaku, yang terakhir dicatat lebih dahulu."""
    wanted: dict = {"validtime": {"$type": "string"}}
    period = {word: format_time(query[name]) for word, name in (("$gte", "since"), ("$lt", "until")) if name in query}
    if period:
        wanted["time"] = period
    found = current().db.entries.find(wanted, {"bytes": 1}).sort("_id", -1)
    items = []
    for entry in found:
        event = Event.parse(entry["bytes"])
        if known_late(event):
            items.append({"stream": event.subject, **_fact(event, {event.id: entry["_id"]})})
        if len(items) == query["limit"]:
            break
    return {"items": items}


@blueprint.route("/lists")
@allow("auditor")
@blueprint.response(200, schemas.Kinds)
def kinds():
    """Daftar yang dapat dilihat pada masa lalu: tampilan dan keadaan setiap layanan."""
    return {"items": [vars(kind) for kind in _lists().kinds()]}


@blueprint.route("/lists/<service>/<kind>/<name>")
@allow("auditor")
@blueprint.arguments(schemas.ListAt, location="query")
@blueprint.response(200, schemas.Rows)
def past_list(query, service, kind, name):
    """Isi satu daftar pada satu saat: kuota, peringkat, lamaran."""
    wanted = _kind(service, kind, name)
    moment, asked = _moment(query)
    where = (query["field"], query.get("value", "None")) if "field" in query else None
    page = _lists().page(wanted, moment, where, query["after"], query["limit"])
    return _tagged({**vars(wanted), **asked, **page})


@blueprint.route("/lists/<service>/<kind>/<name>/diff")
@allow("auditor")
@blueprint.arguments(schemas.ListBetween, location="query")
@blueprint.response(200, schemas.ListDifference)
def list_difference(query, service, kind, name):
    """Baris yang bertambah, hilang dan berubah di antara dua saat."""
    wanted = _kind(service, kind, name)
    first, second, asked = _moments(query)
    found = _lists().difference(wanted, first, second, query["after"], query["limit"])
    found["items"] = [{"key": key, "changes": [_change(one) for one in differing]} for key, differing in found["items"]]
    return _tagged({**vars(wanted), **asked, **found})


def _past() -> Past:
    return Past(current().db.entries)


def _lists() -> Lists:
    """One for the process, so that a page that is turned finds its list again."""
    if "lists" not in current_app.extensions:
        current_app.extensions["lists"] = Lists(_past(), catalogue())
    return current_app.extensions["lists"]


def _kind(service: str, kind: str, name: str) -> Kind:
    wanted = Kind(service, name, kind)
    if wanted not in _lists().kinds():
        raise Refused(
            "daftar-tidak-ada", "Daftar ini tidak dikenal; lihat /v1/history/lists.", field="name", status=404
        )
    return wanted


def _moment(query: dict) -> tuple[Moment, dict]:
    """The moment that is asked for, and how the answer repeats it."""
    at = query.get("at") or current().clock.now()
    known = _known(query)
    asked = {"at": format_time(at), "by": query["by"], "known": format_time(known) if known else None}
    return _of(query["by"], at, known), asked


def _moments(query: dict) -> tuple[Moment, Moment, dict]:
    since, until, known = query["since"], query["until"], _known(query)
    if since >= until:
        raise Refused("masa-terbalik", "Saat pertama harus sebelum saat kedua.", field="from", status=422)
    asked = {"since": format_time(since), "until": format_time(until), "by": query["by"]}
    asked["known"] = format_time(known) if known else None
    return _of(query["by"], since, known), _of(query["by"], until, known), asked


def _known(query: dict):
    if "known" in query and query["by"] != "valid":
        raise Refused("hanya-menurut-berlaku", "Isian known hanya untuk by=valid.", field="known", status=422)
    return query.get("known")


def _of(by: str, at, known) -> Moment:
    return Moment(known=at) if by == "record" else Moment(known=known, valid=at)


def _state(events: list[Event]) -> dict | None:
    try:
        return catalogue().state(events)
    except Unfoldable as error:
        sentence_ = f"Peristiwa {error.event} tidak dapat dilipat pada saat itu; pilih menurut waktu catat."
        raise Refused("tidak-dapat-dilipat", sentence_, status=422) from error


def _whose(event: Event) -> dict:
    return {"stream": event.subject, "service": event.service, "aggregate": aggregate_of(event.subject)}


def _fact(event: Event, numbers: dict[str, int]) -> dict:
    late_ = known_late(event)
    return {
        "id": event.id,
        "index": numbers.get(event.id),
        "name": event.name,
        "actor": event.actor,
        "recorded": event.time,
        "holds_from": format_time(holds_from(event)),
        "late": late_,
        "sentence": lateness(event) if late_ else None,
    }


def _change(change: Change) -> dict:
    return {name: getattr(change, name) for name in Change.__slots__} | {"sentence": sentence(change)}


def _tagged(body: dict):
    """With an ETag of the question and the log's size: while neither changes, neither does the answer."""
    asked = f"{request.full_path}\n{_past().size()}"
    body_or_304 = with_etag(body, hashlib.sha256(asked.encode()).hexdigest()[:32])
    return body_or_304
