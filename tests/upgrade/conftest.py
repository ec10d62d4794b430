"""Two releases of the toy service on one database: what the old one wrote, and both at work at once."""

from tests.kit.conftest import another, empty_topic, kit_topic, runtime, secrets, settings, signers  # noqa: F401
