from asnkit.main import main

main(
    "platform",
    {"found": ("the first two of IT: two lines of `id name` on standard input", "asnplatform.role.founding:found")},
)
