from pathlib import Path

import pytest
from asnkit.settings import Settings
from flask import Flask
from portal.security import came_from_here, content_policy, safe_path, scripted_policy


@pytest.mark.parametrize(
    "wanted",
    ["", None, "https://jahat.example", "//jahat.example", "/\\jahat.example", "/a\r\nSet-Cookie: x", "\\\\x", "/\t/x"],
)
def test_what_could_lead_elsewhere_is_not_followed(wanted):
    assert safe_path(wanted, "/saya") == "/saya"


@pytest.mark.parametrize("wanted", ["/saya/lamaran/1?dari=periksa", "/formasi?kata=a%20b", "/"])
def test_paths_of_ours_are_followed(wanted):
    assert safe_path(wanted, "/saya") == wanted


def test_the_policy_allows_no_script_and_no_frame():
    settings = Settings("portal", "", "", Path("."), oidc_issuer="https://masuk.example/realm/asn")
    policy = content_policy(settings)
    assert "default-src 'none'" in policy and "script" not in policy and "frame-ancestors 'none'" in policy
    assert policy.endswith("form-action 'self' https://masuk.example")


def test_the_one_page_with_a_script_runs_ours_and_speaks_to_us_alone():
    settings = Settings("portal", "", "", Path("."))
    policy = scripted_policy(settings)
    assert policy == f"{content_policy(settings)}; script-src 'self'; connect-src 'self'"


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Referer": "http://localhost/kerja"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Referer": "http://localhost/kerja/verifikasi/1"}, True),
        ({"Referer": "http://surel.example/localhost"}, False),
        ({"Referer": "http://localhost:81/kerja"}, False),
        ({}, False),
    ],
)
def test_a_link_in_a_letter_reads_nothing_in_anybodys_name(headers, ours):
    with Flask("portal").test_request_context("/", headers=headers):
        assert came_from_here() is ours
