"""Mengerjakan uji: one item a page, each answer kept as it is sent, so a line that is lost loses nothing."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from ..client import api, path
from ..forms import Form
from ..staff.confirming import sure
from ..training.exams import ADDRESSES

AT = "/<uuid:session>/uji/<any(awal, akhir):word>"
WORDS = {phase: word for word, phase in ADDRESSES.items()}


def add_pages(blueprint: Blueprint) -> None:
    sending = ["GET", "POST"]
    blueprint.add_url_rule(AT, view_func=exam, methods=sending)
    blueprint.add_url_rule(f"{AT}/<int:number>", view_func=exam_item, methods=sending)
    blueprint.add_url_rule(f"{AT}/kumpulkan", view_func=hand_in, methods=sending)


def exam(session, word: str):
    """What the test is before it, which items are answered during it, what came of it afterwards."""
    paper, here = api("training").find(_of(session, word)), url_for(".exam", session=session, word=word)
    values = {"session": session, "word": word, "phase": ADDRESSES[word]}
    form = Form({})
    if paper is None and form.sent:
        with form.problems():
            api("training").post(_of(session, word), {}, key=form.key)
            return redirect(url_for(".exam_item", session=session, word=word, number=1), 303)
    elif form.sent:
        return redirect(here, 303)
    if paper is not None:
        return render_template("learning/exam.html", paper=paper, **values)
    found = next((one for one in _own() if (one["session"], one["phase"]) == (str(session), ADDRESSES[word])), None)
    if found is None:
        abort(404)
    return form.page("learning/exam_begin.html", exam=found, **values)


def exam_item(session, word: str, number: int):
    """Jawab satu soal."""
    paper, back = api("training").find(_of(session, word)), url_for(".exam", session=session, word=word)
    items = paper["questions"] if paper else []
    if not 1 <= number <= len(items):
        if paper and not items:
            flash(_("Waktu uji ini sudah habis. Yang sudah Anda jawab terkumpul dengan sendirinya."))
        return redirect(back, 303)
    one = items[number - 1]
    form = Form({"choice": _("Jawaban")}, {"choice": "" if one["choice"] is None else one["choice"]})
    if form.sent:
        form.require("choice")
        if not form.errors:
            with form.problems():
                body = {"item": one["id"], "choice": int(form.get("choice")) if form.get("choice").isdecimal() else -1}
                api("training").post(f"{_of(session, word)}/answers", body, key=form.key)
                if number < len(items):
                    return redirect(url_for(".exam_item", session=session, word=word, number=number + 1), 303)
                return redirect(back, 303)
    values = {"session": session, "word": word, "phase": ADDRESSES[word], "number": number, "paper": paper}
    return form.page("learning/exam_item.html", one=one, choices=dict(enumerate(one["options"])), **values)


def hand_in(session, word: str):
    """Kumpulkan uji."""
    paper, back = api("training").find(_of(session, word)), url_for(".exam", session=session, word=word)
    if paper is None or not paper["questions"]:
        return redirect(back, 303)
    form = Form({})
    if form.sent and not sure():
        return redirect(back, 303)
    if form.sent:
        with form.problems():
            api("training").post(f"{_of(session, word)}/hand-in", {}, key=form.key)
            flash(_("Uji dikumpulkan."))
            return redirect(back, 303)
    return form.page("learning/exam_hand_in.html", paper=paper, phase=ADDRESSES[word], back=back)


def _own() -> list[dict]:
    return api("training").get("/v1/my-exams")["items"]


def _of(session, word: str) -> str:
    return path("v1", "sessions", str(session), "exams", ADDRESSES[word], "paper")
