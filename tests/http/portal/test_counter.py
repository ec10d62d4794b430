"""A complaint that was written at the counter: its code is shown once, and the page says so before and afterwards."""

import uuid

import pytest
from flask import flash, render_template

from .test_asking import visiting

pytestmark = pytest.mark.servers

TO_COPY, TOO_LATE = "salin nomor dan kode di atas", "Kodenya sudah ditampilkan dan tidak dapat ditunjukkan lagi."
CODE = "Untuk pelapor: nomor K7QM-2XPD, kode rahasia 2222-2222."


def written(portal, *told):
    with visiting(portal, "aduan"):
        for sentence in told:
            flash(sentence)
        return render_template("evaluation/counter_done.html", id=uuid.uuid4())


def test_the_code_is_to_be_copied_while_it_stands_above_and_whoever_comes_back_is_told_that_it_is_gone(portal):
    first, again = written(portal, CODE), written(portal)
    assert CODE in first and TO_COPY in first and TOO_LATE not in first
    assert CODE not in again and TO_COPY not in again and TOO_LATE in again
