"""Builds images with the tool that is there: `make images`, or `make images ARGS="registration portal"`.

Each image is called asn/<name>:<release>; beside it lies its bill of materials, build/images/<name>.cdx.json.
The release is what git calls this commit.
"""

import argparse
import os
import shutil
import subprocess
import sys

from ..local.places import ROOT
from ..local.trouble import Trouble
from .contents import IMAGES
from .sbom import sbom

DOCKERFILE = ROOT / "deploy" / "images" / "Dockerfile"
MADE = ROOT / "build" / "images"
TOOLS = {"docker": "info", "podman": "info", "buildah": "info"}
"""In the order of choice, each with a word that fails where it is there and cannot work (docker without its engine)."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make images ARGS=…", description=__doc__)
    parser.add_argument("images", nargs="*", choices=[[], *IMAGES], default=[])
    images = parser.parse_args().images or IMAGES
    try:
        tool, called = find(), release()
        for image in images:
            build(tool, image, called)
            print(f"{name(image, called)} is made; its parts: {write_sbom(image, called).relative_to(ROOT)}")
    except Trouble as trouble:
        sys.exit(f"images: {trouble}")


def find() -> str:
    """The program that builds: docker, podman or buildah. Raises Trouble where none works."""
    for tool, word in TOOLS.items():
        if shutil.which(tool) and subprocess.run([tool, word], capture_output=True).returncode == 0:
            return tool
    raise Trouble(
        "nothing here builds images: run 'sudo apt-get install -y podman' (buildah or docker do, too) and repeat."
    )


def release() -> str:
    """What git calls this commit, as a tag may be written; "development" outside of a clone."""
    command = ["git", "describe", "--tags", "--always", "--dirty"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or "development"


def name(image: str, called: str) -> str:
    return f"asn/{image}:{called}"


def build(tool: str, image: str, called: str) -> None:
    """Raises Trouble with the tool's last words."""
    done = subprocess.run(command(tool, image, called), cwd=ROOT, env=os.environ | {"BUILDAH_FORMAT": "docker"})
    if done.returncode:
        raise Trouble(
            f"{tool} could not build {image}: its last lines say why. Without a registry, name a base image that is "
            "here with ASN_BASE_IMAGE (Debian 12 with Python 3.11)."
        )


def command(tool: str, image: str, called: str) -> list[str]:
    """The command line that builds one image. BUILDAH_FORMAT=docker keeps the health check in podman and buildah."""
    told = {"IMAGE": image, "RELEASE": called, "REVISION": _git("rev-parse", "HEAD") or "unknown",
            "SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct") or "0"}  # fmt: skip
    if base := os.environ.get("ASN_BASE_IMAGE"):
        told["PYTHON"] = base
    return [
        *(tool, "build", "-f", str(DOCKERFILE), "-t", name(image, called)),
        *("--target", "tools" if image == "tools" else "service"),
        *(part for key, value in told.items() for part in ("--build-arg", f"{key}={value}")),
        str(ROOT),
    ]


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()


def write_sbom(image: str, called: str):
    MADE.mkdir(parents=True, exist_ok=True)
    file = MADE / f"{image}.cdx.json"
    file.write_text(sbom(image, called))
    return file


if __name__ == "__main__":
    main()
