"""Programs that are not ours, built with Go where there is one.

Without Go these tests are skipped and say so; with `ASN_REQUIRE_GO=1`, as in CI, they fail instead.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.local.places import DOWNLOADS
from tests.http.audit.log.conftest import log  # noqa: F401
from tests.http.conftest import serve_once  # noqa: F401

FSCK = "github.com/transparency-dev/tessera/cmd/fsck@v1.0.4"
READER = Path(__file__).parent / "reader"
BUILD_SECONDS = 300


def build(*command, cwd=None) -> None:
    """Run Go; what it lacks (itself, the network) is a reason to skip, unless Go is required."""
    environment = os.environ | {"GOBIN": str(DOWNLOADS / "go"), "GOFLAGS": "-mod=mod"}
    try:
        done = subprocess.run(
            ["go", *command], cwd=cwd, env=environment, capture_output=True, text=True, timeout=BUILD_SECONDS
        )
        trouble = done.stderr.strip() if done.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        trouble = str(error)
    if trouble:
        reason = f"needs Go and its packages: {trouble.splitlines()[-1]}"
        (pytest.fail if os.environ.get("ASN_REQUIRE_GO") else pytest.skip)(reason)


@pytest.fixture(scope="package")
def go():
    if not shutil.which("go"):
        reason = "Go is not installed: the log is not read by an implementation that is not ours"
        (pytest.fail if os.environ.get("ASN_REQUIRE_GO") else pytest.skip)(reason)


@pytest.fixture(scope="package")
def fsck(go):
    """Tessera's checker."""
    program = DOWNLOADS / "go" / "fsck"
    if not program.exists():
        build("install", FSCK)
    return program


@pytest.fixture(scope="package")
def reader(go):
    """Our log read with golang.org/x/mod/sumdb."""
    build("install", ".", cwd=READER)
    return DOWNLOADS / "go" / "reader"
