import os
import signal
import socket
import tarfile

import httpx
import pytest
from command_kit import run
from command_kit import vlogs_nt

from nautilus_vlogs.operate import local_store

TOKEN = "0123456789abcdef"


def answers(url, **options):
    try:
        return httpx.get(url, trust_env=False, **options).status_code
    except httpx.HTTPError:
        return None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_api_serves_until_a_signal(store, number):
    """Guarded by the token of the environment, confined as told; open streams do not hold it up."""
    pytest.importorskip("uvicorn")
    for name in (store.id, "foreign"):
        store.insert({"_time": "0", "_msg": "x", "level": "INFO", "test": name})
    store.wait_for(f"test:={store.id}")
    port = local_store._free_port()
    options = ["--port", port, "--url", store.url, "--only", f"test={store.id}"]
    environment = {**os.environ, "VLOGS_NT_API_TOKEN": TOKEN}
    with vlogs_nt("api", *options, env=environment) as process:
        base = f"http://127.0.0.1:{port}/api/logs"
        assert f"http://127.0.0.1:{port}/ " in process.stderr.readline()
        assert answers(base) == 401  # the address is printed once it listens
        assert answers(f"http://127.0.0.1:{port}/") in (307, 401)
        headers = {"Authorization": f"Bearer {TOKEN}"}
        found = httpx.get(base, headers=headers, trust_env=False).json()
        assert [row["fields"]["test"] for row in found["rows"]] == [store.id]
        with httpx.stream("GET", f"{base}/stream", headers=headers, trust_env=False) as stream:
            assert stream.status_code == 200
            process.send_signal(number)
            assert process.wait(60) == 0
        out, err = process.communicate()
    assert (out, "Traceback" in err, TOKEN in err) == ("", False, False)


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("127.0.0.1", "`--port` {} on 127.0.0.1 is in use by another process: stop it, choose"),
        ("192.0.2.1", "`--host` 192.0.2.1 is no address of this machine that can be listened on"),
        ("no.invalid", "`--host` no.invalid is no address of this machine that can be listened on"),
    ],
)
def test_api_where_it_cannot_listen(host, told, store):
    """Exit 1, and one line that names the option, its value and the way out."""
    pytest.importorskip("uvicorn")
    environment = {**os.environ, "VLOGS_NT_API_TOKEN": TOKEN}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        options = ["--host", host, "--port", port, "--url", store.url]
        with vlogs_nt("api", *options, env=environment) as process:
            _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    (line,) = err.splitlines()
    assert line.startswith(f"vlogs-nt: {told.format(port)}")


def test_api_without_its_packages(monkeypatch, capsys):
    """The extra is named."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    code, out, err = run(capsys, "api")
    assert (code, out) == (1, "")
    assert "pip install 'vlogs-nt[api]'" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "65536"],
        ["--port", "x"],
        ["--host", "0.0.0.0"],
        ["--token-file", "/nope"],
        ["--token-file", "/dev/null"],
        ["--only", "nope"],
        ["--only", "a="],
        ["--url", "nonsense"],
        ["--cors-origin", "foo"],
        ["--cors-origin", "*"],
        ["--cors-origin", "https://dashboard/path"],
        ["--cors-origin", ""],
        ["--allow-host", ""],
        ["--allow-host", "*"],
        ["--allow-host", "*.example.com"],
        ["--allow-host", "http://proxy"],
        ["--allow-host", "a.example,b.example"],
    ],
)
def test_api_refuses_bad_usage(arguments, monkeypatch, capsys):
    """Exit 2; what is accepted in error ends on a port that is taken, and not never."""
    pytest.importorskip("uvicorn")
    monkeypatch.delenv("VLOGS_NT_API_TOKEN", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = run(capsys, "api", "--port", port, *arguments)
    assert (code, out) == (2, "")
    assert err
    assert arguments[0] in err or arguments[0] == "--url"


def test_api_takes_its_token_from_a_file(store, tmp_path, capsys):
    """A short one is refused, wherever it comes from."""
    pytest.importorskip("uvicorn")
    (tmp_path / "token").write_text(TOKEN + "\n")
    options = ["--port", 0, "--url", store.url, "--token-file", tmp_path / "token"]
    with vlogs_nt("api", *options) as process:
        url = process.stderr.readline().split()[1]
        assert answers(f"{url}api/logs") == 401
        assert answers(f"{url}api/logs", headers={"Authorization": f"Bearer {TOKEN}"}) == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    (tmp_path / "token").write_text("short")
    code, _, err = run(capsys, "api", *options)
    assert code == 2
    assert "16 characters" in err


def test_api_takes_the_file_of_the_environment(store, tmp_path, monkeypatch, capsys):
    """A private one; and beside it no token in the environment itself."""
    pytest.importorskip("uvicorn")
    file = tmp_path / "token"
    file.write_text(TOKEN)
    monkeypatch.setenv("VLOGS_NT_API_TOKEN_FILE", str(file))
    file.chmod(0o644)
    code, _, err = run(capsys, "api", "--port", 0, "--url", store.url)
    assert code == 2
    assert "chmod 600" in err
    assert TOKEN not in err
    file.chmod(0o600)
    with vlogs_nt("api", "--port", 0, "--url", store.url) as process:
        url = process.stderr.readline().split()[1]
        assert answers(f"{url}api/logs") == 401
        assert answers(f"{url}api/logs", headers={"Authorization": f"Bearer {TOKEN}"}) == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


@pytest.mark.parametrize("kind", ["pipe", "endless", "folder", "binary", "large"])
def test_api_does_not_wait_for_a_token_that_is_no_file(kind, tmp_path, capsys):
    """What is no small regular text is refused at once, with exit 2."""
    pytest.importorskip("uvicorn")
    path = tmp_path / "token"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path = "/dev/zero"
        case "folder":
            path.mkdir()
        case "binary":
            path.write_bytes(b"\x1b[2J\xff" * 10)
        case "large":
            with path.open("wb") as file:
                file.truncate(1 << 40)
    code, out, err = run(capsys, "api", "--token-file", path)
    assert (code, out) == (2, "")
    assert "--token-file" in err


def test_ui_is_served_at_the_printed_address(store):
    """It leads to the page."""
    pytest.importorskip("uvicorn")
    with vlogs_nt("ui", "--no-browser", "--port", 0, "--url", store.url) as process:
        url = process.stderr.readline().split()[1]
        assert answers(url, follow_redirects=True) == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_ui_exports_its_panel(tmp_path, capsys):
    """As a package that npm takes; exit 1 where it can't be written."""
    code, out, err = run(capsys, "ui", "--export", tmp_path / "new")
    assert code == 0
    assert out.strip().endswith(".tgz")
    assert tarfile.is_tarfile(out.strip())
    assert "npm install" in err
    (tmp_path / "file").write_text("")
    assert run(capsys, "ui", "--export", tmp_path / "file")[0] == 1
    assert run(capsys, "ui", "--export", tmp_path / "nosuch" / "new")[0] == 1
    assert not (tmp_path / "nosuch").exists()
