"""What programs read of the public pages: announcements and changed lines as a feed, dates, and where robots may go."""

from datetime import timedelta
from xml.etree import ElementTree

from asnkit.web import current
from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event

from .. import words
from ..client import api
from ..formats import day, now, parsed
from .dates import next_dates

blueprint = Blueprint("feeds", __name__)

NEWEST = 50
GOOD_FOR = timedelta(days=90)
ATOM = "http://www.w3.org/2005/Atom"
CLOSED = ("/akun", "/audit", "/kerja", "/masuk", "/saya")
"""Nothing below these is for anybody else; their pages say so themselves."""


@blueprint.get("/pengumuman.atom")
def announcements():
    """The newest announcements, and formation lines that changed (Atom, RFC 4287)."""
    lists = api("registration").get("/v1/announcements", limit=NEWEST)["items"]
    lines = api("registration").get("/v1/vacancies/changed", limit=NEWEST)["items"]
    found = [*map(_announced, lists), *(_changed(line, n) for line in lines for n in range(len(line["changes"])))]
    found = sorted(found, key=lambda entry: entry[2], reverse=True)[:NEWEST]
    feed = _feed("feeds.announcements", "announcements.listing", _("Pengumuman seleksi ASN Kota Tanjungbalai"))
    _add(feed, "updated", found[0][2] if found else now().isoformat())
    for entry in found:
        _entry(feed, *entry)
    return _atom(feed)


def _announced(one: dict) -> tuple[str, str, str, str, str]:
    """An announcement keeps its entry when its letter is corrected: the entry is then of that day."""
    about = f"{words.STAGES.get(one['stage'], one['stage'])} · {one['number']}"
    if order := one.get("order"):
        known = {"stages": words.stages_named(order["ahead_of"]), "reason": order["reason"]}
        about = f"{about} · " + _("Mendahului %(stages)s. Alasan: %(reason)s", **known)
    if one["changes"]:
        change = one["changes"][-1]
        known = {"version": one["version"], "was": ", ".join(change["before"].values()), "letter": change["letter"]}
        about = f"{about} · " + _("Versi %(version)s menurut surat %(letter)s; dahulu tertulis: %(was)s", **known)
    return (
        f"urn:uuid:{one['id']}",
        one["title"],
        one["changes"][-1]["at"] if one["changes"] else one["published_at"],
        _absolute("announcements.show", id=one["id"]),
        about,
    )


def _changed(line: dict, number: int) -> tuple[str, str, str, str, str]:
    """The entry of a line's change; its page has them all, the newest first."""
    change, address = line["changes"][number], _absolute("vacancies.show", id=line["id"])
    known = {"job": line["job_name"], "unit": line["unit"]}
    if change["after"].get("closed"):
        title = _("Formasi ditutup: %(job)s, %(unit)s", **known)
    else:
        title = _("Formasi berubah: %(job)s, %(unit)s", **known)
    about = f"{words.LINE_CHANGE_REASONS[change['reason_code']]} · {change['letter']}"
    return f"{address}#perubahan-{number + 1}", title, change["at"], address, about


@blueprint.get("/aduan/pokok.atom")
def topics():
    """What the office tells of complaints, each by the day of its last news."""
    found = api("feedback").get("/v1/topics", limit=NEWEST)["items"]
    feed = _feed("feeds.topics", "topics.listing", _("Pokok aduan Kota Tanjungbalai"))
    _add(feed, "updated", max((_day(one) for one in found), default=now().isoformat()))
    for one in found:
        about = f"{one['unit'] or _('Unit belum diketahui')} · {words.COMPLAINT_STATES[one['status']].word}"
        address = _absolute("topics.show", id=one["id"])
        _entry(feed, f"urn:uuid:{one['id']}", one["title"], _day(one), address, about)
    return _atom(feed)


@blueprint.get("/perbaikan.atom")
def improvements():
    """What units promised, each by the moment of its promise."""
    found = api("feedback").get("/v1/improvements", limit=NEWEST)["items"]
    feed = _feed("feeds.improvements", "improvements.listing", _("Perbaikan layanan Kota Tanjungbalai"))
    _add(feed, "updated", max((one["at"] for one in found), default=now().isoformat()))
    for one in found:
        about = _("%(unit)s, paling lambat %(day)s") % {"unit": one["unit"], "day": day(one["due"])}
        _entry(feed, f"urn:uuid:{one['id']}", one["text"], one["at"], _absolute("improvements.listing"), about)
    return _atom(feed)


@blueprint.get("/tanggal.ics")
def dates():
    """What comes next, for a calendar (iCalendar, RFC 5545); a date that moves keeps its UID and so its place."""
    periods = api("registration").get("/v1/periods")["items"]
    told = api("registration").get("/v1/announcements")["items"]
    calendar = Calendar()
    calendar.add("prodid", "-//Kota Tanjungbalai//Seleksi ASN//ID")
    calendar.add("version", "2.0")
    for one in next_dates(periods, told):
        event = Event()
        event.add("uid", f"{one.key}@asn-tanjungbalai")
        event.add("dtstamp", now())
        event.add("dtstart", parsed(one.at))
        event.add("summary", f"{one.what}: {one.period}")
        event.add("url", _absolute("home.show"))
        calendar.add_component(event)
    headers = {"Content-Disposition": 'attachment; filename="seleksi-asn-tanjungbalai.ics"'}
    return Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)


@blueprint.get("/robots.txt")
def robots():
    """RFC 9309. It keeps nobody out; it keeps forms that each visitor gets anew out of search engines."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.get("/.well-known/security.txt")
def security():
    """Where whoever finds a weakness tells it (RFC 9116)."""
    lines = [
        f"Contact: {_absolute('complaints.send')}",
        f"Contact: {_absolute('help.show')}#kontak",
        f"Expires: {(now() + GOOD_FOR).isoformat(timespec='seconds')}",
        "Preferred-Languages: id, en",
        f"Canonical: {_absolute('feeds.security')}",
        "",
    ]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


def _feed(own: str, page: str, title: str) -> ElementTree.Element:
    """An Atom feed without entries; `own` is its endpoint, `page` that of the same for people."""
    feed = ElementTree.Element("feed", xmlns=ATOM)
    _add(feed, "id", _absolute(page))
    _add(feed, "title", title)
    ElementTree.SubElement(_add(feed, "author"), "name").text = _("BKPSDM Kota Tanjungbalai")
    _add(feed, "link", rel="self", href=_absolute(own))
    return feed


def _entry(feed: ElementTree.Element, id: str, title: str, updated: str, address: str, summary: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", id)
    _add(entry, "title", title)
    _add(entry, "updated", updated)
    _add(entry, "link", rel="alternate", href=address)
    _add(entry, "summary", summary)


def _atom(feed: ElementTree.Element) -> Response:
    content = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(content, content_type="application/atom+xml; charset=utf-8")


def _day(topic: dict) -> str:
    """The last news' day as a moment."""
    return f"{topic['news']}T00:00:00+07:00"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = text
    return made


def _absolute(endpoint: str, **values) -> str:
    """An address of this portal as everybody reaches it; never what a request called it."""
    return current().settings.urls["portal"] + url_for(endpoint, **values)
