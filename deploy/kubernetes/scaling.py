"""More workers while reactions are behind: what KEDA is told of those that share them out by ranges (decision 131)."""

from importlib import import_module

from asnkit.settings import package_of

from .processes import WORKERS, Process
from .workloads import labels

RANGES = 6
"""So many ranges of partitions, so many workers that have something to do; the component sets ASN_RANGES to it."""
FEWEST = 2
PROMETHEUS = "http://prometheus-operated.monitoring.svc:9090"
MESSAGES = "200"
"""Behind by more than this for each worker, there is one more."""


def scaled() -> list[Process]:
    """The workers of services that have reactions: all else is led by one of two."""
    return [one for one in WORKERS if import_module(f"{package_of(one.user)}.wiring").SERVICE.reactions]


def objects() -> list[dict]:
    """A ScaledObject for each; where Prometheus cannot be asked, there are as few as without it."""
    return [
        {
            "apiVersion": "keda.sh/v1alpha1",
            "kind": "ScaledObject",
            "metadata": {"name": one.pod, "labels": labels(one.pod)},
            "spec": {
                "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": one.pod},
                "pollingInterval": 30,
                "minReplicaCount": FEWEST,
                "maxReplicaCount": RANGES,
                "fallback": {"failureThreshold": 3, "replicas": FEWEST},
                "triggers": [{"type": "prometheus", "metadata": {
                    "serverAddress": PROMETHEUS, "query": behind(one.user), "threshold": MESSAGES}}],
            },
        }
        for one in scaled()
    ]  # fmt: skip


def behind(service: str) -> str:
    """Messages that the reactions of a service have not read yet."""
    return f'sum(asn_consumer_lag{{consumer=~"{service}[.]reactions[.].+"}})'
