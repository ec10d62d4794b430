"""What a template of each kind of message may name, and what it has to. The kinds are those of `portal.message.sent`.

A value is only named where every receiver has it: who only began an application has no participant number. A message
to everybody in a period says which period, since a person may be in several. Nothing here lets anybody in.
"""

PERIOD, NUMBER, DAY = "periode", "nomor", "tanggal"

OWN = (PERIOD, NUMBER, DAY)
BEGUN = (PERIOD, DAY)
ACCOUNT = (DAY,)

ALLOWED = {
    "submitted": OWN,
    "withdrawn": OWN,
    "appointed": OWN,
    "announced_files": OWN,
    "announced_after_objections": OWN,
    "announced_skd": OWN,
    "announced_final": OWN,
    "letter_corrected": OWN,
    "period_moved": BEGUN,
    "line_changed": BEGUN,
    "line_closed": BEGUN,
    "period_cancelled": BEGUN,
    **dict.fromkeys(
        (
            "correction_accepted", "correction_refused", "contest_open", "contest_yours", "contest_not_yours",
            "certificate_revoked", "certificate_reissued", "application_waits", "application_approved",
            "application_declined", "activity_accepted", "activity_refused",
            "evaluation_waits", "session_changed", "session_cancelled",
        ),
        ACCOUNT,
    ),
}  # fmt: skip
NEEDED = {kind: (PERIOD,) for kind in ALLOWED if kind.startswith(("announced_", "letter_", "period_"))}
LANGUAGES = ("id", "en")
