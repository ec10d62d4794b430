"""What the page of a training's effect says: a word with its interval, or why there is none."""

from decimal import Decimal

import pytest
from portal.training.effects import conclusion, rows_of, slope_of
from portal.words import MEASURES


def side(before="2.40", after="3.00", answers=40):
    return {"before": before, "after": after, "answers_before": answers, "answers_after": answers}


def effect(units, others, *, compared=True, **more):
    figures = dict.fromkeys(("difference", "low", "high", "band"))
    complaints = {"units": {"before": 14, "after": None}, "others": {"before": 0, "after": 11} if compared else None}
    elements = [{"measure": one, "units": units, "others": others} for one in MEASURES]
    told = {"months": 6, "measure": "time", "complaints": complaints, "elements": elements, "group": None}
    return told | figures | more


def with_word(low, high, band="WEAK"):
    return effect(side(), side("2.50", "2.54"), difference="0.56", low=low, high=high, band=band)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (effect(None, side()), "belum ada layanan unit ini yang disurvei"),
        (effect(side(), None, compared=False), "tidak ada unit pembanding yang ditetapkan sebelum pelatihan"),
        (effect(side(), None), "belum ada layanan pembanding"),
        (effect(side(None, None, 4), side()), "kurang dari 10 jawaban pada satu sisi"),
        (with_word("0.18", "0.94", "STRONG"), "Dampak kuat: "),
        (with_word("0.18", "0.94", "STRONG"), "0,56 pada skala 1–4 (selang 95 %: 0,18 sampai 0,94)."),
        (with_word("-0.10", "0.94"), "Selangnya memuat nol"),
        (with_word("0.00", "0.94"), "Selangnya memuat nol"),
        (with_word("-0.90", "-0.10"), "Seluruh selang di bawah nol"),
    ],
)
def test_one_sentence_says_the_word_with_its_interval_or_why_there_is_none(at, one, said):
    with at():
        told = conclusion(one, 10)
    assert said in told and told.count("Tidak disimpulkan") == (one["band"] is None)


def test_the_trained_units_are_drawn_bold_beside_the_others_and_nothing_of_too_few(at):
    with at():
        slope = slope_of(with_word("0.18", "0.94", "STRONG"))
        assert (slope.mean, slope.pairs[1:]) == (("60.00", "75.00"), [("62.50", "63.50")])
        assert slope_of(effect(side(), None, compared=False)).pairs == [("60.00", "75.00")]
        assert slope_of(effect(side(None, None, 4), side())) is None and slope_of(effect(None, side())) is None


def test_a_file_has_a_row_for_each_measure_and_leaves_empty_what_is_held_back(at):
    with at():
        *rows, complaints = rows_of(effect(side(), None))
    assert len(rows) == 10
    assert rows[0][0] == 6 and list(rows[0][2:]) == [Decimal("2.40"), Decimal("3.00"), "", "", 80]
    assert list(complaints[2:]) == [14, "", 0, 11, ""]
