"""One delivery over the network, to machines that hang, lie, redirect, and change their address."""

import socket
import ssl

import pytest
from asnplatform.delivery.exchange import Exchange, Outcome
from asnplatform.delivery.guard import networks_of, permitted, proxy_of
from asnplatform.delivery.signing import headers, new_secret, sign

from deploy.local import ports
from tests.hosts import OK, Host, Proxy, answering, certified, dripping, hanging

HERE = networks_of("127.0.0.1/32")
SOON = 0.4
"""Seconds for those who never answer."""


@pytest.fixture
def host():
    """A function that starts one."""
    made = []

    def start(*arguments, **more):
        made.append(Host(*arguments, **more))
        return made[-1]

    yield start
    for one in made:
        one.close()


def post(to, networks=HERE, seconds=10.0, path="/hook", **more):
    sent = {"webhook-id": "period-1@1"}
    return Exchange(networks, seconds=seconds, **more).post(f"http://127.0.0.1:{to.port}{path}", sent, b'{"a":1}')


def test_a_delivery_is_one_post_with_what_it_is_about(host):
    there = host(answering(OK))
    assert post(there) == Outcome(204)
    [(head, body)] = there.requests
    assert head.startswith("POST /hook HTTP/1.1\r\n") and body == b'{"a":1}'
    assert {"webhook-id: period-1@1", f"Host: 127.0.0.1:{there.port}"} < set(head.split("\r\n"))


@pytest.mark.parametrize("answer", [hanging, dripping])
def test_whoever_hangs_or_answers_drop_by_drop_is_waited_for_no_longer_than_for_all_others(host, answer):
    assert post(host(answer), seconds=SOON) == Outcome(trouble="time")


def test_a_resolver_that_hangs_is_waited_for_no_longer_either(host):
    there = host(answering(OK))

    def asked(_name, _port):
        hanging(waiting)

    waiting, other = socket.socketpair()
    with waiting, other:
        assert post(there, seconds=SOON, resolve=asked) == Outcome(trouble="time")
        other.close()


def test_nobody_is_led_on_by_a_redirect(host):
    inside = host(answering(OK))
    moved = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{inside.port}/\r\n\r\n".encode()
    outcome = post(host(answering(moved)))
    assert outcome == Outcome(302) and not outcome.good and inside.requests == []


def test_whoever_is_gone_says_so(host):
    assert post(host(answering(b"HTTP/1.1 410 Gone\r\n\r\n"))).gone


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000, b"HTTP/1.1 200 OK\r\n"]
)
def test_what_is_no_answer_of_http_is_none(host, answer):
    assert post(host(answering(answer))).trouble == "answer"


def test_a_body_without_an_end_is_not_read(host):
    endless = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + b"x" * 1000
    assert post(host(answering(endless))) == Outcome(200)


def test_a_name_that_changes_its_address_after_the_check_leads_nowhere_else(host):
    """The first answer of the resolver is checked and taken; what the name says next leads into the house."""
    there = host(answering(OK))
    inside = host(answering(OK), "127.0.0.2", there.port)
    said = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    outcome = post(there, resolve=lambda *_: next(said))
    assert outcome == Outcome(204) and len(there.requests) == 1 and inside.requests == []
    assert post(there, resolve=lambda *_: next(said)) == Outcome(trouble="address")


def test_a_name_with_one_address_inside_is_refused_whole(host):
    there = host(answering(OK))
    assert post(there, resolve=lambda *_: ["127.0.0.1", "10.0.0.1"]) == Outcome(trouble="address")
    assert there.requests == []


def test_nothing_goes_in_the_clear_to_the_internet():
    exchange = Exchange([], resolve=lambda *_: ["93.184.215.14"])
    assert exchange.post("http://contoh.example/", {}, b"") == Outcome(trouble="address")


