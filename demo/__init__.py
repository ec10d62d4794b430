"""One complete round, driven through the public HTTP APIs with generated people: `python -m demo`."""
