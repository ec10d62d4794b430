"""What is searched for, between the words of an address and those of the audit service.

A day means that day in WIB, the last one included; the service has moments, the last one excluded.
"""

from datetime import date, datetime, time, timedelta

from asnkit.wib import WIB
from flask import request
from flask_babel import gettext as _

from ..forms import Form
from ..words import SERVICES, event_name

TEXTS = {"objek": "object", "pelaku": "actor", "jenis": "name", "jejak": "correlation"}
DAYS = {"dari": "since", "sampai": "until"}
OURS = {theirs: ours for ours, theirs in (TEXTS | DAYS).items()}


def labels() -> dict[str, str]:
    return {
        "objek": _("Objek"),
        "pelaku": _("Pelaku"),
        "jenis": _("Peristiwa"),
        "jejak": _("Nomor jejak"),
        "dari": _("Dari tanggal"),
        "sampai": _("Sampai tanggal"),
    }


def read(form: Form, given=None) -> dict[str, str]:
    """The service's criteria from an address, or from what was sent; a wrong day becomes the form's error."""
    given = given or request.args
    found = {theirs: given.get(ours, "").strip() for ours, theirs in TEXTS.items()}
    for ours, theirs in DAYS.items():
        found[theirs] = day(form, ours, given.get(ours, "").strip(), last=ours == "sampai")
    return {name: value for name, value in found.items() if value}


def day(form: Form, name: str, text: str, last: bool = False) -> str:
    """The moment (RFC 3339) at which a day begins in WIB, or with `last` at which it is over; "" without one."""
    if not text:
        return ""
    try:
        return datetime.combine(date.fromisoformat(text) + timedelta(days=last), time(), WIB).isoformat()
    except (ValueError, OverflowError):
        form.fail(name, _("Tulis tanggal seperti 2026-08-20."))
        return ""


def address(criteria: dict[str, str]) -> dict[str, str]:
    """The other way: what stands in an address for criteria that the service kept."""
    found = {OURS[name]: value for name, value in criteria.items() if name in OURS}
    for ours in DAYS.keys() & found.keys():
        at = datetime.fromisoformat(found[ours]).astimezone(WIB)
        found[ours] = (at - timedelta(microseconds=ours == "sampai")).date().isoformat()
    return found


def words(values: dict[str, str]) -> dict[str, str]:
    """Each argument of an address as a chip says it."""
    named = {"objek": _("Objek"), "pelaku": _("Pelaku"), "jejak": _("Nomor jejak")}
    found = {name: f"{named[name]}: {value}" if value and name in named else value for name, value in values.items()}
    if values.get("jenis"):
        found["jenis"] = kind(values["jenis"])
    if values.get("dari"):
        found["dari"] = _("dari %(day)s", day=values["dari"])
    if values.get("sampai"):
        found["sampai"] = _("sampai %(day)s", day=values["sampai"])
    return found


def kind(name: str) -> str:
    """A kind of event, or all of one service ("registration.")."""
    service = SERVICES.get(name.rstrip("."))
    return _("Semua dari %(service)s", service=service) if name.endswith(".") and service else event_name(name)
