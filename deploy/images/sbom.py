"""What an image is made of, as CycloneDX 1.6 JSON: our own projects and every locked package with hash and licence."""

import re
import tomllib
import uuid
from importlib.metadata import PackageNotFoundError, metadata

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from ..local.places import ROOT
from .contents import contents
from .locks import LOCKS

LOCKED = re.compile(r"^(\S+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)
NAMESPACE = uuid.UUID("8d1c3c0e-6d0e-4f5c-9d3e-3f6f4f5a4f10")


def sbom(image: str, release: str) -> str:
    """The bill of materials of one image. The same image and release give the same text, but for the time."""
    bom = Bom(serial_number=uuid.uuid5(NAMESPACE, f"{image} {release}"))
    whole = Component(name=f"asn-{image}", version=release, type=ComponentType.CONTAINER, bom_ref=f"asn-{image}")
    own = [_own(folder) for folder in contents(image).projects]
    packages = [_package(*found) for found in LOCKED.findall((LOCKS / f"{image}.txt").read_text())]
    bom.metadata.component = whole
    bom.components.update([*own, *packages])
    bom.register_dependency(whole, [*own, *packages])
    return JsonV1Dot6(bom).output_as_string(indent=1)


def _own(folder: str) -> Component:
    project = tomllib.loads((ROOT / folder / "pyproject.toml").read_text())["project"]
    return Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.LIBRARY,
        bom_ref=project["name"],
        licenses=[LicenseFactory().make_with_expression(project["license"])],
    )


def _package(name: str, version: str, hashes: str) -> Component:
    address = PackageURL("pypi", None, name.lower().replace("_", "-"), version)
    component = Component(name=name, version=version, type=ComponentType.LIBRARY, purl=address, bom_ref=str(address))
    component.licenses.update(_licence(name))
    component.hashes.update(map(HashTypeFactory().from_composite_str, re.findall(r"sha256:[0-9a-f]{64}", hashes)))
    return component


def _licence(name: str) -> list:
    """As its own metadata say it; none where they say nothing, or it is not installed here."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := about["License-Expression"]:
        return [LicenseFactory().make_with_expression(expression)]
    said = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License :: ")]
    words = (about["License"] or "").strip()
    text = said[0] if said else words.splitlines()[0] if words else ""
    return [LicenseFactory().make_from_string(text)] if text else []
