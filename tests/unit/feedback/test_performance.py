import pytest
from feedback.rules.performance import ABOVE, BELOW, MEETS, predikat


@pytest.mark.parametrize(
    ("results", "behaviour", "predicate"),
    [
        (ABOVE, ABOVE, "SANGAT_BAIK"),
        (ABOVE, MEETS, "BAIK"),
        (ABOVE, BELOW, "KURANG"),
        (MEETS, ABOVE, "BAIK"),
        (MEETS, MEETS, "BAIK"),
        (MEETS, BELOW, "KURANG"),
        (BELOW, ABOVE, "BUTUH_PERBAIKAN"),
        (BELOW, MEETS, "BUTUH_PERBAIKAN"),
        (BELOW, BELOW, "SANGAT_KURANG"),
    ],
)
def test_the_matrix_of_results_and_behaviour(results, behaviour, predicate):
    assert predikat(results, behaviour) == predicate


def test_another_word_is_an_error():
    with pytest.raises(ValueError):
        predikat("DIATAS", "BIASA")
