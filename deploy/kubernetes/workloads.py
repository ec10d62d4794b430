"""Deployments, StatefulSets, Services, budgets: what runs, how it is told that it may go, and what keeps it running."""

from ..local.places import SERVICES
from .processes import (
    CALLS,
    FILES,
    HTTP,
    KAFKA_PORT,
    LOG,
    LOG_PROCESSES,
    MEMORY,
    MONGODB_PORT,
    NAMESPACE,
    OUTSIDE,
    PROCESSES,
    SECRETS,
    STANDING_AUDITOR,
    UID,
    USERS,
    WEB,
    WORKERS,
    Process,
    secrets,
    speaks_kafka,
)  # fmt: skip

GRACE_SECONDS = 45
PRE_STOP_SECONDS = 10
"""A pod that ends is taken out of the Service while it still answers; then gunicorn has 30 s for what it has."""
RESTRICTED = {
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}
NOBODY = {
    "runAsNonRoot": True, "runAsUser": UID, "runAsGroup": UID, "fsGroup": UID,
    "fsGroupChangePolicy": "OnRootMismatch", "seccompProfile": {"type": "RuntimeDefault"},
}  # fmt: skip
PRIORITY = "asn-service"


def labels(pod: str) -> dict[str, str]:
    return {"app.kubernetes.io/name": pod, "app.kubernetes.io/part-of": "asn"}


def pod_labels(pod: str) -> dict[str, str]:
    """Beside its name: which places outside it calls, for the policies that let it."""
    return labels(pod) | {f"asn/calls-{place}": "yes" for place in CALLS.get(pod, []) if place in OUTSIDE}


def mongo_url(user: str) -> str:
    hosts = ",".join(f"asn-mongodb-{number}.asn-mongodb-svc.{NAMESPACE}.svc:{MONGODB_PORT}" for number in range(3))
    return f"mongodb://{user}@{hosts}/?replicaSet=asn-mongodb&authSource=admin&tls=true&tlsCAFile=/etc/asn-ca/mongodb/ca.crt"


def environment(process: Process) -> list[dict]:
    """What differs from the common settings (ConfigMap asn-settings)."""
    own = {"MONGO_URL": mongo_url(process.user)}
    if speaks_kafka(process):
        own |= {"KAFKA_USERNAME": process.user, "KAFKA_CA": "/etc/asn-ca/kafka/ca.crt"}
    if process.user == "audit":
        own |= {"ASN_LOG_DIR": LOG, "ASN_WITNESSES": f"{FILES}/witnesses.json"}
    if process.user == "auditor":
        own |= {"ASN_AUDITOR_DIR": MEMORY}
    return [{"name": name, "value": value} for name, value in own.items()]


def settings() -> dict[str, str]:
    """The common settings; what a city has its own of is in its overlay."""
    return {
        "ASN_ENV": "production",
        "KAFKA_BOOTSTRAP": f"asn-kafka-bootstrap.{NAMESPACE}.svc:{KAFKA_PORT}",
        "ASN_SECRETS": SECRETS,
        "ASN_ISSUERS": f"{FILES}/issuers.json",
        "ASN_KEYS": "/etc/asn-keys",
        "ASN_WEB_WORKERS": "2",
        "ASN_WEB_THREADS": "8",
        "ASN_DRAIN_SECONDS": "0",
        "ASN_RANGES": "2",
        **{f"ASN_URL_{name.upper()}": f"http://{'audit' if name == 'audit' else name + '-web'}:{HTTP}"
           for name in SERVICES if name != "portal"},
    }  # fmt: skip


