"""The second signature: somebody reads what another person proposed, and signs over that very event.

The form holds the event as its page showed it; where another one waits by now, the service refuses. What it would
refuse anyway (the same person, a deadline that passed) the page says instead of asking.
"""

from contextlib import nullcontext
from dataclasses import dataclass

from flask import flash, redirect
from flask_babel import gettext as _

from ..client import api
from ..forms import Form
from .confirming import refusal, sure


def seen(signed: dict | None) -> dict:
    """How a form starts that signs an event: with the event as this page shows it."""
    return {"event": signed["event"], "event_sha256": signed["sha256"]} if signed else {}


def read(form: Form) -> dict:
    """The event that the signer has read, out of the form that was shown."""
    return {"event": form.get("event"), "sha256": form.get("event_sha256")}


@dataclass(frozen=True)
class Second:
    """`service` takes the event at `where`; `told` is said afterwards, at `onward` or else at `back`.

    Whoever may not sign, or does not want to, goes to `back`. `tick` is the sentence that the signer confirms with a
    tick; "" where nothing is confirmed.
    """

    service: str
    where: str
    told: str
    back: str
    may: bool = True
    tick: str = ""
    onward: str = ""

    def page(self, template: str, signed: dict | None, version: int, values: dict):
        """The page that asks, or what follows once it was sent. `signed` is the first person's event, `version` its
        object's."""
        form = Form({"read": self.tick} if self.tick else {}, seen(signed), version, fields={"proposed": ""})
        if form.sent and sure():
            if self.tick and not form.get("read"):
                form.fail("read", _("Centang bahwa Anda sudah membacanya."))
            else:
                # What waits no more cannot be shown again, with an error or without: the error is a page of its own.
                with form.problems() if signed else nullcontext():
                    api(self.service).post(self.where, {"proposed": read(form)}, form.key, form.version)
                    flash(self.told)
                    return redirect(self.onward or self.back, 303)
        elif form.sent or not self.may:
            return redirect(self.back, 303)
        if not signed:
            return redirect(self.back, 303)
        if not form.sent:
            form.refused = refusal(self.service, self.where, {"proposed": read(form)}, version)
        return form.page(template, **values)