def test_the_certificate_is_that_of_the_name_though_the_address_was_resolved_before(host, tmp_path):
    server, file = certified(tmp_path, "hook.example")
    there = host(answering(OK), tls=server)
    trusting = Exchange(HERE, resolve=lambda *_: ["127.0.0.1"], tls=ssl.create_default_context(cafile=str(file)))
    assert trusting.post(f"https://hook.example:{there.port}/a", {}, b"") == Outcome(204)
    assert there.names == ["hook.example"] and f"Host: hook.example:{there.port}" in there.requests[0][0]
    assert trusting.post(f"https://other.example:{there.port}/a", {}, b"") == Outcome(trouble="certificate")
    stranger = Exchange(HERE, resolve=lambda *_: ["127.0.0.1"])
    assert stranger.post(f"https://hook.example:{there.port}/a", {}, b"") == Outcome(trouble="certificate")


@pytest.fixture
def proxy():
    """A function that starts one."""
    made = []

    def start(*arguments):
        made.append(Proxy(*arguments))
        return made[-1]

    yield start
    for one in made:
        one.close()


def test_a_proxy_is_asked_for_the_address_that_was_checked_and_sees_nothing_of_what_is_said(host, proxy, tmp_path):
    server, file = certified(tmp_path, "hook.example")
    there, way = host(answering(OK), tls=server), proxy()
    trusting = ssl.create_default_context(cafile=str(file))
    through = Exchange(HERE, way.place, resolve=lambda *_: ["127.0.0.1"], tls=trusting)
    assert through.post(f"https://hook.example:{there.port}/a", {}, b"") == Outcome(204)
    assert way.asked == [f"CONNECT 127.0.0.1:{there.port} HTTP/1.1"] and there.names == ["hook.example"]
    assert post(host(answering(OK)), proxy=way.place) == Outcome(204) and len(way.asked) == 2
    assert post(there, [], proxy=way.place) == Outcome(trouble="address") and len(way.asked) == 2


@pytest.mark.parametrize(
    ("refusal", "trouble"),
    [
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "proxy"),
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "proxy"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", "proxy"),
        (b"\x05\x00\r\n\r\n", "proxy"),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", "connection"),
        (b"HTTP/1.1 504 Gateway Timeout\r\n\r\n", "connection"),
    ],
)
def test_whose_fault_it_is_that_a_proxy_gives_nothing_is_told_apart(host, proxy, refusal, trouble):
    there = host(answering(OK))
    assert post(there, proxy=proxy(refusal).place) == Outcome(trouble=trouble) and there.requests == []


def test_without_its_proxy_nothing_leaves(host, proxy):
    there, way = host(answering(OK)), proxy()
    way.close()
    assert post(there, proxy=("127.0.0.1", ports.free())) == Outcome(trouble="proxy") and there.requests == []


def test_where_a_proxy_is_is_a_host_and_a_port():
    assert proxy_of("") is None and proxy_of("proxy.egress.svc:3128") == ("proxy.egress.svc", 3128)
    assert proxy_of("[fd12::5]:3128") == ("fd12::5", 3128)
    for wrong in ("proxy", "proxy:", ":3128", "http://proxy", "proxy:0", "proxy:99999"):
        with pytest.raises(SystemExit, match="ASN_HOOK_PROXY"):
            proxy_of(wrong)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1",
        "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001:0:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_an_address_of_a_house_is_none_for_a_webhook(address):
    assert not permitted(address, [])


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_an_address_of_the_internet_is_one(address):
    assert permitted(address, []) and not permitted(address, [], public=False)


def test_what_it_allows_is_allowed_and_its_neighbours_are_not():
    allowed = networks_of("10.20.0.0/16, fd12::/64")
    assert permitted("10.20.3.4", allowed) and permitted("fd12::5", allowed, public=False)
    assert not permitted("10.21.0.1", allowed) and not permitted("fd12:1::5", allowed)
    with pytest.raises(SystemExit, match="ASN_HOOK_NETWORKS"):
        networks_of("10.20.0.1/16")


def test_a_signature_is_the_one_that_the_standard_shows():
    """The example of standardwebhooks.com."""
    signed = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_while_a_secret_is_replaced_both_sign():
    new, old = new_secret(), new_secret()
    told = headers([new, old], "period-1@1", 1614265330, b"{}")
    assert told["webhook-signature"].split() == [sign(one, "period-1@1", 1614265330, b"{}") for one in (new, old)]
    assert new != old and len(set(told["webhook-signature"].split())) == 2
