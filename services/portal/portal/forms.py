"""What every form of the portal has: kept input, errors beside their fields, a key against doubles.

    form = Form({"email": _("Alamat surel")})
    if form.sent:
        with form.problems():
            api("registration").post("/v1/…", {"email": form.get("email")}, key=form.key)
            return redirect(…)
    return form.page("applicant/….html")

The hidden key is made once for each form that is shown: a double click, or sending again after
no answer came, is one command. Fields carry the names that the service uses.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from asnkit.schemas import NO_DAY
from flask import Flask, g, render_template, request
from flask_babel import gettext as _

from .client import Away, Problem

KEY_LONGEST = 64
BOXES = ("hari", "bulan", "tahun")
DAY = re.compile(r"(?P<tahun>[0-9]{4})-(?P<bulan>[0-9]{2})-(?P<hari>[0-9]{2})\Z")
VERSION = re.compile(r"[0-9]{1,15}\Z")


def register(app: Flask) -> None:
    @app.context_processor
    def errors_of_page() -> dict:
        return {"page_has_errors": bool(g.get("page_errors"))}


class Form:
    """`labels` names the fields in order; `fields` maps a service's field to ours where they differ.

    `refused` says why what the page would ask is not done now: the page says so, and does not ask.
    """

    def __init__(self, labels: dict[str, str], start: dict | None = None, version: int | None = None, fields=None):
        self.labels = labels
        self.sent = request.method == "POST"
        self.status = 200
        self.errors: list[tuple[str, str]] = []
        self.refused: Problem | None = None
        self._services: set[tuple[str, str]] = set()
        self._start = start or {}
        self._fields = fields or {}
        self._typed = request.form if self.sent else g.get("came_back")
        key = self._typed.get("kunci", "") if self._typed else ""
        self.key = key if 0 < len(key) <= KEY_LONGEST else secrets.token_urlsafe(18)
        self.version = _seen(self._typed.get("versi", ""), version) if self._typed is not None else version
        self._now = version

    def get(self, name: str) -> str:
        """One field's text, as it was typed in (unsent.py: perhaps before a new sign-in) or as the form starts."""
        if self._typed is not None:
            return self._typed.get(name, "").strip() or self._boxes(name)
        value = self._start.get(name)
        return "" if value is None else str(value)

    def raw(self, name: str) -> str:
        """Like get, with the spaces that belong to a password."""
        return request.form.get(name, "")

    def date(self, name: str) -> str:
        """A day from its three boxes as YYYY-MM-DD; what is no number stays as it is and will be refused."""
        day, month, year = (self.get(f"{name}-{part}") for part in BOXES)
        return f"{year}-{month.zfill(2)}-{day.zfill(2)}"

    def part(self, name: str, part: str) -> str:
        """What stands in one box of a day, which may be known as YYYY-MM-DD."""
        known = DAY.match(self.get(name))
        return self.get(f"{name}-{part}") or (known[part].lstrip("0") if known else "")

    def all(self, name: str) -> list[str]:
        if self._typed is not None:
            day = self._boxes(name)
            return self._typed.getlist(name) or ([day] if day else [])
        return list(self._start.get(name, []))

    def carried(self) -> Iterator[tuple[str, str]]:
        """Everything that was typed in, as it was, for a page between the form and its step."""
        for name in self.labels:
            if self._typed is not None and self._boxes(name) and name not in self._typed:
                yield from ((f"{name}-{part}", self.get(f"{name}-{part}")) for part in BOXES)
            else:
                yield from ((name, value) for value in (self.all(name) if self.sent else [self.get(name)]))

    def fail(self, field: str, sentence: str, status: int = 422) -> None:
        self.errors.append((field if field in self.labels else "", sentence))
        self.status = status

    def require(self, *names: str) -> None:
        """Tell of every field that was left empty, all at once."""
        for name in names:
            if not self.get(name):
                self.fail(name, _("%(field)s wajib diisi.", field=self.labels[name]))

    def _boxes(self, name: str) -> str:
        """The day of three boxes; "" where they are empty, or there are none."""
        return self.date(name) if any(self._typed.get(f"{name}-{part}", "").strip() for part in BOXES) else ""

    @property
    def told(self) -> list[tuple[str, str]]:
        """The errors as they stand away from their fields; a service's sentence does not say which one it means."""
        return [
            (field, f"{self.labels[field]}: {sentence}" if field and (field, sentence) in self._services else sentence)
            for field, sentence in self.errors
        ]

    def error(self, field: str) -> str:
        return next((sentence for name, sentence in self.errors if name == field), "")

    @contextmanager
    def problems(self):
        """What a service refuses inside becomes this form's errors; the page is shown again with all input."""
        try:
            yield
        except Problem as problem:
            if problem.status in (401, 403, 404) and problem.rule in ("belum-masuk", "peran", "http-404"):
                raise
            self._tell(problem)
        except Away:
            self.fail("", self._unanswered(), status=503)

    def page(self, template: str, **values):
        """The page with this form, and the status that fits its errors."""
        g.page_errors = self.errors
        answer = render_template(template, form=self, **values)
        return answer, self.status, {"Retry-After": "5"} if self.status == 503 else {}

    def _tell(self, problem: Problem) -> None:
        if problem.rule == "versi-lama":
            self.version = self._now
            sentence = _("Data ini sudah berubah sejak Anda membukanya. Periksa isian di bawah, lalu kirim lagi.")
            self.fail("", sentence, 412)
            return
        if problem.rule == "kunci-dipakai-ulang":
            self.key = secrets.token_urlsafe(18)
            sentence = _("Kiriman sebelumnya sudah tersimpan. Periksa dahulu; bila tetap ingin mengubah, kirim lagi.")
            self.fail("", sentence, 409)
            return
        for field, sentence in problem.errors:
            ours = self._ours(field)
            told = self._no_day(ours) if sentence == NO_DAY and f"{ours}-{BOXES[0]}" in self._typed else sentence
            self.fail(ours, told, problem.status)
            self._services.add(self.errors[-1])

    def _unanswered(self) -> str:
        """Nobody knows whether the command arrived; sending it again is harmless. What the page has lost is said."""
        told = [
            _("Layanan sedang tidak menjawab: kiriman Anda mungkin sudah masuk, mungkin belum."),
            _("Isian Anda masih ada di bawah; kirim lagi sesaat lagi. Kiriman yang sama tidak tercatat dua kali."),
        ]
        if request.files:
            told.append(_("Pilih lagi berkasnya."))
        if "password" in self.labels:
            told.append(_("Tulis lagi kata sandinya."))
        return " ".join(told)

    def _no_day(self, name: str) -> str:
        """Of three boxes; the service's own sentence says how programs write a day."""
        if self._boxes(name):
            return _("Tanggal ini tidak ada. Tulis hari, bulan, dan tahun dengan angka, misalnya 10 9 2026.")
        return _("Wajib diisi: hari, bulan, dan tahun dengan angka.")

    def _ours(self, field: str) -> str:
        """Our field for a service's field; of a nested one ("answers.time") the longest part that we know."""
        names = field.split(".")
        for end in range(len(names), 0, -1):
            name = ".".join(names[:end])
            name = self._fields.get(name, name)
            if name in self.labels:
                return name
        return self._fields.get(names[0], field)


def _seen(text: str, now: int | None) -> int | None:
    """The version that the page was made with; where it cannot be read, one that no object has any more."""
    if VERSION.match(text):
        return int(text)
    return None if now is None else 0
