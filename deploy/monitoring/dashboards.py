"""Grafana's dashboards: three, each a grid of panels over the metrics of ours."""

import json

WIDTH, HEIGHT, ACROSS = 8, 7, 3
SOURCE = {"type": "prometheus", "uid": "${source}"}
DASHBOARDS = {
    "asn-services": (
        "ASN: services",
        [
            ("Requests a second", "reqps", "{{service}}",
             "sum by (service) (rate(asn_http_request_seconds_count[5m]))"),
            ("Errors of ours, share", "percentunit", "{{service}}",
             'sum by (service) (rate(asn_http_request_seconds_count{class="5xx"}[5m]))'
             " / sum by (service) (rate(asn_http_request_seconds_count[5m]))"),
            ("99 of 100 answers within", "s", "{{service}}",
             "histogram_quantile(0.99, sum by (service, le) (rate(asn_http_request_seconds_bucket[5m])))"),
            ("Commands a second, by outcome", "ops", "{{service}} {{outcome}}",
             "sum by (service, outcome) (rate(asn_commands_total[5m]))"),
            ("Letters that wait", "short", "{{service}}", "asn_letters_waiting"),
            ("Letters an hour, by outcome", "short", "{{outcome}}",
             "sum by (outcome) (increase(asn_letters_total[1h]))"),
        ],
    ),
    "asn-events": (
        "ASN: events",
        [
            ("Commits that wait for Kafka", "short", "{{service}}", "asn_relay_pending"),
            ("Age of the oldest that waits", "s", "{{service}}",
             "(time() - asn_relay_oldest_seconds) and on (service) asn_relay_pending > 0"),
            ("Commits sent a second", "ops", "{{service}}", "rate(asn_relay_sent_total[5m])"),
            ("Messages behind", "short", "{{consumer}}", "sum by (consumer) (asn_consumer_lag)"),
            ("Messages a second, by outcome", "ops", "{{consumer}} {{outcome}}",
             "sum by (consumer, outcome) (rate(asn_consumer_events_total[5m]))"),
            ("Waits for an operator", "short", "{{consumer}}{{service}} {{what}}",
             "asn_consumer_parked > 0 or asn_parked > 0"),
            ("Gaps older than a minute", "short", "{{consumer}}", "asn_consumer_gaps"),
            ("Without a valid signature", "short", "{{consumer}}{{service}}",
             "asn_consumer_set_aside or asn_relay_unsigned"),
            ("Seconds since each loop's last turn", "s", "{{loop}}", "time() - asn_worker_heartbeat_seconds"),
        ],
    ),
    "asn-log": (
        "ASN: audit log",
        [
            ("Entries", "short", "{{step}}", "asn_log_size"),
            ("Entries without a checkpoint", "short", "behind",
             'max(asn_log_size{step="sequenced"}) - max(asn_log_size{step="published"})'),
            ("Cosignatures of the newest checkpoint", "short", "witnesses", "asn_log_cosignatures"),
            ("Steps that stand still", "short", "{{step}}", "asn_log_stuck"),
            ("Findings of the last round", "short", "findings", "asn_audit_findings"),
            ("Seconds since the last round", "s", "round", "time() - asn_audit_round_seconds"),
            ("Seconds since the last backup", "s", "backup", "time() - asn_backup_seconds > 0"),
        ],
    ),
}  # fmt: skip


def dashboards() -> dict[str, str]:
    """Name → JSON as Grafana imports it."""
    return {name: json.dumps(_dashboard(name, *parts), indent=1) + "\n" for name, parts in DASHBOARDS.items()}


def _dashboard(name: str, title: str, panels: list) -> dict:
    source = {"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}
    return {
        "uid": name,
        "title": title,
        "tags": ["asn"],
        "timezone": "Asia/Jakarta",
        "schemaVersion": 39,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": [source]},
        "panels": [_panel(number, *panel) for number, panel in enumerate(panels)],
    }


def _panel(number: int, title: str, unit: str, legend: str, expression: str) -> dict:
    place = {"w": WIDTH, "h": HEIGHT, "x": number % ACROSS * WIDTH, "y": number // ACROSS * HEIGHT}
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": title,
        "datasource": SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [{"refId": "A", "datasource": SOURCE, "expr": expression, "legendFormat": legend}],
    }
