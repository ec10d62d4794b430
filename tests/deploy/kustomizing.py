"""A kustomization's objects: by kubectl or kustomize where one is, and as the files have them, without patches.

The second way needs no tool. It knows what our kustomizations use of resources, components and generated ConfigMaps;
images and patches are left out, so what it gives is checked beside the first and not instead of it.
"""

import shutil
import subprocess
from pathlib import Path

import yaml

from deploy.local.places import ROOT

FOLDER = ROOT / "deploy" / "kubernetes"
CLUSTER_WIDE = {"Namespace", "PriorityClass", "ClusterRole", "ClusterRoleBinding"}


def tool() -> list[str] | None:
    if shutil.which("kubectl"):
        return ["kubectl", "kustomize"]
    return ["kustomize", "build"] if shutil.which("kustomize") else None


def built(folder: str) -> list[dict]:
    """What the tool makes of deploy/kubernetes/<folder>."""
    done = subprocess.run([*tool(), str(FOLDER / folder)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def plain(folder: str) -> list[dict]:
    """What the files of deploy/kubernetes/<folder> have, generated ConfigMaps under their names without a hash."""
    found = []
    _read(FOLDER / folder, found)
    for one in found:
        if one["kind"] not in CLUSTER_WIDE:
            one["metadata"]["namespace"] = "asn"
    return found


def _read(folder: Path, documents: list[dict]) -> None:
    """Adds them to `documents`: a component merges into what is there already."""
    content = yaml.safe_load((folder / "kustomization.yaml").read_text())
    for place in (*content.get("resources", []), *content.get("components", [])):
        if (folder / place).is_dir():
            _read((folder / place).resolve(), documents)
        else:
            documents += [one for one in yaml.load_all((folder / place).read_text(), yaml.CSafeLoader) if one]
    for wanted in content.get("configMapGenerator", []):
        data = {name: (folder / name).read_text() for name in wanted.get("files", [])}
        data |= dict(line.split("=", 1) for line in wanted.get("literals", []))
        there = [one for one in documents if one["kind"] == "ConfigMap" and one["metadata"]["name"] == wanted["name"]]
        if wanted.get("behavior") == "merge":
            there[0]["data"] |= data
        else:
            metadata = {"name": wanted["name"]}
            documents.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data})
