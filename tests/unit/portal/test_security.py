from pathlib import Path

import pytest
from asnkit.settings import Settings
from portal.security import content_policy, safe_path


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
