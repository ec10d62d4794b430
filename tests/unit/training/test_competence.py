import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.rules.competence import competence_gap, jpm

NAMES = ["INTEGRITAS", "KERJA_SAMA", "KOMUNIKASI", "TEKNIS"]
levels = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 5))
standards = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 5), min_size=1)


def test_the_gap_is_what_is_missing_and_what_nobody_assessed_is_missing_whole():
    assert competence_gap({"INTEGRITAS": 3, "KERJA_SAMA": 3, "TEKNIS": 4}, {"INTEGRITAS": 4, "KERJA_SAMA": 2}) == {
        "KERJA_SAMA": 1,
        "TEKNIS": 4,
    }


@pytest.mark.parametrize(
    ("met", "band"), [(81, "FITS"), (80, "FITS"), (79, "NEARLY"), (68, "NEARLY"), (67, "NOT_YET"), (0, "NOT_YET")]
)
def test_the_band_changes_exactly_at_80_and_68(met, band):
    assert jpm({"TEKNIS": 100}, {"TEKNIS": met}).band == band


def test_the_band_is_that_of_the_exact_value_not_of_the_printed_one():
    fit = jpm({"TEKNIS": 100_000}, {"TEKNIS": 79_999})
    assert (fit.shown, fit.band) == ("80.00", "NEARLY")


@given(standards, levels, st.sampled_from(NAMES))
def test_a_surplus_hides_no_gap_and_what_the_standard_does_not_name_counts_for_nothing(required, actual, name):
    more = {**actual, name: max(actual.get(name, 0), required.get(name, 0)) + 1}
    capped = {**actual, name: max(actual.get(name, 0), required.get(name, 0))}
    assert jpm(required, more) == jpm(required, capped)
    assert 0 <= jpm(required, actual).exact <= 100


@given(standards, levels)
def test_a_person_without_a_gap_fits_wholly_and_only_such_a_person(required, actual):
    assert (jpm(required, actual).exact == 100) == (competence_gap(required, actual) == {})


@pytest.mark.parametrize("wrong", [{"A": -1}, {"A": "3"}, {"A": True}, {"A": 2.5}])
def test_a_level_is_a_whole_number_from_0(wrong):
    with pytest.raises(ValueError):
        competence_gap(wrong, {})
    with pytest.raises(ValueError):
        jpm({"A": 1}, wrong)


def test_a_standard_that_requires_nothing_has_no_fit():
    with pytest.raises(ValueError):
        jpm({}, {"A": 1})
