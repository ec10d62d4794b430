"""What the images are made of, without building any; where docker, podman or buildah is, one is built and run."""

import ast
import json
import os
import re
import subprocess
import time
import uuid
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest
import requests
from asnkit.settings import package_of
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

from deploy.images import __main__ as images
from deploy.images import locks
from deploy.images.contents import IMAGES, PROJECTS, contents, pinned
from deploy.images.sbom import LOCKED, sbom
from deploy.local import ports, services
from deploy.local.places import ROOT, SERVICES
from deploy.local.trouble import Trouble

OURS = {"asnkit", "tlog", "asn_verify", *map(package_of, SERVICES)}
ENTRANCES = ("__main__", "app", "wiring")
KIT = ("asnkit.main", "asnkit.operations", "asnkit.server", "asnkit.worker", "asnkit.knock", "asnkit.forker")
DOCKERFILE = images.DOCKERFILE.read_text()


def stages():
    """name → lines of each stage of the Dockerfile, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", DOCKERFILE)
    parts = re.split(r"^FROM \S+ AS (\S+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], (part.splitlines() for part in parts[2::2]), strict=True))


@pytest.mark.parametrize("image", [*IMAGES, locks.BUILD])
def test_the_locked_packages_are_those_that_constraints_pin_each_with_hashes(image):
    names = locks.BUILDERS if image == locks.BUILD else contents(image).packages
    text = (locks.LOCKS / f"{image}.txt").read_text()
    locked = [f"{name}=={version}" for name, version, _ in LOCKED.findall(text)]
    assert locked == [pinned()[name] for name in names], "run `make locks`"
    assert re.sub(r"^#.*\n", "", LOCKED.sub("", text)).split() == [], "a line without a hash"
    if image != locks.BUILD:
        assert (locks.LOCKS / f"{image}.projects").read_text().split() == list(contents(image).projects)


def test_every_project_of_ours_is_in_an_image():
    assert {folder for image in SERVICES for folder in contents(image).projects} == set(PROJECTS)
    assert set(PROJECTS) == {
        str(file.parent.relative_to(ROOT))
        for top in ("shared", "services")
        for file in ROOT.joinpath(top).rglob("pyproject.toml")
    }


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_services_processes_import_is_in_its_image(service):
    """Also what a module imports inside of a function; tests of the other kind only see what was imported today."""
    given = {pinned()[name].partition("==")[0] for name in contents(service).packages}
    given = {canonicalize_name(name) for name in given}
    where = packages_distributions()
    missing = {}
    for name, imported in reached(service).items():
        top = name.partition(".")[0]
        if top in where and top not in OURS and not given & set(map(canonicalize_name, where[top])):
            missing[name] = imported
    assert missing == {}


def reached(service):
    """module → who imports it, of everything that the service's two processes can come to import."""
    found = {}
    own = [f"{package_of(service)}.{entrance}" for entrance in ENTRANCES]
    waiting = [name for name in own if find_spec(name)] + list(KIT)
    seen = set(waiting)
    while waiting:
        module = waiting.pop()
        spec = find_spec(module)
        for imported in named(module, spec):
            found.setdefault(imported, module)
            if imported.partition(".")[0] in OURS and imported not in seen and exists(imported):
                seen.add(imported)
                waiting.append(imported)
    return found


def named(module, spec):
    """The absolute names of what a module imports, relative ones made so."""
    package = module if spec.submodule_search_locations else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(Path(spec.origin).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def exists(module):
    try:
        return (spec := find_spec(module)) is not None and spec.origin is not None
    except ModuleNotFoundError:
        return False


def test_a_container_is_nobody_in_particular_and_says_what_it_is():
    stage = stages()
    assert "USER 10001:10001" in stage["common"]
    for name in ("tools", "service"):
        assert f"FROM common AS {name}" in DOCKERFILE
        assert not any(line.startswith("USER") for line in stage[name]), "what runs is not root"
        assert not any(line.startswith("RUN") for line in stage[name]), "all that is made is made where it is not kept"
    labels = " ".join(line for line in stage["service"] if line.startswith("LABEL"))
    for word in ("title", "description", "version", "revision", "licenses"):
        assert f"org.opencontainers.image.{word}=" in labels
    assert any(line.startswith("HEALTHCHECK") and "asnkit.knock" in line for line in stage["service"])


def test_nothing_unlocked_and_no_compiler_comes_into_an_image():
    assert not re.search(r"apt-get|gcc|build-essential", DOCKERFILE)
    for words in re.findall(r"pip (?:install|wheel) ([^&\n]*(?:\\\n[^&\n]*)*)", DOCKERFILE):
        assert "--require-hashes" in words or "--no-index" in words, words
    assert [line.split()[1] for line in DOCKERFILE.splitlines() if line.startswith("FROM")] == [
        "${PYTHON}", "${PYTHON}", "common", "common"
    ]  # fmt: skip


def test_every_folder_that_is_copied_is_there_and_let_in():
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for source in re.findall(r"^COPY ([^-\s]\S*)", DOCKERFILE, re.MULTILINE):
        assert (ROOT / source).exists() and source.partition("/")[0] in let_in, source


@pytest.mark.parametrize("image", IMAGES)
def test_the_bill_of_materials_is_cyclonedx_and_lists_what_is_locked(image):
    text = sbom(image, "r1")
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    assert wrong is None, str(wrong.data)[:500]
    components = json.loads(text)["components"]
    locked = {f"{name}=={version}" for name, version, _ in LOCKED.findall((locks.LOCKS / f"{image}.txt").read_text())}
    assert {f"{one['name']}=={one['version']}" for one in components if "purl" in one} == locked
    assert len(components) == len(locked) + len(contents(image).projects)
    assert all(one.get("hashes") for one in components if "purl" in one)
    assert [one["name"] for one in components if not one.get("licenses")] == [], "a licence nobody knows"


def test_a_machine_without_any_tool_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(images.shutil, "which", lambda name: None)
    with pytest.raises(Trouble, match="run 'sudo apt-get install -y podman'"):
        images.find()


def test_docker_without_its_engine_is_no_tool(tmp_path, monkeypatch):
    for tool, code in (("docker", 1), ("buildah", 0)):
        (tmp_path / tool).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / tool).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert images.find() == "buildah"


