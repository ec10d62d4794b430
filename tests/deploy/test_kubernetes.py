"""The manifests: made of the files that say who may what, valid, restricted, and naming nothing that is not there."""

import ast
import json
import re
from importlib import import_module
from itertools import product
from pathlib import Path

import jsonschema_rs
import kubernetes_validate
import pytest
import yaml
from asnkit import server
from asnkit.bus import ranges
from asnkit.settings import NEIGHBOURS, Settings, package_of

from deploy.kubernetes import __main__ as manifests
from deploy.kubernetes import backups, network, processes, scaling, secrets, servers, workloads
from deploy.local import kafka
from deploy.local.issuers import listed
from deploy.local.places import ROOT, SERVICES

from . import kustomizing

FOLDERS = ("overlays/dev", "overlays/city", "prepare", "restore", "adopt")
WAYS = [("plain", folder) for folder in FOLDERS] + [("built", folder) for folder in FOLDERS]
RELEASES = {"overlays/dev": "1.35.0", "overlays/city": "1.30.0", "prepare": "1.30.0", "restore": "1.30.0",
            "adopt": "1.30.0"}  # fmt: skip
"""Of Kubernetes; the two overlays differ in little."""
CUSTOM = yaml.safe_load((kustomizing.FOLDER / "schemas" / "custom.yaml").read_text())
OF_THE_OPERATORS = {
    ("Secret", "asn-cluster-ca-cert"),  # Strimzi: the certificate that Kafka's is signed with
    ("ConfigMap", "asn-mongodb-ca"),  # the cluster's administrator: the same for MongoDB
    ("ConfigMap", "asn-keys"),  # deploy.kubernetes.secrets, or the city: the services' public keys
}
ONLY_IN_DEVELOPMENT = {"ASN_CLOCK_FILE", "ASN_MONGO_DB", "ASN_CONTRACTS"}
BY_DEFAULT = {"ASN_HTTP_BIND", "ASN_WEB_HEALTH_BIND", "ASN_HEALTH_BIND", "ASN_RELEASE", "ASN_ERASURE_DAYS",
              "ASN_AUDITOR_SECONDS", "ASN_AUDITOR_WHOLE_FROM", "ASN_HOOK_NETWORKS", "ASN_CERTIFICATE_SIGNER",
              "ASN_BSRE_URL"}  # fmt: skip
"""Given by the image, or good as they are."""


@pytest.fixture(scope="module", params=WAYS, ids="-".join)
def objects(request):
    way, folder = request.param
    if way == "built" and not kustomizing.tool():
        pytest.skip("neither kubectl nor kustomize is here: the files are checked as they are, patches are not")
    return getattr(kustomizing, way)(folder)


@pytest.fixture(scope="module")
def city():
    return kustomizing.plain("overlays/city")


def of(objects, *kinds):
    return [one for one in objects if one["kind"] in kinds]


def pods(objects):
    """(workload, its pod's template)"""
    for one in of(objects, "Deployment", "StatefulSet", "Job"):
        yield one, one["spec"]["template"]
    for one in of(objects, "CronJob"):
        yield one, one["spec"]["jobTemplate"]["spec"]["template"]


def test_the_files_are_what_generate_makes_of_rights_topics_and_services():
    for path, text in manifests.made().items():
        assert (kustomizing.FOLDER / path).read_text() == text, f"{path}: run `make generate`"


def test_every_file_is_named_by_a_kustomization():
    for folder in {file.parent for file in kustomizing.FOLDER.rglob("kustomization.yaml")}:
        content = yaml.safe_load((folder / "kustomization.yaml").read_text())
        named = {Path(one).name for one in content.get("resources", [])}
        assert {file.name for file in folder.glob("*.yaml")} - {"kustomization.yaml"} <= named, folder


def test_kubernetes_own_schemas_take_every_object_and_no_field_that_they_do_not_know(objects, request):
    release = RELEASES[request.node.callspec.params["objects"][1]]
    for one in objects:
        if "." not in one["apiVersion"].partition("/")[0] or "k8s.io" in one["apiVersion"]:
            kubernetes_validate.validate(one, release, strict=True)


def test_objects_of_other_kinds_have_the_fields_that_we_know_of_them(objects):
    for one in objects:
        if "." in one["apiVersion"].partition("/")[0] and "k8s.io" not in one["apiVersion"]:
            schema = CUSTOM[f"{one['apiVersion']}/{one['kind']}"]
            jsonschema_rs.validator_for(schema).validate(one["spec"])


