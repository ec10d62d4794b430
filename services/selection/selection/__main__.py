from asnkit.main import main

main("selection")