@pytest.mark.slow
@pytest.mark.servers
def test_an_image_is_built_and_its_container_answers_and_ends_without_root_or_a_place_to_write(real, tmp_path):
    """Skipped, with the reason, where nothing builds or no base image is; with ASN_REQUIRE_IMAGES=1 that fails."""
    tool = builder()
    services.write_files(real.directory)
    services.prepare(real)
    service, port, health = "feedback", ports.free(), ports.free()
    told = services.environment(service, real) | {
        "ASN_HTTP_BIND": f"127.0.0.1:{port}", "ASN_WEB_HEALTH_BIND": f"127.0.0.1:{health}",
        "ASN_SECRETS": "/secrets", "ASN_CLOCK_FILE": "", "ASN_ISSUERS": "", "ASN_WITNESSES": "",
    }  # fmt: skip
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    for file in real.secrets(service).iterdir():
        (secrets / file.name).write_bytes(file.read_bytes())
        (secrets / file.name).chmod(0o444)
    container = f"asn-tried-{uuid.uuid4()}"
    command = [
        *(
            tool,
            "run",
            "--detach",
            "--name",
            container,
            "--network",
            "host",
            "--read-only",
            "--tmpfs",
            "/tmp",
            "--cap-drop",
            "ALL",
        ),
        *("--security-opt", "no-new-privileges", "-v", f"{secrets}:/secrets:ro"),
        *(part for name, value in told.items() if value for part in ("-e", f"{name}={value}")),
    ]
    try:
        run(*command, images.name(service, "tried"), "web")
        assert answers(f"http://127.0.0.1:{health}/healthz"), run(tool, "logs", container)
        assert (
            requests.get(f"http://127.0.0.1:{health}/readyz", timeout=5).text == "views are being filled"
        )  # by a worker
        assert requests.get(f"http://127.0.0.1:{port}/openapi.json", timeout=5).status_code == 200
        inside = run(tool, "exec", container, "python", "-c", LOOK)
        assert inside.split() == ["10001", "read-only"]
        assert subprocess.run([tool, "exec", container, "python", "-m", "asnkit.knock"]).returncode == 0
        run(tool, "stop", "-t", "20", container)
        assert run(tool, "inspect", container, "--format", "{{.State.ExitCode}}").strip() == "0"
    finally:
        subprocess.run([tool, "rm", "-f", container], capture_output=True)


LOOK = """
import os
print(os.getuid())
try:
    open("/opt/asn/x", "w")
except OSError as error:
    print("read-only" if error.errno == 30 else error)
"""


def builder():
    """The tool, after it built the image feedback:tried. With a base image a build that fails is a fault."""
    try:
        tool = images.find()
    except Trouble as why:
        lacking(str(why))
    if tool == "buildah":
        lacking("buildah builds and runs nothing: podman or docker does both.")
    base = os.environ.get("ASN_BASE_IMAGE") or re.search(r"^ARG PYTHON=(\S+)", DOCKERFILE, re.MULTILINE)[1]
    have = any(
        subprocess.run([tool, *words, base], capture_output=True, timeout=60).returncode == 0
        for words in (("image", "inspect"), ("pull", "--quiet"))
    )
    if not have:
        lacking(f"{tool} is here, the base image {base} is not, and no registry answers.")
    told = os.environ | {"BUILDAH_FORMAT": "docker"}
    command = images.command(tool, "feedback", "tried")
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return tool


def lacking(why):
    (pytest.fail if os.environ.get("ASN_REQUIRE_IMAGES") else pytest.skip)(why)


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
    assert done.returncode == 0, done.stdout
    return done.stdout


def answers(url, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if requests.get(url, timeout=2).status_code == 200:
                return True
        except requests.RequestException:
            pass
        time.sleep(0.2)
    return False
