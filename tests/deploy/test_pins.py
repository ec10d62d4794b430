"""Every pin of constraints.txt is asked for by one of our packages or by what they ask for, and ours have a reason."""

import tomllib
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.local.places import ROOT

OURS, _, BROUGHT = (ROOT / "constraints.txt").read_text().partition("# What that brings along")


def pins(part):
    """Name -> reason, "" without one, of the lines that pin something."""
    lines = (line.partition("#") for line in part.splitlines() if "==" in line.partition("#")[0])
    return {canonicalize_name(pin.partition("==")[0]): reason.strip() for pin, _, reason in lines}


def asked():
    """What the packages of this repository and its tools ask for themselves."""
    for file in (ROOT / "pyproject.toml", *ROOT.glob("s*/**/pyproject.toml")):
        told = tomllib.loads(file.read_text())
        project = told.get("project", {})
        groups = [project.get("dependencies", ()), *project.get("optional-dependencies", {}).values()]
        for group in (*groups, *told.get("dependency-groups", {}).values()):
            yield from map(Requirement, group)


def reached(requirements, extras=("",), seen=None):
    seen = set() if seen is None else seen
    for one in requirements:
        wanted = one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)
        key = (canonicalize_name(one.name), *sorted(one.extras))
        if wanted and key not in seen:
            seen.add(key)
            try:
                more = map(Requirement, requires(one.name) or ())
            except PackageNotFoundError:  # of another system than this
                continue
            reached(more, ("", *one.extras), seen)
    return {name for name, *_ in seen}


def test_nothing_is_pinned_that_nobody_asks_for():
    assert pins(OURS + BROUGHT).keys() - reached(asked()) == set()


def test_what_we_ask_for_is_told_apart_from_what_it_brings_along():
    names = {canonicalize_name(one.name) for one in asked()}
    assert pins(BROUGHT).keys() & names == set()


def test_what_we_ask_for_has_a_reason():
    assert [name for name, reason in pins(OURS).items() if not reason] == []
