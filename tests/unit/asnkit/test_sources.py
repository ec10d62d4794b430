"""Whose address counts: the socket's, a named proxy's word, or what the portal signed for this very request."""

import time

import pytest
from asnkit import sources
from asnkit.keyring import Keyring
from asnkit.settings import Settings
from asnkit.testing import Signers
from tlog.commits import origin
from tlog.notes import Signer

SIGN_IN = "POST /v1/sign-in"


@pytest.fixture(scope="module")
def signers(tmp_path_factory):
    return Signers(tmp_path_factory.mktemp("keys"), ("portal", "selection"), Settings.contracts)


def told(signers, by="portal", service="registration", operation=SIGN_IN, address="203.0.113.7"):
    return sources.told(Signer.from_pem(origin(by), signers.pem(by)), service, operation, address)


def heard(signers, header, service="registration", operation=SIGN_IN):
    return sources.heard(header, Keyring(signers.folder), service, operation)


def test_the_portal_says_whom_it_speaks_for(signers):
    assert heard(signers, told(signers)) == "203.0.113.7"


def test_its_word_is_good_for_one_request_and_one_service(signers):
    header = told(signers)
    assert heard(signers, header, operation="POST /v1/accounts") is None
    assert heard(signers, header, service="selection") is None
    assert heard(signers, header.replace("203.0.113.7", "203.0.113.8")) is None


def test_its_word_is_good_for_a_minute(signers, monkeypatch):
    header, now = told(signers), time.time()
    for later, expected in ((59, "203.0.113.7"), (62, None), (-62, None)):
        monkeypatch.setattr(time, "time", lambda later=later: now + later)
        assert heard(signers, header) == expected


def test_nobody_else_says_so(signers):
    assert heard(signers, told(signers, by="selection")) is None
    assert sources.heard(told(signers), Keyring(None), "registration", SIGN_IN) is None


@pytest.mark.parametrize("header", ["", "x", "1 2 3", "1 203.0.113.7 AAAA", "1 203.0.113.7 é", f"{'9' * 5000} a AAAA"])
def test_what_is_no_word_at_all_is_none(signers, header):
    assert heard(signers, header) is None


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "expected"),
    [
        ("", "198.51.100.1", "", "0.0.0.0"),
        ("203.0.113.7", "", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "", "203.0.113.7"),
        ("10.0.0.5", "198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.5", "192.0.2.9, 198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.5", "198.51.100.1, 10.0.0.9", "10.0.0.0/8, 127.0.0.1", "198.51.100.1"),
        ("10.0.0.5", "whatever", "10.0.0.0/8", "10.0.0.5"),
        ("10.0.0.5", "", "10.0.0.0/8", "10.0.0.5"),
        ("::ffff:203.0.113.7", "", "", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", "10.0.0.0/8", "2001:db8:1:2::/64"),
        ("fd00::1", "2001:db8:1:2::9", "fd00::/8", "2001:db8:1:2::/64"),
    ],
)
def test_who_came_is_the_last_hop_that_no_proxy_of_ours_is(remote, forwarded, proxies, expected):
    environ = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}
    assert sources.came_from(environ, sources.proxies_of(proxies)) == expected


def test_a_setting_that_is_no_list_of_networks_stops_the_start():
    with pytest.raises(SystemExit, match="ASN_PROXIES"):
        sources.proxies_of("10.0.0.0/8,proxy")
