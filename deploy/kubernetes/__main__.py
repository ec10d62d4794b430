"""Writes the manifests that are made of other files: `make generate` runs it.

base/<service>.yaml, base/settings.yaml      from processes.py and rights.yaml
prepare/jobs.yaml                            the Jobs of a release
restore/job.yaml, adopt/jobs.yaml            the Jobs that bring a backup back
components/backup/backup.yaml                one every night
components/network-policies/policies.yaml    from `calls` and `outside` of rights.yaml
components/kafka/{topics,users}.yaml         from topics.yaml and rights.yaml
components/mongodb/mongodb.yaml              from rights.yaml and each service's collections
components/scaling/scaling.yaml              from each service's reactions
"""

from pathlib import Path

from . import backups, network, scaling, secrets, servers, workloads
from .manifest import written

FOLDER = Path(__file__).parent
HEAD = "# Made by `make generate` (deploy/kubernetes/__main__.py says of what); not edited by hand.\n"


def made() -> dict[str, str]:
    """path → text of every file that is made."""
    objects = {f"base/{name}.yaml": found for name, found in workloads.everything().items()}
    objects |= {
        "prepare/jobs.yaml": workloads.prepare(),
        "restore/job.yaml": backups.restoring(),
        "adopt/jobs.yaml": backups.adopting(),
        "components/backup/backup.yaml": backups.nightly(),
        "components/network-policies/policies.yaml": network.policies(),
        "components/external-secrets/secrets.yaml": secrets.external(),
        "components/kafka/topics.yaml": servers.topics(),
        "components/kafka/users.yaml": servers.kafka_users(),
        "components/scaling/scaling.yaml": scaling.objects(),
        "components/mongodb/mongodb.yaml": [servers.mongodb(), network.of_mongodb()],
    }
    return {path: HEAD + "---\n".join(map(written, found)) for path, found in objects.items()}


def main() -> None:
    for path, text in made().items():
        (FOLDER / path).write_text(text)


if __name__ == "__main__":
    main()
