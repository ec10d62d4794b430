"""The page /docs of each service: its OpenAPI document for people, made on the server, without scripts."""

import base64
import hashlib
from collections.abc import Iterator

from flask import Response, render_template

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#0b0c0c;background:#fff}main{max-width:60rem;margin:auto;"
    "padding:1rem}h1{font-size:1.6rem}h2{font-size:1.1rem;border-top:1px solid #b1b4b6;padding-top:1rem;overflow-wrap:"
    "anywhere}b{color:#12436d}nav ul{padding-left:1.2rem}nav a{display:inline-block;min-height:24px}a{color:#12436d;"
    "overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;margin:.5rem 0;display:block;overflow-x:auto}"
    "caption{text-align:left;font-weight:600}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;"
    "border-bottom:1px solid #dee0e2}"
)
FINGERPRINT = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; frame-ancestors 'none'; style-src 'sha256-{FINGERPRINT}'"


def page(document: dict) -> Response:
    """`document` is an OpenAPI 3.1 document as plain data."""
    operations = list(_operations(document))
    body = render_template("docs.html", title=document["info"]["title"], operations=operations, style=STYLE)
    return Response(body, headers={"Content-Security-Policy": POLICY})


def _operations(document: dict) -> Iterator[dict]:
    for path, methods in sorted(document["paths"].items()):
        shared = methods.get("parameters", [])
        for method, operation in methods.items():
            if method == "parameters":
                continue
            status, answer = _success(document, operation)
            yield {
                "anchor": f"{method}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}",
                "method": method.upper(),
                "path": path,
                "summary": operation.get("summary", ""),
                "roles": operation.get("x-roles", []),
                "fields": list(_fields(document, [*shared, *operation.get("parameters", [])], operation)),
                "status": status,
                "answer": answer,
            }


def _fields(document: dict, parameters: list, operation: dict) -> Iterator[dict]:
    for parameter in parameters:
        parameter = _resolve(document, parameter)
        yield {
            "name": parameter["name"],
            "place": {"path": "alamat", "query": "tanya", "header": "kepala"}.get(parameter["in"], parameter["in"]),
            "kind": _kind(parameter.get("schema", {})),
            "required": parameter.get("required", False),
            "description": parameter.get("description", parameter.get("schema", {}).get("description", "")),
        }
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield from _properties(document, content.get("schema", {}))


def _success(document: dict, operation: dict) -> tuple[str, list[dict]]:
    for status, response in operation.get("responses", {}).items():
        if status.startswith("2"):
            contents = _resolve(document, response).get("content", {}).values()
            return status, [f for content in contents for f in _properties(document, content.get("schema", {}))]
    return "", []


def _properties(document: dict, schema: dict) -> Iterator[dict]:
    schema = _resolve(document, schema)
    required = schema.get("required", [])
    for name, described in schema.get("properties", {}).items():
        yield {
            "name": name,
            "place": "badan",
            "kind": _kind(described),
            "required": name in required,
            "description": described.get("description", ""),
        }


def _kind(schema: dict) -> str:
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    kind = schema.get("type", "")
    if kind == "array":
        return f"daftar {_kind(schema.get('items', {}))}"
    return " | ".join(kind) if isinstance(kind, list) else kind


def _resolve(document: dict, part: dict) -> dict:
    reference = part.get("$ref", "")
    if not reference.startswith("#/"):
        return part
    place = document
    for step in reference[2:].split("/"):
        place = place[step]
    return place
