"""deploy/rights.yaml against the real servers: every user tries everything that it may and may not do."""

import itertools
import time
from importlib import import_module

import pytest
import yaml
from asnkit.owners import Owners
from asnkit.settings import Settings, package_of
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    KafkaTimeoutError,
    TopicAuthorizationFailedError,
)
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from deploy.local import kafka, places, rights

USERS = rights.load()
READERS = [name for name, user in USERS.items() if user.reads]
OWNERS = Owners(Settings.contracts)
TOPICS = sorted({topic for user in USERS.values() for topic in (*user.writes, *user.reads)})
DATABASES = sorted({database for user in USERS.values() for database in user.databases})
COLLECTIONS = ("commits", "state", "entries", "checkpoints", "credentials", "sessions", "files")
ACTIONS = ("find", "insert", "update", "remove", "createIndex")
NOT_ALLOWED = 13

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def documents(real):
    """One document in each of COLLECTIONS of every database, made by the administrator."""
    with MongoClient(real.mongo_admin_url) as client:
        for database in DATABASES:
            for collection in COLLECTIONS:
                client[database][collection].replace_one({"_id": "seed"}, {"published": False}, upsert=True)
    real.grant()


@pytest.fixture(scope="module")
def as_user(real):
    """MongoDB as one user sees it."""
    clients = {user: MongoClient(real.mongo_url(user), tz_aware=True) for user in USERS}
    yield clients.__getitem__
    for client in clients.values():
        client.close()


def allowed(work) -> bool:
    """Whether MongoDB let it be done; any error but "not allowed" is raised."""
    try:
        work()
    except OperationFailure as error:
        if error.code != NOT_ALLOWED:
            raise
        return False
    return True


def may(user: str, database: str, collection: str, action: str) -> bool:
    role = USERS[user].databases.get(database, {})
    return action in role.get(collection, role.get("*", []))


@pytest.fixture(scope="module")
def messages(real):
    """One message in partition 0 of every topic."""
    with KafkaProducer(**kafka.login(**real.kafka_user("admin"))) as producer:
        for topic in TOPICS:
            producer.send(topic, b"{}", partition=0).get(15)


@pytest.mark.parametrize("user", USERS)
def test_who_may_write_which_topic(real, user):
    written = set()
    # Without idempotence each topic answers for itself: a refused batch breaks no later one.
    with KafkaProducer(**kafka.login(**real.kafka_user(user)), acks="all", enable_idempotence=False) as producer:
        for topic in TOPICS:
            try:
                producer.send(topic, b"{}", key=b"k").get(15)
                written.add(topic)
            except TopicAuthorizationFailedError:
                pass
    assert written == set(USERS[user].writes)


@pytest.mark.parametrize("user", USERS)
def test_a_relay_needs_a_topic_of_its_own(real, user):
    producer = KafkaProducer(**kafka.login(**real.kafka_user(user)), acks="all", enable_idempotence=True)
    try:
        topic = next(iter((*USERS[user].writes, *USERS[user].reads)), "asn.registration.closed")
        producer.send(topic, b"{}").get(15)
        sent = True
    except KafkaError as error:
        # Who may not even see the topic learns that first.
        assert "AuthorizationFailed" in f"{type(error).__name__} {error}", error
        sent = False
    finally:
        producer.close(timeout=5)
    assert sent == bool(USERS[user].writes)


@pytest.mark.parametrize("user", USERS)
def test_who_may_read_which_topic(real, messages, user):
    expected = set(USERS[user].reads)
    consumer = KafkaConsumer(**kafka.login(**real.kafka_user(user)), group_id=None)
    partitions = [TopicPartition(topic, 0) for topic in TOPICS]
    consumer.assign(partitions)
    for partition in partitions:
        consumer.seek(partition, 0)
    read, end = set(), time.monotonic() + 15
    while time.monotonic() < end:
        try:
            read |= {partition.topic for partition in consumer.poll(timeout_ms=500)}
        except TopicAuthorizationFailedError:
            continue
        if read == expected:  # a little longer, for what should not come
            end = min(end, time.monotonic() + 1)
    consumer.close()
    assert read == expected


@pytest.mark.parametrize("user", READERS)
def test_nobody_may_use_the_consumer_groups_of_another(real, messages, user):
    other = "selection" if user != "selection" else "training"
    topic = USERS[user].reads[0]
    for group, right in ((f"{user}.test", True), (f"{other}.test", False), (f"{user}2", False)):
        options = kafka.login(**real.kafka_user(user))
        consumer = KafkaConsumer(topic, **options, group_id=group, auto_offset_reset="earliest")
        try:
            joined = bool(consumer.poll(timeout_ms=10_000))
        except GroupAuthorizationFailedError:
            joined = False
        finally:
            consumer.close()
        assert joined == right, group


