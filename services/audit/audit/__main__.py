from asnkit.main import main

main("audit", {"relog": ("make the log's folder anew from the entries", "audit.log.relog:relog")})
