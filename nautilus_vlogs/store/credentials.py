"""Who asks, and whom it trusts: credentials from the environment, certificates from files."""

import base64
import os
import ssl


def authorization() -> dict[str, str]:
    """Return the header for the credentials that the environment holds now."""
    if token := _token():
        return {"Authorization": f"Bearer {token}"}
    if basic := _basic():
        return {"Authorization": f"Basic {basic}"}
    return {}


def masked(text: str) -> str:
    """Return a server's text without our credentials, which a proxy may well repeat."""
    for secret in (_token(), _basic(), _password()):
        if secret:
            text = text.replace(secret, "***")
    return text


def tls_context(
    ca_file: str | None,
    cert_file: str | None,
    key_file: str | None,
) -> ssl.SSLContext:
    """Return a context that checks certificates and host names, by a private authority if named."""
    context = ssl.create_default_context(cafile=ca_file)
    if cert_file is not None:
        context.load_cert_chain(cert_file, key_file)
    return context


# Secrets that were read from files tend to end in a newline, which no header can hold.


def _token() -> str:
    return os.environ.get("VICTORIALOGS_TOKEN", "").strip()


def _password() -> str:
    return os.environ.get("VICTORIALOGS_PASSWORD", "").strip("\r\n")


def _basic() -> str:
    username = os.environ.get("VICTORIALOGS_USERNAME", "").strip()
    return base64.b64encode(f"{username}:{_password()}".encode()).decode() if username else ""
