"""A right that nobody uses is one that somebody misuses: what deploy/rights.yaml gives, the code asks for."""

import ast
import re
from importlib import import_module
from pathlib import Path

import yaml
from asnkit import names
from asnkit import service as kit
from asnkit.owners import Owners
from asnkit.settings import Settings, package_of

from deploy.local import places, rights

USERS = rights.load()
OWNERS = Owners(Settings.contracts)
STANDING_AUDITOR = "audit.auditor"
"""The part of a package that runs as a user of its own."""
BY_A_GRANT = {"audit:archive"}
"""Asked of whoever keeps a mirror: another agency's client, which has it by a grant of its own."""


def modules(package):
    """(name, syntax tree) of every module."""
    root = Path(import_module(package).__file__).parent
    for file in sorted(root.rglob("*.py")):
        name = ".".join((package, *file.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
        yield name, ast.parse(file.read_text())


def calls(tree, name):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == name:
                yield node


def value(module, node):
    """A text that stands there, or the constant that is named."""
    return node.value if isinstance(node, ast.Constant) else getattr(import_module(module), node.id)


def asked():
    """Every scope that an operation wants of the role `service`."""
    found = set()
    for package in map(package_of, places.SERVICES):
        for module, tree in modules(package):
            for call in calls(tree, "allow"):
                found |= {value(module, one.value) for one in call.keywords if one.arg == "scope"}
    return found


def fetched():
    """user → the scopes that its code asks the provider for."""
    found = {}
    for package in map(package_of, places.SERVICES):
        for module, tree in modules(package):
            user = "auditor" if module.startswith(STANDING_AUDITOR) else package
            for call in calls(tree, "fetch"):
                asks = call.func.value.id if isinstance(call.func, ast.Attribute) else ""
                if asks == "tokens":
                    found.setdefault(user, set()).add(value(module, call.args[1]))
                elif asks == "names":
                    found.setdefault(user, set()).add(names.SCOPE)
    return found


def looked_up(package):
    """Topics that a service reads by itself, without listening."""
    return {
        value(module, topic)
        for module, tree in modules(package)
        if not module.startswith(STANDING_AUDITOR)
        for call in calls(tree, "Reader")
        for topics in call.args[1:2]
        if isinstance(topics, ast.List)
        for topic in topics.elts
    }


def test_every_scope_is_one_that_its_user_asks_for_and_an_operation_wants():
    given = {user: set(right.scopes) for user, right in USERS.items() if right.scopes}
    assert given == fetched()
    assert set().union(*given.values()) == asked() - BY_A_GRANT


def test_a_service_reads_no_topic_that_it_does_not_listen_to():
    for name in places.SERVICES:
        service = import_module(f"{package_of(name)}.wiring").SERVICE
        own = OWNERS.topics(name)  # compared with its commits (`verify`)
        heard = {*own, *service.listens, *(service.view_topics or own), *looked_up(package_of(name))}
        heard.update(*(topics for topics, _ in service.consumers.values()))
        assert set(USERS[name].reads) == heard, name


def test_every_collection_with_rights_of_its_own_is_one_that_a_service_has():
    kept = set(kit.COLLECTIONS)
    for name in places.SERVICES:
        kept |= set(import_module(f"{package_of(name)}.wiring").SERVICE.collections)
    content = yaml.safe_load(rights.FILE.read_text())
    named = {name for role in content["roles"].values() for name in role} - {rights.OTHERS}
    assert named <= kept, sorted(named - kept)
    assert {role for user in content["users"].values() for role in user.get("databases", {}).values()} == set(
        content["roles"]
    )


def test_every_collection_of_a_service_is_one_that_its_code_names():
    for name in places.SERVICES:
        service = import_module(f"{package_of(name)}.wiring").SERVICE
        root = Path(import_module(package_of(name)).__file__).parent
        text = "\n".join(file.read_text() for file in root.rglob("*.py") if file.name != "wiring.py")
        for collection in service.collections:
            folder = Path(kit.__file__).parent
            kept = ("sheet/keeping.py", "limits.py", "erasing.py")
            of_the_kit = "".join((folder / file).read_text() for file in kept)
            used = re.compile(rf'\.{collection}\b|"{collection}"')
            assert used.search(text) or used.search(of_the_kit), f"{name}: nobody uses the collection {collection}"


def test_whoever_compares_reads_nothing_that_lets_somebody_in():
    for database, role in USERS["auditor"].databases.items():
        if not database.endswith("_views"):
            for collection in (
                "credentials",
                "challenges",
                "codes",
                "refresh_tokens",
                "tries",
                "sessions",
                "files",
                "letters",
            ):
                assert role[collection] == [], (database, collection)
    assert not any(database.endswith("_keys") for database in USERS["auditor"].databases)