def container(process: Process) -> dict:
    def probe(path: str, seconds: int, times: int) -> dict:
        return {"httpGet": {"path": path, "port": f"health-{process.word}"}, "periodSeconds": seconds,
                "timeoutSeconds": 3, "failureThreshold": times}  # fmt: skip

    health = {"name": f"health-{process.word}", "containerPort": process.health}
    mounts = [{"name": "tmp", "mountPath": "/tmp"}, {"name": "secrets", "mountPath": SECRETS, "readOnly": True}]
    mounts += [{"name": "files", "mountPath": FILES, "readOnly": True}]
    mounts += [{"name": "keys", "mountPath": "/etc/asn-keys", "readOnly": True}]
    mounts += [{"name": "mongodb-ca", "mountPath": "/etc/asn-ca/mongodb", "readOnly": True}]
    if speaks_kafka(process):
        mounts += [{"name": "kafka-ca", "mountPath": "/etc/asn-ca/kafka", "readOnly": True}]
    if process in LOG_PROCESSES:
        mounts += [{"name": "log", "mountPath": LOG}]
    if process in STANDING_AUDITOR:
        mounts += [{"name": "memory", "mountPath": MEMORY}]
    return {
        "name": process.word,
        "image": f"asn/{process.image}",
        "imagePullPolicy": "IfNotPresent",
        "args": [process.word],
        "ports": [*([{"name": "http", "containerPort": HTTP}] if process.word == "web" else []), health],
        "envFrom": [{"configMapRef": {"name": "asn-settings"}}],
        "env": environment(process),
        # Alive says nothing about MongoDB or Kafka: to restart for their absence would help nobody.
        "startupProbe": probe("/healthz", 2, 60),
        "livenessProbe": probe("/healthz", 10, 6),
        "readinessProbe": probe("/readyz", 3, 2),
        "lifecycle": {"preStop": {"sleep": {"seconds": PRE_STOP_SECONDS if process.word == "web" else 1}}},
        "resources": {
            "requests": {"cpu": "100m", "memory": process.memory, "ephemeral-storage": "64Mi"},
            "limits": {"memory": process.most_memory, "ephemeral-storage": "512Mi"},
        },
        "securityContext": RESTRICTED,
        "volumeMounts": mounts,
    }


def volumes(processes: list[Process]) -> list[dict]:
    user = processes[0].user
    kafka = any(map(speaks_kafka, processes))
    sources = [
        {"secret": {"name": f"{user}-secrets"}},
        {"secret": {"name": f"{user}-mongodb", "items": [{"key": "password", "path": "mongodb.password"}]}},
    ]
    if kafka:  # Strimzi makes it, with the KafkaUser of this name
        sources += [{"secret": {"name": user, "items": [{"key": "password", "path": "kafka.password"}]}}]
    found = [
        {"name": "tmp", "emptyDir": {"sizeLimit": "256Mi"}},
        {"name": "secrets", "projected": {"defaultMode": 0o440, "sources": sources}},
        {"name": "files", "configMap": {"name": "asn-files"}},
        {"name": "keys", "configMap": {"name": "asn-keys"}},
        {"name": "mongodb-ca", "configMap": {"name": "asn-mongodb-ca", "items": [{"key": "ca.crt", "path": "ca.crt"}]}},
    ]
    if kafka:  # Strimzi makes it, with the cluster `asn`
        found += [{"name": "kafka-ca", "secret": {"secretName": "asn-cluster-ca-cert",
                                                   "items": [{"key": "ca.crt", "path": "ca.crt"}]}}]  # fmt: skip
    return found


def template(processes: list[Process]) -> dict:
    pod = processes[0].pod

    def spread(key: str) -> dict:
        return {"maxSkew": 1, "topologyKey": key, "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": labels(pod)}, "matchLabelKeys": ["pod-template-hash"]}  # fmt: skip

    return {
        "metadata": {"labels": pod_labels(pod)},
        "spec": {
            "serviceAccountName": pod,
            "automountServiceAccountToken": False,
            "enableServiceLinks": False,
            "priorityClassName": PRIORITY,
            "terminationGracePeriodSeconds": GRACE_SECONDS,
            "securityContext": NOBODY,
            "topologySpreadConstraints": [spread("topology.kubernetes.io/zone"), spread("kubernetes.io/hostname")],
            "containers": [container(one) for one in processes],
            "volumes": volumes(processes),
        },
    }


def account(pod: str) -> dict:
    return {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": pod, "labels": labels(pod)},
            "automountServiceAccountToken": False}  # fmt: skip


def service(pod: str) -> dict:
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": pod, "labels": labels(pod)},
            "spec": {"selector": labels(pod),
                     "ports": [{"name": "http", "port": HTTP, "targetPort": "http"}]}}  # fmt: skip


def budget(pod: str) -> dict:
    return {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": pod, "labels": labels(pod)},
            "spec": {"maxUnavailable": 1, "unhealthyPodEvictionPolicy": "AlwaysAllow",
                     "selector": {"matchLabels": labels(pod)}}}  # fmt: skip


