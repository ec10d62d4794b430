from training.assessment.heat import SMALLEST, Measured, heat
from training.rules.competences import CORE

REQUIRED = dict.fromkeys(CORE, 2)
SERVICE = CORE.index("SERVICE")


def people(unit, *levels):
    return [Measured(unit, REQUIRED, {"SERVICE": level} if level else {}) for level in levels]


def test_a_unit_is_told_how_many_of_those_assessed_fall_short():
    assert heat(people("a", 1, 2, 3, 1, 2, None))["a"][SERVICE] == {"assessed": 5, "short": 2, "missing": 2}


def test_of_fewer_than_the_smallest_number_nothing_is_said():
    found = heat([*people("a", *[1] * (SMALLEST - 1), None, None), *people("b", *[1] * SMALLEST)])
    assert found["a"][SERVICE] is None and found["b"][SERVICE] == {
        "assessed": SMALLEST, "short": SMALLEST, "missing": SMALLEST,
    }  # fmt: skip
    assert heat(people("c", *[1] * 4, 5))["c"][SERVICE]["missing"] == 4, "a surplus hides no gap"
    assert [cell for cell in found["b"] if cell] == [found["b"][SERVICE]], "nobody looked at the others"
