"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
DOWNLOADS = LOCAL / "downloads"
DEPLOY = ROOT / "deploy"
SERVICES = ("registration", "selection", "training", "feedback", "audit", "platform", "portal")
AUDITOR = "auditor"
WITNESS = "witness"
MAIL = "mail"
SMTP = "smtp"  # where the mail process takes letters; its own port shows them
CLIENTS = (*SERVICES, AUDITOR)  # who gets tokens of its own
