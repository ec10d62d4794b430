"""An issuer of tokens for tests: its keys are served over real HTTP."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm


class TestIssuer:
    __test__ = False

    def __init__(self, kid="k1"):
        self.kid = kid
        self.key = Ed25519PrivateKey.generate()
        document = json.loads(OKPAlgorithm.to_jwk(self.key.public_key())) | {"kid": kid, "alg": "EdDSA", "use": "sig"}
        self.document = body = json.dumps({"keys": [document]}).encode()

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Keys)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()

    def token(self, key=None, kind="at+jwt", kid=None, **claims):
        now = int(time.time())
        body = {
            "iss": self.url, "sub": "p1", "aud": ["kit"], "role": "pelamar", "iat": now, "exp": now + 900,
        } | claims  # fmt: skip
        told = {"kid": kid or self.kid, "typ": kind}
        return jwt.PyJWS().encode(json.dumps(body).encode(), key or self.key, algorithm="EdDSA", headers=told)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
