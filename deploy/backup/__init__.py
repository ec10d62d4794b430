"""A backup: one folder, made at one moment of every database, restored into empty servers or not at all.

<time>/manifest                         what is in it, each file with its SHA-256; a signed note
<time>/<database>/<collection>.bson.gz  documents as they were, one behind the other
<time>/keys/<database>.bson.gz          the wrapped keys of people, which live shorter than the rest
<time>/log.tar.gz                       the audit log's folder, where it is at hand
"""

ORIGIN = "id.go.tanjungbalai.asn/backup"
MANIFEST = "manifest"
LOG = "log.tar.gz"
KEYS = "keys"
VIEWS_CONSUMER = r"\.views\."
"""Lists are made anew from the events, so neither their rows are kept nor how far they were."""


class Broken(Exception):
    """What cannot be made or restored, in one sentence; nothing was restored."""
