"""Another agency's end of a webhook: takes a delivery only if it is signed (Standard Webhooks), new, and not yet known.

receiver.py PORT SECRET prints the id and the type of each event; behind it stands whatever makes https of it.
"""

import base64
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY, SEEN = base64.b64decode(sys.argv[2].removeprefix("whsec_")), set()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        id, moment, signatures = (self.headers[f"webhook-{name}"] for name in ("id", "timestamp", "signature"))
        mine = "v1," + base64.b64encode(hmac.digest(KEY, f"{id}.{moment}.".encode() + body, "sha256")).decode()
        signed = any(hmac.compare_digest(mine, other) for other in signatures.split())
        good = signed and abs(time.time() - int(moment)) < 300
        if good and id not in SEEN:  # the same delivery may come again
            print(id, json.loads(body)["type"], flush=True)
            SEEN.add(id)  # kept in a file by whoever is more than an example
        self.send_response(204 if good else 401)
        self.end_headers()

    def log_message(self, *_):
        pass


HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
