"""What runs, since when, and how far behind it is."""

import time
from pathlib import Path

import requests
from prometheus_client.parser import text_string_to_metric_families
from rich.table import Table

from . import endpoints, mongodb, process
from .trouble import Trouble


def table(directory: Path) -> Table:
    """One row per process. Raises Trouble when nothing runs."""
    known = endpoints.load(directory)
    result = Table("process", "state", "pid", "since", "restarts", "pending", "lag", "address")
    for record in sorted((directory / "run").glob("*.json")):
        name = record.stem
        running = process.find(record)
        numbers = _numbers(known, name) if running else {}
        result.add_row(
            name,
            "[green]running[/]" if running else "[red]down[/]",
            str(running.pid) if running else "",
            _ago(running.create_time()) if running else "",
            str(process.restarts(record)),
            numbers.get("asn_relay_pending", ""),
            numbers.get("asn_consumer_lag", ""),
            _address(known, name),
        )
    if not result.rows:
        raise Trouble("Nothing runs here: start it with 'make run'.")
    return result


def _numbers(known: dict, name: str) -> dict[str, str]:
    """Commits that wait for the relay and messages that wait for the consumers, from the worker's metrics."""
    service, _, kind = name.partition("-")
    if kind != "worker":
        return {}
    try:
        text = requests.get(known["services"][service]["worker_metrics"], timeout=2).text
    except requests.RequestException:
        return {}
    sums: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            sums[sample.name] = sums.get(sample.name, 0) + sample.value
    return {name: f"{value:.0f}" for name, value in sums.items()}


def _address(known: dict, name: str) -> str:
    service, _, kind = name.partition("-")
    if kind == "web":
        return known["services"][service]["api"]
    if kind == "worker":
        return known["services"][service]["worker_ready"].removesuffix("/readyz")
    return {
        "kafka": known["kafka"]["bootstrap"],
        "mongodb": mongodb.hosts(known["mongodb"]["url"]),
        "identity": known["identity"]["issuer"],
        "mail": known["mail"]["page"],
        "witness": known["witness"],
        "auditor": known["auditor"]["metrics"].removesuffix("/metrics"),
    }.get(name, "")


def _ago(moment: float) -> str:
    seconds = int(time.time() - moment)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