def deployment(process: Process) -> list[dict]:
    """With a web process the number of pods is the autoscaler's; a worker is two, of which one holds each lease."""
    spec = {
        "selector": {"matchLabels": labels(process.pod)},
        "minReadySeconds": 5,
        "revisionHistoryLimit": 5,
        "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
        "template": template([process]),
    }
    if process in WORKERS:
        spec = {"replicas": 2} | spec
    made = {"apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {"name": process.pod, "labels": labels(process.pod)}, "spec": spec}  # fmt: skip
    return [account(process.pod), made, budget(process.pod)] + (
        [service(process.pod), autoscaler(process.pod)] if process in WEB else []
    )


def autoscaler(pod: str) -> dict:
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": pod, "labels": labels(pod)},
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": pod},
            "minReplicas": 2,
            "maxReplicas": 6,
            "metrics": [{"type": "Resource", "resource": {
                "name": "cpu", "target": {"type": "Utilization", "averageUtilization": 70}}}],
            "behavior": {"scaleDown": {"stabilizationWindowSeconds": 300}},
        },
    }  # fmt: skip


def stateful(processes: list[Process], volume: str, size: str) -> list[dict]:
    """One pod, one volume that only one pod can have: whoever signs the log is alone."""
    pod = processes[0].pod
    made = template(processes)
    for spread in made["spec"]["topologySpreadConstraints"]:
        del spread["matchLabelKeys"]  # a StatefulSet's pods have no such label
    return [
        account(pod),
        {
            "apiVersion": "apps/v1",
            "kind": "StatefulSet",
            "metadata": {"name": pod, "labels": labels(pod)},
            "spec": {
                "replicas": 1,
                "serviceName": pod,
                "selector": {"matchLabels": labels(pod)},
                "template": made,
                "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "Retain", "whenScaled": "Retain"},
                "volumeClaimTemplates": [
                    {"metadata": {"name": volume},
                     "spec": {"accessModes": ["ReadWriteOncePod"], "resources": {"requests": {"storage": size}}}}
                ],
            },
        },
        budget(pod),
    ]  # fmt: skip


def everything() -> dict[str, list[dict]]:
    """file → its objects."""
    made = {name: [] for name in SERVICES}
    for process in (*WEB, *WORKERS):
        made[process.user] += deployment(process)
    made["audit"] = [*stateful(LOG_PROCESSES, "log", "50Gi"), service("audit")]
    made["auditor"] = [*stateful(STANDING_AUDITOR, "memory", "50Gi"),
                       service("auditor") | {"spec": {"clusterIP": "None", "selector": labels("auditor")}}]  # fmt: skip
    made["settings"] = [
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "asn-settings"}, "data": settings()}
    ]
    assert {one.user for one in PROCESSES} | {"agency"} == set(USERS)
    assert all(secrets(one.user) for one in PROCESSES)
    return made


def prepare() -> list[dict]:
    """A Job for each service: collections and indexes of a release, by the administrator; harmless to repeat."""
    jobs = []
    for name in SERVICES:
        pod = f"{name}-prepare"
        process = Process(pod, name, "prepare", "160Mi", "640Mi")
        one = container(process) | {"env": [{"name": "MONGO_URL", "value": mongo_url("asn-admin")}]}
        for part in ("ports", "startupProbe", "livenessProbe", "readinessProbe", "lifecycle"):
            del one[part]
        wanted = {"tmp", "secrets", "mongodb-ca"}
        one["volumeMounts"] = [mount for mount in one["volumeMounts"] if mount["name"] in wanted]
        held = [volume for volume in volumes([process]) if volume["name"] in wanted]
        password = {"name": "asn-admin-mongodb", "items": [{"key": "password", "path": "mongodb.password"}]}
        held[1] = {"name": "secrets", "projected": {"defaultMode": 0o440, "sources": [{"secret": password}]}}
        made = template([process])
        made["metadata"]["labels"] = labels(pod) | {"app.kubernetes.io/component": "prepare"}
        made["spec"] |= {"containers": [one], "volumes": held, "restartPolicy": "OnFailure"}
        made["spec"]["serviceAccountName"] = "prepare"
        del made["spec"]["topologySpreadConstraints"], made["spec"]["terminationGracePeriodSeconds"]
        jobs.append({
            "apiVersion": "batch/v1", "kind": "Job",
            "metadata": {"name": pod, "labels": labels(pod) | {"app.kubernetes.io/component": "prepare"}},
            "spec": {"backoffLimit": 10, "activeDeadlineSeconds": 1800, "ttlSecondsAfterFinished": 3600,
                     "template": made},
        })  # fmt: skip
    return [account("prepare"), *jobs]
