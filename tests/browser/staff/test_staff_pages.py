"""Every page of the staff and the auditor, phone and desktop, empty, wrong and full: axe-core finds nothing serious."""

import pytest

from ..test_accessibility import check
from ..visits import SIZES
from . import audit_lists, lists

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    # joserfc's word for the algorithm of the office's tokens, which RFC 9864 calls by another name.
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", [*lists.FULL, *audit_lists.FULL], ids=lambda page: page.name)
def test_full_offices(office, staff, wanted, size):
    check(office, staff, wanted, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("wanted", [*lists.EMPTY, *audit_lists.EMPTY], ids=lambda page: page.name)
def test_vacant_offices(vacant, staff, wanted, size):
    check(vacant, staff, wanted, size)
