"""Writes docs/metrics.md, dashboards/*.json and the Kubernetes component `monitoring`: `make generate` runs it."""

import yaml

from ..kubernetes.manifest import written
from ..kubernetes.processes import PROCESSES
from ..local.places import DEPLOY, ROOT
from .dashboards import dashboards
from .known import ours

RULES = DEPLOY / "monitoring" / "rules.yaml"
COMPONENT = "deploy/kubernetes/components/monitoring"
HEAD = "# Made by `make generate` of deploy/monitoring; not edited by hand.\n"
PAGE = """\
# Metrics

Each process gives these as Prometheus' text under `/metrics` of its health port (`deploy/README.md`), for machines
alone. No label and no value is about a person. `deploy/monitoring/rules.yaml` says when somebody has to look and what
to do first, `deploy/monitoring/dashboards` has Grafana's dashboards. Made by `make generate` of
`shared/asnkit/metrics.py`.

| metric | kind | labels | what it is |
|---|---|---|---|
"""


def made() -> dict[str, str]:
    """path → text of every file that is made."""
    boards = dashboards()
    return {
        "docs/metrics.md": page(),
        **{f"deploy/monitoring/dashboards/{name}.json": text for name, text in boards.items()},
        f"{COMPONENT}/monitoring.yaml": HEAD + "---\n".join(map(written, [*monitors(), rules(), *shown(boards)])),
    }


def page() -> str:
    """The list for people, a counter under the name that a query needs."""
    rows = [
        f"| `{one.series[0] if one.kind == 'counter' else one.name}` | {one.kind} | "
        f"{', '.join(f'`{label}`' for label in one.labels) or '–'} | {one.meaning} |\n"
        for one in ours()
    ]
    return PAGE + "".join(rows)


def monitors() -> list[dict]:
    """A PodMonitor for each process: the health ports, under the job's name asn-<pod>."""
    return [
        {
            "apiVersion": "monitoring.coreos.com/v1",
            "kind": "PodMonitor",
            "metadata": {"name": f"{one.pod}-{one.word}" if one.pod in ("audit",) else one.pod},
            "spec": {
                "selector": {"matchLabels": {"app.kubernetes.io/name": one.pod, "app.kubernetes.io/part-of": "asn"}},
                "podMetricsEndpoints": [
                    {
                        "port": f"health-{one.word}",
                        "path": "/metrics",
                        "interval": "30s",
                        "relabelings": [{"targetLabel": "job", "replacement": f"asn-{one.pod}-{one.word}"}],
                    }
                ],
            },
        }
        for one in PROCESSES
    ]


def rules() -> dict:
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "asn"},
        "spec": yaml.safe_load(RULES.read_text()),
    }


def shown(boards: dict[str, str]) -> list[dict]:
    """ConfigMaps that Grafana's sidecar finds by their label."""
    return [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, "labels": {"grafana_dashboard": "1"}},
         "data": {f"{name}.json": text}}
        for name, text in boards.items()
    ]  # fmt: skip


def main() -> None:
    for path, text in made().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text)


if __name__ == "__main__":
    main()
