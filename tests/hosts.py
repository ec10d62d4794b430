"""Machines of other agencies, each a real server on this one that answers as its test says."""

import contextlib
import re
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

OK = b"HTTP/1.1 204 No Content\r\n\r\n"
LENGTH = re.compile(rb"content-length: ([0-9]+)", re.I)


def answering(raw):
    return lambda there: there.sendall(raw)


def hanging(there):
    """Says nothing, until whoever asked has gone."""
    there.recv(1)


def dripping(there):
    """A 200 that takes its time: each part comes in good time, and the whole never does."""
    for sign in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
        there.sendall(bytes([sign]))
        time.sleep(0.02)


class Host:
    """`answer` is given the connection once the request is read; `requests` are (head, body)."""

    def __init__(self, answer, address="127.0.0.1", port=0, tls=None):
        self.answer, self.requests, self.names, self._tls = answer, [], [], tls
        if tls:
            tls.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._listening = socket.create_server((address, port))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                there, _ = self._listening.accept()
                threading.Thread(target=self._meet, args=(there,), daemon=True).start()

    def _meet(self, bare):
        with contextlib.suppress(OSError), bare:
            there = self._tls.wrap_socket(bare, server_side=True) if self._tls else bare
            with there:
                self.requests.append(_read(there))
                self.answer(there)

    def close(self):
        self._listening.close()


class Proxy:
    """Lets through whoever asks with CONNECT, or answers with `refusal`; `asked` are the first lines."""

    def __init__(self, refusal=b""):
        self.asked, self._refusal = [], refusal
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.place = ("127.0.0.1", self._listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                there, _ = self._listening.accept()
                threading.Thread(target=self._meet, args=(there,), daemon=True).start()

    def _meet(self, there):
        head = b""
        with contextlib.suppress(OSError), there:
            while b"\r\n\r\n" not in head:
                head += there.recv(65536)
            self.asked.append(head.partition(b"\r\n")[0].decode())
            if self._refusal:
                there.sendall(self._refusal)
                return
            host, _, port = head.split()[1].decode().rpartition(":")
            with socket.create_connection((host, int(port))) as target:
                there.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                threading.Thread(target=_pour, args=(there, target), daemon=True).start()
                _pour(target, there)

    def close(self):
        self._listening.close()


def _pour(source, target):
    with contextlib.suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)


def _read(there):
    content = b""
    while b"\r\n\r\n" not in content:
        content += there.recv(65536)
    head, _, body = content.partition(b"\r\n\r\n")
    while len(body) < int(LENGTH.search(head)[1]):
        body += there.recv(65536)
    return head.decode(), body


def certified(folder, name):
    """(the server's TLS, the file of the certificate that whoever trusts it has)."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, file
