from asnkit.main import main

main("training")
