"""Metrics, rules and dashboards: what a rule or a panel names is a metric of ours, with the labels that it has."""

import json
import re
import shutil
import subprocess

import pytest
import yaml

from deploy.local.places import ROOT, SERVICES
from deploy.monitoring import __main__ as monitoring
from deploy.monitoring import dashboards
from deploy.monitoring.known import OF_OTHERS, ours, series

RULES = [rule for group in yaml.safe_load(monitoring.RULES.read_text())["groups"] for rule in group["rules"]]
PANELS = [panel for text in dashboards.dashboards().values() for panel in json.loads(text)["panels"]]
WORDS = {"sum", "max", "by", "on", "rate", "increase", "changes", "histogram_quantile", "time", "and", "or"}
"""Of the query language; everything else in a query is a metric or a label."""
FAMILIES = {"relay": "asn_relay_", "consumers": "asn_consumer_", "log": "asn_log_", "auditor": "asn_audit_"}


def parts(expression):
    """(metrics, labels) that a query names."""
    bare = re.sub(r'"[^"]*"', '""', expression)
    inside = re.findall(r"\{([^}]*)\}", bare) + re.findall(r"\b(?:by|on) \(([^)]*)\)", bare)
    labels = set(re.findall(r"[a-z_]+", " ".join(inside)))
    rest = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\b(?:by|on) \([^)]*\)", " ", bare)
    return set(re.findall(r"\b[a-z_]{2,}\b", rest)) - WORDS, labels


@pytest.mark.parametrize("expression", [r["expr"] for r in RULES] + [p["targets"][0]["expr"] for p in PANELS])
def test_a_query_names_metrics_that_there_are_and_labels_that_they_have(expression):
    metrics, labels = parts(expression)
    assert metrics and metrics <= set(series()), metrics - set(series())
    assert labels <= {label for metric in metrics for label in series()[metric]}, expression


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alarm_says_what_is_wrong_and_what_to_do_first(rule):
    assert rule["labels"]["severity"] in ("now", "today")
    assert set(rule["annotations"]) == {"summary", "what", "runbook"}
    assert rule["alert"] in (ROOT / rule["annotations"]["runbook"]).read_text(), "the page speaks of it"
    metrics, _ = parts(rule["expr"])
    there = {label for metric in metrics for label in series()[metric]}
    assert set(re.findall(r"\$labels\.(\w+)", " ".join(rule["annotations"].values()))) <= there


def test_a_panel_names_labels_that_are_left_in_its_answer():
    for panel in PANELS:
        metrics, _ = parts(panel["targets"][0]["expr"])
        shown = set(re.findall(r"\{\{(\w+)\}\}", panel["targets"][0]["legendFormat"]))
        assert shown <= {label for metric in metrics for label in series()[metric]}, panel["title"]
        kept = re.findall(r"by \(([^)]*)\)", panel["targets"][0]["expr"])
        assert not kept or shown <= set(re.findall(r"\w+", kept[0])), panel["title"]


def test_every_part_of_the_system_is_watched_and_the_rules_have_all_that_must_be_nought():
    used = set().union(*(parts(rule["expr"])[0] for rule in RULES))
    for family in FAMILIES.values():
        assert any(metric.startswith(family) for metric in used), family
    for metric in ours():
        if "0 is what it must be" in metric.meaning or "wait for an operator" in metric.meaning:
            assert metric.name in used, metric.name
    assert set(OF_OTHERS) <= used, "a metric of others that no rule takes"


def test_every_metric_of_ours_is_looked_at_by_a_rule_or_a_panel():
    used = set().union(*(parts(r["expr"])[0] for r in RULES), *(parts(p["targets"][0]["expr"])[0] for p in PANELS))
    nobody = {metric.name for metric in ours() if not used & set(metric.series)}
    assert nobody == {"asn_deadlines_fired", "asn_batch_rows"}, "counted for whoever asks; the rest is shown"


def test_the_page_the_dashboards_and_the_component_are_what_generate_makes():
    for path, text in monitoring.made().items():
        assert (ROOT / path).read_text() == text, f"{path}: run `make generate`"


def test_no_label_is_about_a_person():
    allowed = {"service", "consumer", "outcome", "loop", "what", "endpoint", "method", "class", "step", "partitions"}
    assert {label for metric in ours() for label in metric.labels} <= allowed


def test_prometheus_own_tool_takes_the_rules():
    if not (tool := shutil.which("promtool")):
        pytest.skip("promtool is not here (apt-get install prometheus); the other tests check names and labels")
    done = subprocess.run([tool, "check", "rules", str(monitoring.RULES)], capture_output=True, text=True)
    assert done.returncode == 0 and f"{len(RULES)} rules found" in done.stdout, done.stdout + done.stderr


def test_every_page_for_operators_is_one_that_an_alarm_or_the_list_names():
    pages = {file.name for file in (ROOT / "docs" / "runbooks").glob("*.md")} - {"README.md"}
    listed = set(re.findall(r"\(([a-z-]+\.md)\)", (ROOT / "docs" / "runbooks" / "README.md").read_text()))
    assert listed == pages
    assert {rule["annotations"]["runbook"].rpartition("/")[2] for rule in RULES} <= pages


def test_a_word_that_a_page_tells_an_operator_to_type_is_one_that_the_services_know():
    known = {
        "web",
        "worker",
        "prepare",
        "rebuild",
        "parked",
        "redrive",
        "resume",
        "rewrap",
        "verify",
        "relog",
        "found",
        "auditor",
    }
    for file in (ROOT / "docs" / "runbooks").glob("*.md"):
        for service, word in re.findall(r'make operate ARGS="(\S+) ([a-z]+)', file.read_text()):
            assert service in SERVICES and word in known, (file.name, service, word)
        for target in re.findall(r"`make (?!operate)(?:-s )?([a-z-]+)", file.read_text()):
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), (file.name, target)
