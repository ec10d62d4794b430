"""What people and programs may send: no text of a request is without an end."""

from importlib import import_module

import pytest
from asnkit.settings import Settings, package_of
from asnkit.strictness import SHUT, parts_of

SERVICES = ("registration", "selection", "training", "feedback", "audit", "platform")


@pytest.fixture
def document(request, tmp_path):
    """A service's OpenAPI document, which it makes without any server."""
    (tmp_path / "issuers.json").write_text("[]")
    settings = Settings(
        service=request.param,
        mongo_url="mongodb://127.0.0.1:1",
        kafka_bootstrap="127.0.0.1:1",
        secrets=tmp_path,
        environment="development",
        issuers_file=tmp_path / "issuers.json",
        clock_file=tmp_path / "clock.json",
        log_dir=tmp_path / "log",
    )
    app = import_module(f"{package_of(request.param)}.app").create_app(settings)
    return app.test_client().get("/openapi.json").get_json()


def asked(document):
    """(where, schema) of every query and body."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            for parameter in operation.get("parameters", []):
                yield f"{method} {path}?{parameter.get('name', '')}", parameter.get("schema", {})
            for content in operation.get("requestBody", {}).get("content", {}).values():
                yield f"{method} {path}", content.get("schema", {})


def resolved(document, schema):
    """The schema with each reference replaced by what it names."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return resolved(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        return {key: resolved(document, value) for key, value in schema.items()}
    return [resolved(document, value) for value in schema] if isinstance(schema, list) else schema


def endless(schema):
    for place, part in parts_of(schema):
        kinds = part.get("type", ())
        if "string" in ([kinds] if isinstance(kinds, str) else kinds) and not any(
            k in part for k in (*SHUT, "maxLength")
        ):
            yield place


@pytest.mark.parametrize("document", SERVICES, indirect=True)
def test_every_text_that_may_be_sent_has_an_end(document):
    found = [(where, place) for where, schema in asked(document) for place in endless(resolved(document, schema))]
    assert found == []


def test_a_text_without_an_end_is_found():
    inside = {"type": "object", "properties": {"rows": {"type": "array", "items": {"type": ["string", "null"]}}}}
    assert list(endless(inside)) == ["/properties/rows/items"]
