from asnkit.main import main

main("portal")
