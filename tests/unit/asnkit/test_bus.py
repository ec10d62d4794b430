"""How Kafka is reached."""

from pathlib import Path

from asnkit import bus
from asnkit.settings import Settings

TOLD = {"MONGO_URL": "mongodb://127.0.0.1", "KAFKA_BOOTSTRAP": "k1:9093,k2:9093", "KAFKA_USERNAME": "selection"}


def connection(folder: Path, **more):
    (folder / "kafka.password").write_text("secret")
    return bus.connection(Settings.from_environment("selection", {**TOLD, "ASN_SECRETS": str(folder), **more}))


def test_with_a_certificate_kafka_is_spoken_to_over_tls_and_its_name_is_checked(tmp_path):
    options = connection(tmp_path, KAFKA_CA="/etc/asn-ca/kafka/ca.crt")
    assert (options["security_protocol"], options["ssl_cafile"]) == ("SASL_SSL", "/etc/asn-ca/kafka/ca.crt")
    assert "ssl_check_hostname" not in options  # the client checks it unless it is told not to
    assert options["sasl_plain_password"] == "secret"


def test_on_one_machine_it_is_not(tmp_path):
    assert connection(tmp_path)["security_protocol"] == "SASL_PLAINTEXT"
