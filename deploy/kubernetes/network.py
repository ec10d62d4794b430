"""NetworkPolicies: nobody speaks to anybody but along the edges of rights.yaml, both ends of each edge named."""

from .processes import (
    CALLS,
    CITIZENS,
    HTTP,
    KAFKA_PORT,
    MONGODB_PORT,
    OUTSIDE,
    PROCESSES,
    WEB_HEALTH,
    WORKER_HEALTH,
    speaks_kafka,
)  # fmt: skip
from .workloads import labels

OURS = {"matchLabels": {"app.kubernetes.io/part-of": "asn"}}
KAFKA = {"podSelector": {"matchLabels": {"strimzi.io/cluster": "asn", "strimzi.io/name": "asn-kafka"}}}
MONGODB = {"podSelector": {"matchLabels": {"app": "asn-mongodb-svc"}}}
DNS = {
    "to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
            "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}}],
    "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}],
}  # fmt: skip
NOWHERE = "192.0.2.0/32"
"""An address for documentation (RFC 5737): a city's overlay says where its own places are."""


def policy(name: str, selector: dict, **rules) -> dict:
    kinds = [kind for kind, word in (("Ingress", "ingress"), ("Egress", "egress")) if word in rules]
    return {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": name},
            "spec": {"podSelector": selector, "policyTypes": kinds, **rules}}  # fmt: skip


def tcp(*ports: int) -> list[dict]:
    return [{"protocol": "TCP", "port": port} for port in ports]


def namespace(name: str) -> dict:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


def pod(name: str) -> dict:
    return {"podSelector": {"matchLabels": labels(name)}}


def component(kind: str) -> dict:
    """The pods of Jobs, by what they are for."""
    return {"matchLabels": {"app.kubernetes.io/component": kind}}


def policies() -> list[dict]:
    pods = list(dict.fromkeys(process.pod for process in PROCESSES))
    made = [policy("deny-all", OURS, ingress=[], egress=[]), policy("dns", OURS, egress=[DNS])]
    made += [_of(name) for name in pods]
    to_mongodb, to_kafka = (
        {"to": [to], "ports": tcp(port)} for to, port in ((MONGODB, MONGODB_PORT), (KAFKA, KAFKA_PORT))
    )
    made += [policy(kind, component(kind), egress=[to_mongodb]) for kind in ("prepare", "backup", "restore")]
    made.append(policy("adopt", component("adopt"), egress=[to_mongodb, to_kafka]))
    made += [
        policy(f"to-{place}", {"matchLabels": {f"asn/calls-{place}": "yes"}},
               egress=[{"to": [{"ipBlock": {"cidr": NOWHERE}}], "ports": tcp(port)}])
        for place, port in OUTSIDE.items()
    ]  # fmt: skip
    return made


def _of(name: str) -> dict:
    """What one workload may call, and who may call it."""
    egress = [{"to": [MONGODB], "ports": tcp(MONGODB_PORT)}]
    if any(speaks_kafka(process) for process in PROCESSES if process.pod == name):
        egress.append({"to": [KAFKA], "ports": tcp(KAFKA_PORT)})
    if called := [one for one in CALLS.get(name, []) if one not in OUTSIDE]:
        egress.append({"to": [pod(one) for one in called], "ports": tcp(HTTP)})
    ingress = [{"from": [namespace("monitoring")], "ports": tcp(WEB_HEALTH, WORKER_HEALTH)}]
    if callers := [one for one, called in CALLS.items() if name in called and one != CITIZENS]:
        ingress.append({"from": [pod(one) for one in callers], "ports": tcp(HTTP)})
    if name in CALLS[CITIZENS]:
        ingress.append({"from": [namespace("ingress")], "ports": tcp(HTTP)})
    return policy(name, {"matchLabels": labels(name)}, ingress=ingress, egress=egress)


def of_mongodb() -> dict:
    """Members speak to one another; of ours, whoever has a database, and the Jobs that prepare it or bring it back."""
    names = list(dict.fromkeys(process.pod for process in PROCESSES))
    jobs = [{"podSelector": component(kind)} for kind in ("prepare", "backup", "restore", "adopt")]
    return policy("mongodb", MONGODB["podSelector"], ingress=[
        {"from": [MONGODB, *(pod(name) for name in names), *jobs, namespace("mongodb-operator")],
         "ports": tcp(MONGODB_PORT)},
    ])  # fmt: skip
