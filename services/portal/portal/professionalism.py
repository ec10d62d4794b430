"""IP ASN as a picture, and the papers that are handed in for it."""

from fractions import Fraction

from flask_babel import gettext as _

from .charts import Bar, Chart
from .client import api
from .formats import decimal
from .forms import Form
from .words import DEGREES, DIMENSIONS, INDEX_CATEGORIES, OLD_PREDICATES, PREDICATES

HANDED_IN = {
    "EDUCATION": "ijazah",
    "LEADERSHIP": "kepemimpinan",
    "FUNCTIONAL": "fungsional",
    "TECHNICAL": "teknis",
    "SEMINAR": "seminar",
    "PREDICATE": "penilaian",
}
"""Kind of a paper → the word in the address."""


def chart_of(found: dict) -> Chart:
    """A bar for each dimension, each on its own rail: the four have different maxima."""
    if found["complete"]:
        word = INDEX_CATEGORIES[found["category"]]
        summary = _("IP ASN %(points)s dari 100: %(word)s.", points=decimal(found["points"]), word=str(word).lower())
    else:
        summary = _("Sedikitnya %(points)s dari 100; buktinya belum lengkap.", points=decimal(found["points"]))
    bars = [
        Bar(
            str(DIMENSIONS[one["name"]]),
            halves(one["points"]),
            shown=f"{decimal(one['points'])} / {one['most']}",
            full=2 * one["most"],
        )
        for one in found["dimensions"]
    ]
    return Chart("dimensi", _("Empat dimensi"), summary, bars)


def halves(points: str) -> int:
    """Half points: whole numbers for one person; of a mean what is less than half a point is cut off."""
    return int(2 * Fraction(points))


def needs(kind: str) -> dict[str, str]:
    """The fields of a paper of this kind."""
    titles = {"EDUCATION": _("Jurusan"), "PREDICATE": _("Masa yang dinilai")}
    days = {"EDUCATION": _("Tanggal ijazah"), "PREDICATE": _("Hari terakhir masa itu")}
    labels = {
        "title": titles.get(kind, _("Nama pelatihan")),
        "number": _("Nomor"),
        "issuer": _("Yang menerbitkan"),
        "day": days.get(kind, _("Tanggal sertifikat")),
    }
    if offered(kind):
        return labels | {"value": _("Jenjang") if kind == "EDUCATION" else _("Predikat")}
    return labels | {"hours": _("Jumlah JP")}


def offered(kind: str) -> dict:
    """What can be chosen for a paper of this kind; nothing for a training."""
    return {"EDUCATION": DEGREES, "PREDICATE": PREDICATES | OLD_PREDICATES}.get(kind, {})


def hand_over(form: Form, kind: str) -> bool:
    """Whether the service has it; what is wrong gets its sentence."""
    body = {name: form.get(name) for name in form.labels} | {"kind": kind, "day": form.date("day")}
    if "hours" in body:
        if not body["hours"].isascii() or not body["hours"].isdecimal() or len(body["hours"]) > 4:
            form.fail("hours", _("%(field)s diisi dengan angka.", field=form.labels["hours"]))
        else:
            body["hours"] = int(body["hours"])
    if form.errors:
        return False
    with form.problems():
        api("feedback").post("/v1/my-evidence", body, key=form.key)
        return True
    return False
