"""Every page of the auditor, on a phone and on a desktop, empty, wrong and full: axe-core finds nothing serious."""

import pytest

from ..test_accessibility import check
from ..visits import SIZES
from .audit_lists import EMPTY, FULL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", FULL, ids=lambda page: page.name)
def test_full_offices(office, staff, wanted, size):
    check(office, staff, wanted, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", EMPTY, ids=lambda page: page.name)
def test_vacant_offices(vacant, staff, wanted, size):
    check(vacant, staff, wanted, size)
