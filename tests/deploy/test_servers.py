"""The local MongoDB and Kafka: they keep what they were given, wherever they are started again."""

import pytest
import yaml
from kafka import KafkaConsumer, KafkaProducer
from pymongo import MongoClient

from deploy.local import kafka, mongodb, servers


def write(running, number):
    with MongoClient(running.mongo_url("selection"), w="majority") as client:
        client.selection.commits.insert_one({"_id": number})
    with KafkaProducer(**kafka.login(**running.kafka_user("selection")), acks="all") as producer:
        producer.send("asn.selection", str(number).encode(), key=b"one").get(30)


def written(running, count):
    with MongoClient(running.mongo_url("auditor")) as client:
        numbers = sorted(one["_id"] for one in client.selection.commits.find())
    options = kafka.login(**running.kafka_user("auditor"))
    consumer = KafkaConsumer("asn.selection", **options, auto_offset_reset="earliest", consumer_timeout_ms=5000)
    values = []
    for message in consumer:
        values.append(int(message.value))
        if len(values) == count:
            break
    consumer.close()
    return numbers, values


def test_data_survives_kill_and_another_port(tmp_path):
    running = servers.start(tmp_path)
    try:
        write(running, 1)
        running.kill_kafka()
        running.kill_mongo()
        running.start_mongo()
        running.start_kafka()
        write(running, 2)
    finally:
        running.stop()
    moved = servers.start(tmp_path)  # free ports again, so other ones
    try:
        assert (moved.mongo_admin_url, moved.kafka_bootstrap) != (running.mongo_admin_url, running.kafka_bootstrap)
        write(moved, 3)
        assert written(moved, 3) == ([1, 2, 3], [1, 2, 3])
    finally:
        moved.stop()


def test_topics_are_those_of_the_file(real):
    client = kafka.admin(kafka.login(**real.kafka_user("admin")))
    described = {topic["name"]: len(topic["partitions"]) for topic in client.describe_topics()}
    client.close()
    wanted = {name: topic["partitions"] for name, topic in yaml.safe_load(kafka.TOPICS.read_text()).items()}
    assert {name: described.get(name) for name in wanted} == wanted
    assert set(described) <= {*wanted, "__consumer_offsets"}


def test_setting_up_again_changes_nothing(real):
    real.set_up()
    client = kafka.admin(kafka.login(**real.kafka_user("admin")))
    present = kafka.present_access(client)
    client.close()
    assert present == {acl for user in real.users.values() for acl in kafka.access(user)}


def test_a_right_that_was_taken_from_the_file_is_taken_away(real):
    client = kafka.admin(kafka.login(**real.kafka_user("admin")))
    surplus = kafka.access(servers.rights.User("agency", writes=("asn.audit.closed",)))
    client.create_acls(surplus)
    assert set(surplus) <= kafka.present_access(client)
    real.set_up()
    assert not set(surplus) & kafka.present_access(client)
    client.close()


@pytest.mark.parametrize("user", ["", "root:geheim@"])
def test_an_address_is_shown_without_user_and_password(user):
    assert mongodb.hosts(f"mongodb://{user}a:1,b:2/?replicaSet=rs0") == "a:1,b:2"


def test_another_user_keeps_the_options_of_an_address():
    given = "mongodb://root:geheim@a:1,b:2/admin?replicaSet=rs0&authSource=other"
    assert mongodb.with_user(given, "x", "p/w") == "mongodb://x:p%2Fw@a:1,b:2/?replicaSet=rs0&authSource=admin"
