"""A list of mutants is worth something as long as each still changes what it meant to change."""

import pytest

from deploy.local.places import ROOT
from tests.mutants import kit, rules

MUTANTS = [*rules.MUTANTS, *kit.MUTANTS]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_what_a_mutant_changes_stands_in_its_file_once(mutant):
    assert mutant.fits(ROOT) and mutant.old != mutant.new
    assert all((ROOT / test).exists() for test in mutant.tests.split())


def test_no_two_mutants_have_one_name():
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