def test_a_field_that_nobody_knows_is_noticed(city):
    deployment = of(city, "Deployment")[0]
    wrong = deployment | {"spec": deployment["spec"] | {"stratgy": {}}}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, RELEASES["prepare"], strict=True)
    topic = of(city, "KafkaTopic")[0]
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validator_for(CUSTOM["kafka.strimzi.io/v1/KafkaTopic"]).validate(topic["spec"] | {"partition": 1})


def test_no_object_is_there_twice_and_all_are_in_the_namespace(objects):
    names = [(one["kind"], one["metadata"]["name"]) for one in objects]
    assert len(names) == len(set(names))
    for one in objects:
        assert one["kind"] in kustomizing.CLUSTER_WIDE or one["metadata"]["namespace"] == "asn"


def test_everything_that_an_object_names_exists(objects):
    """ConfigMaps, Secrets and their files, accounts, priorities, claims, Services and ports."""
    there = {(one["kind"], one["metadata"]["name"]) for one in [*objects, *kustomizing.plain("overlays/dev")]}
    there |= {("Secret", one["metadata"]["name"]) for one in servers.kafka_users()}
    there |= {("Secret", name) for name in secrets.wanted()}
    there |= {("PersistentVolumeClaim", one["metadata"]["name"]) for one in backups.nightly()[:1]}
    there |= {("PersistentVolumeClaim", "log-audit-0")}  # of the StatefulSet audit and its volume log
    there |= {("Secret", one["spec"]["secretName"]) for one in of(objects, "Certificate")} | OF_THE_OPERATORS
    named = {name for one in objects for name in named_by(one)}
    missing = {
        (kind, name) for kind, name in named if (kind, re.sub(r"^(asn-files)-[a-z0-9]{10}$", r"\1", name)) not in there
    }
    assert missing == set()


def named_by(one):
    """(kind, name) of what an object refers to."""
    spec = one.get("spec", {})
    for _, template in pods([one]):
        pod = template["spec"]
        yield "ServiceAccount", pod["serviceAccountName"]
        yield "PriorityClass", pod["priorityClassName"]
        claims = {claim["metadata"]["name"] for claim in spec.get("volumeClaimTemplates", [])}
        volumes = {volume["name"] for volume in pod["volumes"]} | claims
        for volume in pod["volumes"]:
            sources = [volume, *volume.get("projected", {}).get("sources", [])]
            for source in sources:
                if "configMap" in source:
                    yield "ConfigMap", source["configMap"]["name"]
                if "secret" in source:
                    yield "Secret", source["secret"].get("name") or source["secret"]["secretName"]
                if "persistentVolumeClaim" in source:
                    yield "PersistentVolumeClaim", source["persistentVolumeClaim"]["claimName"]
        for container in pod["containers"]:
            assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
            assert len({mount["mountPath"] for mount in container["volumeMounts"]}) == len(container["volumeMounts"])
            for source in container.get("envFrom", []):
                yield "ConfigMap", source["configMapRef"]["name"]
            ports = {port["name"] for port in container.get("ports", [])}
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                if probe in container:
                    assert container[probe]["httpGet"]["port"] in ports
        mounted = {mount["name"] for container in pod["containers"] for mount in container["volumeMounts"]}
        assert mounted == volumes, "a volume that nobody mounts"
    if one["kind"] == "StatefulSet":
        yield "Service", spec["serviceName"]
    if one["kind"] in ("HorizontalPodAutoscaler", "ScaledObject"):
        yield spec["scaleTargetRef"]["kind"], spec["scaleTargetRef"]["name"]
    if one["kind"] == "Ingress":
        for tls in spec["tls"]:
            yield "Secret", tls["secretName"]
        for rule in spec["rules"]:
            for path in rule["http"]["paths"]:
                yield "Service", path["backend"]["service"]["name"]
                assert path["backend"]["service"]["port"] == {"name": "http"}
    if one["kind"] == "MongoDBCommunity":
        roles = {role["role"] for role in spec["security"]["roles"]} | {"readWriteAnyDatabase", "dbAdminAnyDatabase"}
        yield "Secret", spec["security"]["tls"]["certificateKeySecretRef"]["name"]
        yield "ConfigMap", spec["security"]["tls"]["caConfigMapRef"]["name"]
        for user in spec["users"]:
            yield "Secret", user["passwordSecretRef"]["name"]
            assert {role["name"] for role in user["roles"]} <= roles


