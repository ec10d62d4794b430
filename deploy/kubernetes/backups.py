"""A backup every night, and the Jobs that bring one back: first the databases, then what each service takes over."""

from ..local.places import SERVICES
from .processes import LOG, Process
from .servers import ADMINISTRATOR
from .workloads import account, container, labels, mongo_url, template, volumes

BACKUP, RESTORE, ADOPT = "backup", "restore", "adopt"
CLAIM = "asn-backups"
AT = "17 18 * * *"
"""Quarter past one at night, WIB."""
PROBES = ("ports", "startupProbe", "livenessProbe", "readinessProbe", "lifecycle")


def nightly() -> list[dict]:
    """The volume, which lies elsewhere than MongoDB's, and who fills it."""
    volume = {
        "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": CLAIM},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "200Gi"}}},
    }  # fmt: skip
    job = {
        "apiVersion": "batch/v1", "kind": "CronJob",
        "metadata": {"name": f"asn-{BACKUP}", "labels": _labels(BACKUP, f"asn-{BACKUP}")},
        "spec": {
            "schedule": AT, "concurrencyPolicy": "Forbid", "startingDeadlineSeconds": 3600,
            "successfulJobsHistoryLimit": 3, "failedJobsHistoryLimit": 7,
            "jobTemplate": {"spec": {"backoffLimit": 3, "activeDeadlineSeconds": 4 * 3600,
                                     "template": _tools(BACKUP, f"asn-{BACKUP}", "make")}},
        },
    }  # fmt: skip
    return [volume, account(f"asn-{BACKUP}"), job]


def restoring() -> list[dict]:
    """The newest backup into empty databases."""
    return [account(f"asn-{RESTORE}"), _job(RESTORE, f"asn-{RESTORE}", _tools(RESTORE, f"asn-{RESTORE}", "restore"))]


def adopting() -> list[dict]:
    """Each service takes over from Kafka what it signed after the backup; the log goes on where its folder is."""
    jobs = [_job(ADOPT, f"{name}-{ADOPT}", _service(name, ADOPT)) for name in SERVICES]
    regain = _service("audit", "regain")
    held = regain["spec"]
    held["containers"][0]["volumeMounts"].append({"name": "log", "mountPath": LOG})
    held["volumes"].append({"name": "log", "persistentVolumeClaim": {"claimName": "log-audit-0"}})
    return [account(ADOPT), *jobs, _job(ADOPT, "audit-regain", regain)]


def _tools(kind: str, pod: str, word: str) -> dict:
    made = template([Process(pod, "audit", "worker", "160Mi", "640Mi")])
    one = made["spec"]["containers"][0]
    for part in PROBES:
        del one[part]
    one |= {
        "name": kind, "image": "asn/tools", "args": ["deploy.backup", word],
        "env": [{"name": "MONGO_URL", "value": mongo_url(ADMINISTRATOR)}],
    }  # fmt: skip
    wanted = {"tmp", "secrets", "mongodb-ca"}
    one["volumeMounts"] = [mount for mount in one["volumeMounts"] if mount["name"] in wanted]
    one["volumeMounts"].append({"name": "backups", "mountPath": "/backups"})
    held = [volume for volume in made["spec"]["volumes"] if volume["name"] in {"tmp", "mongodb-ca"}]
    sources = [
        {"secret": {"name": f"{BACKUP}-secrets"}},
        {"secret": {"name": f"{ADMINISTRATOR}-mongodb", "items": [{"key": "password", "path": "mongodb.password"}]}},
    ]
    held += [
        {"name": "secrets", "projected": {"defaultMode": 0o440, "sources": sources}},
        {"name": "backups", "persistentVolumeClaim": {"claimName": CLAIM}},
    ]
    return _once(made, kind, pod, held)


def _service(name: str, word: str) -> dict:
    process = Process(f"{name}-{word}", name, word, "160Mi", "1Gi")
    made = template([process])
    one = container(process)
    for part in PROBES:
        del one[part]
    made["spec"]["containers"] = [one]
    return _once(made, ADOPT, process.pod, volumes([process]))


def _once(made: dict, kind: str, pod: str, held: list[dict]) -> dict:
    made["metadata"]["labels"] = _labels(kind, pod)
    made["spec"] |= {"volumes": held, "restartPolicy": "OnFailure"}
    made["spec"]["serviceAccountName"] = ADOPT if kind == ADOPT else pod
    del made["spec"]["topologySpreadConstraints"], made["spec"]["terminationGracePeriodSeconds"]
    return made


def _job(kind: str, name: str, made: dict) -> dict:
    return {
        "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": name, "labels": _labels(kind, name)},
        "spec": {"backoffLimit": 3, "activeDeadlineSeconds": 4 * 3600, "template": made},
    }  # fmt: skip


def _labels(kind: str, pod: str) -> dict[str, str]:
    return labels(pod) | {"app.kubernetes.io/component": kind}
