"""What a person has to be told: one sentence that says what happened and what to do."""


class Trouble(Exception):
    """Ends a command with its sentence and exit code 1, without a traceback."""