def test_every_selector_finds_the_pods_that_it_means(objects):
    labels = {workload["metadata"]["name"]: template["metadata"]["labels"] for workload, template in pods(objects)}

    def found(selector):
        return [name for name, given in labels.items() if selector.items() <= given.items()]

    for workload, template in pods(objects):
        if workload["kind"] not in ("Job", "CronJob"):
            assert found(workload["spec"]["selector"]["matchLabels"]) == [workload["metadata"]["name"]]
        for spread in template["spec"].get("topologySpreadConstraints", []):
            assert found(spread["labelSelector"]["matchLabels"]) == [workload["metadata"]["name"]]
    for service in of(objects, "Service"):
        assert found(service["spec"]["selector"]) == [service["metadata"]["name"]]
    for budget in of(objects, "PodDisruptionBudget"):
        assert found(budget["spec"]["selector"]["matchLabels"]) == [budget["metadata"]["name"]]


def test_a_worker_is_scaled_to_as_many_as_there_are_ranges_and_by_what_its_own_reactions_are_behind(city):
    settings = next(one["data"] for one in of(city, "ConfigMap") if one["metadata"]["name"] == "asn-settings")
    asked = {one["metadata"]["name"]: one["spec"] for one in of(city, "ScaledObject")}
    assert asked.keys() == {one.pod for one in scaling.scaled()}
    for one in scaling.scaled():
        assert asked[one.pod]["maxReplicaCount"] == int(settings["ASN_RANGES"]) == len(ranges(scaling.RANGES))
        [trigger] = asked[one.pod]["triggers"]
        [wanted] = re.findall('consumer=~"(.+)"', trigger["metadata"]["query"])
        service = import_module(f"{package_of(one.user)}.wiring").SERVICE
        assert all(re.fullmatch(wanted, f"{one.user}.reactions.{name}") for name in service.reactions)
        assert not re.fullmatch(wanted, f"{one.user}.views.1"), "views are led by one, however many there are"


def test_the_number_of_a_scaled_workers_pods_is_left_to_who_scales_it(city):
    component = kustomizing.FOLDER / "components" / "scaling" / "kustomization.yaml"
    [patch] = yaml.safe_load(component.read_text())["patches"]
    assert yaml.safe_load(patch["patch"]) == [{"op": "remove", "path": "/spec/replicas"}]
    numbered = {one["metadata"]["name"] for one in of(city, "Deployment") if "replicas" in one["spec"]}
    taken = {name for name in numbered if re.fullmatch(patch["target"]["name"], name)}
    assert taken == {one.pod for one in scaling.scaled()}, "of each that is scaled, and of no other"


def test_webhooks_leave_through_the_proxy_and_by_no_other_way(city):
    settings = next(one["data"] for one in of(city, "ConfigMap") if one["metadata"]["name"] == "asn-settings")
    component = kustomizing.FOLDER / "components" / "egress-proxy" / "kustomization.yaml"
    [patch] = yaml.safe_load(component.read_text())["patches"]
    [change] = yaml.safe_load(patch["patch"])
    [policy] = [one for one in of(city, "NetworkPolicy") if one["metadata"]["name"] == patch["target"]["name"]]
    assert policy["spec"]["egress"] and change["path"] == "/spec/egress"
    [way] = change["value"]
    [port], [there] = way["ports"], way["to"]
    _, namespace, _ = settings["ASN_HOOK_PROXY"].split(".")
    assert settings["ASN_HOOK_PROXY"].endswith(f":{port['port']}")
    assert there["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"] == namespace
    overlay = (kustomizing.FOLDER / "overlays" / "city" / "kustomization.yaml").read_text()
    assert "to-webhooks" not in overlay, "it would open another way"


