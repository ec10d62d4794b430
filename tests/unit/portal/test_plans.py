"""The plan of a year as it is printed and typed in, and the gaps of the map that lead to needs."""

import pytest
from flask_babel import gettext as _
from portal.forms import Form
from portal.training import plan_papers
from portal.training.competences import worst
from portal.training.plans import done_of, holding, rupiah

from .reading import text_of

ADDRESS = "https://asn.tanjungbalai.go.id/cek-bukti?bukti=" + "cd" * 32
ITEM = {
    "quarter": 2, "title": "Pelayanan Prima", "unit_name": "Dinas Kesehatan", "subject": "Pelayanan publik",
    "hours": 16, "people": 12, "done": 9, "cost": 18_000_000, "fund": "APBD",
}  # fmt: skip
EDITION = {
    "edition": 2, "at": "2026-12-10T03:00:00Z", "budget": 25_000_000, "basis": "DPA 5.03.01/2027", "cost": 25_000_000,
    "items": [ITEM | {"quarter": 4, "title": "Menata arsip", "cost": 7_000_000, "done": None, "fund": "OTHER"}, ITEM],
    "signed": {"event": "plan-0192f0c4-7a51-5c3e-9b1d-2f6a5c8e0041@3", "sha256": "cd" * 32},
}  # fmt: skip


def test_the_signed_plan_on_paper_has_its_programmes_by_quarter_its_budget_and_the_proof(at):
    with at():
        text = " ".join(text_of(plan_papers.plan(2027, EDITION, ADDRESS)).split())
    assert "Edisi 2, ditandatangani 10 Desember 2026" in text and "Rp25.000.000 (DPA 5.03.01/2027)" in text
    assert text.index("Pelayanan Prima") < text.index("Menata arsip"), "by quarter"
    assert "18.000.000 APBD" in text and "cd" * 32 in text and text.count("Nama dan NIP") == 2


def test_what_was_done_is_counted_of_programmes_that_the_catalogue_has():
    assert done_of(EDITION["items"]) == {"people": 12, "done": 9}
    assert holding({"editions": [EDITION], "items": []}) == EDITION
    assert holding({"editions": [], "items": [ITEM]})["items"] == [ITEM], "before the first edition"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("18.000.000", 18_000_000),
        ("Rp 5000", 5_000),
        ("0", 0),
        ("1,5", None),
        ("-3", None),
        ("", None),
        ("9" * 14, None),
    ],
)
def test_an_amount_is_whole_rupiah(app, typed, read):
    with app.test_request_context(method="POST", data={"cost": typed}):
        form = Form({"cost": _("Biaya (Rp)")})
        assert rupiah(form, "cost") == read
        assert bool(form.errors) == (read is None)


def test_the_greatest_gaps_come_first_and_what_is_held_back_is_not_among_them():
    cells = [{"assessed": 6, "short": 0, "missing": 0}, {"assessed": 6, "short": 3, "missing": 4}, None]
    more = [None, None, {"assessed": 5, "short": 2, "missing": 6}]
    found = {
        "competences": ["INTEGRITY", "SERVICE", "NATION"],
        "units": [{"unit": "a", "name": "Dinas A", "cells": cells}, {"unit": "b", "name": "Dinas B", "cells": more}],
    }
    assert [(one["unit"], one["competence"], one["missing"]) for one in worst(found)] == [
        ("b", "NATION", 6), ("a", "SERVICE", 4),
    ]  # fmt: skip
