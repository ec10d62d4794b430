"""Writes locks/<image>.txt and locks/<image>.projects: `make locks`, after a change of dependencies.

Each package stands with the hashes of the files that pip would take for the two kinds of machine that images are
built for; a test compares names and versions with constraints.txt. Asks the package index, installs nothing.
"""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from packaging.utils import canonicalize_name

from .contents import IMAGES, contents, pinned

LOCKS = Path(__file__).parent / "locks"
BUILD = "build"
BUILDERS = ("setuptools",)
MACHINES = ("x86_64", "aarch64")
WHEELS = ("manylinux_2_36", "manylinux_2_35", "manylinux_2_34", "manylinux_2_31", "manylinux_2_28", "manylinux_2_27",
          "manylinux_2_26", "manylinux_2_24", "manylinux_2_17", "manylinux2014", "manylinux_2_12", "manylinux2010",
          "manylinux_2_5", "manylinux1")  # fmt: skip
HEAD = "# Made by `make locks` from constraints.txt and the projects; not edited by hand.\n"


def main() -> None:
    held = {image: contents(image) for image in IMAGES}
    names = sorted({name for one in held.values() for name in one.packages} | set(BUILDERS))
    hashes = _hashes([pinned()[name] for name in names])
    for image, one in held.items():
        (LOCKS / f"{image}.txt").write_text(HEAD + "".join(_lines(name, hashes) for name in one.packages))
        (LOCKS / f"{image}.projects").write_text("".join(f"{folder}\n" for folder in one.projects))
    (LOCKS / f"{BUILD}.txt").write_text(HEAD + "".join(_lines(name, hashes) for name in BUILDERS))


def _lines(name: str, hashes: dict[str, set[str]]) -> str:
    shown = "".join(f" \\\n    --hash=sha256:{one}" for one in sorted(hashes[name]))
    return f"{pinned()[name]}{shown}\n"


def _hashes(lines: list[str]) -> dict[str, set[str]]:
    """name → SHA-256 of the wheel for each kind of machine. Raises SystemExit where there is none."""
    found = defaultdict(set)
    for machine in MACHINES:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            platforms = [f"--platform={wheel}_{machine}" for wheel in WHEELS] + ["--platform=any"]
            command = [
                *(sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--no-deps"),
                *("--only-binary", ":all:", "--python-version", "3.11", "--implementation", "cp"),
                *("--abi", "cp311", "--abi", "abi3", "--abi", "none", *platforms),
                *("--target", folder, "--report", str(report), *lines),
            ]
            if subprocess.run(command).returncode:
                raise SystemExit(f"locks: pip found no wheel for {machine}; see above")
            for one in json.loads(report.read_text())["install"]:
                name = canonicalize_name(one["metadata"]["name"])
                found[name].add(one["download_info"]["archive_info"]["hashes"]["sha256"])
    return found


if __name__ == "__main__":
    main()