def test_every_address_of_a_neighbour_is_a_service_that_answers_there(city):
    settings = next(one["data"] for one in of(city, "ConfigMap") if one["metadata"]["name"] == "asn-settings")
    there = {
        f"http://{service['metadata']['name']}:{port['port']}"
        for service in of(city, "Service")
        for port in service["spec"].get("ports", [])
    }
    for name in NEIGHBOURS:
        if name != "portal":  # people's address: letters and receipts have it
            assert settings[f"ASN_URL_{name.upper()}"] in there
    files = next(one["data"] for one in of(city, "ConfigMap") if one["metadata"]["name"] == "asn-files")
    told = json.loads(files["issuers.json"])
    issuers = {one["issuer"] for one in told}
    ours = {settings[f"ASN_URL_{name}"] for name in ("REGISTRATION", "PLATFORM")}
    assert issuers == {settings["ASN_OIDC_ISSUER"], *ours}
    addresses = [settings[name] for name in ("ASN_OIDC_ISSUER", "ASN_URL_REGISTRATION", "ASN_URL_PLATFORM")]
    assert told == listed(*addresses), "whose role counts is the same wherever this runs"


def settings_read():
    """Every setting that the code reads."""
    found = {f"ASN_URL_{name.upper()}" for name in NEIGHBOURS}
    for file in [*ROOT.glob("shared/asnkit/**/*.py"), *ROOT.glob("services/*/*/**/*.py")]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^(?:ASN|KAFKA|MONGO)_[A-Z_]*[A-Z]$", node.value))
    return found


def test_what_the_code_reads_is_what_the_manifests_give(city):
    given = set(next(one["data"] for one in of(city, "ConfigMap") if one["metadata"]["name"] == "asn-settings"))
    for _, template in pods(city):
        given |= {one["name"] for container in template["spec"]["containers"] for one in container["env"]}
    assert given == settings_read() - ONLY_IN_DEVELOPMENT - BY_DEFAULT
    listed = (ROOT / "deploy" / "README.md").read_text()
    assert [name for name in settings_read() if f"{name}" not in listed and not name.startswith("ASN_URL_")] == []


def test_the_secret_files_that_a_service_reads_are_those_that_it_is_given():
    kit = read_secrets(ROOT / "shared" / "asnkit")
    for name in SERVICES:
        own = read_secrets(ROOT / "services" / name / package_of(name))
        given = {*processes.secrets(name), "mongodb.password", "kafka.password"}
        assert own <= given, name
        assert given <= own | kit, name
        signs = "mint" in (ROOT / "services" / name / package_of(name) / "app.py").read_text()
        assert ("token.key" in given) is signs, name
    assert kit - {"mail.password", "token.key"} <= {*processes.COMMON_SECRETS, "mongodb.password", "kafka.password"}
    assert {user for user in SERVICES if "mail.password" in processes.secrets(user)} == {
        name for name in SERVICES if import_module(f"{package_of(name)}.wiring").SERVICE.letters
    }


def read_secrets(folder):
    text = "\n".join(file.read_text() for file in folder.rglob("*.py"))
    return set(re.findall(r'\bsecret\(\s*"([a-z.]+)"\s*\)', text)) | set(re.findall(r'secrets / "([a-z.]+)"', text))


def test_new_secrets_are_every_file_that_is_wanted_and_valid_objects(tmp_path):
    made = secrets.made(tmp_path)
    for one in made:
        kubernetes_validate.validate(one, RELEASES["prepare"], strict=True)
    assert {one["metadata"]["name"]: tuple(one["data"]) for one in made if one["kind"] == "Secret"} == secrets.wanted()
    assert all(data for one in made for file, data in one["data"].items() if file not in secrets.FROM_THE_OFFICE)
    keys = next(one["data"] for one in made if one["kind"] == "ConfigMap")
    assert set(keys) == {f"{name}.key" for name in SERVICES}


def test_every_container_is_restricted_and_knows_its_measure(objects):
    for workload, template in pods(objects):
        pod = template["spec"]
        assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == 10001
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False and pod["enableServiceLinks"] is False
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
        assert all("hostPath" not in volume for volume in pod["volumes"])
        for container in pod["containers"]:
            assert container["securityContext"] == workloads.RESTRICTED
            assert {"cpu", "memory", "ephemeral-storage"} <= set(container["resources"]["requests"])
            assert {"memory", "ephemeral-storage"} <= set(container["resources"]["limits"])
            assert "cpu" not in container["resources"]["limits"], "a limit of time stops a process that others wait for"
            assert not container["image"].endswith(":latest"), workload["metadata"]["name"]


