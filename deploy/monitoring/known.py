"""Every metric that this system gives, read from the one file that lists them."""

from dataclasses import dataclass

from asnkit import metrics
from prometheus_client.metrics import MetricWrapperBase

SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
OF_OTHERS = {
    "up": ("job", "namespace", "pod"),  # Prometheus itself: whether a process answered
    "certmanager_certificate_expiration_timestamp_seconds": ("name", "namespace"),  # cert-manager
    "kubelet_volume_stats_available_bytes": ("namespace", "persistentvolumeclaim"),
    "kubelet_volume_stats_capacity_bytes": ("namespace", "persistentvolumeclaim"),
}


@dataclass(frozen=True)
class Metric:
    name: str
    kind: str
    labels: tuple[str, ...]
    meaning: str

    @property
    def series(self) -> tuple[str, ...]:
        """The names under which Prometheus has it."""
        return tuple(self.name + suffix for suffix in SUFFIXES[self.kind])


def ours() -> list[Metric]:
    """In the order of the file."""
    return [
        Metric(one._name, one._type, tuple(one._labelnames), one._documentation)
        for one in vars(metrics).values()
        if isinstance(one, MetricWrapperBase)
    ]


def series() -> dict[str, tuple[str, ...]]:
    """Series → its labels, of ours and of those that the rules take from others."""
    found = {series: one.labels + (("le",) if series.endswith("_bucket") else ())
             for one in ours() for series in one.series}  # fmt: skip
    return found | OF_OTHERS
