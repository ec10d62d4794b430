from asnkit.main import main

main(
    "audit",
    {
        "relog": ("make the log's folder anew from the entries", "audit.log.relog:relog"),
        "regain": ("after a restore of the database: the log goes on where its folder is", "audit.log.regain:regain"),
        "auditor": (
            "compare everything with everything, on a schedule (the standing auditor)",
            "audit.auditor.process:run",
        ),
    },
)