def test_a_rollout_takes_away_nothing_before_the_next_is_ready_and_waits_for_the_longest_request(objects):
    for one in of(objects, "Deployment"):
        assert one["spec"]["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    for workload, template in pods(objects):
        if workload["kind"] in ("Job", "CronJob"):
            continue
        for container in template["spec"]["containers"]:
            sleep = container["lifecycle"]["preStop"]["sleep"]["seconds"]
            assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
            assert container["livenessProbe"]["httpGet"]["path"] == "/healthz", "MongoDB's absence restarts nobody"
            if container["name"] == "web":
                assert sleep >= 2 * container["readinessProbe"]["periodSeconds"]
                assert sleep + server.GRACE_SECONDS < template["spec"]["terminationGracePeriodSeconds"]


def test_whoever_signs_the_log_is_alone_on_its_volume(city):
    for one in of(city, "StatefulSet"):
        assert one["spec"]["replicas"] == 1
        assert [claim["spec"]["accessModes"] for claim in one["spec"]["volumeClaimTemplates"]] == [["ReadWriteOncePod"]]
    assert {one["metadata"]["name"] for one in of(city, "StatefulSet")} == {"audit", "auditor"}


# Who speaks to whom


def test_what_a_process_calls_in_its_code_is_what_the_rights_let_it_call():
    """Modules that ask over HTTP and name a neighbour; the portal's client names them all."""
    found = {}
    for name in SERVICES:
        for file in (ROOT / "services" / name / package_of(name)).rglob("*.py"):
            text = file.read_text()
            if not re.search(r"^(import|from) requests|tokens\.fetch", text, re.MULTILINE):
                continue
            user = (
                "auditor"
                if "auditor" in file.relative_to(ROOT / "services" / name / package_of(name)).parts and name == "audit"
                else name
            )
            called = set(re.findall(r"""urls(?:\[|\.get\()["'](\w+)["']""", text))
            if "urls[self._name]" in text or "settings.urls}" in text:
                called |= set(NEIGHBOURS)
            found.setdefault(user, set()).update(called)
    for user, called in found.items():
        let = {one.removesuffix("-web") for pod in pods_of(user) for one in processes.CALLS.get(pod, [])}
        keys = {"registration", "platform"}  # whoever checks a token asks for the keys
        assert called - {user, "portal"} <= let, user
        assert let - set(processes.OUTSIDE) - keys <= called, user


def pods_of(user):
    return {process.pod for process in processes.PROCESSES if process.user == user}


def test_only_who_writes_letters_reaches_the_mail_server_and_only_the_log_a_witness():
    callers = {
        place: {pod for pod, called in processes.CALLS.items() if place in called} for place in processes.OUTSIDE
    }
    writers = {name for name in SERVICES if import_module(f"{package_of(name)}.wiring").SERVICE.letters}
    assert callers["mail"] == {f"{name}-worker" for name in writers}
    assert callers["witness"] == {"audit"}
    assert callers["webhooks"] == {"platform-worker"}
    assert {pod for pod in callers["identity"] if pod.endswith("-web")} == {process.pod for process in processes.WEB}


def test_the_policies_let_through_exactly_the_edges_of_the_rights(city):
    wanted = {("asn-backup", "mongodb", processes.MONGODB_PORT)}
    for process in processes.PROCESSES:
        wanted.add((process.pod, "mongodb", processes.MONGODB_PORT))
        if processes.speaks_kafka(process):
            wanted.add((process.pod, "kafka", processes.KAFKA_PORT))
    for caller, called in processes.CALLS.items():
        for one in called:
            if caller != processes.CITIZENS:
                wanted.add((caller, one, processes.OUTSIDE.get(one, processes.HTTP)))
            else:
                wanted.add(("namespace ingress", one, processes.HTTP))
    for pod, port in product({process.pod for process in processes.PROCESSES}, (8001, 8002)):
        wanted.add(("namespace monitoring", pod, port))
    assert let_through(city) == wanted


def let_through(objects):
    """(from, to, port) of every edge that both of its ends let through; Kafka's end is Strimzi's, which names ours."""
    labels = {workload["metadata"]["name"]: template["metadata"]["labels"] for workload, template in pods(objects)}
    labels["mongodb"] = network.MONGODB["podSelector"]["matchLabels"]
    labels["kafka"] = network.KAFKA["podSelector"]["matchLabels"]
    policies = of(objects, "NetworkPolicy")

    def rules(pod, word, end):
        """(the policy's name, a peer, a port) that the policies of a pod let through in one direction."""
        for one in policies:
            if one["spec"]["podSelector"]["matchLabels"].items() <= labels[pod].items():
                for rule in one["spec"].get(word, []):
                    for peer, port in product(rule[end], rule["ports"]):
                        yield one["metadata"]["name"], peer, port["port"]

    def within(peer):
        selector = {} if "namespaceSelector" in peer else peer.get("podSelector", {})
        return {name for name, given in labels.items() if selector and selector["matchLabels"].items() <= given.items()}

    out, into = set(), set()
    for pod in labels:
        for policy, peer, port in rules(pod, "egress", "to"):
            places = [policy.removeprefix("to-")] if "ipBlock" in peer else within(peer)
            out |= {(pod, place, port) for place in places}
        for _, peer, port in rules(pod, "ingress", "from"):
            space = peer.get("namespaceSelector", {}).get("matchLabels", {}).get("kubernetes.io/metadata.name")
            into |= {(caller, pod, port) for caller in ([f"namespace {space}"] if space else within(peer))}
    beyond = {edge for edge in out if edge[1] == "kafka" or edge[1] in processes.OUTSIDE}
    spaces = {edge for edge in into if edge[0].startswith("namespace") and edge[1] != "mongodb"}
    return (out & into) | beyond | spaces


def test_topics_are_those_of_the_contracts_with_the_partitions_for_ever(city):
    made = {one["metadata"]["name"]: one["spec"] for one in of(city, "KafkaTopic")}
    wanted = yaml.safe_load(kafka.TOPICS.read_text())
    asyncapi = yaml.load((Settings.contracts / "asyncapi.yaml").read_text(), yaml.CSafeLoader)
    assert set(made) == set(wanted)
    assert {one["address"] for one in asyncapi["channels"].values()} <= set(made)
    for name, spec in made.items():
        assert spec["partitions"] == wanted[name]["partitions"] and spec["replicas"] == 3
        assert spec["config"] == wanted[name]["settings"] | {"min.insync.replicas": "2"}


def test_a_kafka_user_may_what_the_rights_say_and_nothing_else(city):
    made = {one["metadata"]["name"]: one["spec"]["authorization"]["acls"] for one in of(city, "KafkaUser")}
    assert set(made) == {user.name for user in processes.USERS.values() if user.reads or user.writes}
    for name, acls in made.items():
        user = processes.USERS[name]
        by_kind = {
            (acl["resource"]["type"], acl["resource"]["name"], acl["resource"]["patternType"], operation)
            for acl in acls
            for operation in acl["operations"]
        }
        assert by_kind == (
            {("topic", topic, "literal", "Write") for topic in user.writes}
            | {("topic", topic, "literal", "Read") for topic in user.reads}
            | ({("group", f"{name}.", "prefix", "Read")} if user.reads else set())
        )


def test_no_service_can_remove_a_commit_from_mongodb_and_none_is_in_anothers_database(city):
    spec = of(city, "MongoDBCommunity")[0]["spec"]
    for role in spec["security"]["roles"]:
        user = processes.USERS[role["role"]]
        assert {one["resource"]["db"] for one in role["privileges"]} <= set(user.databases)
        for one in role["privileges"]:
            place = one["resource"]["db"], one["resource"]["collection"]
            actions = user.databases[place[0]]
            assert set(one["actions"]) == set(actions.get(place[1], actions["*"])), place
            if place == (role["role"], "commits"):
                assert "remove" not in one["actions"]
            if place[1] == "":
                assert place[0].endswith(("_keys", "_views")), "the whole database only where no collection has fewer"


def test_a_backup_is_made_every_night_by_a_program_that_knows_these_words(city):
    [job] = of(city, "CronJob")
    assert job["spec"]["concurrencyPolicy"] == "Forbid"
    words = [template["spec"]["containers"][0]["args"] for _, template in pods([job])]
    words += [template["spec"]["containers"][0]["args"] for _, template in pods(kustomizing.plain("restore"))]
    assert words == [["deploy.backup", "make"], ["deploy.backup", "restore"]]
    adopting = {
        workload["metadata"]["name"]: template["spec"]["containers"][0]["args"]
        for workload, template in pods(kustomizing.plain("adopt"))
    }
    assert adopting == {f"{name}-adopt": ["adopt"] for name in SERVICES} | {"audit-regain": ["regain"]}
