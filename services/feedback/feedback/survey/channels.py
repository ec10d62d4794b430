"""The ways by which people answer a survey."""

CHANNELS = ("counter", "web", "applicant")
"""At a tablet or with a slip, by a link, from the pages of an applicant."""
