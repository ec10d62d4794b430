from asnkit.main import main

main("feedback")
