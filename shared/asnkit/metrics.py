"""Every metric of the system, in one list, each with what it means.

A label's values come from lists of ours, never from what somebody sends: each new one is kept for ever.
"""

from prometheus_client import Counter, Gauge, Histogram

RELAY_PENDING = Gauge(
    "asn_relay_pending", "Commits that are saved and not yet on Kafka", ["service"], multiprocess_mode="max"
)
RELAY_OLDEST = Gauge(
    "asn_relay_oldest_seconds",
    "Unix time of the oldest commit that is saved and not yet on Kafka; 0 while none waits",
    ["service"],
    multiprocess_mode="max",
)
RELAY_SENT = Counter("asn_relay_sent", "Commits that the relay has sent and marked", ["service"])
RELAY_UNSIGNED = Gauge(
    "asn_relay_unsigned",
    "Streams that wait because a commit carries no valid signature; 0 is what it must be",
    ["service"],
    multiprocess_mode="max",
)
CONSUMER_LAG = Gauge(
    "asn_consumer_lag",
    "Messages on Kafka that a consumer has not applied, of these partitions of its topics",
    ["consumer", "partitions"],
    multiprocess_mode="max",
)
CONSUMER_EVENTS = Counter(
    "asn_consumer_events",
    "Messages seen, by outcome: applied, duplicate, ignored (no handler), stashed (gap or parked stream)",
    ["consumer", "outcome"],
)
CONSUMER_PARKED = Gauge(
    "asn_consumer_parked", "Streams that wait for an operator", ["consumer"], multiprocess_mode="max"
)
CONSUMER_GAPS = Gauge(
    "asn_consumer_gaps", "Streams with a gap that is older than a minute", ["consumer"], multiprocess_mode="max"
)
CONSUMER_SET_ASIDE = Gauge(
    "asn_consumer_set_aside",
    "Messages that no signature of their owner vouches for; 0 is what it must be",
    ["consumer"],
    multiprocess_mode="max",
)
CONSUMER_HALTED = Gauge(
    "asn_consumer_halted", "1 while a consumer refuses to go on", ["consumer"], multiprocess_mode="max"
)
HEARTBEAT = Gauge(
    "asn_worker_heartbeat_seconds", "Unix time of each work loop's last turn", ["loop"], multiprocess_mode="max"
)
DEADLINES_FIRED = Counter("asn_deadlines_fired", "Deadlines carried out, by outcome", ["service", "outcome"])
LETTERS = Counter(
    "asn_letters",
    "Letters to people, by outcome: sent, void (too late, or no reason any more), refused for good, later (not yet)",
    ["service", "outcome"],
)
LETTERS_WAITING = Gauge(
    "asn_letters_waiting", "Letters that the mail server has not taken yet", ["service"], multiprocess_mode="max"
)
BATCH_ROWS = Counter("asn_batch_rows", "Rows of bulk work, by outcome", ["service", "outcome"])
PARKED = Gauge(
    "asn_parked",
    "Deadlines and batches that failed and wait for an operator, by what they are",
    ["service", "what"],
    multiprocess_mode="max",
)
WEBHOOKS = Gauge(
    "asn_webhooks",
    "Webhooks of agencies, by what: failing (the last try failed), paused (by itself); 0 is what it must be",
    ["what"],
    multiprocess_mode="max",
)
REQUESTS = Histogram(
    "asn_http_request_seconds",
    "Time to answer an HTTP request",
    ["service", "endpoint", "method", "class"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
COMMANDS = Counter("asn_commands", "Commands, by outcome: done, repeated, refused, stale", ["service", "outcome"])
LOG_SIZE = Gauge(
    "asn_log_size",
    "Entries of the audit log that are sequenced, integrated (in tiles), published (under a signed checkpoint)",
    ["step"],
    multiprocess_mode="max",
)
LOG_STUCK = Gauge(
    "asn_log_stuck",
    "1 while a step of the log (integrate, publish, witness) cannot go on; the log says why",
    ["step"],
    multiprocess_mode="max",
)
AUDIT_FINDINGS = Gauge("asn_audit_findings", "What the standing auditor's last round found; 0 is what it must be")
AUDIT_ROUND = Gauge("asn_audit_round_seconds", "Unix time at which the standing auditor's last round ended")
LOG_COSIGNATURES = Gauge(
    "asn_log_cosignatures", "Witnesses that cosigned the newest checkpoint", multiprocess_mode="max"
)
BACKUP = Gauge("asn_backup_seconds", "Unix time at which the last whole backup was begun; 0 where there is none")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def labels(endpoint: str | None, method: str) -> tuple[str, str]:
    """The labels of a request; "-" for an address or a method that is none of ours."""
    return endpoint or "-", method if method in METHODS else "-"
