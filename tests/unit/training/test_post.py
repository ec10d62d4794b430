from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from training.post.domain import AGGREGATE as POST
from training.post.domain import Close, Register, SetStandard, standard_on
from training.rules.competences import CORE

from .given import Given
from .test_unit import AGENCY_ID, DINAS

NOW = datetime(2026, 3, 1, 3, tzinfo=UTC)
LEVELS = dict.fromkeys(CORE, 2)
REGISTER = Register(
    AGENCY_ID,
    DINAS,
    "JF-0412",
    "Perawat",
    "FUNCTIONAL",
    LEVELS,
    {"Asuhan keperawatan": 3},
    date(2022, 1, 3),
    "Perwali 9",
)
MORE = SetStandard({**LEVELS, "INTEGRITY": 4}, {}, date(2024, 1, 2), "Perwali 1/2024")
CLOSE = Close(date(2025, 1, 2), "Perwali 1/2025")
REGISTERED = Given(POST).when(REGISTER, NOW)


def test_a_gap_is_measured_by_the_standard_of_its_day():
    given = Given(POST, *REGISTERED)
    given.when(MORE, NOW)
    levels = [standard_on(given.after, day) for day in ("2022-01-02", "2022-01-03", "2024-01-01", "2024-01-02")]
    assert [one and one["core"]["INTEGRITY"] for one in levels] == [None, 2, 2, 4]
    assert levels[1]["technical"] == [{"competence": "Asuhan keperawatan", "level": 3}]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"unit": None}, "unit-tidak-ada"),
        ({"unit": {**DINAS, "ends": "2023-01-01"}}, "unit-belum-ada"),
        ({"since": date(2019, 1, 2)}, "unit-belum-ada"),
        ({"since": date(2027, 3, 3)}, "berlaku-terlalu-jauh"),
        ({"core": {**LEVELS, "NATION": 6}}, "tingkat-tidak-sah"),
        ({"core": {"NATION": 1}}, "standar-tidak-lengkap"),
        ({"technical": {"Asuhan": 0}}, "tingkat-tidak-sah"),
        ({"technical": {"Asuhan": 1, "ASUHAN": 2}}, "kompetensi-berulang"),
    ],
)
def test_a_post_that_cannot_be_is_refused_by_what_is_wrong(change, rule):
    assert Given(POST).refuses(replace(REGISTER, **change), NOW).rule == rule


def test_the_same_standard_again_changes_nothing_and_no_standard_goes_before_the_last():
    same = replace(MORE, core=LEVELS, technical={"Asuhan keperawatan": 3})
    assert Given(POST, *REGISTERED).when(same, NOW) == []
    assert Given(POST, *REGISTERED).refuses(replace(MORE, since=date(2022, 1, 3)), NOW).rule == "berlaku-mundur"


def test_a_closed_post_stays_as_it_was():
    closed = Given(POST, *REGISTERED, *Given(POST, *REGISTERED).when(CLOSE, NOW))
    assert {closed.refuses(command, NOW).rule for command in (MORE, CLOSE)} == {"jabatan-sudah-ditutup"}
    assert Given(POST).refuses(CLOSE, NOW).rule == "jabatan-tidak-ada"
