from asnkit.main import main

main("platform")
