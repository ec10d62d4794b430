"""What README.md and docs/purpose.md name is there."""

import re
import subprocess

import pytest
import yaml

from deploy.local import settings
from deploy.local.places import ROOT, SERVICES

README = (ROOT / "README.md").read_text()
PURPOSE = (ROOT / "docs" / "purpose.md").read_text()
CODE = re.compile(r"`([^`\n]+)`")


def links(text):
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]


@pytest.mark.parametrize("target", sorted(set(links(README))))
def test_every_link_of_the_readme_leads_somewhere(target):
    assert (ROOT / target).exists()


def commands():
    return sorted(set(re.findall(r"(?:`|^)make (?:-s )?([a-z]+)", README + PURPOSE, re.MULTILINE)))


@pytest.mark.parametrize("command", commands())
def test_every_command_is_one_of_the_makefile(command):
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(rf"make {command}\s", listed)


def paths():
    """What stands in backticks and begins with a folder of this repository; <s> is every service."""
    folders = ("demo/", "deploy/", "docs/", "services/", "shared/", "tests/")
    for text in CODE.findall(README + PURPOSE):
        if text.startswith(folders):
            yield text.partition(":")[0]


@pytest.mark.parametrize("path", sorted(set(paths())))
def test_every_path_is_there_in_some_service(path):
    found = [list(ROOT.glob(path.replace("<s>", service).replace("<aggregate>", "*"))) for service in SERVICES]
    assert any(found), path


def test_every_service_and_its_topics_are_as_the_rights_say():
    rights = yaml.safe_load((ROOT / "deploy" / "rights.yaml").read_text())["users"]
    rows = dict(re.findall(r"^\| \[([a-z]+)\]\(services/.*\| ([^|]+) \|$", README, re.MULTILINE))
    assert list(rows) == list(SERVICES)
    for service, listens in rows.items():
        others = {topic.split(".")[1] for topic in rights[service].get("reads", ())} - {service}
        if listens not in ("–", "everything"):
            assert set(listens.split(", ")) <= others


def test_every_address_is_the_usual_port():
    ports = {int(port) for port in re.findall(r"127\.0\.0\.1:(\d+)", README)}
    assert ports <= set(settings.PORTS.values())


def test_every_event_that_it_tells_of_has_a_contract():
    life = README.partition("## Life of an application")[2].partition("\n## ")[0]
    contracts = {file.name.removesuffix(".v1.json") for file in (ROOT / "shared" / "contracts").glob("*/*.v1.json")}
    told = {name for name in CODE.findall(life) if re.fullmatch(r"[a-z_]+\.[a-z_]+", name)}
    assert len(told) > 15 and told <= contracts


def test_both_pages_are_short():
    assert len(README.splitlines()) < 200
    assert len(PURPOSE.splitlines()) < 60
