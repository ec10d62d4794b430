from asnkit.main import main

main("registration")
