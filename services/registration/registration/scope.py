"""What of registration belongs to a recruitment period, and what does not (asnkit.scope)."""

from asnkit.scope import Scope

PERSON = "about a person, whatever they applied for"
WORDS = "about the words of messages, which are of every period"
OWN_FILE = "a file that the caller has just sent, or an empty one"

SCOPE = Scope(
    fields={
        "period": "code",
        **dict.fromkeys(
            (
                "announcement", "announcement_change", "application", "contest", "import", "objection",
                "period_change", "vacancy", "vacancy_change", "verification",
            ),
            "period",
        ),
        **dict.fromkeys(
            (
                "access", "account", "correction", "disclosure", "document", "identity", "letter", "outcome",
                "subscription", "template",
            ),
            "",
        ),
    },
    objects={
        "/v1/announcement-changes/<id>": "announcement_change",
        "/v1/announcements/<id>": "announcement",
        "/v1/applications/<id>": "application",
        "/v1/contests/<id>": "contest",
        "/v1/documents/<id>": "",  # document/reading.py looks for what it was sent with, or shown in
        "/v1/formation-lists/<id>": "import",
        "/v1/objections/<id>": "objection",
        "/v1/period-changes/<id>": "period_change",
        "/v1/periods/<code>": "",  # period/lookup.py
        "/v1/vacancy-changes/<id>": "vacancy_change",
        "/v1/verifications/<id>": "verification",
    },
    elsewhere={
        **dict.fromkeys(
            (
                "accounts.list_erasures", "accounts.request_erasure", "accounts.show_erasure", "accounts.stop",
                "accounts.erase", "corrections.list_corrections", "corrections.show", "corrections.decide",
            ),
            PERSON,
        ),
        **dict.fromkeys(
            (
                "templates.list_templates", "templates.show", "templates.check", "templates.propose",
                "templates.approve", "templates.reject",
            ),
            WORDS,
        ),
        **dict.fromkeys(("formation-lists.show_template", "formation-lists.list_faults"), OWN_FILE),
    },
)  # fmt: skip
