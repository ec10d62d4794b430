"""The JSON Schemas of every event type, compiled once, checked on both sides.

A producer is strict: an event without a contract, or against it, is never stored.
A consumer is tolerant: it checks what it knows and lets additions pass.
"""

import json
from functools import cached_property, lru_cache
from pathlib import Path

import jsonschema_rs

from .errors import ContractBroken
from .owners import Owners, newest_versions, versioned_names


class Contracts:
    """`directory` holds <service>/<aggregate>.<fact>.v1.json; a schema describes `data`."""

    def __init__(self, directory: Path):
        self.directory = directory
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def check(self, name: str, data: dict, version: int = 1) -> None:
        """Raises ContractBroken when `data` is not what the contract of `name` says."""
        validator = self._validator(f"{name}.v{version}")
        if not validator.is_valid(data):
            first = next(iter(validator.iter_errors(data)))
            where = "/".join(str(step) for step in first.instance_path)
            # The message could quote personal data, so it names the place and the rule only.
            raise ContractBroken(f"{name}: {where or 'data'} breaks {'/'.join(map(str, first.schema_path))}")

    def schema(self, name: str, version: int = 1) -> dict:
        return json.loads(self._file(f"{name}.v{version}").read_text())

    @cached_property
    def owners(self) -> Owners:
        return Owners(self.directory)

    @cached_property
    def newest_versions(self) -> dict[str, int]:
        """The highest version of each event type."""
        return newest_versions(self.directory)

    def newest(self, name: str) -> int:
        """The version that is written: the highest that has a contract. Raises ContractBroken."""
        try:
            return self.newest_versions[name]
        except KeyError:
            raise ContractBroken(f"{name}: there is no contract for this event type") from None

    def aggregate(self, name: str) -> str:
        """Whose events these are: the fact's prefix, or what the contract says."""
        return self.schema(name).get("x-aggregate", name.split(".")[1])

    def names(self) -> list[str]:
        """Every contract, as "<service>.<aggregate>.<fact>.v<n>"."""
        return versioned_names(self.directory)

    def words(self) -> dict[str, dict[str, str]]:
        """Event name → language → what happened, for people; the newest version of a contract speaks."""
        told = {}
        for versioned in sorted(self.names(), key=lambda name: int(name.rpartition(".v")[2])):
            name, _, version = versioned.rpartition(".v")
            schema = self.schema(name, int(version))
            told[name] = {"id": schema["title-id"], "en": schema["title"]}
        return told

    def _file(self, versioned: str) -> Path:
        service, _, rest = versioned.partition(".")
        return self.directory / service / f"{rest}.json"

    def _validator(self, versioned: str):
        validator = self._validators.get(versioned)
        if validator is None:
            file = self._file(versioned)
            try:
                schema = json.loads(file.read_text())
            except FileNotFoundError:
                raise ContractBroken(f"{versioned}: there is no contract for this event type") from None
            validator = jsonschema_rs.Draft202012Validator(inline(schema, file.parent), validate_formats=True)
            self._validators[versioned] = validator
        return validator


def inline(schema, directory: Path):
    """The schema with each reference to a neighbouring file replaced by that file's content."""
    if isinstance(schema, dict):
        reference = schema.get("$ref", "")
        if reference.endswith(".json"):
            target = (directory / reference).resolve()
            loaded = {key: value for key, value in _read(target).items() if key not in ("$schema", "$id")}
            extra = {key: value for key, value in schema.items() if key != "$ref"}
            return {**inline(loaded, target.parent), **extra}
        return {key: inline(value, directory) for key, value in schema.items()}
    if isinstance(schema, list):
        return [inline(value, directory) for value in schema]
    return schema


@lru_cache
def _read(path: Path) -> dict:
    return json.loads(path.read_text())
