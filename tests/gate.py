"""A gate before a store: it checks tokens and clients' certificates, which the store does not."""

import http.server
import ssl
import subprocess
import threading
from pathlib import Path

import httpx


class Certificates:
    """A private authority and what it signed, as PEM files made by `openssl`."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.ca = self._make("ca", "/CN=Test authority", "basicConstraints=critical,CA:TRUE")
        self.server = self._make("server", "/CN=store", "subjectAltName=IP:127.0.0.1", by="ca")
        self.elsewhere = self._make("other", "/CN=o", "subjectAltName=DNS:other.example", by="ca")
        self.client = self._make("client", "/CN=node", "extendedKeyUsage=clientAuth", by="ca")
        self.other_ca = self._make("ca2", "/CN=Another", "basicConstraints=critical,CA:TRUE")

    def _make(self, name, subject, extension, by=None):
        """Return the paths of a certificate and its key."""
        cert, key = self._directory / f"{name}.pem", self._directory / f"{name}.key"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"]
        command += ["ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", subject]
        command += ["-addext", extension, "-keyout", str(key), "-out", str(cert)]
        if by is not None:
            command += ["-CA", str(self._directory / f"{by}.pem")]
            command += ["-CAkey", str(self._directory / f"{by}.key")]
        usage = "critical,keyCertSign,cRLSign" if by is None else "digitalSignature"
        command += ["-addext", f"keyUsage={usage}"]  # Python 3.13 insists on an authority's
        subprocess.run(command, check=True, capture_output=True)
        return str(cert), str(key)


class Gate:
    """
    Forward requests to a store, those that may pass.

    Parameters
    ----------
    url : str
        The store.
    token : str, optional
        The bearer token without which a request is answered 401.
    cert : tuple of str, optional
        Certificate and key, to speak TLS.
    client_ca : str, optional
        Ask for a client's certificate that this authority has signed.

    """

    def __init__(self, url, *, token=None, cert=None, client_ca=None) -> None:
        gate = self
        self.denied = self.passed = 0
        self._store = httpx.Client(base_url=url, trust_env=False)

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if token is not None and self.headers.get("Authorization") != f"Bearer {token}":
                    gate.denied += 1
                    self._answer(401, b"who is it?")
                    return
                gate.passed += 1
                kept = ("Content-Type", "Content-Encoding", "AccountID", "ProjectID")
                headers = {key: self.headers[key] for key in kept if key in self.headers}
                answer = gate._store.request(self.command, self.path, content=body, headers=headers)
                self._answer(answer.status_code, answer.content)

            do_GET = do_POST  # noqa: N815  # the base class's name

            def _answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """Say nothing: a handshake that fails is what some tests want."""

        self._server = Server(("127.0.0.1", 0), Handler)
        if cert is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*cert)
            if client_ca is not None:
                context.verify_mode = ssl.CERT_REQUIRED
                context.load_verify_locations(client_ca)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if cert is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._store.close()
