"""Every page of the staff and the auditor, empty, wrong and full, as tests/browser/test_accessibility.py has it."""

import pytest

from .. import pages
from ..addresses import addresses
from ..addresses import pages as shown
from ..pages import CITIZENS, PLAIN, with_plain
from ..test_accessibility import check
from . import audit_lists, lists

pytestmark = [
    pytest.mark.browser,
    pytest.mark.servers,
    # joserfc's word for the algorithm of the office's tokens, which RFC 9864 calls by another name.
    pytest.mark.filterwarnings("ignore:EdDSA is deprecated"),
]


OFFICERS = {page.who for page in PLAIN} - CITIZENS
FULL = with_plain([*lists.FULL, *audit_lists.FULL], OFFICERS)
BETWEEN = {
    "appointing.progress",
    "formations.preview",
    "ranking.progress",
    "signing.approve",
    "signing.publish",
    "ties.decide",
    "ties.show",
}
"""Pages between a form and its step: the journeys look at them."""
EMPTY = with_plain(audit_lists.EMPTY, OFFICERS)


@pytest.mark.parametrize("wanted", FULL, ids=lambda page: page.name)
def test_full_offices(office, staff, wanted):
    check(office, staff, wanted)


@pytest.mark.parametrize("wanted", EMPTY, ids=lambda page: page.name)
def test_vacant_offices(vacant, staff, wanted):
    check(vacant, staff, wanted, "kosong-")


def test_every_page_of_the_portal_is_visited(office):
    """Those that need something in their address are listed by hand; this names one that was forgotten."""
    find = addresses().bind("portal").match
    listed = [page for page in (*with_plain(pages.FULL, CITIZENS), *FULL) if page.status not in (403, 404)]
    visited = {find(page.address(office).partition("?")[0])[0] for page in listed}
    assert {rule.endpoint for rule in shown()} - visited == BETWEEN
