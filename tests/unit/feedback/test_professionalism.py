from fractions import Fraction
from itertools import product

import pytest
from feedback.rules.professionalism import (
    COMPETENCE,
    DISCIPLINE,
    PERFORMANCE,
    QUALIFICATION,
    category,
    ip_asn,
)


def printed(*args, **kwargs):
    result = ip_asn(*args, **kwargs)
    return result.shown, result.category


def test_the_worked_examples():
    assert printed("S1", "PELAKSANA", "BAIK", technical=True, seminar=True) == ("85.0", "TINGGI")
    assert printed("S1", "PELAKSANA", "BAIK", technical=True) == ("67.5", "RENDAH")
    assert printed("S2", "FUNGSIONAL", "SANGAT_BAIK", role_training=True, seminar=True, discipline="RINGAN") == (
        "78.0",
        "SEDANG",
    )


def test_an_index_between_the_printed_bands_belongs_to_the_upper_one():
    assert printed("S1", "PELAKSANA", "BAIK", seminar=True, discipline="RINGAN") == ("60.5", "RENDAH")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("100", "SANGAT_TINGGI"),
        ("90.5", "SANGAT_TINGGI"),
        ("90", "TINGGI"),
        ("80.5", "TINGGI"),
        ("80", "SEDANG"),
        ("70.5", "SEDANG"),
        ("70", "RENDAH"),
        ("60.5", "RENDAH"),
        ("60", "SANGAT_RENDAH"),
        ("3", "SANGAT_RENDAH"),
    ],
)
def test_categories_begin_just_above_the_tens(value, name):
    assert category(Fraction(value)) == name


def test_every_group_can_reach_100_with_a_doctorate_and_no_more():
    for group in COMPETENCE:
        best = ip_asn("S3", group, "SANGAT_BAIK", role_training=True, technical=True, seminar=True)
        assert best.points == 100


def test_an_executor_has_no_role_training():
    with_training = ip_asn("S1", "PELAKSANA", "BAIK", role_training=True)
    assert with_training == ip_asn("S1", "PELAKSANA", "BAIK")


def test_every_combination_of_the_tables_lies_between_0_and_100():
    for education, group, performance, discipline in product(QUALIFICATION, COMPETENCE, PERFORMANCE, DISCIPLINE):
        for flags in product((False, True), repeat=3):
            result = ip_asn(education, group, performance, *flags, discipline=discipline)
            assert 0 < result.points <= 100
            assert Fraction(result.shown) == result.points


@pytest.mark.parametrize("words", [("S9", "PELAKSANA", "BAIK"), ("S1", "GURU", "BAIK"), ("S1", "PELAKSANA", "LUMAYAN")])
def test_a_word_that_no_table_has_is_an_error(words):
    with pytest.raises(ValueError):
        ip_asn(*words)