@pytest.mark.parametrize("user", USERS)
def test_nobody_may_delete_or_make_a_topic_or_give_rights(real, user):
    client = kafka.admin(kafka.login(**real.kafka_user(user)))
    try:
        for topic in TOPICS:
            with pytest.raises(TopicAuthorizationFailedError):
                client.delete_topics([topic], timeout_ms=5000)
        with pytest.raises((TopicAuthorizationFailedError, ClusterAuthorizationFailedError)):
            client.create_topics({"asn.other": {"num_partitions": 1}})
        wanted = kafka.access(rights.User(user, writes=("asn.audit.closed", "asn.selection")))
        assert not client.create_acls(wanted)["succeeded"]
    finally:
        client.close()


@pytest.mark.parametrize("password", ["wrong", ""])
def test_no_password_no_kafka(real, password):
    given = real.kafka_user("audit") | {"KAFKA_PASSWORD": password}
    with pytest.raises((KafkaTimeoutError, KafkaError)):
        KafkaConsumer("asn.audit.closed", **kafka.login(**given), bootstrap_timeout_ms=1500)


def tried(target) -> set[str]:
    """The actions that MongoDB lets be done in one collection."""
    attempts = {
        "find": lambda: target.find_one({}),
        "insert": lambda: target.insert_one({"by": "test"}),
        "update": lambda: target.update_one({"by": "test"}, {"$set": {"published": True}}),
        "remove": lambda: target.delete_one({"_id": "no such"}),
        "createIndex": lambda: target.create_index("by"),
    }
    return {action for action, attempt in attempts.items() if allowed(attempt)}


@pytest.mark.parametrize("user", USERS)
def test_who_may_do_what_in_which_collection(documents, as_user, user):
    for database in DATABASES:
        for collection in COLLECTIONS:
            expected = {action for action in ACTIONS if may(user, database, collection, action)}
            assert tried(as_user(user)[database][collection]) == expected, (database, collection)


@pytest.mark.parametrize("user", USERS)
def test_only_read_models_may_be_dropped(real, documents, as_user, user):
    with MongoClient(real.mongo_admin_url) as client:
        for database in DATABASES:
            client[database]["doomed"].replace_one({"_id": 1}, {}, upsert=True)
    real.grant()
    for database in DATABASES:
        dropped = allowed(lambda database=database: as_user(user)[database].drop_collection("doomed"))
        assert dropped == may(user, database, "doomed", "dropCollection") == (database == f"{user}_views"), database


def test_no_user_at_all_may_remove_a_commit():
    for user, database in itertools.product(USERS, DATABASES):
        history = not database.endswith(("_keys", "_views"))
        for action in ("remove", "dropCollection", "createIndex"):
            assert not (history and may(user, database, "commits", action)), (user, database, action)


@pytest.mark.parametrize("user", USERS)
def test_nobody_may_administer_mongodb(as_user, user):
    client = as_user(user)
    assert not allowed(lambda: client.admin.command("createUser", "x", pwd="x", roles=["root"]))
    assert not allowed(lambda: client.admin.command("grantRolesToUser", user, roles=["root"]))
    assert not allowed(lambda: client.admin.command("shutdown"))
    for database in DATABASES:
        assert not allowed(lambda database=database: client.drop_database(database))


@pytest.mark.parametrize("name", places.SERVICES)
def test_a_service_may_read_what_it_listens_to(name):
    service = import_module(f"{package_of(name)}.wiring").SERVICE
    topics = {*service.listens, *(service.view_topics or OWNERS.topics(name))}
    topics.update(*(topics for topics, _handler in service.consumers.values()))
    assert topics <= set(USERS[name].reads)
    assert sorted(USERS[name].writes) == sorted(
        {*OWNERS.topics(name), *(["asn.checkpoints"] if name == "audit" else [])}
    )


def test_the_topics_are_those_of_the_contracts():
    made = yaml.safe_load((places.DEPLOY / "kafka" / "topics.yaml").read_text())
    assert sorted(made) == sorted([*OWNERS.topics(), "asn.checkpoints"])


def test_a_closed_topic_is_read_by_its_service_and_by_auditors_alone():
    for name, user in USERS.items():
        closed = {topic for topic in user.reads if topic.endswith(".closed")}
        assert name in ("audit", "auditor") or closed <= set(OWNERS.topics(name)), name
    assert all(topic.endswith(".public") or topic == "asn.checkpoints" for topic in USERS["agency"].reads)


def test_without_a_password_mongodb_shows_nothing(real):
    address = real.mongo_admin_url.rpartition("@")[2].partition("/")[0]
    with MongoClient(f"mongodb://{address}/?directConnection=true") as client:
        assert not allowed(client.registration.commits.find_one)


def test_a_service_follows_its_own_commits(documents, as_user):
    with as_user("selection").selection.commits.watch() as changes:
        as_user("selection").selection.commits.insert_one({"_id": "x@1"})
        assert changes.next()["documentKey"] == {"_id": "x@1"}
    assert not allowed(lambda: as_user("auditor").selection.commits.watch())
