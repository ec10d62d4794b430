"""Moments in an address: a day and a time in WIB, by when facts were recorded or by when they held."""

from datetime import datetime, timedelta

from asnkit.wib import WIB
from flask import request
from flask_babel import gettext as _

from ..client import api
from ..formats import parsed
from ..forms import Form

BY = {"catat": "record", "berlaku": "valid"}
FIELDS = {"at": "saat", "from": "dari", "to": "sampai", "known": "dengan", "by": "menurut"}
"""The service's names for the fields of these forms."""
FOLDING_SECONDS = 60
"""A long history takes a while to be folded; what was folded once is there for the next page."""
TIMES = ("saat", "dari", "sampai", "dengan")


def form(*names: str) -> Form:
    labels = {
        "saat": _("Saat yang dilihat"),
        "dari": _("Saat pertama"),
        "sampai": _("Saat kedua"),
        "menurut": _("Menurut"),
        "dengan": _("Dengan pengetahuan sampai"),
    }
    return Form({name: labels[name] for name in (*names, "menurut", "dengan")}, fields=FIELDS)


def read(form: Form) -> dict[str, str]:
    """The service's parameters; what cannot be read becomes the form's error."""
    theirs = {ours: name for name, ours in FIELDS.items()}
    found = {theirs[name]: _moment(form, name) for name in form.labels if name in TIMES}
    found["by"] = BY.get(request.args.get("menurut", ""), "record")
    return {name: value for name, value in found.items() if value}


def difference(form: Form, where: str, **more) -> dict | None:
    """What the service says of two moments; None where they are not given yet, or wrong."""
    wanted = read(form)
    if not {"from", "to"} & wanted.keys():
        return None
    for theirs, ours in (("from", "dari"), ("to", "sampai")):
        if theirs not in wanted and not form.error(ours):
            form.fail(ours, _("%(field)s wajib diisi.", field=form.labels[ours]))
    if not form.errors:
        with form.problems():
            return api("audit", FOLDING_SECONDS).get(where, **wanted, **more)
    return None


def clock(at: datetime | str, after: bool = True) -> str:
    """For an input of date and time: the whole second in WIB at which a moment is over, or has not come yet."""
    at = (parsed(at) if isinstance(at, str) else at).astimezone(WIB).replace(tzinfo=None)
    whole = at.replace(microsecond=0)
    if after:
        return (whole if whole == at else whole + timedelta(seconds=1)).isoformat()
    return (whole - timedelta(seconds=whole == at)).isoformat()


def _moment(form: Form, name: str) -> str:
    text = request.args.get(name, "").strip()
    if not text:
        return ""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        form.fail(name, _("Tulis tanggal dan jam seperti 2026-08-20 09:05."))
        return ""
    return (at if at.tzinfo else at.replace(tzinfo=WIB)).isoformat()
