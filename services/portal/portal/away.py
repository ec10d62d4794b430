class Away(Exception):
    """A service does not answer, or says 503: nothing is known to have changed; try again."""
