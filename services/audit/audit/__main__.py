from asnkit.main import main

main("audit")
