"""Sheets that staff upload: the chosen file, and what every page says of one that was read."""

from typing import NamedTuple

from flask import request
from flask_babel import gettext as _

from ..forms import Form

ACCEPTED = ".xlsx,.csv"


class Uploaded(NamedTuple):
    name: str
    content: bytes


def uploaded(form: Form) -> Uploaded | None:
    """The file in the field `file`; None, and its sentence in the form, where there is none."""
    file = request.files.get("file")
    content = file.read() if file else b""
    if not content:
        form.fail("file", _("Pilih berkas XLSX atau CSV yang tidak kosong."))
        return None
    return Uploaded((file.filename or "berkas")[:255], content)


def fail(form: Form) -> None:
    """The file has faults, which the page shows."""
    form.fail("file", _("Berkas ini belum dapat dipakai. Perbaiki yang tertulis di bawah, lalu unggah lagi."))


def is_aware(form: Form, looked: dict) -> bool:
    """Whether the sender knows what of this file nobody reads; if not, the form asks. Its field is `aware`."""
    names = [one["column"] for one in looked["unread"]]
    if not names:
        return True
    if form.get("aware") and set(names) <= set(form.all("unread")):
        return True
    told = _("Berkas ini memuat yang tidak dibaca: %(names)s. Pastikan, centang di bawah, lalu pilih lagi berkasnya.")
    form.fail("aware", told % {"names": ", ".join(names)})
    return False
