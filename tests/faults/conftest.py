"""The faults are tried on the toy service of the kit's tests, with its fixtures."""

from tests.kit.conftest import another, empty_topic, kit_topic, runtime, secrets, settings  # noqa: F401
