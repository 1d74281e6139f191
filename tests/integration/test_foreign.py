"""Servers that are no VictoriaLogs, and some that hide that they are one."""

import json
import logging
import threading
import time
from contextlib import closing
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer

import httpx
import pytest
from command_kit import run
from conftest import eventually
from fake_store import FakeStore

from nautilus_vlogs import VictoriaLogsHandler
from nautilus_vlogs.operate.build import ServerError
from nautilus_vlogs.operate.build import version_of
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.operate.local_store import check_url
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.times import rfc3339

PAGE = (
    b"<!DOCTYPE html><html><head><title>Sign in \xe2\x80\xae to \x1b[31mAcme</title></head></html>"
)


@contextmanager
def http_server(answer):
    """Run a server that answers by a function of method, path, headers and body."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers, content = answer(self.command, self.path, dict(self.headers), body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the name is the library's

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page(*_):
    return 200, {"Content-Type": "text/html"}, PAGE


def empty(*_):
    return 200, {}, b""


def api(*_):
    return 200, {"Content-Type": "application/json"}, b'{"status":"ok"}'


def proxy_of(url, *, hidden=("x-server-hostname", "vl-request-duration-seconds"), paths=("/",)):
    """Return a proxy that takes headers away, and only lets some paths through."""

    def answer(method, path, headers, body):
        if not path.startswith(paths):
            return 404, {}, b""
        headers = {k: v for k, v in headers.items() if k.lower() not in ("host", "connection")}
        got = httpx.request(method, url + path, headers=headers, content=body, trust_env=False)
        kept = {
            k: v
            for k, v in got.headers.items()
            if k not in (*hidden, "content-length", "transfer-encoding", "connection")
        }
        return got.status_code, {**kept, "content-encoding": "identity"}, got.content

    return answer


def row():
    return json.dumps({"_time": rfc3339(time.time_ns()), "_msg": "m"}).encode() + b"\n"


@pytest.mark.parametrize("answer", [page, api, empty])
def test_what_is_no_store_is_no_relay_either(answer):
    """A server that answers 200 to everything takes no rows for good."""
    with http_server(answer) as url, closing(StoreClient(url)) as client:
        outcome = client.insert([row()]).outcome
        assert outcome is (Outcome.ACCEPTED if answer is empty else Outcome.FOREIGN)
        assert not client.takes_rows_only()
        assert client.select("* | stats count() n").outcome is not Outcome.ACCEPTED
        assert client.storage_metrics() is None


def test_records_wait_for_the_store_behind_a_login_page(store, capsys):
    """What answers there is said once, harmless; nothing is dropped, and all arrive later."""
    logger = logging.Logger(f"app.{store.id}")  # noqa: LOG001  # unknown to pytest
    answers = [page]

    def current(*request):
        return answers[-1](*request)

    with http_server(current) as url:
        handler = VictoriaLogsHandler(url=url, extra_fields={"test": store.id})
        logger.addHandler(handler)
        logger.info("it waits")
        eventually(lambda: handler.stats().state == "foreign")
        assert handler.stats().verified == 0
        said = capsys.readouterr().err
        assert (
            said.count(f"{url} is not VictoriaLogs (it answers with a page titled 'Sign in ") == 1
        )
        assert ": records wait" in said
        assert "\x1b" not in said
        assert "\u202e" not in said
        answers.append(proxy_of(store.url, hidden=()))
        assert store.wait_for(f'test:="{store.id}"')[0]["_msg"] == "it waits"
        handler.close()


def test_a_store_behind_a_proxy_that_hides_its_name(store):
    """Its answers to queries, and its metrics, are sign enough."""
    with http_server(proxy_of(store.url)) as url, closing(StoreClient(url)) as client:
        assert client.insert([row()]).outcome is Outcome.ACCEPTED
        assert client.takes_rows_only()  # known by its metrics
        assert client.select("* | stats count() n").outcome is Outcome.ACCEPTED


def test_what_a_server_was_before_is_no_sign_of_what_it_is(store):
    """A program that takes the place of a store that is known by its metrics takes no rows."""
    answers = [proxy_of(store.url)]

    def other(_, path, *__):
        return (200, {}, b"") if path.startswith("/insert") else (404, {}, b"no")

    def counting(*_):
        return 200, {"Content-Type": "application/x-ndjson"}, b'{"n":"1","distinct":"1"}\n'

    def current(*request):
        return answers[-1](*request)

    with http_server(current) as url, closing(StoreClient(url)) as client:
        assert client.insert([row()]).outcome is Outcome.ACCEPTED
        assert client.takes_rows_only()
        assert client.select("* | stats count() n").outcome is Outcome.ACCEPTED
        answers.append(other)
        assert client.select("* | stats count() n").outcome is Outcome.DENIED
        assert not client.takes_rows_only()
        answers.append(counting)
        assert client.select("* | stats count() n").outcome is Outcome.FOREIGN
        assert not client.takes_rows_only()


def test_records_outlive_a_program_that_takes_a_hidden_stores_place(store):
    """It answers 200 to insertions and 404 to queries, as a relay does: nothing is proven."""
    logger = logging.Logger(f"app.{store.id}")  # noqa: LOG001  # unknown to pytest
    answers = [proxy_of(store.url)]

    def other(_, path, *__):
        swallowed.append(path)
        return (200, {}, b"") if path.startswith("/insert") else (404, {}, b"no")

    def current(*request):
        return answers[-1](*request)

    swallowed = []
    with http_server(current) as url:
        handler = VictoriaLogsHandler(
            url=url, extra_fields={"test": store.id}, durability_window_secs=2
        )
        logger.addHandler(handler)
        logger.info("before")
        eventually(lambda: handler.stats().sent == 1)
        answers.append(other)
        logger.info("meanwhile")
        eventually(lambda: handler.stats().sent == 2)
        # Past the grace after which a server that answers no queries is taken for write-only.
        eventually(lambda: sum("select" in path for path in swallowed) >= 3, timeout=60)
        assert handler.stats().unverified == 2
        answers.append(answers[0])
        eventually(lambda: handler.stats().verified == 2, timeout=60)
        handler.close()
    assert {one["_msg"] for one in store.query(f"test:={store.id}")} == {"before", "meanwhile"}


def test_a_refusal_of_another_program_is_not_the_stores(store):
    """The store is back before it is asked whether it takes rows: it answers queries, too."""
    answers = [proxy_of(store.url)]

    def current(method, path, *more):
        return answers[-1](method, path, *more)

    with http_server(current) as url, closing(StoreClient(url)) as client:
        answers.append(lambda *_: (404, {}, b"no"))
        lookup = client.lookup(store.id)
        assert lookup.next_seq() is None
        assert lookup.failure.outcome is Outcome.DENIED
        answers.pop()
        assert not lookup.is_denied()


def test_a_user_who_may_only_write(store):
    """Where nothing but insertions gets through, the name of the server is sign enough."""
    only_insert = proxy_of(store.url, hidden=(), paths=("/insert/",))
    with http_server(only_insert) as url, closing(StoreClient(url)) as client:
        assert client.insert([row()]).outcome is Outcome.ACCEPTED
        assert client.select("*").outcome is Outcome.DENIED
        assert client.takes_rows_only()


def test_a_proxy_that_hides_everything_is_not_taken_for_a_relay(store):
    """Rows are taken, and nothing shows by whom: they wait for a look-up."""
    only_insert = proxy_of(store.url, paths=("/insert/",))
    with http_server(only_insert) as url, closing(StoreClient(url)) as client:
        assert client.insert([row()]).outcome is Outcome.ACCEPTED
        assert not client.takes_rows_only()


def test_a_store_without_its_name(tmp_path, victoria_logs):
    """`-http.header.disableServerHostname` is known since v1.52."""
    if version_of(victoria_logs.binary) == "v1.43.1":
        pytest.skip("this VictoriaLogs has no such flag")
    flags = ["-http.header.disableServerHostname"]
    with (
        LocalServer(victoria_logs.binary, tmp_path, flags=flags) as server,
        closing(StoreClient(server.url)) as client,
    ):
        assert "X-Server-Hostname" not in httpx.get(f"{server.url}/health").headers
        assert client.insert([row()]).outcome is Outcome.ACCEPTED
        assert client.select("* | stats count() n").outcome is Outcome.ACCEPTED
        assert client.takes_rows_only()
        assert check_url(server.url) == server.url


@pytest.mark.parametrize("command", ["logs", "doctor", "audit"])
def test_commands_say_what_answers(capsys, command):
    """In one harmless line, with exit code 1."""
    with http_server(page) as url:
        code, out, err = run(capsys, command, "--url", url)
    assert code == 1
    said = out + err
    assert "is not VictoriaLogs (it answers with a page titled 'Sign in" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_url_of_another_program_is_refused():
    """VICTORIALOGS_URL is checked before a server is taken for running."""
    with http_server(page) as url, pytest.raises(ServerError, match=r"is not VictoriaLogs \(it"):
        check_url(url)


def test_credentials_in_the_clear_are_warned_of_once(monkeypatch, capsys, store):
    """By a command and by a handler; what they are is not said."""
    monkeypatch.setenv("VICTORIALOGS_TOKEN", "hunter2hunter2")
    other = FakeStore("127.0.0.2")  # a name and address that are not those of this machine
    try:
        _, _, err = run(capsys, "logs", "--url", other.url)
        assert err.count("the credentials in the environment go unencrypted to 127.0.0.2") == 1
        handler = VictoriaLogsHandler(url=other.url)
        logger = logging.Logger(f"app.{store.id}")  # noqa: LOG001  # unknown to pytest
        logger.addHandler(handler)
        for i in range(3):
            logger.info("record %d", i)
        eventually(lambda: handler.stats().sent == 3)
        handler.close()
        err = capsys.readouterr().err
        assert err.count("the credentials in the environment go unencrypted to 127.0.0.2") == 1
        assert "hunter2" not in err
    finally:
        other.close()
