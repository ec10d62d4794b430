"""Bank soal: the items from which the tests of a course are drawn, written as text and published in editions."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..signin.access import only_for
from ..staff.confirming import asks, needed

blueprint = Blueprint("item_bank", __name__, url_prefix="/kerja/diklat/katalog/<uuid:course>/soal")
only_for(blueprint, "diklat")

RIGHT, WRONG = "*", "-"


@blueprint.get("")
def show(course):
    values = {"course": _course(course), "bank": _bank(course)}
    return render_template("training/items.html", **values)


@blueprint.route("/tulis", methods=["GET", "POST"])
def publish(course):
    """Terbitkan edisi berikutnya."""
    bank, one = _bank(course), _course(course)
    form = Form({"items": _("Soal")}, {"items": written(bank["items"])}, bank["version"] or None)
    if needed(form, "items"):
        items = read(form)
        if not form.errors:
            with form.problems():
                if asks(form, "training", _of(course), {"items": items}):
                    return form.page("training/items_sure.html", course=one, items=items)
                api("training").post(_of(course), {"items": items}, key=form.key, version=form.version)
                flash(_("Bank soal terbit. Uji yang dibuka sesudah ini memakainya."))
                return redirect(url_for("item_bank.show", course=course), 303)
    return form.page("training/items_write.html", course=one)


def read(form: Form) -> list[dict]:
    """An item is its question and its options, each on a line, the right one with a star; items stand apart by an empty
    line. What is wrong gets its sentence."""
    found = []
    for number, lines in enumerate(_blocks(form.get("items")), 1):
        options = [line for line in lines if line[0] in (RIGHT, WRONG)]
        text = [line for line in lines if line[0] not in (RIGHT, WRONG)]
        keys = [place for place, line in enumerate(options) if line[0] == RIGHT]
        if not text or len(options) < 2:
            form.fail("items", _("Soal ke-%(n)s: tulis pertanyaannya, lalu sedikitnya dua jawaban.", n=number))
        elif len(keys) != 1:
            form.fail("items", _("Soal ke-%(n)s: tandai satu jawaban yang benar dengan *.", n=number))
        else:
            found.append({"text": "\n".join(text), "options": [line[1:].strip() for line in options], "key": keys[0]})
    return found


def written(items: list[dict]) -> str:
    """As `read` reads them."""
    return "\n\n".join(
        "\n".join(
            [one["text"], *(f"{RIGHT if n == one['key'] else WRONG} {word}" for n, word in enumerate(one["options"]))]
        )
        for one in items
    )


def _blocks(text: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in (line.strip() for line in text.splitlines()):
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def _course(course) -> dict:
    return api("training").get(path("v1", "courses", str(course)))


def _bank(course) -> dict:
    return api("training").get(_of(course))


def _of(course) -> str:
    return path("v1", "courses", str(course), "items")
